"""The import of a file as a new canvas, from the question for the file to the report."""

import asyncio
from dataclasses import replace
from typing import Any

from bmc_tui.formats.importer import ImportFileError, import_file
from bmc_tui.formats.result import report_lines
from bmc_tui.model.sanitize import clean
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.import_result import ImportResultScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.widgets.path_prompt import parse_path


async def ask_and_import(screen: BaseScreen[Any]) -> StoredCanvas | None:
    """Ask for a file until one can be imported, and report what was imported; for a worker.

    Args:
        screen: The screen that asks; the new canvas is added to its shelf.

    Returns:
        The new canvas; None when the user gave up.
    """
    guide, shelf = screen.guide, screen.context.shelf
    question = Question(worded("import.ask"), worded("import.hint"), path=True)
    while lines := await screen.prompt(question):
        path = parse_path(lines[0])
        try:
            result = await asyncio.to_thread(import_file, path, guide, waits=False)
            stored = await asyncio.to_thread(shelf.create, result.canvas)
        except (ImportFileError, StoreError) as error:
            screen.show_error(error)
            question = replace(question, answer=lines[0])
            continue
        count = guide.count("count.note", stored.entry.count)
        summary = guide.say("import.done", file=clean(str(path)), notes=count)
        report = [summary, "", *report_lines(result, guide)]
        title = guide.canvas_title(stored.entry.title)
        await screen.app.push_screen_wait(ImportResultScreen(screen.context, title, report))
        return stored
    return None
