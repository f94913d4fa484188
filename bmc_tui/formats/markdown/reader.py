"""Markdown read back: ours, and that of other people and programs.

Markdown-it-py parses it (CommonMark, with GitHub's tables and deletions), so that a note comes back
as the text that a reader sees. What is decided here:

- emphasis, code and deletion give their text; a link its text, with the address behind it in
  brackets where that says more; a task's box is left out;
- a paragraph is one note where it is prose, broken where its lines are full; else, and at a hard
  break, each of its lines is one. Each line of a code block is one;
- in a table, a row of block names is the heading of the columns below it, and a block's name at the
  start of a row is that row's;
- of front matter only the title is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bmc_tui.formats.markdown.summary import without_overviews
from bmc_tui.formats.outline import OutlineItem, canvas_from_outline, plain_notes
from bmc_tui.formats.page import html_reader
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_called
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([\w-]+)[ \t]*:(?:[ \t]+(.*))?$")
_TASK = re.compile(r"\[[ xX]\](?:\s+|$)")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_BULLET = re.compile(r"^[•‣◦▪▫●○·∙–—☐☑☒✓✔]\s+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DEEP = 20
_PROSE = 60
"""Characters: a paragraph with lines this long is broken where they are full."""


def read(text: str) -> ImportResult:
    """Return the canvas that a Markdown document is.

    Args:
        text: The document.

    Raises:
        FormatError: It is no canvas, or goes too deep.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title, remarks, rest = _front_matter(text)
    pieces = outline_items(without_overviews(rest))
    try:
        return canvas_from_outline(pieces, title, remarks)
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error


def outline_items(text: str) -> list[OutlineItem]:
    """Return the headings and notes of some Markdown.

    Raises:
        FormatError: It goes too deep.
    """
    try:
        return list(_Pieces(_parsed(text)).read())
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error


def _parsed(text: str) -> "list[Token]":
    """Return the tokens of a document, with links as they were written.

    The parser leaves out blocks that are nested deeper than it is told to go, without a word: it
    gets no such limit. Within a line it needs one, beyond which a bracket is just a bracket.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": len(text)})
    parser.enable(["table", "strikethrough"])
    parser.disable("inline")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    references: dict[str, Any] = {}
    tokens = parser.parse(text, references)
    parser.options["maxNesting"] = _DEEP
    for token in tokens:
        if token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, references, token.children)
    return tokens


def _front_matter(text: str) -> tuple[str, list[Remark], str]:
    """Return the title in a document's front matter, what else is there, and the rest.

    The rest has as many lines as the document: an empty one for each of the front matter.
    """
    found = _FRONT.match(text)
    if not found or not _FIELD.match((found[1] or "").lstrip().partition("\n")[0]):
        return "", [], text
    title = ""
    others: list[str] = []
    for line in (found[1] or "").splitlines():
        if not (pair := _FIELD.match(line)):
            continue
        if pair[1].lower() in ("title", "titel"):
            title = clean((pair[2] or "").strip().strip("\"'"))
        else:
            others.append(pair[1])
    remarks = [Remark(1, "reading.front_matter", {"names": tuple(others)})] if others else []
    return title, remarks, "\n" * found[0].count("\n") + text[found.end() :]


@dataclass(frozen=True, slots=True)
class _Inline:
    """A line or more of text without its markup."""

    lines: tuple[str, ...]
    """As they stand in the document."""
    hard: bool
    """Whether some break between them is a hard one."""
    lead: str
    """What of its start is in bold."""
    literal: bool

    @property
    def one(self) -> str:
        """The text as one line."""
        return clean(" ".join(self.lines))


class _Pieces:
    """The tokens of a document on their way to be pieces."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self._tokens = tokens

    def read(self) -> Iterator[OutlineItem]:
        """Yield the headings, and the notes with those beneath them."""
        tokens, at = self._tokens, 0
        while at < len(tokens):
            if tokens[at].type == "table_open":
                end = _closing(tokens, at)
                yield from _table(tokens[at:end])
                at = end
            elif tokens[at].type == "list_item_open":
                end = _closing(tokens, at)
                yield from _item(tokens[at : end + 1])
                at = end
            elif tokens[at].type == "heading_open":
                inline = _inline(tokens[at + 1])
                yield OutlineItem(_line(tokens[at]), inline.one, int(tokens[at].tag[1]))
                at += 2
            else:
                yield from _leaf(tokens[at])
            at += 1


def _closing(tokens: Sequence["Token"], at: int) -> int:
    """Return where what is opened at `at` is closed."""
    level = tokens[at].level
    return next(i for i in range(at + 1, len(tokens)) if tokens[i].level == level)


def _line(token: "Token") -> int:
    """Return the line that a token starts on, from 1."""
    return token.map[0] + 1 if token.map else 0


