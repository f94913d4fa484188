"""Restores the headings and boxes of our own Word document from its text alone.

A program that saves or pastes it as text drops the styles, and writes the table of the nine boxes
as lines. The text is recognized by the line that says whose the Business Model Canvas is, which
ends the boxes: numbered titles of blocks are above it, and titles without a number below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.design import design_heading
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block
from bmc_tui.render.overviews import OVERVIEW_KEYS

_TITLE_LEVEL, _BLOCK_LEVEL, _SECTION_LEVEL = 1, 2, 3


def with_styles(items: Sequence[OutlineItem]) -> Sequence[OutlineItem]:
    """Return our own document with its title, headings and boxes; any other one unchanged.

    Args:
        items: The lines of the document.
    """
    if any(item.level for item in items):
        return items
    for guide in map(load, languages()):
        credit = guide.say("canvas.credit")
        end = next((i for i, item in enumerate(items) if _is_line(item, credit)), None)
        if end is None or end + 1 == len(items):
            continue
        titles = {f"{block.number} {guide.title(block)}": block for block in BLOCKS}
        starts = [i for i, item in enumerate(items[:end]) if _is_line(item, *titles)]
        is_whole = {items[i].text for i in starts} == {*titles} and len(starts) == len(titles)
        if is_whole and _is_line(items[end + 1], guide.title(BLOCKS[0])):
            head, boxes = items[: starts[0]], [_box(items[a:b]) for a, b in _spans(starts, end)]
            return [*_head(head), _table(boxes), *_report(items[end + 1 :], guide)]
    return items


def _is_line(item: OutlineItem, *texts: str) -> bool:
    """Tell whether an item is one of some lines, without a bullet."""
    return item.plain and not item.has_sign and item.text in texts


def _spans(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    """Yield where each box starts and ends."""
    yield from zip(starts, (*starts[1:], end), strict=True)


def _head(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield what is above the boxes: the title, then the particulars."""
    for index, item in enumerate(items):
        yield item if index else replace(item, level=_TITLE_LEVEL, plain=False)


def _box(items: Sequence[OutlineItem]) -> Cell:
    """Return a box as the cell that it was."""
    title, *notes = items
    return Cell(title.line, [title, *map(_note, notes)])


def _table(boxes: Sequence[Cell]) -> OutlineItem:
    """Return the boxes as a table."""
    return OutlineItem(boxes[0].line, "", table=Table([[box] for box in boxes]))


def _report(items: Sequence[OutlineItem], guide: Guide) -> Iterator[OutlineItem]:
    """Yield what is below the boxes, with its headings.

    Args:
        items: The lines.
        guide: The language of the document.
    """
    blocks = {guide.title(block): block for block in (*BLOCKS, Block.PARKED)}
    design, unanswered = guide.say("design.title"), guide.say("report.unanswered")
    headings = {design, unanswered, *map(guide.say, OVERVIEW_KEYS)}
    sections: Mapping[str, object] = {}
    part = ""
    for item in items:
        text = item.text if _is_line(item, item.text) else ""
        is_open = part == unanswered and blocks.get(text, Block.PARKED) is not Block.PARKED
        if text in headings or (text in blocks and not is_open):
            part, sections = text, _sections(blocks.get(text), guide)
            yield replace(item, level=_BLOCK_LEVEL, plain=False)
        elif is_open or text in sections or (part == design and text and design_heading(text)):
            yield replace(item, level=_SECTION_LEVEL, plain=False)
        else:
            yield _note(item)


def _sections(block: Block | None, guide: Guide) -> Mapping[str, object]:
    """Return the sections of a block by their headings; {} if it is not a block."""
    if block is None:
        return {}
    return {guide.section_title(block, each): each for each in (*block.sections, UNPLACED)}


def _note(item: OutlineItem) -> OutlineItem:
    """Return a line unchanged, but a bullet as a note, whatever it reads like."""
    return replace(item, literal=True) if item.has_sign or not item.plain else item
