"""Writes a canvas as an outline of Emacs' Org mode (orgmode.org/org-syntax.html).

If a note has what Org takes for markup, a zero-width space precedes it, as Org's manual advises
("Escape Character"): it is invisible, and our reader removes it. Subscripts and dashes are turned
off for the whole document.
"""

import re
from collections.abc import Iterator

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grouping import notes_by_worksheet_section

ESCAPE = "\u200b"
"""A space without width."""

_MARKUP = re.compile(
    r"""
    (?<!\w)(?=[*/_=~+]\S)            # emphasis, code, deletion
  | (?<=\[)(?=\[|fn:|\d*(?:%|/)|[ X-]\])  # a link, a footnote, a progress cookie, a check box
  | (?<=<)(?=[\d<])                 # a date, a target
  | (?<=\\)(?=[A-Za-z(\[])          # an entity, a formula
  | (?<=\$)(?=\S)                   # a formula
  | (?<=@)(?=@)                     # a snippet for one kind of export
  | (?<=\{)(?=\{)                   # a macro
  | (?<=[ ]:)(?=:[ ])               # the term of a description
  | ^(?=\[@)                        # a number to count on from
    """,
    re.VERBOSE,
)
"""Where markup begins; an escape is there."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as an outline.

    Args:
        canvas: The canvas; blocks without notes keep their headline.
        guide: The language of the headlines.
    """
    head = [f"#+TITLE: {_escape(guide.canvas_title(canvas.title))}", "#+OPTIONS: ^:nil -:nil"]
    particulars = [f"- {_escape(line)}" for line in guide.particular_lines(canvas.particulars)]
    parts = ["\n".join(head), *(["\n".join(particulars)] if particulars else [])]
    parts += ("\n".join(_block_lines(canvas, block, guide)) for block in BLOCKS)
    if canvas.parked:
        parts.append("\n".join(_block_lines(canvas, Block.PARKED, guide)))
    return "\n\n".join(parts) + "\n"


def _block_lines(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the lines of a block: its headline, its notes, then each phase and question."""
    yield f"* {guide.title(block)}"
    for section, notes in notes_by_worksheet_section(canvas, block):
        if section != GENERAL:
            yield f"** {_escape(guide.section_title(block, section))}"
        yield from (f"- {_escape(note.text)}" for note in notes)


def _escape(text: str) -> str:
    """Return a text in which nothing is markup."""
    return _MARKUP.sub(ESCAPE, text)