def _item(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the note of a list's item: its first paragraph, with all else beneath it."""
    own = OutlineItem(_line(tokens[0]), "")
    body = tokens[1:-1]
    if len(body) > 1 and body[0].type == "paragraph_open":
        inline = _inline(body[1])
        text, lead = inline.one, inline.lead
        if box := _TASK.match(body[1].content):
            text, lead = clean(text[box.end() :]), ""
        own = OutlineItem(own.line, text, 0, lead, inline.literal)
        body = body[3:]
    own.children = [piece for piece in _Pieces(body).read() if _demote(piece)]
    if own.text or own.children:
        yield own


def _demote(piece: OutlineItem) -> bool:
    """Have a heading inside an item be a note like the others there."""
    piece.level = 0
    piece.plain = False
    return bool(piece.text or piece.children)


def _leaf(token: "Token") -> Iterator[OutlineItem]:
    """Yield the notes of a paragraph or a block of code or HTML."""
    line = _line(token)
    if token.type == "inline":
        inline = _inline(token)
        if not inline.hard and any(len(each) >= _PROSE for each in inline.lines[:-1]):
            yield OutlineItem(
                line, inline.one, lead=inline.lead, literal=inline.literal, plain=True
            )
            return
        for at, text in enumerate(inline.lines):
            plain = clean(_BULLET.sub("", text.strip(), count=1))
            lead = inline.lead if not at else ""
            if plain:
                yield OutlineItem(line + at, plain, lead=lead, literal=inline.literal, plain=True)
    elif token.type in ("fence", "code_block"):
        yield from plain_notes(line + (token.type == "fence"), token.content.splitlines())
    elif token.type == "html_block":
        yield from html_reader.outline_items(token.content, line)


def _table(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the notes of a table, beneath the blocks that its rows or columns are about."""
    columns: list[str] = []
    for row in _rows(tokens):
        names = [cell.one for _, cell in row]
        filled = [name for name in names if name]
        if len(filled) > 1 and all(map(block_called, filled)):
            columns = names
        elif names and block_called(names[0]) and not any(columns):
            yield from _beneath(names[0], row[1:])
        else:
            for at, (line, cell) in enumerate(row):
                first = cell.lines[0] if cell.lines else ""
                name = columns[at] if at < len(columns) else ""
                if name:
                    yield from _beneath(name, [(line, cell)])
                elif len(cell.lines) > 1 and block_called(first):
                    rest = _Inline(cell.lines[1:], hard=True, lead="", literal=cell.literal)
                    yield from _beneath(first, [(line, rest)])
                else:
                    yield from _cell(line, cell)


def _rows(tokens: Sequence["Token"]) -> Iterator[list[tuple[int, _Inline]]]:
    """Yield the rows of a table: each cell with its line."""
    row: list[tuple[int, _Inline]] = []
    line = 0
    for token in tokens:
        if token.type == "tr_open":
            row, line = [], _line(token)
        elif token.type == "inline":
            row.append((_line(token) or line, _inline(token)))
        elif token.type == "tr_close":
            yield row


def _beneath(name: str, cells: Sequence[tuple[int, _Inline]]) -> Iterator[OutlineItem]:
    """Yield the notes of cells beneath the name of their block, if there are any."""
    notes = [piece for line, cell in cells for piece in _cell(line, cell)]
    if notes:
        yield OutlineItem(notes[0].line, name, lead=name, children=notes)


def _cell(line: int, cell: _Inline) -> Iterator[OutlineItem]:
    """Yield the notes in a cell."""
    for text in cell.lines:
        bare = clean(re.sub(r"^\s*(?:[-*+]\s+|[•‣◦▪▫●○·∙–—☐☑☒✓✔]\s*)", "", text))
        if bare:
            yield OutlineItem(line, bare, literal=cell.literal)


def _inline(token: "Token") -> _Inline:
    """Return a token's text without its markup."""
    lines = [""]
    lead, bold, hard = "", 0, False
    hrefs: list[str] = []
    for child in token.children or ():
        shown = ""
        if child.type in ("text", "code_inline", "text_special"):
            shown = child.content
        elif child.type == "image":
            shown = _behind(child.content, str(child.attrs.get("src", "")))
        elif child.type == "link_open":
            hrefs.append("" if child.info == "auto" else str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            address = hrefs.pop()
            shown = f" ({address})" if address and address not in lines[-1] else ""
        elif child.type in ("softbreak", "hardbreak") or _BREAK.fullmatch(child.content):
            hard = hard or child.type != "softbreak"
            lines.append("")
        elif child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        if bold and lines == [lead]:
            lead += shown
        lines[-1] += shown
    return _Inline(tuple(lines), hard, lead, bool(_ESCAPE.search(token.content)))


def _behind(text: str, address: str) -> str:
    """Return a picture's text, with its address behind it."""
    return f"{text} ({address})" if address else text
