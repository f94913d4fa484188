"""A canvas as an immutable value: a title, nine blocks of notes and parked ones, edited by copies.

Because it is a value, undo, dirty checks and differences are plain comparisons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, UNPLACED, Block, Section
from bmc_tui.model.sanitize import clean


class Dismissal(NamedTuple):
    """A finding of the review that the user dismissed."""

    rule: str
    """The id of the rule; an id that only a newer version of the program has is preserved."""
    block: Block
    """The block of the finding."""
    text: str = ""
    """The text of the note without its tokens, so that the finding stays dismissed when a token is
    added; "" for a finding on a whole block."""


class DesignAnswer(NamedTuple):
    """The answer to a question on the design of the model; see `bmc_tui.model.design.answers`."""

    question: str
    """The id of the question; one that only a newer version of the program has is preserved."""
    text: str = ""
    """One clean line."""
    score: int | None = None
    """From 0, the weakest design, to 10; None if it was not given."""


class Particulars(NamedTuple):
    """What a canvas says about itself as a document: for whom, by whom, its date and its version.

    They are those of the sheet on which the Business Model Canvas is published (Strategyzer AG).
    Each is one clean line as the user wrote it, also the date, and "" where not given. The names of
    the fields are their ids in saved canvases.
    """

    for_whom: str = ""
    by_whom: str = ""
    date: str = ""
    version: str = ""

    def given(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the text of each particular that was given, in order."""
        return ((name, text) for name, text in zip(self._fields, self, strict=True) if text)

    def differing_from(self, others: "Particulars") -> tuple[str, ...]:
        """Return the ids of the particulars that differ from `others`, in order."""
        triples = zip(self._fields, self, others, strict=True)
        return tuple(name for name, text, other in triples if text != other)


NO_PARTICULARS = Particulars()


