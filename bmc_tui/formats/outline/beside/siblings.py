"""Finds lines in the position of a block's name that name none: `To do` above a list.

If two blocks or more are named by lines of their own that are not bold, another line is not a note
of the block before it if its position is like theirs:

- above bullets or indented lines, as they mostly do;
- at the start of a paragraph whose other lines are the notes, if these are three or more;
- with a colon at its end;
- as a question, as three of them are;
- all in capitals, as they are; - in bold, which is more than they have.

The first such line right below a name is the heading of the first group within that block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bmc_tui.formats.outline.beside.labels import is_of_method, is_short
from bmc_tui.formats.outline.beside.phrases import takes_leave
from bmc_tui.formats.outline.items import OutlineItem, last_line
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.model.blocks import Block

_MIN_BLOCKS = 2
"""Minimum number of blocks that are named by such lines."""

_MIN_PARAGRAPHS = 3
"""The same where they only are at the start of paragraphs or in capitals."""

_MOSTLY = 3
"""How many times as many of the names are above bullets as are not, at least."""

_SENTENCE_ENDS = tuple(".;,!…")
"""What a line ends with that heads no others."""

_MAX_QUESTION_CHARACTERS = 80
"""Maximum number of characters of a question that heads others."""

_MIN_CAPITALS = 4
"""Minimum number of letters of a line in capitals: a shorter one can be an abbreviation."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of its own that can be a heading of others."""

    item: OutlineItem
    block: Block | None
    """The block that it names, and nothing else."""
    is_apart: bool
    """Whether an empty line is before it, or nothing."""
    is_first: bool
    """Whether it is right below a name."""
    is_beneath_text: bool
    """Whether another line of text is right above it."""
    below: OutlineItem | None
    """What is below it; None if that heads others, or nothing is below it."""

    @property
    def has_colon(self) -> bool:
        """Whether a colon ends it."""
        return self.item.text.rstrip().endswith(":")

    @property
    def is_question(self) -> bool:
        """Whether a question mark ends it."""
        return self.item.text.rstrip().endswith("?")

    @property
    def is_above_list(self) -> bool:
        """Whether bullets, or lines that are indented more, are below it."""
        below = self.below
        is_list = below is not None and not below.plain
        if below is None or self.item.has_sign:  # a bullet that is not Markdown's
            return is_list or (below is not None and below.margin > self.item.margin)
        return is_list or below.has_sign or below.margin > self.item.margin

    @property
    def is_above_text(self) -> bool:
        """Whether a line of its own paragraph is below it."""
        below = self.below
        is_next = below is not None and below.line == self.item.line + 1
        return is_next and not self.is_above_list

    @property
    def is_in_capitals(self) -> bool:
        """Whether it has no small letters."""
        letters = [*filter(str.isalpha, self.item.text)]
        return len(letters) >= _MIN_CAPITALS and all(map(str.isupper, letters))


