"""Places what was pasted on the canvas screen: each paste is one undo step."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bmc_tui.formats.pasting import with_notes, with_result
from bmc_tui.formats.result import ImportResult, Remark, remark_lines, report_lines
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.store import StoreError
from bmc_tui.ui.paste_reading import PlacesPasted
from bmc_tui.ui.screens.canvas.steps import describe_changes
from bmc_tui.ui.screens.pasting.question import PasteChoice, PasteQuestion
from bmc_tui.ui.screens.pasting.undoing import PasteOrigin
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.widgets.note_area import NoteArea
from bmc_tui.ui.widgets.prompt import LineInput

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


def place_paste(screen: "CanvasScreen", event: PlacesPasted) -> None:
    """Place a paste: one that names blocks where the user says, any other in its block.

    Args:
        screen: The canvas screen.
        event: The paste, and the widget that got it.
    """
    pasted, widget = event.pasted, event.widget
    if result := pasted.result:
        start_worker(screen, partial(_ask, screen, event, result))
        return
    notes = pasted.notes or tuple(map(Note, pasted.lines))
    if not notes:
        _report_notes(screen, event.block, 0, pasted.left_out)
    elif isinstance(widget, NoteArea) and widget.is_attached:
        _record_typing(screen)
        _add_in_editor(screen, widget, event.block, notes)
        _report_notes(screen, event.block, len(notes), pasted.left_out)
    else:
        _add_notes(screen, event.block, notes)
        _report_notes(screen, event.block, len(notes), pasted.left_out)


async def _ask(screen: "CanvasScreen", event: PlacesPasted, result: ImportResult) -> None:
    """Ask where a paste goes that names blocks, and place it there."""
    question = PasteQuestion(result, event.block, screen.guide)
    choice = await screen.app.push_screen_wait(question)
    if choice is PasteChoice.PLACES:
        _record_typing(screen)
        _add_result(screen, result, with_result(screen.canvas, result))
        if isinstance(event.widget, NoteArea):
            event.widget.history.clear()  # the next undo reverts this step
    elif choice is PasteChoice.NEW_CANVAS:
        await _open_new(screen, result)
    elif choice is PasteChoice.LINES:
        _add_lines(screen, event)
    else:
        screen.show_message("paste_cancelled")


def _add_result(
    screen: "CanvasScreen", result: ImportResult, canvas: Canvas, also: str = ""
) -> None:
    """Record a canvas with what was pasted in it, and report that, and what else was created."""
    before = screen.canvas
    screen.edit(canvas)
    what = describe_changes(before, canvas, screen.guide)
    lines = [screen.guide.say(_key(screen) if what else "message.pasted_nothing", what=what)]
    for each in result.parts:
        title = each.canvas.title
        if title not in ("", canvas.title):
            lines.append(screen.guide.say("paste.other_title", title=title))
        lines += _remark_lines(each, screen.guide)
    screen.message_bar.show("\n".join(filter(None, (*lines, also))))


def _remark_lines(result: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield the lines about what is not a note, and about what was not understood."""
    return report_lines(replace(result, canvas=Canvas()), guide)


async def _open_new(screen: "CanvasScreen", result: ImportResult) -> None:
    """Open a new canvas with what was pasted, which is its first undo step."""
    shelf = screen.context.shelf
    if screen.open_prompt:
        await screen.open_prompt.close()
    screen.session.record(screen.typed)
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return
    before = screen.session.id
    try:
        made = [
            await asyncio.to_thread(shelf.create, other.canvas)
            for other in reversed(result.siblings)
        ]
    except StoreError as error:
        screen.show_error(error)
        return
    screen.mode = screen.mode.close_editor().find(None)
    screen.open_canvas.replace(None)
    screen.board.go_to(BLOCKS[0])
    titles = (screen.guide.canvas_title(other.canvas.title) for other in result.siblings)
    quoted = tuple(f"“{title}”" for title in titles)
    also = screen.guide.say("import.also", titles=quoted) if quoted else ""
    _add_result(screen, replace(result, siblings=()), result.canvas, also)
    siblings = tuple(stored.entry.id for stored in reversed(made))
    screen.open_canvas.origin = PasteOrigin(before, siblings, screen.canvas)


def _add_lines(screen: "CanvasScreen", event: PlacesPasted) -> None:
    """Add a paste to the block it was pasted into, each line as a note, as if it named nothing."""
    widget, pasted = event.widget, replace(event.pasted, result=None)
    if isinstance(widget, NoteArea) and widget.is_attached and not pasted.left_out:
        widget.insert_lines(pasted.lines)
    elif isinstance(widget, LineInput) and widget.is_attached:
        widget.post_message(PlacesPasted(pasted, event.block, widget))
    else:
        place_paste(screen, replace(event, pasted=pasted))


def _add_notes(screen: "CanvasScreen", block: Block, notes: Sequence[Note]) -> None:
    """Add notes to a block of the board: after the note with the cursor, else at the end."""
    canvas, mode = screen.canvas, screen.mode
    spot = mode.current if mode.note_index is not None else None
    if spot and spot.block is block:
        mode.edit_at(*with_notes(canvas, block, notes, spot.section, spot.index + 1))
    else:
        end = len(canvas.texts(block, GENERAL))
        screen.edit(with_notes(canvas, block, notes, GENERAL, end)[0])


def _add_in_editor(
    screen: "CanvasScreen", area: NoteArea, block: Block, notes: Sequence[Note]
) -> None:
    """Add notes to the block in the editor, and put the cursor after the last one."""
    canvas, spot = with_notes(screen.canvas, block, notes, area.section, area.next_index)
    screen.edit(canvas)
    area.history.clear()  # the next undo reverts this step
    if pane := screen.mode.pane:
        pane.go_to(spot)


def _report_notes(
    screen: "CanvasScreen", block: Block, count: int, left_out: Sequence[str] = ()
) -> None:
    """Report how many notes were added to a block, and what was left out of the paste.

    Args:
        screen: The canvas screen.
        block: The block.
        count: The notes.
        left_out: The texts that are not notes.
    """
    guide = screen.guide
    notes = guide.pluralize("count.note", count)
    where = f"{block.number} {guide.title(block)}"
    what = guide.say("step.notes", notes=notes, where=where)
    lines = [guide.say(_key(screen), what=what)] if count else []
    if left_out and not count:
        lines = [guide.say("message.pasted_nothing")]
    remarks = (Remark(0, "reading.left_out", {"text": text}) for text in left_out)
    lines += remark_lines(ImportResult(Canvas(), tuple(remarks)), guide)
    if lines:
        screen.message_bar.show("\n".join(lines))


def _key(screen: "CanvasScreen") -> str:
    """Return the key of the message that says how to undo a paste here."""
    if screen.mode.pane:
        return "message.pasted_in_editor"
    return "message.pasted_while_adding" if screen.open_prompt else "message.pasted"


def _record_typing(screen: "CanvasScreen") -> None:
    """Record what was typed in the editor before the paste, as a step before it."""
    if pane := screen.mode.pane:
        screen.edit(pane.notes.record_in(screen.canvas))
