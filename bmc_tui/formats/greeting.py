"""The one quiet line that greets somebody on a canvas without notes."""

from rich.cells import cell_len

from bmc_tui.guide import Guide

_AROUND = 4
"""Cells of the title line beside its title and the greeting: at the edges, and between them."""


def greeting(title: str, guide: Guide, width: int) -> str:
    """Return the longest greeting that has room behind a title; none where no room is left.

    Args:
        title: What stands at the left of the line.
        guide: The language.
        width: Cells of the line.
    """
    room = width - cell_len(title) - _AROUND
    texts = (guide.say(f"greeting.{length}") for length in ("long", "short"))
    return next((text for text in texts if cell_len(text) <= room), "")
