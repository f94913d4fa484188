"""Reads a canvas that is enclosed in a text: in a block of code, or as data between sentences.

AI assistants answer like that, with some words before and after. The content of the block of code
decides its format. If the text around it names blocks itself, that is the canvas, and the block of
code is only a picture of it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from textwrap import dedent

from bmc_tui.formats.data.csv_reader import is_header
from bmc_tui.formats.detect import AUTO, read_text
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import is_no_title
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.sanitize import clean

_MIN_BLOCKS = 2
"""Minimum number of blocks that a canvas names."""

_FENCE = re.compile(r"[ \t]*+(?P<sign>```++|~~~++)[ \t]*+(?P<kind>[\w+-]*+)[^`~]*+$")
"""The line that starts a block of code, with the name of its format."""

_SUFFIXES = {"markdown": ".md", "mermaid": ".mmd", "plantuml": ".puml", "latex": ".tex"}
"""How the name of a file in a format ends, where that is not the name of the format."""

_JSON_START = re.compile(r"^[ \t]*[{\[](?=\s*[\"{\[])", re.MULTILINE)
"""A line that can be the first of JSON."""

_MAX_CODE_BLOCKS = 20
"""Blocks of code of which the first are read, as each has an empty line for each line above it."""

_MAX_STARTS = 3
"""Maximum number of places at which data is looked for."""

_MAX_HEADER_LINES = 50
"""Lines among which the titles of columns are looked for."""

_MAX_HEADER_CHARACTERS = 1_000
"""Maximum number of characters of such a line."""

_DELIMITERS = "\t;,"
"""What can be between the cells of a row."""

_HEADING = re.compile(r"#{1,6}[ \t]")
"""The start of a heading."""

_NO_WORD = re.compile(r"[\W_]*")
"""Signs of which no word consists."""

_ENDS = frozenset(".:!?…")
"""The signs of which a sentence has one after its last word."""

_MIN_WORDS = 3
"""Minimum number of words of a sentence that has a comma."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a text that may be a canvas."""

    start: int
    """The index of its first line, its fence included."""
    end: int
    """The index after its last line, its fence included."""
    text: str
    """The text, with an empty line for each line above it."""
    suffix: str = ""
    """How the name of a file with it would end."""
    format: str = AUTO
    """The format, where that is certain."""


def read(text: str) -> ImportResult:
    """Return the canvas in a text, or all of them; the text around them is parked.

    Args:
        text: The text.

    Raises:
        FormatError: There is none, or the text around it names blocks.
    """
    lines = text.split("\n")
    for parts in (islice(_fenced(lines), _MAX_CODE_BLOCKS), _json(text), _rows(lines)):
        read_parts = [(part, result) for part in parts if (result := _read_part(part))]
        if read_parts:
            return _with_text_around(lines, read_parts)
    raise FormatError("reading.no_canvas")


def _read_part(part: _Part) -> ImportResult | None:
    """Return the canvas in a part of a text; None if there is none."""
    formats = [part.format, *(["yaml"] if part.text.lstrip().startswith("{") else [])]
    for name in formats:  # YAML allows the last comma that JSON does not
        try:
            result = read_text(part.text, name, part.suffix)
        except FormatError:
            continue
        if len(_blocks(result)) >= _MIN_BLOCKS:
            return result
    return None


def _blocks(result: ImportResult) -> set[Block]:
    """Return the blocks in which there are notes."""
    blocks = {block for each in result.parts for block in PLACES if each.canvas.notes(block)}
    return blocks - {Block.PARKED}


def _fenced(lines: Sequence[str]) -> Iterator[_Part]:
    """Yield the blocks of code of a text, except those with blocks of code in them."""
    start, kind, sign, has_inner = 0, "", "", False
    for index, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if sign and line.strip().startswith(sign) and not line.strip().strip(sign[0]):
            if not has_inner and index > start + 1:
                body = dedent("\n".join(lines[start + 1 : index]))
                suffix = _SUFFIXES.get(kind, f".{kind}" if kind else "")
                yield _Part(start, index + 1, "\n" * (start + 1) + body, suffix)
            sign = ""
        elif sign:
            has_inner = has_inner or fence is not None
        elif fence:
            start, kind, sign = index, fence["kind"].lower(), fence["sign"]
            has_inner = False


