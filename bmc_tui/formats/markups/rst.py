"""Reads reStructuredText (docutils.sourceforge.io/rst.html) as a canvas."""

import re
from collections.abc import Sequence

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markups.as_markdown import MIN_HEADINGS, MarkdownLines
from bmc_tui.formats.result import ImportResult

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
"""A line of one sign, below or around a heading."""

_MARKDOWN = re.compile(r"#{1,6}[ \t]+\S|```")
_BULLET = re.compile(r"([ \t]*)(?:[-*+•]|(?:\d{1,4}|#|[A-Za-z])[.)]|\(\w{1,4}\))[ \t]+(\S.*)")
_FIELD = re.compile(
    r"([ \t]*):(?![\s:])([^:\n]{1,60}(?::(?! )[^:\n]{0,60})*):(?:[ \t]+(.*)|[ \t]*)$"
)
_DIRECTIVE = re.compile(r"([ \t]*)\.\.(?:[ \t]+(.*)|[ \t]*)$")
_DIRECTIVE_NAME = re.compile(r"(?:\|[^|]*\|[ \t]*)?[\w:+-]+::[ \t]*|_[^:]{0,200}:[ \t]*\S*")
"""The name of a directive, or a target of links."""

_OPTION = re.compile(r":[\w-]+:[ \t]*")
"""The name of an option of a directive."""

_DATA_TABLE = re.compile(r"(list|csv)-table::[ \t]*")
_LIST_CELL = re.compile(r"[ \t]*(\*[ \t]+)?-[ \t]+(.*)")
"""A cell of a table that is written as a list; the first of a row has a star before it."""

_SIMPLE_BORDER = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*$")
_SIMPLE_LINE = re.compile(r"[ \t]*-+(?:[ \t]+-+)*[ \t]*$")
"""A line below a title that spans columns."""

_GRID_BORDER = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_LINE_BLOCK = re.compile(r"[ \t]*\|[ \t]+(\S.*)")
_LINK = re.compile(r"`([^`<>\n]{1,500}?)[ \t]{0,20}<([^`<>\n]{1,500})>`__?")
_REFERENCE = re.compile(r"`([^`\n]{1,500})`__?(?!\w)")
_ROLE = re.compile(r":[\w:+.-]{1,40}:`([^`\n]{1,500})`")
_MARK = re.compile(r"[ \t]?\[(?:#?[\w-]*|\*)\]_(?!\w)|(?<=\w)_(?=[\s.,;:)]|$)")
"""The mark of a footnote, or the sign after a word that is a link."""

_CODE = re.compile(r"``([^`\n]{1,500})``")

_Rows = list[tuple[int, list[list[str]]]]
"""The index of the line of each row of a table, and the pieces of each of its cells."""


def is_rst(text: str) -> bool:
    """Tell whether a text is reStructuredText, and not Markdown with the same headings.

    It has headings with a line below them, and a directive, a field or a table of its own.
    """
    lines = text.split("\n")
    if any(map(_MARKDOWN.match, lines)):
        return False
    headings = [index for index in range(1, len(lines)) if _is_heading(lines, index - 1)]
    has_own = any(
        _SIMPLE_BORDER.match(line)
        or ((field := _FIELD.match(line)) and field[3])
        or ((directive := _DIRECTIVE.match(line)) and "::" in (directive[2] or ""))
        for line in lines
    )
    signs = {lines[index][:1] for index in headings} - {"=", "-"}
    return len(headings) >= MIN_HEADINGS and (has_own or bool(signs))


def read(text: str) -> ImportResult:
    """Return the canvas in a document.

    Args:
        text: The document.

    Raises:
        FormatError: It describes no canvas.
    """
    check_lines(text)
    return _Reader([line.expandtabs() for line in text.split("\n")]).read()


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is underlined by a line of signs of about the same length."""
    text = lines[index].strip()
    below = lines[index + 1] if index + 1 < len(lines) else ""
    is_text = bool(text) and not _ADORNMENT.match(text) and not _is_indented_text(lines, index)
    return is_text and bool(_ADORNMENT.match(below)) and len(below.rstrip()) + 2 >= len(text)


def _is_indented_text(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is indented, and has no line of signs above it, as a title may have."""
    is_over = index > 0 and bool(_ADORNMENT.match(lines[index - 1]))
    return lines[index][:1].isspace() and not is_over


