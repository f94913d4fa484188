"""Writes a canvas as a mind map of Mermaid (mermaid.js.org), which GitHub and Obsidian draw."""

import re
from collections.abc import Iterator

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grouping import notes_by_worksheet_section

_SIGN = re.compile(
    r"""
    ["`<>\\*]
  | [#&](?=\#?\w{1,10};)
  | ^\ | \ $ | \ (?=\ )
  | _(?=_) | (?<=_)_ | ~(?=~) | (?<=~)~ | /(?=/) | (?<=/)/
    """,
    re.VERBOSE,
)
"""A sign that can be markup within the quotes of a label, or the start of an entity."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as a mind map: the title, the blocks around it, and their notes.

    Args:
        canvas: The canvas; blocks without notes are there too.
        guide: The language of the blocks.
    """
    lines = ["mindmap", f"  root({_label(guide.canvas_title(canvas.title))})"]
    nodes = [*_nodes(canvas, guide)]
    for index, (depth, text) in enumerate(nodes):
        lines.append(f"{'  ' * depth}n{index}[{_label(text)}]")
    return "\n".join(lines) + "\n"


def _nodes(canvas: Canvas, guide: Guide) -> Iterator[tuple[int, str]]:
    """Yield the text of each node with its depth, each below the one that it belongs to."""
    yield from ((2, line) for line in guide.particular_lines(canvas.particulars))
    for block in (*BLOCKS, *([Block.PARKED] if canvas.parked else [])):
        yield 2, guide.title(block)
        for section, notes in notes_by_worksheet_section(canvas, block):
            depth = 3
            if section != GENERAL:
                yield 3, guide.section_title(block, section)
                depth = 4
            yield from ((depth, note.text) for note in notes)


def _label(text: str) -> str:
    """Return a text in quotes, with an entity of Mermaid for each sign of markup."""
    escaped = _SIGN.sub(lambda match: f"#{ord(match[0])};", text)
    return f'"{escaped}"'
