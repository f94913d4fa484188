"""Places the items of an outline into the blocks, one after another.

A note goes to the block and section that the nearest of these before it names: an item that names a
block, according to `names`; below such an item a heading, a line in bold or a bullet with bullets
below it that names a phase of Channels or is one of the block's questions. The text after the name
of a block on its line (`Kernpartners: a roastery`) is the block's first note; or it names the phase
or question of the notes that follow.
"""

from collections.abc import Sequence

from bmc_tui.formats.outline.beside.junk import is_count, is_instruction, is_placeholder, particular
from bmc_tui.formats.outline.beside.labels import (
    heads_others,
    is_amount,
    question_of,
    section_before,
)
from bmc_tui.formats.outline.beside.marking import Beside
from bmc_tui.formats.outline.beside.phrases import is_closing_title
from bmc_tui.formats.outline.items import BOLD_LEVEL, OutlineItem
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.formats.outline.scope import Scope
from bmc_tui.formats.outline.tables import TABLE_LEVEL, blocks_of_table, expand_table
from bmc_tui.formats.result import Remark
from bmc_tui.guide.aliases import is_no_title, is_parked_heading, phase_named
from bmc_tui.guide.method_lines import (
    QuestionLine,
    is_method_text,
    lean_line,
    section_of_question,
)
from bmc_tui.guide.named_lines import AnyNamedLine, NamedLine, is_title_of_block
from bmc_tui.model.blocks import GENERAL, PLACES, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean

_MIN_BLOCKS_OF_TABLE = 3
"""Minimum number of blocks that a table below the heading of a block names if it is a canvas."""


