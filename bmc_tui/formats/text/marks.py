"""Removes what chats and people put before lines: pictures as bullets, and who wrote when.

Pictures become bullets of Markdown after the first name of a block, as the text above it is the
title or an introduction. They stay before such a name, which is read with them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from unicodedata import category

from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.sanitize import clean

_HEAD = re.compile(
    r"(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,3})"
    r"(?:[ \t]{2,}|[ \t]*\[|\t|[ \t]+[—–][ \t]+|,[ \t]+)"
    r"(?:[^\W\d_]{3,10} (?:at|um|om|à|alle|às|a las) )?"
    r"\d{1,2}[:.h]\d{2}(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\]?[ \t]*$"
)
"""A line with who wrote the lines below, and when: `Marta  10:32 AM`."""

_HEAD_BEHIND_TIME = re.compile(
    r"\[\d{1,2}[:.]\d{2}(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\][ \t]+(?P<name>[^\W\d_][^:\]]{0,40})$"
)
"""The same with the time first: `[10:32 AM] Marta`."""

_BEFORE_TEXT = re.compile(
    r"(?:\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? "
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f]?[AaPp][Mm])?\]?)"
    r"(?: -)? (?P<name>[^:]{1,40}): "
)
"""Who wrote a line, and when, before its text: `[12-03-26 10:32] Jan: …`."""

_TIME_BEFORE_TEXT = re.compile(
    r"\[\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
    r"(?:,? \d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})?\][ \t]+"
    r"(?P<name>(?:[^\W\d_]|~|\+\d)[^:\]]{0,40}):[ \t]+(?=\S)"
)
"""The same with the time first, or alone: `[10:32, 3-5-2026] Jan: …`, `[10:32] Jan: …`."""

_DIRECTION_MARKS = "\u200e\u200f"
"""What a chat has before lines, so that they run the right way."""

_HEADS = (_HEAD, _HEAD_BEHIND_TIME, _BEFORE_TEXT, _TIME_BEFORE_TEXT)

_NAME = re.compile(r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: [\w.'’()-]+){0,3})[ \t]*$")
_TIME = re.compile(
    r"(?:[^\W\d_]{3,10},? (?:at |um |om |à )?)?"
    r"\d{1,2}[:.]\d{2}(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?[ \t]*$"
)
"""Who wrote the lines below, and on the next line when, as Teams copies a chat."""

_MIN_TIMES = 2
"""Minimum number of times on a line of their own below a name, where they are of a chat."""

_CODE = re.compile(r"(?P<before>[ \t]*(?:[-*+•◦][ \t]+)?):[a-z][a-z0-9_+-]{1,40}:[ \t]+(?=\S)")
"""The code of a picture in a chat, such as `:white_check_mark:`."""

_PICTURE = re.compile(r"(?P<before>[ \t]*)(?P<signs>[^\w\s!-/:-@\[-`{-~]{1,8})[ \t]+(?=\S)")
"""Signs at the start of a line that can be a picture."""

_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}
"""What a picture consists of beside symbols."""

_MIN_NAMES = 3
"""Minimum number of names of blocks with a picture, where one before another line is not a
bullet."""

_BULLET = re.compile(r"[ \t]*[-*+•◦][ \t]")

_MAX_APART = 4
"""Maximum number of lines between one and the bullet below it."""

_MIN_PICTURES = 2
"""Minimum number of lines with a picture at their start, by which pictures are bullets."""


@dataclass(frozen=True, slots=True)
class UnmarkedText:
    """A text without what chats and people put before lines."""

    text: str
    """The text; each line keeps its number."""
    left_out: tuple[tuple[int, str], ...] = ()
    """Who wrote lines, and when, with the line that it is on first, from 1."""
    messages: tuple[tuple[int, str], ...] = ()
    """The line that each message starts on, and who wrote it."""


def without_marks(text: str) -> UnmarkedText:
    """Return a text without what chats and people put before lines.

    Args:
        text: The text, with line feeds.
    """
    lines = text.split("\n")
    writers: dict[str, int] = {}
    messages: list[tuple[int, str]] = []
    for number, name in _names_above_times(lines):
        writers.setdefault(f"{name}, {clean(lines[number + 1])}", number + 1)
        messages.append((number + 3, name))
        lines[number] = lines[number + 1] = ""
    for number, marked in enumerate(lines):
        line = marked.lstrip(_DIRECTION_MARKS)
        head = next(filter(None, (head.match(line) for head in _HEADS)), None)
        if head and split_name(head["name"]) is None:
            writers.setdefault(clean(head[0]).rstrip(":"), number + 1)
            messages.append((number + 1, clean(head["name"])))
            lines[number] = line[head.end() :]
    first = next((number for number, line in enumerate(lines) if _names_block(line)), len(lines))
    pictures = [number for number in range(first + 1, len(lines)) if _is_pictured(lines[number])]
    if _are_names_pictured(lines):  # a line with one above bullets is a heading, as the names are
        pictures = pictures if _are_notes_pictured(lines, {*pictures}) else []
        pictures = [number for number in pictures if not _is_above_bullet(lines, number)]
    for number in pictures if len(pictures) >= _MIN_PICTURES else ():
        lines[number] = _PICTURE.sub(r"\g<before>- ", lines[number], count=1)
    for number, code in _codes(lines, first):
        rest = lines[number][code.end() :]
        bullet = (
            code["before"] if code["before"].strip() or split_name(rest) else f"{code['before']}- "
        )
        lines[number] = bullet + rest
    left_out = tuple((line, head) for head, line in writers.items())
    return UnmarkedText("\n".join(lines), left_out, tuple(messages))


def _names_above_times(lines: Sequence[str]) -> Sequence[tuple[int, str]]:
    """Return the lines that say who wrote what follows; the next line has the time."""
    heads = [
        (number, clean(name[0]))
        for number, (line, below) in enumerate(pairwise(lines))
        if _TIME.match(below) and (name := _NAME.match(line)) and not _names_block(line)
    ]
    return heads if len(heads) >= _MIN_TIMES else ()


def _names_block(line: str) -> bool:
    """Tell whether a line is or starts with the name of a block, possibly in bold."""
    return split_name(line.strip(" \t#*_")) is not None


def _is_pictured(line: str) -> bool:
    """Tell whether a line starts with a picture, and names no block after it."""
    picture = _PICTURE.match(line)
    if not picture or not all(
        c in _JOINERS or category(c) in ("So", "Sk") for c in picture["signs"]
    ):
        return False
    return not _names_block(line[picture.end() :])


def _is_above_bullet(lines: Sequence[str], number: int) -> bool:
    """Tell whether the next line with text starts with a bullet that is not a picture."""
    following = (line for line in islice(lines, number + 1, number + _MAX_APART) if line.strip())
    return _BULLET.match(next(following, "")) is not None


def _are_names_pictured(lines: Sequence[str]) -> bool:
    """Tell whether three lines or more with the name of a block have a picture before it."""
    named = (
        line
        for line in lines
        if (sign := _PICTURE.match(line)) and _names_block(line[sign.end() :])
    )
    return len([*islice(named, _MIN_NAMES)]) == _MIN_NAMES


def _are_notes_pictured(lines: Sequence[str], pictures: Collection[int]) -> bool:
    """Tell whether most names that fill their lines have a line with a picture below them.

    Args:
        lines: The lines.
        pictures: The indices of those with a picture that name no block.
    """
    written = [number for number, line in enumerate(lines) if line.strip()]
    below = [
        following in pictures
        for number, following in pairwise(written)
        if (sign := _PICTURE.match(lines[number]))
        and (named := split_name(lines[number][sign.end() :].strip(" \t#*_")))
        and not named.rest
    ]
    return 2 * sum(below) > len(below)


def _codes(lines: Sequence[str], first: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the codes of pictures at the start of lines after the first name, with their lines."""
    for number in range(first, len(lines)):
        if code := _CODE.match(lines[number]):
            yield number, code
