"""Imports a file as a new canvas: the prompt for its path, and the screen with the report."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.formats.importer import ImportFileError, import_file
from bmc_tui.formats.result import ImportResult, report_lines
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.terminal.background import call_abandonable
from bmc_tui.ui.widgets.path_prompt import parse_path


class ImportResultScreen(BaseScreen[None]):
    """The lines of the report, which the user can scroll; closing it leads to the new canvas.

    Args:
        context: The app's context.
        title: The title of the new canvas.
        lines: The report.
    """

    BINDINGS = [Binding("enter,escape,q", "dismiss", id="import.close", key_display="⏎")]

    def __init__(self, context: AppContext, title: str, lines: Sequence[str]) -> None:
        super().__init__(context)
        self._title = title
        self._lines = lines

    def compose_body(self) -> Iterable[Widget]:
        """Return the lines."""
        yield VerticalScroll(Static(Content("\n").join(map(Content, self._lines))), id="imported")

    def on_mount(self) -> None:
        """Show the title and the keys."""
        self.title_bar.show(self._title)
        self.show_keys(self)
        self.query_one(VerticalScroll).focus()


def _reports_on_others(result: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield the lines on the other canvases of a file, each after its title."""
    for other in result.others:
        notes = guide.pluralize("count.note", other.canvas.note_count)
        title = guide.canvas_title(other.canvas.title)
        yield ""
        yield guide.say("import.also", title=title, notes=notes)
        yield from report_lines(other, guide)


async def ask_and_import(screen: BaseScreen[Any]) -> StoredCanvas | None:
    """Ask for a path until a file can be imported, and report the result; call it in a worker.

    Args:
        screen: The screen that asks; the new canvas is added to its shelf.

    Returns:
        The new canvas; None when the user cancelled.
    """
    guide, shelf = screen.guide, screen.context.shelf
    question = Question(worded("import.ask"), worded("import.hint"), is_path=True)
    while lines := await screen.prompt(question):
        path = parse_path(lines[0])
        # A large file takes seconds, in which nothing else would show that it is being read.
        screen.message_bar.show(guide.say("import.reading", file=clean(str(path))))
        try:
            result = await call_abandonable(partial(import_file, path, guide, accepts_pipe=False))
            for other in reversed(result.others):
                await asyncio.to_thread(shelf.create, other.canvas)
            stored = await asyncio.to_thread(shelf.create, result.canvas)
        except (ImportFileError, StoreError) as error:
            screen.show_error(error)
            question = replace(question, answer=lines[0])
            continue
        count = guide.pluralize("count.note", stored.entry.note_count)
        summary = guide.say("import.done", file=clean(str(path)), notes=count)
        report = [summary, "", *report_lines(result, guide), *_reports_on_others(result, guide)]
        title = guide.canvas_title(stored.entry.title)
        await screen.app.push_screen_wait(ImportResultScreen(screen.context, title, report))
        return stored
    return None
