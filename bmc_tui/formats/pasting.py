"""Reads a paste: as a canvas if it names blocks, else as notes without their markup.

Blocks, phases and questions are those that an import of the same text finds. Unlike an import, each
line of a list is a note, prose too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from string import ascii_lowercase

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.markdown.inline import line_text, without_attributes
from bmc_tui.formats.markdown.parsing import parse_line
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.reading import canvas_from_outline
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR, expand_table
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.guide import load
from bmc_tui.guide.aliases import phase_named
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import GENERAL, PLACES, Block, Section
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot
from bmc_tui.model.design.answers import answer_to, with_answer
from bmc_tui.model.sanitize import clean, clean_typing, may_be_data, raw_lines, without_bullet

MIN_BLOCKS = 2
"""Minimum number of blocks that a paste names to be taken for a canvas: a list has one by
chance."""

_MAX_PASTE_CHARACTERS = 4_000_000
"""Characters in which a canvas is looked for: no more than a file may have."""

_INLINE = re.compile(
    r"(?<![\w\\])[*_]{1,3}[^\s*_]|~~\S|\]\(|\[\[|==\S|&\w+;|<https?:|</?(?:[biu]|em|strong|mark|br)\b"
)
"""What makes it worth the time to parse a line: most have none of it."""

_BETWEEN_WORDS = re.compile(r"(?<=\w)\*(?=\w)")
"""An asterisk as in `12*40*2`: in Markdown that is emphasis, in a list a product."""

_MAX_LINE_SIGNS = 2_000
"""Maximum number of characters of a line that can be markup: the parser may read it again at
each."""

_QUOTATION = re.compile(r"(?:[ \t]*>)+")
"""What a mail program puts before the lines of the mail that is answered."""

_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*$")
_NO_NOTE = re.compile(
    r"[ \t]*(?:(?:[-*_][ \t]*){3,}|={3,}[ \t]*|(?:```+|~~~+)[ \t]*[\w+-]*[ \t]*|\.{3,}|…)$"
)
"""A line across the page, or one below a title; the fence of code; a place to fill in."""

_QUOTED_WORDS = re.compile(r"[ \t]*(?:>[ \t]*)+(?=[^\W\d_])(.*)")
"""The sign of a quotation before words; before a number it is a limit."""

_LETTER = re.compile(r"[ \t]*([a-z])\.[ \t]+(?=\S)")
"""A letter that numbers a line."""

_SEPARATORS = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
"""The line between the titles and the rows of a table, such as `|---|---|`."""

_ROW = re.compile(r"[ \t]*\|(.+)\|[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted into a block."""

    lines: tuple[str, ...]
    """Its notes where each line is one."""
    words: str = ""
    """A text of one line without markup, and with the spaces around it; "" for several lines."""
    result: ImportResult | None = None
    """What an import makes of it, where it names blocks: the user is asked where it goes."""
    notes: Notes = ()
    """Its notes where it names the block alone, or phases or questions of it; those without a
    section are in `GENERAL`."""
    left_out: tuple[str, ...] = ()
    """What is not a note among these: the titles of tables, and that of a canvas."""

    @property
    def names_places(self) -> bool:
        """Whether it names blocks, or sections of the block."""
        return self.result is not None or bool(self.notes)


def read_paste(text: str, block: Block) -> Pasted:
    """Return what is in a text that was pasted into a block.

    Args:
        text: The text.
        block: The block.
    """
    left_out: list[str] = []
    lines = tuple(_line_notes(text, left_out))
    document = "\n".join(raw_lines(text)).strip("\n")
    words = "" if "\n" in document else clean_typing(plain_line(document))
    is_line = bool(words) and not may_be_data(document)
    plain = Pasted(lines, words, left_out=tuple(left_out))
    if is_line or len(document) > _MAX_PASTE_CHARACTERS:
        return plain
    result = _read_canvas(document, block) or _read_sections(document, block)
    if not result:
        return plain
    notes = result.canvas.notes(block)
    blocks = named_blocks(result)
    if notes and blocks <= {block} and len(notes) == result.canvas.note_count:
        return Pasted(lines, words, notes=notes, left_out=tuple(_unplaced(result)))
    return Pasted(lines, words, result, left_out=tuple(left_out))


