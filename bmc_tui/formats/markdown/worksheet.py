"""Writes blocks as a Markdown worksheet for the user's own editor, and merges the edits back.

Every section has its heading, even without notes: a note goes to the section it is typed under.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.formats.result import FormatError, Remark
from bmc_tui.guide import Guide, find_block
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import find_conflicts, merge
from bmc_tui.render.grouping import worksheet_section

_BLOCK_HEADING = re.compile(r"^## (.*\S)", re.MULTILINE)
"""The heading of a block, as `write` writes it."""

_TITLE = re.compile(r"\s*# .*(?:\n|\Z)")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+\S")
_ANY_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def write(canvas: Canvas, blocks: Iterable[Block], guide: Guide) -> str:
    """Return blocks as Markdown to be edited.

    Args:
        canvas: The canvas.
        blocks: The blocks to write.
        guide: The language of the headings.
    """
    parts = [f"# {guide.canvas_title(escape(canvas.title, guards_mentions=False))}\n"]
    for block in blocks:
        parts += _block_parts(canvas, block, guide)
    return "\n".join(parts)


def _block_parts(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the headings and lists of one block."""
    yield f"## {guide.title(block)}\n"
    for section in block.sections:
        if section != GENERAL:
            yield f"### {escape(guide.section_title(block, section))}\n"
        bullets = (
            f"- {escape(note.text, guards_mentions=False)}\n"
            for note in canvas.notes(block)
            if worksheet_section(block, note.section) == section
        )
        if text := "".join(bullets):
            yield text


def apply_worksheet(edited: str, written: str, canvas: Canvas) -> tuple[Canvas, tuple[Remark, ...]]:
    """Merge the edits in a worksheet into the canvas.

    Args:
        edited: The worksheet as the user saved it.
        written: The worksheet as `write` returned it. Blocks that are not in it do not change.
        canvas: The canvas as it is now, possibly changed since the worksheet was written.

    Returns:
        The merged canvas, and remarks on what was not understood in the worksheet, and on a title
        that was changed elsewhere too.

    Raises:
        FormatError: The text is not a canvas.
    """
    if not edited.strip():
        raise FormatError("reading.empty")
    base = markdown_reader.read(written, is_worksheet=True).canvas
    headless = _block_without_heading(edited, written)
    if headless:
        title = _TITLE.match(edited)
        start = title.end() if title else 0
        heading = f"## {_BLOCK_HEADING.findall(written)[0]}\n"
        edited = edited[:start] + heading + edited[start:]
    result = markdown_reader.read(edited, is_worksheet=True)
    edited_canvas = result.canvas
    if headless:  # what is missing may have been cut off with the heading
        texts = {note.text for note in base.notes(headless)}
        added = [note for note in edited_canvas.notes(headless) if note.text not in texts]
        edited_canvas = edited_canvas.with_notes(headless, [*base.notes(headless), *added])
        edited_canvas = edited_canvas.with_title(edited_canvas.title or base.title)
    # A block without its heading is not emptied: the text may have been cut off before it.
    for title in set(_BLOCK_HEADING.findall(written)) - set(_BLOCK_HEADING.findall(edited)):
        block = find_block(title)
        if not edited_canvas.notes(block):
            edited_canvas = edited_canvas.with_notes(block, base.notes(block))
    remarks = tuple(
        Remark(1, "reading.title_elsewhere", {"theirs": conflict.theirs})
        for conflict in find_conflicts(base, edited_canvas, canvas)
        if conflict.is_title
    )
    if headless:
        remarks += tuple(replace(each, line=max(1, each.line - 1)) for each in result.remarks)
    else:
        remarks += result.remarks
    return merge(base, edited_canvas, canvas), remarks


def _block_without_heading(edited: str, written: str) -> Block | None:
    """Return the first block of a worksheet, if the notes at its start have lost its heading.

    Args:
        edited: The worksheet as the user saved it.
        written: The worksheet as `write` returned it.
    """
    first = next(iter(_BLOCK_HEADING.findall(written)), "")
    block = find_block(first) if first else None
    title = _TITLE.match(edited)
    start = _ANY_HEADING.split(edited[title.end() if title else 0 :], maxsplit=1)[0].strip()
    headings = map(split_name, _BLOCK_HEADING.findall(edited))
    are_bullets = all(map(_BULLET.match, filter(str.strip, start.split("\n"))))
    if not (start and are_bullets) or any(named and named.named is block for named in headings):
        return None
    return block
