"""Divides a paragraph of Markdown into its notes: its lines, prose over several, and replies."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import category

from bmc_tui.formats.markdown.inline import Inline
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.text.prose import is_full, is_open, text_spans
from bmc_tui.guide.aliases import phase_named
from bmc_tui.guide.method_lines import is_question, question_line
from bmc_tui.guide.named_lines import split_at_names, split_name
from bmc_tui.model.sanitize import BULLET_SIGNS, TABBED_BULLET, clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_DECIMAL_TITLE = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_a-z]")
"""The start of a title with decimals: `2.4 Planning`."""

_MIN_SMALL_NAMES = 3
"""Minimum number of names without capitals, where other lines without one can head others too."""

_MAX_WORDS_OF_HEAD = 3
"""Maximum number of words of such a line."""

_BULLET = re.compile(rf"^(?:[{BULLET_SIGNS}][^\S\n]+|{TABBED_BULLET})")
"""A bullet that is not Markdown's, at the start of a line of a paragraph."""

_QUOTATION = re.compile(r"(?:[ ]{0,3}>)+[ ]?")
"""The signs of a quotation at the start of a line."""

CELL_BULLET = re.compile(rf"^\s*(?:[-*+]\s+|[{BULLET_SIGNS}]\s*|{TABBED_BULLET})")
"""Any bullet at the start of a line of a table's cell or of code, where Markdown has no lists."""


def end_of_item(inline: Inline, token: "Token") -> int:
    """Return the index of the first line of a list item that is the next line of the text.

    By Markdown's rules a line that is indented no more than its bullet still continues the item.
    """
    margins = token.meta.get("margins", ())
    if is_question(inline.text):
        return len(inline.lines)
    for index in range(1, len(inline.lines)):
        is_lazy = index < len(margins) and margins[index] <= margins[0]
        is_last = index == len(inline.lines) - 1
        heads_others = is_last and inline.lines[index].rstrip().endswith(":")
        starts = heads_others or inline.leads[index] or opens_part(inline.lines[index])
        if is_lazy and (starts or _is_phase(inline.lines[index])):
            return index
        above, line = inline.lines[index - 1].rstrip(), inline.lines[index].lstrip()
        is_head = token.meta.get("small") and line.count(" ") < _MAX_WORDS_OF_HEAD
        has_start = line[:1].isupper() or category(line[:1] or " ") == "So" or is_head
        has_start = has_start or _DECIMAL_TITLE.match(line) is not None
        if is_lazy and has_start and not (is_full(above) or is_open(above)):
            return index
        is_message = index in token.meta.get("messages", ())
        if is_message or _is_reply(inline, index, token.meta.get("quotes", ())):
            return index
    return len(inline.lines)


def _is_reply(inline: Inline, index: int, quotes: Sequence[int]) -> bool:
    """Tell whether a line of a quotation lacks its sign, and so is a reply below the quotation.

    By Markdown's rules it still continues the quotation, as does the rest of a line that a mail
    program broke.
    """
    if index >= len(quotes) or quotes[index] >= quotes[index - 1]:
        return False
    above, line = inline.lines[index - 1].rstrip(), inline.lines[index].lstrip()
    return not (is_full(above) and (line[:1].islower() or is_open(above)))


def has_small_names(lines: Sequence[str]) -> bool:
    """Tell whether three lines of a document or more are names of blocks without capitals."""
    small = (line for line in lines if line[:1].islower())
    names = (line for line in small if (named := split_name(line)) and not named.rest)
    return len([*islice(names, _MIN_SMALL_NAMES)]) == _MIN_SMALL_NAMES


def note_sides(
    token: "Token", source: Sequence[str], messages: Collection[int], *, has_small_names: bool
) -> None:
    """Record with a paragraph the spaces before each of its lines, and the quotations around it.

    Args:
        token: The paragraph, whose `meta` gets both.
        source: Its lines in the document.
        messages: The lines on which the messages of a chat start.
        has_small_names: Whether names of blocks start without a capital.
    """
    first = (token.map or [0])[0] + 1
    token.meta = {"margins": [*map(_margin, source)], "quotes": [*map(_quotes, source)]}
    token.meta["small"] = has_small_names
    token.meta["messages"] = [at for at in range(len(source)) if at + first in messages]


