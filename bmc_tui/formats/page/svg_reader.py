"""The poster read back: its groups are the blocks, and each of their notes is one text.

Where things stand does not matter, so it may have been moved about in a drawing program.
"""

from html.parser import HTMLParser

from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import is_unplaced, phase_called
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

_LEAST_BLOCKS = 2
"""Another picture could have a group of that name."""


def read(text: str) -> ImportResult:
    """Return the canvas on a poster.

    Args:
        text: The SVG.

    Raises:
        FormatError: It is another picture.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    if len(parser.named) < _LEAST_BLOCKS:
        raise FormatError("reading.no_canvas")
    untitled = {load(language).say("canvas.untitled") for language in languages()}
    canvas = Canvas().with_title("" if parser.title in untitled else parser.title)
    for block, notes in parser.notes.items():
        # Those without a place come after all others, wherever in the picture they stand.
        canvas = canvas.with_notes(block, sorted(notes, key=lambda n: n.section == UNPLACED))
    return ImportResult(canvas, tuple(parser.remarks))


class _Parser(HTMLParser):
    """Takes the texts out of the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.named: set[Block] = set()
        self.notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
        self.remarks: list[Remark] = []
        self._within: list[Block | None] = [None]
        """The block of each group that this is in, from the outermost."""
        self._section = GENERAL
        self._kind: str | None = None
        """The class of the text that this is in."""
        self._text = ""
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "g" and values.get("id") in set(Block):
            block = Block(values["id"])
            self._within.append(block)
            self._section = GENERAL
            self.named.add(block)
        elif tag == "g":
            self._within.append(self._within[-1])
        if tag == "text":
            self._kind = (values.get("class") or "note").split()[0]
            self._text, self._line = "", self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element."""
        if tag == "text" and self._kind is not None:
            self._take(self._kind, clean(self._text))
            self._kind = None
        if tag == "g" and len(self._within) > 1:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._kind is not None:
            self._text += data

    def _take(self, kind: str, text: str) -> None:
        """Take a text of the picture."""
        if kind == "title":
            self.title = self.title or text
        elif kind == "phase":
            self._section = UNPLACED if is_unplaced(text) else phase_called(text) or GENERAL
        elif kind == "note" and text:
            self._put(text)

    def _put(self, text: str) -> None:
        """Put a note where it is."""
        block, section = self._within[-1], Section(self._section)
        if block is None:
            block, section = BLOCKS[0], UNPLACED
            values = {"text": text, "block": block}
            self.remarks.append(Remark(self._line, "reading.no_heading", values))
        self.notes[block].append(Note(text, section))
