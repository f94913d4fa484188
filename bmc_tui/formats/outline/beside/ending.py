"""Finds where a canvas ends in its document, before the closing words of a chat, mail or page.

Text after the last block is not a note of it if

- the signature of a mail or the foot of a page starts;
- a rule precedes it, and there is no other rule between the notes of a block;
- it is text in lines of its own, and the notes of three blocks or more are bullets, or follow their
names; - its title or label says that it is about the canvas: `Key takeaways`, `Note: …`; - its
title is bold, notes without a title precede it in the block, and no block has groups; - it is a
paragraph that speaks to the reader: `Let me know if …`, or the one sentence or question
  among notes.

This also applies above a heading or label that belongs to no block.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bmc_tui.formats.outline.beside.labels import heads_others, is_labelled_amount
from bmc_tui.formats.outline.beside.phrases import is_closing_title, is_sign_off, takes_leave
from bmc_tui.formats.outline.items import BOLD_LEVEL, OutlineItem
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.guide.aliases import word_count
from bmc_tui.guide.named_lines import question_in_line, split_name, split_phase
from bmc_tui.model.blocks import Block

_MIN_BLOCKS = 3
"""The heads from which on the form of the notes counts."""

_MIN_WORDS = 5
"""Minimum number of words of a sentence that speaks to the reader."""

_MIN_ASKED = 3
"""Minimum number of words of a question that speaks to the reader."""

_SENTENCE_ENDS = (".", "?", "!", "…")
"""What a sentence ends with."""


def end_of_canvas(items: Sequence[OutlineItem], names: BlockNames, unnamed: Collection[int]) -> int:
    """Return the index of the text after a canvas in its document; else the end.

    Args:
        items: The document, without its title.
        names: The names of blocks in it.
        unnamed: The identities of the labels among those that name no block.
    """
    names_part = [bool(not item.table and _names_part(item, names)) for item in items]
    if not any(names_part):
        return len(items)
    first, last = names_part.index(True), len(items) - 1 - names_part[::-1].index(True)
    canvas = _Canvas(items, names_part, first, last, _is_filled(items[last], names))
    ends = [*_marked_ends(canvas), *_titled_ends(canvas)]
    stop = end = min([len(items), *ends, *_next_heads(canvas, unnamed)])
    while end > last + 1 and _is_loose(items[end - 1]):
        end -= 1
    named = names.named(items[last])
    # An amount with a label right after the notes, such as a total, is one of them.
    while named and end < stop and _is_total(items[end], named.named):
        end += 1
    if end < stop:
        if _is_other_form(canvas, names, end):
            ends.append(end)
        ends += _spoken_ends(canvas, end, stop)
    return min(ends, default=len(items))


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The canvas in a document, up to its last block."""

    items: Sequence[OutlineItem]
    """The document."""
    names_part: Sequence[bool]
    """Which of them are the name of a block or a question of the method."""
    first: int
    """The index of the first of these."""
    last: int
    """The index of the last of these."""
    is_last_filled: bool
    """Whether that has a note on its line or below it."""

    def is_head(self, index: int) -> bool:
        """Tell whether an item is a heading of others."""
        return self.names_part[index] or self.items[index].level > 0

    def notes(self, end: int) -> Iterator[OutlineItem]:
        """Yield the notes before an index that are below no other note."""
        for index in range(self.first, end):
            if not self.is_head(index):
                yield self.items[index]


def _names_part(item: OutlineItem, names: BlockNames) -> bool:
    """Tell whether an item names a block, or is a question of the method."""
    return bool(names.named(item) or question_in_line(item.text))


def _is_filled(item: OutlineItem, names: BlockNames) -> bool:
    """Tell whether the name of a block has a note on its line or below it."""
    named = names.named(item)
    return bool(item.children or (named and named.has_note))


def _next_heads(canvas: _Canvas, unnamed: Collection[int]) -> Iterator[int]:
    """Yield the indices of the headings and labels after the last block that belong to no block."""
    level = canvas.items[canvas.last].level or BOLD_LEVEL
    below = canvas.items[canvas.last + 1 : canvas.last + 2]
    # Right below the name is the heading of the first of the groups in its block.
    groups = {item.level for item in below if level == BOLD_LEVEL}
    for index in range(canvas.last + 1, len(canvas.items)):
        item = canvas.items[index]
        if (0 < item.level <= level and item.level not in groups) or id(item) in unnamed:
            yield index


def _is_total(item: OutlineItem, block: Block) -> bool:
    """Tell whether an item is a note of a block with amounts; a bold percentage is about these."""
    return is_labelled_amount(item, block) and not (item.lead and "%" in item.text)


def _marked_ends(canvas: _Canvas) -> Iterator[int]:
    """Yield the indices of what a mark separates from the last block."""
    rules = [index for index in range(canvas.first, canvas.last) if canvas.items[index].starts_part]
    divides_notes = not all(map(canvas.is_head, rules))
    level = canvas.items[canvas.last].level
    for index in range(canvas.last + 1, len(canvas.items)):
        item = canvas.items[index]
        is_first = index == canvas.last + 1 and not canvas.is_last_filled
        is_within = is_first or item.level > level > 0
        if item.starts_ending or (item.starts_part and not (is_within or divides_notes)):
            yield index


