"""The commands on the versions of a canvas: list or keep them, what changed, restore."""

import json
from argparse import Namespace

from bmc_tui.cli.output import CommandError, chosen, shown_title
from bmc_tui.formats.markdown import changelog
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.diff import changes
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.session.edit import change
from bmc_tui.store import Shelf


def versions(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the versions of a canvas, the newest first: one a line, or as JSON; or keep one.

    Raises:
        CommandError: The name to keep one under has nothing in it that can be shown.
    """
    id_ = chosen(args.canvas, shelf)
    canvas = shelf.load(id_).canvas
    title = shown_title(canvas.title, guide)
    if args.keep is not None:
        name = clean(args.keep)
        if not name:
            raise CommandError("cli.empty_name")
        number = shelf.versions.keep(id_, canvas, name).number
        return guide.say("cli.kept", number=number, title=title, name=name) + "\n"
    found = shelf.versions.of(id_)
    if args.json:
        listed = [
            {
                "number": each.number,
                "name": each.name or None,
                "made": each.made.isoformat(),
                "notes": each.canvas.count,
            }
            for each in found
        ]
        return json.dumps(listed, indent=1) + "\n"
    if not found:
        return guide.say("cli.no_versions", title=title) + "\n"
    counts = [guide.count("count.note", each.canvas.count) for each in found]
    widest = max(map(len, counts))
    return "".join(
        f"{each.number:>{len(str(found[0].number))}}  {each.made.astimezone():%Y-%m-%d %H:%M}  "
        f"{count:>{widest}}  {each.name or guide.say('versions.automatic')}\n"
        for each, count in zip(found, counts, strict=True)
    )


def diff(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what changed between two versions, or from one until now, as a Markdown document.

    Raises:
        UnknownVersionError: There is no such version.
    """
    id_ = chosen(args.canvas, shelf)
    before, since = _state(args.since, id_, guide, shelf)
    after, until = _state(args.until, id_, guide, shelf)
    text = changelog.write(changes(before, after), after.title, since, until, guide)
    return clean_typing(text)


def restore(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Make a canvas as it was in a version, and say how to take that back.

    Raises:
        UnknownVersionError: There is no such version.
    """
    id_ = chosen(args.canvas, shelf)
    version = shelf.versions.find(id_, args.version)
    title = shown_title(version.canvas.title, guide)
    former = 0

    def back(canvas: Canvas) -> Canvas:
        nonlocal former
        if canvas != version.canvas:
            # Undo forgets in time: this way back is a version too, and there before the change.
            former = shelf.versions.keep(id_, canvas).number
        return version.canvas

    if not change(shelf, id_, back).is_other:
        return guide.say("cli.restored_same", title=title, number=version.number) + "\n"
    return guide.say("cli.restored", title=title, number=version.number, former=former) + "\n"


def _state(name: str, id_: str, guide: Guide, shelf: Shelf) -> tuple[Canvas, str]:
    """Return a version of a canvas, or the canvas as it is now, and what to call it."""
    now = guide.say("versions.now")
    if name.casefold() in {"", "now", now}:
        return shelf.load(id_).canvas, now
    version = shelf.versions.find(id_, name)
    return version.canvas, changelog.version_name(version.name, version.made, guide)
