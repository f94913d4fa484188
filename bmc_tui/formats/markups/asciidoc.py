"""Reads AsciiDoc (docs.asciidoctor.org/asciidoc) as a canvas."""

import re

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markups.as_markdown import MIN_HEADINGS, MarkdownLines
from bmc_tui.formats.outline.particulars import particulars_in_line
from bmc_tui.formats.result import ImportResult

_HEADING = re.compile(r"(={1,6})[ \t]+(\S.*)")
_MARKDOWN = re.compile(r"#{1,6}[ \t]|```")
_BULLET = re.compile(r"[ \t]*(\*{1,5}|\.{1,5}|-)[ \t]+(.*)")
_TERM = re.compile(r"[ \t]*(\S.{0,80}?)(?:::|;;)(?:[ \t]+(.*)|[ \t]*)$")
_ATTRIBUTE = re.compile(r":(!?[\w-]+!?):[ \t]*(.*)$")
_SETTINGS = re.compile(
    r"\[(?:\[.*\]|[#.%].*|[\w-]+=.*|(?:quote|verse|source|listing|literal|horizontal|qanda|discrete|"
    r"abstract|example|sidebar|square|circle|disc|none|unstyled|loweralpha|upperalpha|lowerroman|"
    r"upperroman|arabic|NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b.*)\][ \t]*$"
)
"""What is said of the block below: its id, its columns, or its kind."""

_SETTINGS_WITH_WORDS = ("[quote", "[verse")
"""The start of the settings that name who said what is quoted."""

_RULE = "'''"

_COLUMNS = re.compile(r"cols=\"?(?:(\d+)\*|([^\"\]]*))")
_TITLE = re.compile(r"\.(?![. ])(\S.*)$")
"""The title of a block."""

_COMMENT = re.compile(r"//(?!/)[ \t]*(.*)$")
_DELIMITER = re.compile(r"(?:-{2}|-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|\+)[ \t]*$")
"""What is before and after a block, or joins a paragraph to a bullet."""

_TABLE = re.compile(r"[|,:!]={3,}[ \t]*$")
_CELL = re.compile(
    r"(?<!\\)(?:(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})?[+*]?[<^>.]{0,4}[aedlmsv]?)\|(?!=)"
)
"""The start of a cell, with its span and style."""

_FOOTNOTE = re.compile(r"footnote(?:ref)?:[^\s\[]{0,100}\[([^\[\]]*)\]")
_LINK = re.compile(r"(?:link:|(?=https?://))([^\s\[]{1,500})\[([^\[\]]+)\]")
_IMAGE = re.compile(r"image::?[^\s\[]{0,500}\[([^\[\]]*)\]")
_ROLE = re.compile(r"\[[\w.#-]+\](?=[*_#`])")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{0,300}?\S)\*(?![\w*])")
_MARKED = re.compile(r"(?<![\w#])#(?=\S)([^#\n]{0,300}?\S)#(?![\w#])")


def is_asciidoc(text: str) -> bool:
    """Tell whether a text is AsciiDoc, by its headings, which have signs at their start alone."""
    lines = text.split("\n")
    headings = [line for line in lines if _HEADING.match(line) and not line.rstrip().endswith("=")]
    return len(headings) >= MIN_HEADINGS and not any(map(_MARKDOWN.match, lines))


def read(text: str) -> ImportResult:
    """Return the canvas in a document.

    Args:
        text: The document.

    Raises:
        FormatError: It describes no canvas.
    """
    check_lines(text)
    return _Reader(text.split("\n")).read()


