"""Edits blocks as Markdown in the user's own editor, and records what was saved there."""

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.guide import ReportableError
from bmc_tui.model.blocks import Block
from bmc_tui.model.loss import EXTERNAL_EDIT
from bmc_tui.session.watcher import POLL_INTERVAL_S
from bmc_tui.ui.terminal.background import call_abandonable, spawn

if TYPE_CHECKING:
    from bmc_tui.external_editor import Edited
    from bmc_tui.session.session import Session
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def edit_externally(screen: "CanvasScreen", blocks: Iterable[Block]) -> None:
    """Open blocks as Markdown in the user's own editor; record the result as one undo step."""
    from bmc_tui.formats.markdown import worksheet
    from bmc_tui.formats.result import guess_remarks
    from bmc_tui.session.external_edit import new_origin

    guide, session = screen.guide, screen.session
    canvas, pane = screen.typed, screen.mode.pane
    if pane:
        pane.notes.record_in(screen.canvas)
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
    has_changes = canvas != screen.canvas
    screen.edit(canvas, EXTERNAL_EDIT)
    spawn(screen.app, _finish_when_saved(screen, session, edited))
    if has_changes or edited.was_killed:
        screen.show_message("edited_until_killed" if edited.was_killed else "edited")
    else:
        screen.show_message("edited_same")
    remarks = (*guess_remarks(edited.draft.guessed_at), *remarks)
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


class OpenDrafts:
    """The drafts that an editor still had open at the start, because their owner was killed.

    Args:
        screen: The canvas screen.
    """

    def __init__(self, screen: "CanvasScreen") -> None:
        self._screen = screen
        self._folder = screen.context.copy_file().parent
        self._paths: frozenset[Path] | None = None
        """The drafts that were open at the last look; None before the first."""

    def watch(self) -> None:
        """Merge what was saved in an editor when that ends, if one is open."""
        with suppress(OSError):
            names = os.listdir(self._folder)  # noqa: PTH208 - does not make a path of each name
            if any(name.startswith("edit-") for name in names):  # otherwise nothing is imported
                spawn(self._screen.app, self._look())

    async def _look(self) -> None:
        """Merge the drafts whose editor has ended, and check the others again later."""
        from bmc_tui.external_editor import find_open_drafts

        data = self._screen.context.shelf.path
        drafts = await call_abandonable(partial(find_open_drafts, self._folder, data))
        paths = frozenset(draft.path for draft in drafts)
        # At the first check, one may have ended since the start of the program.
        has_ended = self._paths is None or bool(self._paths - paths)
        self._paths = paths
        if has_ended:
            await self._take_over()
        if paths and self._screen.is_running:
            self._screen.set_timer(POLL_INTERVAL_S, self._look)

    async def _take_over(self) -> None:
        """Merge what was saved in an editor that has ended, and report it."""
        from bmc_tui.session.draft_report import draft_report
        from bmc_tui.session.external_edit import recover_drafts

        screen = self._screen
        recovery = await asyncio.to_thread(recover_drafts, screen.context.shelf, self._folder)
        await screen.session.pull()
        if report := draft_report(recovery, screen.guide):
            screen.message_bar.show(report)
