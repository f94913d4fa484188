"""Reads a page of a wiki as a canvas: MediaWiki (mediawiki.org/wiki/Help:Formatting), DokuWiki."""

import re

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markups.as_markdown import MIN_HEADINGS, MarkdownLines
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.result import ImportResult
from bmc_tui.guide.aliases import block_named

_HEADING = re.compile(r"[ \t]*(={1,6})[ \t]*([^=\s](?:.*?[^=\s])?)[ \t]*\1[ \t]*$")
_MARKDOWN = re.compile(r"#{1,6}[ \t]+(.*)")
_BULLET = re.compile(r"([*#:]*[*#])[ \t]*(.*)")
_DOKU_BULLET = re.compile(r"((?:  )+|\t+)[*-][ \t]+(.*)")
_SETTING = re.compile(r"[ \t]*\|?[\w-]+[ \t]*=[^|\[\]]*\|(?!\|)")
"""The style of a cell, before its text."""

_REFERENCE = re.compile(
    r"<ref[^<>/]{0,200}>([^<>]{0,2000})</ref>|<ref[^<>]{0,200}/>|<references[^<>]*/?>|</references>"
)
_DOKU_NOTE = re.compile(r"\(\(([^()]*)\)\)")
_EMPTY_ELEMENT = re.compile(r"<(\w{1,20})\b[^<>]*></\1>")
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(
    r"\[\[:?(?:File|Image|Category|Bestand|Afbeelding|Categorie|Datei|Kategorie|Fichier|"
    r"Catégorie|Archivo|Categoría|Ficheiro|Categoria):([^\[\]]*)\]\]",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\[(https?://[^\s\[\]]+)[ \t]+([^\[\]]+)\]")
_BOLD, _EMPHASIS = (
    re.compile("'''([^'].{0,300}?)'''"),
    re.compile("''([^'].{0,300}?)''"),
)
_SWITCH = re.compile(r"__[A-Z]+__")

_MAX_DOKU_SIGNS = 6
"""The signs of the highest heading of DokuWiki, which has fewer below it."""


def is_mediawiki(text: str) -> bool:
    """Tell whether a text is of a wiki, by its headings, which have signs on both sides."""
    lines = text.split("\n")
    headings = [match[1] for line in lines if (match := _MARKDOWN.match(line))]
    if any(block_named(heading) for heading in headings):
        return False
    return sum(bool(_HEADING.match(line)) for line in lines) >= MIN_HEADINGS


def read(text: str) -> ImportResult:
    """Return the canvas in a page of a wiki.

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
        self._is_below_term = False
        headings = [len(match[1]) for line in lines if (match := _HEADING.match(line))]
        bullets = [line for line in lines if _DOKU_BULLET.match(line)]
        self._is_doku = max(headings, default=0) >= _MAX_DOKU_SIGNS - 1 and (
            bool(bullets) or min(headings) > 2  # noqa: PLR2004 - other wikis start with two
        )

    def read(self) -> ImportResult:
        """Return the canvas in the lines."""
        index = 0
        while index < len(self._source):
            if self._source[index].lstrip().startswith("{|"):
                index = self._table(index)
            else:
                self._line(index, self._source[index])
            index += 1
        return self._target.read()

    def _line(self, index: int, line: str) -> None:
        """Write a line that is in no table."""
        target = self._target
        if heading := _HEADING.match(line):
            signs = len(heading[1])
            level = _MAX_DOKU_SIGNS + 1 - signs if self._is_doku else signs
            target.heading(index, level, self._plain(index, heading[2]))
            self._is_below_term = False
        elif bullet := _BULLET.match(line):
            target.bullet(index, len(bullet[1]), self._plain(index, bullet[2]))
        elif doku := _DOKU_BULLET.match(line):
            level = len(doku[1].replace("\t", "  ")) // 2
            target.bullet(index, level, self._plain(index, doku[2]))
        elif line.startswith(";"):
            term, _, definition = map(str.strip, line[1:].partition(" : "))
            self._is_below_term = not definition
            text = f"{term}: {definition}" if definition else term
            target.bullet(index, 1, self._plain(index, text))
        elif line.startswith(":"):
            level = 1 + self._is_below_term
            target.bullet(index, level, self._plain(index, line.lstrip(":")))
        elif self._is_doku and line.startswith(("^", "|")):
            cells = [
                self._plain(index, cell) for cell in re.split(r"[|^]", line.strip().strip("|^"))
            ]
            if "|" in line:
                target.bullet(index, 1, RECORD_SEPARATOR.join(filter(None, cells)))
            else:
                target.leave_out(index, ", ".join(filter(None, cells)))
        else:
            target.text(index, self._plain(index, line.strip()))

    def _table(self, index: int) -> int:
        """Write a table, and return the index of its last line."""
        end = index + 1
        rows: list[tuple[int, list[str]]] = [(index, [])]
        has_titles = True
        while end < len(self._source) and not self._source[end].lstrip().startswith("|}"):
            line = self._source[end].strip()
            if line.startswith("|-"):
                rows.append((end, []))
            elif line.startswith("|+"):
                self._target.leave_out(end, line[2:])
            elif line.startswith(("|", "!")):
                has_titles = has_titles and (line.startswith("!") or any(c for _, c in rows[:-1]))
                cells = re.split(r"\|\||!!" if line.startswith("!") else r"\|\|", line[1:])
                texts = [self._plain(end, _without_setting(cell)) for cell in cells]
                rows[-1] = (end if not rows[-1][1] else rows[-1][0], [*rows[-1][1], *texts])
            elif line and rows[-1][1]:
                rows[-1][1][-1] += f" {self._plain(end, line)}"
            end += 1
        filled = [row for row in rows if row[1]]
        self._target.table(index, filled, has_titles=has_titles)
        return min(end, len(self._source) - 1)

    def _plain(self, index: int, text: str) -> str:
        """Return a text with the markup of Markdown; references and templates are left out."""
        text = self._target.without(index, text, (_REFERENCE, _DOKU_NOTE, _TEMPLATE, _FILE))
        text = _PAGE.sub(r"\1", _SWITCH.sub("", _EMPTY_ELEMENT.sub("", text)))
        text = _LINK.sub(r"[\2](\1)", text)
        return _EMPHASIS.sub(r"*\1*", _BOLD.sub(r"**\1**", text)).strip()


def _without_setting(cell: str) -> str:
    """Return a cell without the style before its text."""
    setting = _SETTING.match(cell)
    return cell[setting.end() :] if setting else cell
