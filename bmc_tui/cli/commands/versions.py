"""The commands on the versions of a canvas: list, save, compare and restore them."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.files import refuse_terminal, write_export
from bmc_tui.cli.output import display_title, table, terminal_width, to_json
from bmc_tui.cli.shelf import as_written, resolve_canvas
from bmc_tui.formats.changes import CHANGES_FORMATS, ChangesFormat, changes_format_for_file
from bmc_tui.formats.markdown import changelog
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.session.edit import change
from bmc_tui.store import SHORT_ID_LENGTH, Entry, Shelf, StoreError
from bmc_tui.store.errors import (
    AmbiguousCanvasError,
    UnknownCanvasError,
    UnknownVersionError,
)
from bmc_tui.store.versions import Version, occasion_of

if TYPE_CHECKING:
    from bmc_tui.formats.changes.comparison import Comparison


def versions_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the versions of a canvas, the newest first: one per line, or as JSON; or save one.

    Raises:
        UsageError: A reason to save a version is given, but no name.
        CommandError: The name for a new version has no printable characters.
    """
    if args.why is not None and args.keep is None:
        raise UsageError("cli.why_without_name")
    id_ = resolve_canvas(args.canvas, shelf)
    canvas = shelf.load(id_).canvas
    title = display_title(canvas.title, guide)
    if args.keep is not None:
        name = clean(args.keep)
        if not name:
            raise CommandError("cli.empty_name")
        number = shelf.versions.add(id_, canvas, name, why=args.why or "").number
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
            changelog.version_name_and_why(version.name, version.occasion, version.why, guide),
        )
        for version in versions
    ]
    return table(rows, right_aligned={0, 2})


