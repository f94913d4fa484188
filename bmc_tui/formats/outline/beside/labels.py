"""Finds labels among those that name blocks which name none: `Competitors: banks`.

If two blocks or more are named in one form, such as a word in bold with a colon, another line of
that form is not a note of the block before it. Nor is a sentence without a label, if it is among
three of them.
"""

import re
from collections.abc import Sequence

from bmc_tui.formats.outline.items import OutlineItem, behind_lead
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.formats.outline.scope import Scope
from bmc_tui.guide.aliases import phase_named, word_count
from bmc_tui.guide.method_lines import QuestionLine, is_method_text, question_line
from bmc_tui.guide.named_lines import NamedLine, question_in_line, split_label, split_phase
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.sanitize import clean

_MIN_BLOCKS = 2
"""Minimum number of blocks that are named in a form."""

_MIN_BLOCKS_OF_SENTENCES = 3
"""The same where a sentence without a label is not a note."""

_SENTENCE = "sentence"
"""The form of a sentence without a label."""

_SENTENCE_ENDS = (".", "!")
"""What a sentence ends with."""

_MIN_WORDS_OF_SENTENCE = 5
"""Minimum number of words of a sentence."""

_MAX_WORDS = 4
"""Maximum number of words of a label."""

_MAX_CHARACTERS = 40
"""Maximum number of characters of a label."""

_LABEL = re.compile(r"([^:]{1,60}):(?!\S*//)(?:\s|$)")
"""A label and its colon, which is not that of an address or a time."""

_DASHED = re.compile(r"([^:–—-]{1,60}?)\s[-–—](?:\s|$)")
"""A label and the dash after it."""

_EQUALS = re.compile(r"([^=]{1,60}?)\s=(?:\s|$)")
"""A label and the equals sign after it."""

_NUMBER = re.compile(r"\W{0,2}(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,4})[.)\]]\s")
"""A number or a letter before a label."""


_BLOCKS_WITH_AMOUNTS = (Block.COST_STRUCTURE, Block.REVENUE_STREAMS)
"""The blocks in which a label with an amount after it is a note: `Insurance: 50`."""


def unnamed_labels(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the items that have the form of a name and name no block.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    blocks: dict[str, set[Block]] = {}
    are_filled = True
    candidates: list[tuple[str, OutlineItem]] = []
    is_below_name = has_groups = False
    for item in items:
        form = _form(item)
        named = names.named(item) if not item.table else None
        if named:
            are_filled = are_filled and named.has_note and not item.level
            if form:
                blocks.setdefault(form, set()).add(named.named)
        elif form and not (form == "bold" and (is_below_name or has_groups)):
            candidates.append((form, item))
        # A line in bold right below a name is the heading of the first group in that block.
        has_groups = not named and (has_groups or (is_below_name and form == "bold"))
        is_below_name = bool(named and not named.has_note and not item.children)
    known = {form for form, of_form in blocks.items() if len(of_form) >= _MIN_BLOCKS}
    is_usual = any(len(of_form) >= _MIN_BLOCKS_OF_SENTENCES for of_form in blocks.values())
    if are_filled and is_usual:
        known.add(_SENTENCE)
    return frozenset(
        id(item) for form, item in candidates if form in known and not is_of_method(item.text)
    )


def label_rest(item: OutlineItem) -> str:
    """Return the text after the label of an item; "" if it is only a label."""
    if rest := behind_lead(item) if item.lead else "":
        return rest
    label = _LABEL.match(item.text) or _DASHED.match(item.text) or _EQUALS.match(item.text)
    return clean(item.text[label.end() :]) if label else ""


def heads_others(item: OutlineItem) -> bool:
    """Tell whether an item without a block may be the heading of what follows: it has no text."""
    return not label_rest(item) and not _is_sentence(item.text)


def question_of(item: OutlineItem) -> QuestionLine | None:
    """Return the question that an item is, or starts with, also after a name or a bold label."""
    if question := question_in_line(item.text):
        return question
    has_label = item.lead and "?" in item.text and not split_phase(item.lead)
    return question_line(behind_lead(item)) if has_label else None


def is_amount(item: OutlineItem, block: Block) -> bool:
    """Tell whether an item of a block with amounts is a note of it: a label and an amount."""
    return not item.lead and is_labelled_amount(item, block)


def is_labelled_amount(item: OutlineItem, block: Block) -> bool:
    """The same, also for an item whose label is bold."""
    return block in _BLOCKS_WITH_AMOUNTS and any(map(str.isdigit, label_rest(item)))


def section_before(
    item: OutlineItem, scope: Scope, *, has_labels: bool
) -> NamedLine[Section] | None:
    """Return the phase or question that precedes a note; None without one.

    Args:
        item: Such as `**Awareness** posters` or `Awareness: posters`.
        scope: The scope of the note.
        has_labels: Whether it may do so without being bold.
    """
    if item.lead and not item.is_bold:
        named = scope.section_named(item.lead)
        if named and not (named.rest or named.left_out):
            return NamedLine(named.named, behind_lead(item))
    return _labelled_phase(item, scope) if has_labels else None


def _labelled_phase(item: OutlineItem, scope: Scope) -> NamedLine[Section] | None:
    """Return the phase that precedes a note (`Awareness: posters`); None without one."""
    phases = scope.block.phases
    is_possible = scope.is_named and phases and not item.literal
    if not (is_possible and scope.section in (GENERAL, *phases)):
        return None
    label, separator, rest = split_label(item.text)
    phase = phase_named(label) if separator and rest else None
    if phase:
        return NamedLine(phase, rest)
    named = split_phase(item.text) if item.plain and not item.lead else None
    return named if named and named.rest and not named.left_out else None


def _form(item: OutlineItem) -> str:
    """Return the form of an item with a label; "" for any other item."""
    if item.level or item.table or (item.literal and not item.plain):
        return ""
    kind = "" if item.plain else "bullet "
    if item.lead and not item.is_paragraph:
        has_colon = item.lead.rstrip().endswith(":") or item.text[len(item.lead) :][:1] == ":"
        form = ":" if has_colon else "" if item.is_bold else " before text"
        return f"{kind}bold{form}" if is_short(item.lead) else ""
    label = _LABEL.match(item.text)
    other = None if label else _DASHED.match(item.text)
    sign = " dashed" if other else ""
    if not (label or other) and (other := _EQUALS.match(item.text)):
        sign = " equals"
    label = label or other
    if not label or not is_short(label[1]) or not label_rest(item):
        return _SENTENCE if item.plain and _is_sentence(item.text) else ""
    number = "numbered" if _NUMBER.match(item.text) else "plain"
    return f"{kind}{number}{sign}"


def _is_sentence(text: str) -> bool:
    """Tell whether a text is a sentence."""
    is_whole = text[:1].isupper() and text.endswith(_SENTENCE_ENDS)
    return is_whole and word_count(text) >= _MIN_WORDS_OF_SENTENCE


def is_short(label: str) -> bool:
    """Tell whether a text is as short as a name of a block."""
    return len(label) <= _MAX_CHARACTERS and len(label.split()) <= _MAX_WORDS


def is_of_method(text: str) -> bool:
    """Tell whether a line has a phase or a question of the method, or a text of it."""
    return bool(split_phase(text) or question_in_line(text) or is_method_text(text))
