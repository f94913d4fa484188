"""Reads Markdown as a canvas: ours, and documents of other people and programs.

Markdown-it-py parses it (CommonMark, with GitHub's tables and deletions), so that a note comes back
as the text that a renderer shows. This module decides:

- emphasis, code and deletion give their text; a link its text, followed by the address in brackets
if that says more; a task's box is left out; - each line of a paragraph is a note, but without hard
breaks prose, wrapped at full lines or with a
  hanging indent, is one. Each line of a code block is one;
- a bullet's line that is not indented is the next line of the text if it is bold or names a block,
  as when a list is pasted without empty lines;
- only the title of front matter is read.
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.markdown.front_matter import split_front_matter
from bmc_tui.formats.markdown.inline import Inline, read_inline, without_attributes
from bmc_tui.formats.markdown.paragraphs import (
    CELL_BULLET,
    end_of_item,
    has_small_names,
    line_items,
    note_sides,
    opens_part,
    opens_part_alone,
    sides,
)
from bmc_tui.formats.markdown.parsing import parse_markdown
from bmc_tui.formats.markdown.unseen import is_query, unseen_words
from bmc_tui.formats.markdown.vault import plain_markdown
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table, plain_notes
from bmc_tui.formats.page import html_reader
from bmc_tui.formats.parking import park_lines
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.formats.text.columns import with_lists
from bmc_tui.formats.text.marks import without_marks
from bmc_tui.formats.text.numbers import with_bullets
from bmc_tui.formats.text.rules import with_rules
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_TASK = re.compile(r"\[[ xX]\](?:\s+|$)")
"""The box of a task at the start of a list item."""


def read(text: str, *, is_worksheet: bool = False) -> ImportResult:
    """Return the canvas in a Markdown document.

    Args:
        text: The document.
        is_worksheet: Whether it is a worksheet of ours, in which nothing is left out.

    Raises:
        FormatError: It is not a canvas, or is nested too deep.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_lines(text)
    title, particulars, remarks, body = split_front_matter(text)
    fields = [name for remark in remarks for name in _names_in(remark)]
    left_out: list[tuple[int, str]] = []
    items = [OutlineItem(1, line, plain=True) for line in particulars]
    items += outline_items(body, left_out, keeps_markup=is_worksheet)
    for line, left in left_out:
        remarks.append(Remark(line, "reading.left_out", {"text": clean(left)}))
    try:
        result = canvases_from_document(items, title, remarks, is_worksheet=is_worksheet)
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    except FormatError as error:
        if error.parked and fields:
            parked = error.parked
            other_remarks = [each for each in parked.remarks if not _names_in(each)]
            error.parked = park_lines((*fields, *parked.lines), parked.canvas.title, other_remarks)
        raise
    return replace(result, lines=(*fields, *result.lines))


def _names_in(remark: Remark) -> Sequence[str]:
    """Return the fields of front matter that a remark quotes."""
    names = remark.values.get("names")
    return names if isinstance(names, tuple) else ()


def outline_items(
    text: str, left_out: list[tuple[int, str]] | None = None, *, keeps_markup: bool = False
) -> list[OutlineItem]:
    """Return the headings and notes of some Markdown.

    Args:
        text: The Markdown.
        left_out: Collects each text that `vault` leaves out, or that is `unseen`, with its line.
        keeps_markup: Whether the markup that `vault` removes stays.

    Raises:
        FormatError: It is nested too deep.
    """
    messages: Sequence[tuple[int, str]] = ()
    if not keeps_markup:
        unmarked = without_marks(text)
        messages = unmarked.messages
        text = with_bullets(with_lists(unmarked.text))
        if left_out is not None:
            left_out.extend(unmarked.left_out)
    ruled = with_rules(text)
    lines = ruled.text.split("\n")

    def rewrite(content: str, line: int) -> str:
        if left_out is None or keeps_markup:
            return content
        plain, texts = plain_markdown(content)
        left_out.extend((line, text) for text in texts)
        return plain

    try:
        references: dict[str, Any] = {}
        tokens = parse_markdown(ruled.text, rewrite, references)
        if left_out is not None:
            left_out.extend(unseen_words(tokens, lines, references))
        is_small = has_small_names(lines)
        starts = {line for line, _ in messages}
        _mark_outline(tokens)
        for token in tokens:
            if token.type == "bullet_list_open" and token.map:
                token.meta = {"indent": lines[token.map[0]][:1].isspace()}
            if token.type == "inline" and token.map:
                source = lines[slice(*token.map)]
                note_sides(token, source, starts, has_small_names=is_small)
        items = list(_block_items(tokens))
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    rules = [_line_number(token) for token in tokens if token.type == "hr" and not token.level]
    _mark_rules(items, rules, ruled.signatures)
    lines_of_items = [item.line for item in items]
    for line, writer in messages:
        if (index := bisect_left(lines_of_items, line)) < len(items):
            items[index].writer = writer
    return items


def _mark_outline(tokens: Sequence["Token"]) -> None:
    """Mark the highest headings of list items as such, if others have lower headings."""
    in_items = [
        token
        for above, token in pairwise(tokens)
        if above.type == "list_item_open" and token.type == "heading_open"
    ]
    if any(token.tag != "h1" for token in in_items):
        for token in in_items:
            token.meta = {"outline": True}


def _mark_rules(
    items: Sequence[OutlineItem], rules: Sequence[int], signatures: Collection[int]
) -> None:
    """Mark the items that come after a rule.

    Args:
        items: The document.
        rules: The lines of its rules.
        signatures: Those of them that start the signature of a mail.
    """
    numbers = [item.line for item in items]
    for rule in rules:
        if (index := bisect(numbers, rule)) < len(items):
            items[index].starts_part = True
            items[index].starts_ending = items[index].starts_ending or rule in signatures


