"""Headings and notes of somebody's document, put into the blocks and sections that they name.

What a document has is `Piece`s, in its order; `markdown_reader` and `html_reader` make them.
What decides where a note goes, the nearest before it counting:

- a heading, of whatever level, that names a block; beneath it one that names a phase of Channels or
  is one of the block's questions. The first heading is the title, where those of the blocks are
  below its level, or there are none, or nothing stands beneath it;
- a bullet with bullets beneath it, or a line in bold, that does the same; and a plain line that
  names a block, where it ends with a colon or no heading names one.

What stands behind the name of a block on its line (`Kernpartners: a roastery`) is its first note,
or the phase or question of what comes beneath. Every bullet and every nested one is a note of its
own, in order. A heading that says nothing to us is a note too, before those beneath it: in its
block where it is beneath a block's heading, else in the section `UNPLACED` of the first block, as
is everything that has no heading above it. The method's own questions and hints are no notes: what
stands beneath a question answers it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import (
    block_called,
    is_prompt,
    is_unplaced,
    phase_called,
    question_called,
)
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

_AFTER_NAME = re.compile(r"\s*:\s*|\s+[-–—]\s+")

BOLD_LEVEL = 7
"""The level of a line in bold that is taken for a heading: below every heading."""


@dataclass(slots=True)
class OutlineItem:
    """A heading, or a note with those beneath it."""

    line: int
    """Where in the document, from 1."""
    text: str
    """As it is shown: no markup, one line."""
    level: int = 0
    """Of a heading, from 1; 0 for a note."""
    lead: str = ""
    """What of its start is in bold."""
    literal: bool = False
    """Whether some character is escaped: then it is no prompt of the method."""
    plain: bool = False
    """Whether it is a line of its own, not a bullet."""
    children: list["OutlineItem"] = field(default_factory=list)
    """The notes beneath a note."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where the notes go that come next."""

    block: Block = BLOCKS[0]
    section: Section = UNPLACED
    level: int = 0
    """Of the heading that names the block; 0 when there is none."""

    @property
    def named(self) -> Block | None:
        """The block, if one was named."""
        return self.block if self.level else None

    def under(self, name: str, level: int) -> "_Scope | None":
        """Return where the notes go beneath what is called `name`, if it says something to us."""
        if self.level and (level > self.level or level == BOLD_LEVEL):
            section = question_called(self.block, name)
            if section is None and self.block.phases:
                section = phase_called(name)
            if section is None and is_unplaced(name):
                section = UNPLACED
            if section is not None:
                return _Scope(self.block, section, self.level)
        block = block_called(name)
        return None if block is None else _Scope(block, GENERAL, level)


def canvas_from_outline(
    pieces: Sequence[OutlineItem], title: str = "", remarks: Sequence[Remark] = ()
) -> ImportResult:
    """Return the canvas that a document is about.

    Args:
        pieces: The document.
        title: Its title, as it has one beside its headings.
        remarks: What was not understood already.

    Raises:
        FormatError: It names no block, or just one in passing: it is no canvas.
    """
    at = _title_at(pieces)
    placing = _Placing(
        has_headings=any(
            piece.level and block_called(piece.text) for i, piece in enumerate(pieces) if i != at
        )
    )
    for i, piece in enumerate(pieces):
        if i != at:
            placing.take(piece)
    if not placing.is_canvas:
        raise FormatError("reading.no_canvas")
    heading = clean(pieces[at].text) if at is not None else ""
    untitled = {load(language).say("canvas.untitled") for language in languages()}
    canvas = Canvas().with_title("" if heading in untitled else heading or title)
    for block, notes in placing.notes.items():
        canvas = canvas.with_notes(block, notes)
    found = sorted([*remarks, *placing.remarks], key=lambda remark: remark.line)
    return ImportResult(canvas, tuple(found))


def _title_at(pieces: Sequence[OutlineItem]) -> int | None:
    """Return which piece is the document's title."""
    first = next((at for at, piece in enumerate(pieces) if piece.level), None)
    if first is None:
        return None
    level = pieces[first].level
    blocks = [
        piece.level for piece in pieces[first + 1 :] if piece.level and block_called(piece.text)
    ]
    if blocks and min(blocks) > level:
        return first
    below = pieces[first + 1] if first + 1 < len(pieces) else None
    if block_called(pieces[first].text):
        # Ours are such where the blocks are no headings but stand in bold in a table.
        leads_on = below and below.lead == below.text and block_called(below.text)
        return first if leads_on and not blocks else None
    return first if not blocks or (below and below.level) else None


