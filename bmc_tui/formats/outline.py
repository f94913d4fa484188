"""Turns an outline, the headings and notes of any document, into a canvas.

The readers of Markdown, HTML and other formats make the `OutlineItem`s, in the order of the
document. A note goes to the block and section that the nearest of these before it names:

- a heading, of any level, that names a block; or beneath such a one, a heading that names a phase
  of Channels or is one of the block's questions;
- a bullet with bullets beneath it, or a line in bold, that does the same;
- a plain line that names a block, if it ends with a colon or no heading names a block.

The first heading may be the title: see `_title_index`. The text behind the name of a block on its
line (`Kernpartners: a roastery`) is the block's first note; or it names the phase or question of
the notes that follow. Every bullet, nested or not, is a note of its own, in order. A heading that
names nothing of the canvas is a note too, before the notes beneath it: in the block whose heading
it is beneath, else in the section `UNPLACED` of the first block, as is everything that has no
heading above it. The method's own questions and hints are not notes: the notes beneath a question
are its answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark, build_canvas
from bmc_tui.guide.aliases import (
    block_of_heading,
    is_method_text,
    is_unplaced_heading,
    phase_of_heading,
    section_of_question,
)
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean

_AFTER_NAME = re.compile(r":|\s[-–—]\s")
"""What separates a block's name from a note behind it. White space around it is not part of it: a
pattern that starts with a run of white space takes quadratic time on a long one."""

BOLD_LEVEL = 7
"""The level of a line in bold that acts as a heading: below every heading."""


@dataclass(slots=True)
class OutlineItem:
    """A heading, or a note with those beneath it."""

    line: int
    """The line of the document, from 1."""
    text: str
    """The text as a reader sees it: without markup, on one line."""
    level: int = 0
    """The level of a heading, from 1; 0 for a note."""
    lead: str = ""
    """The words in bold at its start; "" if there are none."""
    literal: bool = False
    """Whether it is a note also if it reads like a prompt of the method: a character in it is
    escaped, or its format has no prompts."""
    plain: bool = False
    """Whether it is a line of its own, not a bullet."""
    children: list["OutlineItem"] = field(default_factory=list)
    """The notes beneath a note."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """The block and section to which the notes beneath a heading go."""

    block: Block = BLOCKS[0]
    section: Section = UNPLACED
    level: int = 0
    """The level of the heading that names the block; 0 where none does."""

    @property
    def is_named(self) -> bool:
        """Whether a heading names the block."""
        return self.level > 0

    def under(self, name: str, level: int) -> "_Scope | None":
        """Return the scope beneath a heading; None where it names nothing of the canvas.

        Args:
            name: The heading's text.
            level: Its level.
        """
        if self.level and (level > self.level or level == BOLD_LEVEL):
            section = section_of_question(self.block, name)
            if section is None and self.block.phases:
                section = phase_of_heading(name)
            if section is None and is_unplaced_heading(name):
                section = UNPLACED
            if section is not None:
                return _Scope(self.block, section, self.level)
        block = block_of_heading(name)
        return None if block is None else _Scope(block, GENERAL, level)


def canvas_from_outline(
    items: Sequence[OutlineItem], title: str = "", remarks: Sequence[Remark] = ()
) -> ImportResult:
    """Return the canvas that a document describes.

    Args:
        items: The document.
        title: The title for a document without a title heading, such as that in front matter.
        remarks: The remarks of the format's reader; those of this function are added.

    Raises:
        FormatError: The document is not a canvas: it names no block; or only one, and has notes
            that are not beneath it.
    """
    check_notes(_count(items))
    title_index = _title_index(items)
    has_block_headings = any(
        item.level and block_of_heading(item.text)
        for index, item in enumerate(items)
        if index != title_index
    )
    placement = _Placement(has_block_headings=has_block_headings)
    for index, item in enumerate(items):
        if index != title_index:
            placement.add(item)
    if not placement.is_canvas:
        raise FormatError("reading.no_canvas")
    heading = clean(items[title_index].text) if title_index is not None else ""
    canvas = build_canvas(heading, placement.notes)
    if not heading:
        canvas = canvas.with_title(title)
    all_remarks = sorted([*remarks, *placement.remarks], key=lambda remark: remark.line)
    return ImportResult(canvas, tuple(all_remarks))


def _count(items: Sequence[OutlineItem]) -> int:
    """Return the number of notes among items, with all beneath them."""
    return sum((not item.level) + _count(item.children) for item in items)


def _title_index(items: Sequence[OutlineItem]) -> int | None:
    """Return the index of the item that is the document's title, if there is one.

    That is the first heading, if the headings that name blocks are all deeper; else, if it
    does not name a block itself, where no heading does or another heading follows immediately.
    """
    first = next((index for index, item in enumerate(items) if item.level), None)
    if first is None:
        return None
    block_levels = [
        item.level for item in items[first + 1 :] if item.level and block_of_heading(item.text)
    ]
    if block_levels and min(block_levels) > items[first].level:
        return first
    following = items[first + 1] if first + 1 < len(items) else None
    if block_of_heading(items[first].text):
        # A title can have a block's name in our own table in Markdown: its blocks are bold lines.
        is_table = (
            following and following.lead == following.text and block_of_heading(following.text)
        )
        return first if is_table and not block_levels else None
    return first if not block_levels or (following and following.level) else None


class _Placement:
    """Places the items of a document into the blocks, one after another.

    Args:
        has_block_headings: Whether headings name blocks. A plain line that consists of a block's
            name is then a note.
    """

    def __init__(self, *, has_block_headings: bool) -> None:
        self.notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
        self.remarks: list[Remark] = []
        self._has_block_headings = has_block_headings
        self._named_blocks: set[Block] = set()
        self._scope = _Scope()
        self._pending_heading: OutlineItem | None = None
        """A heading that names nothing of the canvas: a note as soon as one beneath it follows."""
        self._is_reported = False
        """Whether there is a remark on the unplaced notes beneath the current heading."""

    @property
    def is_canvas(self) -> bool:
        """Whether it names two blocks, or one and has no other notes.

        Another document may have a word in common with a canvas.
        """
        has_unplaced = any(note.section == UNPLACED for note in self.notes[BLOCKS[0]])
        return len(self._named_blocks) > 1 or (bool(self._named_blocks) and not has_unplaced)

    def add(self, item: OutlineItem) -> None:
        """Place the next item of the document."""
        if item.level:
            self._enter_heading(item)
        elif scope := self._label_scope(item):
            self._enter(scope)
            self._scope = self._add_rest_of_line(item, scope)
            self._add_notes(item.children, self._scope)
        else:
            self._add_note(item, self._scope)

    def _enter_heading(self, heading: OutlineItem) -> None:
        """Have the next notes go to where a heading says."""
        if scope := self._scope.under(heading.text, heading.level):
            self._enter(scope)
            self._scope = self._add_rest_of_line(heading, scope)
            return
        if heading.level <= self._scope.level or not self._scope.level:
            self._scope = _Scope()
        else:
            self._scope = _Scope(self._scope.block, GENERAL, self._scope.level)
        self._pending_heading = heading if clean(heading.text) else None
        self._is_reported = False

    def _label_scope(self, item: OutlineItem) -> _Scope | None:
        """Return the scope beneath a line that acts as a heading; None for any other line."""
        name = item.text.strip()
        is_bold = bool(item.lead) and not _behind_lead(item)
        if is_bold and not item.children:
            return self._scope.under(name, BOLD_LEVEL)
        # A line of a drawing is not a heading: the lines below it would become its notes.
        is_line = item.plain and name[:1] not in tuple("┌├│")
        if is_line and (name.endswith(":") or not self._has_block_headings):
            block = block_of_heading(name)
            return _Scope(block, GENERAL, BOLD_LEVEL) if block else None
        return None

    def _enter(self, scope: _Scope) -> None:
        """Have the next notes go to a scope."""
        self._scope = scope
        self._named_blocks.add(scope.block)
        self._pending_heading = None
        self._is_reported = False

    def _add_rest_of_line(self, item: OutlineItem, scope: _Scope) -> _Scope:
        """Place the text behind a block's name on its line.

        Args:
            item: The heading, or the line that acts as one.
            scope: The scope beneath it.

        Returns:
            The scope of the next notes: that of the phase or question, if the text is one.
        """
        rest = _behind_name(item.text) if scope.section == GENERAL else ""
        if not rest or (is_method_text(rest) and not section_of_question(scope.block, rest)):
            return scope
        if section_scope := scope.under(rest, BOLD_LEVEL):
            return _Scope(scope.block, section_scope.section, scope.level)
        self._append(OutlineItem(item.line, rest), scope)
        return scope

    def _add_notes(self, items: Sequence[OutlineItem], scope: _Scope) -> None:
        """Place notes and those beneath them."""
        for item in items:
            self._add_note(item, scope)

    def _add_note(self, item: OutlineItem, scope: _Scope) -> None:
        """Place a note and those beneath it."""
        text = clean(item.text)
        child_scope = scope.under(text, BOLD_LEVEL) if item.children else None
        if child_scope:
            self._named_blocks.add(child_scope.block)
            child_scope = self._add_rest_of_line(item, child_scope)
        elif (
            item.lead
            and item.lead != item.text
            and (lead_scope := scope.under(item.lead, BOLD_LEVEL))
        ):
            self._named_blocks.add(lead_scope.block)
            self._append(OutlineItem(item.line, _behind_lead(item)), lead_scope)
            child_scope = lead_scope
        elif text and (item.literal or not scope.is_named or not is_method_text(text)):
            self._append(item, scope)
        elif text and (section := section_of_question(scope.block, text)):
            child_scope = _Scope(scope.block, section, scope.level)
        self._add_notes(item.children, child_scope or scope)

    def _append(self, item: OutlineItem, scope: _Scope) -> None:
        """Append one note to its block, behind the pending heading if that is above it."""
        if self._pending_heading and scope == self._scope:
            heading, self._pending_heading = self._pending_heading, None
            self.notes[scope.block].append(Note(heading.text, scope.section))
            key = "reading.sub_heading" if scope.is_named else "reading.heading"
            self._report(heading.line, key, scope, clean(heading.text))
        elif not scope.is_named and not self._is_reported:
            self._report(item.line, "reading.no_heading", scope, clean(item.text))
        self.notes[scope.block].append(Note(item.text, scope.section))

    def _report(self, line: int, key: str, scope: _Scope, text: str) -> None:
        """Add a remark on a note or heading for which the document names no section."""
        self._is_reported = True
        self.remarks.append(Remark(line, key, {"block": scope.block, "text": text}))


def _behind_lead(item: OutlineItem) -> str:
    """Return the text behind the words in bold, without the separator between them."""
    rest = item.text[len(item.lead) :]
    return clean(rest if item.lead.rstrip().endswith(":") else rest.lstrip(" :–—-"))


def _behind_name(text: str) -> str:
    """Return the text behind the name of a block and a separator; "" if there is none."""
    separator = _AFTER_NAME.search(text)
    if separator and block_of_heading(text[: separator.start()]):
        return clean(text[separator.end() :])
    return ""


def plain_notes(line: int, texts: Sequence[str]) -> Iterator[OutlineItem]:
    """Yield each line of text that is not empty as a note.

    Args:
        line: The line of the document that the first text is on.
        texts: The lines.
    """
    for offset, text in enumerate(texts):
        if clean(text):
            yield OutlineItem(line + offset, clean(text), plain=True)
