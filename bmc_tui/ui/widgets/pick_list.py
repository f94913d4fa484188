"""A list whose highlighted row is reversed, so that it can be seen without colours too."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.cells import cell_len
from textual.style import Style
from textual.widgets.option_list import Option

from bmc_tui.render.wrap import truncate_title
from bmc_tui.ui.terminal.internals import ShrinkableList, reversed_if_highlighted

_Item = TypeVar("_Item")

_MIN_TITLE_CELLS = 20
"""Cells below which a title makes the columns after it disappear."""


class PickList(ShrinkableList):
    """A list of rows, one of which is highlighted.

    Args:
        id_: Its id in the style sheets.
    """

    def __init__(self, id_: str) -> None:
        super().__init__(id=id_, markup=False, compact=True)
        self.access = asyncio.Lock()
        """Lets one access to the file follow another, as the keys that ask for them do."""

    def show_rows(self, rows: Iterable[Option], index: int = 0) -> None:
        """Replace the rows, and move the cursor to the one at `index`, or else to the last."""
        options = list(rows)
        self.set_options(options)
        if options:
            self.highlighted = min(index, len(options) - 1)

    def selected_of(self, items: Sequence[_Item]) -> _Item | None:
        """Return the item under the cursor, if there is one.

        Args:
            items: What the rows stand for, in the order of the rows.
        """
        index = self.highlighted
        return items[index] if index is not None and index < len(items) else None

    def move(self, to: str) -> None:
        """Move the cursor: `up` or `down` a row or a page, or to the `first` or the `last` row."""
        moves = {
            "up": self.action_cursor_up,
            "down": self.action_cursor_down,
            "page_up": self.action_page_up,
            "page_down": self.action_page_down,
            "first": self.action_first,
            "last": self.action_last,
        }
        moves[to]()

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part; that of the highlighted row is reversed.

        A list that could have the focus, but does not, shows no highlight.
        """
        style = super().get_visual_style(*component_classes, partial=partial)
        has_keys = self.has_focus or not self.can_focus
        return reversed_if_highlighted(style, component_classes) if has_keys else style


def row(width: int, mark: str, title: str, count: str, when: str) -> str:
    """Return one line about a stored canvas or version.

    Args:
        width: Cells of the line; if they are few, `when` is left out, then `count` too.
        mark: The mark before the title.
        title: Its title, truncated to the room that is left.
        count: The number of its notes, as text.
        when: The time of its last change, as text.
    """
    room = 0
    after = ""
    for after in (f" {count:>10}  {when} ", f" {count:>10} ", ""):
        room = width - cell_len(mark) - cell_len(after)
        if room >= _MIN_TITLE_CELLS:
            break
    title = truncate_title(title, max(1, room))
    return f"{mark}{title}{' ' * (room - cell_len(title))}{after}"
