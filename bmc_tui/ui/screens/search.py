"""Finding over all canvases: what is typed is looked for in every note and title at once."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.cells import cell_len
from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.model.canvas import Spot
from bmc_tui.model.sanitize import clean
from bmc_tui.model.search import Match, search_whole
from bmc_tui.render.wrap import truncate
from bmc_tui.store import StoredCanvas, StoreError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.widgets.pick_list import PickList

MOST = 50
"""Notes that are listed at most; who has more of them types on."""

_BEFORE = 12
"""Cells of a note that stay before what was found in it, where the note does not fit."""

_ROOMY = 58
"""Cells of a row from which a block's name stands behind its number."""


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """Where somebody wants to go."""

    id: str
    """The canvas's."""
    sought: str = ""
    """What is to be lit there."""
    spot: Spot | None = None
    """The note to go to."""


class SearchScreen(BaseScreen[JumpTarget | None]):
    """A line to type in, and above it the notes that have what is typed; gives the picked one.

    Args:
        context: What the screen works with.
    """

    BINDINGS = [
        Binding("up", "cursor(False)", id="search.up", show=False),
        Binding("down", "cursor(True)", id="search.down", show=False),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._canvases: Sequence[StoredCanvas] | None = None
        self._sought = ""
        self._found: list[tuple[StoredCanvas, Match]] = []
        self._list = PickList("found")
        self._list.can_focus = False

    def compose_body(self) -> Iterable[Widget]:
        """Return the list."""
        return (self._list,)

    def on_mount(self) -> None:
        """Ask what to find, and read the canvases meanwhile."""
        self._show_title()
        self._ask()
        self._read()

    @work
    async def _ask(self) -> None:
        """Ask what to find, until a note is picked or the prompt is cancelled."""
        question = Question(worded("ask.find"), worded("search.hint"))
        async with self.prompting(question, self._seek) as prompt:
            while (lines := await prompt.answer()) is not None:
                if lines and lines[0] != self._sought:
                    self._seek(lines[0])  # it was pasted
                if not self._go() and lines:
                    prompt.ask_again(lines[0])
                    self.show_message("found_nowhere", text=lines[0])
            self.dismiss(None)

    @work
    async def _read(self) -> None:
        """Read all canvases, and look in them for what was typed already."""
        try:
            self._canvases = await asyncio.to_thread(self.context.shelf.canvases)
        except StoreError as error:
            self.show_error(error)
            return
        self._seek(self.open_prompt.text if self.open_prompt else "")

    def _seek(self, sought: str) -> None:
        """Show what is found."""
        self._sought = clean(sought)
        matches = (
            (kept, match)
            for kept in self._canvases or ()
            for match in search_whole(self._sought, kept.canvas)
        )
        self._found = list(islice(matches, MOST + 1))
        self._list.set_options(self._options())
        if self._found:
            self._list.highlighted = 0
        self._show_title()

    def _show_title(self) -> None:
        """Show how much was found."""
        count = ""
        if self._sought and self._canvases is not None:
            key = "search.most" if len(self._found) > MOST else "search.count"
            count = self.guide.say(key, n=min(MOST, len(self._found)))
        self.title_bar.show(self.guide.say("search.title"), count)

    def _options(self) -> Iterator[Option]:
        """Yield a row for each note: its canvas, its block, and as much of it as has room."""
        width = self.size.width - 2
        titles = max(8, min(28, width // 4))
        is_roomy = width >= _ROOMY
        blocks = 14 if is_roomy else 1
        for kept, match in self._found[:MOST]:
            title = self.guide.canvas_title(kept.entry.title)
            block = match.spot.block if match.spot else None
            place = f"{block.number} {self.guide.short(block)}" if block else ""
            if block and not is_roomy:
                place = str(block.number)
            start = f" {_padded(title, titles)}  {_padded(place, blocks)}  "
            if block is None:  # the title itself was found: it has the row
                start = " "
            text, spans = _window(match, width - cell_len(start))
            row = Content(start + text)
            for first, last in spans:
                row = row.stylize("bold underline", len(start) + first, len(start) + last)
            yield Option(row)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        at = self._list.highlighted
        self._list.set_options(self._options())
        self._list.highlighted = at

    def action_cursor(self, down: bool) -> None:
        """Go down or up the list, while the line keeps the keys."""
        (self._list.action_cursor_down if down else self._list.action_cursor_up)()

    @on(OptionList.OptionSelected)
    def _click(self) -> None:
        """Give back the note that is clicked."""
        self._go()

    def _go(self) -> bool:
        """Give back the note that the cursor is on; tell whether there is one."""
        at = self._list.highlighted
        if at is None or at >= len(self._found):
            return False
        kept, match = self._found[at]
        self.dismiss(JumpTarget(kept.entry.id, self._sought, match.spot))
        return True


def _padded(text: str, width: int) -> str:
    """Return a text in just `width` cells."""
    text = truncate(text, width)
    return text + " " * (width - cell_len(text))


def _window(match: Match, width: int) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return as much of what was found as fits, from where that is in sight, and where it is."""
    start = match.spans[0][0]
    if cell_len(match.text) <= width or cell_len(match.text[: match.spans[0][1]]) < width:
        left, lead = 0, ""
    else:
        left, lead = max(0, start - min(_BEFORE, max(0, width - 8))), "…"
    text = truncate(lead + match.text[left:], width)
    moved = ((a - left + len(lead), b - left + len(lead)) for a, b in match.spans)
    return text, [(a, min(b, len(text))) for a, b in moved if a < len(text)]
