"""Writes the nine-block picture in plain characters, for mail and code blocks.

Every line starts and ends with a border, so that no note can end the code block or become a quote
in the mail that the picture is pasted into.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block, phase_number
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import canvas_lines
from bmc_tui.render.roles import Role
from bmc_tui.render.title_line import legend_text
from bmc_tui.render.wrap import wrap

WIDTH_CELLS = 100
"""The width of the picture, which fits in a mail and on an A4 page in portrait."""


INDENT = "  "
"""What a further line of a particular starts with, by which the reader tells it from a new one."""


def write(canvas: Canvas, guide: Guide, width: int = WIDTH_CELLS) -> str:
    """Return the picture: title and particulars above the nine blocks, the legends below them.

    Args:
        canvas: The canvas; nothing of it is cut, and an empty block stays empty.
        guide: The language of the titles.
        width: Cells of a line, at least 20; below 70 the blocks are in one column.
    """
    top, *rows = [
        "".join(
            # The question of an empty block is dimmed on the screen; here it would read as a note.
            " " * cell_len(run.text) if run.role is Role.PROMPT else run.text
            for run in line
        )
        for line in canvas_lines(canvas, guide, width)
    ]
    title = guide.canvas_title(canvas.title)
    particulars = list(guide.particular_lines(canvas.particulars))
    return framed([top, *rows], [title], list(_legends(canvas, guide)), width, particulars)


def framed(
    rows: Sequence[str],
    heads: Sequence[str],
    feet: Sequence[str],
    width: int,
    particulars: Sequence[str] = (),
) -> str:
    """Return a picture in one frame with the texts above and below it, which are wrapped.

    Args:
        rows: The rows of the picture, each `width` cells wide, with its borders.
        heads: The texts above it, at least one.
        feet: The texts below it.
        width: Cells of a line.
        particulars: The particulars, which have a box of their own below the texts above it.
    """
    above = [line for text in heads for line in _boxed(text, width)]
    if particulars:
        above.append(f"├{'─' * (width - 2)}┤")
        above += (row for line in particulars for row in _boxed(line, width, INDENT))
    lines = [f"┌{'─' * (width - 2)}┐", *above, f"├{rows[0][1:-1]}┤", *rows[1:]]
    if feet:
        below = [line for text in feet for line in _boxed(text, width)]
        lines = [*lines[:-1], f"├{lines[-1][1:-1]}┤", *below, f"└{'─' * (width - 2)}┘"]
    return "".join(f"{line}\n" for line in lines)


def _boxed(text: str, width: int, indent: str = "") -> list[str]:
    """Return text wrapped to lines of `width` cells between the outer borders.

    Args:
        text: The text.
        width: The cells of a line.
        indent: The indent of every line but the first.
    """
    lines = [
        (indent if start else "") + text[start:end]
        for start, end in wrap(text, width - 4 - len(indent))
    ]
    return [f"│ {line}{' ' * (width - 4 - cell_len(line))} │" for line in lines]


def _legends(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the legend of the segments' letters and that of the phases' numbers, if used."""
    if segments := legend_text(canvas):
        yield f"{guide.title(Block.CUSTOMER_SEGMENTS)}: {segments}"
    channels = Block.CHANNELS
    used_sections = {note.section for note in canvas.notes(channels)}
    phases = [
        f"{phase_number(phase)} {guide.section_title(channels, phase)}"
        for phase in channels.phases
        if phase in used_sections
    ]
    if phases:
        yield f"{guide.title(channels)}: {', '.join(phases)}"
