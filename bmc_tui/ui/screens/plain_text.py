"""A plain text on the whole screen, for the user to select with the mouse without a clipboard.

Textual paints cells: a mouse selection of them has trailing spaces and a break in every long line.
So Textual paints nothing while this screen is open. The text is written directly to the terminal,
which wraps long lines itself and so selects each as one line, and which gets its own mouse back.
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
from bmc_tui.ui.terminal.internals import write_unfiltered

_CLEAR = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the terminal's own mouse
    "\x1b[?7h"  # long lines wrap
    "\x1b[m\x1b[H\x1b[2J"
)
"""Clears the screen for the text."""

_RETURN = (
    "\x1b[?7l"  # long lines do not wrap
    "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"  # mouse events for the app
)
"""Gives the terminal back to Textual."""

_MOUSE_IN_PIXELS = "\x1b[?1016h"
"""Mouse events in pixels, which Textual uses where the terminal reports its size in them."""


@dataclass(frozen=True, slots=True)
class WrappedRow:
    """A row of the terminal: a line of the text, or a part of one that wraps."""

    text: str
    continues: bool
    """Whether the line continues in the next row."""


class PlainTextScreen(Screen[None]):
    """A text, and at the bottom a hint how to leave; keys scroll it.

    Args:
        text: The text; control characters are removed.
        guide: The language of the hint.
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
        """The index of the first visible row."""
        self._written: tuple[Size, int] | None = None
        """The size and first row written last; writing them again would clear the selection."""
        self._no_frames = ExitStack()
        """Holds back Textual's frames while the screen is open."""

    @property
    def _page(self) -> int:
        """The number of visible rows of the text."""
        return max(1, self.app.size.height - 1)

    def on_mount(self) -> None:
        """Hold back Textual's frames."""
        self._no_frames.enter_context(self.app.batch_update())
        self.app.app_resume_signal.subscribe(self, self._write_again)

    def on_unmount(self) -> None:
        """Let Textual paint again."""
        self._no_frames.close()

    def on_screen_resume(self) -> None:
        """Write the text."""
        self._write()

    def on_resize(self) -> None:
        """Wrap the text at the new width."""
        self._write()

    def _write_again(self, _: object) -> None:
        """Write the text again, because the terminal has shown another program since."""
        self._written = None
        self._write()

    def _write(self) -> None:
        """Write the visible rows, unless the terminal shows them already."""
        if not self.is_current:
            return
        size = self.app.size
        rows = wrap_rows(self._lines, size.width)
        self._top = max(0, min(self._top, len(rows) - self._page))
        if self._written != (size, self._top):
            self._written = (size, self._top)
            visible = rows[self._top : self._top + self._page]
            hint = truncate(self._guide.say("plain.hint"), size.width - 1)
            write_unfiltered(self.app, "".join(terminal_output(visible, hint, size)))

    def _scroll_to_row(self, row: int) -> None:
        """Make another row the first visible one."""
        self._top = max(0, row)
        self._write()

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._scroll_to_row(self._top + rows)

    def action_turn(self, pages: int) -> None:
        """Scroll by pages, which overlap by one row."""
        self._scroll_to_row(self._top + pages * max(1, self._page - 1))

    def action_edge(self, last: bool) -> None:
        """Scroll to the start or the end."""
        self._scroll_to_row(len(wrap_rows(self._lines, self.app.size.width)) if last else 0)

    async def action_dismiss(self, result: None = None) -> None:
        """Close the screen, and give the terminal and its mouse back to Textual."""
        in_pixels = _MOUSE_IN_PIXELS if self.app.supports_smooth_scrolling else ""
        write_unfiltered(self.app, f"{_RETURN}{in_pixels}")
        self._no_frames.close()
        await super().action_dismiss(result)


def wrap_rows(lines: Sequence[str], width: int) -> list[WrappedRow]:
    """Return lines as the rows into which a terminal wraps them.

    Args:
        lines: The lines, without control characters.
        width: The terminal's columns.
    """
    rows: list[WrappedRow] = []
    for line in lines:
        parts = chop_cells(line, width) or [""]
        rows += [WrappedRow(part, continues=True) for part in parts[:-1]]
        rows.append(WrappedRow(parts[-1], continues=False))
    return rows


def terminal_output(rows: Sequence[WrappedRow], hint: str, size: Size) -> Iterator[str]:
    """Yield the output that shows rows so that the terminal selects each wrapped line as one.

    Args:
        rows: The visible rows.
        hint: The text at the bottom.
        size: The columns and rows of the terminal.
    """
    yield _CLEAR
    is_continued = False
    for y, row in enumerate(rows, 1):
        if not is_continued:  # otherwise the terminal wraps, and selects both rows as one line
            yield f"\x1b[{y};1H"
        yield row.text
        is_continued = row.continues
    yield f"\x1b[{size.height};1H\x1b[2m{hint}\x1b[m"
