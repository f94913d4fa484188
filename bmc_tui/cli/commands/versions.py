"""The commands on the versions of a canvas: list, keep, compare and restore them."""

from argparse import Namespace

from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.output import display_title, table, to_json
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.formats.markdown import changelog
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.diff import changes
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.session.edit import change
from bmc_tui.store import Shelf
from bmc_tui.store.versions import Version, occasion_of


def versions_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the versions of a canvas, the newest first: one per line, or as JSON; or keep one.

    Raises:
        CommandError: The name for a new version has no printable characters.
    """
    id_ = resolve_canvas(args.canvas, shelf)
    canvas = shelf.load(id_).canvas
    title = display_title(canvas.title, guide)
    if args.keep is not None:
        name = clean(args.keep)
        if not name:
            raise CommandError("cli.empty_name")
        number = shelf.versions.add(id_, canvas, name).number
        return guide.say("cli.kept", number=number, title=title, name=name) + "\n"
    versions = shelf.versions.of(id_)
    if args.json:
        return to_json([_json_version(version) for version in versions])
    if not versions:
        return guide.say("cli.no_versions", title=title) + "\n"
    rows = [
        (
            str(version.number),
            local_time(version.made),
            guide.pluralize("count.note", version.canvas.note_count),
            changelog.version_name(version.name, version.occasion, guide),
        )
        for version in versions
    ]
    return table(rows, right_aligned={0, 2})


def diff_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the changes between two versions, or since one, as a Markdown document.

    Raises:
        UnknownVersionError: There is no such version.
    """
    id_ = resolve_canvas(args.canvas, shelf)
    old, old_label = _state(args.since, id_, guide, shelf)
    new, new_label = _state(args.until, id_, guide, shelf)
    document = changelog.write(changes(old, new), new.title, old_label, new_label, guide)
    return clean_typing(document)


def restore_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Restore a version of a canvas, and report how to undo that.

    Raises:
        UnknownVersionError: There is no such version.
    """
    id_ = resolve_canvas(args.canvas, shelf)
    version = shelf.versions.find(id_, args.version)
    title = display_title(version.canvas.title, guide)
    outcome = change(shelf, id_, lambda _: version.canvas, occasion_of(version))
    if not outcome.is_changed:
        return guide.say("cli.restored_same", title=title, number=version.number) + "\n"
    if outcome.former is None:
        return guide.say("cli.restored_more", title=title, number=version.number) + "\n"
    number, former = version.number, outcome.former.number
    return guide.say("cli.restored", title=title, number=number, former=former) + "\n"


def _state(name: str, id_: str, guide: Guide, shelf: Shelf) -> tuple[Canvas, str]:
    """Return a version of a canvas and its label; the present state for the name `now` or ""."""
    now = guide.say("versions.now")
    if name.casefold() in {"", "now", now}:
        return shelf.load(id_).canvas, now
    version = shelf.versions.find(id_, name)
    label = changelog.version_label(version.name, version.made, guide, version.occasion)
    return version.canvas, label


def _json_version(version: Version) -> dict[str, object]:
    """Return a version as `versions --json` prints it; times are ISO 8601 in UTC."""
    return {
        "number": version.number,
        "name": version.name or None,
        "before": version.occasion and version.occasion.kind.value,
        "made": version.made.isoformat(),
        "notes": version.canvas.note_count,
    }
