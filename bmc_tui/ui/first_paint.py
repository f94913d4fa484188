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

from bmc_tui.canvas.blocks import BLOCKS
from bmc_tui.canvas.canvas import Canvas
from bmc_tui.formats.grid import LEAST_CLASSIC, LEAST_ROWS, Layout, classic, rows
from bmc_tui.formats.marks import legend, title_line
from bmc_tui.formats.pieces import SEGMENT_ROLES, Role
from bmc_tui.guide import Guide
from bmc_tui.ui.thin_output import ThinOutput

LEAST = (LEAST_CLASSIC, LEAST_ROWS + 2)
"""Columns and rows: in a smaller terminal nothing is painted early."""

_GROUND = "48;2;20;23;28"

COLOURS = {
    Role.SPACE: f"38;2;216;220;226;{_GROUND}",
    Role.BORDER: f"38;2;108;111;117;{_GROUND}",
    Role.FOCUSED_BORDER: f"1;38;2;254;175;95;{_GROUND}",
    Role.TITLE: f"1;38;2;216;220;226;{_GROUND}",
    Role.FOCUSED_TITLE: f"1;7;38;2;254;175;95;{_GROUND}",
    Role.COUNT: f"38;2;161;162;164;{_GROUND}",
    Role.BULLET: f"38;2;161;162;164;{_GROUND}",
    Role.NOTE: f"38;2;216;220;226;{_GROUND}",
    Role.SEGMENT: f"38;2;135;215;175;{_GROUND}",
    Role.SEGMENT_1: f"1;38;2;135;215;175;{_GROUND}",
    Role.SEGMENT_2: f"1;38;2;255;135;215;{_GROUND}",
    Role.SEGMENT_3: f"1;38;2;135;175;255;{_GROUND}",
    Role.SEGMENT_4: f"1;38;2;215;215;95;{_GROUND}",
    Role.SEGMENT_5: f"1;38;2;215;175;255;{_GROUND}",
    Role.SEGMENT_6: f"1;38;2;95;215;215;{_GROUND}",
    Role.WORD: f"38;2;161;162;164;{_GROUND}",
    Role.EVIDENCE: f"1;38;2;254;175;95;{_GROUND}",
    Role.FOLLOWED: f"1;38;2;216;220;226;{_GROUND}",
    Role.DIMMED: f"38;2;98;101;107;{_GROUND}",
    Role.FOUND: f"1;4;38;2;254;175;95;{_GROUND}",
    Role.FOUND_HERE: f"1;7;38;2;254;175;95;{_GROUND}",
    Role.PROMPT: f"3;38;2;161;162;164;{_GROUND}",
    Role.MORE: f"38;2;254;175;95;{_GROUND}",
}
"""The colours of the app's theme as Textual writes them (a test holds them together)."""

PLAIN = (
    dict.fromkeys(Role, "")
    | dict.fromkeys((*SEGMENT_ROLES, Role.TITLE), "1")
    | {Role.FOCUSED_TITLE: "1;7"}
)
"""Where the terminal has fewer colours: Textual knows which, and paints them."""


def colours(environ: Mapping[str, str]) -> Mapping[Role, str]:
    """Return the colours to paint with: the theme's where the terminal says that it has them."""
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} and "NO_COLOR" not in environ:
        return COLOURS
    return PLAIN


def picture(canvas: Canvas, guide: Guide, size: tuple[int, int], styles: Mapping[Role, str]) -> str:
    """Return what paints the title and the nine blocks on an empty screen.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        size: Columns and rows of the terminal.
        styles: The parameters of the SGR sequence for each role.
    """
    width, height = size
    title = canvas.title or guide.say("canvas.untitled")
    layout = Layout(classic(width, height - 2), answers=True)
    parts = ["\x1b[1;1H"]
    parts += (
        _piece(piece.text, styles[piece.role])
        for piece in title_line(width, title, legend=legend(canvas))
    )
    for y, line in enumerate(rows(layout, canvas, guide, BLOCKS[0], brief=True)):
        parts.append(f"\x1b[{y + 2};1H")
        parts += (_piece(piece.text, styles[piece.role]) for piece in line)
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
