"""A list in which the row that is picked is reversed, so that it can be seen without colours too.

Textual 8.2 forgets `reverse` where it makes the style of a row from the style sheet, and fails on
a list for which the terminal has no room.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

from rich.cells import cell_len
from textual.command import CommandList
from textual.geometry import Size
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.render.wrap import truncate

_Item = TypeVar("_Item")

_PICKED = "option-list--option-highlighted"

_LEAST = 14
"""Cells that a title has before what stands behind it is left out."""


_NARROW = 10
"""Columns that rows are wrapped to at least, whatever room there is."""


class _Roomless(OptionList):
    """A list that may have no room at all."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how high the rows are; those of no width are as high as narrow ones."""
        return super().get_content_height(container, viewport, max(width, _NARROW))

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        """Go a page up or down, where there is one."""
        if self._index_to_line:
            super()._move_page(direction)


class PickList(_Roomless):
    """A list of rows, one of which is picked.

    Args:
        id_: Its id in the style sheets.
    """

    def __init__(self, id_: str) -> None:
        super().__init__(id=id_, markup=False, compact=True)

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

    def step(self, by: int) -> None:
        """Move the cursor a row down, or up where `by` is negative."""
        (self.action_cursor_down if by > 0 else self.action_cursor_up)()

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part; reversed for the row picked in a list that has the keys."""
        style = super().get_visual_style(*component_classes, partial=partial)
        is_picked = (self.has_focus or not self.can_focus) and _PICKED in component_classes
        return style + Style(reverse=True) if is_picked else style


class ReversedCommandList(CommandList, _Roomless):
    """The list of the command palette, which never has the focus itself."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part; the picked row's is reversed."""
        style = super().get_visual_style(*component_classes, partial=partial)
        return style + Style(reverse=True) if _PICKED in component_classes else style


def row(width: int, mark: str, title: str, count: str, when: str) -> str:
    """Return the row of something that is kept, in one line.

    Args:
        width: Cells; where they are few, the last things are left out.
        mark: What stands before the title.
        title: What it is called; it is cut where that is too long.
        count: How much is in it.
        when: When it was changed.
    """
    room = 0
    behind = ""
    for behind in (f" {count:>10}  {when} ", f" {count:>10} ", ""):
        room = width - cell_len(mark) - cell_len(behind)
        if room >= _LEAST:
            break
    title = truncate(title, max(1, room))
    return f"{mark}{title}{' ' * (room - cell_len(title))}{behind}"
