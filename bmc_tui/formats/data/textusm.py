"""Writes and reads a canvas as the text that TextUSM (github.com/harehare/textusm) draws one from.

A line without an indent is a block, and its position among those says which one, so all nine are
always there. A line with an indent of four spaces is a note. `#` starts a comment, which is how the
title and the particulars are written, `|` starts settings, and a keyword with a colon something
other than text. TextUSM has no escape for these characters: they are written as the full-width ones
that look the same, and reading reverses that.
"""

import re
from collections.abc import Sequence

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.particulars import particular_in_line
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide
from bmc_tui.guide.aliases import phase_of_heading
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

BLOCK_ORDER = (
    Block.KEY_PARTNERS,
    Block.CUSTOMER_SEGMENTS,
    Block.VALUE_PROPOSITIONS,
    Block.KEY_ACTIVITIES,
    Block.CHANNELS,
    Block.REVENUE_STREAMS,
    Block.COST_STRUCTURE,
    Block.KEY_RESOURCES,
    Block.CUSTOMER_RELATIONSHIPS,
)
"""The blocks in TextUSM's order (its `Diagram/BusinessModelCanvas/Types.elm`)."""

_INDENT = "    "

_TO_FULL_WIDTH = str.maketrans("#|", "＃｜")
_FROM_FULL_WIDTH = str.maketrans("＃｜", "#|")

_KEYWORD = re.compile("^(md|image|data):", re.IGNORECASE)
_KEYWORD_FULL_WIDTH = re.compile("^(md|image|data)：", re.IGNORECASE)
"""A keyword at the start of a line that is not text, and the same with a full-width colon."""

_OTHER_FORMAT = re.compile(r"[-*+>|<{]|\d+[.)]\s")
"""The start of a line of Markdown, HTML or JSON."""

_BULLET = re.compile(r"[-*+•‣◦▪▫●○·–—]\s|\d{1,2}[.)]\s")
"""The start of a note in a plain text."""

_MIN_BLOCKS = 3
"""Minimum number of lines that name blocks in a text that is certainly TextUSM's."""

_TITLE = re.compile(r"\s*#\s*title\s*:\s*(.*)")

_SETTING = re.compile(
    r"(?:(?:background|font|card|canvas|text|label|line|node)_?(?:colou?r|size|width|height|family)?"
    r"|(?:zoom|scale|show|lock|toolbar|user|release|colou?r|size|width|height|labels)\w*)\s*:",
    re.IGNORECASE,
)
"""The start of a comment that says how to draw the canvas."""

_SETTINGS_START = re.compile(r"\|\s*\{")


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as TextUSM's text.

    Args:
        canvas: The canvas; a note in a phase gets the phase's name and a colon before it.
        guide: The language of the blocks and phases.
    """
    lines = [f"# title: {_escape(canvas.title)}"] if canvas.title else []
    lines += [f"# {_escape(line)}" for line in guide.particular_lines(canvas.particulars)]
    for block in BLOCK_ORDER:
        lines.append(guide.title(block))
        for note in canvas.notes(block):
            phase = note.section if note.section in block.phases else ""
            prefix = f"{guide.section_title(block, note.section)}: " if phase else ""
            lines.append(f"{_INDENT}{_escape(prefix + note.text)}")
    return "\n".join(lines) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas that a text of TextUSM describes.

    Args:
        text: The text. Its blocks are recognized by their titles, else by their positions.

    Raises:
        FormatError: It has neither the titles nor the nine blocks.
    """
    check_lines(text)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    block_lines = [_unescape(line) for _, line in lines if _is_block_line(line)]
    if not _is_textusm(block_lines, len(lines)):
        raise FormatError("reading.no_canvas")
    expected_blocks = iter(BLOCK_ORDER)
    items, remarks = [OutlineItem(1, "", 1)], []
    block: Block | None = None
    for number, line in lines:
        text_of_line = _unescape(line)
        if (title := _TITLE.match(line)) and not items[0].text:
            items[0].text = _unescape(title[1])
        elif _is_block_line(line):
            expected = next(expected_blocks, None)
            block = block_of_heading(text_of_line)
            if block is None and expected:
                block = expected
                values = {"text": text_of_line, "block": block}
                remarks.append(Remark(number, "reading.by_place", values))
                text_of_line = block.value
            items.append(OutlineItem(number, text_of_line, 2))
        elif line.lstrip().startswith("#"):
            comment = clean(line.lstrip(" \t#"))
            if block is None and particular_in_line(_unescape(comment)):
                items.append(OutlineItem(number, _unescape(comment)))
            elif comment and not _SETTING.match(comment):
                remarks.append(Remark(number, "reading.left_out", {"text": comment}))
        else:
            lead = _phase_prefix(text_of_line) if block and block.phases else ""
            items.append(OutlineItem(number, text_of_line, lead=lead, literal=True))
    return canvas_from_document(items, remarks=remarks)


