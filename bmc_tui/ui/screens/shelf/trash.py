"""Deletes canvases in the trash for good, once the user confirms it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bmc_tui.store import Entry
from bmc_tui.ui.screens.dialogs import ConfirmScreen

if TYPE_CHECKING:
    from bmc_tui.ui.screens.shelf.screen import ShelfScreen


async def purge(screen: "ShelfScreen", entries: Sequence[Entry], what: str) -> None:
    """Delete canvases for good, once the user confirms it; call it in a worker.

    Args:
        screen: The screen with the trash.
        entries: The canvases.
        what: How the question and the report name them.
    """
    question = screen.guide.say("trash.ask", what=what)
    if not await screen.app.push_screen_wait(ConfirmScreen(question)):
        screen.show_message("not_purged")
        return
    ids = {entry.id for entry in entries}
    purged = await screen.run_in_thread(lambda: screen.context.shelf.purge(ids))
    # Also where it failed: the canvases are gone if only their versions cannot be deleted.
    if await screen.read(None) and purged is not None:
        screen.show_message("purged", what=what)
