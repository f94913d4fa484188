"""The prompts of the canvas screen: for notes, the title, a search and a segment's handle."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import find_conflicts, merge
from bmc_tui.ui.screens.canvas import find, follow
from bmc_tui.ui.screens.canvas.open_canvas import conflict_messages
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.widgets.completion import Candidates, name_candidates

if TYPE_CHECKING:
    from bmc_tui.ui.paste_reading import PlacesPasted
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def ask_notes(screen: "CanvasScreen") -> None:
    """Ask for notes to add to the block with the cursor, until the prompt is cancelled."""
    block = screen.board.block

    def add(canvas: Canvas, lines: Sequence[str]) -> Canvas:
        return canvas.add(block, *lines)

    await ask_for_notes(screen, block, add, lambda lines: screen.edit(add(screen.canvas, lines)))
    screen.board.fit_rows()


async def ask_for_notes(
    screen: "CanvasScreen",
    block: Block,
    add: Callable[[Canvas, Sequence[str]], Canvas],
    record: Callable[[Sequence[str]], None],
) -> None:
    """Ask for notes, until the prompt is cancelled.

    Args:
        screen: The canvas screen.
        block: The block that they are for.
        add: Adds notes to a canvas; one being typed when the app ends is added too.
        record: Records notes that were entered.
    """
    question = Question(
        lambda guide: f"{block.number} {guide.title(block)} +",
        worded("ask.add_hint"),
        add=add,
    )
    async with prompting(screen, question) as prompt:
        prompt.widget.accept_lines()
        prompt.widget.accept_pastes(block, lambda event: _place_pasted(screen, event))
        prompt.widget.complete_names(candidates_for(screen, block))
        while (lines := await prompt.answer()) is not None:
            if lines:
                record(lines)
    if prompt.left:
        screen.show_message("not_added", text=prompt.left)


def _place_pasted(screen: "CanvasScreen", event: "PlacesPasted") -> None:
    """Place what was pasted into a prompt for notes, and names blocks or sections of the block."""
    from bmc_tui.ui.screens.pasting.placing import place_paste

    place_paste(screen, event)


async def ask_title(screen: "CanvasScreen") -> None:
    """Ask for the title of the canvas, and report one that another program has set meanwhile."""
    base = screen.canvas
    question = Question(worded("ask.title"), worded("ask.title_hint"), base.title)
    if not (lines := await screen.prompt(question)):
        return
    mine, theirs = base.with_title(lines[0]), screen.canvas
    screen.edit(merge(base, mine, theirs))
    if messages := list(conflict_messages(screen.guide, find_conflicts(base, mine, theirs))):
        screen.message_bar.show(" ".join(messages))


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
