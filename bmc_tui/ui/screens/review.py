"""The screen with the findings of the review, and an explanation of the selected one."""

from collections.abc import Callable, Iterator

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bmc_tui.model.canvas import Canvas, Dismissal
from bmc_tui.render.wrap import truncate
from bmc_tui.review import Finding, Severity, review
from bmc_tui.review.messages import finding_text
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, PALETTE, ROW_DOWN, ROW_UP
from bmc_tui.ui.screens.list_screen import ListDetailScreen
from bmc_tui.ui.widgets.pick_list import PickList

_SEVERITY_STYLES = {Severity.PROBLEM: "bold", Severity.WARNING: "", Severity.HINT: "dim"}
"""The text styles; without colours, few of which are readable on the reversed row too."""

_BLOCK_CELLS = 15
"""Cells of the column with the block: its number and short title."""


class ReviewScreen(ListDetailScreen[Finding | None]):
    """The list of findings, and an explanation of the selected one; returns the one to go to.

    Args:
        context: The app's context.
        current_canvas: Returns the canvas as it is now.
        toggle_dismissal: Dismisses a finding, or brings a dismissed one back.
        index: The row to put the cursor on.
    """

    CSS_PATH = "review.tcss"

    BINDINGS = [
        Binding("enter", "go", id="review.go", key_display="⏎"),
        Binding("x,delete", "toggle_dismissal", id="review.put_away"),
        Binding("escape,r,q", "close", id="review.close", key_display="esc"),
        ROW_DOWN,
        ROW_UP,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        current_canvas: Callable[[], Canvas],
        toggle_dismissal: Callable[[Dismissal], None],
        index: int = 0,
    ) -> None:
        self._text = Static(markup=False)
        self._view = VerticalScroll(self._text, id="finding", can_focus=False)
        super().__init__(context, PickList("findings"), self._view)
        self._current_canvas = current_canvas
        self._toggle_dismissal = toggle_dismissal
        self._initial_index = index
        self._findings: list[Finding | None] = []
        """The finding of each row; None for the heading above the dismissed ones."""

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self.reload()

    @property
    def selected_index(self) -> int:
        """The row under the cursor."""
        index = self._list.highlighted
        return self._initial_index if index is None else index

    @property
    def _selected(self) -> Finding | None:
        """The finding under the cursor."""
        index = self.selected_index
        return self._findings[index] if index < len(self._findings) else None

    # The list and the explanation

    def reload(self) -> None:
        """Review the canvas as it is now, and show the findings."""
        index, canvas = self.selected_index, self._current_canvas()
        result = review(canvas)
        self._findings = [*result.findings]
        if result.dismissed:
            self._findings += [None, *result.dismissed]
        self._list.set_options(self._rows())
        if any(self._findings):
            index = min(index, len(self._findings) - 1)
            is_heading = self._findings[index] is None
            self._list.highlighted = index + (1 if index == 0 else -1) if is_heading else index
        self.title_bar.show(
            self.guide.say("review.title"),
            self.guide.pluralize("review.count", len(result.findings)),
            self.guide.canvas_title(canvas.title),
        )
        self._explain()

    def _rows(self) -> Iterator[Option]:
        """Yield the rows: the severity, the block and a summary of each finding."""
        width = self._list_width - 4
        severities = [self.guide.say(f"review.severity.{level.name.lower()}") for level in Severity]
        severity_cells = max(map(cell_len, severities)) + 1
        for finding in self._findings:
            if finding is None:
                yield Option(Content(self.guide.say("review.dismissed")), disabled=True)
                continue
            words = finding_text(finding, self.guide)
            block = f"{finding.block.number} {self.guide.short_title(finding.block)}"
            severity = set_cell_size(words.severity, severity_cells)
            block_column = set_cell_size(truncate(block, _BLOCK_CELLS - 1), _BLOCK_CELLS)
            line = truncate(f"{severity}{block_column}{words.what}", width)
            style = _SEVERITY_STYLES[finding.severity]
            yield Option(Content.assemble((line[:severity_cells], style), line[severity_cells:]))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self.reload()

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        """Show the explanation of the finding under the cursor."""
        finding = self._selected
        self.show_keys(self, self._is_enabled)
        if finding is None:
            self._text.update(Content(self.guide.say("review.clean")))
            return
        words = finding_text(finding, self.guide)
        style = _SEVERITY_STYLES[finding.severity]
        note = [Content(f"“{finding.text}”"), Content("")] if finding.text else []
        lines = (
            Content.styled(f"{words.severity}  {words.block_title}", style),
            Content.styled(words.what, "bold"),
            *note,
            Content(self.guide.say("review.why", text=words.why)),
            Content(""),
            Content(self.guide.say("review.good", text=words.good)),
        )
        self._text.update(Content("\n").join(lines))
        self._view.scroll_home(animate=False)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        return action in {"close", "app.help"} or self._selected is not None

    # Actions

    @on(OptionList.OptionSelected)
    def action_go(self) -> None:
        """Return the selected finding, to go to its note or block."""
        if finding := self._selected:
            self.dismiss(finding)

    def action_toggle_dismissal(self) -> None:
        """Dismiss the selected finding, or bring a dismissed one back."""
        if finding := self._selected:
            was_dismissed = finding.dismissal in self._current_canvas().dismissed
            self._toggle_dismissal(finding.dismissal)
            self.reload()
            self.show_message("finding_back" if was_dismissed else "finding_away")

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss(None)
