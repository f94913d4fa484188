"""Writes a canvas as the Markdown of Obsidian's plugin for business model canvases.

The plugin is krisajenkins/obsidian-business-model-canvas. Each block is a heading, in English, and
each note a bullet without an indent. There are no headings within a block, so a phase precedes its
note, in bold. The particulars are above the first heading of a block, where the plugin reads
nothing.
"""

import re

from bmc_tui.formats.markdown.writer import escape, note_line
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note

PLUGIN_TITLES = {
    Block.KEY_PARTNERS: "Key Partners",
    Block.KEY_ACTIVITIES: "Key Activities",
    Block.KEY_RESOURCES: "Key Resources",
    Block.VALUE_PROPOSITIONS: "Value Propositions",
    Block.CUSTOMER_RELATIONSHIPS: "Customer Relationships",
    Block.CHANNELS: "Channels",
    Block.CUSTOMER_SEGMENTS: "Customer Segments",
    Block.COST_STRUCTURE: "Cost Structure",
    Block.REVENUE_STREAMS: "Revenue Streams",
}
"""The plugin's titles of the blocks, in its order (its `src/blocks.ts`)."""

_OBSIDIAN_MARKUP = re.compile(
    r"""
    =(?==) | (?<==)=          # ==highlighted==
  | %(?=%) | (?<=%)%          # %%a comment, which is not shown%%
  | \[(?=\[)                  # [[a link to a note]]
  | ^\[(?=.\](?:\s|$))        # a task in any state
  | (?<!\S)\^(?=[\w-]+$)      # the id of a paragraph, for links to it
    """,
    re.VERBOSE,
)
"""Markup that only Obsidian's Markdown has."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as the plugin's Markdown.

    Args:
        canvas: The canvas.
        guide: The language of the phases; the headings are in English.
    """
    lines = [f"# {_escape(canvas.title)}", ""] if canvas.title else []
    if particulars := particular_lines(canvas, guide):
        lines += [*particulars, ""]
    for block, title in PLUGIN_TITLES.items():
        notes = [f"- {obsidian_line(note, block, guide)}" for note in canvas.notes(block)]
        lines += [f"## {title}", "", *notes, *([""] if notes else [])]
    return "\n".join(lines)


def particular_lines(canvas: Canvas, guide: Guide) -> list[str]:
    """Return the particulars as a list in Obsidian's Markdown."""
    return [f"- {_escape(line)}" for line in guide.particular_lines(canvas.particulars)]


def obsidian_line(note: Note, block: Block, guide: Guide) -> str:
    """Return a note as a line of Obsidian's Markdown, with its phase before it."""
    if note.section in block.phases:
        phase = guide.section_title(block, note.section)
        return f"**{phase}:** {_escape(note.text)}"
    return note_line(note.text, _OBSIDIAN_MARKUP, guards_mentions=False)


def _escape(text: str) -> str:
    """Return a text escaped for Obsidian, where `@name` notifies nobody."""
    return escape(text, _OBSIDIAN_MARKUP, guards_mentions=False)
