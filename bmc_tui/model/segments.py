"""The customer segments of a canvas by their handles, and which of them a note names.

A note of Customer segments is a segment. Its handle is the one written in it (`@students`), else
one made of its first words: so it stays the same while the rest of the note is edited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from unicodedata import category, normalize

from bmc_tui.model.blocks import UNPLACED, Block, Section
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot, with_spots
from bmc_tui.model.tokens import Mark, tokens

_PAYING = Section("customer_segments.paying")
"""The question that is answered with yes or no: an answer is a segment only with a handle."""

_MADE_OF = 2
"""How many words a handle is made of at most, unless another note has that one already."""

_LEADING = frozenset(
    ("a", "an", "the", "our", "all", "my", "de", "het", "een", "onze", "ons", "alle", "mijn")
)
"""Words before a name that are no part of it."""

_JOINING = frozenset(
    (
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "with",
        "for",
        "from",
        "to",
        "by",
        "near",
        "who",
        "that",
        "which",
        "whose",
        "en",
        "op",
        "aan",
        "met",
        "voor",
        "uit",
        "van",
        "bij",
        "te",
        "die",
        "dat",
        "wie",
        "waarvan",
        "naar",
        "om",
    )
)
"""Words after which a note goes on about what is named."""


_AMOUNT = re.compile(r"(?<=\S)\s+[0-9][0-9.,]*k?\s*[€$£]?\s*(?:[x×*/]|per\b|p[/.]).*", re.DOTALL)
"""How an amount starts behind a name: a name stays the same when one is added or changed."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A customer segment."""

    handle: str
    """Its name without the `@`, as it is written or made; no other segment of the canvas has it."""
    note_text: str
    """The text of its note."""
    index: int
    """The how-manieth segment of the canvas it is, from 0."""
    spot: Spot
    """Where its note is."""
    written: bool
    """Whether the handle is written in its note; else it is made of the note's words."""


def same(name: str) -> str:
    """Return what the spellings of one handle have in common: `Students` and `students`."""
    return normalize("NFC", name).casefold()


def names(text: str) -> tuple[str, ...]:
    """Return the names of segments that a text has, as typed and in order, each once."""
    found: dict[str, str] = {}
    for token in tokens(text):
        if token.mark is Mark.SEGMENT:
            found.setdefault(same(token.name), token.name)
    return tuple(found.values())


def handles(canvas: Canvas) -> tuple[Segment, ...]:
    """Return the segments of a canvas, in the order of its worksheet."""
    return tuple(_segments(canvas.notes(Block.CUSTOMER_SEGMENTS)).values())


def find(name: str, canvas: Canvas) -> Segment | None:
    """Return the segment with a handle, however that is spelled, or None."""
    return _segments(canvas.notes(Block.CUSTOMER_SEGMENTS)).get(same(name))


def own_segment(spot: Spot, canvas: Canvas) -> Segment | None:
    """Return the segment that a note of Customer segments is; None for any other note."""
    return next((one for one in handles(canvas) if one.spot == spot), None)


def segments_of(note: Note, canvas: Canvas) -> tuple[Segment, ...]:
    """Return the segments that a note names, in the order of its text."""
    found = (find(name, canvas) for name in names(note.text))
    return tuple(segment for segment in found if segment)


def unknown_names(note: Note, canvas: Canvas) -> tuple[str, ...]:
    """Return the names in a note that no segment has."""
    return tuple(name for name in names(note.text) if find(name, canvas) is None)


def nearest(name: str, canvas: Canvas) -> Segment | None:
    """Return the segment whose handle is most like a name that no segment has, if one is."""
    from difflib import get_close_matches

    known = _segments(canvas.notes(Block.CUSTOMER_SEGMENTS))
    match = get_close_matches(same(name), known, n=1)
    return known[match[0]] if match else None


@lru_cache(maxsize=16)
def _segments(notes: Notes) -> Mapping[str, Segment]:
    """Return the segments that the notes of the block are, by what their spellings share."""
    made = [_shortest(note.text) for note in notes]
    owned = _owned(notes, made)
    taken = {same(name) for name in owned if name}
    numbers: dict[str, Iterator[int]] = {}
    found: dict[str, Segment] = {}
    spots = with_spots(Block.CUSTOMER_SEGMENTS, notes)
    for (spot, note), words, name in zip(spots, made, owned, strict=True):
        if note.section == UNPLACED or (note.section == _PAYING and not name):
            continue
        handle = name or (words if same(words) not in taken else _free(note.text, taken, numbers))
        taken.add(same(handle))
        found[same(handle)] = Segment(handle, note.text, len(found), spot, bool(name))
    return found


