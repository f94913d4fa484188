"""Reads the wiki markup of Jira and Confluence, and Textile, as a canvas.

Headings are `h2. Channels`, rows of a table `||Item||Price||` and `|_. Item|_. Price|`.
"""

import re

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markups.as_markdown import MIN_HEADINGS, MarkdownLines
from bmc_tui.formats.result import ImportResult
from bmc_tui.guide.named_lines import split_name

_HEADING = re.compile(r"[ \t]*h([1-6])(?:[(\[{][^\s)\]}]{0,100}[)\]}])?[<>=]?\.[ \t]+(\S.*)")
_BULLET = re.compile(r"[ \t]*([*#-]{1,20})[ \t]+(\S.*)")
_PARAGRAPH = re.compile(r"[ \t]*(?:p|bq)(?:[(\[{][^\s)\]}]{0,100}[)\]}])?[<>=]?\.[ \t]+")
_ROW = re.compile(r"[ \t]*\|")
_TITLES = re.compile(r"[ \t]*\|(?:\||_\.)")
_RULE = re.compile(r"[ \t]*-{4,}[ \t]*$")
_MACRO_TITLE = re.compile(
    r"\{(?:panel|expand|info|note|tip|warning):(?:title=)?([^{}|]{1,200})[^{}]*\}"
)
_MACRO = re.compile(r"\{[a-z]+(?::[^{}\n]{0,300})?\}")
_STYLE = re.compile(r"%(?:\{[^{}]{0,100}\})?([^%\n]{1,300})%")
_MONOSPACE = re.compile(r"\{\{([^{}\n]{1,300})\}\}")
_LINK = re.compile(r"\[([^\[\]|\n]{1,300})\|([^\[\]|\n]{1,500})(?:\|[^\[\]\n]{0,300})?\]")
_TEXTILE_LINK = re.compile(r"\"([^\"\n]{1,300})\":(https?://[^\s\"]{1,500}[^\s\".,;:!?)])")
_BARE_LINK = re.compile(r"\[(https?://[^\[\]|\s]{1,500})\]")
_PERSON = re.compile(r"\[~([^\[\]\s]{1,100})\]")
_PICTURE = re.compile(r"!([^\s!|]{1,300}\.\w{2,5})(?:[|(][^!\n]{0,200})?!")
_ICON = re.compile(r"\((?:/|x|!|\?|\*[rgby]?|on|off|[+-]|i|y|n)\)[ \t]?")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{0,300}?\S)\*(?![\w*])")

_PANEL_LEVEL = 2
"""The level of the title of a panel that names a block."""


def is_jira(text: str) -> bool:
    """Tell whether a text is of such a wiki, by its headings."""
    return sum(bool(_HEADING.match(line)) for line in text.split("\n")) >= MIN_HEADINGS


def read(text: str) -> ImportResult:
    """Return the canvas in a page.

    Args:
        text: The page.

    Raises:
        FormatError: It describes no canvas.
    """
    check_lines(text)
    return _Reader(text.split("\n")).read()


class _Reader:
    """Reads the lines of a page.

    Args:
        lines: The lines.
    """

    def __init__(self, lines: list[str]) -> None:
        self._source = lines
        self._target = MarkdownLines(len(lines))

    def read(self) -> ImportResult:
        """Return the canvas in the lines."""
        index = 0
        while index < len(self._source):
            line = self._source[index]
            if _ROW.match(line):
                index = self._table(index)
            else:
                self._line(index, line)
            index += 1
        return self._target.read()

    def _line(self, index: int, line: str) -> None:
        """Write a line that is in no table."""
        target = self._target
        if heading := _HEADING.match(line):
            target.heading(index, int(heading[1]), self._plain(index, heading[2]))
        elif (panel := _MACRO_TITLE.fullmatch(line.strip())) and split_name(panel[1]):
            target.heading(index, _PANEL_LEVEL, self._plain(index, panel[1]))
        elif _RULE.match(line):
            target.text(index, "***")
        elif bullet := _BULLET.match(line):
            target.bullet(index, len(bullet[1]), self._plain(index, bullet[2]))
        else:
            paragraph = _PARAGRAPH.match(line)
            text = line[paragraph.end() :] if paragraph else line
            target.text(index, self._plain(index, text.strip()))

    def _table(self, index: int) -> int:
        """Write a table, and return the index of its last line."""
        rows: list[tuple[int, list[str]]] = []
        has_titles = bool(_TITLES.match(self._source[index]))
        at = index
        while at < len(self._source) and _ROW.match(self._source[at]):
            line = self._plain(at, self._source[at].strip())
            cells = re.split(r"\|{1,2}", line.strip("|"))
            rows.append((at, [cell.removeprefix("_.").strip() for cell in cells]))
            at += 1
        is_free = bool(index) and not self._target.lines[index - 1]
        self._target.table(index - is_free, rows, has_titles=has_titles)
        return at - 1

    def _plain(self, index: int, text: str) -> str:
        """Return a text with the markup of Markdown; pictures and macros are left out."""
        text = self._target.without(index, text, (_PICTURE, _MACRO_TITLE))
        text = _MONOSPACE.sub(r"\1", text)
        text = _STYLE.sub(r"\1", _MACRO.sub("", _ICON.sub("", text)))
        text = _LINK.sub(r"[\1](\2)", _PERSON.sub(r"\1", text))
        text = _BARE_LINK.sub(r"\1", _TEXTILE_LINK.sub(r"[\1](\2)", text))
        return _BOLD.sub(r"**\1**", text).strip()
