"""Reads an outline of Emacs' Org mode (orgmode.org/org-syntax.html) as a canvas.

Stars make a headline, `-` and numbers lists. What Org records about a headline is left out: its
task state and priority, tags, drawers and planning. A link gives its text, followed by the address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markups.org_writer import ESCAPE
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.particulars import particular_in_line
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_named
from bmc_tui.model.sanitize import clean

_HEADLINE = re.compile(r"(\*+)[ \t]+(.*)")
_STATE = re.compile(r"(?:TODO|DONE|NEXT|WAIT(?:ING)?|CANCELL?ED|HOLD)(?=\s|$)[ \t]*")
_PRIORITY = re.compile(r"\[#[A-Z0-9]\][ \t]*")
_COOKIE = re.compile(r"\[\d*(?:%|/\d*)\]")
_TAGS = re.compile(r"(?<=[ \t]):[\w@#%:]+:[ \t]*$")
_KEYWORD = re.compile(r"[ \t]*#\+(\w+)(?:\[.*\])?:[ \t]*(.*)")
_BLOCK_LINE = re.compile(r"[ \t]*#\+(?:begin|end)_(\w+)[ \t]*(.*)", re.IGNORECASE)
_LANGUAGE = re.compile(r"\S+[ \t]*")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]+(.*))?$")
_DRAWER = re.compile(r"[ \t]*:(\w[\w-]*):[ \t]*$")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]")
_BULLET = re.compile(r"([ \t]*)(?:[-+]|\*(?<=[ \t]\*)|(?:\d{1,9}|[A-Za-z])[.)])[ \t]+(.*)")
_BOX = re.compile(r"\[[ X-]\][ \t]+")
_LINK = re.compile(r"\[\[([^\[\]]{1,2000})\](?:\[([^\[\]]{1,2000})\])?\]")
_MARKUP = re.compile(
    r"(?<![\w*/_=~+\u200b])([*/_=~+])(?=[^\s*/_=~+])([^\n]{0,300}?[^\s]|[^\s])\1(?![\w*/_=~+])"
)
"""Emphasis, code and deletion within a line."""
_FOOTNOTE = re.compile(r"\[fn:[\w-]+\][ \t]*(.*)")
"""The text of a footnote."""
_FOOTNOTE_MARK = re.compile(r"\[fn:[\w-]*(?::([^\[\]]*))?\]")
"""The mark of a footnote, possibly with its text."""
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*$")
_TABLE_ROW = re.compile(r"[ \t]*\|(.*)")
_TABLE_RULE = re.compile(r"[ \t]*\|[-+|]*$")

_MAX_LEVEL = 6
"""The level of the deepest heading; those below it have the same."""

_MAX_BULLET_LEVELS = 60
"""Bullets below bullets; far more than people nest, far fewer than Python's recursion takes."""

_MIN_NAMES = 2
"""Headlines of one star that name blocks, where nothing else tells them from bullets."""


