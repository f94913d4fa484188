"""The nine blocks with their changes: new, gone, moved and reworded notes among the others."""

from collections.abc import Iterator
from functools import cache

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import UNPLACED, Block, phase_number
from bmc_tui.model.canvas import Note
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind
from bmc_tui.render.block_lines import BULLET, padded
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.compared.unpictured import unpictured_changes
from bmc_tui.render.fitting.words import break_lines
from bmc_tui.render.grid import BlockLineRef, GridLayout, counted_boxes
from bmc_tui.render.roles import Line, Role, StyledRun


def marked_lines(marked: MarkedCanvas, signs: MarkSigns, width: int) -> list[Line]:
    """Return the picture, as tall as the notes of both canvases need, nothing cut.

    Args:
        marked: The notes of both; the titles of the blocks count those of the newer canvas.
        signs: What the signs say, in the language of the picture.
        width: Cells across; a narrow picture has its blocks in one column.
    """

    @cache
    def inside(block: Block, cells: int) -> list[Line]:
        return list(_block_lines(marked, block, signs, cells))

    boxes = counted_boxes(width, lambda block, cells: max(1, len(inside(block, cells))))
    layout = GridLayout(boxes)
    lines = []
    for y in range(layout.height):
        line: Line = []
        for part in layout.row(y, marked.newer, signs.guide):
            if isinstance(part, BlockLineRef):
                cells = boxes[part.block].width
                block_lines = inside(part.block, cells)
                is_filled = part.line < len(block_lines)
                line += padded(block_lines[part.line] if is_filled else [], cells)
            else:
                line.append(part)
        lines.append(line)
    return lines


def _block_lines(
    marked: MarkedCanvas, block: Block, signs: MarkSigns, width: int
) -> Iterator[Line]:
    """Yield the lines of a block: each note with its sign, and below it what became of it."""
    language = signs.guide.language
    for note, mark in marked.marked_notes(block):
        sign, role = BULLET, Role.DIMMED
        if mark and signs.of_mark(mark):
            sign = f"{signs.of_mark(mark)} "
            role = Role.GONE if signs.is_gone(mark) else Role.FOLLOWED
        yield from hanging(sign, text_with_phase(note), role, width, language)
        if mark and (words := signs.detail(mark, block)):
            is_former = mark.kind is MarkKind.REWORDED
            role = Role.DIMMED if is_former else Role.COUNT
            yield from hanging("  ", words, role, width, language)


def text_with_phase(note: Note) -> str:
    """Return the text of a note, with the number of its phase before it, as on the board."""
    phase = "?" if note.section == UNPLACED else phase_number(note.section)
    return f"{phase} {note.text}" if phase else note.text


def hanging(sign: str, text: str, role: Role, width: int, language: str = "") -> Iterator[Line]:
    """Yield a text in lines, the first with a sign, the others with the same indent.

    Args:
        sign: The sign before the text, each character in one cell.
        text: The text.
        role: Its role.
        width: Cells of a line.
        language: The code of the language by which words are hyphenated; "" for none.
    """
    sign_role = Role.DIMMED if role is Role.DIMMED else Role.FOLLOWED
    for line in break_lines(text, max(1, width - len(sign)), language):
        yield [StyledRun(sign, sign_role), StyledRun(line.shown(text), role)]
        sign = " " * len(sign)


def unpictured_lines(marked: MarkedCanvas, signs: MarkSigns, width: int) -> Iterator[Line]:
    """Yield the changes outside the blocks under a heading of their own; nothing without any.

    Args:
        marked: The two canvases.
        signs: What the signs say.
        width: Cells of a line.
    """
    found = list(unpictured_changes(marked, signs))
    if found:
        heading = signs.guide.say("changes.beside")
        yield from hanging("", heading, Role.LOCATION, width)
    for change in found:
        role = Role.GONE if change.is_gone else Role.FOLLOWED
        yield from hanging(f"{change.sign} ", f"{change.label}: {change.text}", role, width)
        if change.detail:
            yield from hanging("  ", change.detail, Role.COUNT, width)


def picture_with_legend(marked: MarkedCanvas, guide: Guide, width: int) -> list[Line]:
    """Return the picture of what changed: the legend above it, the other changes below it.

    Args:
        marked: The notes of both.
        guide: The language.
        width: Cells across.
    """
    signs = MarkSigns(guide)
    legend = signs.legend_line(marked)
    count = guide.pluralize("count.change", len(marked.changes))
    words = signs.none(marked) or (f"{count}: {legend}" if legend else count)
    return [
        *hanging("", words, Role.COUNT, width),
        *marked_lines(marked, signs, width),
        *unpictured_lines(marked, signs, width),
    ]
