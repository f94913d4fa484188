"""What changed between two canvases, to be read and scrolled."""

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from bmc_tui.formats.markdown.changelog import change_label
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.diff import Change, Changes, Kind
from bmc_tui.render.wrap import wrap

_SIGNS = {Kind.ADDED: "+", Kind.CHANGED: "~", Kind.MOVED: ">", Kind.GONE: "-"}

_INDENT = 4
"""Cells before a note: its further lines hang behind them."""


class ChangesView(VerticalScroll):
    """The changes block by block: each with its sign, what it is, and the note as it is or was.

    Args:
        guide: The language of the words around the notes.
    """

    def __init__(self, guide: Guide) -> None:
        super().__init__(id="changes")
        self._guide = guide
        self._heading = ""
        self._changes: Changes | None = None
        self._text = Static(markup=False)

    def on_mount(self) -> None:
        """Make room for the text."""
        self.mount(self._text)

    def show(self, heading: str, changes: Changes | None) -> None:
        """Show changes from the top.

        Args:
            heading: Between what they are; or all there is to say, without changes.
            changes: What changed, if there is something to compare.
        """
        self._heading, self._changes = heading, changes
        self._draw()
        self.scroll_home(animate=False)

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        """Draw all lines."""
        self._text.update(Content("\n").join(self._lines(max(10, self.size.width - 3))))

    def _lines(self, width: int) -> Iterator[Content]:
        """Yield the lines, each at most `width` cells wide."""
        changes = self._changes
        yield from _hung("", self._heading, width, "" if changes is None else "bold")
        if changes is None:
            return
        if not changes:
            yield Content("")
            yield from _hung("", self._guide.say("changes.none"), width)
        if changes.title:
            former, title = changes.title
            yield Content("")
            yield from self._told("~", self._guide.say("changes.title"), title, former, width)
        for block in BLOCKS:
            if found := changes.of(block):
                yield Content("")
                title = f"{block.number} {self._guide.title(block)}"
                yield from _hung("", title, width, "bold $accent")
                for change in found:
                    yield from self._change(change, width)

    def _change(self, change: Change, width: int) -> Iterator[Content]:
        """Yield the lines of one change."""
        former = change.before.note.text if change.kind is Kind.CHANGED and change.before else ""
        sign, what = _SIGNS[change.kind], change_label(change, self._guide)
        yield from self._told(sign, what, change.at.note.text, former, width)

    def _told(self, sign: str, what: str, text: str, former: str, width: int) -> Iterator[Content]:
        """Yield the lines of what became of a text, and of what it was before."""
        text = self._guide.canvas_title(text)
        yield from _hung(f"{sign} ", f"{what}: {text}", width, said=len(what) + 1)
        if former:
            was = self._guide.say("changes.former")
            yield from _hung(" " * _INDENT, f"{was}: {former}", width, "$text-muted")


def _hung(
    before: str, text: str, width: int, style: str = "", *, said: int = 0
) -> Iterator[Content]:
    """Yield a text in lines; those after the first hang behind `_INDENT` cells.

    Args:
        before: What stands before the first line.
        text: The text.
        width: Cells.
        style: The style of all of it.
        said: How many characters of the text are the program's own words, and bold.
    """
    indent = _INDENT if before else 0
    for start, end in wrap(text, max(1, width - max(indent, len(before)))):
        line = Content(text[start:end])
        if start < said:
            line = line.stylize("bold", 0, min(said, end) - start)
        if style:
            line = line.stylize(style)
        yield Content.assemble(before if start == 0 else " " * indent, line)
