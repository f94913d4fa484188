"""Finds the canvas in the trash to restore; deletes those there for good, once confirmed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bmc_tui.store import Entry
from bmc_tui.ui.screens.dialogs import ConfirmScreen

if TYPE_CHECKING:
    from bmc_tui.ui.screens.shelf.screen import ShelfScreen


async def purge(screen: "ShelfScreen", entries: Sequence[Entry]) -> None:
    """Delete canvases for good, once the user confirms it; call it in a worker.

    Args:
        screen: The screen with the trash.
        entries: The canvases: a single one is named, several are counted.
    """
    what = screen.guide.pluralize("count.canvas", len(entries))
    if len(entries) == 1:
        title = screen.guide.canvas_title(entries[0].title)
        what = screen.guide.say("versions.named", name=title)
    question = screen.guide.say("trash.ask", what=what)
    if not await screen.app.push_screen_wait(ConfirmScreen(question)):
        screen.show_message("not_purged")
        return
    ids = {entry.id for entry in entries}
    purged = await screen.run_in_thread(lambda: screen.context.shelf.purge(ids))
    # Also after a failure: the canvases are gone if only their versions could not be deleted.
    if await screen.read(None) and purged is not None:
        screen.show_message("purged", what=what)


async def deleted_id(screen: "ShelfScreen", selected: Entry | None) -> str | None:
    """Return the id of the canvas in the trash to restore; report that there is none.

    Args:
        screen: The screen with the list.
        selected: The canvas that the user picked in the trash; None for the one deleted last.
    """
    deleted = await screen.run_in_thread(screen.context.shelf.trash)
    if deleted is None:
        return None
    id_ = selected.id if selected else next((entry.id for entry in deleted), None)
    if id_ is None:
        screen.show_message("trash_empty")
    return id_
