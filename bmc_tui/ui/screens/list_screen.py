"""The bases of the screens with a list: one with only the list, one with a view next to it."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from textual.containers import Container
from textual.screen import ScreenResultType
from textual.widget import Widget

from bmc_tui.store import StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import WIDE_COLUMNS, WIDTH_BREAKPOINTS, BaseScreen
from bmc_tui.ui.widgets.pick_list import PickList

_Result = TypeVar("_Result")


class ListScreen(BaseScreen[ScreenResultType]):
    """A screen around one list of rows.

    Args:
        context: The app's context.
        rows: The list.
    """

    def __init__(self, context: AppContext, rows: PickList) -> None:
        super().__init__(context)
        self._list = rows

    def compose_body(self) -> Iterable[Widget]:
        """Return the list."""
        return (self._list,)

    def action_cursor(self, direction: str) -> None:
        """Move the cursor of the list; see `PickList.move`."""
        self._list.move(direction)

    async def run_in_thread(self, access: Callable[[], _Result]) -> _Result | None:
        """Read or write the file in a thread, while keys wait; if that fails, show why."""
        try:
            async with self._list.access:
                with self.under_way:  # a key that closes the screen would cancel the rest
                    return await asyncio.to_thread(access)
        except StoreError as error:
            self.show_error(error)
            return None


class ListDetailScreen(ListScreen[ScreenResultType]):
    """A list, and a view of the selected item: next to it on a wide screen, else below it.

    Args:
        context: The app's context.
        rows: The list.
        detail: The view.
    """

    HORIZONTAL_BREAKPOINTS = WIDTH_BREAKPOINTS

    def __init__(self, context: AppContext, rows: PickList, detail: Widget) -> None:
        super().__init__(context, rows)
        self._detail = detail

    def compose_body(self) -> Iterable[Widget]:
        """Return the list and the view."""
        return (Container(self._list, self._detail, classes="list-and-detail"),)

    @property
    def _list_width(self) -> int:
        """The cells of the list, with its padding."""
        return self.size.width // 2 if self.size.width >= WIDE_COLUMNS else self.size.width