def _owned(notes: Notes, made: list[str]) -> list[str]:
    """Return the handle that is written in each note for itself, or "" where none is.

    A note may name another segment too, such as `Parents of @students`: so a handle that another
    note's words would make is not its own.
    """
    spelled: dict[str, set[str]] = {}
    for words in made:
        spelled.setdefault(same(words), set()).add(words)
    taken: set[str] = set()
    owned: list[str] = []
    for note, words in zip(notes, made, strict=True):
        free = (
            name
            for name in names(note.text)
            if same(name) not in taken and spelled.get(same(name), set()) <= {words}
        )
        name = "" if note.section == UNPLACED else next(free, "")
        owned.append(name)
        taken.add(same(name))
    return owned


def _free(text: str, taken: set[str], numbers: dict[str, Iterator[int]]) -> str:
    """Return the first handle made of a note's words that is not taken.

    Args:
        text: The note.
        taken: What the spellings of those that are share.
        numbers: Those not yet given behind the same words, by these words: of a thousand equal
            notes, the last must not try a thousand numbers.
    """
    stem = _shortest(text)
    numbered = (f"{stem}-{number}" for number in numbers.setdefault(stem, count(2)))
    return next(one for one in chain(_made(text), numbered) if same(one) not in taken)


@cache_short_texts
def _shortest(text: str) -> str:
    """Return the shortest handle that can be made of a note's words."""
    return next(_made(text))


def _made(text: str) -> Iterator[str]:
    """Yield the handles that can be made of a note's words, the shortest first."""
    for token in reversed(tokens(text)):
        text = f"{text[: token.start]} {text[token.end :]}"
    text = _AMOUNT.split(text, maxsplit=1)[0]
    words: list[str] = []
    is_whole = False
    for part in normalize("NFC", text).lower().split():
        is_joining = part in _JOINING
        if words and not is_whole and (is_joining or not part[0].isalnum()):
            is_whole = True
            yield "-".join(words)
        word = part if part.isalnum() else "".join(filter(_in_name, part)).strip("-")
        if not words:
            word = "" if word in _LEADING else _from_letter(word)
        if word and not is_joining:
            words.append(word)
            if is_whole:
                yield "-".join(words)
        if words and not is_whole and (len(words) == _MADE_OF or not _in_name(part[-1])):
            is_whole = True
            yield "-".join(words)
    if not is_whole:
        yield "-".join(words) or "segment"


def _from_letter(word: str) -> str:
    """Return a word from its first letter on, as a handle starts; "" where there is none."""
    start = next((at for at, character in enumerate(word) if character.isalpha()), len(word))
    return word[start:]


def _in_name(character: str) -> bool:
    """Tell whether a handle can hold a character: letters with their marks, digits and hyphens."""
    return character.isalnum() or character == "-" or category(character) in ("Mn", "Mc")


def is_handle(name: str) -> bool:
    """Tell whether a note can name a segment so: a letter first, then letters, digits, - and _."""
    text = f"@{name}"
    return [(token.start, token.end) for token in tokens(text)] == [(0, len(text))]


def renamed(canvas: Canvas, segment: Segment, name: str) -> Canvas:
    """Return the canvas with another handle for a segment in every note that names it.

    Args:
        canvas: Where the segment is.
        segment: One of its segments. Where its own note does not have its handle written, the new
            one is written behind it.
        name: The new handle, without the mark; it has to be one (`is_handle`).

    Raises:
        ValueError: Another segment has that handle.
    """
    if same(name) != same(segment.handle) and find(name, canvas):
        raise ValueError(name)
    owners = {one.spot: one for one in handles(canvas)}
    spot = segment.spot
    for block in {block: None for block, _ in canvas}:
        canvas = canvas.with_notes(
            block,
            (
                Note(_named(note.text, segment.handle, name), note.section)
                for note in canvas.notes(block)
            ),
        )
    if not owners[spot].written:
        texts = list(canvas.texts(spot.block, spot.section))
        texts[spot.index] += f" @{name}"
        canvas = canvas.with_section(spot.block, spot.section, texts)
    return canvas


def _named(text: str, before: str, after: str) -> str:
    """Return a text with one name of a segment for another."""
    for token in reversed(tokens(text)):
        if token.mark is Mark.SEGMENT and same(token.name) == same(before):
            text = f"{text[: token.start]}@{after}{text[token.end :]}"
    return text