class Placement:
    """The notes of a document by block, and remarks on what was not understood.

    Args:
        names: The names of blocks in the document.
        leaves_out: Whether the words of a template, and lines about the document, are left out.
        is_lean: Whether it is a Lean Canvas, which has headings of its own.
        beside: What is not a note of a block.
    """

    def __init__(
        self,
        names: BlockNames,
        *,
        leaves_out: bool = True,
        is_lean: bool = False,
        beside: Beside | None = None,
    ) -> None:
        self._beside = beside or Beside()
        self._is_lean = is_lean
        self.lean_headings: list[str] = []
        """The headings of a Lean Canvas that were taken for questions."""
        self.notes: dict[Block, list[Note]] = {block: [] for block in PLACES}
        self.remarks: list[Remark] = []
        self.title = ""
        """The title that a line before the blocks gives."""
        self.title_item: OutlineItem | None = None
        """That line."""
        self._names = names
        self._leaves_out = leaves_out
        self._is_below_name = False
        """Whether the next item is right below the name of a block."""
        self._group_level = 0
        """The level of the headings of groups, of which one is right below a name."""
        self._named_blocks: set[Block] = set()
        self._has_title_of_block = False
        self._scope = Scope()
        self._pending_headings: list[OutlineItem] = []
        """Headings that name nothing, each below the one before it: they group the blocks below
        them, or become notes as soon as a note below them follows."""
        self._is_reported = False
        """Whether there is a remark on the parked notes below the current heading."""
        self._has_unnamed = False
        """Whether there are notes below no heading that names a place."""
        self._is_in_table = False

    @property
    def named_blocks(self) -> frozenset[Block]:
        """The blocks that it names."""
        return frozenset(self._named_blocks - {Block.PARKED})

    @property
    def is_canvas(self) -> bool:
        """Whether it names two blocks; or one, by a specific name or without other notes.

        Another document may have a word in common with a canvas.
        """
        is_sure = self._has_title_of_block or not self._has_unnamed
        return len(self._named_blocks) > 1 or (bool(self._named_blocks) and is_sure)

    def add(self, item: OutlineItem) -> None:
        """Place the next item of the document."""
        if id(item) in self._beside.replies:
            scope = self._scope
            self.leave_blocks()
            self._add_notes([item], self._scope, 0)
            self._scope = scope
        elif item.table:
            self._add_table(item)
        elif id(item) in self._beside.prompts:
            self._leave_out(item.line, item.text)
            self._add_notes(item.children, self._scope, 1)
        elif self._leaves_out and not item.literal and (question := question_of(item)):
            self._enter_question(item, question)
        elif item.level:
            self._enter_heading(item)
        elif ((item.plain or item.lead) and self._enter_lean(item)) or (
            (item.is_bold or self._scope.has_phase(item))
            and not item.children
            and self._enter_section(item)
        ):
            pass
        elif not self._is_in_table and (named := self._names.named(item)):
            self._enter_block(item, named, BOLD_LEVEL)
            self._add_notes(item.children, self._scope, 1)
        elif self._names.is_unnamed(item) or (
            self._named_blocks
            and id(item) in self._beside.labels
            and not is_amount(item, self._scope.block)
        ):
            self._enter_unnamed(item, is_heading=heads_others(item))
            self._add_notes(item.children, self._scope, 1)
        elif not self._is_junk(item):
            self._add_note(item, self._scope, 0)

    def _is_junk(self, item: OutlineItem) -> bool:
        """Tell whether an item is not a note, and add a remark that it is left out."""
        text = clean(item.text)
        if not self._leaves_out or item.literal or not text:
            return False
        label = None if self._scope.is_named else particular(text)
        if label and label[0] == "titles" and label[1]:
            if not self.title:
                self.title, self.title_item = label[1], item
            return self.title == label[1]
        is_junk = is_placeholder(text)
        if self._scope.is_named:
            is_request = is_instruction(text, is_aside=item.aside, is_plain=item.plain)
            is_junk |= (self._is_below_name and is_request) or _is_question_in_italics(item)
        else:
            is_junk |= bool(label) or is_no_title(text)
        if is_junk and not item.children:
            self._leave_out(item.line, "" if is_method_text(text) else text)
        return is_junk and not item.children

    def _enter_question(self, item: OutlineItem, question: QuestionLine) -> None:
        """Send the next notes to a question, in any block."""
        is_in_block = self._scope.is_named and self._scope.block is question.block
        level = self._scope.level if is_in_block else item.level or BOLD_LEVEL
        scope_before = self._scope
        self._pending_headings = []
        self._enter(Scope(question.block, question.section, level))
        if question.rest:
            self._append(OutlineItem(item.line, question.rest), self._scope)
        self._add_notes(item.children, self._scope, 1)
        if item.children and is_in_block:  # its answers are the items below it
            self._scope = scope_before

    def _enter_lean(self, heading: OutlineItem) -> bool:
        """Send the next notes to a question, if a heading of a Lean Canvas asks the same."""
        line = lean_line(heading.text, heading.lead) if self._is_lean else None
        if line and line.question:
            self._place_pending(heading.level)
            self._enter(Scope(*line.question, heading.level or BOLD_LEVEL))
            if line.name not in self.lean_headings:
                self.lean_headings.append(line.name)
            named: NamedLine[Section] = NamedLine(line.question[1], line.rest)
            self._add_rest(heading.line, named, self._scope)
        elif line:
            self._enter_unnamed(heading, is_heading=not line.rest)
        if line:
            self._add_notes(heading.children, self._scope, 1)
        return line is not None

    def _enter_unnamed(self, item: OutlineItem, *, is_heading: bool) -> None:
        """Park the next notes and the item above them, which may only be their heading."""
        self.leave_blocks()
        is_lone = self._names.is_unnamed(item) and id(item) not in self._beside.labels
        if is_heading and (item.children or not is_lone):
            self._pending_headings = [item]
        else:
            self._append(item, self._scope)

    def leave_blocks(self) -> None:
        """Park the next notes, and place the headings that have nothing below them."""
        self._place_pending(0)
        self._scope, self._is_reported = Scope(), False

    def park(self, items: Sequence[OutlineItem]) -> None:
        """Park items whatever they name, with one remark on them and what is parked above them."""
        if self._scope.is_named:
            self.leave_blocks()
        self._add_notes(items, self._scope, 0)

    def _enter_heading(self, heading: OutlineItem) -> None:
        """Send the next notes to where a heading says."""
        if self._enter_section(heading):
            return
        is_lower = self._scope.is_named and heading.level > self._scope.level
        if not is_lower and self._enter_lean(heading):
            return
        may_name = heading.block is not None or not self._is_in_table
        is_first = self._is_below_name and self._scope.level >= BOLD_LEVEL
        if is_first and not is_closing_title(heading.text):
            self._group_level = heading.level
        is_beneath = heading.level > self._scope.level or heading.level == self._group_level
        is_in_block = self._scope.is_named and is_beneath
        if may_name and (named := self._names.named(heading, is_in_block=is_in_block)):
            self._place_pending(heading.level)
            self._enter_block(heading, named, heading.level)
            return
        if not is_in_block and is_parked_heading(heading.text):
            self._place_pending(heading.level)
            self._enter(Scope(Block.PARKED, GENERAL, heading.level))
        elif not clean(heading.text):
            self._scope = Scope()
        elif is_in_block:
            self._scope = Scope(self._scope.block, GENERAL, self._scope.level)
            if not is_method_text(heading.text):
                self._put(heading, self._scope)
                self._report(heading, "reading.sub_heading", self._scope)
        else:
            self._place_pending(heading.level)
            self._scope = Scope()
            self._pending_headings.append(heading)
            self._is_reported = False

    def _place_pending(self, level: int) -> None:
        """Place the pending headings, of which none was followed by a note.

        Args:
            level: The level of the next heading; those above it only group what follows.
        """
        for heading in self._pending_headings:
            if level > heading.level:
                continue
            self._put(heading, Scope())
            self._report(heading, "reading.heading", Scope())
        self._pending_headings = [
            heading for heading in self._pending_headings if level > heading.level
        ]

    def _enter_section(self, item: OutlineItem) -> bool:
        """Send the next notes to a phase or question, if an item names one."""
        if not (named := self._scope.section_under(item.text.strip(), item.level or BOLD_LEVEL)):
            return False
        self._enter(Scope(self._scope.block, named.named, self._scope.level))
        self._add_rest(item.line, named, self._scope)
        return True

    def _enter_block(self, item: OutlineItem, named: NamedLine[Block], level: int) -> None:
        """Send the next notes to a block that an item names."""
        for heading in self._pending_headings:
            self._leave_out(heading.line, "" if is_method_text(heading.text) else heading.text)
        self._pending_headings = []
        self._has_title_of_block |= bool(item.level) and is_title_of_block(item.text)
        self._enter(Scope(named.named, GENERAL, level))
        self._scope = self._add_rest(item.line, named, self._scope)

    def _enter(self, scope: Scope) -> None:
        """Send the next notes to a scope."""
        self._scope, self._group_level = scope, 0
        self._named_blocks.add(scope.block)
        self._is_reported = False
        self._is_below_name = True

    def _add_rest(self, line: int, name: AnyNamedLine, scope: Scope) -> Scope:
        """Place the text after the name of a block, phase or question on its line.

        Args:
            line: The line of the document.
            name: The name, and the text.
            scope: The scope below the name.

        Returns:
            The scope of the next notes: that of the phase or question, if the text is one.
        """
        self._leave_out(line, name.left_out)
        if not (rest := name.rest):
            return scope
        if scope.section == GENERAL and (named := scope.section_named(rest)):
            section_scope = Scope(scope.block, named.named, scope.level)
            return self._add_rest(line, named, section_scope)
        is_place_to_fill = is_placeholder(rest) and "," not in rest
        if self._leaves_out and (rest.endswith("?") or is_place_to_fill or is_count(rest)):
            self._leave_out(line, "" if is_method_text(rest) else rest)
        elif not is_method_text(rest):
            self._append(OutlineItem(line, rest), scope)
            self._is_below_name = False
        return scope

    def _add_table(self, item: OutlineItem) -> None:
        """Place the notes of a table; what follows it goes to where it would without the table."""
        if not item.table:
            return
        scope, was_in_table = self._scope, self._is_in_table
        blocks = blocks_of_table(item.table)
        least = 1 if not self._names.in_headings else 2
        if scope.is_named:
            least = max(_MIN_BLOCKS_OF_TABLE, len(self._names.in_headings) + 1)
        is_canvas = len(blocks) >= least
        expansion = expand_table(item.table, is_canvas=is_canvas, is_lean=self._is_lean)
        for line, text in expansion.left_out:
            self._leave_out(line, text)
        self._is_in_table = True
        for part in expansion.items:
            if part.level == TABLE_LEVEL and not (part.block or part.text):
                self._scope = Scope()
            else:
                self.add(part)
        self._scope, self._is_in_table = scope, was_in_table

    def _add_notes(self, items: Sequence[OutlineItem], scope: Scope, depth: int) -> None:
        """Place notes and those below them.

        Args:
            items: The notes.
            scope: Where they go.
            depth: How many notes they are below.
        """
        for item in items:
            if item.plain and scope.block.phases and (phase := phase_named(item.text.rstrip(" :"))):
                scope = Scope(scope.block, phase, scope.level)
            elif item.table:
                self._add_table(item)
            elif not self._is_junk(item):
                self._add_note(item, scope, depth)

    def _add_note(self, item: OutlineItem, scope: Scope, depth: int) -> None:
        """Place a note and those below it."""
        text = clean(item.text)
        child_scope: Scope | None = None
        if depth and not self._is_in_table and (block := self._names.named(item, depth)):
            self._named_blocks.add(block.named)
            named_scope = Scope(block.named, GENERAL, BOLD_LEVEL)
            child_scope = self._add_rest(item.line, block, named_scope)
        elif item.children and (named := scope.section_named(text)):
            child_scope = Scope(scope.block, named.named, scope.level)
            self._add_rest(item.line, named, child_scope)
        elif named := section_before(item, scope, has_labels=self._leaves_out):
            child_scope = Scope(scope.block, named.named, scope.level)
            self._append(OutlineItem(item.line, named.rest), child_scope)
        elif text and not scope.is_named and is_no_title(text):
            pass
        elif text and (item.literal or not scope.is_named or not is_method_text(text)):
            self._append(item, scope)
        elif text and (section := section_of_question(scope.block, text)):
            child_scope = Scope(scope.block, section, scope.level)
        self._add_notes(item.children, child_scope or scope, depth + 1)

    def _append(self, item: OutlineItem, scope: Scope) -> None:
        """Append one note to its block, after the pending headings if those are above it."""
        if not scope.is_named:
            headings, self._pending_headings = self._pending_headings, []
            for heading in headings:
                self._put(heading, scope)
                self._report(heading, "reading.heading", scope)
            if not self._is_reported:
                self._report(item, "reading.no_heading", scope)
        self._put(item, scope)

    def _put(self, item: OutlineItem, scope: Scope) -> None:
        """Append one note to its block."""
        self._is_below_name = False
        self._has_unnamed = self._has_unnamed or not scope.is_named
        self.notes[scope.block].append(Note(item.text, scope.section))

    def _report(self, item: OutlineItem, key: str, scope: Scope) -> None:
        """Add a remark on a note or heading for which the document names no section."""
        self._is_reported = True
        values = {"block": scope.block, "text": clean(item.text)}
        self.remarks.append(Remark(item.line, key, values))

    def _leave_out(self, line: int, text: str) -> None:
        """Add a remark on a text that became no note, if there is one."""
        if text:
            self.remarks.append(Remark(line, "reading.left_out", {"text": clean(text)}))


def _is_question_in_italics(item: OutlineItem) -> bool:
    """Tell whether an item is a question that a template asks between the notes of a block."""
    return item.plain and item.aside and not item.quotes and item.text.rstrip().endswith("?")
