"""What the keys of notes mode do to the note that has the cursor."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.tokens import Mark, tokens, with_next_evidence
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.screens.canvas.notes.cuts import Cuts
from bmc_tui.ui.screens.canvas.notes.sending import send_note
from bmc_tui.ui.screens.canvas.prompts import ask_for_notes
from bmc_tui.ui.screens.dialogs import SegmentPicker
from bmc_tui.ui.screens.plain_text import PlainTextScreen

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.notes.mode import NotesMode

_MAX_TEXT_CELLS = 40
"""Cells at which a message truncates a note, so that it fits on one row of 80 cells."""

_MAX_GATHERED_CELLS = 18
"""The same, in the message that says how many notes are cut."""


def delete(mode: "NotesMode") -> None:
    """Delete the note; the cursor goes to the next one."""
    if text := _remove(mode):
        mode.screen.show_message("note_deleted", text=text)


def cut(mode: "NotesMode") -> None:
    """Delete the note, for `put` to insert it elsewhere with those cut just before it."""
    screen, note = mode.screen, mode.note
    text = _remove(mode)
    if note and text:
        screen.body.cuts = cuts = screen.body.cuts or Cuts()
        cuts.add(note.text, screen.session)
        screen.session.archive_now()
        count = len(cuts.waiting)
        if count > 1:
            text = truncate(note.text, _MAX_GATHERED_CELLS)
        screen.show_message("note_cut" if count == 1 else "notes_cut", text=text, count=count)


def _remove(mode: "NotesMode") -> str:
    """Remove the note, and return its text for a message; without a note report that."""
    if (spot := mode.current) and (note := mode.note):
        mode.edit(mode.screen.canvas.without_note(spot), mode.index)
        return truncate(note.text, _MAX_TEXT_CELLS)
    mode.screen.show_message("no_notes_here")
    return ""


def put(mode: "NotesMode") -> None:
    """Insert the notes that were cut after the current one."""
    cuts = mode.screen.body.cuts
    if cuts and (texts := cuts.texts):
        insert(mode, texts)
        cuts.put(mode.screen.session)
    else:
        mode.screen.show_message("nothing_cut")


def _next_spot(mode: "NotesMode") -> Spot:
    """Return the spot after the note; in a block without notes, the first one."""
    spot = mode.current
    return replace(spot, index=spot.index + 1) if spot else Spot(mode.block, GENERAL, 0)


def insert(mode: "NotesMode", texts: Sequence[str]) -> None:
    """Insert notes after the current one; the last of them becomes the current one."""
    spot = _next_spot(mode)
    canvas = mode.screen.canvas.insert(spot, texts)
    mode.edit_at(canvas, replace(spot, index=spot.index + len(texts) - 1))


async def add(mode: "NotesMode", offered: str = "") -> None:
    """Ask for notes to insert after the current one; see `ask_for_notes`."""
    screen, block = mode.screen, mode.block

    def added(canvas: Canvas, lines: Sequence[str]) -> Canvas:
        if mode.block is block:
            return canvas.insert(_next_spot(mode), lines)
        return canvas.add(block, *lines)  # a click has moved the cursor meanwhile

    def record(lines: Sequence[str]) -> None:
        if mode.block is block:
            insert(mode, lines)
        else:
            screen.edit(added(screen.canvas, lines))

    await ask_for_notes(screen, block, added, record, offered)


def carry(mode: "NotesMode", *, down: bool) -> None:
    """Move the note one place up or down, at an end of its section into the next one."""
    spot = mode.current
    if spot is None:
        mode.screen.show_message("no_notes_here")
        return
    canvas, target = _carried(mode.screen.canvas, spot, down)
    if target == spot:
        mode.screen.show_message("note_at_end" if down else "note_at_start")
        return
    mode.edit_at(canvas, target)
    if target.section != spot.section:
        section = mode.screen.guide.section_title(target.block, target.section)
        mode.screen.show_message("note_carried", section=section)


def carry_to_end(mode: "NotesMode", *, last: bool) -> None:
    """Move the note to the first place of its section, or to the last."""
    spot, note = mode.current, mode.note
    if spot is None or note is None:
        mode.screen.show_message("no_notes_here")
        return
    canvas = mode.screen.canvas.without_note(spot)
    end = len(canvas.texts(spot.block, spot.section)) if last else 0
    target = replace(spot, index=end)
    mode.edit_at(canvas.insert(target, (note.text,)), target)


def _carried(canvas: Canvas, spot: Spot, down: bool) -> tuple[Canvas, Spot]:
    """Return the canvas with a note moved one place, and the note's spot in it.

    A question without an answer is skipped: as its answer the note would appear not to move.
    """
    moved, target = canvas.move_note(spot, down)
    while target.section in spot.block.questions and target.section != spot.section:
        if len(moved.texts(target.block, target.section)) > 1:
            break
        moved, further = moved.move_note(target, down)
        if further == target:
            return canvas, spot
        target = further
    return moved, target


async def send(mode: "NotesMode") -> None:
    """Send the note to the block that the user picks; the cursor goes to the next note."""
    if (spot := mode.current) and (note := mode.note):
        await send_note(mode.screen, spot, note.text)
    else:
        mode.screen.show_message("no_notes_here")


def step_evidence(mode: "NotesMode") -> None:
    """Give the note the next evidence mark: whether it was tested, and with which result."""
    if note := mode.note:
        _rewrite(mode, with_next_evidence(note.text))
    else:
        mode.screen.show_message("no_notes_here")


def _rewrite(mode: "NotesMode", text: str) -> None:
    """Replace the text of the note."""
    if spot := mode.current:
        canvas = mode.screen.canvas
        mode.edit_at(canvas.without_note(spot).insert(spot, (text,)), spot)


async def give_segment(mode: "NotesMode") -> None:
    """Add the segment that the user picks to the note, unless it names that already."""
    screen, note = mode.screen, mode.note
    segments = segments_of(screen.canvas)
    if note is None or not segments:
        screen.show_message("no_notes_here" if note is None else "no_segments")
        return
    handle = await screen.app.push_screen_wait(SegmentPicker(screen.guide, segments))
    if not handle:
        return
    if mode.note != note:
        screen.show_message("note_gone")
        return
    names = [token.name for token in tokens(note.text) if token.mark is Mark.SEGMENT]
    segment = segments_of(screen.canvas).find(handle)
    if segment is None:
        screen.show_message("no_such_letter", letter=handle)
        return
    if any(segments_of(screen.canvas).find(name) == segment for name in names):
        screen.show_message("segment_there", name=handle)
    else:
        _rewrite(mode, f"{note.text} {Mark.SEGMENT.value}{handle}")


async def copy(mode: "NotesMode") -> None:
    """Copy the text of the note, and report where to."""
    screen, note = mode.screen, mode.note
    if note is None:
        screen.show_message("no_notes_here")
        return
    plain_key = screen.guide.key("notes.plain", "m")
    screen.message_bar.show((await screen.context.copy_text(note.text, plain_key)).message)


def show_plain(mode: "NotesMode") -> None:
    """Show what `copy` copies as plain text, to be selected with the mouse."""
    if note := mode.note:
        mode.screen.app.push_screen(PlainTextScreen(note.text, mode.screen.guide))
    else:
        mode.screen.show_message("no_notes_here")