def sides(token: "Token", start: int = 0) -> tuple[Sequence[int], Sequence[int]]:
    """Return the spaces before each line of a paragraph, and the quotations around it.

    Args:
        token: The paragraph.
        start: The index of the first of its lines.

    Returns:
        Neither if that is unknown. The quotations are counted from those around the token.
    """
    margins, quotes = token.meta.get("margins", ()), token.meta.get("quotes", ())
    return margins[start:], [quote - quotes[0] for quote in quotes[start:]]


def _margin(line: str) -> int:
    """Return the number of spaces at the start of a line, after the signs of a quotation."""
    line = _QUOTATION.sub("", line, count=1)
    return len(line) - len(line.lstrip())


def _quotes(line: str) -> int:
    """Return the number of signs of a quotation at the start of a line."""
    signs = _QUOTATION.match(line)
    return signs[0].count(">") if signs else 0


def line_items(
    line: int, inline: Inline, margins: Sequence[int] = (), quotes: Sequence[int] = ()
) -> Iterator[OutlineItem]:
    """Yield the notes of a paragraph: its lines, with the lines of prose as one.

    Args:
        line: The line that it starts on.
        inline: The paragraph.
        margins: The spaces before each of its lines; empty if unknown.
        quotes: The quotations around each, besides those of the paragraph; empty if unknown.
    """
    if len(margins) != len(inline.lines):
        margins = ()
    start = 0
    for index in range(1, len(inline.lines) + 1):
        is_end = index == len(inline.lines) or _is_reply(inline, index, quotes)
        if is_end or _starts_line(inline, index) or _opens_part_before(inline, index, margins):
            part = inline.part(start, index)
            for item in _prose_items(line + start, part, margins[start:index]):
                item.quotes = quotes[start] if start < len(quotes) else 0
                yield item
            start = index


def _opens_part_before(inline: Inline, index: int, margins: Sequence[int]) -> bool:
    """Tell whether a line is the heading of the next: it has a name, and no note that continues.

    As in `Revenue: tickets,` above an indented `hire of the hall`.
    """
    above = inline.lines[index - 1]
    is_open = above.rstrip().endswith(",") and margins and margins[index] > margins[index - 1]
    return opens_part(above) and not is_open


def opens_part(text: str) -> bool:
    """Tell whether a line starts with the name of a block, or a question of the method."""
    return split_name(text) is not None or question_line(text) is not None


def opens_part_alone(inline: Inline) -> bool:
    """Tell whether an item's first line does so, and is not the start of a longer question."""
    return opens_part(inline.lines[0]) and not is_question(inline.text)


def _is_phase(text: str) -> bool:
    """Tell whether a line is the name of a phase with a capital, as a heading has one."""
    name = text.strip().rstrip(" :")
    return name[:1].isupper() and phase_named(name) is not None


def _starts_line(inline: Inline, index: int) -> bool:
    """Tell whether a line of a paragraph is not prose: it has a bullet, is bold, or is a name."""
    text = inline.lines[index].strip()
    return bool(inline.leads[index] or CELL_BULLET.match(text) or opens_part(text))


def _prose_items(line: int, inline: Inline, margins: Sequence[int]) -> Iterator[OutlineItem]:
    """Yield consecutive lines of a paragraph: those that one text continues over as one note.

    Args:
        line: The line that the first is on.
        inline: The lines.
        margins: The spaces before each.
    """
    spans = text_spans(inline.lines, margins)
    if inline.has_hard_break:
        spans = ((index, index + 1) for index in range(len(inline.lines)))
    for start, end in spans:
        # Below a line of text Markdown takes an indented bullet for more text.
        bullet = _BULLET if inline.literal else CELL_BULLET
        row = " ".join(inline.lines[start:end]).strip()
        unmarked = bullet.sub("", row, count=1)
        for text in split_at_names(clean(unmarked)):
            lead = inline.leads[start]
            item = OutlineItem(line + start, text, lead=lead, literal=inline.literal, plain=True)
            item.aside = all(inline.asides[start:end])
            item.has_sign = unmarked != row
            item.margin = margins[start] if margins else 0
            yield item