def is_textusm(text: str) -> bool:
    """Tell whether a text is certainly TextUSM's, and not a plain text with some lines indented.

    All of its lines without an indent, at least three, name blocks, some others are indented, all
    equally, and these are not bullets; or it starts with a comment with its title, or has the nine
    blocks in TextUSM's order.
    """
    lines = [line for line in text.removeprefix("\ufeff").split("\n") if line.strip()]
    if lines and _TITLE.match(lines[0]):
        return True
    block_lines = [line for line in lines if _is_block_line(line)]
    indented = [line for line in lines if line.startswith((" ", "\t"))]
    notes = [line.lstrip() for line in indented]
    indents = {line[: len(line) - len(note)] for line, note in zip(indented, notes, strict=True)}
    if len(block_lines) > len(BLOCK_ORDER) or any(map(_OTHER_FORMAT.match, block_lines)):
        return False
    has_bullets = len(notes) > 1 and all(map(_BULLET.match, notes))
    blocks = [block_of_heading(_unescape(line)) for line in block_lines]
    if blocks == [*BLOCK_ORDER]:
        return not has_bullets
    is_named = len(blocks) >= _MIN_BLOCKS and None not in blocks
    return is_named and len(indents) == 1 and not any(map(_BULLET.match, notes))


def _is_textusm(block_lines: Sequence[str], line_count: int) -> bool:
    """Tell whether a text is TextUSM's.

    Either all of `block_lines`, at least two, name blocks; or there are other lines as well, and
    two of `block_lines` name blocks or there is one for each block.

    Args:
        block_lines: Its lines without an indent that are not comments.
        line_count: The number of its lines, empty ones excluded.
    """
    if any(map(_OTHER_FORMAT.match, block_lines)):
        return False
    named_count = sum(block_of_heading(line) is not None for line in block_lines)
    return named_count == len(block_lines) > 1 or (
        line_count > len(block_lines) and (named_count > 1 or len(block_lines) == len(BLOCK_ORDER))
    )


def _is_block_line(line: str) -> bool:
    """Tell whether a line is a block."""
    return not line.startswith((" ", "\t", "#"))


def _escape(text: str) -> str:
    """Return a text without TextUSM's markup, with full-width characters in its place."""
    return _KEYWORD.sub(r"\1：", text).translate(_TO_FULL_WIDTH)


def _unescape(line: str) -> str:
    """Return the text of a line without its settings, with `_escape` reversed."""
    text = clean(_without_settings(line))
    return _KEYWORD_FULL_WIDTH.sub(r"\1:", text).translate(_FROM_FULL_WIDTH)


def _without_settings(line: str) -> str:
    """Return a line without what TextUSM appends to a card that was coloured or moved: `: |{…}`."""
    if not line.rstrip().endswith("}") or not (start := _SETTINGS_START.search(line)):
        return line
    text = line[: start.start()]
    return text.rstrip().removesuffix(":") if text.endswith(": ") else text


def _phase_prefix(text: str) -> str:
    """Return the phase before a note with its colon; "" if there is none."""
    name, colon, _ = text.partition(": ")
    return f"{name}:" if colon and phase_of_heading(name) else ""
