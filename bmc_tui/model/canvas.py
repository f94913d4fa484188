"""A canvas as an immutable value: a title and nine blocks of notes; every edit returns a new one.

Because it is a value, undo, dirty checks and differences are plain comparisons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.sanitize import clean


class Dismissal(NamedTuple):
    """A finding that was put away."""

    rule: str
    """The id of the rule; one that this version does not know is kept."""
    block: Block
    """The block that the finding is at."""
    text: str = ""
    """The note that it is about, as `bare` gives it: a tag more or less is the same note. "" where
    it is about the whole block."""


class Note(NamedTuple):
    """One line of text in one section of a block."""

    text: str
    """One clean line, never empty."""
    section: Section = GENERAL


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a note is: in a section of a block, the how-manieth of that section, from 0."""

    block: Block
    section: Section
    index: int


Notes = tuple[Note, ...]


def with_spots(block: Block, notes: Iterable[Note]) -> Iterator[tuple[Spot, Note]]:
    """Yield notes with their spots.

    Args:
        block: The block that holds the notes.
        notes: All notes of one or more of its sections, each section's in order.
    """
    counts: dict[Section, int] = {}
    for note in notes:
        index = counts.get(note.section, 0)
        counts[note.section] = index + 1
        yield Spot(block, note.section, index), note


@dataclass(frozen=True, slots=True)
class Canvas:
    """A title and the notes of the nine blocks.

    In each block the notes stand in the order of its worksheet: section by section, and within
    a section in the person's own order. A section that this version does not know (a newer
    version's) is kept, after those it knows.
    """

    title: str = ""
    blocks: tuple[Notes, ...] = ((),) * len(BLOCKS)
    """The notes of each block, in filling order. Build it through the methods below."""
    dismissed: tuple[Dismissal, ...] = ()
    """The findings of the review that the person has put away, in that order."""

    def notes(self, block: Block) -> Notes:
        """Return the notes of `block`, in the order of its worksheet."""
        return self.blocks[block.number - 1]

    def spots(self, block: Block) -> Iterator[tuple[Spot, Note]]:
        """Yield every note of `block` with its spot, in the order of its worksheet."""
        return with_spots(block, self.notes(block))

    def texts(self, block: Block, section: Section) -> tuple[str, ...]:
        """Return the texts of one section of `block`, in order."""
        return tuple(note.text for note in self.notes(block) if note.section == section)

    def __iter__(self) -> Iterator[tuple[Block, Note]]:
        """Yield every note with its block, in filling order."""
        for block in BLOCKS:
            for note in self.notes(block):
                yield block, note

    @property
    def count(self) -> int:
        """How many notes the canvas holds."""
        return sum(map(len, self.blocks))

    def with_title(self, title: str) -> "Canvas":
        """Return the canvas under another title, which is cleaned."""
        return replace(self, title=clean(title))

    def dismiss(self, what: Dismissal) -> "Canvas":
        """Return the canvas with a finding put away; or back again, where it is away already."""
        others = tuple(each for each in self.dismissed if each != what)
        is_away = len(others) < len(self.dismissed)
        return replace(self, dismissed=others if is_away else (*others, what))

    def with_notes(self, block: Block, notes: Iterable[Note]) -> "Canvas":
        """Return the canvas with just these notes in `block`.

        Args:
            block: The block to fill.
            notes: Its notes; texts are cleaned, empty ones dropped, sections put in order.
        """
        order = {section: place for place, section in enumerate(block.sections)}
        cleaned = (Note(clean(note.text), note.section) for note in notes)
        kept = sorted(
            (note for note in cleaned if note.text),
            key=lambda note: order.get(note.section, len(order)),
        )
        at = block.number - 1
        return replace(self, blocks=(*self.blocks[:at], tuple(kept), *self.blocks[at + 1 :]))

    def with_section(self, block: Block, section: Section, texts: Iterable[str]) -> "Canvas":
        """Return the canvas with just these texts in one section of `block`."""
        others = [note for note in self.notes(block) if note.section != section]
        return self.with_notes(block, [*others, *(Note(text, section) for text in texts)])

    def add(self, block: Block, *texts: str, section: Section = GENERAL) -> "Canvas":
        """Return the canvas with `texts` as new notes at the end of a section."""
        return self.with_section(block, section, [*self.texts(block, section), *texts])

    def carry(self, spot: Spot, down: bool) -> tuple["Canvas", Spot]:
        """Move a note one place up or down; past the end of its section into the next one.

        Args:
            spot: The note to move.
            down: Towards the end of the worksheet; else towards its start.

        Returns:
            The canvas and where the note is now; both unchanged at the ends of the worksheet.

        Raises:
            IndexError: There is no note at `spot`.
        """
        block, section, index = spot.block, spot.section, spot.index
        texts = list(self.texts(block, section))
        text = texts.pop(index)
        there = index + (1 if down else -1)
        if 0 <= there <= len(texts):
            texts.insert(there, text)
            return self.with_section(block, section, texts), Spot(block, section, there)
        sections = block.sections
        # A section of a newer version is not on this worksheet: its notes stay where they are.
        next_at = sections.index(section) + (1 if down else -1) if section in sections else -1
        if not 0 <= next_at < len(sections):
            return self, spot
        target = sections[next_at]
        place = 0 if down else len(self.texts(block, target))
        return self._put(text, self.with_section(block, section, texts), block, target, place)

    def send(self, spot: Spot, block: Block) -> tuple["Canvas", Spot]:
        """Move a note to the end of another block's general section.

        Args:
            spot: The note to move.
            block: Where to; its own block gives the canvas unchanged.

        Returns:
            The canvas and where the note is now.

        Raises:
            IndexError: There is no note at `spot`.
        """
        texts = list(self.texts(spot.block, spot.section))
        text = texts.pop(spot.index)
        if block is spot.block:
            return self, spot
        without = self.with_section(spot.block, spot.section, texts)
        return self._put(text, without, block, GENERAL, len(self.texts(block, GENERAL)))

    @staticmethod
    def _put(
        text: str, canvas: "Canvas", block: Block, section: Section, index: int
    ) -> tuple["Canvas", Spot]:
        """Put a text into a section and say where it is."""
        texts = list(canvas.texts(block, section))
        texts.insert(index, text)
        return canvas.with_section(block, section, texts), Spot(block, section, index)
