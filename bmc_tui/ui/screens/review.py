"""The screen with the findings of the review, and an explanation of the selected one."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas, Dismissal
from bmc_tui.render.wrap import truncate, wrapped_lines
from bmc_tui.review import Finding, Review, Severity, review
from bmc_tui.review.folding import Row, rows_of
from bmc_tui.review.messages import group_text, item_text
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, LANGUAGE, LIST_BINDINGS, PALETTE
from bmc_tui.ui.screens.list_screen import ListDetailScreen
from bmc_tui.ui.widgets.pick_list import PickList

SEVERITY_STYLES = {
    Severity.PROBLEM: "bold $error",
    Severity.CHECK: "$warning",
    Severity.HINT: "$primary",
}
"""The text styles of the severities, whose words say the same without colours."""

_BLOCK_CELLS = 15
"""Cells of the column with the block: its number and short title."""

_MIN_TEXT_CELLS = 30
"""Minimum number of cells of the text beside the columns; with fewer it is below them."""

_BESIDE_COLUMNS = 160
"""Columns from which the explanation is beside the list: before that it takes too much of it."""

_MAX_NOTE_LINES, _MAX_NOTE_LINES_LOW = 9, 4
"""Maximum number of lines of the notes of a folded row in its explanation; the second on a low
screen, where the reason and the good answer need the room."""

_LOW_ROWS = 30
"""Rows of the screen below which it is low."""


class ReviewScreen(ListDetailScreen[Finding | None]):
    """The list of findings, and an explanation of the selected one; returns the one to go to.

    The findings of a rule are one row, which unfolds into a row for each of its notes.

    Args:
        context: The app's context.
        current_canvas: Returns the canvas as it is now.
        change_dismissals: Dismisses findings, or brings dismissed ones back if its second argument
            is False.
        undo: Undoes the last step, or redoes it if its argument is True; returns what to report.
        open_design: Opens the screen with the questions on the design.
        index: The index of the row to put the cursor on.
        unfolded: The rules of the rows that are unfolded at first.
    """

    CSS_PATH = "review.tcss"

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_COLUMNS, "-wide")]

    BINDINGS = [
        Binding("enter", "go", id="review.go", key_display="⏎"),
        # Before the list's own bindings, which would scroll it sideways.
        Binding("right,l", "unfold", id="review.unfold", key_display="→", priority=True),
        Binding("left,h", "fold", id="review.fold", show=False, priority=True),
        Binding("x,delete", "toggle_dismissal", id="review.put_away"),
        Binding("X", "toggle_dismissals", id="review.put_all_away", key_display="X"),
        Binding("u", "take_step(False)", id="review.undo", show=False),
        Binding("U", "take_step(True)", id="review.redo", key_display="U", show=False),
        Binding("7", "design", id="review.design"),
        Binding("escape,r,q", "close", id="review.close", key_display="esc"),
        *LIST_BINDINGS,
        LANGUAGE,
        PALETTE,
        HELP,
    ]

    def __init__(
        self,
        context: AppContext,
        current_canvas: Callable[[], Canvas],
        change_dismissals: Callable[[Iterable[Dismissal], bool], None],
        undo: Callable[[bool], Awaitable[str]],
        open_design: Callable[[], None],
        index: int = 0,
        unfolded: Iterable[str] = (),
    ) -> None:
        self._text = Static(markup=False)
        self._view = VerticalScroll(self._text, id="finding", can_focus=False)
        super().__init__(context, PickList("findings"), self._view)
        self._current_canvas = current_canvas
        self._change_dismissals = change_dismissals
        self._undo = undo
        self._open_design = open_design
        self._initial_index = index
        self.unfolded = frozenset(unfolded)
        """The rules of the unfolded rows."""
        self._rows: list[Row | None] = []
        """What each line of the list stands for; None for the heading above the dismissed ones."""

    def on_mount(self) -> None:
        """Show the list."""
        self._list.focus()
        self.reload()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        super().set_language(guide)
        self.reload()

    @property
    def selected_index(self) -> int:
        """The index of the row under the cursor."""
        index = self._list.highlighted
        return self._initial_index if index is None else index

    @property
    def _selected(self) -> Row | None:
        """The row under the cursor."""
        return self._list.selected_of(self._rows)

    # The list and the explanation

    def reload(self) -> None:
        """Review the canvas as it is now, and show the findings."""
        index, selected = self._list.highlighted, self._selected
        result = review(canvas := self._current_canvas())
        self._rows = [*_all_rows(result, self.unfolded)]
        self._list.set_options(_options(self._rows, _list_width(self.size.width) - 4, self.guide))
        self._select(self._initial_index if index is None else index, selected)
        self.title_bar.show(
            self.guide.say("review.title"),
            self.guide.pluralize("review.count", len(result.findings)),
            self.guide.canvas_title(canvas.title),
        )
        self._explain()

    def _select(self, index: int, row: Row | None) -> None:
        """Move the cursor to a row, or to the one at an index if that row is gone."""
        if any(self._rows):
            self._list.highlighted = _nearest_index(self._rows, index, row)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self.reload()

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        """Show the notes of the row under the cursor, the reason and a good answer."""
        row = self._selected
        self.show_keys(self, self._is_enabled)
        if row is None:
            self._text.update(Content(self.guide.say("review.clean")))
            return
        limit = _MAX_NOTE_LINES_LOW if self.size.height < _LOW_ROWS else _MAX_NOTE_LINES
        if row.beneath is None and row.group.is_folded and row.group.rule in self.unfolded:
            limit = 0  # the list has the notes
        cells = (self.size.width - _list_width(self.size.width)) or self.size.width
        self._text.update(Content(_explanation(row, limit, max(1, cells - 3), self.guide)))
        self._view.scroll_home(animate=False)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        row = self._selected
        if action == "unfold":
            return row is not None and row.group.is_folded and row.beneath is None
        return (
            action in {"take_step(False)", "take_step(True)", "design", "close", "app.help"}
            or row is not None
        )

    # Actions

    @on(OptionList.OptionSelected)
    def action_go(self) -> None:
        """Return the selected finding, to go to its note or block."""
        if row := self._selected:
            self.dismiss(row.finding)

    def action_unfold(self) -> None:
        """Show the notes of the selected row below it, or go to the first of them."""
        row, index = self._selected, self._list.highlighted
        if row is None or index is None or not row.group.is_folded or row.beneath:
            return
        if row.group.rule in self.unfolded:
            self._list.highlighted = index + 1
        else:
            self.unfolded |= {row.group.rule}
            self.reload()

    def action_fold(self) -> None:
        """Hide the notes below the selected row, and go to the row."""
        if row := self._selected:
            self.unfolded -= {row.group.rule}
            self.reload()
            self._select(0, replace(row, beneath=None))

    def action_toggle_dismissal(self) -> None:
        """Dismiss the selected finding, or bring a dismissed one back."""
        if row := self._selected:
            self._toggle([row.finding.dismissal], row, _toggled(row), len(row.group.findings))

    def action_toggle_dismissals(self) -> None:
        """Dismiss all findings of the selected row's rule, or bring all dismissed ones back."""
        if row := self._selected:
            self._toggle(row.group.dismissals, row, _all_toggled(row), row.group.size)

    def _toggle(self, dismissals: Iterable[Dismissal], row: Row, message: str, count: int) -> None:
        """Dismiss findings of a row, or bring them back if it is dismissed; report how many."""
        self._change_dismissals(dismissals, not row.is_dismissed)
        self.reload()
        self.show_message(message, n=count)

    async def action_take_step(self, is_redo: bool) -> None:
        """Undo or redo a step of the canvas, which may be a dismissal made here; report it."""
        report = await self._undo(is_redo)
        self.reload()
        self.message_bar.show(report)

    def action_design(self) -> None:
        """Show the questions on the design."""
        self._open_design()

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss(None)


