"""The commands undo and redo."""

from argparse import Namespace
from collections.abc import Callable

from bmc_tui.cli.output import display_title
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import PLACES
from bmc_tui.session.edit import EditOutcome, redo, undo
from bmc_tui.store import Shelf


def undo_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Undo the last change of a canvas, and report what changed."""
    return _step(undo, "undone", "nothing_to_undo", args, guide, shelf)


def redo_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Redo the last undone change of a canvas, and report what changed."""
    return _step(redo, "redone", "nothing_to_redo", args, guide, shelf)


def _step(
    step: Callable[[Shelf, str], EditOutcome],
    done_key: str,
    nothing_key: str,
    args: Namespace,
    guide: Guide,
    shelf: Shelf,
) -> str:
    """Take a step through the history; return a report with one line per changed note.

    Args:
        step: Undoes or redoes a change of the canvas with an id.
        done_key: The catalogue key of the report, under `cli`.
        nothing_key: The same, when there is no change to undo or redo.
        args: The parsed arguments.
        guide: The language.
        shelf: The canvases.
    """
    from bmc_tui.formats.markdown.changelog import change_label
    from bmc_tui.model.diff import changes
    from bmc_tui.render.compared.unpictured import answer_texts

    id_ = resolve_canvas(args.canvas, shelf)
    previous = shelf.load(id_).canvas
    changed = step(shelf, id_)
    canvas = changed.stored.canvas
    title = display_title(canvas.title, guide)
    if not changed.is_changed:
        return guide.say(f"cli.{nothing_key}", title=title) + "\n"
    lines = [guide.say(f"cli.{done_key}", title=title)]
    note_changes = changes(previous, canvas)
    lines += [
        f"  {guide.title(block)}: {change_label(change, guide)}: {change.subject.note.text}"
        for block in PLACES
        for change in note_changes.of(block)
    ]
    for answer_change in note_changes.answers:
        question, answer, _ = answer_texts(answer_change, guide)
        lines.append(f"  {question}: {answer}")
    return "\n".join(lines) + "\n"