class _Reader:
    """Reads the lines of a document.

    Args:
        lines: The lines.
    """

    def __init__(self, lines: list[str]) -> None:
        self._source = lines
        self._target = MarkdownLines(len(lines))
        self._styles: list[tuple[str, bool]] = []
        """The signs of headings, and whether they are above them too, by level."""
        self._indents: list[int] = []
        """The indents of the bullets that the next one may be below."""

    def read(self) -> ImportResult:
        """Return the canvas in the lines."""
        index = 0
        while index < len(self._source):
            line = self._source[index]
            if _is_heading(self._source, index):
                self._heading(index)
                index += 1
            elif _SIMPLE_BORDER.match(line):
                index = self._simple_table(index)
            elif _GRID_BORDER.match(line):
                index = self._grid_table(index)
            elif directive := _DIRECTIVE.match(line):
                index = self._directive(index, len(directive[1]), directive[2] or "")
            else:
                self._line(index, line)
            index += 1
        return self._target.read()

    def _heading(self, index: int) -> None:
        """Write a heading; its level is that of the first one with the same signs."""
        sign = self._source[index + 1][0]
        is_over = index > 0 and self._source[index - 1][:1] == sign
        if (sign, is_over) not in self._styles:
            self._styles.append((sign, is_over))
        self._indents = []
        level = self._styles.index((sign, is_over)) + 1
        self._target.heading(index, level, self._plain(index, self._source[index]))

    def _line(self, index: int, line: str) -> None:
        """Write a line that is not a heading, table or directive."""
        text = line.strip()
        if not text or _ADORNMENT.match(text):
            return
        if bullet := _BULLET.match(line):
            self._bullet(index, len(bullet[1]), bullet[2])
        elif field := _FIELD.match(line):
            value = self._plain(index, field[3] or "")
            name = self._plain(index, field[2])
            self._bullet(index, len(field[1]), f"{name}: {value}" if value else name)
        elif block := _LINE_BLOCK.match(line):
            self._target.text(index, self._plain(index, block[1]))
        else:
            indent = len(line) - len(line.lstrip())
            is_within = self._indents and indent > self._indents[0]
            if not is_within:
                self._indents = []
            margin = "  " * len(self._indents)
            self._target.text(index, margin + self._plain(index, text.removesuffix("::")))

    def _bullet(self, index: int, indent: int, text: str) -> None:
        """Write a bullet, below the one before it that has less indent."""
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)
        self._target.bullet(index, len(self._indents), self._plain(index, text))

    def _directive(self, index: int, indent: int, text: str) -> int:
        """Leave out a directive, comment or footnote, and return the index of its last line.

        A table that is written as a list or as CSV is written as a table.
        """
        if kind := _DATA_TABLE.match(text):
            self._target.leave_out(index, text[kind.end() :])
            return self._data_table(index, indent, is_list=kind[1] == "list")
        self._target.leave_out(index, _DIRECTIVE_NAME.sub("", text, count=1))
        end = index
        for at in range(index + 1, len(self._source)):
            line = self._source[at]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            if line.strip():
                self._target.leave_out(at, _OPTION.sub("", line, count=1))
                end = at
        return end

    def _data_table(self, index: int, indent: int, *, is_list: bool) -> int:
        """Write a table that is written as a list of lists, or as CSV; return its last line."""
        import csv

        rows: _Rows = []
        has_titles, end = False, index
        for at in range(index + 1, len(self._source)):
            line = self._source[at]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            if line.strip():
                end = at
            if option := _OPTION.match(line.strip()):
                has_titles = has_titles or line.strip().startswith((":header", ":head"))
                rest = line.strip()[option.end() :]
                self._target.leave_out(at, "" if rest.isdigit() else rest)
            elif is_list and (cell := _LIST_CELL.match(line)):
                if cell[1] or not rows:
                    rows.append((at, []))
                rows[-1][1].append([self._plain(at, cell[2])])
            elif is_list and rows and line.strip():
                rows[-1][1][-1].append(self._plain(at, line))
            elif line.strip():
                cells = next(csv.reader([line.strip()], skipinitialspace=True), [])
                self._add_row(rows, at, cells, is_more=False)
        self._table(index, rows, has_titles=has_titles)
        return end

    def _simple_table(self, index: int) -> int:
        """Write a table whose columns are marked by a line of signs, and return its last line."""
        border = self._source[index]
        starts = [match.start() for match in re.finditer(r"=+", border)]
        borders = [index]
        rows: _Rows = []
        at = index + 1
        while at < len(self._source):
            line = self._source[at]
            if _SIMPLE_BORDER.match(line):
                borders.append(at)
                following = self._source[at + 1] if at + 1 < len(self._source) else ""
                if len(borders) > 2 or not following.strip():  # noqa: PLR2004 - above, titles, below
                    break
            elif line.strip() and not _SIMPLE_LINE.match(line):
                ends = [*starts[1:], None]
                cells = [line[a:b].strip() for a, b in zip(starts, ends, strict=True)]
                self._add_row(rows, at, cells, is_more=not cells[0] and bool(rows))
            at += 1
        has_titles = len(borders) > 2  # noqa: PLR2004 - see above
        self._table(index, rows, has_titles=has_titles)
        return min(at, len(self._source) - 1)

    def _grid_table(self, index: int) -> int:
        """Write a table whose cells are drawn, and return its last line."""
        rows: _Rows = []
        has_titles = False
        is_more = False
        at = index + 1
        while at < len(self._source) and self._source[at].lstrip().startswith(("|", "+")):
            line = self._source[at].strip()
            if _GRID_BORDER.match(line):
                has_titles = has_titles or "=" in line
                is_more = False
            else:
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                self._add_row(rows, at, cells, is_more=is_more)
                is_more = True
            at += 1
        self._table(index, rows, has_titles=has_titles)
        return at - 1

    def _add_row(self, rows: _Rows, at: int, cells: Sequence[str], *, is_more: bool) -> None:
        """Add a row of a table, or the next line of the last one."""
        texts = [self._plain(at, cell) for cell in cells]
        if is_more:
            for pieces, text in zip(rows[-1][1], texts, strict=False):
                pieces.append(text)
        else:
            rows.append((at, [[text] for text in texts]))

    def _table(self, index: int, rows: _Rows, *, has_titles: bool) -> None:
        """Write a table."""
        joined = [(at, [" ".join(filter(None, each)) for each in cells]) for at, cells in rows]
        self._target.table(index, joined, has_titles=has_titles)

    def _plain(self, index: int, text: str) -> str:
        """Return a text with the markup of Markdown, without the marks of footnotes."""
        text = _LINK.sub(r"[\1](\2)", _ROLE.sub(r"\1", text.strip()))
        text = _MARK.sub("", _REFERENCE.sub(r"\1", _CODE.sub(r"`\1`", text)))
        return self._target.without(index, text, ())