class _Reader:
    """Reads the lines of a document.

    Args:
        lines: The lines.
    """

    def __init__(self, lines: list[str]) -> None:
        self._source = lines
        self._target = MarkdownLines(len(lines))
        self._is_in_head = False
        """Whether the line is in the head of the document: below its title, without a gap."""
        self._is_below_term = False
        self._settings = ""

    def read(self) -> ImportResult:
        """Return the canvas in the lines."""
        index = 0
        while index < len(self._source):
            line = self._source[index]
            if _TABLE.match(line):
                index = self._table(index)
            elif re.match(r"/{4,}[ \t]*$", line):
                index = self._comment(index)
            else:
                self._line(index, line)
            index += 1
        return self._target.read()

    def _line(self, index: int, line: str) -> None:
        """Write a line that is in no table."""
        target = self._target
        if heading := _HEADING.match(line):
            self._is_in_head, self._is_below_term = len(heading[1]) == 1, False
            title = heading[2].rstrip().removesuffix(heading[1]).rstrip()
            target.heading(index, len(heading[1]), self._plain(index, title))
        elif not line.strip():
            self._is_in_head = False
        elif self._is_beside_text(index, line):
            pass
        elif line.rstrip() == _RULE:
            target.text(index, "***")
        elif bullet := _BULLET.match(line):
            level = 1 if bullet[1] == "-" else len(bullet[1])
            target.bullet(index, level + self._is_below_term, self._plain(index, bullet[2]))
        elif term := _TERM.match(line):
            self._is_below_term = not term[2]
            text = f"{term[1]}: {term[2]}" if term[2] else term[1]
            target.bullet(index, 1, self._plain(index, text))
        elif self._is_below_term and line[:1].isspace():
            target.bullet(index, 2, self._plain(index, line.strip()))
        else:
            self._is_below_term = False
            target.text(index, self._plain(index, line.strip()))

    def _is_beside_text(self, index: int, line: str) -> bool:
        """Tell whether a line is about the text, and leave its words out."""
        if attribute := _ATTRIBUTE.match(line):
            words = f"{attribute[1]}: {attribute[2]}" if attribute[2] else ""
        elif self._is_in_head:
            words = line
        elif _SETTINGS.match(line):
            self._settings = line
            words = line.strip("[] ") if line.startswith(_SETTINGS_WITH_WORDS) else ""
        elif match := _COMMENT.match(line) or _TITLE.match(line):
            words = match[1]
        elif _DELIMITER.match(line.strip()):
            words = ""
        else:
            return False
        if particulars_in_line(words):
            self._target.text(index, words)
        else:
            self._target.leave_out(index, words)
        return True

    def _table(self, index: int) -> int:
        """Write a table, and return the index of its last line."""
        end = index + 1
        while end < len(self._source) and not _TABLE.match(self._source[end]):
            end += 1
        rows: list[tuple[int, list[str]]] = []
        for at in range(index + 1, min(end, len(self._source))):
            start, *cells = _CELL.split(self._source[at])
            if rows and start.strip():
                rows[-1][1][-1] += f" {self._plain(at, start)}"
            if cells:
                rows.append((at, [self._plain(at, cell) for cell in cells]))
        columns = _columns(self._settings) or (len(rows[0][1]) if rows else 1)
        after = self._source[rows[0][0] + 1] if rows and rows[0][0] + 1 < end else "|"
        has_titles = "header" in self._settings or not after.strip()
        cells_with_lines = [(at, cell) for at, cells in rows for cell in cells]
        grid = [
            (
                cells_with_lines[start][0],
                [cell for _, cell in cells_with_lines[start : start + columns]],
            )
            for start in range(0, len(cells_with_lines), columns)
        ]
        self._target.table(index, grid, has_titles=has_titles)
        self._settings = ""
        return min(end, len(self._source) - 1)

    def _comment(self, index: int) -> int:
        """Leave out a block of comments, and return the index of its last line."""
        end = index + 1
        while end < len(self._source) and self._source[end].strip() != self._source[index].strip():
            self._target.leave_out(end, self._source[end])
            end += 1
        return end

    def _plain(self, index: int, text: str) -> str:
        """Return a text with the markup of Markdown; footnotes and pictures are left out."""
        text = self._target.without(index, text, (_FOOTNOTE, _IMAGE))
        text = _LINK.sub(r"[\2](\1)", _ROLE.sub("", text))
        text = _MARKED.sub(r"\1", _BOLD.sub(r"**\1**", text))
        return text.removesuffix(" +").strip()


def _columns(settings: str) -> int:
    """Return the columns that the settings of a table give; 0 if they do not mention them."""
    if not (match := _COLUMNS.search(settings)):
        return 0
    return int(match[1][:3]) if match[1] else len(list(filter(None, re.split("[,;]", match[2]))))
