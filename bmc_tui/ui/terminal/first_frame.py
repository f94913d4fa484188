"""Shows the first frame, the canvas, before Textual is imported, which takes half a second.

It is the same, cell by cell, as the frame that Textual paints next, so that Textual's first update
changes nothing.
"""

import os
import sys
import termios
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import (
    MIN_CLASSIC_CELLS,
    MIN_CLASSIC_ROWS,
    GridLayout,
    board_boxes,
    grid_rows,
)
from bmc_tui.render.roles import Role
from bmc_tui.render.title_line import greeting, legend_entries, parked_line, title_line
from bmc_tui.themes.palettes import (
    ColourDepth,
    Palette,
    colour_depth,
    has_bright_bold,
    is_colourless,
)
from bmc_tui.themes.styles import ROLE_STYLES
from bmc_tui.ui.terminal.output import ThinOutput

_BAR_ROWS = 2
"""Rows of the title bar and the footer."""

MIN_FRAME_SIZE = (MIN_CLASSIC_CELLS, MIN_CLASSIC_ROWS + _BAR_ROWS)
"""Columns and rows of the smallest terminal that has a first frame; one row more while notes are
parked."""


def sgr_by_role(palette: Palette, environ: Mapping[str, str]) -> dict[Role, str]:
    """Return the parameters of the SGR sequence for each role, the same as Textual writes.

    Args:
        palette: The colours of the theme.
        environ: The environment variables, which say how many colours there are.
    """
    depth = colour_depth(environ)
    background = _code(palette.background, depth, is_background=True)
    sgr = {}
    for role, (attributes, colour) in ROLE_STYLES.items():
        codes = attributes.split(";")
        colours = (_code(colour(palette), depth), background)
        if "7" in codes and has_bright_bold(palette, environ):
            codes = [code for code in codes if code != "1"]
            colours = ("", "") if palette.uses_terminal_colours else colours
        if is_colourless(environ):
            colours = ("", "")
        sgr[role] = ";".join(filter(None, (*codes, *colours)))
    return sgr


_ANSI_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def _code(colour: str, depth: ColourDepth, *, is_background: bool = False) -> str:
    """Return the SGR parameters of a colour; "" for the terminal's default colour."""
    start = 10 if is_background else 0
    if colour == "ansi_default":
        return ""
    if colour.startswith("ansi_"):
        name = colour.removeprefix("ansi_").removeprefix("bright_")
        return str(start + (90 if "bright" in colour else 30) + _ANSI_COLOURS.index(name))
    if depth is ColourDepth.TRUECOLOR:
        red, green, blue = bytes.fromhex(colour[1:])
        return f"{start + 38};2;{red};{green};{blue}"
    # Rich selects the nearest of few colours, as it does for Textual.
    from rich.color import Color, ColorSystem

    system = ColorSystem.EIGHT_BIT if depth is ColourDepth.EIGHT_BIT else ColorSystem.STANDARD
    return ";".join(Color.parse(colour).downgrade(system).get_ansi_codes(not is_background))


def frame_text(canvas: Canvas, guide: Guide, size: tuple[int, int], sgr: Mapping[Role, str]) -> str:
    """Return the output that paints the title, the nine blocks and the parked notes.

    The screen is empty before. The sums in the titles are added by the app: reading the amounts
    takes a fifth of the time to this frame.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        size: Columns and rows of the terminal.
        sgr: The parameters of the SGR sequence for each role.
    """
    width, height = size
    title = guide.canvas_title(canvas.title)
    status = "" if canvas.note_count else greeting(title, guide, width)
    grid_height = height - _BAR_ROWS - bool(canvas.parked)
    boxes = board_boxes(canvas, guide, width, grid_height)
    layout = GridLayout(boxes, is_board=True, has_sums=False)
    parts = ["\x1b[1;1H"]
    parts += (
        _styled(run.text, sgr[run.role])
        for run in title_line(width, title, status=status, legend=legend_entries(canvas))
    )
    for y, row in enumerate(grid_rows(layout, canvas, guide, BLOCKS[0], brief=True)):
        parts.append(f"\x1b[{y + 2};1H")
        parts += (_styled(run.text, sgr[run.role]) for run in row)
    if canvas.parked:
        parts.append(f"\x1b[{grid_height + 2};1H")
        line = parked_line(canvas, guide, width)
        parts += (_styled(run.text, sgr[run.role]) for run in line)
    return "".join(parts)


def _styled(text: str, parameters: str) -> str:
    """Return a text in a style, as Textual writes it."""
    return f"\x1b[{parameters}m{text}\x1b[0m" if parameters else text


class FirstFrame:
    """A context manager that takes the terminal, shows a frame on it, and restores it.

    Keys typed meanwhile stay in the terminal's queue for the app and are not echoed. From
    `hand_over` on the app restores the terminal; before that, it is restored here, whatever ends
    the program.

    Args:
        text: What `frame_text` returned.
        size: The columns and rows that it was made for.
        is_wide: As for `ThinOutput`.
    """

    def __init__(self, text: str, size: tuple[int, int], *, is_wide: bool = False) -> None:
        self.text = text
        self.size = size
        self._is_wide = is_wide
        self.attributes: list[Any] = []
        """The terminal's attributes before it was taken (`termios.tcgetattr`)."""
        self._terminal = sys.stdin.fileno()
        self._is_ours = False
        """Whether the terminal is taken and not handed over yet."""

    def __enter__(self) -> Self:
        """Take the terminal and show the frame."""
        self.attributes = termios.tcgetattr(self._terminal)
        raw = termios.tcgetattr(self._terminal)
        # The input and local modes as Textual's driver sets them; ICRNL would make Enter ctrl+j.
        raw[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        self._is_ours = True
        termios.tcsetattr(self._terminal, termios.TCSANOW, raw)
        thin = ThinOutput(*self.size, is_wide=self._is_wide).feed(self.text)
        _write(f"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h{thin}")
        return self

    def hand_over(self) -> None:
        """Leave the screen to the app."""
        self._is_ours = False

    def __exit__(self, *_: object) -> None:
        """Restore the terminal."""
        if not self._is_ours:
            return
        self._is_ours = False
        _write("\x1b[m\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h")
        # The terminal may be gone.
        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSANOW, self.attributes)


def _write(text: str) -> None:
    """Write to the terminal without a buffer, to the descriptor that Textual writes to."""
    with suppress(OSError):
        os.write(sys.stderr.fileno(), text.encode())
