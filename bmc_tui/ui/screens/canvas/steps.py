"""Undoes and redoes steps on the canvas screen, and reports what each of them has changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.diff import extent
from bmc_tui.render.wrap import truncate

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_MAX_TEXT_CELLS = 30
"""Cells at which the report truncates a note or a title, so that it fits on one row of 80 cells."""

_MAX_NAMED_BLOCKS = 2
"""Blocks that the report names at most; of more it says how many they are."""


async def undo(screen: "CanvasScreen") -> None:
    """Undo a step, which may be one of an earlier session."""
    screen.message_bar.show(await take_step(screen, "undone", "nothing_to_undo"))


async def redo(screen: "CanvasScreen") -> None:
    """Redo a step."""
    screen.message_bar.show(await take_step(screen, "redone", "nothing_to_redo", is_redo=True))


async def take_step(
    screen: "CanvasScreen", done: str, nothing: str, *, is_redo: bool = False
) -> str:
    """Undo or redo a step, and show the canvas; return a message on what that has changed.

    Args:
        screen: The canvas screen, which another screen may cover.
        done: The key of the message if there was a step.
        nothing: The key of the message if there was none.
        is_redo: Whether to redo a step.
    """
    previous, session = screen.canvas, screen.session
    is_done = await (session.redo() if is_redo else session.undo())
    screen.show()
    what = describe_changes(previous, screen.canvas, screen.guide)
    return screen.guide.say(f"message.{done if is_done else nothing}", what=what)


def describe_changes(old: Canvas, new: Canvas, guide: Guide) -> tuple[str, ...]:
    """Return what differs between two canvases, in a few words: each part of it as a phrase.

    An undo step may be a whole visit to the editor, of which the screen shows only a part.

    Args:
        old: The canvas before a step.
        new: The canvas after it.
        guide: The language.
    """
    changed = extent(old, new)
    parts = []
    if changed.title is not None:
        title = truncate(changed.title, _MAX_TEXT_CELLS)
        parts.append(guide.say("step.title" if title else "step.no_title", title=title))
    if changed.blocks:
        names = tuple(map(guide.title, changed.blocks))
        where = names if len(names) <= _MAX_NAMED_BLOCKS else _many_places(changed.blocks, guide)
        key = "step.note" if changed.text else "step.notes"
        phrase = guide.say(
            key if changed.note_count else "step.order",
            text=truncate(changed.text, _MAX_TEXT_CELLS),
            notes=guide.pluralize("count.note", changed.note_count),
            where=where,
        )
        parts.append(phrase)
    if changed.has_other_findings:
        parts.append(guide.say("step.findings"))
    if changed.has_other_answers:
        parts.append(guide.say("step.answers"))
    return tuple(parts)


def _many_places(places: Sequence[Block], guide: Guide) -> tuple[str, ...]:
    """Return how many blocks there are among places, in words; the parked notes are in none."""
    blocks = [place for place in places if place is not Block.PARKED]
    count = guide.pluralize("count.block", len(blocks))
    if len(blocks) == len(places):
        return (count,)
    return (guide.say("step.and_parked", blocks=count, parked=guide.title(Block.PARKED)),)
