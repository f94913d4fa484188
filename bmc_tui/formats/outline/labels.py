"""Finds the labels that stand among those that name blocks and name none: `Competitors: banks`.

Where three blocks or more are named in one form, such as a word in bold with a colon, another line
of that form is no note of the block before it.
"""

import re
from collections.abc import Sequence

from bmc_tui.formats.outline.items import OutlineItem, behind_lead
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.formats.outline.scope import Scope
from bmc_tui.guide.aliases import phase_named
from bmc_tui.guide.method_lines import (
    QuestionLine,
    is_method_text,
    question_in_line,
    question_line,
)
from bmc_tui.guide.named_lines import NamedLine, split_label, split_phase
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.sanitize import clean

_MIN_BLOCKS = 3
"""The blocks that are named in a form at least."""

_MAX_WORDS = 4
"""Words of a label at most."""

_MAX_CHARACTERS = 40
"""Characters of a label at most."""

_LABEL = re.compile(r"([^:]{1,60}):(?!\S*//)(?:\s|$)")
"""A label and its colon, which is not that of an address or a time."""

_NUMBER = re.compile(r"\W{0,2}(?:\d{1,2}|[A-Za-z]|[ivxIVX]{2,4})[.)\]]\s")
"""A number or a letter before a label."""


_BLOCKS_WITH_AMOUNTS = (Block.COST_STRUCTURE, Block.REVENUE_STREAMS)
"""The blocks in which a label with an amount behind it is a note: `Insurance: 50`."""


def unnamed_labels(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the items that have the form of a name and name no block.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    blocks: dict[str, set[Block]] = {}
    named_items: set[int] = set()
    candidates: list[tuple[str, OutlineItem]] = []
    is_below_name = has_groups = False
    for item in items:
        form = _form(item)
        named = names.named(item) if not item.table else None
        if named:
            named_items.add(id(item))
            if form:
                blocks.setdefault(form, set()).add(named.named)
        elif form and not (form == "bold" and (is_below_name or has_groups)):
            candidates.append((form, item))
        # A line in bold right beneath a name is the first of the groups in that block.
        has_groups = not named and (has_groups or (is_below_name and form == "bold"))
        is_below_name = bool(named and not named.rest and not item.children)
    return frozenset(
        id(item)
        for form, item in candidates
        if len(blocks.get(form, ())) >= _MIN_BLOCKS and not _is_known(item.text)
    )


def label_rest(item: OutlineItem) -> str:
    """Return the text behind the label of an item; "" if it is nothing but a label."""
    if rest := behind_lead(item) if item.lead else "":
        return rest
    label = _LABEL.match(item.text)
    return clean(item.text[label.end() :]) if label else ""


def question_of(item: OutlineItem) -> QuestionLine | None:
    """Return the question that an item is, or starts with, also behind a name or a bold label."""
    if question := question_in_line(item.text):
        return question
    has_label = item.lead and "?" in item.text and not split_phase(item.lead)
    return question_line(behind_lead(item)) if has_label else None


def is_amount(item: OutlineItem, block: Block) -> bool:
    """Tell whether an item of a block with amounts is a note of it: a label and an amount."""
    is_sum = block in _BLOCKS_WITH_AMOUNTS and not item.lead
    return is_sum and any(map(str.isdigit, label_rest(item)))


def labelled_phase(item: OutlineItem, scope: Scope) -> NamedLine[Section] | None:
    """Return the phase that stands before a note (`Awareness: posters`); None without one."""
    phases = scope.block.phases
    is_possible = scope.is_named and phases and not item.literal
    if not (is_possible and scope.section in (GENERAL, *phases)):
        return None
    label, separator, rest = split_label(item.text)
    phase = phase_named(label) if separator and rest else None
    return NamedLine(phase, rest) if phase else None


def _form(item: OutlineItem) -> str:
    """Return the form of an item with a label; "" for any other item."""
    if item.level or item.table or (item.literal and not item.plain):
        return ""
    kind = "" if item.plain else "bullet "
    if item.lead:
        has_colon = item.lead.rstrip().endswith(":") or item.text[len(item.lead) :][:1] == ":"
        is_label = _is_short(item.lead) and (has_colon or item.is_bold)
        return f"{kind}bold{':' if has_colon else ''}" if is_label else ""
    label = _LABEL.match(item.text)
    if not label or not _is_short(label[1]) or not label_rest(item):
        return ""
    return f"{kind}{'numbered' if _NUMBER.match(item.text) else 'plain'}"


def _is_short(label: str) -> bool:
    """Tell whether a text is as short as a name."""
    return len(label) <= _MAX_CHARACTERS and len(label.split()) <= _MAX_WORDS


def _is_known(text: str) -> bool:
    """Tell whether a line has a phase or a question of the method, or a text of it."""
    return bool(split_phase(text) or question_in_line(text) or is_method_text(text))
