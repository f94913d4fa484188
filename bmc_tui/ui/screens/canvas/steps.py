"""Undoes and redoes steps on the canvas screen, and reports what each of them has changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import NO_PARTICULARS, Canvas, Note
from bmc_tui.model.diff import (
    Change,
    ChangeKind,
    Extent,
    PlacedNote,
    changed_place,
    extent,
    few_changes,
)
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.messages import MARGIN_CELLS

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.widgets.area.undoing import TypingUndone

_MAX_TEXT_CELLS = 30
"""Cells at which the report truncates a note or a title, so that it fits on one row of 80 cells."""

_MIN_TEXT_CELLS = 12
"""Minimum number of cells of a note that the report shows."""

_MAX_NAMED_NOTES = 2
"""Maximum number of notes that the report names; of more it says how many they are."""

_MAX_NAMED_BLOCKS = 2
"""Maximum number of blocks that the report names; of more it says how many they are."""


async def undo(screen: "CanvasScreen") -> None:
    """Undo a step, which may be one of an earlier session, and move the cursor to what changed."""
    key = "undone_in_text" if screen.mode.pane else "undone"
    await _take_and_lead(screen, key, "nothing_to_undo", is_redo=False)


async def redo(screen: "CanvasScreen") -> None:
    """Redo a step, and move the cursor to what changed."""
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
    """Undo or redo a step, and show the canvas; return a message about what changed.

    Args:
        screen: The canvas screen, which another screen may cover.
        done: The key of the message if there was a step.
        nothing: The key of the message if there was none.
        is_redo: Whether to redo a step.
    """
    previous, session, guide = screen.canvas, screen.session, screen.guide
    spot = screen.mode.current
    spots = previous.spots(spot.block) if spot else ()
    aimed = next((note for each, note in spots if each == spot), None)
    is_done = await (session.redo() if is_redo else session.undo())
    screen.show()
    if not is_done:
        return guide.say(f"message.{nothing}")
    return describe_step(screen, previous, screen.canvas, f"message.{done}", aimed)


def report_typing(screen: "CanvasScreen", undone: "TypingUndone") -> None:
    """Report what typing in the editor was undone or redone.

    Args:
        screen: The canvas screen.
        undone: The notes of a section before and after that.
    """
    if not (pane := screen.mode.pane):
        return
    block, section = pane.block, undone.section
    before, after = (
        Canvas().add(block, *texts, section=section) for texts in (undone.before, undone.after)
    )
    key = "message.redone_in_text" if undone.redo else "message.undone_in_text"
    if before == after:
        report = screen.guide.say(key, what=screen.guide.say("step.spaces"))
    else:
        report = describe_step(screen, before, after, key)
    screen.message_bar.show(report)


def describe_step(
    screen: "CanvasScreen", old: Canvas, new: Canvas, key: str, aimed: Note | None = None
) -> str:
    """Return the message about what a step changed: one or two notes in their words, else counts.

    Args:
        screen: The canvas screen; notes are truncated to fit on one row of it.
        old: The canvas before the step.
        new: The canvas after it.
        key: The key of the message, with a placeholder for what was changed.
        aimed: The note that has the cursor.
    """
    guide = screen.guide
    without_particulars = [each.with_particulars(NO_PARTICULARS) for each in (old, new)]
    if Canvas() in (old, new) and len({*without_particulars}) > 1:
        old, new = without_particulars  # the author in the settings came with the first change
    is_rest_equal = all(
        getattr(old, part) == getattr(new, part) for part in ("dismissed", "design", "particulars")
    )
    width = screen.size.width - MARGIN_CELLS
    found = few_changes(old, new, _MAX_NAMED_NOTES) if is_rest_equal else ()
    found = _with_aimed(found, old, new, aimed)
    if found and (report := _describe_notes(found, key, guide, width)):
        return report
    reports = [
        guide.say(form, what=describe_changes(old, new, guide, verbs=True, max_cells=cells))
        for cells in (None, _MAX_TEXT_CELLS, _MIN_TEXT_CELLS)
        for form in (key, _short(key))
    ]
    return next((report for report in reports if cell_len(report) <= width), reports[0])


def _with_aimed(
    found: tuple[Change, ...], old: Canvas, new: Canvas, aimed: Note | None
) -> tuple[Change, ...]:
    """Return the changes; of two notes that have changed places, the aimed one was moved.

    Args:
        found: The changes.
        old: The canvas before the step.
        new: The canvas after it.
        aimed: The note that has the cursor.
    """
    if aimed and [change.kind for change in found] == [ChangeKind.MOVED]:
        block = found[0].subject.block
        pairs = zip(old.notes(block), new.notes(block), strict=False)
        others = [pair for pair in pairs if pair[0] != pair[1]]
        if others and [{*pair} for pair in others] == [{aimed, *others[0]}] * 2:
            return (Change(PlacedNote(block, aimed), PlacedNote(block, aimed)),)
    return found


def _short(key: str) -> str:
    """Return the key of the message without how to go back, given that of the one with it."""
    return "message.redone_short" if "redone" in key else "message.undone_short"


def _describe_notes(found: Sequence[Change], key: str, guide: Guide, width: int) -> str:
    """Return the message about a step that changed a few notes, in the words of `bmc undo`.

    If there is no room for the start of each note, how to go back is left out, and then the blocks
    get their short titles, so that it fits on one row of 60 cells. If two notes still do not fit,
    they are not named: then it is "".
    """
    forms = ((key, False), (_short(key), False), (_short(key), True))
    texts = [change.subject.note.text for change in found]
    needed = sum(min(cell_len(text), _MIN_TEXT_CELLS) for text in texts)
    for form, is_short in forms:
        starts = _starts(found, guide, is_short=is_short)
        room = width - cell_len(guide.say(form, what="; ".join(starts)))
        if room >= needed:
            break
    else:
        if len(found) > 1:
            return ""
    for left in range(len(texts), 0, -1):  # the shortest first: it leaves room for the others
        index = sorted(range(len(texts)), key=lambda each: cell_len(texts[each]))[-left]
        texts[index] = truncate(texts[index], max(1, room // left))
        room -= cell_len(texts[index])
    phrases = map("".join, zip(starts, texts, strict=True))
    return guide.say(form, what="; ".join(phrases)).replace("….", "…")


def _starts(found: Sequence[Change], guide: Guide, *, is_short: bool) -> list[str]:
    """Return the text before each note that has changed: its block, and what happened to it."""
    from bmc_tui.formats.markdown.changelog import change_label

    title = guide.short_title if is_short else guide.title
    starts, block = [], None
    for change in found:
        label, subject = change_label(change, guide), change.subject
        where = "" if subject.block is block else f"{title(subject.block)}: "
        start = f"{where}{label[:1].lower()}{label[1:]}: "
        if is_short and change.kind is ChangeKind.MOVED and change.old:
            start = f"{title(change.old.block)} → {title(subject.block)}: "
        starts.append(start)
        block = subject.block
    return starts


def describe_changes(
    old: Canvas, new: Canvas, guide: Guide, *, verbs: bool = False, max_cells: int | None = None
) -> tuple[str, ...]:
    """Return what differs between two canvases, in a few words: each part as a phrase.

    An undo step may be a whole visit to the editor, of which the screen shows only a part.

    Args:
        old: The canvas before a step.
        new: The canvas after it.
        guide: The language.
        verbs: Whether it says what happened to each part.
        max_cells: Cells at which a title is truncated; None to name the particulars too.
    """
    changed = extent(old, new)
    parts = []
    if changed.title is not None:
        title = truncate(changed.title, max_cells or _MAX_TEXT_CELLS)
        name = "title" if title else "no_title"
        parts.append(guide.say(f"step.{name}_now" if verbs else f"step.{name}", title=title))
    if changed.blocks:
        parts.append(_describe_extent(changed, guide, verbs=verbs))
    if changed.has_other_findings:
        parts.append(guide.say("step.findings"))
    if changed.has_other_answers:
        parts.append(guide.say("step.answers_changed" if verbs else "step.answers"))
    if changed.particulars:
        names = tuple(guide.say(f"particulars.{name}") for name in changed.particulars)
        key = "step.particulars_changed" if verbs else "step.particulars"
        key = "step.some_particulars_changed" if max_cells else key
        parts.append(guide.say(key, names=names))
    return tuple(parts)


def _describe_extent(changed: Extent, guide: Guide, *, verbs: bool) -> str:
    """Return how many notes differ in which blocks; the note itself if it is only one."""
    names = tuple(map(guide.title, changed.blocks))
    where = names if len(names) <= _MAX_NAMED_BLOCKS else _many_places(changed.blocks, guide)
    if not changed.note_count:
        return guide.say("step.order", where=where)
    notes = guide.pluralize("count.note", changed.note_count)
    if changed.text:
        notes = f"“{truncate(changed.text, _MAX_TEXT_CELLS)}”"
    key = changed.kind.name.lower() if verbs else "notes"
    return guide.say(f"step.{key}", notes=notes, where=where)


def _many_places(places: Sequence[Block], guide: Guide) -> tuple[str, ...]:
    """Return how many blocks there are among places, in words; the parked notes are not in one."""
    blocks = [place for place in places if place is not Block.PARKED]
    count = guide.pluralize("count.block", len(blocks))
    if len(blocks) == len(places):
        return (count,)
    return (guide.say("step.and_parked", blocks=count, parked=guide.title(Block.PARKED)),)