def _read_canvas(document: str, block: Block) -> ImportResult | None:
    """Return what an import makes of a text; None if it is not taken for a canvas.

    It names two blocks; or another one as a heading; or the block itself and nothing else.
    """
    try:
        result = read_text(document)
    except FormatError:
        return None
    blocks, notes = named_blocks(result), result.canvas.notes(block)
    is_block = notes and blocks == {block} and len(notes) == result.canvas.note_count
    is_other = blocks - {block} and _starts_with_heading(document)
    return result if is_block or is_other or len(blocks) >= MIN_BLOCKS else None


def _read_sections(document: str, block: Block) -> ImportResult | None:
    """Return what a text is below the heading of a block; None if it names no section there."""
    try:
        result = _read_in_block(document, block)
    except FormatError:
        return None
    return result if any(note.section != GENERAL for _, note in result.canvas) else None


def _unplaced(result: ImportResult) -> Iterator[str]:
    """Yield what is not a note in the notes of one block."""
    if title := result.canvas.title:
        yield title
    for remark in result.remarks:
        if remark.key == "reading.left_out":
            yield str(remark.values["text"])


def _starts_with_heading(document: str) -> bool:
    """Tell whether a text starts with the name of a block as a heading, or before a colon.

    A heading of Markdown is what a copied block starts with.
    """
    first = document.partition("\n")[0]
    if heading := _HEADING.match(first):
        return split_name(clean(plain_line(without_attributes(heading[1])))) is not None
    name = clean(plain_line(without_bullet(first)))
    return name.endswith(":") and split_name(name) is not None


def named_blocks(result: ImportResult) -> set[Block]:
    """Return the blocks that a text names, or has notes for."""
    canvases = [each.canvas for each in result.parts]
    return {
        block
        for block in PLACES
        if block is not Block.PARKED
        and (block in result.named or any(canvas.notes(block) for canvas in canvases))
    }


def _read_in_block(document: str, block: Block) -> ImportResult:
    """Return what an import makes of a text below the heading of a block.

    Raises:
        FormatError: It has too much markup, or is nested too deep.
    """
    items = outline_items(_spaced(document))
    for item in items:
        item.level += bool(item.level)
    heading = OutlineItem(0, load("en").title(block), 1, block=block)
    return canvas_from_outline([heading, *items])


def _spaced(document: str) -> str:
    """Return a text in which each line is a paragraph of its own, except those of tables.

    The name of a phase loses its bullet or number, which would make it a list item.
    """
    lines = [_phase_name(line) or line for line in document.split("\n")]
    ends = ("\n" if "|" in first and "|" in second else "\n\n" for first, second in pairwise(lines))
    return "".join(chain.from_iterable(zip_longest(lines, ends, fillvalue="")))


def _phase_name(line: str) -> str:
    """Return the name of a phase that is all of a line, without a bullet or number; else ""."""
    name = clean(without_bullet(line)).rstrip(" :")
    return name if phase_named(name) else ""


def with_result(canvas: Canvas, result: ImportResult) -> Canvas:
    """Return a canvas with everything in a paste, each note after those of its section.

    The canvas keeps its title, its particulars and its answers on the design; a pasted answer to a
    question that has one is parked, and so is a particular that differs from the canvas's own.

    Args:
        canvas: The canvas.
        result: What an import makes of the paste.
    """
    for pasted in (each.canvas for each in result.parts):
        if not canvas.title:
            canvas = canvas.with_title(pasted.title)
        for place in PLACES:
            if notes := pasted.notes(place):
                canvas = canvas.with_notes(place, [*canvas.notes(place), *notes])
        for answer in pasted.design:
            existing = answer_to(canvas, answer.question)
            if not existing.text and existing.score is None:
                canvas = with_answer(canvas, answer)
            elif answer.text and answer.text != existing.text:
                canvas = canvas.add(Block.PARKED, answer.text)
        canvas = canvas.with_missing_particulars(pasted.particulars)
        for own, other in zip(canvas.particulars, pasted.particulars, strict=True):
            if other not in ("", own):
                canvas = canvas.add(Block.PARKED, other)
    return canvas


