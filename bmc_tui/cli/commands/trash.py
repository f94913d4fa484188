"""The command on the trash: lists it, restores a canvas from it, or empties it."""

import sys
from argparse import Namespace

from bmc_tui.cli.errors import UsageError
from bmc_tui.cli.output import display_title, table, to_json
from bmc_tui.guide import Guide, yes_answers
from bmc_tui.guide.dates import local_time
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID_LENGTH, Entry, Shelf


def trash_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the canvases in the trash, or restore one or empty it and report that.

    Raises:
        UnknownCanvasError: There is no such canvas in the trash.
        UsageError: Emptying needs `--yes`, because there is no terminal to ask in.
    """
    if args.restore is not None:
        entry = shelf.restore(shelf.find_deleted(args.restore).id)
        title = display_title(entry.title, guide)
        return guide.say("cli.out_of_trash", title=title, id=entry.id[:SHORT_ID_LENGTH]) + "\n"
    entries = shelf.trash()
    if args.json:
        return to_json([_json_entry(entry) for entry in entries])
    if not entries:
        return guide.say("message.trash_empty") + "\n"
    if args.empty:
        return _empty(entries, guide, shelf, confirmed=args.yes)
    rows = [
        (
            entry.id[:SHORT_ID_LENGTH],
            local_time(entry.deleted or entry.changed),
            display_title(entry.title, guide),
        )
        for entry in entries
    ]
    return table(rows)


def _empty(entries: list[Entry], guide: Guide, shelf: Shelf, *, confirmed: bool) -> str:
    """Delete canvases for good once that is confirmed, and report it."""
    if not confirmed and not _confirm(guide.pluralize("count.canvas", len(entries)), guide):
        return guide.say("cli.not_emptied") + "\n"
    # Only the canvases that the question counted: more may be in the trash by now.
    purged = shelf.purge({entry.id for entry in entries})
    return guide.say("cli.emptied", canvases=guide.pluralize("count.canvas", len(purged))) + "\n"


def _confirm(canvases: str, guide: Guide) -> bool:
    """Ask in the terminal whether to delete the canvases for good."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr):
        raise UsageError("cli.empty_needs_yes")
    sys.stderr.write(guide.say("cli.empty_asked", canvases=canvases) + " ")
    sys.stderr.flush()
    return clean(sys.stdin.readline()).casefold() in yes_answers()


def _json_entry(entry: Entry) -> dict[str, object]:
    """Return a canvas as `trash --json` prints it; times are ISO 8601 in UTC."""
    deleted = entry.deleted.isoformat() if entry.deleted else None
    return {"id": entry.id, "title": entry.title, "notes": entry.note_count, "deleted": deleted}
