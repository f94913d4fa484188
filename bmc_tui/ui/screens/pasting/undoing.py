"""Undoes a paste that created a canvas: that is deleted, and the previous one is opened."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.screens.canvas import steps

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
    """The canvas that is open, as it was when it was pasted, or when the paste was undone."""
    undone: tuple[str, ...] = ()
    """The ids of all canvases of the paste, once it is undone: they are in the trash."""


async def undo(screen: "CanvasScreen") -> None:
    """Undo the paste that created the open canvas, or a canvas's deletion, or else a step."""
    if screen.open_canvas.deleted:
        from bmc_tui.ui.screens.shelf.undoing import undo_deletion

        if await undo_deletion(screen):
            return
    if not (screen.open_canvas.origin and await _undo_new_canvas(screen)):
        await steps.undo(screen)


async def redo(screen: "CanvasScreen") -> None:
    """Redo the paste of a canvas that was undone last, or else a step."""
    if not (screen.open_canvas.origin and await _redo_new_canvas(screen)):
        await steps.redo(screen)


async def _undo_new_canvas(screen: "CanvasScreen") -> bool:
    """Undo the paste that created the open canvas, if nothing was changed in it since.

    Args:
        screen: The canvas screen.

    Returns:
        Whether that was done, or failed with a message; otherwise there is another step to undo.
    """
    origin, session = screen.open_canvas.origin, screen.session
    if origin is None or origin.undone or screen.typed != origin.canvas:
        return False
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return True
    ids = (*filter(None, [session.id]), *origin.siblings)
    shelf = screen.context.shelf
    try:
        stored = await asyncio.to_thread(shelf.load, origin.before) if origin.before else None
        entries = [await asyncio.to_thread(shelf.delete, id_) for id_ in ids]
    except StoreError as error:
        screen.show_error(error)
        return True
    _open(screen, None if stored is None or stored.entry.deleted else stored)
    screen.open_canvas.origin = replace(origin, canvas=screen.canvas, undone=ids)
    guide = screen.guide
    titles = tuple(f"“{guide.canvas_title(entry.title)}”" for entry in entries)
    screen.show_message(
        "new_canvas_undone", titles=titles, title=guide.canvas_title(screen.canvas.title)
    )
    return True


async def _redo_new_canvas(screen: "CanvasScreen") -> bool:
    """Redo such a paste, if nothing was changed in the canvas that its undo has opened.

    Args:
        screen: The canvas screen.

    Returns:
        Whether that was done, or failed with a message.
    """
    origin, shelf = screen.open_canvas.origin, screen.context.shelf
    if origin is None or not origin.undone or screen.typed != origin.canvas:
        return False
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return True
    try:
        for id_ in origin.undone:
            await asyncio.to_thread(shelf.restore, id_)
        stored = await asyncio.to_thread(shelf.load, origin.undone[0])
    except StoreError as error:
        screen.show_error(error)
        return True
    _open(screen, stored)
    screen.open_canvas.origin = replace(origin, canvas=screen.canvas, undone=())
    screen.show_message("new_canvas_redone", title=screen.guide.canvas_title(screen.canvas.title))
    return True


def _open(screen: "CanvasScreen", stored: StoredCanvas | None) -> None:
    """Open a canvas on its first block."""
    screen.mode = screen.mode.close_editor().leave_notes().find(None)
    screen.open_canvas.replace(stored)
    screen.board.go_to(BLOCKS[0])
    screen.show()
