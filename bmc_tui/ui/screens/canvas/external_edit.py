"""Edits blocks as Markdown in the user's own editor, and records what was saved there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bmc_tui.guide import ReportableError
from bmc_tui.model.blocks import Block
from bmc_tui.model.loss import EXTERNAL_EDIT
from bmc_tui.ui.terminal.background import spawn

if TYPE_CHECKING:
    from bmc_tui.external_editor import Edited
    from bmc_tui.session.session import Session
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def edit_externally(screen: "CanvasScreen", blocks: Iterable[Block]) -> None:
    """Open blocks as Markdown in the user's own editor; record the result as one undo step."""
    from bmc_tui.formats.markdown import worksheet
    from bmc_tui.session.external_edit import new_origin

    guide, session = screen.guide, screen.session
    canvas, pane = screen.typed, screen.mode.pane
    if pane:
        pane.record_in(screen.canvas)
    screen.edit(canvas)
    is_new, id_ = session.id is None, session.reserved_id
    data = screen.context.shelf.path
    origin = new_origin(data, id_, screen.canvas, blocks, guide, is_new=is_new)
    try:
        edited = await screen.context.edit_text(origin)
    except ReportableError as error:
        screen.show_error(error)
        return
    if not edited.is_changed:
        edited.draft.finish(edited.text)
        screen.show_message("edited_nothing")
        return
    try:
        canvas, remarks = worksheet.apply_worksheet(edited.text, origin.text, screen.canvas)
    except ReportableError as error:
        reason, file = guide.error_message(error), str(edited.draft.set_aside())
        screen.message_bar.show(guide.say("editor.not_read", reason=reason, file=file), error=True)
        return
    except BaseException:
        edited.draft.release()
        raise
    screen.edit(canvas, EXTERNAL_EDIT)
    spawn(screen.app, _finish_when_saved(screen, session, edited))
    screen.show_message("edited_until_killed" if edited.was_killed else "edited")
    if remarks:
        remark = guide.say(remarks[0].key, **remarks[0].values)
        screen.show_message("edited_but", line=remarks[0].line, what=remark)


async def _finish_when_saved(screen: "CanvasScreen", session: "Session", edited: "Edited") -> None:
    """Save what was edited, and remove the draft once no kill can lose it."""
    try:
        await session.flush()
    finally:
        left = None
        if session.unsaved and (session.unjournaled or not session.error):
            edited.draft.release()
        else:
            left = edited.draft.finish(edited.text)
    if left:
        screen.message_bar.show(screen.guide.say("editor.left", file=str(left)))
