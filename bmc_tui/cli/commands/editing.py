"""The commands that change a canvas: in the person's own editor, its title, and step by step."""

import os
from argparse import Namespace
from collections.abc import Callable

from bmc_tui.cli.output import CommandError, UsageError, chosen, shown_title
from bmc_tui.formats.markdown import worksheet
from bmc_tui.formats.result import Remark
from bmc_tui.guide import Guide, TellableError, find_block
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.session.edit import Changed, change
from bmc_tui.session.edit import redo as redo_step
from bmc_tui.session.edit import undo as undo_step
from bmc_tui.store import SHORT_ID, Shelf, copied_file


def edit(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Have a block, or all of them, edited in the person's own editor, and say what came of it.

    What somebody else saves meanwhile stays: the changes of both sides are brought together.

    Raises:
        UsageError: There is no editor that could be run here.
        EditorError: There is no editor, or it failed; where its file was changed, that is kept.
        CommandError: What came back can't be read or saved; the file with it is kept.
        UnknownNameError: There is no such block.
    """
    if os.name == "nt":
        raise UsageError("editor.no_terminal")
    from bmc_tui.external_editor import edit_here

    blocks = BLOCKS if args.block is None else (find_block(args.block),)
    id_ = chosen(args.canvas, shelf)
    written = worksheet.write(shelf.load(id_).canvas, blocks, guide)
    edited = edit_here(written, os.environ, copied_file().parent)
    if edited.text == written:
        edited.taken()
        return guide.say("message.edited_nothing") + "\n"
    told: list[Remark] = []

    def take_back(canvas: Canvas) -> Canvas:
        taken, remarks = worksheet.apply_worksheet(edited.text, written, canvas)
        told[:] = remarks
        return taken

    try:
        changed = change(shelf, id_, take_back)
    except TellableError as error:
        raise CommandError(
            "editor.not_read", reason=guide.tell(error), file=clean(str(edited.file))
        ) from error
    if changed.kept.entry.deleted:  # meanwhile, elsewhere: with new work in it, it is wanted
        shelf.restore(id_)
    edited.taken()
    title = shown_title(changed.kept.entry.title, guide)
    lines = [guide.say("cli.edited", title=title)]
    for remark in told:
        what = guide.say(remark.key, **remark.values)
        lines.append("  " + guide.say("import.line", line=remark.line, remark=what))
    return "\n".join(lines) + "\n"


def rename(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Give a canvas another title, and say so.

    Raises:
        CommandError: The title has nothing in it that can be shown.
    """
    title = clean(" ".join(args.title))
    if not title:
        raise CommandError("cli.empty_title")
    id_ = chosen(args.canvas, shelf)
    kept = change(shelf, id_, lambda canvas: canvas.with_title(title)).kept
    return guide.say("cli.renamed", title=shown_title(kept.entry.title, guide)) + "\n"


def delete(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Put a canvas in the trash, and say how it comes back."""
    entry = shelf.delete(shelf.find(args.canvas).id)
    title = shown_title(entry.title, guide)
    return guide.say("cli.deleted", title=title, id=entry.id[:SHORT_ID]) + "\n"


def use(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Make a canvas the one that the other commands are about, and say so."""
    entry = shelf.find(args.canvas)
    shelf.use(entry.id)
    return guide.say("cli.used", title=shown_title(entry.title, guide)) + "\n"


def undo(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Take the last step of a canvas back, and say so."""
    return _step(undo_step, "undone", "nothing_to_undo", args, guide, shelf)


def redo(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Do again what undo took back, and say so."""
    return _step(redo_step, "redone", "nothing_to_redo", args, guide, shelf)


def _step(
    step: Callable[[Shelf, str], Changed],
    done: str,
    nothing: str,
    args: Namespace,
    guide: Guide,
    shelf: Shelf,
) -> str:
    """Go one step, and say what changed with it."""
    from bmc_tui.formats.markdown.changelog import change_label
    from bmc_tui.model.diff import changes

    id_ = chosen(args.canvas, shelf)
    before = shelf.load(id_).canvas
    changed = step(shelf, id_)
    after = changed.kept.canvas
    title = shown_title(after.title, guide)
    if not changed.is_other:
        return guide.say(f"cli.{nothing}", title=title) + "\n"
    lines = [guide.say(f"cli.{done}", title=title)]
    changed_notes = changes(before, after)
    lines += [
        f"  {guide.title(block)}: {change_label(each, guide)}: {each.at.note.text}"
        for block in BLOCKS
        for each in changed_notes.of(block)
    ]
    return "\n".join(lines) + "\n"