def unnamed_lines(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the lines that are placed like names of blocks and name none.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    lines = [*_lines(items, names)]
    named = [line for line in lines if line.block and not line.item.stands_out]
    if not all(line.item.text[:1].islower() for line in named):
        lines = [line for line in lines if line.block or not line.item.text[:1].islower()]
    unnamed: set[int] = set()
    if len({line.block for line in named}) < _MIN_BLOCKS:
        return frozenset()
    forms = _Forms(named)
    has_groups = False
    for line in lines:
        if line.block:
            has_groups = False
        elif not has_groups and forms.has(line):
            has_groups = line.is_first
            if not has_groups:
                unnamed.add(id(line.item))
    return frozenset(unnamed)


class _Forms:
    """The forms in which lines name blocks.

    Args:
        named: Those lines.
    """

    def __init__(self, named: Sequence[_Line]) -> None:
        filled = [line for line in named if line.below]
        self._above_list = _blocks(line for line in filled if line.is_above_list)
        self._above_text = _blocks(line for line in filled if line.is_above_text)
        self._are_apart = all(line.is_apart for line in named[1:])
        self._start_paragraphs = self._above_text >= _MIN_PARAGRAPHS and self._are_apart
        self._with_colon = _blocks(line for line in named if line.has_colon)
        self._in_capitals = _blocks(line for line in named if line.is_in_capitals)
        self._as_questions = _blocks(line for line in named if line.is_question)
        self._have_signs = all(line.item.has_sign for line in named)
        self._margins = {line.item.margin for line in named}
        self._has_small_notes = any(
            line.below and line.below.text[:1].islower() for line in filled if line.is_above_text
        )

    def has(self, line: _Line) -> bool:
        """Tell whether a line is placed like those that name blocks."""
        if line.item.has_sign and not (self._have_signs and line.is_above_list):
            return False
        if line.item.stands_out:
            return line.below is not None
        if line.item.margin not in self._margins or (line.has_colon and not self._with_colon):
            return False
        if line.has_colon and self._with_colon >= _MIN_BLOCKS:
            return True
        if line.is_question and self._as_questions >= _MIN_PARAGRAPHS:
            return line.below is not None and (line.is_apart or not self._are_apart)
        is_name = is_short(line.item.text) and (line.is_above_list or not line.is_question)
        return is_name and line.below is not None and self._has_above(line, line.below)

    def _has_above(self, line: _Line, below: OutlineItem) -> bool:
        """Tell whether a line is above another one like those that name blocks."""
        if self._above_list >= max(_MIN_BLOCKS, _MOSTLY * self._above_text):
            return line.is_above_list and not line.is_beneath_text
        if line.is_in_capitals and self._in_capitals >= _MIN_PARAGRAPHS:
            return line.is_apart or not self._are_apart
        is_start = line.is_apart and line.is_above_text
        goes_on = below.text[:1].islower() and not self._has_small_notes
        return self._start_paragraphs and is_start and not goes_on


def _lines(items: Sequence[OutlineItem], names: BlockNames) -> Iterator[_Line]:
    """Yield the lines that can be headings, and those that name blocks."""
    above: OutlineItem | None = None
    is_below_name = False
    heads = [*_heads(items, names)]
    for index, (item, head) in enumerate(zip(items, heads, strict=True)):
        below = items[index + 1] if index + 1 < len(items) and not heads[index + 1] else None
        if head or _can_head(item):
            is_apart = above is None or item.line != last_line(above) + 1
            is_beneath_text = bool(
                above
                and above.plain
                and not (is_apart or above.has_sign or heads[index - 1])
                and above.margin <= item.margin
            )
            if not head or (item.plain and not item.level and head.is_alone):
                block = head.block if head else None
                yield _Line(item, block, is_apart, is_below_name, is_beneath_text, below)
        is_below_name = head is not None and head.is_alone
        above = item


@dataclass(frozen=True, slots=True)
class _Head:
    """An item that is a heading for sure."""

    block: Block | None
    is_alone: bool
    """Whether it names a block and has nothing after that."""


def _heads(items: Sequence[OutlineItem], names: BlockNames) -> Iterator[_Head | None]:
    """Yield for each item what it is the heading of; None for one that may be a note."""
    for item in items:
        named = None if item.table else names.named(item)
        if named:
            yield _Head(named.named, not named.has_note and not item.children)
        else:
            yield _Head(None, is_alone=False) if item.level or item.table else None


def _can_head(item: OutlineItem) -> bool:
    """Tell whether an item is a line that may be a heading: a short one or a question."""
    is_line = item.plain and not (item.level or item.table or item.children)
    text = item.text.rstrip()
    is_whole = item.is_bold or not item.lead
    return (
        is_line
        and is_whole
        and (is_short(text) or (text.endswith("?") and len(text) <= _MAX_QUESTION_CHARACTERS))
        and not text.endswith(_SENTENCE_ENDS)
        and not (is_of_method(text) or takes_leave(text))
    )


def _blocks(lines: Iterator[_Line]) -> int:
    """Return the number of blocks that lines name."""
    return len({line.block for line in lines})
