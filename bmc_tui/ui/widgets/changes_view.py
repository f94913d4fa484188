"""The view of what changed between two states of a canvas."""

import asyncio
from collections.abc import Iterator

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.markdown.changelog import change_label
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import PLACES
from bmc_tui.model.diff import Change, ChangeKind, Changes
from bmc_tui.render.compared.unpictured import answer_texts, particular_texts
from bmc_tui.render.wrap import wrap

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.CHANGED: "~",
    ChangeKind.MOVED: ">",
    ChangeKind.REMOVED: "-",
}

_INDENT_CELLS = 4
"""Cells of the hanging indent of a note's lines."""


class ChangesView(VerticalScroll):
    """The changes by block: each with its sign, its label and the note; the user can scroll them.

    Args:
        guide: The language of the labels.
    """

    def __init__(self, guide: Guide) -> None:
        super().__init__(id="changes")
        self._guide = guide
        self._heading = ""
        self._why = ""
        """Why the older version was kept."""
        self._changes: Changes | None = None
        self._text = Static(markup=False)

    def on_mount(self) -> None:
        """Mount the text."""
        self.mount(self._text)

    @work(exclusive=True)
    async def compare(self, comparison: Comparison) -> None:
        """Show what changed between two states, scrolled to the top.

        A thread compares them: that takes a while for two large canvases with little in common.
        """
        changes = await asyncio.to_thread(comparison.changes)
        self._show(comparison.heading, changes, comparison.why)

    @work(exclusive=True)
    async def show_text(self, text: str) -> None:
        """Show a text instead of changes."""
        self._show(text, None)

    def _show(self, heading: str, changes: Changes | None, why: str = "") -> None:
        """Show changes, or the heading alone."""
        self._heading, self._changes, self._why = heading, changes, why
        self._update_text()
        self.scroll_home(animate=False)

    def move(self, to: str) -> None:
        """Scroll `up` or `down` a line or a page, or to the `first` or the `last` line."""
        moves = {
            "up": self.action_scroll_up,
            "down": self.action_scroll_down,
            "page_up": self.action_page_up,
            "page_down": self.action_page_down,
            "first": self.action_scroll_home,
            "last": self.action_scroll_end,
        }
        moves[to]()

    def on_resize(self, event: Resize) -> None:
        """Wrap the lines at the new width."""
        self._update_text()

    def _update_text(self) -> None:
        """Show all lines, wrapped at the current width."""
        self._text.update(Content("\n").join(self._lines(max(10, self.size.width - 3))))

    def _lines(self, width: int) -> Iterator[Content]:
        """Yield the lines, each at most `width` cells wide."""
        changes = self._changes
        yield from _hanging("", self._heading, width, "" if changes is None else "bold")
        if self._why:
            yield from _hanging("", self._why, width, "italic")
        if changes is None:
            return
        if not changes:
            yield Content("")
            yield from _hanging("", self._guide.say("changes.none"), width)
        if changes.title:
            previous, title = changes.title
            yield Content("")
            yield from self._text_change(
                "~", self._guide.say("changes.title"), title, previous, width
            )
        for particular_change in changes.particulars:
            yield Content("")
            texts = particular_texts(particular_change, self._guide)
            yield from self._text_change("~", *texts, width)
        for block in PLACES:
            if block_changes := changes.of(block):
                yield Content("")
                title = f"{block.number} {self._guide.title(block)}"
                yield from _hanging("", title, width, "bold $accent")
                for change in block_changes:
                    yield from self._note_change(change, width)
        if changes.answers:
            yield Content("")
            yield from _hanging("", self._guide.say("design.title"), width, "bold $accent")
            for answer_change in changes.answers:
                texts = answer_texts(answer_change, self._guide)
                yield from self._text_change("~", *texts, width)

    def _note_change(self, change: Change, width: int) -> Iterator[Content]:
        """Yield the lines of a changed note."""
        previous = change.old.note.text if change.kind is ChangeKind.CHANGED and change.old else ""
        sign, label = _SIGNS[change.kind], change_label(change, self._guide)
        yield from self._text_change(sign, label, change.subject.note.text, previous, width)

    def _text_change(
        self, sign: str, label: str, text: str, previous: str, width: int
    ) -> Iterator[Content]:
        """Yield the lines of a text, and of its previous wording, if there is one."""
        text = self._guide.canvas_title(text)
        yield from _hanging(f"{sign} ", f"{label}: {text}", width, bold_chars=len(label) + 1)
        if previous:
            wording = f"{self._guide.say('changes.former')}: {previous}"
            yield from _hanging(" " * _INDENT_CELLS, wording, width, "$text-muted")


def _hanging(
    sign: str, text: str, width: int, style: str = "", *, bold_chars: int = 0
) -> Iterator[Content]:
    """Yield a text in lines with a hanging indent of `_INDENT_CELLS`.

    Args:
        sign: The start of the first line; without one, nothing is indented.
        text: The text.
        width: The cells of a line.
        style: The style of the whole text.
        bold_chars: The number of characters at the start of the text, a label, that are bold.
    """
    indent = _INDENT_CELLS if sign else 0
    for start, end in wrap(text, max(1, width - max(indent, len(sign)))):
        line = Content(text[start:end])
        if start < bold_chars:
            line = line.stylize("bold", 0, min(bold_chars, end) - start)
        if style:
            line = line.stylize(style)
        yield Content.assemble(sign if start == 0 else " " * indent, line)
