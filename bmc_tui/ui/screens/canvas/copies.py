"""Offers to merge the conflict copies that arrive while the app is open."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bmc_tui.files import paths
from bmc_tui.model.sanitize import clean
from bmc_tui.session.watcher import POLL_INTERVAL_S
from bmc_tui.store import StoreError
from bmc_tui.ui.terminal.background import call_abandonable, spawn

if TYPE_CHECKING:
    from bmc_tui.session.copy_watch import CopyWatch
    from bmc_tui.store.conflict_copies import ConflictCopy
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.terminal.key_queue import KeyQueue

IDLE_S = 2.0
"""Seconds without a key before the question: a key that was meant for the grid is not an answer."""

_MAX_NAMED_COPIES = 3
"""Maximum number of copies that the question names."""


class CopyOffer:
    """Looks for conflict copies when the folder has changed, and asks once the user is idle.

    Args:
        screen: The canvas screen.
    """

    def __init__(self, screen: "CanvasScreen") -> None:
        self._screen = screen
        self._watch: CopyWatch | None = None
        self._is_looking = False
        self._pending: list[ConflictCopy] = []
        """The copies that the user was not asked about yet."""

    def look(self) -> None:
        """Look for new copies in a thread, and ask about them once the user is idle."""
        if not self._is_looking and not self._screen.context.shelf.presence.is_gone():
            self._is_looking = True
            spawn(self._screen.app, self._look())

    async def _look(self) -> None:
        """Look for new copies; again soon if there were any, complete or not."""
        if self._watch is None:
            from bmc_tui.session.copy_watch import CopyWatch

            self._watch = CopyWatch(self._screen.context.shelf.path)
        try:
            copies, is_unsettled = await call_abandonable(self._watch.look)
        finally:
            self._is_looking = False
        new_paths = {copy.path for copy in copies}
        self._pending = [copy for copy in self._pending if copy.path not in new_paths] + copies
        if is_unsettled and self._screen.is_running:
            self._screen.set_timer(POLL_INTERVAL_S, self.look)
        if copies:
            self._ask_when_idle()

    def _ask_when_idle(self) -> None:
        """Ask about the copies, or try again a moment later while the user is doing something."""
        if not self._pending or not self._screen.is_running:
            return
        if self._is_idle():
            copies, self._pending = self._pending, []
            self._screen.run_worker(self._ask(copies))
        else:
            self._screen.set_timer(POLL_INTERVAL_S, self._ask_when_idle)

    def _is_idle(self) -> bool:
        """Tell whether the user is only looking at the grid."""
        screen, app = self._screen, self._screen.app
        keys: KeyQueue = getattr(app, "key_queue")  # noqa: B009 - of `BmcApp`, a layer above
        is_typing = screen.open_prompt is not None or screen.mode.pane is not None
        is_in_front = app.screen is screen and not screen.cover.is_on
        idle_s = asyncio.get_running_loop().time() - keys.last_put_at
        return is_in_front and not is_typing and idle_s >= IDLE_S

    async def _ask(self, copies: "list[ConflictCopy]") -> None:
        """Ask whether to merge the copies; another answer leaves them for the next start."""
        from bmc_tui.ui.screens.dialogs import ConfirmScreen

        guide = self._screen.guide
        copies = [
            copy for copy in copies if paths.exists(copy.path)
        ]  # unless another window has merged them
        if not copies:
            return
        names = [clean(copy.path.name) for copy in copies]
        if len(names) > _MAX_NAMED_COPIES:
            names[_MAX_NAMED_COPIES:] = ["…"]
        question = guide.say(
            "merge.offer",
            copies=guide.pluralize("count.copy", len(copies)),
            files=tuple(names),
        )
        if await self._screen.app.push_screen_wait(ConfirmScreen(question)):
            await self._merge(copies)
        else:
            self._screen.show_message("copies_later")

    async def _merge(self, copies: "list[ConflictCopy]") -> None:
        """Merge the copies into the file, show what changed in the open canvas, and report it."""
        from bmc_tui.session.file_merge import merge_copies, merge_summary

        screen = self._screen
        if not await screen.open_canvas.flush():  # which reports why
            return
        try:
            merges = await asyncio.to_thread(partial(merge_copies, screen.context.shelf, copies))
        except StoreError as error:
            screen.show_error(error)
            return
        await screen.session.pull()
        screen.message_bar.show(merge_summary(merges, screen.guide))
