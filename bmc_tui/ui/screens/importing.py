"""Imports a file as new canvases: asks for its path, shows what it becomes, and creates them."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from bmc_tui.formats.importer import ImportFileError, import_bytes, import_file
from bmc_tui.formats.parking import park_result
from bmc_tui.formats.preview import preview_lines
from bmc_tui.formats.result import ImportResult
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.paste_reading import is_document
from bmc_tui.ui.screens.base import HELP, PALETTE, BaseScreen, ScrollScreen, scroll_bindings
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.screens.search import JumpTarget
from bmc_tui.ui.terminal.background import call_abandonable
from bmc_tui.ui.widgets.path_prompt import parse_path

_MARGIN = 2
"""The cells beside the lines."""


@dataclass(frozen=True)
class ReadFile:
    """A file that was read to be imported."""

    name: str
    """Its name as it is shown."""
    result: ImportResult | None
    """What it becomes; None if it is not a canvas."""
    parked: ImportResult
    """What it becomes with all of it parked."""
    refusal: ImportFileError | None = None
    """The error that says why it is not a canvas, and what was seen in it."""


class ImportScreen(ScrollScreen[Sequence[StoredCanvas]]):
    """What a file becomes; Enter creates the canvases, nothing is created before that.

    It returns the canvases that were created, or none.

    Args:
        context: The app's context.
        file: What was read.
    """

    offers_typed = False
    """Whether text typed as keys is offered; see `TypedWords`. That would leave the import."""

    BINDINGS = [
        Binding("enter", "make", id="import.make", key_display="⏎"),
        Binding("p", "park", id="import.park"),
        Binding("escape,q", "leave", id="import.close"),
        *scroll_bindings("import"),
        HELP,
        PALETTE,
    ]

    def __init__(self, context: AppContext, file: ReadFile) -> None:
        self._lines = Static()
        super().__init__(context, self._lines, "imported")
        self._file = file
        self._shown = file.result
        """What Enter makes; None if that is nothing."""
        self._is_making = False

    def on_mount(self) -> None:
        """Show what the file becomes, and the keys."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter act only if there is something to create."""
        return self._shown is not None if action == "make" else True

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self._show()

    def on_resize(self) -> None:
        """Show as much of the notes as there is room for."""
        self._show_lines()

    def _show(self) -> None:
        """Show what Enter would create, or why that is nothing."""
        result = self._shown
        title = result.canvas.title if result else self._file.name
        state = self.guide.say("import.not_made") if result else ""
        self.title_bar.show(self.guide.canvas_title(title), state)
        self._show_lines()
        self._view.scroll_home(animate=False)
        self.show_keys(self, hidden=() if result else ("make",))

    def _show_lines(self) -> None:
        """Show the lines, as wide as the screen."""
        self._lines.update(Content("\n").join(map(Content, self._content_lines())))

    def _content_lines(self) -> Iterator[str]:
        """Yield what Enter would create, or why that is nothing."""
        if self._shown is self._file.parked:
            yield self.guide.say("import.unpark_offer")
        if self._shown:
            yield from preview_lines(
                self._shown, self._file.name, self.guide, self.app.size.width - _MARGIN
            )
        elif self._file.refusal:
            yield self.guide.error_message(self._file.refusal)
            yield ""
            yield self.guide.say("import.park_offer")

    def action_park(self) -> None:
        """Show the file with everything parked; a second time, show it as before."""
        if not self._is_making:
            is_parked = self._shown is self._file.parked
            self._shown = self._file.result if is_parked else self._file.parked
            self._show()

    def action_leave(self) -> None:
        """Cancel; while the canvases are being created, it is too late for that."""
        if not self._is_making:
            self.dismiss(())

    @work
    async def action_make(self) -> None:
        """Create the canvases, all of them or none, and close."""
        if self._shown is None or self._is_making:
            return
        self._is_making = True
        canvases = [each.canvas for each in self._shown.parts]
        try:
            self.dismiss(await asyncio.to_thread(self.context.shelf.create_all, canvases))
        except StoreError as error:
            self.show_error(error)
        finally:
            self._is_making = False


async def ask_and_import(screen: BaseScreen[Any], pasted: str = "") -> JumpTarget | None:
    """Ask for a path until a file can be imported, and show what it becomes; call it in a worker.

    A canvas that is pasted instead of a path is imported itself.

    Args:
        screen: The screen that asks; the new canvases are added to its shelf.
        pasted: What was pasted before the question; "" if nothing was.

    Returns:
        The first of the new canvases; None when the user created none.
    """
    guide = screen.guide
    question = Question(
        worded("import.ask"), worded("import.hint"), is_path=True, takes_document=True
    )
    document = pasted if is_document(pasted) else ""
    if not document:
        question = replace(question, answer=clean(pasted))
    while True:
        document, answer = (document, "") if document else await _ask_source(screen, question)
        if document:
            name = guide.say("import.pasted")
            read = partial(import_bytes, document.encode("utf-8", "replace"), name, guide)
        elif answer:
            path = parse_path(answer)
            name = clean(str(path))
            read = partial(import_file, path, guide, accepts_pipe=False)
        else:
            return None
        document, question = "", replace(question, answer=answer)
        # A large file takes seconds; nothing else would show that it is being read.
        screen.message_bar.show(guide.say("import.reading", file=name))
        try:
            result = await call_abandonable(read)
            file = ReadFile(name, result, park_result(result))
        except ImportFileError as error:
            if error.parked is None:
                screen.show_error(error)
                continue
            file = ReadFile(name, None, error.parked, error)
        screen.message_bar.show("")
        if made := await screen.app.push_screen_wait(ImportScreen(screen.context, file)):
            return JumpTarget(made[0].entry.id, message=_summary(name, made, guide))
        if file.result:
            return None


async def _ask_source(screen: BaseScreen[Any], question: Question) -> tuple[str, str]:
    """Ask for what to import.

    Returns:
        The text that was pasted, and the path that was typed; at least one of them is "".
    """
    async with prompting(screen, question) as prompt:
        lines = await prompt.answer()
        return prompt.document, lines[0] if lines else ""


def _summary(name: str, made: Sequence[StoredCanvas], guide: Guide) -> str:
    """Return what was created from a file, for the message about the first canvas."""
    first, *others = made
    count = guide.pluralize("count.note", first.entry.note_count)
    summary = guide.say("import.done", file=name, notes=count)
    if not others:
        return summary
    titles = tuple(f"“{guide.canvas_title(other.entry.title)}”" for other in others)
    return f"{summary} {guide.say('import.also', titles=titles)}"
