"""Asks for the title of a new canvas, creates it and opens it."""

from typing import TYPE_CHECKING

from bmc_tui.config.config import with_author
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.screens.search import JumpTarget

if TYPE_CHECKING:
    from bmc_tui.ui.screens.shelf.screen import ShelfScreen

_MAX_TEXT_CELLS = 40
"""Cells at which a message truncates a text, so that it fits on one row of 80 cells."""


async def create(screen: "ShelfScreen", offered: str = "") -> None:
    """Ask for the title of a new canvas, create it and open it; call it in a worker.

    Args:
        screen: The screen with the canvases.
        offered: A text that was typed as keys, offered as the title.
    """

    def explain(_: str = "") -> None:
        if offered:
            screen.show_message("offered_title")

    question = Question(worded("ask.new"), worded("ask.title_hint"), offered)
    explain()
    async with prompting(screen, question, explain) as prompt:
        prompt.widget.join_lines(lambda count: screen.show_message("lines_joined", count=count))
        lines, rest = await prompt.answer(), prompt.text
    if lines:
        canvas = with_author(Canvas().with_title(lines[0]), screen.context.config)
        if stored := await screen.run_in_thread(lambda: screen.context.shelf.create(canvas)):
            screen.dismiss(JumpTarget(stored.entry.id))
    elif offered and rest:
        screen.show_message("not_made", text=truncate(rest, _MAX_TEXT_CELLS))
