"""The canvas on the screen before Textual is there: importing it takes longer than anything else.

The same picture in the same colours, so that Textual's own first update finds nothing to change.
The terminal is given back whatever happens until then.
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
    classic_boxes,
    grid_rows,
)
from bmc_tui.render.roles import Role
from bmc_tui.render.title_line import greeting, legend_entries, title_line
from bmc_tui.themes.palettes import ColourDepth, Palette, colour_depth, is_colourless
from bmc_tui.themes.styles import ROLE_STYLES
from bmc_tui.ui.terminal.output import ThinOutput

LEAST = (MIN_CLASSIC_CELLS, MIN_CLASSIC_ROWS + 2)
"""Columns and rows: in a smaller terminal nothing is painted early."""


def styles(theme: Palette, environ: Mapping[str, str]) -> dict[Role, str]:
    """Return the parameters of the SGR sequence for each role, as Textual is going to write them.

    Args:
        theme: The theme.
        environ: The variables that say how many colours there are.
    """
    if is_colourless(environ):
        return {role: attributes for role, (attributes, _) in ROLE_STYLES.items()}
    shades = colour_depth(environ)
    ground = _code(theme.background, shades, is_ground=True)
    return {
        role: ";".join(filter(None, (attributes, _code(colour(theme), shades), ground)))
        for role, (attributes, colour) in ROLE_STYLES.items()
    }


_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def _code(colour: str, shades: ColourDepth, *, is_ground: bool = False) -> str:
    """Return the parameters for a colour; none for the terminal's own that is there already."""
    start = 10 if is_ground else 0
    if colour == "ansi_default":
        return ""
    if colour.startswith("ansi_"):
        name = colour.removeprefix("ansi_").removeprefix("bright_")
        return str(start + (90 if "bright" in colour else 30) + _NAMES.index(name))
    if shades is ColourDepth.TRUECOLOR:
        red, green, blue = bytes.fromhex(colour[1:])
        return f"{start + 38};2;{red};{green};{blue}"
    # Which of few colours is nearest is Rich's to say; elsewhere it is not needed yet.
    from rich.color import Color, ColorSystem

    system = ColorSystem.EIGHT_BIT if shades is ColourDepth.EIGHT_BIT else ColorSystem.STANDARD
    return ";".join(Color.parse(colour).downgrade(system).get_ansi_codes(not is_ground))


def picture(canvas: Canvas, guide: Guide, size: tuple[int, int], dress: Mapping[Role, str]) -> str:
    """Return what paints the title and the nine blocks on an empty screen.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        size: Columns and rows of the terminal.
        dress: The parameters of the SGR sequence for each role.
    """
    width, height = size
    title = guide.canvas_title(canvas.title)
    state = "" if canvas.count else greeting(title, guide, width)
    layout = GridLayout(classic_boxes(width, height - 2), answers=True)
    parts = ["\x1b[1;1H"]
    parts += (
        _piece(piece.text, dress[piece.role])
        for piece in title_line(width, title, status=state, legend=legend_entries(canvas))
    )
    for y, line in enumerate(grid_rows(layout, canvas, guide, BLOCKS[0], brief=True)):
        parts.append(f"\x1b[{y + 2};1H")
        parts += (_piece(piece.text, dress[piece.role]) for piece in line)
    return "".join(parts)


def _piece(text: str, style: str) -> str:
    """Return a text in a style, as Textual writes it."""
    return f"\x1b[{style}m{text}\x1b[0m" if style else text


class FirstPaint:
    """Shows a picture on a terminal that is taken over; a context manager that gives it back.

    Keys typed meanwhile are kept for the app and not echoed. Once `hand_over` is called, the
    screen is the app's to leave; before that, whatever ends the program, it is left here.

    Args:
        text: What `picture` returned.
        size: The columns and rows that it was made for.
    """

    def __init__(self, text: str, size: tuple[int, int]) -> None:
        self.text = text
        self.size = size
        self._is_ours = False
        self._terminal = sys.stdin.fileno()
        self.before: list[Any] = []
        """How the terminal was."""

    def __enter__(self) -> Self:
        """Take the terminal over and show the picture."""
        self.before = termios.tcgetattr(self._terminal)
        quiet = termios.tcgetattr(self._terminal)
        # As Textual has it: what is translated on the way in stays so. Enter would be ctrl+j.
        quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        self._is_ours = True
        termios.tcsetattr(self._terminal, termios.TCSANOW, quiet)
        thin = ThinOutput(*self.size).feed(self.text)
        _write(f"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h{thin}")
        return self

    def hand_over(self) -> None:
        """Leave the screen to the app, which takes it from here."""
        self._is_ours = False

    def __exit__(self, *_: object) -> None:
        """Give the terminal back."""
        if not self._is_ours:
            return
        self._is_ours = False
        _write("\x1b[m\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h")
        # The line may be gone, and the terminal with it.
        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSANOW, self.before)


def _write(text: str) -> None:
    """Write to the terminal, past all buffers: where Textual writes too."""
    with suppress(OSError):
        os.write(sys.stderr.fileno(), text.encode())
