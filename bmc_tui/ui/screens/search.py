"""The screen that searches the notes and titles of all canvases while the user types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.cells import cell_len, set_cell_size
from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bmc_tui.model.canvas import Spot
from bmc_tui.model.sanitize import clean
from bmc_tui.model.search import Match, search_with_title
from bmc_tui.render.wrap import truncate
from bmc_tui.store import StoredCanvas
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.list_screen import ListScreen
from bmc_tui.ui.screens.prompting import Question, prompting, worded
from bmc_tui.ui.widgets.pick_list import PickList

MAX_MATCHES = 50
"""Maximum number of matches that are listed; a longer query narrows them down."""

_CONTEXT_CELLS = 12
"""Cells of a note before the match, where the whole note does not fit."""

_BLOCK_CELLS = 14
"""Cells of the column with the block: its number and short title."""

_MIN_BLOCK_NAME_CELLS = 58
"""The width of a row from which the name of a block is shown after its number."""


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """The canvas to open, and what to show of it."""

    canvas_id: str
    query: str = ""
    """The text to highlight there."""
    spot: Spot | None = None
    """The note to put the cursor on."""
    message: str = ""
    """What to report there."""


class SearchScreen(ListScreen[JumpTarget | None]):
    """A prompt for the query, and above it the notes that match; returns the selected one.

    Args:
        context: The app's context.
    """

    BINDINGS = [
        Binding("up", "cursor('up')", id="search.up", show=False),
        Binding("down", "cursor('down')", id="search.down", show=False),
        Binding("pageup", "cursor('page_up')", id="search.page_up", show=False),
        Binding("pagedown", "cursor('page_down')", id="search.page_down", show=False),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, PickList("matches"))
        self._canvases: Sequence[StoredCanvas] | None = None
        self._query = ""
        self._matches: list[tuple[StoredCanvas, Match]] = []
        self._list.can_focus = False

    def on_mount(self) -> None:
        """Ask for the query, and read the canvases meanwhile."""
        self._show_title()
        self._ask()
        self._read()

    @work
    async def _ask(self) -> None:
        """Ask for the query, until a match is selected or the prompt is cancelled."""
        question = Question(worded("ask.find"), worded("search.hint"))
        async with prompting(self, question, self._search) as prompt:
            while (lines := await prompt.answer()) is not None:
                if lines and lines[0] != self._query:
                    self._search(lines[0])  # several lines were pasted; this is the first
                if not self._return_selected() and lines:
                    prompt.ask_again(lines[0])
                    self.show_message("found_nowhere", text=lines[0])
            self.dismiss(None)

    @work
    async def _read(self) -> None:
        """Read all canvases, and search them for what was typed already."""
        self._canvases = await self.run_in_thread(self.context.shelf.canvases)
        if self._canvases is not None:
            self._search(self.open_prompt.text if self.open_prompt else "")

    def _search(self, query: str) -> None:
        """Search the canvases, and show the matches."""
        self._query = clean(query)
        matches = (
            (stored, match)
            for stored in self._canvases or ()
            for match in search_with_title(self._query, stored.canvas)
        )
        self._matches = list(islice(matches, MAX_MATCHES + 1))
        self._list.show_rows(self._rows())
        self._show_title()

    def _show_title(self) -> None:
        """Show the title and the number of matches."""
        count = ""
        if self._query and self._canvases is not None:
            key = "search.most" if len(self._matches) > MAX_MATCHES else "search.count"
            count = self.guide.say(key, n=min(MAX_MATCHES, len(self._matches)))
        self.title_bar.show(self.guide.say("search.title"), count)

    def _rows(self) -> Iterator[Option]:
        """Yield a row for each match: the canvas, the block and an excerpt of the note."""
        width = self.size.width - 2
        title_cells = max(8, min(28, width // 4))
        has_block_names = width >= _MIN_BLOCK_NAME_CELLS
        for stored, match in self._matches[:MAX_MATCHES]:
            start = " "  # a match in the title of the canvas has the row to itself
            if match.spot:
                block = match.spot.block
                title = _fit(self.guide.canvas_title(stored.entry.title), title_cells)
                name = f"{block.number} {self.guide.short_title(block)}"
                column = _fit(name, _BLOCK_CELLS) if has_block_names else str(block.number)
                start = f" {title}  {column}  "
            text, spans = _excerpt(match, width - cell_len(start))
            row = Content(start + text)
            for first, last in spans:
                row = row.stylize("bold underline", len(start) + first, len(start) + last)
            yield Option(row)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._list.show_rows(self._rows(), self._list.highlighted or 0)

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        """Return the match that was clicked."""
        self._return_selected()

    def _return_selected(self) -> bool:
        """Return the selected match to the caller of the screen, if there is one.

        Returns:
            Whether there is one.
        """
        selected = self._list.selected_of(self._matches)
        if selected is None:
            return False
        stored, match = selected
        self.dismiss(JumpTarget(stored.entry.id, self._query, match.spot))
        return True


def _fit(text: str, width: int) -> str:
    """Return a text truncated or padded to exactly `width` cells."""
    return set_cell_size(truncate(text, width), width)


def _excerpt(match: Match, width: int) -> tuple[str, Sequence[tuple[int, int]]]:
    """Return the part of a note around its first match.

    Args:
        match: The note, and the spans of the matches in it.
        width: The cells for the excerpt.

    Returns:
        The excerpt, and the spans of the matches in it.
    """
    first_start, first_end = match.spans[0]
    if cell_len(match.text) <= width or cell_len(match.text[:first_end]) < width:
        start, ellipsis = 0, ""
    else:
        start, ellipsis = max(0, first_start - min(_CONTEXT_CELLS, max(0, width - 8))), "…"
    text = truncate(ellipsis + match.text[start:], width)
    offset = len(ellipsis) - start
    spans = ((left + offset, right + offset) for left, right in match.spans)
    return text, [(left, min(right, len(text))) for left, right in spans if left < len(text)]
