"""Writes a canvas as a LaTeX document: a section for each block, each note an item of a list.

Any engine compiles it. Text is escaped so that it is printed as it was typed, also where LaTeX
would make another sign of two of them (`--`).
"""

import re
from collections.abc import Iterator

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.render.grouping import notes_by_worksheet_section

_PREAMBLE = r"""\documentclass[a4paper]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
\else
  \usepackage{fontspec}
\fi
"""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_ "},
}
"""What is written for a sign that is markup."""

_MARKUP = re.compile(r"[\\{}$&#%_^~]|(?<= ) |(?<=([-'`<>,]))(?=\1)|^(?=\[)")
"""Markup; or between two signs that would become one, and before a bracket after an item."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as a document.

    Args:
        canvas: The canvas; blocks without notes keep their section.
        guide: The language of the sections.
    """
    title = _escape(guide.canvas_title(canvas.title))
    blocks = (*BLOCKS, *([Block.PARKED] if canvas.parked else []))
    lines = [
        f"{_PREAMBLE}\\title{{{title}}}\n\\date{{}}\n\\begin{{document}}\n\\maketitle",
        *_list(guide.particular_lines(canvas.particulars)),
        *(line for block in blocks for line in _block_lines(canvas, block, guide)),
        "\\end{document}",
    ]
    return "\n".join(lines) + "\n"


def _block_lines(canvas: Canvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the lines of a block: its section, its notes, then each phase and question."""
    yield f"\n\\section*{{{_escape(guide.title(block))}}}"
    for section, notes in notes_by_worksheet_section(canvas, block):
        if section != GENERAL:
            yield f"\\subsection*{{{_escape(guide.section_title(block, section))}}}"
        yield from _note_list(notes)


def _note_list(notes: Notes) -> Iterator[str]:
    """Yield notes as a list."""
    return _list(note.text for note in notes)


def _list(texts: Iterator[str]) -> Iterator[str]:
    """Yield texts as a list; nothing without any."""
    items = [f"  \\item {_escape(text)}" for text in texts]
    if items:
        yield from ("\\begin{itemize}", *items, "\\end{itemize}")


def _escape(text: str) -> str:
    """Return a text that is printed as it was typed."""
    return _MARKUP.sub(lambda match: _SIGNS.get(match[0], "{}"), text)
