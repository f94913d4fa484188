"""Reads Markdown as a canvas: ours, and documents of other people and programs.

Markdown-it-py parses it (CommonMark, with GitHub's tables and deletions), so that a note comes back
as the text that a renderer shows. This module decides:

- emphasis, code and deletion give their text; a link its text, with the address behind it in
  brackets where that says more; a task's box is left out;
- a paragraph is one note if it is prose, wrapped at full lines, and has no hard break; else each of
  its lines is one. Each line of a code block is one;
- in a table, a row of block names is the heading of the columns below it, and a block's name at the
  start of a row is that row's heading;
- only the title of front matter is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markdown.parsing import parse_markdown
from bmc_tui.formats.markdown.summary import without_overviews
from bmc_tui.formats.outline import OutlineItem, canvas_from_outline, plain_notes
from bmc_tui.formats.page import html_reader
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_of_heading
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_FIELD = re.compile(r"([\w-]+)[ \t]*:(?:[ \t]+(.*))?$")
"""A line of front matter: the name of a field, and its value."""

_TASK = re.compile(r"\[[ xX]\](?:\s+|$)")
"""The box of a task at the start of a list item."""

_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_BULLET = re.compile(r"^[•‣◦▪▫●○·∙–—☐☑☒✓✔]\s+")
"""A bullet that is not Markdown's, at the start of a line of a paragraph."""

_CELL_BULLET = re.compile(r"^\s*(?:[-*+]\s+|[•‣◦▪▫●○·∙–—☐☑☒✓✔]\s*)")
"""Any bullet at the start of a line of a table's cell, where Markdown has no lists."""

_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_ADDRESS_WINDOW = 2_000
"""Characters before a link in which its address is not repeated."""

_MIN_PROSE_CHARACTERS = 60
"""Characters of a line, other than the last, that make its paragraph prose."""


def read(text: str) -> ImportResult:
    """Return the canvas in a Markdown document.

    Args:
        text: The document.

    Raises:
        FormatError: It is not a canvas, or is nested too deep.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_lines(text)
    title, remarks, body = _split_front_matter(text)
    items = outline_items(without_overviews(body))
    try:
        return canvas_from_outline(items, title, remarks)
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error


def outline_items(text: str) -> list[OutlineItem]:
    """Return the headings and notes of some Markdown.

    Raises:
        FormatError: It is nested too deep.
    """
    try:
        return list(_block_items(parse_markdown(text)))
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error


def _split_front_matter(text: str) -> tuple[str, list[Remark], str]:
    """Split the front matter from a document.

    Returns:
        The title in it; a remark on its other fields; and the rest, with an empty line for each
        line of the front matter, so that line numbers stay.
    """
    match = _FRONT_MATTER.match(text)
    if not match or not _FRONT_MATTER_FIELD.match((match[1] or "").lstrip().partition("\n")[0]):
        return "", [], text
    title = ""
    ignored_names: list[str] = []
    for line in (match[1] or "").splitlines():
        if not (field := _FRONT_MATTER_FIELD.match(line)):
            continue
        if field[1].lower() in ("title", "titel"):
            title = clean((field[2] or "").strip().strip("\"'"))
        else:
            ignored_names.append(field[1])
    remarks = []
    if ignored_names:
        remarks.append(Remark(1, "reading.front_matter", {"names": tuple(ignored_names)}))
    return title, remarks, "\n" * match[0].count("\n") + text[match.end() :]


@dataclass(frozen=True, slots=True)
class _Inline:
    """The text of a paragraph, heading or cell without its markup."""

    lines: tuple[str, ...]
    """Its lines, as they are broken in the document."""
    has_hard_break: bool
    """Whether one of the breaks between them is a hard line break (CommonMark 6.7) or `<br>`."""
    lead: str
    """The words in bold at its start; "" if there are none."""
    literal: bool
    """Whether a character in it is escaped."""

    @property
    def text(self) -> str:
        """The text on one line."""
        return clean(" ".join(self.lines))


def _block_items(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the headings and notes of a document or a list item; notes contain those beneath."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = _closing_index(tokens, index)
            yield from _table_items(tokens[index:end])
            index = end
        elif token.type == "list_item_open":
            end = _closing_index(tokens, index)
            yield from _list_item(tokens[index : end + 1])
            index = end
        elif token.type == "heading_open":
            inline = _inline(tokens[index + 1])
            yield OutlineItem(_line_number(token), inline.text, int(token.tag[1]))
            index += 2
        else:
            yield from _leaf_items(token)
        index += 1


def _closing_index(tokens: Sequence["Token"], opening: int) -> int:
    """Return the index of the token that closes what `tokens[opening]` opens."""
    level = tokens[opening].level
    return next(i for i in range(opening + 1, len(tokens)) if tokens[i].level == level)


def _line_number(token: "Token") -> int:
    """Return the line that a token starts on, from 1; 0 where it is unknown."""
    return token.map[0] + 1 if token.map else 0


def _list_item(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the note of a list item: its first paragraph, with the rest of the item beneath it."""
    item = OutlineItem(_line_number(tokens[0]), "")
    body = tokens[1:-1]
    if len(body) > 1 and body[0].type == "paragraph_open":
        inline = _inline(body[1])
        text, lead = inline.text, inline.lead
        if box := _TASK.match(body[1].content):
            text, lead = clean(text[box.end() :]), ""
        item = OutlineItem(item.line, text, 0, lead, inline.literal)
        body = body[3:]  # behind the paragraph: its opening, its text and its closing
    children = map(_as_note, _block_items(body))
    item.children = [child for child in children if child.text or child.children]
    if item.text or item.children:
        yield item