def _list_width(width: int) -> int:
    """Return the cells of the list, with its padding, on a screen of a width."""
    return width * 60 // 100 if width >= _BESIDE_COLUMNS else width


def _nearest_index(rows: Sequence[Row | None], index: int, row: Row | None) -> int:
    """Return the index of a row, or that of the line nearest to an index if the row is gone."""
    keys = [each and each.key for each in rows]
    if row and row.key in keys:
        index = keys.index(row.key)
    index = min(index, len(keys) - 1)
    is_heading = keys[index] is None
    return index + (1 if index == 0 else -1) if is_heading else index


def _all_rows(result: Review, unfolded: frozenset[str]) -> Iterator[Row | None]:
    """Yield the row of each line of the list; None for the heading of the dismissed ones."""
    yield from rows_of(result.groups, unfolded)
    if result.dismissed:
        yield None
        yield from rows_of(result.dismissed_groups, unfolded, is_dismissed=True)


def _options(rows: Iterable[Row | None], width: int, guide: Guide) -> Iterator[Option]:
    """Yield the lines of the list, wrapped between words to a width in cells."""
    words = [guide.say(f"review.severity.{level.name.lower()}") for level in Severity]
    severity_cells = max(map(cell_len, words)) + 1
    for row in rows:
        if row is None:
            yield Option(Content(guide.say("review.dismissed")), disabled=True)
        else:
            yield Option(_row_content(row, severity_cells, width, guide))