def _block_items(tokens: Sequence["Token"]) -> Iterator[OutlineItem]:
    """Yield the headings and notes of a document or a list item; notes contain those below them."""
    index = 0
    numbered: OutlineItem | None = None
    """The last note with a number."""
    above: OutlineItem | None = None
    """The note that the bullets of a list are below."""
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = _closing_index(tokens, index)
            yield _table_item(tokens[index:end])
            index = end
        elif token.type == "list_item_open":
            end = _closing_index(tokens, index)
            items = [*_list_item(tokens[index : end + 1])]
            numbered = items[-1] if token.info and items else numbered
            for item in items[:1]:
                item.number = int(token.info or 0)
            if above:
                above.children += map(_as_note, items)
            else:
                yield from items
            index = end
        elif token.type in ("bullet_list_open", "bullet_list_close"):
            # By Markdown's rules an indent of three is not enough below `10. `.
            is_beneath = index and tokens[index - 1].type == "ordered_list_close"
            above = numbered if is_beneath and token.meta.get("indent") else None
        elif token.type == "heading_open":
            text = without_attributes(read_inline(tokens[index + 1]).text)
            yield OutlineItem(_line_number(token), text, int(token.tag[1]))
            index += 2
        elif token.type == "blockquote_open":
            end = _closing_index(tokens, index)
            for item in _block_items(tokens[index + 1 : end]):
                item.quotes += 1
                item.aside = item.aside or item.quotes > 0
                yield item
            index = end
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
    """Yield the note of a list item: its first paragraph, with the rest of the item below it."""
    item = OutlineItem(_line_number(tokens[0]), "")
    body = tokens[1:-1]
    if body and _is_heading(body):  # an outline of Logseq: `- ## Channels`
        yield from _block_items(body)
        return
    behind: list[OutlineItem] = []
    if len(body) > 1 and body[0].type == "paragraph_open":
        inline = read_inline(body[1])
        line, end = item.line, end_of_item(inline, body[1])
        if end < len(inline.lines):
            behind = [*line_items(line + end, inline.part(end), *sides(body[1], end))]
            for each in behind:
                each.ends_list = True
            inline = inline.part(0, end)
        is_name = len(inline.lines) > 1 and opens_part_alone(inline)
        first = inline.part(0, 1) if is_name else inline
        text, lead = first.text, first.lead
        if box := _TASK.match(body[1].content):
            text, lead = clean(text[box.end() :]), ""
        item = OutlineItem(line, text, 0, lead, inline.literal, aside=all(first.asides))
        if is_name:
            item.children = [*line_items(line + 1, inline.part(1))]
        body = body[3:]  # after the paragraph: its opening, its text and its closing
    items = [*_block_items(body)]
    end = next((index for index, each in enumerate(items) if each.ends_list), len(items))
    children = map(_as_note, items[:end])
    behind += items[end:]
    item.children += [child for child in children if child.text or child.children or child.table]
    if item.text or item.children:
        yield item
    yield from behind


def _is_heading(body: Sequence["Token"]) -> bool:
    """Tell whether a list item starts with a heading, and not with a sign as in `# of seats`."""
    if body[0].type != "heading_open":
        return False
    is_in_outline = body[0].tag != "h1" or body[0].meta.get("outline")
    return bool(len(body) > 3 or is_in_outline or opens_part(body[1].content))  # noqa: PLR2004 - more than the heading


def _as_note(item: OutlineItem) -> OutlineItem:
    """Make an item inside a list a note like the rest of the list, even if it is a heading.

    A line of its own between bullets stays a heading: it may be the name of a phase.
    """
    item.level = 0
    item.plain = item.plain and item.ends_list
    return item


def _leaf_items(token: "Token") -> Iterator[OutlineItem]:
    """Yield the notes of a paragraph or a block of code or HTML."""
    line = _line_number(token)
    if token.type == "inline":
        yield from line_items(line, read_inline(token), *sides(token))
    elif token.type in ("fence", "code_block") and not is_query(token):
        rows = [CELL_BULLET.sub("", row) for row in token.content.splitlines()]
        yield from plain_notes(line + (token.type == "fence"), rows)
    elif token.type == "html_block":
        yield from html_reader.outline_items(token.content, line)


def _table_item(tokens: Sequence["Token"]) -> OutlineItem:
    """Return a table."""
    rows = [[_cell(line, cell) for line, cell in row] for row in _table_rows(tokens)]
    line = rows[0][0].line if rows and rows[0] else 0
    return OutlineItem(line, "", table=Table(rows, has_titles=True))


def _table_rows(tokens: Sequence["Token"]) -> Iterator[list[tuple[int, Inline]]]:
    """Yield the rows of a table: each cell with its line."""
    row: list[tuple[int, Inline]] = []
    line = 0
    for token in tokens:
        if token.type == "tr_open":
            row, line = [], _line_number(token)
        elif token.type == "inline":
            row.append((_line_number(token) or line, read_inline(token)))
        elif token.type == "tr_close":
            yield row


def _cell(line: int, inline: Inline) -> Cell:
    """Return a cell: each of its lines is a note."""
    cell = Cell(line)
    for row, lead in zip(inline.lines, inline.leads, strict=True):
        is_bullet = bool(CELL_BULLET.match(row))
        text = clean(CELL_BULLET.sub("", row))
        if text:
            literal = inline.literal
            bold = CELL_BULLET.sub("", lead)
            item = OutlineItem(line, text, lead=bold, literal=literal, plain=not is_bullet)
            cell.items.append(item)
    return cell