class Note(NamedTuple):
    """One line of text in one section of a block."""

    text: str
    """One clean line, never empty."""
    section: Section = GENERAL


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a note is: the block, the section, and the zero-based position in the section."""

    block: Block
    section: Section
    index: int


Notes = tuple[Note, ...]
"""The notes of one block."""


def with_spots(block: Block, notes: Iterable[Note]) -> Iterator[tuple[Spot, Note]]:
    """Yield notes with their spots.

    Args:
        block: The block of the notes.
        notes: All notes of one or more of its sections, in order within each section.
    """
    counts: defaultdict[Section, int] = defaultdict(int)
    for note in notes:
        index = counts[note.section]
        counts[note.section] = index + 1
        yield Spot(block, note.section, index), note


@dataclass(frozen=True, slots=True)
class Canvas:
    """A title, the notes of the nine blocks, and parked notes, which have no block yet.

    In each block the notes are in the order of its worksheet: section by section, and within a
    section in the user's order. Notes in a section that only a newer version of the program has
    are preserved, after the others.
    """

    title: str = ""
    blocks: tuple[Notes, ...] = ((),) * len(BLOCKS)
    """The notes of each block, in filling order. Change them through the methods below, which
    clean and sort them."""
    dismissed: tuple[Dismissal, ...] = ()
    """The findings that the user dismissed, in the order in which that was done."""
    design: tuple[DesignAnswer, ...] = ()
    """The answers to the questions on the design that were given. Change them by `with_answer`."""
    parked: Notes = ()
    """The notes of `Block.PARKED`. Change them as those of a block."""
    particulars: Particulars = NO_PARTICULARS
    """For whom and by whom it is, its date and its version. Change them by `with_particulars`."""
    source: "Canvas | None" = field(default=None, compare=False)
    """The canvas that this is the form of that is handed in, without tokens: what follows from the
    tokens is read there. None for all others, and so for all that are saved."""

    def notes(self, block: Block) -> Notes:
        """Return the notes of `block`, in the order of its worksheet."""
        return self.parked if block is Block.PARKED else self.blocks[block.number - 1]

    def spots(self, block: Block) -> Iterator[tuple[Spot, Note]]:
        """Yield every note of `block` with its spot, in the order of its worksheet."""
        return with_spots(block, self.notes(block))

    def texts(self, block: Block, section: Section) -> tuple[str, ...]:
        """Return the texts of one section of `block`, in order."""
        return tuple(note.text for note in self.notes(block) if note.section == section)

    def __iter__(self) -> Iterator[tuple[Block, Note]]:
        """Yield every note with its block, in filling order, and then the parked notes."""
        for block in PLACES:
            for note in self.notes(block):
                yield block, note

    @property
    def note_count(self) -> int:
        """The number of notes of the canvas, parked ones too."""
        return self.block_note_count + len(self.parked)

    @property
    def block_note_count(self) -> int:
        """The number of notes in the nine blocks."""
        return sum(map(len, self.blocks))

    @property
    def places(self) -> tuple[Block, ...]:
        """The places to go through: the nine blocks, and the parked notes if there are any."""
        return PLACES if self.parked else BLOCKS

    def place_after(self, place: Block, steps: int) -> Block:
        """Return the place that is `steps` further: after the last of `places` the first."""
        places = PLACES if place is Block.PARKED else self.places
        return places[(places.index(place) + steps) % len(places)]

    def with_title(self, title: str) -> "Canvas":
        """Return the canvas with another title, which is cleaned."""
        return replace(self, title=clean(title))

    def with_particulars(self, particulars: Particulars) -> "Canvas":
        """Return the canvas with other particulars, which are cleaned."""
        return replace(self, particulars=Particulars(*map(clean, particulars)))

    def with_missing_particulars(self, particulars: Particulars) -> "Canvas":
        """Return the canvas with particulars filled in where it has none of its own."""
        pairs = zip(self.particulars, particulars, strict=True)
        return self.with_particulars(Particulars(*(own or other for own, other in pairs)))

    def toggle_dismissal(self, dismissal: Dismissal) -> "Canvas":
        """Return the canvas with a finding dismissed, or no longer dismissed if it was."""
        remaining = tuple(other for other in self.dismissed if other != dismissal)
        was_dismissed = len(remaining) < len(self.dismissed)
        return replace(self, dismissed=remaining if was_dismissed else (*remaining, dismissal))

    def dismiss(self, dismissals: Iterable[Dismissal]) -> "Canvas":
        """Return the canvas with findings dismissed, after those that already were."""
        return replace(self, dismissed=tuple(dict.fromkeys((*self.dismissed, *dismissals))))

    def undismiss(self, dismissals: Iterable[Dismissal]) -> "Canvas":
        """Return the canvas with findings no longer dismissed."""
        gone = frozenset(dismissals)
        return replace(self, dismissed=tuple(item for item in self.dismissed if item not in gone))

    def with_notes(self, block: Block, notes: Iterable[Note]) -> "Canvas":
        """Return the canvas with these notes in `block` instead of its own.

        Args:
            block: The block to change.
            notes: The new notes; their texts are cleaned, empty ones dropped, and the notes sorted
                by section.
        """
        order = {section: index for index, section in enumerate(block.sections)}
        present = frozenset(self.notes(block))  # nearly all of them stay while the user types
        cleaned = [
            note if note in present else Note(clean(note.text), note.section) for note in notes
        ]
        kept = [note for note in cleaned if note.text]
        order = dict.fromkeys([section for _, section in kept], len(order)) | order
        ranks = [order[section] for _, section in kept]
        if ranks != sorted(ranks):
            kept = [note for _, note in sorted(zip(ranks, kept, strict=True), key=itemgetter(0))]
        return self.with_sorted_notes(block, tuple(kept))

    def with_sorted_notes(self, block: Block, notes: Notes) -> "Canvas":
        """Return the canvas with these notes in `block`, which are clean and sorted already."""
        if block is Block.PARKED:
            return replace(self, parked=notes)
        index = block.number - 1
        blocks = (*self.blocks[:index], notes, *self.blocks[index + 1 :])
        return replace(self, blocks=blocks)

    def with_unplaced_parked(self) -> "Canvas":
        """Return the canvas with the unplaced notes of the first block parked, after the others.

        Before notes could be parked, an import put notes there that it could not assign to a block.
        """
        notes = self.notes(BLOCKS[0])
        unplaced = tuple(Note(note.text) for note in notes if note.section == UNPLACED)
        if not unplaced:
            return self
        placed = tuple(note for note in notes if note.section != UNPLACED)
        return replace(self.with_sorted_notes(BLOCKS[0], placed), parked=(*self.parked, *unplaced))

    def with_section(self, block: Block, section: Section, texts: Iterable[str]) -> "Canvas":
        """Return the canvas with these texts in one section of `block` instead of its own."""
        other_notes = [note for note in self.notes(block) if note.section != section]
        return self.with_notes(block, [*other_notes, *(Note(text, section) for text in texts)])

    def add(self, block: Block, *texts: str, section: Section = GENERAL) -> "Canvas":
        """Return the canvas with `texts` as new notes at the end of a section."""
        return self.with_section(block, section, [*self.texts(block, section), *texts])

    def without_note(self, spot: Spot) -> "Canvas":
        """Return the canvas without the note at `spot`.

        Raises:
            IndexError: There is no note at `spot`.
        """
        texts = list(self.texts(spot.block, spot.section))
        del texts[spot.index]
        return self.with_section(spot.block, spot.section, texts)

    def insert(self, spot: Spot, texts: Iterable[str]) -> "Canvas":
        """Return the canvas with `texts` as new notes, the first of them at `spot`."""
        present = self.texts(spot.block, spot.section)
        merged = (*present[: spot.index], *texts, *present[spot.index :])
        return self.with_section(spot.block, spot.section, merged)

    def move_note(self, spot: Spot, down: bool) -> tuple["Canvas", Spot]:
        """Move a note one position up or down, or from the end of its section into the next one.

        Args:
            spot: The note to move.
            down: Towards the end of the worksheet; otherwise towards its start.

        Returns:
            The new canvas and the note's new spot; both unchanged at the ends of the worksheet.

        Raises:
            IndexError: There is no note at `spot`.
        """
        block, section, index = spot.block, spot.section, spot.index
        texts = list(self.texts(block, section))
        text = texts.pop(index)
        new_index = index + (1 if down else -1)
        if 0 <= new_index <= len(texts):
            texts.insert(new_index, text)
            return self.with_section(block, section, texts), Spot(block, section, new_index)
        sections = block.sections
        # A section that only a newer version has is not on this worksheet: its notes stay in it.
        next_section = sections.index(section) + (1 if down else -1) if section in sections else -1
        if not 0 <= next_section < len(sections):
            return self, spot
        target = sections[next_section]
        target_index = 0 if down else len(self.texts(block, target))
        without_note = self.with_section(block, section, texts)
        return _insert(without_note, block, target, target_index, text)

    def move_to_block(self, spot: Spot, block: Block) -> tuple["Canvas", Spot]:
        """Move a note to the end of another block's general section.

        Args:
            spot: The note to move.
            block: The block to move it to; if that is its own, nothing changes.

        Returns:
            The new canvas and the note's new spot.

        Raises:
            IndexError: There is no note at `spot`.
        """
        moved = _move(self, spot, block, GENERAL)
        return (self, spot) if block is spot.block else moved

    def move_to_section(self, spot: Spot, section: Section) -> tuple["Canvas", Spot]:
        """Move a note to the end of another section of its block.

        Args:
            spot: The note to move.
            section: The section to move it to; if that is its own, nothing changes.

        Returns:
            The new canvas and the note's new spot.

        Raises:
            IndexError: There is no note at `spot`.
        """
        moved = _move(self, spot, spot.block, section)
        return (self, spot) if section == spot.section else moved


def _move(canvas: Canvas, spot: Spot, block: Block, section: Section) -> tuple[Canvas, Spot]:
    """Return the canvas with a note moved to the end of another section, and its new spot."""
    texts = list(canvas.texts(spot.block, spot.section))
    text = texts.pop(spot.index)
    without_note = canvas.with_section(spot.block, spot.section, texts)
    return _insert(without_note, block, section, len(canvas.texts(block, section)), text)


def _insert(
    canvas: Canvas, block: Block, section: Section, index: int, text: str
) -> tuple[Canvas, Spot]:
    """Return the canvas with a text inserted into a section, and the spot of the new note."""
    texts = list(canvas.texts(block, section))
    texts.insert(index, text)
    return canvas.with_section(block, section, texts), Spot(block, section, index)
