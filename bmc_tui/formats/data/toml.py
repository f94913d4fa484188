"""Reads TOML (toml.io) with a canvas; `other_json` finds it in its values, comments are quoted."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bmc_tui.formats.data.other_json import read_values
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.sanitize import clean

_KEY = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*'))*"
_TABLE = re.compile(rf"^\[\[?[ \t]*{_KEY}[ \t]*\]\]?[ \t]*(?:#.*)?$", re.MULTILINE)
"""The head of a table."""

_PAIR = re.compile(rf"^{_KEY}[ \t]*=[ \t]*(?:[\"'\[{{\d+-]|true\b|false\b)", re.MULTILINE)
"""The start of a pair: a key, and a value in quotes, a list, a table or a number."""

_COMMENT = re.compile(r"(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\"'#\n])*#[ \t]*(.*)")
"""A comment after what else is on its line."""

_MAX_DOTS = 300
"""Maximum number of dots in a line: the time of the parser grows with the square of the parts of a
key."""

_LINE = re.compile(r"line (\d+), column (\d+)")
"""Where the parser says that it goes wrong."""


def is_toml(text: str) -> bool:
    """Tell whether a text is TOML: its first line is a comment, a pair or the head of a table."""
    first = next((line for line in text.split("\n") if line.strip()), "").strip()
    has_start = first.startswith("#") or _TABLE.match(first) or _PAIR.match(first)
    if not has_start or not _PAIR.search(text):
        return False
    try:
        return bool(_values(text))
    except FormatError:
        return False


def read(text: str) -> ImportResult:
    """Return the canvas in TOML, with the others in it.

    Args:
        text: The document.

    Raises:
        FormatError: It is not TOML, is too deep, or has no canvas.
    """
    check_lines(text)
    result = read_values(_values(text), text)
    return replace(result, remarks=(*_comments(text), *result.remarks))


def _values(text: str) -> dict[str, Any]:
    """Return the values in TOML.

    Raises:
        FormatError: It is not TOML, or is too deep.
    """
    if any(line.count(".") > _MAX_DOTS for line in text.split("\n")):
        raise FormatError("reading.too_deep")
    try:
        return tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise FormatError("reading.not_toml", line=line, column=column) from error
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    except ValueError as error:  # an integer with more digits than Python converts
        raise FormatError("reading.no_canvas") from error


def _comments(text: str) -> Iterator[Remark]:
    """Yield a remark on each comment, outside of texts of several lines."""
    is_in_text = False
    for number, line in enumerate(text.split("\n"), 1):
        quotes = line.count('"""') + line.count("'''")
        comment = None if is_in_text or quotes or "#" not in line else _COMMENT.match(line)
        if comment and clean(comment[1]):
            yield Remark(number, "reading.left_out", {"text": clean(comment[1])})
        is_in_text ^= quotes % 2 == 1