def with_notes(
    canvas: Canvas, block: Block, notes: Sequence[Note], section: Section, index: int
) -> tuple[Canvas, Spot]:
    """Return a canvas with notes that were pasted into a block, and the spot of the last one.

    Args:
        canvas: The canvas.
        block: The block.
        notes: The notes, at least one. Those in `GENERAL` go to where the cursor is, the others to
            the end of their section.
        section: The section with the cursor.
        index: The index in it before which a note is inserted.
    """
    first = [note.text for note in notes if note.section == GENERAL]
    texts = canvas.texts(block, section)
    canvas = canvas.with_section(block, section, [*texts[:index], *first, *texts[index:]])
    for other in dict.fromkeys(note.section for note in notes):
        if other != GENERAL:
            canvas = canvas.add(
                block, *(note.text for note in notes if note.section == other), section=other
            )
    last = notes[-1].section
    if last == GENERAL:
        return canvas, Spot(block, section, index + len(first) - 1)
    return canvas, Spot(block, last, len(canvas.texts(block, last)) - 1)


def plain_line(line: str) -> str:
    """Return a line without the markup in it, such as of bold text; the spaces around it stay.

    Args:
        line: The line, of `raw_lines`.
    """
    if not _INLINE.search(line) or "<!--" in line:
        return line
    source = _BETWEEN_WORDS.sub(r"\\*", line.strip())
    if sum(map(source.count, "*_~`[]<&!\\")) > _MAX_LINE_SIGNS:
        return line
    text = line_text(parse_line(source))
    start = len(line) - len(line.lstrip())
    return line[:start] + text + line[len(line.rstrip()) :] if text else line


def _line_notes(text: str, left_out: list[str]) -> Iterator[str]:
    """Yield the notes of a text of which each line is one.

    Args:
        text: The text.
        left_out: Collects each text that is not a note.
    """
    lines = raw_lines(text)
    if all(_QUOTATION.match(line) for line in lines if line.strip()):
        lines = [_QUOTATION.sub("", line, count=1) for line in lines]
    lines = [*_without_letters(lines)]
    index = 0
    while index < len(lines):
        end = _end_of_table(lines, index)
        notes = _table_notes(lines[index:end], left_out) if end > index else []
        end = max(end, index + 1)
        yield from filter(None, notes or map(_note_of, lines[index:end]))
        index = end


def _without_letters(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines without the letters that number them, from `a.` on: a lone one is an initial."""
    letters = [match[1] if (match := _LETTER.match(line)) else "" for line in lines]
    given = "".join(letters)
    is_list = len(given) > 1 and given == ascii_lowercase[: len(given)]
    for line, letter in zip(lines, letters, strict=True):
        yield _LETTER.sub("", line, count=1) if letter and is_list else line


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """Return the index after the table that starts at a line; that line's own if none does."""
    if "|" not in lines[start] or not _is_separator("".join(lines[start + 1 : start + 2])):
        return start
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _is_separator(line: str) -> bool:
    """Tell whether a line is the one below the titles of a table."""
    return "|" in line and len(line) <= _MAX_LINE_SIGNS and bool(_SEPARATORS.match(line))


def _table_notes(rows: Sequence[str], left_out: list[str]) -> list[str]:
    """Return the notes of a table of Markdown, one per row, as an import does; none without one.

    Args:
        rows: The lines of the table.
        left_out: Collects each text that is not a note.
    """
    try:
        items = outline_items("\n".join(row.strip() for row in rows))
    except FormatError:
        return []
    tables = [item.table for item in items if item.table]
    if len(tables) != len(items):
        return []
    expansions = [expand_table(table, is_canvas=False) for table in tables]
    left_out += (text for expansion in expansions for _, text in expansion.left_out)
    return [item.text for expansion in expansions for item in expansion.items]


def _note_of(line: str) -> str:
    """Return the note in a line; "" if there is none."""
    if len(line) <= _MAX_LINE_SIGNS and (_is_separator(line) or _NO_NOTE.match(line)):
        return ""
    text = without_bullet(line)
    if quotation := _QUOTED_WORDS.match(text):
        text = quotation[1]
    if heading := _HEADING.match(text.lstrip()):
        text = without_attributes(heading[1])
    if (row := _ROW.match(text)) and len(cells := _CELL_END.split(row[1])) > 1:
        text = RECORD_SEPARATOR.join(filter(None, map(clean, map(plain_line, cells))))
    return clean(plain_line(text))
