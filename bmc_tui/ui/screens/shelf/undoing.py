"""Undoes, on the board, a deletion made on the list of canvases, which is closed by then."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoreError

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


@dataclass(frozen=True, slots=True)
class DeletedCanvases:
    """The canvases that were deleted on the last visit to the list."""

    ids: tuple[str, ...]
    """Their ids, the last one last."""
    before: str | None
    """The id of the canvas that was open before that visit; None for one that was not saved."""
    canvas: Canvas
    """The canvas that is open, as it was after that."""


async def undo_deletion(screen: "CanvasScreen") -> bool:
    """Restore the canvas that was deleted last, and open it if it was open.

    Args:
        screen: The canvas screen.

    Returns:
        Whether that was done, or failed with a message. If anything was changed since, it is left
        to the undo history.
    """
    deleted, shelf = screen.open_canvas.deleted, screen.context.shelf
    if deleted is None or not deleted.ids or screen.typed != deleted.canvas:
        return False
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return True
    *rest, id_ = deleted.ids
    try:
        stored = await asyncio.to_thread(shelf.load, id_)
        is_gone = stored.entry.deleted is not None
        if is_gone:
            await asyncio.to_thread(shelf.restore, id_)
            stored = await asyncio.to_thread(shelf.load, id_)
    except StoreError as error:
        screen.open_canvas.deleted = None
        screen.show_error(error)
        return True
    if is_gone and id_ == deleted.before:
        screen.mode = screen.mode.close_editor().leave_notes().find(None)
        screen.open_canvas.replace(stored)
        screen.board.go_to(BLOCKS[0])
        screen.show()
    screen.open_canvas.deleted = replace(deleted, ids=tuple(rest), canvas=screen.canvas)
    if not is_gone:  # it was restored on the list
        return await undo_deletion(screen)
    screen.show_message("restored", title=screen.guide.canvas_title(stored.entry.title))
    return True
