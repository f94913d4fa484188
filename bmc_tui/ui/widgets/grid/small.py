"""The message that replaces the board in a terminal that is too small for one."""

from textual.geometry import Size

from bmc_tui.guide import Guide
from bmc_tui.render.wrap import wrap

MIN_TERMINAL_CELLS, MIN_TERMINAL_ROWS = 30, 8
"""Columns and rows of the smallest terminal that shows a board; a smaller one shows a message."""


def has_room(terminal: Size) -> bool:
    """Return whether a terminal has room for a board."""
    return terminal.width >= MIN_TERMINAL_CELLS and terminal.height >= MIN_TERMINAL_ROWS


def small_line(y: int, guide: Guide, width: int, terminal: Size) -> str:
    """Return a line of the message; "" in a terminal that is large enough.

    Args:
        y: The line, from 0.
        guide: The language.
        width: Cells.
        terminal: The columns and rows of the terminal.
    """
    if has_room(terminal):
        return ""
    text = guide.say("grid.too_small", width=MIN_TERMINAL_CELLS, height=MIN_TERMINAL_ROWS)
    lines = [text[start:end] for start, end in wrap(text, max(1, width))]
    return lines[y] if y < len(lines) else ""
