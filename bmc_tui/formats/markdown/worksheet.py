"""A block, or several, as Markdown to be edited, and what somebody made of it.

Every section has its heading, also where there is no note yet: what is typed beneath it is in it.
"""

import re
from collections.abc import Iterable, Iterator

from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.formats.result import FormatError, Remark
from bmc_tui.guide import Guide, find_block
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge

_HEADING = re.compile(r"^## (.*\S)", re.MULTILINE)
"""The heading of a block, as it is written here."""


def write(canvas: Canvas, blocks: Iterable[Block], guide: Guide) -> str:
    """Return blocks as Markdown to be edited.

    Args:
        canvas: Where the notes are.
        blocks: The blocks to write.
        guide: The language of the headings.
    """
    parts = [f"# {guide.canvas_title(escape(canvas.title))}\n"]
    for block in blocks:
        parts += _block(canvas, block, guide)
    return "\n".join(parts)


def _block(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of one block."""
    yield f"## {guide.title(block)}\n"
    # What stands in a section that this version does not know is a note like others here.
    titled = block.sections[1:]
    for section in block.sections:
        if section != GENERAL:
            yield f"### {escape(guide.section_title(block, section))}\n"
        bullets = (
            f"- {escape(note.text)}\n"
            for note in canvas.notes(block)
            if (note.section if note.section in titled else GENERAL) == section
        )
        if text := "".join(bullets):
            yield text


def apply_worksheet(text: str, written: str, canvas: Canvas) -> tuple[Canvas, tuple[Remark, ...]]:
    """Return the canvas with what was changed in a worksheet, and what was not understood there.

    Args:
        text: The worksheet as it is now.
        written: As it was given away; what it does not show of the canvas stays.
        canvas: The canvas as it is now.

    Raises:
        FormatError: The text is no canvas.
    """
    if not text.strip():
        raise FormatError("reading.empty")
    base, reading = markdown_reader.read(written).canvas, markdown_reader.read(text)
    mine = reading.canvas
    # Somebody who wants a block empty leaves its heading: a text that was cut off empties nothing.
    for title in set(_HEADING.findall(written)) - set(_HEADING.findall(text)):
        block = find_block(title)
        if not mine.notes(block):
            mine = mine.with_notes(block, base.notes(block))
    return merge(base, mine, canvas), reading.remarks
