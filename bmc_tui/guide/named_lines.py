"""Splits a line into the name of a block or phase at its start, and the text after it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Generic, TypeVar

from bmc_tui.guide.aliases import (
    MAX_CHARACTERS,
    SEPARATOR,
    asked_starts,
    block_named,
    block_shortened,
    block_titled,
    folded_words,
    is_method_title,
    may_start_with_name,
    phase_named,
    without_number,
    word_count,
    words_of,
)
from bmc_tui.guide.method_lines import QuestionLine, is_question, question_line
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)

_CLOSING = {"(": ")", "[": "]"}

_ABBREVIATION = re.compile(r"(?<![\w$])([A-Z]{2,3}|[CR]\$)[ \t]?:")
"""What can be an abbreviated name before a colon."""

_LABEL_END = re.compile(r":|\s-(?=\s)")
"""What is between a label and a note. Other dashes can't be escaped in Markdown, where a note
with such a label has to read back as it is."""

_OTHER_NAME = re.compile(r"(?<=\S)/([^\W\d_][^\W\d_-]*)[ \t]*(?::(.*))?$")
"""Another word for a name that is before it: `Partners/leveranciers`."""

_QUESTION_END = re.compile(r"\?(?:\s*:)?|:")

_DOT = re.compile(r"\.(?=\s)")

_AND = re.compile(r"\s+(?:&|\+|and|en|und|et|y|e)\s+", re.IGNORECASE)
"""What is between a name and what else a heading is about."""

_MAX_SHORTENED = 60
"""Characters of a line in which a shortened name ends."""

_MAX_SEPARATORS = 8
"""Separators in a line before which a name is looked for."""

_MAX_NAMES = 3
"""Names of one block in a line, such as in several languages, that are looked for."""


_MAX_ASKED = 200
"""Characters of a question in the place of a block's name."""

_MAX_MORE_ASKED = {"?": 6, ":": 1}
"""Words behind the start of such a question, by the sign at its end; without one, none."""


@dataclass(frozen=True, slots=True)
class NamedLine(Generic[_Named]):
    """A line that starts with the name of a block or a phase."""

    named: _Named
    """The block or phase."""
    rest: str = ""
    """The text after the name and a separator, without other names of the same."""
    left_out: str = ""
    """A remark in brackets between the name and the rest, as in `Costs (a month): rent`."""

    @property
    def has_note(self) -> bool:
        """Whether the rest is a note, and not a question of a template: `Costs: what is paid?`."""
        return bool(self.rest) and not self.rest.rstrip().endswith("?")


AnyNamedLine = NamedLine[Block] | NamedLine[Section]


def block_of_heading(name: str) -> Block | None:
    """Return the block that a heading, or a key in another program's data, names or asks for.

    Args:
        name: Such as `1. Klantsegmenten`, `keyPartnerships` or `Who helps us?`.
    """
    return block_titled(name) or block_asked(name)


def block_asked(question: str) -> Block | None:
    """Return the block that a question in one's own words asks for: `Who helps us with that?`.

    It starts as one of those of `aliases.toml`, and without a question mark it is one of them. A
    question of the method is none: it stands for itself, not for its block.
    """
    if len(question) > _MAX_ASKED or is_question(question):
        return None
    weights = words_of("weights")
    words = _without_persons(folded_words(without_number(question)))
    asked = [word for word in words if word not in weights]
    more = _MAX_MORE_ASKED.get(question.rstrip(" *")[-1:], 0)
    shortest = max(1, len(asked) - more)
    starts = (" ".join(asked[:length]) for length in range(len(asked), shortest - 1, -1))
    return next(filter(None, map(_asked().get, starts)), None)


@cache
def _asked() -> Mapping[str, Block]:
    """Return the block of each start of a question, in the form of `_without_persons`."""
    starts = asked_starts().items()
    return {" ".join(_without_persons(start)): block for start, block in starts}


