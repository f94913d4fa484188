"""The base of the canvas screen: one canvas open in a session, how its saving stands, and the end.

It tells what is not as usual about the saving, follows what others write, and saves for the last
time. What is on the screen is for the classes that build on it.
"""

import asyncio
from contextlib import suppress

from textual import events, work

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.title_line import greeting, legend_entries
from bmc_tui.render.wrap import truncate
from bmc_tui.session.session import Session
from bmc_tui.session.sync import Outside, Saving
from bmc_tui.session.tasks import begin
from bmc_tui.session.watcher import Watcher
from bmc_tui.store import Shelf, StoredCanvas, StoreError
from bmc_tui.ui.screens.base import BaseScreen

TOLD = 40
"""Cells of a note that a message shows at most."""

WATCH_AFTER = 0.5
"""Seconds after the first picture from which the file is watched."""


class OpenCanvas(BaseScreen[None]):
    """A screen that has one canvas open.

    Args:
        shelf: Where canvases are kept.
        kept: The canvas to open, or None for a new one.
        guide: The language of the screen.
    """

    def __init__(self, shelf: Shelf, kept: StoredCanvas | None, guide: Guide) -> None:
        super().__init__(guide)
        self._shelf = shelf
        self._session = Session(shelf, kept, self._saving_changed)
        self._watcher = Watcher(shelf.path, lambda: shelf.written, self._file_changed)
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
        self._session = Session(self._shelf, kept, self._saving_changed)
        self._remember()

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
            state = self.guide.say(f"saving.{self._session.saving.name.lower()}")
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

    def _saving_changed(self) -> None:
        """Show how the saving stands, and say what is not as usual."""
        saving, error = self._session.saving, self._session.error
        if saving is Saving.FAILED and error:
            reason = self.guide.tell(error)
            key = "message.only_here" if self._session.only_here else "message.not_saved"
            self.message_bar.show(self.guide.say(key, reason=reason), error=True)
        elif saving in {Saving.MERGED, Saving.RESTORED}:
            self._show()
            self.show_message("merged" if saving is Saving.MERGED else "out_of_trash")
            self._tell_both()
        if self._session.version_error:
            self.show_error(self._session.version_error)
            self._session.version_error = None
        if saving is not Saving.FAILED:
            self._warned = False
        self._show_title()

    def _tell_both(self) -> None:
        """Say which notes stand in both wordings since a merge."""
        if both := self._session.both:
            named = [
                f"“{truncate(note.mine, TOLD)}” / “{truncate(note.theirs, TOLD)}”"
                for note in both[:3]
            ]
            notes = (*named, "…") if len(both) > len(named) else tuple(named)
            self.show_message("both_wordings", notes=notes)
            self._session.both = ()

    @work
    async def _look_outside(self) -> None:
        """Show what somebody else has done to the canvas."""
        session = self._session
        outside = await session.catch_up()
        if session is not self._session:
            return
        if outside is Outside.CHANGED:
            self._show()
            self.show_message("changed_elsewhere")
            self._tell_both()
        elif outside is Outside.DELETED:
            self.show_message("deleted_elsewhere")

    def _file_changed(self) -> None:
        """Act on what somebody has written into the file."""
        self._look_outside()

    def _start_watching(self) -> None:
        """Watch the file from now on, and catch up with what was written since it was read.

        And get ready to save, while nothing else is to be done.
        """
        self._watcher.start()
        self._file_changed()
        begin(asyncio.to_thread(self._shelf.warm_up))

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
                await asyncio.to_thread(self._shelf.use, self._session.id)

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
        key = "message.quit_anyway" if self._session.only_here else "message.quit_kept"
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
