"""Reads our poster back: its groups are the blocks, and each note in them is one text element.

Positions do not matter, so the texts may have been moved in a drawing program.
"""

from html.parser import HTMLParser

from bmc_tui.formats.result import FormatError, ImportResult, Remark, build_canvas
from bmc_tui.guide.aliases import is_unplaced_heading, phase_of_heading
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean

_MIN_NAMED_BLOCKS = 2
"""Another picture may have a single group with a block's id."""


def read(text: str) -> ImportResult:
    """Return the canvas on a poster.

    Args:
        text: The SVG.

    Raises:
        FormatError: It is not a poster of ours.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    if len(parser.named_blocks) < _MIN_NAMED_BLOCKS:
        raise FormatError("reading.no_canvas")
    return ImportResult(build_canvas(parser.title, parser.notes), tuple(parser.remarks))


class _Parser(HTMLParser):
    """Collects the texts of the picture by block."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.named_blocks: set[Block] = set()
        self.notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
        self.remarks: list[Remark] = []
        self._blocks: list[Block | None] = [None]
        """The block of each group around the current position, the outermost first."""
        self._section = GENERAL
        self._kind: str | None = None
        """The class of the text element around the current position, if any."""
        self._text = ""
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "g" and values.get("id") in set(Block):
            block = Block(values["id"])
            self._blocks.append(block)
            self._section = GENERAL
            self.named_blocks.add(block)
        elif tag == "g":
            self._blocks.append(self._blocks[-1])
        if tag == "text":
            self._kind = (values.get("class") or "note").split()[0]
            self._text, self._line = "", self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "text" and self._kind is not None:
            self._add_text(self._kind, clean(self._text))
            self._kind = None
        if tag == "g" and len(self._blocks) > 1:
            self._blocks.pop()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._kind is not None:
            self._text += data

    def _add_text(self, kind: str, text: str) -> None:
        """Add the content of a text element, by its class."""
        if kind == "title":
            self.title = self.title or text
        elif kind == "phase":
            self._section = (
                UNPLACED if is_unplaced_heading(text) else phase_of_heading(text) or GENERAL
            )
        elif kind == "note" and text:
            self._add_note(text)

    def _add_note(self, text: str) -> None:
        """Add a note to the block around it; one outside any block is unplaced."""
        block, section = self._blocks[-1], Section(self._section)
        if block is None:
            block, section = BLOCKS[0], UNPLACED
            values = {"text": text, "block": block}
            self.remarks.append(Remark(self._line, "reading.no_heading", values))
        self.notes[block].append(Note(text, section))
