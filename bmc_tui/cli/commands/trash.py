"""The command on the trash: list it, bring a canvas back, or empty it."""

import json
import sys
from argparse import Namespace

from bmc_tui.cli.output import UsageError, shown_title
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import SHORT_ID, Entry, Shelf

_YES = {"y", "yes", "j", "ja"}
"""What means yes in either language: fingers have their own."""


def trash(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the canvases in the trash, or bring one back or empty it and say so.

    Raises:
        UnknownCanvasError: There is no such canvas in the trash.
        UsageError: It is to be emptied without --yes, and there is nobody to ask.
    """
    if args.restore is not None:
        entry = shelf.restore(shelf.find_deleted(args.restore).id)
        title = shown_title(entry.title, guide)
        return guide.say("cli.out_of_trash", title=title, id=entry.id[:SHORT_ID]) + "\n"
    entries = shelf.trash()
    if args.json:
        return json.dumps([_as_json(entry) for entry in entries], indent=1) + "\n"
    if not entries:
        return guide.say("message.trash_empty") + "\n"
    if args.empty:
        return _empty(entries, guide, shelf, sure=args.yes)
    return "".join(
        f"{entry.id[:SHORT_ID]}  {(entry.deleted or entry.changed).astimezone():%Y-%m-%d %H:%M}  "
        f"{shown_title(entry.title, guide)}\n"
        for entry in entries
    )


def _empty(entries: list[Entry], guide: Guide, shelf: Shelf, *, sure: bool) -> str:
    """Delete canvases for good, where the person is sure, and say so."""
    if not sure and not _asked(guide.count("count.canvas", len(entries)), guide):
        return guide.say("cli.not_emptied") + "\n"
    # Those that were counted, and none that came meanwhile.
    gone = shelf.purge({entry.id for entry in entries})
    return guide.say("cli.emptied", canvases=guide.count("count.canvas", len(gone))) + "\n"


def _asked(canvases: str, guide: Guide) -> bool:
    """Ask whether the canvases are to go for good."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr):
        raise UsageError("cli.empty_needs_yes")
    sys.stderr.write(guide.say("cli.empty_asked", canvases=canvases) + " ")
    sys.stderr.flush()
    return clean(sys.stdin.readline()).casefold() in _YES


def _as_json(entry: Entry) -> dict[str, object]:
    """Return what `trash --json` tells of a canvas; times are ISO 8601 in UTC."""
    deleted = entry.deleted.isoformat() if entry.deleted else None
    return {"id": entry.id, "title": entry.title, "notes": entry.count, "deleted": deleted}
