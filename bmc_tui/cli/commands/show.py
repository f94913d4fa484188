"""The command that shows a canvas in the terminal."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.output import display_title
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, clean_typing
from bmc_tui.model.segments import Segment
from bmc_tui.store import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bmc_tui.render.roles import Line

_SEGMENT_COLORS = ("green", "magenta", "bright_blue", "yellow", "bright_magenta", "cyan")
"""The terminal's colors of the segments, in the order of `SEGMENT_ROLES`."""

_END = ("\n", None)
"""The end of a line, without a style."""

_MIN_PICTURE_CELLS, _MAX_PICTURE_CELLS = 20, 400
"""The limits of the picture's width, however narrow or wide the terminal is."""


def show_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return a canvas: as the picture of nine blocks, or as plain lines.

    Raises:
        CommandError: There is no such segment.
    """
    canvas = shelf.load(resolve_canvas(args.canvas, shelf)).canvas
    if not args.plain and args.segment is None:
        return _picture(canvas, guide)
    from bmc_tui.render.plain import plain_text

    segment = None if args.segment is None else _find_segment(args.segment, canvas, guide)
    return clean_typing(plain_text(canvas, guide, segment))


def _find_segment(name: str, canvas: Canvas, guide: Guide) -> Segment:
    """Return the segment with a name or handle.

    Raises:
        CommandError: There is none.
    """
    if segment := segments_of(canvas).find(name.removeprefix("@")):
        return segment
    title = display_title(canvas.title, guide)
    candidates = tuple(segment.handle for segment in segments_of(canvas))
    key = "linear.unknown" if candidates else "linear.none"
    raise CommandError(key, text=clean(name), title=title, candidates=candidates)


def _picture(canvas: Canvas, guide: Guide) -> str:
    """Return the picture as wide as the terminal, in the styles that it supports.

    Words are hyphenated only in a terminal: output to a file or a program can be imported again.

    All of it is printed as one sequence of segments: one call of Rich for each line takes ten times
    as long, which is a minute for a canvas with twenty thousand notes.
    """
    import shutil

    from rich.console import Console
    from rich.segment import Segment as StyledText
    from rich.segment import Segments as StyledTexts
    from rich.style import Style

    from bmc_tui.render.grid import canvas_lines
    from bmc_tui.render.roles import SEGMENT_ROLES, Role, StyledRun
    from bmc_tui.render.title_line import legend_entries

    definitions = {
        Role.BORDER: "dim",
        Role.TITLE: "bold",
        Role.COUNT: "dim",
        Role.SEGMENT: "cyan",
        **dict(zip(SEGMENT_ROLES, _SEGMENT_COLORS, strict=True)),
        Role.WORD: "dim",
        Role.EVIDENCE: "bold",
        Role.PROMPT: "dim italic",
    }
    styles = {role: Style.parse(definition) for role, definition in definitions.items()}
    size = shutil.get_terminal_size()
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = min(max(size.columns, _MIN_PICTURE_CELLS), _MAX_PICTURE_CELLS)
    console = Console(width=size.columns, height=size.lines, highlight=False)
    lines = [
        [StyledRun(f" {display_title(canvas.title, guide)}", Role.TITLE)],
        *([StyledRun(f" {x}", Role.COUNT)] for x in guide.particular_lines(canvas.particulars)),
        *canvas_lines(canvas, guide, width, hyphenated=is_terminal),
        *(
            [StyledRun(" ", Role.SPACE), letter, StyledRun(name.text, Role.SPACE)]
            for letter, name in legend_entries(canvas)
        ),
        *_parked_lines(canvas, guide),
    ]
    texts = [
        StyledText(text, style)
        for line in lines
        for text, style in (*((clean_typing(text), styles.get(role)) for text, role in line), _END)
    ]
    with console.capture() as capture:
        console.print(StyledTexts(texts), soft_wrap=True, end="")
    return capture.get()


def _parked_lines(canvas: Canvas, guide: Guide) -> "Iterator[Line]":
    """Yield the lines below the picture with the parked notes, which are not in it."""
    from bmc_tui.render.roles import Role, StyledRun

    if canvas.parked:
        yield [StyledRun(f" {Block.PARKED.number} {guide.title(Block.PARKED)}", Role.TITLE)]
    for note in canvas.parked:
        yield [StyledRun(f" · {note.text}", Role.NOTE)]
