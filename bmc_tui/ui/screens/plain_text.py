"""A text by itself on the whole screen, to be selected with the mouse: the way without a clipboard.

Textual draws boxes of cells: what is selected there has blanks at its ends and a break in each long
line. So it paints nothing while this screen is there. The text is written as a program writes it
that knows of no screen, and the terminal breaks the long lines, which it then selects as one. The
mouse is the terminal's own meanwhile.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from rich.cells import chop_cells
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean_typing
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.terminal.internals import write_past

_CLEAR = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse is the terminal's
    "\x1b[?7h"  # long lines go on below
    "\x1b[m\x1b[H\x1b[2J"
)
"""Makes room for the text."""

_RETURN = (
    "\x1b[?7l"  # long lines end at the edge
    "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"  # the mouse is the app's
)
"""Gives the terminal back to Textual."""

_MOUSE_IN_PIXELS = "\x1b[?1016h"
"""Has the mouse reported in pixels, as Textual wants it where a terminal reports its size."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the screen."""

    text: str
    goes_on: bool
    """Whether the line goes on in the next row."""


class PlainTextScreen(Screen[None]):
    """A text, and at the bottom how to leave; keys scroll it.

    Args:
        text: The text; control codes are left out.
        guide: The language of the line at the bottom.
    """

    BINDINGS = [
        Binding("escape,q,m,M", "dismiss", id="plain.close", show=False),
        Binding("up,k", "scroll(-1)", id="plain.up", show=False),
        Binding("down,j,enter", "scroll(1)", id="plain.down", show=False),
        Binding("pageup", "turn(-1)", id="plain.page_up", show=False),
        Binding("pagedown,space", "turn(1)", id="plain.page_down", show=False),
        Binding("home,g", "edge(False)", id="plain.first", show=False),
        Binding("end,G", "edge(True)", id="plain.last", show=False),
    ]

    def __init__(self, text: str, guide: Guide) -> None:
        super().__init__()
        self._lines = clean_typing(text).rstrip("\n").split("\n")
        self._guide = guide
        self._top = 0
        """Which row stands at the top."""
        self._written: tuple[Size, int] | None = None
        """The size and the top row that were written last: writing them again would take the
        user's selection away."""
        self._no_frames = ExitStack()
        """Holds back Textual's frames."""

    @property
    def _page(self) -> int:
        """How many rows of the text there is room for."""
        return max(1, self.app.size.height - 1)

    def on_mount(self) -> None:
        """Have Textual paint nothing as long as this screen is there."""
        self._no_frames.enter_context(self.app.batch_update())
        self.app.app_resume_signal.subscribe(self, self._write_again)

    def on_unmount(self) -> None:
        """Have Textual paint again."""
        self._no_frames.close()

    def on_screen_resume(self) -> None:
        """Write the text."""
        self._write()

    def on_resize(self) -> None:
        """Write the text in the new size."""
        self._write()

    def _write_again(self, _: object) -> None:
        """Write the text although it was written: the terminal has shown something else since."""
        self._written = None
        self._write()

    def _write(self) -> None:
        """Write the rows that are in sight, unless the terminal shows them."""
        if not self.is_current:
            return
        size = self.app.size
        rows = rows_of(self._lines, size.width)
        self._top = max(0, min(self._top, len(rows) - self._page))
        if self._written != (size, self._top):
            self._written = (size, self._top)
            visible = rows[self._top : self._top + self._page]
            hint = truncate(self._guide.say("plain.hint"), size.width - 1)
            write_past(self.app, "".join(sequences(visible, hint, size)))

    def _go_to_row(self, row: int) -> None:
        """Have another row at the top."""
        self._top = max(0, row)
        self._write()

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._go_to_row(self._top + rows)

    def action_turn(self, pages: int) -> None:
        """Scroll by pages, of which the next begins with the last row of this one."""
        self._go_to_row(self._top + pages * max(1, self._page - 1))

    def action_edge(self, last: bool) -> None:
        """Scroll to the start or the end."""
        self._go_to_row(len(rows_of(self._lines, self.app.size.width)) if last else 0)

    async def action_dismiss(self, result: None = None) -> None:
        """Give the screen and the mouse back to the app."""
        in_pixels = _MOUSE_IN_PIXELS if self.app.supports_smooth_scrolling else ""
        write_past(self.app, f"{_RETURN}{in_pixels}")
        self._no_frames.close()
        await super().action_dismiss(result)


def rows_of(lines: Sequence[str], width: int) -> list[Row]:
    """Return lines as the rows that a terminal breaks them into.

    Args:
        lines: Clean lines.
        width: The terminal's columns.
    """
    rows: list[Row] = []
    for line in lines:
        parts = chop_cells(line, width) or [""]
        rows += [Row(part, goes_on=True) for part in parts[:-1]]
        rows.append(Row(parts[-1], goes_on=False))
    return rows


def sequences(rows: Sequence[Row], hint: str, size: Size) -> Iterator[str]:
    """Yield what has a terminal show rows such that each line is one for its own selection.

    Args:
        rows: The rows in sight.
        hint: The line at the bottom.
        size: The terminal's.
    """
    yield _CLEAR
    follows = False
    for y, row in enumerate(rows, 1):
        if not follows:  # else the terminal breaks the line here, and knows that it did
            yield f"\x1b[{y};1H"
        yield row.text
        follows = row.goes_on
    yield f"\x1b[{size.height};1H\x1b[2m{hint}\x1b[m"
