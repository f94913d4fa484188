"""Sends a note to the block that the user picks, from the editor or from the board."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bmc_tui.model.canvas import Spot
from bmc_tui.ui.screens.dialogs import BlockPicker

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def send_note(screen: "CanvasScreen", spot: Spot, text: str) -> Spot | None:
    """Send a note to the block that the user picks; call it in a worker.

    Args:
        screen: The canvas screen.
        spot: The note.
        text: Its text, by which it is found if another session moves it while the user chooses.

    Returns:
        The spot from which it was sent; None if it was not.
    """
    block = await screen.app.push_screen_wait(BlockPicker(screen.guide))
    if block is None:
        return None
    if block is spot.block:
        screen.show_message("sent_nowhere", block=f"{block.number} {screen.guide.title(block)}")
        return None
    texts = screen.canvas.texts(spot.block, spot.section)
    if text not in texts:
        screen.show_message("note_gone")
        return None
    if texts[spot.index : spot.index + 1] != (text,):
        spot = replace(spot, index=texts.index(text))
    canvas, _ = screen.canvas.move_to_block(spot, block)
    screen.edit(canvas)
    screen.show_message("sent", block=f"{block.number} {screen.guide.title(block)}")
    return spot
