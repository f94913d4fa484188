"""The customer segments of a canvas, and the mentions of them in its notes.

A note of Customer segments stands for a segment; its handle comes from `model.handles`. Any note
can mention a segment by an `@` and its handle.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bmc_tui.model.blocks import PLACES
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.sanitize import folded
from bmc_tui.model.ties.listed import listed_groups, with_names, with_tail
from bmc_tui.model.ties.words import without_accents
from bmc_tui.model.tokens import Mark, replace_tokens, tokens


@dataclass(frozen=True, slots=True)
class Segment:
    """A customer segment."""

    handle: str
    """Its name in mentions, without the `@`, spelled as in its note; unique within the canvas."""
    note_text: str
    """The text of its note; of one that lists several groups, the part with its name."""
    index: int
    """Its zero-based position among the segments of the canvas."""
    spot: Spot
    """Where its note is."""
    is_explicit: bool
    """Whether its note contains `@handle`; otherwise it is derived from the note's words."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The customer segments of one canvas, in the order of its worksheet."""

    _by_handle: Mapping[str, Segment]
    """Each segment by its normalized handle."""
    _by_spot: Mapping[Spot, Sequence[Segment]]
    """The segments by the spot of their note; an answer may list several."""

    _by_alias: Mapping[str, Segment]
    """Segments by the start of their normalized handle that stands for them too."""

    lexicon: Lexicon
    """The words of natural languages that they were read with."""
    groups: Mapping[str, Sequence[Segment]]
    """The segments below each line of Customer segments that only heads others, by its label."""
    heading_spots: frozenset[Spot]
    """Where these lines are."""

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._by_handle.values())

    def __len__(self) -> int:
        return len(self._by_handle)

    def find(self, handle: str) -> Segment | None:
        """Return the segment with a handle in any spelling, or None."""
        normalized = normalize_handle(handle)
        return self._by_handle.get(normalized) or self._by_alias.get(normalized)

    def at(self, spot: Spot) -> Segment | None:
        """Return the segment that the note at a spot stands for, or None; the first of several."""
        return next(iter(self.listed_at(spot)), None)

    def listed_at(self, spot: Spot) -> Sequence[Segment]:
        """Return all segments that the note at a spot stands for."""
        return self._by_spot.get(spot, ())

    def mentioned_in(self, text: str) -> tuple[Segment, ...]:
        """Return the segments that the text of a note mentions, in order of their first mention."""
        return tuple(filter(None, map(self.find, mentions(text))))

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """Return the handles that the text of a note mentions and no segment has."""
        return tuple(name for name in mentions(text) if self.find(name) is None)

    def nearest(self, name: str) -> Segment | None:
        """Return the segment whose handle a misspelled or shorter one most likely stands for."""
        from bmc_tui.model.ties.similar import name_with_ending, nearest_name

        normalized = normalize_handle(name)
        match = nearest_name(normalized, self._by_handle) or name_with_ending(
            normalized, self._by_handle
        )
        return self._by_handle[match] if match else None


@cache_short_texts
def normalize_handle(handle: str) -> str:
    """Return the form in which all spellings of a handle are equal: `Café`, `CAFÉ`, `cafe`."""
    return without_accents(folded(handle))


@cache_short_texts
def mentions(text: str) -> tuple[str, ...]:
    """Return the handles after an `@` in a text, as typed and in order, without duplicates."""
    spellings: dict[str, str] = {}
    for token in tokens(text):
        if token.mark is Mark.SEGMENT:
            spellings.setdefault(normalize_handle(token.name), token.name)
    return tuple(spellings.values())


def is_handle(name: str) -> bool:
    """Tell whether a name can be a handle: a letter, then letters, digits, `-` and `_`."""
    text = f"@{name}"
    return [(token.start, token.end) for token in tokens(text)] == [(0, len(text))]


def rename_segment(canvas: Canvas, segments: Segments, segment: Segment, handle: str) -> Canvas:
    """Return the canvas with another handle for a segment, in its note and in all mentions.

    Args:
        canvas: The canvas.
        segments: Its segments.
        segment: The segment to rename. If its handle is derived, the new one is appended to its
            note. In a note that lists several, each gets its handle after its name.
        handle: The new handle without the `@`; `is_handle` must be true of it.

    Raises:
        ValueError: Another segment has that handle.
    """
    if normalize_handle(handle) != normalize_handle(segment.handle) and segments.find(handle):
        raise ValueError(handle)
    for block in PLACES:
        canvas = canvas.with_notes(
            block,
            (
                Note(_with_mentions_renamed(note.text, segments, segment, handle), note.section)
                for note in canvas.notes(block)
            ),
        )
    if not segment.is_explicit:
        spot = segment.spot
        texts = list(canvas.texts(spot.block, spot.section))
        listed = segments.listed_at(spot)
        if len(listed) > 1:
            parts = listed_groups(texts[spot.index], segments.lexicon)
            by_text = {one.note_text: handle if one == segment else one.handle for one in listed}
            names = {
                part: by_text[text]
                for part, text in zip(parts, with_tail(parts), strict=True)
                if text in by_text
            }
            texts[spot.index] = with_names(texts[spot.index], names)
        else:
            texts[spot.index] += f" @{handle}"
        canvas = canvas.with_section(spot.block, spot.section, texts)
    return canvas


def _with_mentions_renamed(text: str, segments: Segments, segment: Segment, new: str) -> str:
    """Return a text with the mentions of a segment replaced by mentions of a new handle."""
    replacements = (
        (token, f"@{new}")
        for token in tokens(text)
        if token.mark is Mark.SEGMENT and segments.find(token.name) == segment
    )
    return replace_tokens(text, replacements)
