"""Reads LaTeX as a canvas: its sections, lists, tables and paragraphs.

Commands give their text; the author and the date are particulars; comments and footnotes are left
out, and reported.
"""

import re
from collections.abc import Sequence

from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.particulars import particular_in_line
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.sanitize import clean

_START = re.compile(r"\\documentclass\b|\\(?:chapter|section|subsection)\*?[ \t]*[{\[]")
_BODY = "\\begin{document}"
_COMMENT = re.compile(r"(?<!\\)%(.*)$")
_LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
    "frametitle": 3,
    "framesubtitle": 4,
}
"""The level of each command of a heading."""

_TOKEN = re.compile(
    rf"\\(?P<heading>{'|'.join(_LEVELS)})\*?[ \t]*(?:\[[^\[\]]{{0,300}}\])?[ \t]*\{{"
    r"|\\(?P<edge>begin|end)[ \t]*\{(?P<name>\w{1,40}\*?)\}(?P<options>(?:\[[^\[\]]{0,300}\])?)"
    r"|\\(?P<item>item)\b(?:<[^<>\n]{0,40}>)?[ \t]*(?:\[(?P<label>[^\[\]]{0,300})\])?"
    r"|\\(?P<about>title|author|date|subtitle|institute)[ \t]*(?:\[[^\[\]]{0,300}\])?[ \t]*\{"
)
"""What starts a heading, a list or a table, or says what the document is."""

_AND = re.compile(r"\s*\\and(?![A-Za-z])\s*")
"""What is between two authors."""

