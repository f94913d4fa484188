"""Finds the notes that one side deleted and the other reworded, and that therefore stay."""

import re
from collections import Counter
from typing import NamedTuple

from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.canvas import Canvas, Note

_MIN_SIMILARITY = 0.8
"""The similarity, from 0 to 1, from which two texts are surely one note, with errors corrected."""

_MIN_CHARACTERS = 5
"""Minimum number of characters of the shorter text: `Van` and `Vans` may be two notes."""

_MAX_COMPARED = 400
"""How many pairs of texts are compared at most in a block; of more, none is."""

_NUMBERS = re.compile(r"\d+")


class Survivor(NamedTuple):
    """A note that stays in the wording of one side, although the other one deleted it."""

    block: Block
    deleted: Note
    """The note as both sides had it."""
    stays: Note
    """The note as it is now."""


def find_survivors(base: Canvas, deleting: Canvas, rewording: Canvas) -> list[Survivor]:
    """Return the notes that one side deleted, and that the other one has in another wording.

    Only texts that are surely the same note count, since what is reported about them must be true.

    Args:
        base: The canvas with these notes as both had them.
        deleting: The canvas of the side that deleted notes.
        rewording: The canvas of the side that reworded notes.
    """
    found = []
    for block in PLACES:
        olds, kept, news = (side.notes(block) for side in (base, deleting, rewording))
        if olds in (kept, news):
            continue
        old_counts, kept_counts, new_counts = map(Counter, (olds, kept, news))
        candidates = [*(new_counts - old_counts - kept_counts).elements()]
        deleted = [*((old_counts - kept_counts) & (old_counts - new_counts)).elements()]
        for note in deleted if len(deleted) * len(candidates) <= _MAX_COMPARED else ():
            stays = next((new for new in candidates if _is_rewording(note.text, new.text)), None)
            is_kept = any(_is_rewording(note.text, own.text) for own in kept_counts - old_counts)
            if stays and not is_kept:  # else both reworded it, and both wordings stay
                candidates.remove(stays)
                found.append(Survivor(block, note, stays))
    return found


def _is_rewording(old: str, new: str) -> bool:
    """Return whether two texts are surely one note: one has all or nearly all words of the other.

    Args:
        old: A text.
        new: Another text.
    """
    if min(map(len, (old, new))) < _MIN_CHARACTERS:
        return False
    few, many = sorted((Counter(text.casefold().split()) for text in (old, new)), key=Counter.total)
    if few <= many:
        return True
    from bmc_tui.model.lists.wordings import similarity

    is_numbered_alike = _NUMBERS.findall(old) == _NUMBERS.findall(new)
    return is_numbered_alike and similarity(old, new) >= _MIN_SIMILARITY
