"""The command that exports a canvas, or all of them, to stdout or files."""

from argparse import Namespace
from collections.abc import Collection, Mapping
from pathlib import Path
from unicodedata import normalize

from bmc_tui.cli.arguments import PROGRESS
from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.files import refuse_terminal, write_export, write_exports
from bmc_tui.cli.shelf import as_written, load_to_write
from bmc_tui.files import paths
from bmc_tui.formats import FORMATS, Format, format_for_file, has_unknown_ending
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.store import Entry, Shelf

_PAGE = "html"
"""The format in which all canvases can be in one file."""

_MAX_OTHERS = 12
"""Maximum number of files of no canvas that are named."""


def export_command(args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Return a canvas in a format; or write it to a file, or all to a folder, and report that.

    Raises:
        UsageError: The format is binary, and stdout is a terminal; or all canvases are to go into
            one file of a format that holds one canvas per file.
        CommandError: A file exists, is one of the program's own, or cannot be written.
        FormatError: A library that the format needs is not installed.
    """
    if args.format == PROGRESS and not args.all:
        from bmc_tui.cli.commands.versions import progress_output

        return progress_output(args, guide, shelf)
    if args.automatic:
        raise UsageError("cli.automatic_without_progress")
    to_file = args.output != "-"
    default_format = FORMATS[args.config.settings.copy_format]
    is_named = args.format and args.format != PROGRESS
    format_ = FORMATS[args.format] if is_named else format_for_file(args.output, default_format)
    if args.all:
        return _export_all(args, format_, guide, shelf)
    if to_file and not is_named and has_unknown_ending(args.output):
        from shlex import quote

        endings = tuple(dict.fromkeys(each.suffix for each in FORMATS.values()))
        name = Path(args.output)
        raise UsageError(
            "cli.unknown_ending",
            ending=clean(name.suffix),
            endings=endings,
            file=quote(clean(args.output)),
        )
    if format_.binary and not to_file:
        refuse_terminal(format_.name)
    canvas = load_to_write(args, format_, guide, shelf)
    exported = format_.write(canvas, guide)
    if to_file:
        written = write_export(args, format_.encode(exported), guide, shelf)
        if format_for_file(args.output, format_).suffix == format_.suffix:
            return written
        warning = guide.say("cli.other_ending", format=format_.name, ending=format_.suffix)
        return f"{written}{warning}\n"
    return exported if isinstance(exported, bytes) else clean_typing(exported)


def _export_all(args: Namespace, format_: Format, guide: Guide, shelf: Shelf) -> str:
    """Return all canvases on one page; or write them to files, one each, and report that."""
    if args.canvas:
        raise UsageError("cli.export_all_named")
    if args.format == PROGRESS:
        raise UsageError("cli.export_all_progress")
    if not args.output:
        raise UsageError("cli.export_all_where")
    to_file = args.output != "-"
    is_one_file = not to_file or _is_file(args.output)
    if has_unknown_ending(args.output) and not Path(args.output).is_dir():
        raise UsageError("cli.export_all_ending", file=clean(args.output))
    if is_one_file and format_.name != _PAGE:
        key = "cli.export_all_one_file" if to_file else "cli.export_all_where"
        raise UsageError(key, file=clean(args.output), format=format_.name)
    all_stored = shelf.canvases()
    canvases = [as_written(stored.canvas, args, format_, guide) for stored in all_stored]
    if not canvases:
        raise CommandError("cli.no_canvas")
    if is_one_file:
        from bmc_tui.formats.page.collection import write_all

        page = write_all(canvases, guide)
        return write_export(args, format_.encode(page), guide, shelf) if to_file else page
    names = _file_names([stored.entry for stored in all_stored], format_.suffix, guide)
    contents = {
        Path(args.output, names[stored.entry.id]): format_.encode(format_.write(canvas, guide))
        for stored, canvas in zip(all_stored, canvases, strict=True)
    }
    written = write_exports(args, contents, guide, shelf)
    others = _others(Path(args.output), contents, format_.suffix)
    return written + (guide.say("cli.export_all_others", files=others) + "\n" if others else "")


def _others(folder: Path, written: Collection[Path], suffix: str) -> tuple[str, ...]:
    """Return the files of a format in a folder that belong to no canvas, such as old ones.

    Args:
        folder: The folder.
        written: The files of the canvases in it.
        suffix: The suffix of the format's files.
    """
    own = {normalize("NFC", path.name).casefold() for path in written}
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.endswith(suffix))
    except OSError:  # a folder may be writable but not readable
        return ()
    others = [clean(name) for name in names if normalize("NFC", name).casefold() not in own]
    return (*others[:_MAX_OTHERS], *(["…"] if others[_MAX_OTHERS:] else []))


def _is_file(output: str) -> bool:
    """Tell whether a path names a file: it has the suffix of a format, and is not a folder."""
    suffixes = tuple(format_.suffix for format_ in FORMATS.values())
    return output.lower().endswith(suffixes) and not paths.is_folder(Path(output))


def _file_names(entries: Collection[Entry], suffix: str, guide: Guide) -> Mapping[str, str]:
    """Return a name for the file of each canvas, by its id.

    If names are equal, the canvases that were created later get a number; numbered by their last
    change, the names would differ from one export to the next. Case is ignored, as some file
    systems do.

    Args:
        entries: The canvases.
        suffix: The suffix of the names.
        guide: The language, for the name of a canvas without a title.
    """
    from bmc_tui.files.export import file_name_for

    names: dict[str, str] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (entry.created, entry.id)):
        name = stem = file_name_for(guide.canvas_title(entry.title), "")
        number = 1
        while normalize("NFC", name).casefold() in taken:
            number += 1
            name = f"{stem} {number}"
        taken.add(normalize("NFC", name).casefold())
        names[entry.id] = f"{name}{suffix}"
    return names
