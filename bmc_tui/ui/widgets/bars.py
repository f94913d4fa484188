"""The bars of a screen: title, keys, message, the finding being resolved, and parked notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.render.fitting.words import HYPHEN, break_lines
from bmc_tui.render.grid import MIN_CLASSIC_ROWS
from bmc_tui.render.roles import Line, StyledRun
from bmc_tui.render.title_line import parked_line, title_line
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.themes import role_style
from bmc_tui.ui.widgets.board import Board

_BAR_ROWS = 2
"""Rows of a screen that its title bar and its footer take."""


class TitleBar(Widget):
    """A title and a location at the left, the legend of segments and a status at the right."""

    def __init__(self) -> None:
        super().__init__(id="title")
        self._parts = ("", "", "")
        self._legend: Sequence[tuple[StyledRun, StyledRun]] = ()
        self._drawn: Line = []
        """The line as it was drawn last: the legend has often more than there is room for."""

    def show(
        self,
        title: str,
        location: str = "",
        status: str = "",
        legend: Sequence[tuple[StyledRun, StyledRun]] = (),
    ) -> None:
        """Show a title.

        Args:
            title: The title of the canvas or the screen.
            location: Where in the canvas or screen the user is, such as a block.
            status: The text at the right, such as the save state.
            legend: The letter and the name of each segment, left out if there is no room.
        """
        if (self._parts, self._legend) != ((title, location, status), legend):
            self._parts, self._legend = (title, location, status), legend
            if self._line() != self._drawn:
                self.refresh()

    def _line(self) -> Line:
        """Return the line, shortened to the width as `title_line` describes."""
        return title_line(self.size.width, *self._parts, self._legend)

    def render_line(self, y: int) -> Strip:
        """Return the line as a row."""
        self._drawn = self._line()
        segments = [Segment(text, role_style(self.app, role)) for text, role in self._drawn]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)


class KeyHint(NamedTuple):
    """A key as the footer shows it."""

    key: str
    """The key's short name, such as `^b`."""
    label: str
    """What it does, in a word."""
    action: str
    """The action that a click on it runs."""
    is_enabled: bool = True
    """Whether it can act now; otherwise it is dimmed."""
    is_essential: bool = False
    """Whether the others make room for it: how to leave the screen, and the list of all keys."""


