"""Edits blocks as Markdown in the user's own editor, and records what was saved there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bmc_tui.guide import ReportableError
from bmc_tui.model.blocks import Block

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def edit_externally(screen: "CanvasScreen", blocks: Iterable[Block]) -> None:
    """Open blocks as Markdown in the user's own editor; record the result as one undo step."""
    from bmc_tui.formats.markdown import worksheet

    guide = screen.guide
    screen.edit(screen.typed)
    written = worksheet.write(screen.canvas, blocks, guide)
    try:
        edited = await screen.context.edit_text(written)
    except ReportableError as error:
        screen.show_error(error)
        return
    if edited.text == written:
        edited.discard()
        screen.show_message("edited_nothing")
        return
    try:
        canvas, remarks = worksheet.apply_worksheet(edited.text, written, screen.canvas)
    except ReportableError as error:
        message = guide.say(
            "editor.not_read", reason=guide.error_message(error), file=str(edited.file)
        )
        screen.message_bar.show(message, error=True)
        return
    screen.edit(canvas)
    edited.discard()
    screen.show_message("edited")
    if remarks:
        remark = guide.say(remarks[0].key, **remarks[0].values)
        screen.show_message("edited_but", line=remarks[0].line, what=remark)
