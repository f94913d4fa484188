"""Undoes a paste that made a new canvas: that is deleted, and the one before it is opened."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoreError

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


@dataclass(frozen=True, slots=True)
class PasteOrigin:
    """Where a canvas that was pasted comes from."""

    before: str | None
    """The id of the canvas that was open; None for one that is not saved."""
    siblings: tuple[str, ...]
    """The ids of the other canvases of the paste."""
    canvas: Canvas
    """The canvas as it was pasted."""


async def undo_new_canvas(screen: "CanvasScreen") -> bool:
    """Undo the paste that made the open canvas, if nothing was changed in that since.

    Args:
        screen: The canvas screen.

    Returns:
        Whether that was done, or failed with a message; otherwise there is another step to undo.
    """
    origin, session = screen.open_canvas.origin, screen.session
    if origin is None or screen.typed != origin.canvas:
        return False
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return True
    ids = [*filter(None, [session.id]), *origin.siblings]
    shelf = screen.context.shelf
    try:
        stored = await asyncio.to_thread(shelf.load, origin.before) if origin.before else None
        entries = [await asyncio.to_thread(shelf.delete, id_) for id_ in ids]
    except StoreError as error:
        screen.show_error(error)
        return True
    screen.mode = screen.mode.close_editor().leave_notes().find(None)
    screen.open_canvas.replace(None if stored is None or stored.entry.deleted else stored)
    screen.board.go_to(BLOCKS[0])
    screen.show()
    guide = screen.guide
    titles = tuple(f"“{guide.canvas_title(entry.title)}”" for entry in entries)
    screen.show_message(
        "new_canvas_undone", titles=titles, title=guide.canvas_title(screen.canvas.title)
    )
    return True
