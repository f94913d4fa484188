"""The commands that change the notes of a canvas: add, and edit in the user's own editor."""

import os
import sys
from argparse import Namespace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.output import display_title
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.files.decoding import UndecodableError, decode
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide, ReportableError, find_block, find_section
from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import EXTERNAL_EDIT
from bmc_tui.model.sanitize import clean, pasted_notes
from bmc_tui.store import Shelf, UnknownCanvasError

MAX_INPUT_BYTES = 4_000_000
"""Bytes of stdin at most, as of a file that is imported."""

MAX_INPUT_NOTES = 25_000
"""Notes that are added at most at a time, as of a file that is imported."""


def add_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Add the given text, or each line of stdin, as a note at the end of a section; report it.

    Raises:
        UsageError: There is no text, and stdin is a terminal.
        CommandError: The text or stdin has no note in it, or stdin cannot be read.
        UnknownNameError: There is no such block or section.
    """
    block_name, slash, section_name = args.block.partition("/")
    block = find_block(block_name)
    section = find_section(block, section_name) if slash else GENERAL
    texts, guessed_at = _note_texts(args.text)
    from bmc_tui.session.edit import change

    id_ = resolve_canvas(args.canvas, shelf)
    place = guide.title(block)
    if slash:
        place = f"{place}: {guide.section_title(block, section)}"
    entry = change(
        shelf, id_, lambda canvas: canvas.add(block, *texts, section=section)
    ).stored.entry
    title, notes = display_title(entry.title, guide), guide.pluralize("count.note", len(texts))
    lines = [guide.say("cli.added", notes=notes, place=place, title=title)]
    if guessed_at:
        remark = guide.say("reading.windows")
        lines.append("  " + guide.say("import.line", line=guessed_at, remark=remark))
    return "\n".join(lines) + "\n"


def edit_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Open one block or all blocks as a worksheet in the user's own editor, and report the result.

    What another program saves meanwhile is merged with the changes made in the editor.

    Raises:
        UsageError: There is no editor that can run here.
        EditorError: There is no editor, or it failed; a changed worksheet is kept.
        CommandError: The worksheet cannot be read or saved; it is kept, and one that cannot be
            saved is recovered by the next start.
        UnknownNameError: There is no such block.
    """
    from bmc_tui.external_editor import edit_in_terminal
    from bmc_tui.formats.markdown import worksheet
    from bmc_tui.formats.result import FormatError, Remark, guess_remarks
    from bmc_tui.session.edit import change
    from bmc_tui.session.external_edit import new_origin

    only = args.block and find_block(args.block)
    id_ = resolve_canvas(args.canvas, shelf)
    loaded = shelf.load(id_)
    blocks = (only,) if only else loaded.canvas.places
    origin = new_origin(shelf.path, id_, loaded.canvas, blocks, guide, is_new=False)
    edited = edit_in_terminal(origin, os.environ, copied_text_file().parent)
    if not edited.is_changed:
        edited.draft.finish(edited.text)
        return guide.say("message.edited_nothing") + "\n"
    remarks: list[Remark] = []
    has_changes = True

    def merge_worksheet(canvas: Canvas) -> Canvas:
        nonlocal has_changes
        merged, remarks[:] = worksheet.apply_worksheet(edited.text, origin.text, canvas)
        has_changes = merged != canvas
        return merged

    try:
        entry = change(shelf, id_, merge_worksheet, EXTERNAL_EDIT, loaded).stored.entry
        if entry.deleted:  # by another program meanwhile: the user has just edited it
            shelf.restore(id_)
    except ReportableError as error:
        is_final = isinstance(error, FormatError | UnknownCanvasError)
        file = edited.draft.set_aside() if is_final else edited.draft.file
        raise CommandError(
            "editor.not_read" if is_final else "editor.not_saved",
            reason=guide.error_message(error),
            file=clean(str(file)),
        ) from error
    left = edited.draft.finish(edited.text)
    lines = [guide.say("cli.edited", title=display_title(entry.title, guide))]
    if not has_changes:  # but in empty lines, or what is no note
        lines = [guide.say("message.edited_same")]
    for remark in (*guess_remarks(edited.draft.guessed_at), *remarks):
        text = guide.say(remark.key, **remark.values)
        lines.append("  " + guide.say("import.line", line=remark.line, remark=text))
    if left:
        lines.append(guide.say("editor.left", file=clean(str(left))))
    return "\n".join(lines) + "\n"


def _note_texts(words: list[str]) -> tuple[tuple[str, ...], int]:
    """Return the texts of the notes to add: the words as one, else one per line of stdin.

    With them goes what `Decoded.guessed_at` says.

    Raises:
        UsageError: There are no words, and stdin is a terminal.
        CommandError: There is no note in them, stdin cannot be read, or has too much in it.
    """
    guessed_at = 0
    if words:
        texts: tuple[str, ...] = tuple(filter(None, [clean(" ".join(words))]))
    elif sys.stdin is None or sys.stdin.isatty():
        raise UsageError("cli.no_text")
    else:
        try:
            raw = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
        except OSError as error:
            raise CommandError("cli.not_read", reason=error) from error
        if len(raw) > MAX_INPUT_BYTES:
            raise CommandError("cli.too_large", size=MAX_INPUT_BYTES // 1_000_000)
        try:
            text, guessed_at = decode(raw)
        except UndecodableError as error:
            raise CommandError("cli.no_text_on_stdin") from error
        texts = pasted_notes(text)
    if not texts:
        raise CommandError("cli.no_notes")
    if len(texts) > MAX_INPUT_NOTES:
        raise CommandError("cli.too_many_notes", limit=MAX_INPUT_NOTES)
    return texts, guessed_at