def _as_note(item: OutlineItem) -> OutlineItem:
    """Make an item inside a list a note like the rest of the list, even if it is a heading."""
    item.level = 0
    item.plain = False
    return item


def _leaf_items(token: "Token") -> Iterator[OutlineItem]:
    """Yield the notes of a paragraph or a block of code or HTML."""
    line = _line_number(token)
    if token.type == "inline":
        inline = _inline(token)
        if not inline.has_hard_break and any(
            len(row) >= _MIN_PROSE_CHARACTERS for row in inline.lines[:-1]
        ):
            yield OutlineItem(
                line, inline.text, lead=inline.lead, literal=inline.literal, plain=True
            )
            return
        for offset, row in enumerate(inline.lines):
            text = clean(_BULLET.sub("", row.strip(), count=1))
            lead = inline.lead if not offset else ""
            if text:
                yield OutlineItem(
                    line + offset, text, lead=lead, literal=inline.literal, plain=True
                )
    elif token.type in ("fence", "code_block"):
        yield from plain_notes(line + (token.type == "fence"), token.content.splitlines())
    elif token.type == "html_block":
        yield from html_reader.outline_items(token.content, line)


def _table_items(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the notes of a table, beneath the blocks that its rows or columns are about."""
    column_names: list[str] = []
    for row in _table_rows(tokens):
        names = [cell.text for _, cell in row]
        filled_names = [name for name in names if name]
        if len(filled_names) > 1 and all(map(block_of_heading, filled_names)):
            column_names = names
        elif names and block_of_heading(names[0]) and not any(column_names):
            yield from _items_beneath(names[0], row[1:])
        else:
            for index, (line, cell) in enumerate(row):
                first = cell.lines[0] if cell.lines else ""
                name = column_names[index] if index < len(column_names) else ""
                if name:
                    yield from _items_beneath(name, [(line, cell)])
                elif len(cell.lines) > 1 and block_of_heading(first):
                    rest = _Inline(
                        cell.lines[1:], has_hard_break=True, lead="", literal=cell.literal
                    )
                    yield from _items_beneath(first, [(line, rest)])
                else:
                    yield from _cell_items(line, cell)


def _table_rows(tokens: Sequence["Token"]) -> Iterator[list[tuple[int, _Inline]]]:
    """Yield the rows of a table: each cell with its line."""
    row: list[tuple[int, _Inline]] = []
    line = 0
    for token in tokens:
        if token.type == "tr_open":
            row, line = [], _line_number(token)
        elif token.type == "inline":
            row.append((_line_number(token) or line, _inline(token)))
        elif token.type == "tr_close":
            yield row


def _items_beneath(name: str, cells: Sequence[tuple[int, _Inline]]) -> Iterator[OutlineItem]:
    """Yield the notes of cells beneath the name of their block, if there are any."""
    notes = [item for line, cell in cells for item in _cell_items(line, cell)]
    if notes:
        yield OutlineItem(notes[0].line, name, lead=name, children=notes)


def _cell_items(line: int, cell: _Inline) -> Iterator[OutlineItem]:
    """Yield the notes in a cell."""
    for row in cell.lines:
        text = clean(_CELL_BULLET.sub("", row))
        if text:
            yield OutlineItem(line, text, literal=cell.literal)


def _inline(token: "Token") -> _Inline:
    """Return the text of a token of type `inline` without its markup."""
    lines: list[list[str]] = [[]]
    lead: list[str] = []
    bold_depth, has_hard_break = 0, False
    is_lead = True  # whether all text so far is bold
    recent = ""
    addresses: list[str] = []
    for child in token.children or ():
        text = ""
        if child.type in ("text", "code_inline", "text_special"):
            text = child.content
        elif child.type == "image":
            text = _with_address(child.content, str(child.attrs.get("src", "")))
        elif child.type == "link_open":
            addresses.append("" if child.info == "auto" else str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            address = addresses.pop()
            text = f" ({address})" if address and address not in recent else ""
        elif child.type in ("softbreak", "hardbreak") or _HTML_BREAK.fullmatch(child.content):
            has_hard_break = has_hard_break or child.type != "softbreak"
            lines.append([])
            is_lead, recent = False, ""
        elif child.type == "strong_open":
            bold_depth += 1
        elif child.type == "strong_close":
            bold_depth -= 1
        if text:
            is_lead = is_lead and bold_depth > 0
            if is_lead:
                lead.append(text)
            lines[-1].append(text)
            recent = (recent + text)[-_ADDRESS_WINDOW:]
    is_escaped = bool(_ESCAPE.search(token.content))
    return _Inline(tuple(map("".join, lines)), has_hard_break, "".join(lead), is_escaped)


def _with_address(text: str, address: str) -> str:
    """Return a picture's text, with its address behind it."""
    return f"{text} ({address})" if address else text