class _Placing:
    """A document on its way into the blocks.

    Args:
        has_headings: Whether headings name blocks: then a plain line with a block's name is a note.
    """

    def __init__(self, *, has_headings: bool) -> None:
        self.notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
        self.remarks: list[Remark] = []
        self._has_headings = has_headings
        self._named: set[Block] = set()
        self._scope = _Scope()
        self._heading: OutlineItem | None = None
        """A heading that says nothing to us and has no notes yet."""
        self._is_told = False
        """Whether what is unplaced now was told already."""

    @property
    def is_canvas(self) -> bool:
        """Whether this is a canvas and no other document with a word in common."""
        unplaced = any(note.section == UNPLACED for note in self.notes[BLOCKS[0]])
        return len(self._named) > 1 or (bool(self._named) and not unplaced)

    def take(self, piece: OutlineItem) -> None:
        """Take the next piece of the document."""
        if piece.level:
            self._go_under(piece)
        elif scope := self._label(piece):
            self._enter(scope)
            self._scope = self._go_on(piece, scope)
            self._add_all(piece.children, self._scope)
        else:
            self._add(piece, self._scope)

    def _go_under(self, heading: OutlineItem) -> None:
        """Go on beneath a heading."""
        if scope := self._scope.under(heading.text, heading.level):
            self._enter(scope)
            self._scope = self._go_on(heading, scope)
            return
        if heading.level <= self._scope.level or not self._scope.level:
            self._scope = _Scope()
        else:
            self._scope = _Scope(self._scope.block, GENERAL, self._scope.level)
        self._heading = heading if clean(heading.text) else None
        self._is_told = False

    def _label(self, piece: OutlineItem) -> _Scope | None:
        """Return what a line that stands for a heading leads to, if it does."""
        name = piece.text.strip()
        is_bold = bool(piece.lead) and not _behind(piece)
        if is_bold and not piece.children:
            return self._scope.under(name, BOLD_LEVEL)
        # What stands in a drawing is no heading: its lines would be taken for notes.
        is_line = piece.plain and name[:1] not in tuple("┌├│")
        if is_line and (name.endswith(":") or not self._has_headings):
            block = block_called(name)
            return _Scope(block, GENERAL, BOLD_LEVEL) if block else None
        return None

    def _enter(self, scope: _Scope) -> None:
        """Have the next notes go somewhere."""
        self._scope = scope
        self._named.add(scope.block)
        self._heading = None
        self._is_told = False

    def _go_on(self, piece: OutlineItem, scope: _Scope) -> _Scope:
        """Take what stands behind a block's name on its line; return where the next notes go."""
        rest = _behind_name(piece.text) if scope.section == GENERAL else ""
        if not rest or (is_prompt(rest) and not question_called(scope.block, rest)):
            return scope
        if within := scope.under(rest, BOLD_LEVEL):
            return _Scope(scope.block, within.section, scope.level)
        self._put(OutlineItem(piece.line, rest), scope)
        return scope

    def _add_all(self, pieces: Sequence[OutlineItem], scope: _Scope) -> None:
        """Take notes and those beneath them."""
        for piece in pieces:
            self._add(piece, scope)

    def _add(self, piece: OutlineItem, scope: _Scope) -> None:
        """Take a note and those beneath it."""
        text = clean(piece.text)
        under = scope.under(text, BOLD_LEVEL) if piece.children else None
        if under:
            self._named.add(under.block)
            under = self._go_on(piece, under)
        elif (
            piece.lead
            and piece.lead != piece.text
            and (lead := scope.under(piece.lead, BOLD_LEVEL))
        ):
            self._named.add(lead.block)
            self._put(OutlineItem(piece.line, _behind(piece)), lead)
            under = lead
        elif text and (piece.literal or not scope.named or not is_prompt(text)):
            self._put(piece, scope)
        elif text and (section := question_called(scope.block, text)):
            under = _Scope(scope.block, section, scope.level)
        self._add_all(piece.children, under or scope)

    def _put(self, piece: OutlineItem, scope: _Scope) -> None:
        """Put one note into its section."""
        if self._heading and scope == self._scope:
            heading, self._heading = self._heading, None
            self.notes[scope.block].append(Note(heading.text, scope.section))
            key = "reading.sub_heading" if scope.named else "reading.heading"
            self._tell(heading.line, key, scope, text=clean(heading.text))
        elif not scope.named and not self._is_told:
            self._tell(piece.line, "reading.no_heading", scope, text=clean(piece.text))
        self.notes[scope.block].append(Note(piece.text, scope.section))

    def _tell(self, line: int, key: str, scope: _Scope, **values: object) -> None:
        """Remark on something that has no place of its own."""
        self._is_told = True
        self.remarks.append(Remark(line, key, {"block": scope.block, **values}))


def _behind(piece: OutlineItem) -> str:
    """Return what stands behind the words in bold and the sign that parts them from it."""
    rest = piece.text[len(piece.lead) :]
    return clean(rest if piece.lead.rstrip().endswith(":") else rest.lstrip(" :–—-"))


def _behind_name(text: str) -> str:
    """Return what stands behind the name of a block and the sign that parts it from that."""
    parting = _AFTER_NAME.search(text)
    if parting and block_called(text[: parting.start()]):
        return clean(text[parting.end() :])
    return ""


def plain_notes(line: int, texts: Sequence[str]) -> Iterator[OutlineItem]:
    """Yield lines of text as notes that stand on their own, from a line of the document on."""
    for at, text in enumerate(texts):
        if clean(text):
            yield OutlineItem(line + at, clean(text), plain=True)
