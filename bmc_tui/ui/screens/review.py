"""The review of the canvas: what to look at, why, and the way there; findings are put away here."""

from collections.abc import Callable, Iterable, Iterator

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bmc_tui.model.canvas import Canvas, Dismissed
from bmc_tui.render.wrap import truncate
from bmc_tui.review import Finding, Severity, review
from bmc_tui.review.messages import told
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import BY_WIDTH, HELP, PALETTE, ROW_DOWN, ROW_UP, WIDE, BaseScreen
from bmc_tui.ui.widgets.pick_list import PickList

_WEIGHTS = {Severity.PROBLEM: "bold", Severity.WARNING: "", Severity.HINT: "dim"}
"""How a severity is shown. No colours: few can be read on the row of the cursor too."""

_BLOCK = 15
"""Cells of a block's short title with its number."""


class ReviewScreen(BaseScreen[Finding | None]):
    """The list of findings with the words of the picked one; gives the one to go to.

    Args:
        context: What the screen works with.
        canvas: Returns the canvas as it is now.
        put_away: Puts a finding away, or brings it back.
        at: The row to begin at.
    """

    CSS_PATH = "review.tcss"

    HORIZONTAL_BREAKPOINTS = BY_WIDTH

    BINDINGS = [
        Binding("enter", "go", id="review.go", key_display="⏎"),
        Binding("x,delete", "put_away", id="review.put_away"),
        Binding("escape,r,q", "close", id="review.close", key_display="esc"),
        ROW_DOWN,
        ROW_UP,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        canvas: Callable[[], Canvas],
        put_away: Callable[[Dismissed], None],
        at: int = 0,
    ) -> None:
        super().__init__(context)
        self._canvas = canvas
        self._put_away = put_away
        self._at = at
        self._rows: list[Finding | None] = []
        """What each row of the list is; None is the heading of what was put away."""
        self._list = PickList("findings")
        self._words = Static(markup=False)
        self._view = VerticalScroll(self._words, id="finding", can_focus=False)

    def compose_body(self) -> Iterable[Widget]:
        """Return the list and the words."""
        return (Container(self._list, self._view, id="review-body"),)

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self.reload()

    @property
    def at(self) -> int:
        """The row that the cursor is on."""
        return self._at if self._list.highlighted is None else self._list.highlighted

    @property
    def _picked(self) -> Finding | None:
        """The finding that the cursor is on."""
        return self._rows[self.at] if self.at < len(self._rows) else None

    # What is shown

    def reload(self) -> None:
        """Show what the rules say of the canvas as it is now."""
        at, canvas = self.at, self._canvas()
        found = review(canvas)
        self._rows = [*found.findings]
        if found.dismissed:
            self._rows += [None, *found.dismissed]
        self._list.set_options(self._options())
        if any(self._rows):
            at = min(at, len(self._rows) - 1)
            is_heading = self._rows[at] is None
            self._list.highlighted = at + (1 if at == 0 else -1) if is_heading else at
        self.title_bar.show(
            self.guide.say("review.title"),
            self.guide.count("review.count", len(found.findings)),
            self.guide.canvas_title(canvas.title),
        )
        self._tell()

    def _options(self) -> Iterator[Option]:
        """Yield the rows: severity, block and what was found."""
        wide = self.size.width >= WIDE
        room = (self.size.width // 2 if wide else self.size.width) - 4
        severities = [self.guide.say(f"review.severity.{each.name.lower()}") for each in Severity]
        first = max(map(cell_len, severities)) + 1
        for finding in self._rows:
            if finding is None:
                yield Option(Content(self.guide.say("review.dismissed")), disabled=True)
                continue
            words = told(finding, self.guide)
            block = f"{finding.block.number} {self.guide.short(finding.block)}"
            start = (
                f"{_padded(words.severity, first)}{_padded(truncate(block, _BLOCK - 1), _BLOCK)}"
            )
            line = truncate(start + words.what, room)
            style = _WEIGHTS[finding.severity]
            yield Option(Content.assemble((line[:first], style), line[first:]))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self.reload()

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Show the words of the finding that the cursor is on."""
        finding = self._picked
        self.show_keys(self, self._can)
        if finding is None:
            self._words.update(Content(self.guide.say("review.clean")))
            return
        words = told(finding, self.guide)
        head = Content.styled(f"{words.severity}  {words.place}", _WEIGHTS[finding.severity])
        note = [Content(f"“{finding.text}”"), Content("")] if finding.text else []
        parts = (
            head,
            Content.styled(words.what, "bold"),
            *note,
            Content(self.guide.say("review.why", text=words.why)),
            Content(""),
            Content(self.guide.say("review.good", text=words.good)),
        )
        self._words.update(Content("\n").join(parts))
        self._view.scroll_home(animate=False)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        return action in {"close", "app.help"} or self._picked is not None

    # What keys do

    @on(OptionList.OptionSelected)
    def action_go(self) -> None:
        """Give back the picked finding, to go to its note or block."""
        if finding := self._picked:
            self.dismiss(finding)

    def action_put_away(self) -> None:
        """Put the picked finding away, or bring it back where it is away."""
        if finding := self._picked:
            is_away = finding.dismissal in self._canvas().dismissed
            self._put_away(finding.dismissal)
            self.reload()
            self.show_message("finding_back" if is_away else "finding_away")

    def action_cursor(self, direction: str) -> None:
        """Go up or down the list."""
        (self._list.action_cursor_down if direction == "down" else self._list.action_cursor_up)()

    def action_close(self) -> None:
        """Go back to the canvas."""
        self.dismiss(None)


def _padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, `width` cells in all."""
    return text + " " * (width - cell_len(text))
