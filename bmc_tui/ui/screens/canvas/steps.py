"""Undoes and redoes steps on the canvas screen, and reports what each of them has changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.diff import Change, changed_place, extent, only_change
from bmc_tui.render.wrap import truncate

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_MAX_TEXT_CELLS = 30
"""Cells at which the report truncates a note or a title, so that it fits on one row of 80 cells."""

_MIN_TEXT_CELLS = 12
"""Cells of a note that the report shows at least."""

_MARGIN_CELLS = 2
"""Cells of a row beside a message."""

_MAX_NAMED_BLOCKS = 2
"""Blocks that the report names at most; of more it says how many they are."""


async def undo(screen: "CanvasScreen") -> None:
    """Undo a step, which may be one of an earlier session, and lead to what it has changed."""
    key = "undone_in_text" if screen.mode.pane else "undone"
    await _take_and_lead(screen, key, "nothing_to_undo", is_redo=False)


async def redo(screen: "CanvasScreen") -> None:
    """Redo a step, and lead to what it has changed."""
    key = "redone_in_text" if screen.mode.pane else "redone"
    await _take_and_lead(screen, key, "nothing_to_redo", is_redo=True)


async def _take_and_lead(screen: "CanvasScreen", done: str, nothing: str, *, is_redo: bool) -> None:
    """Undo or redo a step, report it, and put the cursor on what it has changed."""
    previous = screen.canvas
    message = await take_step(screen, done, nothing, is_redo=is_redo)
    mode = screen.mode
    if place := changed_place(previous, screen.canvas, screen.board.block, mode.note_index):
        await mode.lead_to(place)
    screen.message_bar.show(message)


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
    previous, session, guide = screen.canvas, screen.session, screen.guide
    is_done = await (session.redo() if is_redo else session.undo())
    screen.show()
    if not is_done:
        return guide.say(f"message.{nothing}")
    key, canvas = f"message.{done}", screen.canvas
    is_rest_equal = all(
        getattr(previous, part) == getattr(canvas, part)
        for part in ("dismissed", "design", "particulars")
    )
    if is_rest_equal and (change := only_change(previous, canvas)):
        return _describe_note(change, key, guide, screen.size.width - _MARGIN_CELLS)
    return guide.say(key, what=describe_changes(previous, canvas, guide))


def _describe_note(change: Change, key: str, guide: Guide, width: int) -> str:
    """Return the message on a step that has changed one note, in the words of `bmc undo`.

    Args:
        change: The change.
        key: The key of the message, with a placeholder for what was changed.
        guide: The language.
        width: Cells of a row; a note that is too long for it is truncated.
    """
    from bmc_tui.formats.markdown.changelog import change_label

    label, subject = change_label(change, guide), change.subject
    start = f"{guide.title(subject.block)}: {label[:1].lower()}{label[1:]}: "
    around = guide.say(key, what=start)
    text = truncate(subject.note.text, max(_MIN_TEXT_CELLS, width - cell_len(around)))
    return guide.say(key, what=f"{start}{text}")


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
    if changed.particulars:
        names = tuple(guide.say(f"particulars.{name}") for name in changed.particulars)
        parts.append(guide.say("step.particulars", names=names))
    return tuple(parts)


def _many_places(places: Sequence[Block], guide: Guide) -> tuple[str, ...]:
    """Return how many blocks there are among places, in words; the parked notes are in none."""
    blocks = [place for place in places if place is not Block.PARKED]
    count = guide.pluralize("count.block", len(blocks))
    if len(blocks) == len(places):
        return (count,)
    return (guide.say("step.and_parked", blocks=count, parked=guide.title(Block.PARKED)),)
