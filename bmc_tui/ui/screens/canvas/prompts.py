"""The prompts of the canvas screen: for notes, title and particulars, a search, a handle."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.merge import find_conflicts, merge
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.messages import fitted_message
from bmc_tui.ui.screens.canvas import find, follow
from bmc_tui.ui.screens.canvas.open_canvas import conflict_messages
from bmc_tui.ui.screens.prompting import Question, Wording, prompting, worded
from bmc_tui.ui.widgets.completion import Candidates, name_candidates

if TYPE_CHECKING:
    from bmc_tui.ui.paste_reading import PlacesPasted
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_MAX_TEXT_CELLS = 40
"""Cells at which a message truncates a note, so that it fits on one row of 80 cells."""


async def ask_notes(screen: "CanvasScreen", offered: str = "") -> None:
    """Ask for notes to add to the block with the cursor; see `ask_for_notes`.

    The cursor goes to the last of them if the previous key looked for a note there in vain.
    """
    from bmc_tui.ui.screens.canvas.notes.mode import enter_notes

    block, width = screen.board.block, screen.size.width
    sought = fitted_message(screen.guide, "message.no_notes_here", width)
    has_sought = screen.message_bar.dismissed == sought

    def add(canvas: Canvas, lines: Sequence[str]) -> Canvas:
        return canvas.add(block, *lines)

    def record(lines: Sequence[str]) -> None:
        screen.edit(add(screen.canvas, lines))

    await ask_for_notes(screen, block, add, record, offered)
    screen.board.fit_rows()
    if has_sought and screen.board.block is block and (notes := screen.canvas.notes(block)):
        await enter_notes(screen, len(notes) - 1)


async def ask_for_notes(
    screen: "CanvasScreen",
    block: Block,
    add: Callable[[Canvas, Sequence[str]], Canvas],
    record: Callable[[Sequence[str]], None],
    offered: str = "",
) -> None:
    """Ask for notes, until the prompt is closed; a note being typed then is added too.

    Args:
        screen: The canvas screen.
        block: The block that they are for.
        add: Adds notes to a canvas; one being typed when the app ends is added too.
        record: Records notes that were entered.
        offered: A text that was typed as keys, offered as the first note.
    """
    question = Question(
        lambda guide: f"{block.number} {guide.title(block)} +",
        worded("ask.add_hint"),
        offered,
        add=add,
    )
    explain = partial(screen.show_message, "offered")
    async with prompting(screen, question, lambda _: explain() if offered else None) as prompt:
        prompt.widget.accept_lines()
        prompt.widget.accept_pastes(block, lambda event: _place_pasted(screen, event))
        prompt.widget.complete_names(candidates_for(screen, block))
        if offered:
            explain()
        while (lines := await prompt.answer()) is not None:
            offered = ""
            if lines:
                record(lines)
        was_offered, offered = bool(offered), ""
        if (text := prompt.take_rest()) and not was_offered:
            record((text,))
    if text:
        key = "not_added" if was_offered else "added"
        screen.show_message(key, text=truncate(text, _MAX_TEXT_CELLS))


def _place_pasted(screen: "CanvasScreen", event: "PlacesPasted") -> None:
    """Place what was pasted into a prompt for notes and names blocks or sections of the block."""
    from bmc_tui.ui.screens.pasting.placing import place_paste

    place_paste(screen, event)


async def ask_title(screen: "CanvasScreen") -> None:
    """Ask for the title and the particulars of the canvas, in one prompt; the arrows switch lines.

    Enter saves all lines, in one undo step; Escape cancels. What another program has set meanwhile
    is merged, and reported.
    """
    index, base = 0, screen.canvas
    mine = base
    questions = [Question(worded("ask.title"), worded("ask.title_hint"))]
    questions += (Question(_label(name), worded("ask.title_hint")) for name in Particulars._fields)

    def step(by: int) -> None:
        nonlocal index, mine
        mine = _with_line(mine, index, prompt.text)
        index = (index + by) % len(questions)
        prompt.question = questions[index]
        prompt.set_language(screen.guide)
        prompt.widget.set_text((mine.title, *mine.particulars)[index])

    async with prompting(screen, replace(questions[0], answer=base.title)) as prompt:
        prompt.widget.join_lines(lambda count: screen.show_message("lines_joined", count=count))
        prompt.widget.walk_lines(step)
        if (lines := await prompt.answer()) is None:
            return
        mine = _with_line(mine, index, " ".join(lines[:1]))
    theirs = screen.canvas
    if mine != base:
        screen.edit(merge(base, mine, theirs))
        if messages := conflict_messages(screen.guide, find_conflicts(base, mine, theirs)):
            screen.message_bar.show(" ".join(messages))


def _label(name: str) -> Wording:
    """Return the wording of the question for a particular."""
    return lambda guide: guide.say("ask.field", label=guide.say(f"particulars.{name}"))


def _with_line(canvas: Canvas, index: int, text: str) -> Canvas:
    """Return the canvas with another title, for `index` 0 unless it is empty, or particular."""
    if index == 0:
        return canvas.with_title(text) if clean(text) else canvas
    name = Particulars._fields[index - 1]
    return canvas.with_particulars(canvas.particulars._replace(**{name: text}))


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
