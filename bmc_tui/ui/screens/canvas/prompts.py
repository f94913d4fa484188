"""The prompts of the canvas screen: for notes, the title, a search and a segment's handle."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import Block
from bmc_tui.ui.screens.canvas import find, follow
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.widgets.completion import Candidates, name_candidates

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def ask_notes(screen: "CanvasScreen") -> None:
    """Ask for notes to add to the block with the cursor, until the prompt is cancelled."""
    block = screen.board.block
    question = Question(
        lambda guide: f"{block.number} {guide.title(block)} +",
        worded("ask.add_hint"),
        adds_to=block,
    )
    async with prompting(screen, question) as prompt:
        prompt.widget.accept_lines()
        prompt.widget.complete_names(candidates_for(screen, block))
        while (lines := await prompt.answer()) is not None:
            if lines:
                screen.edit(screen.canvas.add(block, *lines))


async def ask_title(screen: "CanvasScreen") -> None:
    """Ask for the title of the canvas."""
    question = Question(worded("ask.title"), worded("ask.title_hint"), screen.canvas.title)
    if lines := await screen.prompt(question):
        screen.edit(screen.canvas.with_title(lines[0]))


def candidates_for(screen: "CanvasScreen", block: Block) -> Callable[[str], tuple[str, Candidates]]:
    """Return a function that gives the names which can complete a text typed in `block`."""
    return lambda text: name_candidates(text, screen.canvas, block, screen.guide)


PROMPTS: dict[str, Callable[["CanvasScreen"], Awaitable[None]]] = {
    "notes": ask_notes,
    "title": ask_title,
    "find": find.ask_query,
    "handle": follow.ask_handle,
}
"""The prompts by the argument of the action `ask`."""
