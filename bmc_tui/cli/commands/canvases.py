"""The commands on whole canvases: list, new, use, rename, duplicate and delete."""

from argparse import Namespace

from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.output import display_title, table, to_json, write_errors
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.config.config import with_author
from bmc_tui.files.conflict_names import find_possible_copies
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID_LENGTH, Entry, Shelf

_OPTIONS = {"for_whom": "for", "by_whom": "by", "date": "date", "version": "edition"}
"""The option for each particular."""


def list_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the canvases, the last changed first: one per line, or as JSON.

    A mark before its title shows the canvas that commands use when none is named.
    """
    entries, default_id = shelf.listing()
    if find_possible_copies(shelf.path, with_declined=True):
        from bmc_tui.cli.commands.merge import conflict_report

        write_errors(*conflict_report(guide, shelf))
    if args.json:
        return to_json(
            [_json_entry(entry) | {"current": entry.id == default_id} for entry in entries]
        )
    if not entries:
        return guide.say("cli.no_canvas") + "\n"
    rows = [
        (
            entry.id[:SHORT_ID_LENGTH],
            local_time(entry.changed),
            guide.pluralize("count.note", entry.note_count),
            ("* " if entry.id == default_id else "  ") + display_title(entry.title, guide),
        )
        for entry in entries
    ]
    return table(rows, right_aligned={2})


def new_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Create a canvas, empty or as a copy of an example, and report it.

    Raises:
        CommandError: The title has no printable characters.
    """
    canvas = Canvas()
    if args.example:
        from bmc_tui.examples import load_example

        canvas = load_example(args.example)
    if args.title:
        canvas = canvas.with_title(" ".join(args.title))
    if not canvas.title:
        raise CommandError("cli.empty_title")
    canvas = with_author(canvas, args.config)
    canvas = canvas.with_particulars(_with_options(canvas.particulars, args))
    entry = shelf.create(canvas).entry
    return guide.say("cli.made", title=entry.title, id=entry.id[:SHORT_ID_LENGTH]) + "\n"


def use_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Make a canvas the default of the other commands, and report it."""
    entry = shelf.find(args.canvas)
    shelf.mark_used(entry.id)
    return guide.say("cli.used", title=display_title(entry.title, guide)) + "\n"


def rename_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Change the title of a canvas, its particulars, or both, and report that.

    Raises:
        CommandError: The title has no printable characters.
    """
    title = clean(" ".join(args.title))
    if args.title and not title:
        raise CommandError("cli.empty_title")
    from bmc_tui.session.edit import change

    def edit(canvas: Canvas) -> Canvas:
        canvas = canvas.with_title(title) if title else canvas
        return canvas.with_particulars(_with_options(canvas.particulars, args))

    canvas = change(shelf, resolve_canvas(args.canvas, shelf), edit).stored.canvas
    lines = []
    if title:
        lines.append(guide.say("cli.renamed", title=canvas.title))
    for name, option in _OPTIONS.items():
        if getattr(args, option) is not None:
            label = guide.say(f"particulars.{name}")
            text = getattr(canvas.particulars, name) or guide.say("changes.not_given")
            lines.append(f"{label}: {text}")
    if not title:
        shown = display_title(canvas.title, guide)
        lines.append(guide.say("cli.particulars_set", title=shown))
    return "".join(f"{line}\n" for line in lines)


def _with_options(particulars: Particulars, args: Namespace) -> Particulars:
    """Return particulars with those that the options of a command set; "" removes one."""
    values = {name: getattr(args, option) for name, option in _OPTIONS.items()}
    return particulars._replace(**{k: v for k, v in values.items() if v is not None})


def duplicate_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Make a copy of a canvas, and report how to open it.

    Raises:
        CommandError: The title has no printable characters.
    """
    from bmc_tui.session.copy_titles import copy_title

    id_ = resolve_canvas(args.canvas, shelf)
    former = display_title(shelf.load(id_).entry.title, guide)
    titles = [entry.title for entry in shelf.entries()]
    title = copy_title(former, titles, guide) if args.title is None else clean(args.title)
    if not title:
        raise CommandError("cli.empty_title")
    entry = shelf.duplicate(id_, title).entry
    values = {"title": entry.title, "former": former, "id": entry.id[:SHORT_ID_LENGTH]}
    values["former_id"] = id_[:SHORT_ID_LENGTH]
    return guide.say("cli.duplicated", **values) + "\n"


def delete_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Move a canvas to the trash, and report how to bring it back."""
    entry = shelf.delete(shelf.find(args.canvas).id)
    title = display_title(entry.title, guide)
    return guide.say("cli.deleted", title=title, id=entry.id[:SHORT_ID_LENGTH]) + "\n"


def _json_entry(entry: Entry) -> dict[str, object]:
    """Return a canvas as `list --json` prints it; times are ISO 8601 in UTC."""
    return {
        "id": entry.id,
        "title": entry.title,
        "notes": entry.note_count,
        "rev": entry.rev,
        "created": entry.created.isoformat(),
        "changed": entry.changed.isoformat(),
    }
