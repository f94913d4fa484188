"""Marks a canvas in the list, and shows it side by side with the one that is picked next."""

from typing import TYPE_CHECKING

from bmc_tui.formats.changes.comparison import canvas_pair
from bmc_tui.store import Entry
from bmc_tui.ui.screens.changes import ChangesScreen
from bmc_tui.ui.screens.exhibits import ComparisonExhibit
from bmc_tui.ui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from bmc_tui.ui.screens.shelf.screen import ShelfScreen


async def mark_or_compare(screen: "ShelfScreen", rows: EntryList, entry: Entry) -> None:
    """Mark a canvas, or unmark it; if another one is marked, show both.

    Args:
        screen: The screen with the list.
        rows: The list.
        entry: The canvas under the cursor.
    """
    marked_id, title = rows.marked_id, screen.guide.canvas_title(entry.title)
    if marked_id is None or marked_id == entry.id:
        rows.mark(entry.id if marked_id is None else None)
        screen.show_message("canvas_unmarked" if marked_id else "canvas_marked", title=title)
        return
    load = screen.context.shelf.load
    pair = await screen.run_in_thread(lambda: [load(id_).canvas for id_ in (marked_id, entry.id)])
    rows.mark(None)
    if pair:
        first, second = pair
        titles = (screen.guide.canvas_title(first.title), title)
        exhibit = ComparisonExhibit(canvas_pair(first, second, titles, screen.guide))
        screen.app.push_screen(ChangesScreen(screen.context, exhibit))