def diff_command(args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Return what changed between or since versions, or how two canvases differ; or write it.

    The setting for notes does not apply to what is only read in the terminal: that hides nothing.

    Raises:
        UnknownVersionError: There is no such version, nor such canvases.
        UsageError: The name of the file has the suffix of no format, or the format is binary, and
            stdout is a terminal.
        CommandError: The file exists, is one of the program's own, or cannot be written.
        FormatError: A library that the format needs is not installed.
    """
    to_file = args.output != "-"
    comparison = _comparison(args, guide, shelf)
    if to_file or args.format or args.clean:
        older, newer = (
            as_written(canvas, args, None, guide) for canvas in (comparison.older, comparison.newer)
        )
        comparison = replace(comparison, older=older, newer=newer)
    format_ = _changes_format(args.format, args.output, is_pair=comparison.is_pair)
    if format_.binary and not to_file:
        refuse_terminal(format_.name)
    width = 0 if to_file else terminal_width()
    exported = format_.write(comparison, guide, width)
    if to_file:
        raw = exported.encode("utf-8") if isinstance(exported, str) else exported
        written = write_export(args, raw, guide, shelf)
        by_ending = changes_format_for_file(args.output)
        if by_ending is None or by_ending.suffix == format_.suffix:
            return written
        warning = guide.say("cli.other_ending", format=format_.name, ending=format_.suffix)
        return f"{written}{warning}\n"
    return exported if isinstance(exported, bytes) else clean_typing(exported)


def _changes_format(name: str | None, file: str, *, is_pair: bool) -> ChangesFormat:
    """Return the format that changes are written in.

    Args:
        name: The name of the format; None to go by that of the file.
        file: The name of the file; one without a suffix, such as `-`, gets the first format.
        is_pair: Whether two canvases are compared, which then are side by side.

    Raises:
        UsageError: The name of the file has the suffix of no format.
    """
    if name:
        return CHANGES_FORMATS[name]
    if format_ := changes_format_for_file(file):
        return format_
    if Path(file).suffix:
        raise UsageError("cli.no_changes_format", file=file, candidates=tuple(CHANGES_FORMATS))
    return CHANGES_FORMATS["sides"] if is_pair else next(iter(CHANGES_FORMATS.values()))


def _comparison(args: Namespace, guide: Guide, shelf: Shelf) -> "Comparison":
    """Return what the arguments name to be compared: versions, or else two canvases.

    Raises:
        UnknownVersionError: There is no such version, and the first name is not a canvas either.
        UnknownCanvasError: The first name is that of a canvas, and the second one is not.
        AmbiguousCanvasError: One of them is the name of several canvases.
    """
    from bmc_tui.formats.changes.comparison import Comparison

    id_ = resolve_canvas(args.canvas, shelf)
    try:
        older, older_name = _state(args.since, id_, guide, shelf)
        newer, newer_name = _state(args.until, id_, guide, shelf)
    except UnknownVersionError:
        if pair := _pair(args, guide, shelf):
            return pair
        raise
    return Comparison(older, newer, older_name, newer_name)


def _pair(args: Namespace, guide: Guide, shelf: Shelf) -> "Comparison | None":
    """Return the comparison of two canvases; None where the arguments do not name any.

    Raises:
        UnknownCanvasError: The first name is that of a canvas, and the second one is not.
        AmbiguousCanvasError: One of them is the name of several canvases.
    """
    from bmc_tui.formats.changes.comparison import canvas_pair

    if args.canvas is not None or not args.until:
        return None
    try:
        first = shelf.find(args.since)
    except AmbiguousCanvasError:
        if args.since.isdecimal():  # more likely the number of a version than the start of titles
            return None
        raise
    except StoreError:
        return None
    try:
        entries = (first, shelf.find(args.until))
    except UnknownCanvasError:
        _refuse_version(first, args.until, guide, shelf)
        raise
    names = tuple(display_title(entry.title, guide) for entry in entries)
    if names[0] == names[1]:
        names = tuple(
            f"{name} ({entry.id[:SHORT_ID_LENGTH]})"
            for name, entry in zip(names, entries, strict=True)
        )
    older, newer = (shelf.load(entry.id).canvas for entry in entries)
    return canvas_pair(older, newer, (names[0], names[1]), guide)


def _refuse_version(entry: Entry, name: str, guide: Guide, shelf: Shelf) -> None:
    """Explain how to name a version that was given in the place of a canvas.

    Raises:
        CommandError: The canvas has such a version.
    """
    from shlex import quote

    try:
        shelf.versions.find(entry.id, name)
    except UnknownVersionError:
        return
    title = display_title(entry.title, guide)
    arguments = f"{quote(clean(name))} --canvas {quote(title)}"
    raise CommandError("cli.diff_version", name=clean(name), title=title, arguments=arguments)


def progress_output(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the progress report of a canvas; or write it to a file, and report that.

    Args:
        args: The arguments of `export`.
        guide: The language.
        shelf: The canvases.

    Raises:
        UsageError: The name of the file has the suffix of no progress report.
        CommandError: There is no version to report on, or the file cannot be written.
    """
    from bmc_tui.formats.changes.progress import PROGRESS_ENDINGS, progress_steps, written

    suffix = Path(args.output).suffix.lower()
    if suffix and suffix not in PROGRESS_ENDINGS:
        from shlex import quote

        file = clean(args.output)
        raise UsageError("cli.no_progress_format", file=file, quoted=quote(file))
    id_ = resolve_canvas(args.canvas, shelf)
    canvas = as_written(shelf.load(id_).canvas, args, None, guide)
    versions = [
        replace(version, canvas=as_written(version.canvas, args, None, guide))
        for version in shelf.versions.of(id_)
        if version.name or args.automatic
    ]
    if not versions:
        raise CommandError("cli.no_progress", title=display_title(canvas.title, guide))
    steps = progress_steps(versions, canvas, guide)
    report = written(steps, suffix or ".md", guide)
    if args.output != "-":
        return write_export(args, report, guide, shelf)
    return clean_typing(report.decode("utf-8"))


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
        "why": version.why or None,
        "before": version.occasion and version.occasion.kind.value,
        "made": version.made.isoformat(),
        "notes": version.canvas.note_count,
    }
