"""The base of the canvas screen: one canvas open in a session, how its saving stands, and the end.

It tells what is not as usual about the saving, follows what others write, and saves for the last
time. What is on the screen is for the classes that build on it.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress

from textual import events, work

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import TwoWordings
from bmc_tui.render.title_line import greeting, legend_entries
from bmc_tui.render.wrap import truncate
from bmc_tui.session.events import (
    ChangedElsewhere,
    DeletedElsewhere,
    Event,
    Merged,
    Restored,
    SaveFailed,
    SaveState,
    SaveStateChanged,
    VersionFailed,
)
from bmc_tui.session.session import Session
from bmc_tui.session.watcher import Watcher
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.terminal.background import spawn

TOLD = 40
"""Cells of a note that a message shows at most."""

WATCH_AFTER = 0.5
"""Seconds after the first picture from which the file is watched."""


class OpenCanvas(BaseScreen[None]):
    """A screen that has one canvas open.

    Args:
        context: What the screen works with.
        kept: The canvas to open, or None for a new one.
    """

    def __init__(self, context: AppContext, kept: StoredCanvas | None) -> None:
        super().__init__(context)
        self._shelf = shelf = context.shelf
        self._session = self._new_session(kept)
        self._watcher = Watcher(shelf.path, lambda: shelf.own_stamp, self._file_changed)
        self._warned = False
        """Whether somebody was told that quitting now loses what could not be saved."""

    def on_mount(self) -> None:
        """Watch the file, but not on the way to the first key."""
        self.set_timer(WATCH_AFTER, self._start_watching)

    @property
    def _canvas(self) -> Canvas:
        """The canvas as it is now."""
        return self._session.canvas

    def _typed(self) -> Canvas:
        """Return the canvas with what was typed and has not got into it yet."""
        return self._canvas

    def _open_anew(self, kept: StoredCanvas | None) -> None:
        """Have another canvas open in the place of this one; that is saved."""
        self._session = self._new_session(kept)
        self._remember()

    def _new_session(self, stored: StoredCanvas | None) -> Session:
        """Return a session of a canvas; its events count as long as it is the open one."""

        def on_event(event: Event) -> None:
            if session is self._session:
                self._on_session_event(event)

        session = Session(self._shelf, stored, on_event, self._spawn)
        return session

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Start work behind the screen."""
        return spawn(self.app, work)

    # What is shown

    def _show(self) -> None:
        """Bring everything in sight up to date with the canvas."""
        self._show_title()

    def _show_title(self) -> None:
        """Show the canvas's title, and whether all is saved."""
        touched = self._session.history.past or self._session.history.future
        title = self.guide.canvas_title(self._canvas.title)
        place, state = self._place, ""
        if touched:
            state = self.guide.say(f"saving.{self._session.state.name.lower()}")
            # As wide while it is being saved: what stands before it stays where it is.
            state = state.rjust(len(self.guide.say("saving.saved")))
        elif not place and not self._canvas.count:
            state = greeting(title, self.guide, self.app.size.width)
        self.title_bar.show(title, place, state, legend_entries(self._canvas))

    def on_resize(self, event: events.Resize) -> None:
        """Show as much as there is room for now."""
        self._show_title()

    @property
    def _place(self) -> str:
        """What is open of the canvas, as the title line has it."""
        return ""

    # Saving, and what others write

    def _on_session_event(self, event: Event) -> None:
        """Show the save state, and report what is not as usual."""
        match event:
            case SaveStateChanged(state):
                if state is not SaveState.FAILED:
                    self._warned = False
                self._show_title()
            case SaveFailed(error, unjournaled):
                reason = self.guide.tell(error)
                key = "message.only_here" if unjournaled else "message.not_saved"
                self.message_bar.show(self.guide.say(key, reason=reason), error=True)
            case Merged(conflicts):
                self._show()
                self.show_message("merged")
                self._report_conflicts(conflicts)
            case Restored():
                self._show()
                self.show_message("out_of_trash")
            case ChangedElsewhere(conflicts):
                self._show()
                self.show_message("changed_elsewhere")
                self._report_conflicts(conflicts)
            case DeletedElsewhere():
                self.show_message("deleted_elsewhere")
            case VersionFailed(error):
                self.show_error(error)

    def _report_conflicts(self, conflicts: Sequence[TwoWordings]) -> None:
        """Report which notes are in the canvas in both wordings since a merge."""
        if conflicts:
            notes = [
                f"“{truncate(note.mine, TOLD)}” / “{truncate(note.theirs, TOLD)}”"
                for note in conflicts[:3]
            ]
            if len(conflicts) > len(notes):
                notes.append("…")
            self.show_message("both_wordings", notes=tuple(notes))

    @work
    async def _look_outside(self) -> None:
        """Show what other programs have done to the canvas."""
        await self._session.pull()

    async def idle(self) -> None:
        """Wait until all is saved and nothing is being written; see `Session.idle`."""
        await self._session.idle()

    def _file_changed(self) -> None:
        """Act on what somebody has written into the file."""
        self._look_outside()

    def _start_watching(self) -> None:
        """Watch the file from now on, and catch up with what was written since it was read.

        And get ready to save, while nothing else is to be done.
        """
        self._watcher.start()
        self._file_changed()
        self._spawn(asyncio.to_thread(self._shelf.preload))

    def on_unmount(self) -> None:
        """Watch the file no longer."""
        self._watcher.stop()

    # The end

    @work
    async def _remember(self) -> None:
        """Note that this canvas is the last one used."""
        if self._session.id:
            # The notes are not at stake: a file that can't be written is told when they are.
            with suppress(StoreError):
                await asyncio.to_thread(self._shelf.mark_used, self._session.id)

    async def _all_saved(self) -> bool:
        """Save what is not saved; say so and return False when that fails."""
        saved = await self._session.flush()
        if not saved and self._session.error:
            self.show_error(self._session.error)
        return saved

    @work(group="leave", exclusive=True)
    async def leave(self) -> None:
        """Save and quit; only what can't be saved is asked about, once."""
        if self._session.unsaved:
            self.show_message("saving")
        if await self._session.flush():
            self.app.exit(0)
            return
        if self._warned:
            self.app.exit(1)  # which tells why, and what became of it
            return
        self._warned = True
        error = self._session.error
        reason = self.guide.tell(error) if error else ""
        key = "message.quit_anyway" if self._session.unjournaled else "message.quit_kept"
        front = self.app.screen if isinstance(self.app.screen, BaseScreen) else self
        front.message_bar.show(self.guide.say(key, reason=reason), error=True)

    async def save_last(self) -> StoreError | None:
        """Save all, down to the last character, because the program ends.

        Returns:
            Why it could not be saved.
        """
        canvas, self._prompt = self._typed(), None  # what is asked for is not added twice
        self._session.record(canvas)
        return None if await self._session.flush() else self._session.error

    async def save_now(self) -> None:
        """Save what there is, because the program is about to stop for a while."""
        await self._session.flush()

    def rescue(self) -> bool | None:
        """Bring what is not saved into the journal, from any thread.

        Returns:
            Whether it is there; None when all is saved.
        """
        return self._session.rescue(self._typed())
