"""Reads the Markdown that the manual is written in: a part of Markdown, by Python's library alone.

It knows headings, paragraphs, lists with `-` and no others inside them, code between fences, and
tables; within a line code, bold and links to other topics. The package `formats.markdown` reads
what other people write, with a library that is not there while a wheel is built.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

_LINK = re.compile(r"\[([^\]]+)\]\(([a-z-]+)\.[a-z]{2}\.md\)")
_SPAN = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>.+?)\*\*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


class StyledText(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: Literal["", "code", "bold"] = ""


TopicText = tuple[StyledText, ...]


class TopicHeading(NamedTuple):
    """A heading; the first of a topic is its title."""

    text: str


class TopicParagraph(NamedTuple):
    """Lines that are wrapped together, or an item of a list."""

    text: TopicText
    is_item: bool = False


class TopicCode(NamedTuple):
    """Lines that are printed unchanged."""

    lines: tuple[str, ...]


class TopicTable(NamedTuple):
    """A table with a row of headings, which may be blank."""

    headings: tuple[TopicText, ...]
    rows: tuple[tuple[TopicText, ...], ...]

    def pairs(self) -> Iterator[tuple[TopicText, TopicText]]:
        """Yield each row as a name and a text: of several columns each with its heading."""
        named, *headings = self.headings
        if named and len(headings) == 1:
            yield named, headings[0]
        for name, *cells in self.rows:
            if len(cells) == 1:
                yield name, cells[0]
                continue
            labelled = zip(headings, cells, strict=True)
            yield name, parse_spans("; ".join(f"{plain(a)} {plain(b)}" for a, b in labelled))


TopicBlock = TopicHeading | TopicParagraph | TopicCode | TopicTable


def parse(markdown: str) -> Iterator[TopicBlock]:
    """Yield the blocks of a text."""
    lines = iter(markdown.splitlines())
    gathered: list[str] = []
    for line in lines:
        if line.startswith("```"):
            yield from _parse_lines(gathered)
            gathered = []
            yield TopicCode(tuple(iter(lambda: next(lines), "```")))
        elif line.startswith("#"):
            yield from _parse_lines(gathered)
            gathered = []
            yield TopicHeading(line.lstrip("#").strip())
        else:
            gathered.append(line)
    yield from _parse_lines(gathered)


def _parse_lines(lines: Sequence[str]) -> Iterator[TopicBlock]:
    """Yield the paragraphs, lists and tables of lines without headings and code."""
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if is_blank:
            continue
        together = list(group)
        if together[0].startswith("|"):
            headings, _, *rows = map(_parse_row, together)
            yield TopicTable(headings, tuple(rows))
        elif together[0].startswith("- "):
            for item in re.split(r"^- ", "\n".join(together), flags=re.MULTILINE)[1:]:
                yield TopicParagraph(parse_spans(item), is_item=True)
        else:
            yield TopicParagraph(parse_spans(" ".join(together)))


def _parse_row(line: str) -> tuple[TopicText, ...]:
    """Return the cells of a row."""
    cells = _CELL_BORDER.split(line.strip())[1:-1]
    return tuple(parse_spans(cell.replace(r"\|", "|")) for cell in cells)


def parse_spans(text: str) -> TopicText:
    """Return text in one paragraph as spans; a link to a topic also says its command."""
    joined = _LINK.sub(r"\1 (`bmc help \2`)", " ".join(text.split()))
    spans: list[StyledText] = []
    start = 0
    for match in _SPAN.finditer(joined):
        if match.start() > start:
            spans.append(StyledText(joined[start : match.start()]))
        code = match["code"]
        spans.append(StyledText(code, "code") if code else StyledText(match["bold"], "bold"))
        start = match.end()
    if start < len(joined):
        spans.append(StyledText(joined[start:]))
    return tuple(spans)


def plain(text: TopicText) -> str:
    """Return text without its styles."""
    return "".join(span.text for span in text)
