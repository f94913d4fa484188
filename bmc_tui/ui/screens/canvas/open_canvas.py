"""The canvas that is open on the canvas screen: saves it, and reports what happens to it."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bmc_tui.config.config import with_author
from bmc_tui.files import paths
from bmc_tui.files.locations import display_folder, state_folder
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import Conflict
from bmc_tui.render.wrap import truncate
from bmc_tui.session.events import (
    ChangedElsewhere,
    DeletedElsewhere,
    Event,
    FileBack,
    Merged,
    Restored,
    SaveFailed,
    SaveState,
    SaveStateChanged,
    VersionFailed,
)
from bmc_tui.session.session import Session
from bmc_tui.session.watcher import Watcher
from bmc_tui.store import FileGoneError, StoredCanvas, StoreError
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.copies import CopyOffer
from bmc_tui.ui.terminal.background import spawn, start_worker

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.screens.pasting.undoing import PasteOrigin
    from bmc_tui.ui.screens.shelf.undoing import DeletedCanvases
    from bmc_tui.ui.terminal.resilient_app import ResilientApp

_MAX_NOTE_CELLS = 40
"""Cells at which a message about a conflict truncates a note or a title."""

_MAX_REPORTED_CONFLICTS = 3
"""Maximum number of conflicts that a message names."""

WATCH_AFTER_S = 0.5
"""Seconds after the first frame at which watching the file starts: it would delay the first key."""


class OpenCanvas:
    """The canvas that is open on the canvas screen, in a session that saves it.

    Args:
        screen: The canvas screen.
        stored: The canvas to open, or None for a new one.
    """

    def __init__(self, screen: "CanvasScreen", stored: StoredCanvas | None) -> None:
        self._screen = screen
        self._shelf = screen.context.shelf
        self.session = self._new_session(stored)
        self.origin: PasteOrigin | None = None
        """Where the canvas was pasted from, if a paste or the undo of one has opened it."""
        self.deleted: DeletedCanvases | None = None
        """The canvases that were deleted on the last visit to their list."""
        self._watcher = Watcher(
            self._shelf.path,
            lambda: self._shelf.own_stamp,
            self._act_on_file_change,
            CopyOffer(screen).look,
        )
        self._was_warned = False
        """Whether the user was warned that quitting now loses what could not be saved."""

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is now."""
        return self.session.canvas

    def replace(self, stored: StoredCanvas | None) -> None:
        """Open another canvas instead of this one, which `flush` must have saved."""
        self.origin = self.deleted = None
        self.session = self._new_session(stored)
        self._spawn(self._mark_as_last_used())

    def remember_deleted(self, ids: Sequence[str], before: str | None) -> None:
        """Remember which canvases were deleted on their list, to undo that; see `undo_deletion`.

        Args:
            ids: Their ids, the last one last.
            before: The id of the canvas that was open before.
        """
        from bmc_tui.ui.screens.shelf.undoing import DeletedCanvases

        self.deleted = DeletedCanvases(tuple(ids), before, self.canvas) if ids else None

    def _new_session(self, stored: StoredCanvas | None) -> Session:
        """Return a session of a canvas; its events are dropped once another session replaces it."""

        def on_event(event: Event) -> None:
            if session is self.session:
                self._report(event)

        particulars = with_author(Canvas(), self._screen.context.config).particulars
        session = Session(self._shelf, stored, on_event, self._spawn, particulars)
        return session

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Start a background task; see `background.spawn`."""
        return spawn(self._screen.app, work)

    async def _mark_as_last_used(self) -> None:
        """Record in the file that this canvas is the one used last."""
        if self.session.id:
            # A failure loses no note; a file that can't be written is reported by the next save.
            with suppress(StoreError):
                await asyncio.to_thread(self._shelf.mark_used, self.session.id)

    # Other programs

    def start_watching(self) -> None:
        """Watch the file from now on, and read what was written since it was opened.

        Also imports what the first save needs, while the app is idle.
        """
        from bmc_tui.ui.screens.canvas.external_edit import OpenDrafts

        self._watcher.start()
        OpenDrafts(self._screen).watch()
        self._screen.cover.file_changed()
        self._spawn(asyncio.to_thread(_prepare_save, self._shelf.path))

    def stop_watching(self) -> None:
        """Stop watching the file."""
        self._watcher.stop()

    def _act_on_file_change(self) -> None:
        """Let the screen in front handle a change of the file; report here that it is gone."""
        if self._shelf.presence.is_gone():
            self.pull()
        self._screen.cover.file_changed()

    def pull(self) -> None:
        """Read what other programs have done to the canvas, in a worker, and show it."""
        start_worker(self._screen, self.session.pull)

    # Reports

    def status(self) -> str:
        """Return the save state as text; "" before the first change of the session."""
        history, say = self.session.history, self._screen.guide.say
        if not history.past and not history.future and not self.session.has_failed:
            return ""
        state = say(f"saving.{self.session.state.name.lower()}")
        # The same width in every state, so that the legend before it does not move.
        return state.rjust(len(say("saving.saved")))

    def _report(self, event: Event) -> None:
        """Show what an event of the session reports."""
        screen = self._screen
        match event:
            case SaveStateChanged(state):
                if state in {SaveState.SAVED, SaveState.WAITING}:
                    self._was_warned = False
                screen.show_title()
            case SaveFailed(error, unjournaled):
                self._show_failure(screen, self._failure_key(error, unjournaled), error)
                if isinstance(error, FileGoneError) and (front := self._front) is not screen:
                    self._show_failure(front, self._failure_key(error, unjournaled), error)
            case FileBack(conflicts):
                self._show_merge("file_back", conflicts)
            case Merged(conflicts, before):
                self._show_merge("merged", conflicts, before)
            case Restored():
                self._show_merge("out_of_trash", ())
            case ChangedElsewhere(conflicts, before):
                self._show_merge("changed_elsewhere", conflicts, before)
            case DeletedElsewhere():
                screen.show_message("deleted_elsewhere")
            case VersionFailed(error):
                screen.show_error(error)

    @property
    def _front(self) -> BaseScreen[None]:
        """The screen in front."""
        front = self._screen.app.screen
        return front if isinstance(front, BaseScreen) else self._screen

    def _failure_key(self, error: StoreError | None, unjournaled: bool) -> str:
        """Return the key of the message about a failed save.

        After the message that a second call quits, a failing retry must not replace it.
        """
        if self._was_warned:
            if unjournaled:
                return "message.quit_anyway"
            beside = self.session.is_journal_beside
            return "message.quit_kept" if beside else "message.quit_away"
        if unjournaled:
            return "message.only_here"
        if isinstance(error, FileGoneError):
            return "message.file_gone"
        return "message.not_saved"

    def _show_failure(self, screen: BaseScreen[None], key: str, error: StoreError | None) -> None:
        """Report why a save failed."""
        guide = self._screen.guide
        reason = guide.error_message(error) if error else ""
        screen.message_bar.show(
            guide.say(key, reason=reason, folder=self.journal_folder), error=True
        )

    def _show_merge(
        self, key: str, conflicts: Sequence[Conflict], before: Canvas | None = None
    ) -> None:
        """Show a canvas that another program has changed, and report what that changed here.

        Args:
            key: The key of the message if there is nothing specific to report.
            conflicts: What both sides changed.
            before: The canvas as it was here; None if it has not changed.
        """
        screen, guide = self._screen, self._screen.guide
        missed = screen.mode.miss_note(self.canvas)
        screen.show()
        messages = [*conflict_messages(guide, conflicts)]
        if missed:
            text = truncate(missed, _MAX_NOTE_CELLS)
            messages.append(guide.say("message.note_moved_away", text=text))
        if not messages and before and before != self.canvas:
            from bmc_tui.ui.screens.canvas.steps import describe_step

            messages.append(describe_step(screen, before, self.canvas, f"message.{key}_in"))
        if any(not conflict.mine for conflict in conflicts):  # a hint how to restore it is outdated
            screen.message_bar.show("")
        screen.message_bar.add(" ".join(messages) or guide.say(f"message.{key}"))

    # Saving and quitting

    async def flush(self) -> bool:
        """Save what is not saved; if that fails, report why and return False."""
        with self._screen.under_way:
            is_saved = await self.session.flush()
        if not is_saved and self.session.error:
            self._screen.show_error(self.session.error)
        return is_saved

    def quit(self) -> None:
        """Save and quit in a worker; a second call cancels the first."""
        start_worker(self._screen, self._save_and_quit, "quit", exclusive=True)

    async def _save_and_quit(self) -> None:
        """Save and quit; if saving fails, warn first, and quit when called again."""
        app = self._screen.app
        self._return_cuts()
        if self.session.unsaved:
            self._screen.show_message("saving")
        if await self.session.flush():
            app.exit(0)
        elif self._was_warned:
            app.exit(1)  # which reports why, and where the notes are
        else:
            self._was_warned = True
            error = self.session.error
            self._show_failure(
                self._front, self._failure_key(error, self.session.unjournaled), error
            )

    async def save_at_end(self) -> StoreError | None:
        """Save everything, what is being typed included, because the program ends.

        Returns:
            Why saving failed; None when all is saved.
        """
        self.session.record(self._screen.typed)
        self._return_cuts()
        self._screen.open_prompt = None  # otherwise a second call would add its text again
        self._screen.cover.drop_prompt()
        return None if await self.session.flush() else self.session.error

    async def save_before_stop(self) -> None:
        """Save what the canvas has, because the program is about to be stopped (SIGTSTP)."""
        await self.session.flush()

    @property
    def journal_folder(self) -> str:
        """Where the journal is, as text; "" beside the data file."""
        return "" if self.session.is_journal_beside else display_folder(state_folder())

    def rescue(self) -> bool | None:
        """Write what is not saved into the journal, from any thread.

        Returns:
            Whether that succeeded; None when all is saved already.
        """
        cuts = self._screen.body.cuts
        typed = self._screen.typed
        return self.session.rescue(cuts.returned(typed, self.session) if cuts else typed)

    def _return_cuts(self) -> None:
        """Return the notes that were cut and are in no block, and report that at the end."""
        screen, cuts = self._screen, self._screen.body.cuts
        if not cuts or not (texts := cuts.waiting):
            return
        self.session.record(cuts.returned(self.canvas, self.session))
        cuts.put(self.session)
        quoted = tuple(f"“{truncate(text, _MAX_NOTE_CELLS)}”" for text in texts)
        report = screen.guide.say("message.cuts_returned", notes=quoted)
        cast("ResilientApp", screen.app).report_at_end(report)


def _prepare_save(path: Path) -> None:
    """Prepare for the first save, and record the drive of the file, which a next start may miss.

    Imports and reads what the first note and its save need, so that it does not delay a keystroke.

    Args:
        path: The data file.
    """
    import orjson  # noqa: F401

    from bmc_tui.files.drives import remember_drive
    from bmc_tui.guide.lexicon import lexicon
    from bmc_tui.store import locking, versions  # noqa: F401

    lexicon()  # not needed for the first frame of an empty canvas

    if paths.exists(real := paths.real(path)):
        remember_drive(real)


def conflict_messages(guide: Guide, conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Yield the messages about what both sides changed: the title, and a few of the notes."""
    titles = [conflict for conflict in conflicts if conflict.is_title]
    notes = [conflict for conflict in conflicts if not conflict.is_title]
    for title in titles[-1:]:  # of several merges, the last one
        mine, theirs = (truncate(text, _MAX_NOTE_CELLS) for text in (title.mine, title.theirs))
        yield guide.say("message.both_titles", mine=mine, theirs=theirs)
    for key, wordings in (
        ("both_wordings", [each for each in notes if each.mine and each.theirs]),
        ("stays_as_changed_here", [each for each in notes if not each.theirs]),
        ("stays_as_changed_elsewhere", [each for each in notes if not each.mine]),
    ):
        quoted = [
            " / ".join(
                f"“{truncate(text, _MAX_NOTE_CELLS)}”" for text in (note.mine, note.theirs) if text
            )
            for note in wordings[:_MAX_REPORTED_CONFLICTS]
        ]
        if len(wordings) > len(quoted):
            quoted.append("…")
        if quoted:
            yield guide.say(f"message.{key}", notes=tuple(quoted))
