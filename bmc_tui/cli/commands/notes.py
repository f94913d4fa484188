"""The commands that change the notes of a canvas: add, remove, move, and edit in an editor."""

import os
import re
import sys
from argparse import Namespace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.output import display_title
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.files.decoding import UndecodableError, decode
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide, ReportableError, find_block, find_section
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.loss import EXTERNAL_EDIT
from bmc_tui.model.sanitize import clean, pasted_notes
from bmc_tui.store import Shelf, UnknownCanvasError

MAX_INPUT_BYTES = 4_000_000
"""Maximum number of bytes of stdin, as of a file that is imported."""

_NOTE_NUMBER = re.compile(r"(?P<block>[^/]+)\.(?P<place>\d+)", re.ASCII)
"""The number of a note, such as `3.2`."""

_MAX_DIGITS = 9
"""More digits than the place of any note has."""

MAX_INPUT_NOTES = 25_000
"""Maximum number of notes that are added at a time, as of a file that is imported."""


def add_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Add the given text, or each line of stdin, as a note at the end of a section; report it.

    Raises:
        UsageError: There is no text, and stdin is a terminal.
        CommandError: There is no note in the text or on stdin, or stdin cannot be read.
        UnknownNameError: There is no such block or section.
    """
    block, section = _find_place(args.block)
    texts, guessed_at = _note_texts(args.text)
    from bmc_tui.session.edit import change

    id_ = resolve_canvas(args.canvas, shelf)
    place = _place_title(block, section, guide)
    entry = change(
        shelf, id_, lambda canvas: canvas.add(block, *texts, section=section)
    ).stored.entry
    title, notes = display_title(entry.title, guide), guide.pluralize("count.note", len(texts))
    lines = [guide.say("cli.added", notes=notes, place=place, title=title)]
    if guessed_at:
        remark = guide.say("reading.windows")
        lines.append("  " + guide.say("import.line", line=guessed_at, remark=remark))
    return "\n".join(lines) + "\n"


def remove_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Remove notes by their numbers, and report each.

    Raises:
        CommandError: There is no note with one of the numbers; then none is removed.
        UnknownNameError: There is no such block.
    """
    from bmc_tui.session.edit import change

    texts: dict[Spot, str] = {}

    def edit(canvas: Canvas) -> Canvas:
        texts.clear()
        texts.update(_find_note(number, canvas, guide) for number in args.notes)
        for spot in sorted(texts, key=lambda spot: spot.index, reverse=True):
            canvas = canvas.without_note(spot)
        return canvas

    entry = change(shelf, resolve_canvas(args.canvas, shelf), edit).stored.entry
    notes, title = guide.pluralize("count.note", len(texts)), display_title(entry.title, guide)
    lines = [guide.say("cli.removed", notes=notes, title=title)]
    lines += [f"  {guide.title(spot.block)}: {text}" for spot, text in texts.items()]
    return "\n".join(lines) + "\n"


def move_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Move a note to the end of a section, or to the number of another note, and report it.

    Raises:
        CommandError: There is no note with the number.
        UnknownNameError: There is no such block or section.
    """
    from bmc_tui.session.edit import change

    text, goal = "", None

    def edit(canvas: Canvas) -> Canvas:
        nonlocal text, goal
        spot, text = _find_note(args.note, canvas, guide)
        rest = canvas.without_note(spot)
        if _NOTE_NUMBER.fullmatch(args.place):
            goal, _ = _find_note(args.place, canvas, guide)
        else:
            block, section = _find_place(args.place)
            goal = Spot(block, section, len(rest.texts(block, section)))
        return rest.insert(goal, [text])

    outcome = change(shelf, resolve_canvas(args.canvas, shelf), edit)
    assert goal is not None  # noqa: S101 - set by `edit`
    key = "cli.moved" if outcome.is_changed else "cli.moved_nowhere"
    place = _place_title(goal.block, goal.section, guide)
    title = display_title(outcome.stored.entry.title, guide)
    return guide.say(key, text=text, place=place, title=title) + "\n"


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
    if not has_changes:  # except in empty lines, or lines that are not notes
        lines = [guide.say("message.edited_same")]
    for remark in (*guess_remarks(edited.draft.guessed_at), *remarks):
        text = guide.say(remark.key, **remark.values)
        lines.append("  " + guide.say("import.line", line=remark.line, remark=text))
    if left:
        lines.append(guide.say("editor.left", file=clean(str(left))))
    return "\n".join(lines) + "\n"


def _find_place(text: str) -> tuple[Block, Section]:
    """Return the block and the section of `BLOCK[/SECTION]`; the general one without a section.

    Raises:
        UnknownNameError: There is no such block or section.
    """
    block_name, slash, section_name = text.partition("/")
    block = find_block(block_name)
    return block, find_section(block, section_name) if slash else GENERAL


def _place_title(block: Block, section: Section, guide: Guide) -> str:
    """Return the name of a section with that of its block; of the general one only the block's."""
    title = guide.title(block)
    return title if section == GENERAL else f"{title}: {guide.section_title(block, section)}"


def _find_note(number: str, canvas: Canvas, guide: Guide) -> tuple[Spot, str]:
    """Return where the note with a number is, and its text.

    Args:
        number: As `bmc show --plain` prints it: its block, a dot, and its place among all notes of
            the block, from 1.
        canvas: The canvas.
        guide: The language.

    Raises:
        CommandError: There is no such note, or it is not such a number.
        UnknownNameError: There is no such block.
    """
    match = _NOTE_NUMBER.fullmatch(number)
    if match is None:
        raise CommandError("cli.no_note_number", text=clean(number))
    spots = list(canvas.spots(find_block(match["block"])))
    index = int(match["place"][:_MAX_DIGITS]) - 1
    if not 0 <= index < len(spots):
        title = display_title(canvas.title, guide)
        raise CommandError("cli.no_note", number=clean(number), title=title)
    spot, note = spots[index]
    return spot, note.text


def _note_texts(words: list[str]) -> tuple[tuple[str, ...], int]:
    """Return the texts of the notes to add: the words as one, else one per line of stdin.

    The number is the `guessed_at` of the decoded text.

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
