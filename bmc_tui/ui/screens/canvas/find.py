"""Find mode: the matches of a search are highlighted, and one of them is the current one."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.sanitize import clean
from bmc_tui.model.search import search
from bmc_tui.render.highlight import Highlight
from bmc_tui.ui.screens.canvas.browse import MATCH_ACTIONS
from bmc_tui.ui.screens.canvas.mode import Footer, Mode
from bmc_tui.ui.screens.prompting import Question, prompting, worded

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_FOOTER_ACTIONS = {"edit", "ask('find')", "follow", "app.help"} | MATCH_ACTIONS
"""The only actions that the footer shows in this mode: the others act too, but would push these out
of a narrow footer."""


class Find(Mode):
    """The matches of a search are highlighted.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        highlight: The query, and the current match.
        wrapped: Where the last step continued past an end: "from_start", "from_end" or ""; a key of
            the catalogue under `find`.
    """

    def __init__(
        self, screen: "CanvasScreen", back: Mode, highlight: Highlight, wrapped: str = ""
    ) -> None:
        super().__init__(screen, back)
        self._wrapped = wrapped
        self._show(highlight)

    def _show(self, highlight: Highlight) -> None:
        """Highlight the matches, and go to the current one."""
        self._highlight = highlight
        self.screen.last_search = highlight.query
        self.screen.board.highlight(highlight)
        if highlight.current:
            self.screen.board.go_to(highlight.current.block)

    def location(self, canvas: Canvas) -> str:
        """Return the query, and which of its matches is the current one."""
        say, highlight = self.screen.guide.say, self._highlight
        text, spots = clean(highlight.query), matching_spots(highlight.query, canvas)
        if not spots:
            return say("find.none", text=text)
        if highlight.current not in spots:
            return say("find.many", text=text, n=len(spots))
        number = spots.index(highlight.current) + 1
        return say(f"find.{self._wrapped or 'at'}", text=text, n=number, all=len(spots))

    def footer(self) -> Footer:
        """Return the keys that act on the matches, and the key of the list of all keys."""
        actions = {
            binding.action for binding in type(self.screen).BINDINGS if isinstance(binding, Binding)
        }
        return Footer(self.screen, actions - _FOOTER_ACTIONS)

    def leave(self) -> Mode:
        """Remove the highlight."""
        self.screen.board.highlight(None)
        return self.back

    def update(self, canvas: Canvas) -> Mode:
        """Clear the current match when the canvas no longer has it."""
        query, current = self._highlight
        if current not in matching_spots(query, canvas):
            self._show(Highlight(query))
        return super().update(canvas)

    @property
    def highlight(self) -> Highlight:
        """The query, and the current match."""
        return self._highlight

    def find(self, highlight: Highlight | None, wrapped: str = "") -> Mode:
        """Highlight the matches of another search, or none."""
        if not highlight:
            return self.leave()
        self._wrapped = wrapped
        self._show(highlight)
        return self


def matching_spots(query: str, canvas: Canvas) -> list[Spot]:
    """Return the spots of the notes that match a query."""
    return [match.spot for match in search(query, canvas) if match.spot]


def highlight_matches(screen: "CanvasScreen", query: str, spot: Spot | None = None) -> bool:
    """Highlight the matches of a search, and go to one of them.

    Args:
        screen: The canvas screen.
        query: What to search for; an empty query removes the highlight.
        spot: The match to go to; the first match when it is not one of them.

    Returns:
        Whether there is a match.
    """
    spots = matching_spots(query, screen.canvas)
    if spot not in spots:
        spot = spots[0] if spots else None
    screen.mode = screen.mode.find(Highlight(query, spot) if clean(query) else None)
    return spot is not None


async def ask_query(screen: "CanvasScreen") -> None:
    """Ask for what to find, and highlight its matches while it is typed."""
    origin = screen.board.block

    def search_typed(text: str) -> None:
        if not highlight_matches(screen, text):
            screen.board.go_to(origin)

    question = Question(worded("ask.find"), worded("ask.find_hint"))
    async with prompting(screen, question, search_typed) as prompt:
        while lines := await prompt.answer():
            highlight = screen.mode.highlight
            if highlight is None or clean(highlight.query) != lines[0]:
                search_typed(lines[0])  # pasted lines are not reported as a change
                highlight = screen.mode.highlight
            if highlight and highlight.current:
                return
            prompt.ask_again(lines[0])
            screen.show_message("not_found", text=lines[0])
        screen.mode = screen.mode.find(None)
        screen.board.go_to(origin)


def step_match(screen: "CanvasScreen", steps: int) -> None:
    """Go to the next or previous match; after the last, the first again."""
    highlight = screen.mode.highlight
    query = highlight.query if highlight else screen.last_search
    spots = matching_spots(query, screen.canvas)
    if not query:
        screen.show_message("find_first")
        return
    if not spots:
        screen.show_message("not_found", text=clean(query))
        return
    current = highlight.current if highlight else None
    outside = 0 if steps < 0 else -1  # without a current match, the first step enters at an end
    index = (spots.index(current) if current in spots else outside) + steps
    wrapped = "" if 0 <= index < len(spots) else "from_start" if index > 0 else "from_end"
    screen.mode = screen.mode.find(Highlight(query, spots[index % len(spots)]), wrapped)
