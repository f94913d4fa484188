"""Measures how much an edit takes away, which decides whether a version is added before it.

A kill costs the undo steps of the last seconds, and the number of undo steps is limited. Still,
whatever an edit takes away must be recoverable if it is much.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas

MANY_NOTES = 2
"""How many notes an edit has to take away for a version to be added before it. One key in the
editor rewrites or deletes one note; to add a version before each of these would push out all other
versions within a minute. What takes away two at once is a paste, a deletion of a selection, or a
step of undo."""


class OccasionKind(StrEnum):
    """What takes much away. The values are in the file with the versions."""

    RESTORE = "restore"
    """A version is restored that the user gave a name."""
    RESTORE_UNNAMED = "restore_unnamed"
    """A version without a name is restored."""
    EXTERNAL_EDIT = "external_edit"
    """The canvas or a block comes back from the user's own editor."""
    EXAMPLE = "example"
    RENAME_SEGMENT = "rename_segment"
    UNDO = "undo"
    REDO = "redo"
    RECOVERY = "recovery"
    """What a killed session could not save is merged into the file."""
    MERGE = "merge"
    """The canvas of another file is merged into this one."""
    REMOVAL = "removal"
    """Notes are removed on the canvas, one after the other or all together."""


class Occasion(NamedTuple):
    """The edit before which a version is added."""

    kind: OccasionKind
    name: str = ""
    """The version, the example or the handle that the edit is about; of an unnamed version the time
    in ISO 8601."""

    @property
    def is_replacement(self) -> bool:
        """Whether the edit replaces a whole canvas or block."""
        return self.kind not in {
            OccasionKind.UNDO,
            OccasionKind.REDO,
            OccasionKind.RECOVERY,
            OccasionKind.MERGE,
            OccasionKind.REMOVAL,
        }


REMOVAL = Occasion(OccasionKind.REMOVAL)
"""The occasion of every edit that is nothing else: what is typed, pasted and deleted."""

EXTERNAL_EDIT = Occasion(OccasionKind.EXTERNAL_EDIT)
"""The occasion of what comes back from the user's own editor."""


def takes_much_away(before: Canvas, after: Canvas, occasion: Occasion) -> bool:
    """Tell whether a version is added before an edit.

    A replacement takes much away if anything of the canvas has changed: the user has not seen each
    of its notes go. Any other edit does if `MANY_NOTES` notes are gone. A note that was moved is
    not gone, nor are two that were joined into one line. A recovery also does if it replaces the
    title in the file.

    Args:
        before: The canvas before the edit.
        after: The canvas after it.
        occasion: The edit.
    """
    if occasion.is_replacement:
        return not _has_all_of(after, before)
    if occasion.kind is OccasionKind.RECOVERY and before.title not in ("", after.title):
        return True
    gone, new = _gone_and_new(before, after)
    return len(gone) >= MANY_NOTES and not (len(gone) == MANY_NOTES and "".join(gone) in new)


def has_many_fewer_notes(before: Canvas, after: Canvas) -> bool:
    """Tell whether edits have taken much away together, though none of them did alone.

    Rewriting does not count here: it is common that each of many notes is rewritten once.

    Args:
        before: The canvas before the first of the edits.
        after: The canvas after the last one.
    """
    if before.note_count - after.note_count < MANY_NOTES:
        return False
    return len(_gone_and_new(before, after)[0]) >= MANY_NOTES


def _has_all_of(canvas: Canvas, earlier: Canvas) -> bool:
    """Return whether a canvas has all that an earlier one has, in the same places and order."""
    return (
        earlier.title in ("", canvas.title)
        and all(map(_is_subsequence, earlier.blocks, canvas.blocks))
        and _is_subsequence(earlier.parked, canvas.parked)
        and _is_subsequence(earlier.dismissed, canvas.dismissed)
        and _is_subsequence(earlier.design, canvas.design)
        and all(
            old in ("", new)
            for old, new in zip(earlier.particulars, canvas.particulars, strict=True)
        )
    )


def _is_subsequence(items: Sequence[object], longer: Iterable[object]) -> bool:
    """Return whether all items are in `longer`, in the same order."""
    remaining = iter(longer)
    return all(item in remaining for item in items)


def _gone_and_new(before: Canvas, after: Canvas) -> tuple[list[str], list[str]]:
    """Return the texts of the notes that are gone, and of those that are new, in filling order."""
    sides = ((*canvas.blocks, canvas.parked) for canvas in (before, after))
    pairs = [pair for pair in zip(*sides, strict=True) if pair[0] != pair[1]]
    old_texts = Counter([note.text for old, _ in pairs for note in old])
    new_texts = Counter([note.text for _, new in pairs for note in new])
    gone, new = old_texts - new_texts, new_texts - old_texts
    return list(gone.elements()), list(new.elements())