class KeyBar(Widget):
    """The footer: the keys that work now, as many as there is room for."""

    COMPONENT_CLASSES = {"keys--key", "keys--label", "keys--dim"}

    @dataclass
    class Clicked(Message):
        """The user clicked a key."""

        action: str

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._hints: Sequence[KeyHint] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show keys, in this order."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def _visible_hints(self) -> list[tuple[int, KeyHint]]:
        """Return the keys that fit, each with its first column."""
        essential = [hint for hint in self._hints if hint.is_essential]
        while essential and sum(map(_slot_width, essential)) - 1 > self.size.width:
            essential.pop()  # the list of all keys is last, and leaving matters more
        room = self.size.width - 1 - sum(map(_slot_width, essential))
        visible = []
        column = 1
        for hint in self._hints:
            if hint not in essential:
                if hint.is_essential or _width(hint) > room:
                    continue
                room -= _slot_width(hint)
            visible.append((column, hint))
            column += _slot_width(hint)
        return visible

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        style = self.get_component_rich_style
        segments: list[Segment] = [Segment(" ", self.rich_style)]
        for _, hint in self._visible_hints():
            key_style: Style = style("keys--key" if hint.is_enabled else "keys--dim")
            label_style: Style = style("keys--label" if hint.is_enabled else "keys--dim")
            segments += [Segment(hint.key, key_style), Segment(f" {hint.label}  ", label_style)]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Run the action of the key that was clicked."""
        for column, hint in self._visible_hints():
            if column <= event.x < column + _width(hint) and hint.is_enabled:
                self.post_message(self.Clicked(hint.action))


def _width(hint: KeyHint) -> int:
    """Return the cells of a key with its label."""
    return cell_len(hint.key) + 1 + cell_len(hint.label)


def _slot_width(hint: KeyHint) -> int:
    """Return the cells of a key with its label, and of the gap after it."""
    return _width(hint) + 2


class _ClippedText(Static):
    """A text of several lines that ends in an ellipsis if there is no room for all of them.

    Its lines break as those of notes do: an amount stays on the line of its currency sign.
    """

    def _wrapped(self, width: int) -> Content:
        """Return the text in lines of a width in cells."""
        text = self.content if isinstance(self.content, Content) else Content(str(self.content))
        lines = [
            paragraph[line.start : line.end] + (HYPHEN if line.is_hyphenated else "")
            for paragraph in text.split("\n", allow_blank=True)
            for line in break_lines(paragraph.plain, max(1, width), "")
        ]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        return self._wrapped(width).plain.count("\n") + 1

    def render(self) -> Content:
        """Return the text in lines as wide as there is room."""
        return self._wrapped(self.size.width)

    def render_line(self, y: int) -> Strip:
        """Return one row; the last visible one ends in an ellipsis if there are more."""
        strip = super().render_line(y)
        width, height = self.size
        if y < height - 1 or self.get_content_height(self.size, self.size, width) <= height:
            return strip
        style = self.visual_style.rich_style
        text = truncate(f"{strip.text.rstrip()} …", width)
        return Strip([Segment(text, style)]).crop_extend(0, width, style)


class MessageBar(_ClippedText):
    """The current message, in the lowest rows; the app dismisses it at the next key.

    Its last row covers the footer; above a prompt it covers nothing. Its other rows push up what is
    above the footer or the prompt, as far as that can be read in less room.

    Args:
        footer: The footer.
    """

    def __init__(self, footer: Widget) -> None:
        super().__init__(id="message", markup=False)
        self.display = False
        self.dismissed = ""
        """The message that the current key has dismissed."""
        self.pushing_rows = 0
        """How many rows it pushes up what is above it."""
        self._footer = footer
        self._prompt: Widget | None = None
        self._text = ""
        """The message without what was added to it."""

    def show(self, text: str, *, error: bool = False) -> None:
        """Show a text; an empty one dismisses the message."""
        self.dismissed, self._text = ("" if text else self._text), text
        if text or self.display:
            self._display(text, error=error)

    def add(self, text: str) -> None:
        """Show a text after the message, replacing one that was added before.

        It replaces an error, which may be resolved by what it reports.
        """
        if self.has_class("-error"):
            self._text = ""
        self._display(" ".join(filter(None, (self._text, text))), error=False)

    def _display(self, text: str, *, error: bool) -> None:
        """Show a text, and make room for it."""
        self.set_class(error, "-error")
        self.update(Content(text))
        self.display = bool(text)
        self.make_room()

    def set_prompt(self, prompt: Widget | None) -> None:
        """Move above a prompt, which is in place of the footer; None when it is gone."""
        self.set_class(prompt is not None, "-above")
        self._footer.styles.margin = 0
        self._prompt = prompt
        self.make_room()

    def make_room(self) -> None:
        """Make room for the rows that cover neither the footer nor a prompt, or free it again."""
        if not self.is_attached:  # the screen was closed together with its prompt
            return
        size, rows = self.screen.size, 0
        if self.display and size:
            width = size.width - self.styles.padding.width
            rows = self.get_content_height(size, size, width) - (self._prompt is None)
            rows = max(0, min(rows, size.height - _BAR_ROWS - MIN_CLASSIC_ROWS))
        self.pushing_rows = rows
        lowest = self._prompt or self._footer
        if lowest.styles.margin.top != rows:
            lowest.styles.margin = (rows, 0, 0, 0)

    def on_resize(self) -> None:
        """Make room for the message in the new width."""
        self.make_room()


class FindingBar(_ClippedText):
    """The finding that is being resolved, and what a good answer looks like, below the editor."""

    def __init__(self) -> None:
        super().__init__(classes="finding", markup=False)
        self.display = False
        self._shown = (("", ""), "", "")

    def show(self, mark: tuple[str, str], what: str, good: str) -> None:
        """Show a finding.

        Args:
            mark: How severe it is, or that it is no longer found; and the style of that.
            what: The finding.
            good: What a good answer looks like.
        """
        if self._shown != (mark, what, good):
            self._shown = mark, what, good
            self.update(Content.assemble(mark, "  ", what, "\n", (good, "dim")))
            self.display = True


class ParkedLine(Widget):
    """One line with the parked notes.

    Args:
        board: The board, which has the cursor that the line may have.
        guide: The language of the words around the notes.
    """

    def __init__(self, board: Board, guide: Guide) -> None:
        super().__init__(id="parked")
        self._board = board
        self._guide = guide
        self._canvas = Canvas()
        self._has_cursor = False
        self._first = 0
        """The index of the note that the line starts with."""

    def show(self, canvas: Canvas, guide: Guide, current: Spot | None) -> None:
        """Show the parked notes, if there are any.

        Args:
            canvas: The canvas.
            guide: The language of the words around the notes.
            current: The current note or match; the line starts with it, if it is parked.
        """
        first = current.index if current and current.block is Block.PARKED else 0
        has_cursor = self._board.block is Block.PARKED
        previous = (self._canvas.parked, self._guide, self._has_cursor, self._first)
        self._canvas, self._guide, self._has_cursor, self._first = canvas, guide, has_cursor, first
        if previous != (canvas.parked, guide, has_cursor, first):
            self.set_class(bool(canvas.parked) or has_cursor, "-shown")
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        line = parked_line(
            self._canvas,
            self._guide,
            self.size.width,
            has_cursor=self._has_cursor,
            first=self._first,
        )
        segments = [Segment(text, role_style(self.app, role)) for text, role in line]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def on_click(self) -> None:
        """Move the cursor to the line, and report the click as one on a block."""
        self._board.post_message(Board.Clicked(Block.PARKED, self._has_cursor))
        self._board.go_to(Block.PARKED)
