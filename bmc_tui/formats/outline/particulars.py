"""Reads the particulars of a canvas in the lines above its blocks: `Designed by: Ann`.

They are above the first block, each after its name in any language, on lines of their own as all
text formats write them, or on one as the printed sheet has them; or below the title, as people
write them: `Made by Ann & Bo, 3 May 2026`. Such a line has nothing else in it, or it may be about
the product: `Made by hand`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.guide.aliases import particular_named, words_of
from bmc_tui.guide.loader import read_tables
from bmc_tui.guide.named_lines import block_of_heading, split_name
from bmc_tui.model.canvas import Particulars
from bmc_tui.model.sanitize import clean

_MAX_LABEL_CHARACTERS = 40
"""Maximum number of characters of the name of a particular."""

_MAX_LINE_CHARACTERS = 120
"""Maximum number of characters of a line without a colon."""

_MAX_NAME_WORDS = 16
"""Maximum number of words of the names of those that made a canvas, or that it is for."""

_MAX_PHRASE_WORDS = 3
"""Maximum number of words of a phrase such as `made by`."""

_SEPARATOR = re.compile(r"\s*[|·•;,()]\s*|\s+(?:[-–—/]|op|on|am)\s+")
"""What is between two particulars on a line."""

_BETWEEN_FIELDS = ("|", "·", "•", ";", ",", "/", " -", " –", " —", "\t")
"""What is between two fields on a line, if that is not several spaces."""

_MIN_FIELDS_OF_SHEET = 3
"""Minimum number of particulars on a line with single spaces between them, copied from a sheet."""

_MAX_FIELDS_CHARACTERS = 400
"""Maximum number of characters of a line with several fields."""

_NAME = re.compile(r"\w[\w.'’-]*")
"""A word in the name of a person, a team or a company."""

_MAX_HEAD_LINES = 12
"""Lines below the title in which particulars are looked for that no colon tells."""


@cache
def _date() -> re.Pattern[str]:
    """Return a pattern for a date: `3 May 2026`, `May 3rd`, `3-5-2026`, in any language."""
    month = rf"(?:{_any_of('months')})\.?"
    day, year = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?(?:\s+de)?", r"(?:,?\s+(?:de\s+)?\d{4})"
    weekday = r"(?:[^\W\d_]{2,10}(?:day|dag|tag|di),?\s+)?"
    return re.compile(
        rf"(?:(?:{_any_of('date')})\s+)?({weekday}{day}\s+{month}{year}?"
        rf"|{weekday}{month}\s+{day}{year}?|{month}{year}"
        r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\d\d)?)",
        re.IGNORECASE,
    )


@cache
def _version() -> re.Pattern[str]:
    """Return a pattern for a version: `version 2`, `v2.1`."""
    number = r"v?\d+(?:\.\w+)*"
    return re.compile(rf"(?:{_any_of('version')})\s+({number})|(v\d+(?:\.\d+)*)", re.IGNORECASE)


@cache
def _fields() -> re.Pattern[str]:
    """Return a pattern for the label of a field: `Date:`."""
    groups = ("titles", "particulars", *Particulars._fields)
    return re.compile(rf"\b({'|'.join(map(_any_of, groups))})\s?:", re.IGNORECASE)


def _any_of(group: str) -> str:
    """Return a pattern for any of the words of a group in `aliases.toml`, the longest first."""
    words: list[str] = read_tables("aliases")["words"][group]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def particular_in_line(text: str) -> tuple[str, str] | None:
    """Return the id and the text of the particular that a line gives; None if it gives none.

    Args:
        text: Such as `Designed by: Ann`. A name with nothing after it gives none.
    """
    label, colon, value = clean(text).partition(":")
    name = particular_named(label) if colon and len(label) <= _MAX_LABEL_CHARACTERS else ""
    return (name, clean(value)) if name and clean(value) else None


def fields_in_line(text: str) -> list[str]:
    """Return the fields of a line that has several, each a label and a text; else the line.

    Args:
        text: Such as `Designed for: Ann     Date: 3 May`.
    """
    line = text.strip()
    labels = list(_fields().finditer(line)) if len(line) <= _MAX_FIELDS_CHARACTERS else []
    if not labels or labels[0].start():
        return [text]
    named = [each for each in labels if particular_named(each[1]) and each[1][0].isupper()]
    is_sheet = len(named) >= _MIN_FIELDS_OF_SHEET and named[0] is labels[0]
    starts = [
        0,
        *(
            label.start()
            for label in labels[1:]
            if (is_sheet and label in named) or _is_apart(line[: label.start()])
        ),
    ]
    ends = [*starts[1:], len(line)]
    return [
        line[start:end].rstrip("".join(_BETWEEN_FIELDS))
        for start, end in zip(starts, ends, strict=True)
    ]


def _is_apart(before: str) -> bool:
    """Tell whether a field can start behind a part of a line, and not just the next word."""
    return before.endswith("  ") or before.rstrip(" ").endswith(_BETWEEN_FIELDS)


def particulars_in_line(text: str) -> list[tuple[str, str]]:
    """Return the ids and the texts of the particulars, if a line says nothing else.

    Args:
        text: Such as `Designed by: Ann`, or `Made by Ann, 3 May`. Any other line gives none.
    """
    if pair := particular_in_line(text):
        return [pair]
    line = clean(text).strip(" .")
    if len(line) > _MAX_LINE_CHARACTERS:
        return []
    pairs: list[tuple[str, str]] = []
    start = 0
    ends = [(each.start(), each.end()) for each in _SEPARATOR.finditer(line)]
    ends.append((len(line), len(line)))
    while start < len(line):
        # Names are also separated by commas, so the longest part is tried first.
        parts = (
            (pair, next_) for end, next_ in reversed(ends) if (pair := _in_part(line[start:end]))
        )
        pair, start = next(parts, (None, len(line)))
        if pair is None:
            return []
        pairs.append(pair)
        ends = [each for each in ends if each[0] > start]
    names = [name for name, _ in pairs]
    return pairs if len({*names}) == len(names) else []


def _in_part(text: str) -> tuple[str, str] | None:
    """Return the particular that a part of a line is, without a colon; None if it is not one."""
    if date := _date().fullmatch(text):
        return "date", date[1]
    if version := _version().fullmatch(text):
        return "version", version[1] or version[2]
    if _date().search(text) or _version().search(text):
        return None
    words = text.split()
    for count in range(min(_MAX_PHRASE_WORDS, len(words) - 1), 0, -1):
        name = particular_named(" ".join(words[:count]))
        is_phrase = name == "by_whom" or (name == "for_whom" and count > 1)
        if is_phrase and _are_names(words[count:]):
            return name, " ".join(words[count:])
    return None


def _are_names(words: Sequence[str]) -> bool:
    """Tell whether words are names: each has a capital, except those between and within names."""
    bare = [word.strip("'’,&+") for word in words]
    between = {"", *words_of("and"), *words_of("within_names")}
    names = [word for word in bare if word.lower() not in between]
    is_group = any(word.lower() in words_of("makers") for word in names)
    return (
        len(words) <= _MAX_NAME_WORDS
        and (is_group or any(name[0].isupper() for name in names))
        and all(
            _NAME.fullmatch(name)
            and (not name[0].islower() or name[1:2] in ("'", "’") or name in words_of("makers"))
            for name in names
        )
    )


def particulars_of(pairs: Iterable[tuple[str, str]]) -> Particulars:
    """Return the particulars of pairs of an id and a text; of two with one id the first counts."""
    texts: dict[str, str] = {}
    for name, text in pairs:
        texts.setdefault(name, text)
    return Particulars(*(texts.get(name, "") for name in Particulars._fields))


def read_with_particulars(
    items: Sequence[OutlineItem], read: Callable[[Sequence[OutlineItem]], ImportResult]
) -> ImportResult:
    """Return the canvas of a document with its particulars.

    Args:
        items: The document.
        read: Reads a document without particulars.

    Raises:
        FormatError: That function raises it; what it parks has the particulars too.
    """
    particulars, rest = split_particulars(items)
    try:
        result = read(rest)
    except FormatError as error:
        if error.parked:
            canvas = error.parked.canvas.with_particulars(particulars)
            error.parked = replace(error.parked, canvas=canvas)
        raise
    return replace(result, canvas=result.canvas.with_particulars(particulars))


def split_particulars(items: Sequence[OutlineItem]) -> tuple[Particulars, list[OutlineItem]]:
    """Return the particulars above the blocks of a document, and the document without them.

    Args:
        items: The document. A second line for the same particular stays in it.
    """
    texts: dict[str, str] = {}
    rest: list[OutlineItem] = []
    items = _fields_apart(items)
    end = _head_length(items)
    for index, item in enumerate(items):
        pairs: list[tuple[str, str]] = []
        if index < end and not (item.level or item.children):
            # Without a title above it, a line without a colon may be the title.
            is_below_title = item.plain and len(rest) > 0 and index <= _MAX_HEAD_LINES
            pairs = particulars_in_line(item.text) if is_below_title else []
            pairs = pairs or [*filter(None, [particular_in_line(item.text)])]
        if pairs and all(texts.get(name, text) == text for name, text in pairs):
            texts.update(pairs)
        else:
            rest.append(item)
    return particulars_of(texts.items()), rest


def _fields_apart(items: Sequence[OutlineItem]) -> list[OutlineItem]:
    """Return a document with an item for each field of a line above its blocks."""
    end = _head_length(items)
    apart: list[OutlineItem] = []
    for item in items[:end]:
        is_line = item.plain and not (item.level or item.children or item.table)
        fields = fields_in_line(item.text) if is_line else []
        if len(fields) > 1:
            apart += [replace(item, text=field, lead="") for field in fields]
        else:
            apart.append(item)
    return [*apart, *items[end:]]


def _head_length(items: Sequence[OutlineItem]) -> int:
    """Return the number of items above the first block, or heading below the title."""
    has_line = False
    for index, item in enumerate(items):
        is_particular = particular_in_line(item.text) is not None
        is_above = (index == 0 and item.level == 1) or is_particular
        names_block = item.block or split_name(item.text) or block_of_heading(item.text)
        if item.table or (item.level and has_line) or (names_block and not is_above):
            return index
        has_line = has_line or not (item.level or is_particular)
    return len(items)
