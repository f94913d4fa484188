"""The commands that make, fill, list, show and export canvases.

Every command imports late what only it needs: they must feel instant.
"""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.cli.output import CommandError, UsageError, chosen, shown_title
from bmc_tui.guide import Guide, find_block, find_section
from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, clean_typing, pasted_notes
from bmc_tui.store import SHORT_ID, Entry, Shelf

if TYPE_CHECKING:
    from bmc_tui.model.segments import Segment

_SEGMENTS = ("green", "magenta", "bright_blue", "yellow", "bright_magenta", "cyan")
"""The segments' colours of the terminal, in their order."""

_WIDTHS = (20, 400)
"""Cells: the least and the most that the picture of a canvas is made for."""


def list_(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the canvases, the last changed first: one a line, or as JSON."""
    entries = shelf.entries()
    if args.json:
        import json

        # Only ASCII: it is valid JSON in whatever encoding it is read.
        return json.dumps([_as_json(entry) for entry in entries], indent=1) + "\n"
    if not entries:
        return guide.say("cli.no_canvas") + "\n"
    counts = [guide.count("count.note", entry.count) for entry in entries]
    widest = max(map(len, counts))
    # The title comes last: it is the only part whose width in the terminal varies.
    return "".join(
        f"{entry.id[:SHORT_ID]}  {entry.changed.astimezone():%Y-%m-%d %H:%M}  "
        f"{count:>{widest}}  {shown_title(entry.title, guide)}\n"
        for entry, count in zip(entries, counts, strict=True)
    )


def new(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Put a new canvas on the shelf, empty or one of the examples, and say so.

    Raises:
        CommandError: The title has nothing in it that can be shown.
    """
    canvas = Canvas()
    if args.example:
        from bmc_tui.examples import load_example

        canvas = load_example(args.example)
    if args.title:
        canvas = canvas.with_title(" ".join(args.title))
    if not canvas.title:
        raise CommandError("cli.empty_title")
    entry = shelf.create(canvas).entry
    return guide.say("cli.made", title=entry.title, id=entry.id[:SHORT_ID]) + "\n"


def add(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Add notes at the end of a section, and say so: the text given, or the lines of stdin.

    Raises:
        UsageError: There is no text, and nobody but a terminal to read it from.
        CommandError: What was given has no note in it.
        UnknownNameError: There is no such block or section.
    """
    name, slash, rest = args.block.partition("/")
    block = find_block(name)
    section = find_section(block, rest) if slash else GENERAL
    texts = _texts(args.text)
    from bmc_tui.session.edit import change

    id_ = chosen(args.canvas, shelf)
    place = guide.title(block)
    if slash:
        place = f"{place}: {guide.section_title(block, section)}"
    kept = change(shelf, id_, lambda canvas: canvas.add(block, *texts, section=section)).kept
    title, count = shown_title(kept.entry.title, guide), guide.count("count.note", len(texts))
    return guide.say("cli.added", notes=count, place=place, title=title) + "\n"


def show(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the canvas: as the nine-block picture, or line by line.

    Raises:
        CommandError: There is no such segment.
    """
    canvas = shelf.load(chosen(args.canvas, shelf)).canvas
    if not args.plain and args.segment is None:
        return _picture(canvas, guide)
    from bmc_tui.render.plain import plain_text

    only = None if args.segment is None else _segment(args.segment, canvas, guide)
    return clean_typing(plain_text(canvas, guide, only))


def _segment(name: str, canvas: Canvas, guide: Guide) -> "Segment":
    """Return the segment that a person means."""
    from bmc_tui.model.segments import find, handles

    if found := find(name.removeprefix("@"), canvas):
        return found
    title, candidates = shown_title(canvas.title, guide), tuple(s.handle for s in handles(canvas))
    key = "linear.unknown" if candidates else "linear.none"
    raise CommandError(key, text=clean(name), title=title, candidates=candidates)


def _picture(canvas: Canvas, guide: Guide) -> str:
    """Return the nine-block picture as wide as the terminal, with the styles it can show."""
    import shutil

    from rich.console import Console
    from rich.text import Text

    from bmc_tui.render.grid import canvas_lines
    from bmc_tui.render.roles import SEGMENT_ROLES, Role
    from bmc_tui.render.title_line import legend_entries

    styles = {
        Role.BORDER: "dim",
        Role.TITLE: "bold",
        Role.COUNT: "dim",
        Role.SEGMENT: "cyan",
        **dict(zip(SEGMENT_ROLES, _SEGMENTS, strict=True)),
        Role.WORD: "dim",
        Role.EVIDENCE: "bold",
        Role.PROMPT: "dim italic",
    }
    size = shutil.get_terminal_size()
    console = Console(width=size.columns, height=size.lines, highlight=False)
    with console.capture() as capture:
        console.print(Text(f" {shown_title(canvas.title, guide)}", "bold"), soft_wrap=True)
        for line in canvas_lines(canvas, guide, min(max(size.columns, _WIDTHS[0]), _WIDTHS[1])):
            pieces = ((clean_typing(text), styles.get(role, "")) for text, role in line)
            console.print(Text.assemble(*pieces), soft_wrap=True)
        for sign, name in legend_entries(canvas):
            console.print(Text.assemble(" ", (sign.text, styles[sign.role]), name.text))
    return capture.get()


def export(args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Return the canvas in a format; or write it to a file, and say so.

    Raises:
        UsageError: A terminal can't show the format.
        CommandError: The file is there already, or can't be written.
        FormatError: A library that the format needs is not installed.
    """
    from bmc_tui.formats import FORMATS, format_for_file

    to_file = args.output != "-"
    by_default = FORMATS[args.config.settings.copy_format]
    chosen_format = (
        FORMATS[args.format] if args.format else format_for_file(args.output, by_default)
    )
    if chosen_format.binary and not to_file and sys.stdout and sys.stdout.isatty():
        raise UsageError("cli.binary", format=chosen_format.name)
    canvas = shelf.load(chosen(args.canvas, shelf)).canvas
    written = chosen_format.write(canvas, guide)
    if to_file:
        _write_file(Path(args.output), chosen_format.encode(written), force=args.force)
        return guide.say("cli.written", file=clean(args.output)) + "\n"
    return written if isinstance(written, bytes) else clean_typing(written)


def _as_json(entry: Entry) -> dict[str, object]:
    """Return what `list --json` tells of a canvas; times are ISO 8601 in UTC."""
    return {
        "id": entry.id,
        "title": entry.title,
        "notes": entry.count,
        "rev": entry.rev,
        "created": entry.created.isoformat(),
        "changed": entry.changed.isoformat(),
    }


def _texts(words: list[str]) -> tuple[str, ...]:
    """Return the notes to add: the words as one, or else the lines of a file or pipe on stdin."""
    if words:
        texts: tuple[str, ...] = tuple(filter(None, [clean(" ".join(words))]))
    elif sys.stdin is None or sys.stdin.isatty():
        raise UsageError("cli.no_text")
    else:
        try:
            raw = sys.stdin.buffer.read()
        except OSError as error:
            raise CommandError("cli.not_read", reason=error) from error
        texts = pasted_notes(raw.decode("utf-8", "replace"))
    if not texts:
        raise CommandError("cli.no_notes")
    return texts


def _write_file(path: Path, raw: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; over one that is there only by force."""
    from bmc_tui.files.export import NoFileError, write_out

    name = clean(str(path))
    try:
        write_out(path, raw, force=force)
    except FileExistsError as error:
        raise CommandError("cli.exists", file=name) from error
    except NoFileError as error:
        raise CommandError("cli.no_file", file=name) from error
    except OSError as error:
        raise CommandError("cli.not_written", file=name, reason=error) from error