def is_org(text: str) -> bool:
    """Tell whether a text is an outline of Org mode, and not a list of Markdown with stars.

    It has keywords at its start, or headlines of two stars or more, or lists below headlines of one
    star.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    headlines = [match for line in lines if (match := _HEADLINE.match(line))]
    if not headlines or any(re.match(r"#{1,6}[ \t]|```", line) for line in lines):
        return False
    has_keyword = bool(_KEYWORD.match(lines[0])) or any(map(_DRAWER.match, lines))
    is_deep = any(len(match[1]) > 1 and "**" not in match[2] for match in headlines)
    has_lists = any(line.startswith(("- ", "+ ")) for line in lines)
    names = sum(block_named(match[2]) is not None for match in headlines)
    is_flat = names >= _MIN_NAMES and lines[0].startswith("*")
    return has_keyword or is_deep or (has_lists and is_flat)


def read(text: str) -> ImportResult:
    """Return the canvas in an outline of Org mode.

    Args:
        text: The outline.

    Raises:
        FormatError: It is not a canvas.
    """
    check_lines(text)
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.add(number, line)
    remarks = [Remark(number, "reading.left_out", {"text": each}) for number, each in reader.left]
    return canvases_from_document(reader.items, reader.title, remarks)


@dataclass(slots=True)
class _Reader:
    """Reads the lines of an outline."""

    title: str = ""
    items: list[OutlineItem] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    """The texts that are left out, with their lines."""
    _bullets: list[tuple[int, OutlineItem]] = field(default_factory=list)
    """The bullets that the next one may be below, with their indents."""
    _drawer: str = ""
    _table: Table | None = None

    def add(self, number: int, line: str) -> None:
        """Read the next line."""
        line = self._without_footnotes(number, line)
        if _TABLE_ROW.match(line):
            self._add_row(number, line)
            return
        self._table = None
        if self._drawer:
            self._add_in_drawer(number, line)
        elif headline := _HEADLINE.match(line):
            self._add_headline(number, len(headline[1]), headline[2])
        elif keyword := _KEYWORD.match(line):
            self._add_keyword(number, keyword[1], keyword[2])
        elif block := _BLOCK_LINE.match(line):
            self._bullets = []
            is_code = block[1].lower() in ("src", "export")
            text = _LANGUAGE.sub("", block[2], count=1) if is_code else block[2]
            self.left += [(number, clean(text))] if clean(text) else []
        elif _RULE.match(line):
            self._bullets = []
        elif (comment := _COMMENT.match(line)) or _PLANNING.match(line):
            text = clean((comment[1] or "") if comment else line)
            self.left += [(number, text)] if text else []
        elif drawer := _DRAWER.match(line):
            self._drawer = drawer[1]
        elif bullet := _BULLET.match(line):
            self._add_bullet(number, len(bullet[1].expandtabs()), bullet[2])
        elif clean(line):
            self._add_text(number, line)

    def _add_keyword(self, number: int, name: str, value: str) -> None:
        """Take the title or a particular of the document, or leave out what else is about it."""
        line = clean(f"{name}: {value.strip().strip('<>[]')}")
        if name.lower() == "title":
            self.title = clean(f"{self.title} {_plain(value)}")
        elif particular_in_line(line):
            self.items.append(OutlineItem(number, line, plain=True))
        elif clean(value) and name.lower() != "options":
            self.left.append((number, clean(f"{name}: {value}")))

    def _without_footnotes(self, number: int, line: str) -> str:
        """Return a line without the marks of footnotes; their texts are left out."""
        if "[fn:" not in line:
            return line
        footnote = _FOOTNOTE.match(line)
        texts = [footnote] if footnote else _FOOTNOTE_MARK.finditer(line)
        self.left += [(number, clean(match[1])) for match in texts if clean(match[1] or "")]
        return "" if footnote else _FOOTNOTE_MARK.sub("", line)

    def _add_headline(self, number: int, level: int, text: str) -> None:
        """Add a headline, without what Org records about it."""
        self._bullets = []
        text = _PRIORITY.sub("", _STATE.sub("", text, count=1), count=1)
        if tags := _TAGS.search(text):
            self.left.append((number, tags[0].strip()))
            text = text[: tags.start()]
        self.items.append(
            OutlineItem(number, _plain(_COOKIE.sub("", text)), min(level, _MAX_LEVEL))
        )

    def _add_bullet(self, number: int, indent: int, text: str) -> None:
        """Add a bullet, below the one before it that has less indent."""
        lead, separator, rest = _BOX.sub("", text, count=1).partition(" :: ")
        text = f"{lead}: {rest}" if separator else lead
        item = OutlineItem(number, _plain(_COOKIE.sub("", text)))
        while self._bullets and self._bullets[-1][0] >= indent:
            self._bullets.pop()
        if len(self._bullets) >= _MAX_BULLET_LEVELS:
            raise FormatError("reading.too_deep_at", line=number, limit=_MAX_BULLET_LEVELS)
        (self._bullets[-1][1].children if self._bullets else self.items).append(item)
        self._bullets.append((indent, item))

    def _add_text(self, number: int, line: str) -> None:
        """Add a line of text: an indented one continues the bullet above it."""
        if self._bullets and line[:1].isspace():
            item = self._bullets[-1][1]
            item.text = f"{item.text} {_plain(line)}"
            return
        self._bullets = []
        text = _plain(line)
        is_bold = line.strip().startswith("*") and line.strip().rstrip(":").endswith("*")
        self.items.append(OutlineItem(number, text, lead=text if is_bold else "", plain=True))

    def _add_in_drawer(self, number: int, line: str) -> None:
        """Leave a line of a drawer out."""
        if (drawer := _DRAWER.match(line)) and drawer[1].lower() == "end":
            self._drawer = ""
        elif clean(line):
            self.left.append((number, clean(line)))

    def _add_row(self, number: int, line: str) -> None:
        """Add a row of a table."""
        if self._table is None:
            self._bullets = []
            self._table = Table()
            self.items.append(OutlineItem(number, "", table=self._table))
        if _TABLE_RULE.match(line):
            self._table.has_titles |= len(self._table.rows) == 1
            return
        texts = map(_plain, line.strip().strip("|").split("|"))
        cells = [[OutlineItem(number, text, plain=True)] if text else [] for text in texts]
        self._table.rows.append([Cell(number, items) for items in cells])


def _plain(text: str) -> str:
    """Return a text without Org's markup, and without the spaces that prevent it."""
    plain = _MARKUP.sub(r"\2", "".join(_without_links(text)))
    return clean(plain.replace(ESCAPE, ""))


def _without_links(text: str) -> Iterator[str]:
    """Yield the parts of a text, each link as its text followed by the address."""
    position = 0
    for link in _LINK.finditer(text):
        yield text[position : link.start()]
        yield f"{link[2]} ({link[1]})" if link[2] and link[2] != link[1] else link[1]
        position = link.end()
    yield text[position:]