def _titled_ends(canvas: _Canvas) -> Iterator[int]:
    """Yield the indices of titles and labels that head no group of notes in the last block."""
    items, last = canvas.items, canvas.last
    # Below the name itself, or a question there, is the first of the groups in the block.
    start = last + (1 if canvas.is_last_filled else 2)
    while start < len(items) and not canvas.is_last_filled and _is_question(items[start - 1]):
        start += 1
    heads = sum(map(canvas.is_head, range(canvas.first, last + 1)))
    groups = {index for index in range(canvas.first, len(items)) if _heads_group(canvas, index)}
    are_alone = heads >= _MIN_BLOCKS and all(index >= start for index in groups)
    text_start = len(items)
    while text_start > start and _is_loose(items[text_start - 1]):
        text_start -= 1
    are_usual = any(is_closing_title(_label(item)) for item in items[canvas.first : last])
    for index in range(start, len(items)):
        item = items[index]
        is_group = are_alone and index in groups and not item.level and index + 1 < len(items)
        is_closing = is_closing_title(_label(item)) and not are_usual
        if is_closing and not heads_others(
            item
        ):  # a note on what follows in the block, or at its end
            is_closing = index >= text_start
        if (is_group or is_closing) and _is_apart(items, index):
            yield index


def _is_question(item: OutlineItem) -> bool:
    """Tell whether an item is a question, like those that a template asks."""
    return item.plain and item.text.rstrip().endswith("?")


def _heads_group(canvas: _Canvas, index: int) -> bool:
    """Tell whether an item is a heading or a line in bold that names no block."""
    item = canvas.items[index]
    is_bold = item.plain and item.stands_out and not item.table
    return (bool(item.level) or is_bold) and not canvas.names_part[index]


def _label(item: OutlineItem) -> str:
    """Return the text of a heading or a line, up to its colon; "" for anything else."""
    if item.level:
        return item.text
    if item.table or not item.plain:
        return ""
    if item.lead:
        return item.lead
    return item.text.partition(":")[0]


def _is_other_form(canvas: _Canvas, names: BlockNames, end: int) -> bool:
    """Tell whether text at the end has another form than the notes: bullets, or after names."""
    heads = [index for index in range(canvas.first, end) if canvas.is_head(index)]
    notes = [*canvas.notes(end)]
    lines = (note for note in notes if note.table or (note.plain and not note.ends_list))
    if len(heads) < _MIN_BLOCKS or any(lines):
        return False
    if notes:
        return not canvas.is_head(end - 1)
    are_filled = all(_is_filled(canvas.items[index], names) for index in heads)
    return are_filled and _is_apart(canvas.items, end)


def _spoken_ends(canvas: _Canvas, start: int, stop: int) -> Iterator[int]:
    """Yield the indices of the paragraphs at the end that speak to the reader.

    Args:
        canvas: The canvas.
        start: The index of the first line of text at the end.
        stop: The index of the first item after that text.
    """
    items = canvas.items
    notes = [*canvas.notes(start)]
    has_sentences = any(note.text.endswith(_SENTENCE_ENDS) for note in notes)
    has_questions = any(note.text.endswith("?") for note in notes) or _has_gaps(canvas, start)
    for index in range(start, stop):
        text = items[index].text
        is_spoken = text.endswith(_SENTENCE_ENDS)
        is_sentence = is_spoken and word_count(text) >= _MIN_WORDS
        is_question = text.endswith("?") and not has_questions and word_count(text) >= _MIN_ASKED
        is_only_one = (is_sentence and not has_sentences) or is_question
        is_leave = takes_leave(text)
        is_end = is_leave and is_spoken and not has_sentences and not items[index].has_sign
        is_apart = _is_apart(items, index)
        is_behind = is_only_one and index > canvas.last + 1
        if is_sign_off(text) or is_end or ((is_leave or is_behind) and is_apart):
            yield index
        has_sentences = has_sentences or is_spoken


def _has_gaps(canvas: _Canvas, end: int) -> bool:
    """Tell whether there is an empty line between two notes of a block before an index."""
    return any(
        _is_apart(canvas.items, index)
        for index in range(canvas.first + 1, end)
        if not (canvas.is_head(index) or canvas.is_head(index - 1))
    )


def _is_apart(items: Sequence[OutlineItem], index: int) -> bool:
    """Tell whether there is an empty line before an item, as far as its format has lines.

    The lines of HTML say nothing about how its page looks.
    """
    item, before = items[index], items[index - 1]
    return item.literal or item.line != _last_line(before) + 1


def _last_line(item: OutlineItem) -> int:
    """Return the line that an item and those below it end on, as far as it is known."""
    return max([item.line, *map(_last_line, item.children)])


def _is_loose(item: OutlineItem) -> bool:
    """Tell whether an item is text in a line of its own that can't be part of a canvas."""
    is_text = item.plain and not (item.level or item.table or item.children)
    is_named = question_in_line(item.text) or split_name(item.text) or split_phase(item.text)
    return is_text and not is_named
