"""Reads a paste for the widget that received it, and reports one that names blocks or sections."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import may_be_data, raw_lines, without_bullet
from bmc_tui.ui.terminal.background import call_abandonable

if TYPE_CHECKING:
    from bmc_tui.formats.pasting import Pasted

_MAX_DIRECT_CHARACTERS = 20_000
"""Maximum number of characters of a paste that is read at once, in some tenths of a second: in a
thread the keys after it could overtake it."""


@dataclass
class PlacesPasted(Message):
    """A text was pasted on the board; or it names blocks, or sections of the block it is for."""

    pasted: "Pasted"
    block: Block
    """The block that it was pasted into."""
    widget: Widget
    """The widget that got it."""
    is_list: bool = False
    """Whether it starts with a bullet or a number."""


def is_document(text: str) -> bool:
    """Tell whether a paste is a text that may have a canvas in it, rather than a word or a path.

    Args:
        text: The paste.
    """
    lines = [line for line in raw_lines(text) if line.strip()]
    return len(lines) > 1 or may_be_data(text)


def starts_with_bullet(text: str) -> bool:
    """Tell whether the first line of a paste has a bullet or a number before it."""
    first = next((line for line in raw_lines(text) if line.strip()), "")
    return without_bullet(first) != first


async def read_pasted(text: str, block: Block) -> "Pasted":
    """Read a paste, in a thread if it is long.

    Args:
        text: The text.
        block: The block that it is pasted into.
    """
    from bmc_tui.formats.pasting import read_paste

    if len(text) <= _MAX_DIRECT_CHARACTERS:
        return read_paste(text, block)
    return await call_abandonable(partial(read_paste, text, block))