def _without_persons(words: str) -> list[str]:
    """Return folded words without those such as `our`, and with `we` for any person."""
    return [
        "we" if word in words_of("asking") else word
        for word in words.split()
        if word not in words_of("whose")
    ]


def split_name_and_more(line: str) -> NamedLine[Block] | None:
    """Return the block that a heading names before an `and`, with the rest of it left out.

    Args:
        line: Such as `Key partners and investors`.

    Returns:
        None if it names none there, or is itself a name, or another block follows.
    """
    line = line.strip()
    for separator in islice(_AND.finditer(line, 0, MAX_CHARACTERS), _MAX_NAMES):
        more = clean(line[separator.end() :])
        if (named := block_named(line[: separator.start()])) is not None:
            return NamedLine(named, left_out=more) if block_named(more) is None else None
    return None


def split_name(line: str) -> NamedLine[Block] | None:
    """Return the block whose name a line starts with, and the text after the name.

    Args:
        line: Such as `Kernpartners`, `3. Costs (40 %)`, `Channels: Shop` or `Kosten; huur`.

    Returns:
        None if it starts with no name, or the name is one of several blocks: `Partners/Channels`.
    """
    return _split_block(line.strip()) if may_start_with_name(line) else None


@cache_short_texts
def _split_block(line: str) -> NamedLine[Block] | None:
    """Return what `split_name` does."""
    return _split(line, block_named, _MAX_NAMES) or _split_at_dot(line) or _split_question(line)


def _split_question(line: str) -> NamedLine[Block] | None:
    """Return the block that a question at the start of a line asks for: `Who helps us? Ann`."""
    end = _QUESTION_END.search(line, 0, MAX_CHARACTERS)
    length = end.end() if end else len(line)
    block = block_asked(line[:length])
    if not block:
        return None
    rest = line[length:].strip()
    if not rest and " ".join(_without_persons(folded_words(line))) not in _asked():
        return NamedLine(block, left_out=line)
    bracket = rest[:1] if rest[:1] in _CLOSING else ""
    return _behind(block, bracket, rest[len(bracket) :], block_named, _MAX_NAMES)


def _split_at_dot(line: str) -> NamedLine[Block] | None:
    """Return the block that a line starts with an abbreviation of: `Key res. studio`."""
    for dot in islice(_DOT.finditer(line, 0, _MAX_SHORTENED), _MAX_SEPARATORS):
        if block := block_shortened(line[: dot.end()]):
            return NamedLine(block, clean(line[dot.end() :]))
    return None


def question_in_line(text: str) -> QuestionLine | None:
    """Return the question that a line is or starts with, also behind the name of a block.

    Args:
        text: The line, such as `Partners: Who are our most important suppliers? The mill`.
    """
    if question := question_line(text):
        return question
    named = split_name(text) if "?" in text else None
    return question_line(named.rest) if named and named.rest else None


def split_at_names(line: str) -> list[str]:
    """Return the parts of a line that each start with an abbreviated name: `KP: mill KA: baking`.

    Args:
        line: The line.

    Returns:
        The whole line if it has fewer than two, or does not start with one; none if it is empty.
    """
    starts = [
        match.start()
        for match in islice(_ABBREVIATION.finditer(line), _MAX_SEPARATORS)
        if block_named(match[1]) is not None
    ]
    if len(starts) < 2 or starts[0]:  # noqa: PLR2004 - see above
        return [line] if line else []
    ends = [*starts[1:], len(line)]
    return [line[a:b].rstrip(" /;|,") for a, b in zip(starts, ends, strict=True)]


def split_phase(line: str) -> NamedLine[Section] | None:
    """Return the phase whose name a line starts with, and the text after the name."""
    return _split(line.strip(), phase_named, _MAX_NAMES) if may_start_with_name(line) else None


def is_bare_name(line: str) -> bool:
    """Tell whether a line is the name of a block or phase, with nothing after it."""
    line = clean(line[:MAX_CHARACTERS])
    return any(named and not named.rest for named in (split_name(line), split_phase(line)))


