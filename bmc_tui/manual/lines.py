"""Lays out a topic of the manual as lines with roles for a terminal of some width."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from bmc_tui.manual.markup import (
    StyledText,
    TopicBlock,
    TopicCode,
    TopicHeading,
    TopicParagraph,
    TopicTable,
    TopicText,
    plain,
)
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.wrap import wrap

_ROLES = {"": Role.NOTE, "code": Role.WORD, "bold": Role.TITLE}
"""The role of each style."""

_MAX_NAME_CELLS = 24
"""The most cells of the first column of a table whose rows are wrapped."""

_MIN_TEXT_CELLS = 12
"""The fewest cells of wrapped text, however narrow the terminal is."""


def topic_lines(title: str, blocks: Iterable[TopicBlock], width: int) -> Iterator[Line]:
    """Yield the lines of a topic.

    Args:
        title: Its title; "" where something else shows it.
        blocks: Its other blocks.
        width: The cells of a line.
    """
    former: TopicBlock | None = TopicHeading(title) if title else None
    if former:
        yield from _hanging("", _as_title(title), width)
    for block in blocks:
        if former and not (_is_item(block) and _is_item(former)):
            yield []
        yield from _block_lines(block, max(width, _MIN_TEXT_CELLS))
        former = block


def line_text(line: Line) -> str:
    """Return a line without its roles."""
    return "".join(run.text for run in line)


def _as_title(text: str) -> TopicText:
    """Return a heading as text."""
    return (StyledText(text, "bold"),)


def _is_item(block: TopicBlock | None) -> bool:
    """Tell whether a block is an item of a list, which follow one another without a blank line."""
    return isinstance(block, TopicParagraph) and block.is_item


def _block_lines(block: TopicBlock, width: int) -> Iterator[Line]:
    """Yield the lines of a block."""
    match block:
        case TopicHeading(text):
            yield from _hanging("", _as_title(text), width)
        case TopicCode(lines):
            yield from ([StyledRun(f"    {line}", Role.WORD)] for line in lines)
        case TopicParagraph(text, is_item):
            yield from _hanging("  - " if is_item else "  ", text, width)
        case TopicTable():
            yield from _table_lines(block, width)


def _hanging(start: str | Line, text: TopicText, width: int) -> Iterator[Line]:
    """Yield text after a prefix, wrapped with a hanging indent."""
    line = [StyledRun(start, Role.NOTE)] if isinstance(start, str) else start
    cells = cell_len(line_text(line))
    for first, last in wrap(plain(text), max(width - cells, _MIN_TEXT_CELLS)):
        yield [*line, *_runs(text, first, last)]
        line = [StyledRun(" " * cells, Role.NOTE)]


def _runs(text: TopicText, first: int, last: int) -> Iterator[StyledRun]:
    """Yield the characters of a text from an index to another, with their roles."""
    start = 0
    for piece in text:
        part = piece.text[max(0, first - start) : max(0, last - start)]
        if part:
            yield StyledRun(part, _ROLES[piece.style])
        start += len(piece.text)


def _table_lines(table: TopicTable, width: int) -> Iterator[Line]:
    """Yield a table: in columns where these fit, else each row as its name and a text."""
    rows = [table.headings, *table.rows] if any(table.headings) else [*table.rows]
    cells = [max(_cells(cell) for cell in column) for column in zip(*rows, strict=True)]
    for gap in (2, 1):
        if 2 + sum(cells) + gap * (len(cells) - 1) <= width:
            yield from (_columns(row, cells, gap) for row in rows)
            return
    name_cells = min(cells[0], _MAX_NAME_CELLS, width // 3)
    for name, text in table.pairs():
        yield from _pair_lines(name, text, name_cells, width)


def _cells(text: TopicText) -> int:
    """Return how many cells a text takes."""
    return cell_len(plain(text))


def _whole(text: TopicText) -> Line:
    """Return a text on one line."""
    return list(_runs(text, 0, len(plain(text))))


def _columns(row: Sequence[TopicText], cells: Sequence[int], gap: int) -> Line:
    """Return a row whose cells are as wide as their columns."""
    line = [StyledRun("  ", Role.NOTE)]
    padding = 0
    for text, n in zip(row, cells, strict=True):
        line += [StyledRun(" " * padding, Role.NOTE), *_whole(text)]
        padding = n - _cells(text) + gap
    return line


def _pair_lines(name: TopicText, text: TopicText, name_cells: int, width: int) -> Iterator[Line]:
    """Yield a name in its own column and a text next to it, or below a name that is too long."""
    padding = name_cells - _cells(name)
    start = [StyledRun("  ", Role.NOTE), *_whole(name)]
    if padding < 0:
        yield from _hanging("  ", name, width)
        start, padding = [StyledRun("  ", Role.NOTE)], name_cells
    if text:
        yield from _hanging([*start, StyledRun(" " * (padding + 2), Role.NOTE)], text, width)
    elif padding >= 0 and name:
        yield start