_LISTS = ("itemize", "enumerate", "description", "compactitem", "tasks", "list")
_TABLES = ("tabular", "tabular*", "tabularx", "longtable", "tabulary", "array")
_NOTE = re.compile(
    r"\\(?:footnote|footnotetext|todo|marginpar|thanks|caption)[ \t]*(?:\[[^\[\]]{0,300}\])?\{"
)
_DROPPED = re.compile(
    r"\\(?:label|ref|cite\w*|includegraphics|input|include|usepackage|vspace|hspace|bibliography|"
    r"pagestyle|thispagestyle|setlength|hypersetup|color|cmidrule|cline|addcontentsline|"
    r"hypertarget)\*?"
    r"(?:\[[^\[\]]{0,300}\]|\([^()]{0,100}\))*(?:\{[^{}]{0,300}\}){0,3}"
)
_LINK = re.compile(r"\\href[ \t]*\{([^{}]{1,500})\}[ \t]*\{([^{}]{1,500})\}")
_COLOURED = re.compile(r"\\(?:textcolor|colorbox)(?:\[\w{0,20}\])?\{[^{}]{0,100}\}")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?[ \t]?(?:\[[^\[\]{}]{0,300}\])?(?=\{)|\\[A-Za-z]+\*?[ \t]?")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_ACCENT = re.compile(r"\\([\"'`^~=.cv])[ \t]?\{?([A-Za-z])\}?")
_ACCENTS = dict(
    zip("\"'`^~=.cv", map(chr, (776, 769, 768, 770, 771, 772, 775, 807, 780)), strict=True)
)
"""The combining sign of each accent."""

_SIGNS = {
    "\\euro": "€",
    "\\texteuro": "€",
    "\\EUR": "€",
    "\\pounds": "£",
    "\\ldots": "…",
    "\\dots": "…",
    "\\textbackslash": "\ue004",
    "\\textasciitilde": "~",
    "\\textasciicircum": "^",
    "\\ss": "ß",
    "\\o": "ø",
    "\\ae": "æ",
    "\\oe": "œ",
    "\\aa": "å",
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "~": " ",
    "\\,": " ",
    "\\ ": "\ue005",
    "\\-": "",
}
"""What other signs are written for."""

_SIGN = re.compile(
    "|".join(
        re.escape(sign) + (r"(?![A-Za-z])(?:\{\}|[ \t])?" if sign[1:].isalpha() else "")
        for sign in sorted(_SIGNS, key=len, reverse=True)
    )
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")

_MAX_GROUP_CHARACTERS = 5_000
"""Maximum number of characters between braces."""

_MAX_DEPTH = 20
"""Maximum number of lists within lists."""

_HIDDEN = {
    "&": "\ue000",
    "%": "\ue001",
    "{": "\ue002",
    "}": "\ue003",
    "\\": "\ue004",
    " ": "\ue005",
}
"""Characters of private use that stand for signs that are escaped."""


def is_latex(text: str) -> bool:
    """Tell whether a text is LaTeX, by the class of its document or its sections."""
    return _START.search(text) is not None


def read(text: str) -> ImportResult:
    """Return the canvas in a document.

    Args:
        text: The document.

    Raises:
        FormatError: It describes no canvas, or is nested too deep.
    """
    check_lines(text)
    reader = _Reader()
    reader.read(text)
    remarks = [Remark(line, "reading.left_out", {"text": each}) for line, each in reader.left]
    return canvases_from_document(reader.items, reader.title, remarks)


class _Reader:
    """Reads a document to the items of an outline."""

    def __init__(self) -> None:
        self.title = ""
        self.items: list[OutlineItem] = []
        self.left: list[tuple[int, str]] = []
        """The texts that are left out, with their lines."""
        self._lists: list[OutlineItem | None] = []
        """The lists around the current position, each with its last item."""
        self._texts: dict[int, list[str]] = {}
        """The pieces of the text of each item of a list, by its identity."""
        self._paragraph: list[str] = []
        self._paragraph_line = 0

    def read(self, text: str) -> None:
        """Read the document; of what precedes its body only the title."""
        lines = []
        for number, line in enumerate(text.split("\n"), 1):
            for comment in _COMMENT.finditer(line):
                self._leave_out(number, comment[1])
            lines.append(_COMMENT.sub("", line, count=1) if "%" in line else line)
        body = "\n".join(lines)
        start = body.find(_BODY)
        for match in _TOKEN.finditer(body, 0, max(start, 0)):
            if match["about"]:
                self._add_about(body, match, body.count("\n", 0, match.start()) + 1)
        self._read_body(body, start + len(_BODY) if start >= 0 else 0)

    def _read_body(self, body: str, position: int) -> None:
        """Read the body from a position on."""
        line, counted = 1, 0
        while match := _TOKEN.search(body, position):
            line += body.count("\n", counted, position)
            counted = position
            self._add_text(line, body[position : match.start()])
            line += body.count("\n", counted, match.start())
            counted = match.start()
            position = self._add_token(body, match, line)
        self._add_text(line + body.count("\n", counted, position), body[position:])
        self._end_paragraph()
        self._join(self.items)

    def _join(self, items: Sequence[OutlineItem]) -> None:
        """Join the pieces of the texts of items and of those below them."""
        for item in items:
            if pieces := self._texts.get(id(item)):
                item.text = clean(" ".join(pieces))
            self._join(item.children)

    def _add_token(self, body: str, match: re.Match[str], line: int) -> int:
        """Add what a command starts, and return the position after it."""
        self._end_paragraph()
        if match["heading"]:
            end = _end_of_group(body, match.end())
            self._lists = []
            level = _LEVELS[match["heading"]]
            self.items.append(
                OutlineItem(line, self._plain(line, body[match.end() : end - 1]), level)
            )
            return end
        if match["about"]:
            return self._add_about(body, match, line)
        if match["item"]:
            label = self._plain(line, match["label"] or "")
            self._add_item(OutlineItem(line, ""), f"{label.rstrip(':')}:" if label else "")
        elif match["name"] in _TABLES and match["edge"] == "begin":
            return self._add_table(body, match, line)
        elif match["name"] in _LISTS:
            if match["edge"] == "end":
                del self._lists[-1:]
            elif len(self._lists) >= _MAX_DEPTH:
                raise FormatError("reading.too_deep_at", line=line, limit=_MAX_DEPTH)
            else:
                self._lists.append(None)
        elif match["name"] == "frame" and body[match.end() :][:1] == "{":
            end = _end_of_group(body, match.end() + 1)
            text = self._plain(line, body[match.end() + 1 : end - 1])
            self.items.append(OutlineItem(line, text, _LEVELS["frametitle"]))
            return end
        return match.end()

    def _add_about(self, body: str, match: re.Match[str], line: int) -> int:
        """Take the title, the author or the date, or leave out what else is about the document.

        Returns:
            The position after it.
        """
        end = _end_of_group(body, match.end())
        text = self._plain(line, _AND.sub(", ", body[match.end() : end - 1]))
        if match["about"] == "title" and not self.title:
            self.title = text
        elif particular_in_line(f"{match['about']}: {text}"):
            self.items.append(OutlineItem(line, f"{match['about']}: {text}", plain=True))
        else:
            self._leave_out(line, text)
        return end

    def _add_item(self, item: OutlineItem, label: str) -> None:
        """Add an item of a list, below the item of the list around it, with its label or ""."""
        self._texts[id(item)] = [label]
        above = next((each for each in reversed(self._lists[:-1]) if each), None)
        (above.children if above else self.items).append(item)
        if self._lists:
            self._lists[-1] = item

    def _add_text(self, line: int, text: str) -> None:
        """Add text: to the last item, or a paragraph for each piece between empty lines."""
        for offset, row in enumerate(text.split("\n")):
            plain = self._plain(line + offset, row)
            item = self._lists[-1] if self._lists else None
            if item:
                self._texts[id(item)].append(plain)
            elif not row.strip():
                self._end_paragraph()
            elif plain:
                self._paragraph_line = self._paragraph_line or line + offset
                self._paragraph.append(plain)

    def _end_paragraph(self) -> None:
        """Add the paragraph that ends here."""
        if text := clean(" ".join(self._paragraph)):
            self.items.append(OutlineItem(self._paragraph_line, text, plain=True))
        self._paragraph, self._paragraph_line = [], 0

    def _add_table(self, body: str, match: re.Match[str], line: int) -> int:
        """Add a table, and return the position after it."""
        start = match.end()
        while body[start : start + 1] == "{":  # its width, and its columns
            start = _end_of_group(body, start + 1)
        end = body.find(f"\\end{{{match['name']}}}", start)
        end = len(body) if end < 0 else end
        rows = []
        for row in re.split(r"\\\\(?:\[[^\[\]]{0,50}\])?", body[start:end]):
            row_line = line + body.count("\n", match.start(), start) + row.count("\n")
            cells = [self._plain(row_line, cell) for cell in _hidden(row).split("&")]
            if any(cells):
                items = [
                    [OutlineItem(row_line, text, plain=True)] if text else [] for text in cells
                ]
                rows.append([Cell(row_line, each) for each in items])
            start += len(row) + 2
        if rows:
            self.items.append(OutlineItem(line, "", table=Table(rows)))
        return end

    def _leave_out(self, line: int, text: str) -> None:
        """Leave a text out."""
        if text := clean(text.strip("% ")):
            self.left.append((line, text))

    def _plain(self, line: int, text: str) -> str:
        """Return a text without commands; footnotes and the like are left out."""
        text = _hidden(text)
        pieces, position = [], 0
        while note := _NOTE.search(text, position):
            end = _end_of_group(text, note.end())
            self._leave_out(line, _without_commands(text[note.end() : end - 1]))
            pieces.append(text[position : note.start()])
            position = end
        return _without_commands("".join([*pieces, text[position:]]))


def _hidden(text: str) -> str:
    """Return a text with other characters in place of the signs that are escaped."""
    return _ESCAPED.sub(lambda match: _HIDDEN.get(match[1], match[1]), text)


def _without_commands(text: str) -> str:
    """Return a text without commands and braces."""
    text = text.replace("\\\\", " ")
    text = _LINK.sub(r"\2 (\1)", _DROPPED.sub("", _COLOURED.sub("", text)))
    text = _ACCENT.sub(lambda match: match[2] + _ACCENTS[match[1]], text)
    text = _SIGN.sub(lambda match: _SIGNS[_sign_of(match[0])], text)
    text = _COMMAND.sub("", text)
    text = "".join(character for character in text if character not in "{}")
    text = _SPACES.sub(" ", text).strip("& ")
    for sign, stand_in in _HIDDEN.items():
        text = text.replace(stand_in, sign)
    return clean(text)


def _sign_of(match: str) -> str:
    """Return the sign in a match, without what may follow it."""
    return next(
        sign for sign in (match, match.rstrip(" \t"), match.removesuffix("{}")) if sign in _SIGNS
    )


def _end_of_group(text: str, start: int) -> int:
    """Return the position after the brace that closes the group which starts before `start`."""
    depth = 1
    for match in re.finditer(r"(?<!\\)[{}]", text[start : start + _MAX_GROUP_CHARACTERS]):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return start + match.end()
    return min(len(text), start + _MAX_GROUP_CHARACTERS)