def _json(text: str) -> Iterator[_Part]:
    """Yield the first JSON in a text that takes whole lines, but not all of the text."""
    for match in islice(_JSON_START.finditer(text), _MAX_STARTS):
        begin = match.end() - 1
        try:
            _, end = json.JSONDecoder().raw_decode(text, begin)
        except (ValueError, RecursionError):
            continue
        is_all = not text[end:].strip() and not text[:begin].strip()
        if not is_all and not text[end:].partition("\n")[0].strip(" \t;.`"):
            start, last = (text.count("\n", 0, position) for position in (begin, end))
            yield _Part(start, last + 1, "\n" * start + text[begin:end])
            return


def _rows(lines: Sequence[str]) -> Iterator[_Part]:
    """Yield the table between sentences that starts with the titles of its columns."""
    filled = (index for index, line in enumerate(lines) if line.strip())
    for start in islice(filled, _MAX_HEADER_LINES):
        line = lines[start]
        if len(line) <= _MAX_HEADER_CHARACTERS:
            for delimiter in _DELIMITERS:
                if delimiter in line and is_header(line, delimiter):
                    end = _end_of_rows(lines, start, delimiter)
                    around = [*lines[:start], *lines[end:]]
                    if all(_is_sentence(each) for each in around if each.strip()):
                        rows = "\n" * start + "\n".join(lines[start:end])
                        yield _Part(start, end, rows, format="csv")
                    return


def _is_sentence(line: str) -> bool:
    """Return whether a line is a sentence or a heading, and not a row of a table."""
    behind = _NO_WORD.match(line[::-1])  # in linear time, unlike a search for the last word
    ending = behind[0] if behind else ""
    is_ended = len(ending) < len(line) and not _ENDS.isdisjoint(ending)
    return is_ended or _HEADING.match(line) is not None


def _end_of_rows(lines: Sequence[str], start: int, delimiter: str) -> int:
    """Return the index after the rows of a table.

    Args:
        lines: The lines of the text.
        start: The index of the row of titles.
        delimiter: The text between two cells.
    """
    is_quoted, end, is_below_gap = False, start, False
    for index in range(start, len(lines)):
        line = lines[index]
        if not is_quoted:
            is_sentence = len(line.split()) >= _MIN_WORDS and _is_sentence(line)
            if line.strip() and (delimiter not in line or (is_below_gap and is_sentence)):
                break
            is_below_gap = not line.strip()
        is_quoted ^= line.count('"') % 2 == 1
        end = index + 1 if line.strip() else end
    return end


def _with_text_around(
    lines: Sequence[str], parts: Sequence[tuple[_Part, ImportResult]]
) -> ImportResult:
    """Return the canvases in a text with what is around them: a title, and parked text.

    Args:
        lines: The lines of the text.
        parts: The canvases, each with its place.

    Raises:
        FormatError: The text around them names blocks.
    """
    around = [*lines]
    for part, _ in parts:
        around[part.start : part.end] = [""] * (part.end - part.start)
    left_out: list[tuple[int, str]] = []
    items = outline_items("\n".join(around), left_out)
    named = {named.named for item in items if (named := split_name(item.text))}
    if len(named) >= _MIN_BLOCKS:
        raise FormatError("reading.no_canvas")
    first, *others = (result for _, result in parts)
    remarks = [Remark(line, "reading.left_out", {"text": text}) for line, text in left_out]
    if items and items[0].level:
        items, title = items[1:], items[0]
        remarks += _title_remarks(title, first)
        if not is_no_title(title.text):
            first = replace(first, canvas=first.canvas.with_title(title.text))
    texts = [*texts_of(items)]
    if texts:
        remarks.append(Remark(items[0].line, "reading.no_heading", {"text": texts[0]}))
    return replace(
        first,
        canvas=first.canvas.add(Block.PARKED, *texts),
        remarks=(*remarks, *first.remarks),
        siblings=(*first.siblings, *(part for other in others for part in other.parts)),
        lines=(*texts, *first.lines),
    )


def _title_remarks(heading: OutlineItem, result: ImportResult) -> Iterator[Remark]:
    """Yield what is left out: a heading above a canvas with a title of its own."""
    if is_no_title(heading.text):
        yield Remark(heading.line, "reading.left_out", {"text": clean(heading.text)})
    elif result.canvas.title and result.canvas.title != heading.text:
        yield Remark(0, "reading.left_out", {"text": result.canvas.title})
