"""A text by itself on the whole screen, to be selected with the mouse: the way without a clipboard.

Textual draws boxes of cells: what is selected there has blanks at its ends and a break in each long
line. So this screen is not drawn by it. The text is written as a program writes it that knows of
no screen, and the terminal breaks the long lines, which it then selects as one. The mouse is the
terminal's own meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.cells import chop_cells
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean_typing
from bmc_tui.render.wrap import truncate

if TYPE_CHECKING:
    from bmc_tui.ui.terminal.resilient_app import GuardedApp

_CLEAR = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse is the terminal's
    "\x1b[?7h"  # long lines go on below
    "\x1b[m\x1b[H\x1b[2J"
)
"""Makes room for the text."""

_RETURN = "\x1b[?7l"
"""Has long lines end at the edge again, as Textual wants them."""


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
        self._shown: object = None
        """What was written last: writing it again would take the person's selection away."""

    @property
    def _page(self) -> int:
        """How many rows of the text there is room for."""
        return max(1, self.app.size.height - 1)

    def _compositor_refresh(self) -> None:
        """Write the text, where Textual would draw its cells."""
        self._compositor._dirty_regions.clear()  # noqa: SLF001 - as Textual's own does
        self._dirty_widgets.clear()
        if self.is_current:
            self._write()

    def _write(self) -> None:
        """Write the rows that are in sight, unless they stand there."""
        app = cast("GuardedApp", self.app)
        rows = rows_of(self._lines, app.size.width)
        self._top = max(0, min(self._top, len(rows) - self._page))
        state = (app.size, self._top, app.times_taken)
        if state != self._shown:
            self._shown = state
            shown = rows[self._top : self._top + self._page]
            hint = truncate(self._guide.say("plain.hint"), app.size.width - 1)
            app.write_past("".join(sequences(shown, hint, app.size)))

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
        cast("GuardedApp", self.app).write_past(_RETURN)
        cast("GuardedApp", self.app).take_mouse()
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
