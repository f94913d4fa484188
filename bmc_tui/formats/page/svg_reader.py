"""Reads our poster back: its groups are the blocks, and each note in them is one text element.

Positions do not matter, so the texts may have been moved in a drawing program.
"""

from collections.abc import Mapping

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.particulars import particular_in_line, particulars_of
from bmc_tui.formats.outline.reports import title_on_changes
from bmc_tui.formats.page.elements import HYPHEN_CLASS
from bmc_tui.formats.page.markup import parse_xml
from bmc_tui.formats.parking import parked_or_none
from bmc_tui.formats.result import FormatError, ImportResult, Remark, build_canvas
from bmc_tui.guide.aliases import is_unplaced_heading, phase_of_heading
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, UNPLACED, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean

_MIN_NAMED_BLOCKS = 2
"""Another picture may have a single group with a block's id."""

_OF_CHANGES = frozenset({"gone", "detail", "subtitle", "particular"})
"""The classes of the texts in a picture of changes that are not notes; a particular is one by how
it reads."""

_BLOCK_IDS = frozenset(block.value for block in BLOCKS)


def read(text: str) -> ImportResult:
    """Return the canvas on a poster.

    Args:
        text: The SVG.

    Raises:
        FormatError: It is not a poster of ours.
    """
    collector = _Collector()
    fault_line = parse_xml(text, collector)
    if len(collector.named_blocks) < _MIN_NAMED_BLOCKS:
        error = FormatError("reading.other_svg" if collector.texts else "reading.no_canvas")
        error.parked = parked_or_none(collector.texts)
        raise error
    if fault_line:
        collector.remarks.append(Remark(fault_line, "reading.xml_fault"))
    title = title_on_changes(collector.title) if collector.has_changes else collector.title
    canvas = build_canvas(title, collector.notes)
    canvas = canvas.with_particulars(particulars_of(collector.particulars))
    return ImportResult(canvas, tuple(collector.remarks))


class _Collector:
    """Collects the texts of the picture by block."""

    def __init__(self) -> None:
        self.line = 1
        self.title = ""
        self.has_changes = False
        """Whether it is a picture of changes."""
        self.particulars: list[tuple[str, str]] = []
        self.named_blocks: set[Block] = set()
        self.notes: dict[Block, list[Note]] = {block: [] for block in PLACES}
        self.remarks: list[Remark] = []
        self._blocks: list[Block | None] = [None]
        """The block of each group around the current position, the outermost first."""
        self._section = GENERAL
        self._kind: str | None = None
        """The class of the text element around the current position, if any."""
        self._is_hyphen = False
        """Whether it is in the hyphen of a line."""
        self._parts: list[str] = []
        """The text of that element so far."""
        self._text_line = 0
        self._note_count = 0
        self.texts: list[str] = []
        """All that is written in the picture."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        if tag == "g" and attributes.get("id") in _BLOCK_IDS:
            block = Block(attributes["id"])
            self._blocks.append(block)
            self._section = GENERAL
            self.named_blocks.add(block)
        elif tag == "g":
            self._blocks.append(self._blocks[-1])
        self._is_hyphen = attributes.get("class") == HYPHEN_CLASS
        if tag == "text":
            self._kind = (attributes.get("class", "").split() or ["note"])[0]
            self._parts, self._text_line = [], self.line

    def end(self, tag: str) -> None:
        """Leave an element."""
        self._is_hyphen = False
        if tag == "text" and self._kind is not None:
            # In another program's picture each line of a text is an element of its own.
            words = clean(" ".join(map(str.strip, self._parts)))
            self.texts += [words] if words else []
            self._add_text(self._kind, clean("".join(self._parts)))
            self._kind = None
        if tag == "g" and len(self._blocks) > 1:
            self._blocks.pop()

    def comment(self, text: str) -> None:
        """Leave a comment out."""
        if clean(text):
            self.remarks.append(Remark(self.line, "reading.left_out", {"text": clean(text)}))

    def data(self, text: str) -> None:
        """Collect text."""
        if self._kind is not None and not self._is_hyphen:
            self._parts.append(text)

    def _add_text(self, kind: str, text: str) -> None:
        """Add the content of a text element, by its class."""
        if kind == "title":
            self.title = self.title or text
        elif kind == "particular" and (pair := particular_in_line(text)):
            self.particulars.append(pair)
        elif kind == "phase":
            self._section = (
                UNPLACED if is_unplaced_heading(text) else phase_of_heading(text) or GENERAL
            )
        elif kind == "note" and text:
            self._add_note(text)
        elif kind in _OF_CHANGES and text:
            self.has_changes |= kind == "subtitle"
            self.remarks.append(Remark(self._text_line, "reading.left_out", {"text": text}))

    def _add_note(self, text: str) -> None:
        """Add a note to the block around it; one outside any block is parked."""
        self._note_count += 1
        check_notes(self._note_count)
        block, section = self._blocks[-1], Section(self._section)
        if block is None:
            block, section = Block.PARKED, GENERAL
            values = {"text": text}
            self.remarks.append(Remark(self._text_line, "reading.no_heading", values))
        self.notes[block].append(Note(text, section))