def split_label(line: str) -> tuple[str, str, str]:
    """Return the label before a note, the separator and the note: `Delivery: by bike`.

    The separator is a colon, or a hyphen between spaces; without one, separator and note are "".
    """
    separator = _LABEL_END.search(line, 0, MAX_CHARACTERS)
    if not separator:
        return line, "", ""
    return line[: separator.start()], separator[0], line[separator.end() :].strip()


def _split(
    text: str, lookup: Callable[[str], _Named | None], max_names: int
) -> NamedLine[_Named] | None:
    """Return what `split_name` does.

    Args:
        text: The line.
        lookup: Returns the block or phase whose name is the whole text.
        max_names: How many names of the same block or phase may follow one another.
    """
    if (named := lookup(text)) is not None:
        return NamedLine(named, left_out=_more_in_name(text, lookup, named))
    separators = SEPARATOR.finditer(text, 0, MAX_CHARACTERS)
    for separator in islice(separators, _MAX_SEPARATORS):
        if (named := lookup(text[: separator.start()])) is not None:
            behind = text[separator.end() :]
            if separator[0] == "/" and (other := _OTHER_NAME.match(text, separator.start())):
                same = lookup(other[1])
                if same is None:
                    return NamedLine(named, clean(other[2] or ""), clean(other[1]))
            return _behind(named, separator[0].strip(), behind, lookup, max_names)
    return None


def _more_in_name(text: str, lookup: Callable[[str], _Named | None], named: _Named) -> str:
    """Return the second name of the same block in a name: `pricing` in `Revenue and pricing`."""
    separator = _AND.search(text, 0, MAX_CHARACTERS)
    if not separator or lookup(text[: separator.start()]) != named:
        return ""
    more = clean(text[separator.end() :])
    return "" if lookup(more) is not None else more


def _behind(
    named: _Named,
    separator: str,
    text: str,
    lookup: Callable[[str], _Named | None],
    max_names: int,
) -> NamedLine[_Named] | None:
    """Return the text after a name and a separator; None if it is the name of another block."""
    rest, left_out = clean(text), ""
    if closing := _CLOSING.get(separator):
        inside, _, rest = rest.partition(closing)
        is_label = rest.lstrip().startswith(":")
        rest = clean(rest.lstrip(" :;|/–—-"))
        if not rest:
            # Text in square brackets is a placeholder, or a unit; before a colon it is a remark.
            is_remark = is_label or _asks(inside)
            is_note = separator == "(" and _has_letters(inside) and not is_remark
            rest, inside = (inside, "") if is_note else ("", inside)
        # A number in brackets is a count: `Channels (3)`.
        left_out = "" if lookup(inside) is not None or not _has_letters(inside) else clean(inside)
    if separator == ":":
        is_title = lookup(rest) == named and is_method_title(rest)
        return NamedLine(named, "" if is_title else rest, left_out)
    if (other := lookup(rest)) is not None:
        return NamedLine(named, "", left_out) if other == named else None
    further = _split(rest, lookup, max_names - 1) if max_names > 1 else None
    if further is None or further.named != named:
        return NamedLine(named, rest, left_out)
    return NamedLine(named, further.rest, clean(f"{left_out} {further.left_out}"))


def _asks(text: str) -> bool:
    """Tell whether a text only asks, also without a question mark: `for whom`."""
    words = folded_words(text).split()
    return all(word in words_of("question_words") for word in words) or bool(block_asked(text))


def _has_letters(text: str) -> bool:
    """Tell whether a text has a letter."""
    return any(map(str.isalpha, text))


def is_title_of_block(name: str) -> bool:
    """Tell whether a name is so specific that it alone makes a document a canvas.

    That is one of two words or more, or a title of the method in one of the product's languages,
    other than that of the channels: `Costs` or `Channels` can be a heading of anything.
    """
    if not (named := split_name(name)):
        return False
    name = SEPARATOR.split(without_number(name), maxsplit=1)[0].rstrip(" :")
    is_title = named.named is not Block.CHANNELS and is_method_title(name)
    return is_title or word_count(name) > 1
