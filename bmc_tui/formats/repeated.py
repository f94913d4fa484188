"""Finds the nine boxes in a document that repeats them below headings, as our Word files do.

The boxes are a table, and a picture of what is below the headings: read as a canvas of their own,
they would double each note. Notes that only the boxes have, because someone wrote them there, are
added.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bmc_tui.formats.outline.cells import placed_rows
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.result import ImportResult, Remark
from bmc_tui.guide.aliases import is_unplaced_heading, phase_named
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

_MIN_BLOCKS = 5
"""Minimum number of blocks that the boxes and the headings both name."""

_MIN_SHARE = 0.5
"""The part of the notes in the boxes that is below the headings at least, by which they are
a picture of these."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A table with the nine boxes, or some of them."""

    item: OutlineItem
    """The table in its document."""
    texts: Mapping[Block, Sequence[str]]
    """What is in each box below its title."""

    def missing(self, canvas: Canvas) -> list[tuple[Block, str]] | None:
        """Return the notes in the boxes that a canvas lacks; None if it lacks most of them."""
        missing: list[tuple[Block, str]] = []
        for block, texts in self.texts.items():
            missing += _others(block, texts, (note.text for note in canvas.notes(block)))
        count = sum(map(len, self.texts.values()))
        return missing if len(missing) <= count * (1 - _MIN_SHARE) else None

    def lacking(self, canvas: Canvas) -> list[tuple[Block, str]]:
        """Return the notes of a canvas that the boxes lack, if they have most of them.

        Someone may have removed them from the boxes, or reworded them there.
        """
        lacking: list[tuple[Block, str]] = []
        count = 0
        for block, texts in self.texts.items():
            notes = [note.text for note in canvas.notes(block)]
            count += len(notes)
            lacking += _others(block, notes, texts)
        return lacking if len(lacking) <= count * (1 - _MIN_SHARE) else []


def _others(
    block: Block, texts: Iterable[str], present: Iterable[str]
) -> Iterator[tuple[Block, str]]:
    """Yield texts of a block that are not present, each as often as it is missing."""
    counts = Counter(present)
    for text in texts:
        counts[text] -= 1
        if counts[text] < 0:
            yield block, text


def boxes_of(items: Sequence[OutlineItem]) -> Boxes | None:
    """Return the nine boxes of a document that also has a heading for each of them; else None."""
    headings = (item for item in items if item.level)
    named = {block for item in headings if (block := item.block or block_of_heading(item.text))}
    if len(named) < _MIN_BLOCKS:
        return None
    for item in items:
        texts = _texts_by_block(item)
        if texts and len(texts) >= _MIN_BLOCKS and named.issuperset(texts):
            return Boxes(item, texts)
    return None


def completed(
    result: ImportResult, missing: Sequence[tuple[Block, str]], boxes: Boxes
) -> ImportResult:
    """Return a result with the notes that only the boxes have.

    There is a remark on each of these, and on each that the boxes lack: an edit of the boxes alone
    shows in these two.

    Args:
        result: What the document has below its headings.
        missing: What `Boxes.missing` returns for its canvas.
        boxes: The boxes.
    """
    canvas = result.canvas
    for block, text in missing:
        canvas = canvas.add(block, text)
    remarks = (
        Remark(0, f"reading.{key}", {"block": block, "text": text})
        for key, notes in (
            ("only_in_boxes", missing),
            ("not_in_boxes", boxes.lacking(result.canvas)),
        )
        for block, text in notes
    )
    return replace(result, canvas=canvas, remarks=(*result.remarks, *remarks))


def _texts_by_block(item: OutlineItem) -> Mapping[Block, Sequence[str]] | None:
    """Return the contents of the boxes of a table; None for anything else."""
    if not item.table:
        return None
    texts: dict[Block, list[str]] = {}
    for row in placed_rows(item.table):
        for cell in row:
            if not cell.named or cell.named.named in texts:
                return None
            others = cell.cell.items[1:]
            rest = [cell.named.rest] if cell.named.rest else []
            texts[cell.named.named] = [*rest, *_notes(others, cell.named.named)]
    return texts


def _notes(items: Sequence[OutlineItem], block: Block) -> Iterator[str]:
    """Yield the notes in a box, without the names of phases above them."""
    for item in items:
        text = clean(item.text)
        name = text.rstrip(" :")
        is_name = phase_named(name) if block.phases else None
        is_line = item.plain or item.level > 0
        if text and not (is_line and (is_name or is_unplaced_heading(name))):
            yield text
        yield from _notes(item.children, block)
