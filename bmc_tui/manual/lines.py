"""Lays out a topic of the manual as lines for a terminal of some width."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from bmc_tui.manual.markup import (
    TopicBlock,
    TopicCode,
    TopicHeading,
    TopicParagraph,
    TopicTable,
    plain,
)
from bmc_tui.render.wrap import wrapped_lines

_MAX_NAME_CELLS = 24
"""The most cells of the first column of a table whose rows are wrapped."""

_MIN_TEXT_CELLS = 12
"""The fewest cells of wrapped text, however narrow the terminal is."""


def topic_lines(title: str, blocks: Iterable[TopicBlock], width: int) -> Iterator[str]:
    """Yield the lines of a topic.

    Args:
        title: Its title.
        blocks: What stands beneath it.
        width: The cells of a line.
    """
    yield from wrapped_lines(title, width)
    former: TopicBlock | None = None
    for block in blocks:
        if not (_is_item(block) and _is_item(former)):
            yield ""
        yield from _block_lines(block, max(width, _MIN_TEXT_CELLS))
        former = block


def _is_item(block: TopicBlock | None) -> bool:
    """Tell whether a block is an item of a list, which follow one another without a blank line."""
    return isinstance(block, TopicParagraph) and block.is_item


def _block_lines(block: TopicBlock, width: int) -> Iterator[str]:
    """Yield the lines of a block."""
    match block:
        case TopicHeading(text):
            yield from wrapped_lines(text, width)
        case TopicCode(lines):
            yield from (f"    {line}" for line in lines)
        case TopicParagraph(text, is_item):
            start = "  - " if is_item else "  "
            yield from _hanging(start, plain(text), width)
        case TopicTable():
            yield from _table_lines(block, width)


def _hanging(start: str, text: str, width: int) -> Iterator[str]:
    """Yield text behind a start, with its further lines below the first."""
    cells = cell_len(start)
    for line in wrapped_lines(text, max(width - cells, _MIN_TEXT_CELLS)):
        yield start + line
        start = " " * cells


def _table_lines(table: TopicTable, width: int) -> Iterator[str]:
    """Yield a table: in columns where these fit, else each row as its name and a text."""
    headings = [plain(cell) for cell in table.headings]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    all_rows = [headings, *rows] if any(headings) else rows
    cells = [max(map(cell_len, column)) for column in zip(*all_rows, strict=True)]
    for gap in (2, 1):
        if 2 + sum(cells) + gap * (len(cells) - 1) <= width:
            yield from (_columns(row, cells, gap) for row in all_rows)
            return
    name_cells = min(cells[0], _MAX_NAME_CELLS, width // 3)
    for name, text in table.pairs():
        yield from _named_lines(plain(name), plain(text), name_cells, width)


def _columns(row: Sequence[str], cells: Sequence[int], gap: int) -> str:
    """Return a row whose cells are as wide as their columns."""
    padded = (text + " " * (n - cell_len(text)) for text, n in zip(row, cells, strict=True))
    return f"  {(' ' * gap).join(padded)}".rstrip()


def _named_lines(name: str, text: str, name_cells: int, width: int) -> Iterator[str]:
    """Yield a name in a column of its own and a text beside it, or below it if it is longer."""
    if cell_len(name) > name_cells:
        yield from _hanging("  ", name, width)
        name = ""
    if text:
        yield from _hanging(f"  {name}{' ' * (name_cells - cell_len(name))}  ", text, width)
    elif name:
        yield f"  {name}"