def _row_content(row: Row, severity_cells: int, width: int, guide: Guide) -> Content:
    """Return a row: the severity, the block, the finding in full, and how many there are.

    If the columns would leave too little room for the text, it is below them.
    """
    group = row.group
    text = group_text(group, guide)
    head_cells = severity_cells + _BLOCK_CELLS
    is_below = width - head_cells < _MIN_TEXT_CELLS
    indent = "  " if is_below else " " * head_cells
    room = max(1, width - len(indent))
    if row.beneath:
        item = item_text(row.beneath, group, guide)
        return Content("\n".join(f"{indent}{line}" for line in wrapped_lines(item, room)))
    count = f" ×{len(group.findings)}" if group.is_folded else ""
    severity = set_cell_size(text.severity, severity_cells)
    block = truncate(text.short_place, _BLOCK_CELLS - 1)
    if is_below:
        lines = [f"{block}{count}", *(indent + line for line in wrapped_lines(text.what, room))]
    else:
        text_cells = room - cell_len(count)
        first, *rest = wrapped_lines(text.what, text_cells)
        columns = set_cell_size(block, _BLOCK_CELLS) + set_cell_size(first, text_cells) + count
        lines = [columns.rstrip(), *(indent + line for line in rest)]
    return Content.assemble((severity, SEVERITY_STYLES[group.severity]), "\n".join(lines))


def _all_toggled(row: Row) -> str:
    """Return the key of the message after all findings of a row were dismissed or brought back."""
    if row.group.size == 1:
        return _toggled(row)
    return "findings_back" if row.is_dismissed else "findings_away"


def _toggled(row: Row) -> str:
    """Return the key of the message that the finding of a row was dismissed or is back."""
    if row.is_dismissed:
        return "finding_back"
    is_one_of_many = row.beneath is None and row.group.is_folded
    return "finding_of_many_away" if is_one_of_many else "finding_away"


def _explanation(row: Row, limit: int, width: int, guide: Guide) -> str:
    """Return the notes of a row, the reason and a good answer.

    Args:
        row: The row.
        limit: The maximum number of lines for the notes; 0 leaves them out.
        width: The cells of a line.
        guide: The language.
    """
    text = group_text(row.group, guide)
    items = [item_text(row.beneath, row.group, guide)] if row.beneath else text.items
    ends = list(accumulate(len(wrapped_lines(item, width)) for item in items))
    count = len(items)
    if count > 1 and ends[-1] > limit:  # one line is reserved for the number of the others
        count = sum(end < limit for end in ends)
    lines = [*items[:count]]
    if limit and count < len(items):
        lines.append(guide.say("review.more", n=len(items) - count))
    lines += [""] if lines else []
    why = guide.say("review.why", text=text.why)
    good = guide.say("review.good", text=text.good)
    return "\n".join([*lines, why, "", good])
