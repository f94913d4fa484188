"""The nine-block picture in plain characters, for mail and code blocks.

Every line starts and ends with a line of the picture, so that nothing typed ends a code block or
becomes a mail's quote, whatever it is pasted into.
"""

from collections.abc import Iterator

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block, phase_number
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import canvas_lines
from bmc_tui.render.roles import Role
from bmc_tui.render.title_line import legend_text
from bmc_tui.render.wrap import wrap

WIDTH = 100
"""Cells: what fits in a mail and on an upright page."""


def write(canvas: Canvas, guide: Guide, width: int = WIDTH) -> str:
    """Return the picture: the title over the nine blocks, and which phases the numbers mean.

    Args:
        canvas: What to write; nothing of it is cut, an empty block stays empty.
        guide: The language of the titles.
        width: Cells that a line takes, at least 20; under 70 the blocks stand below each other.
    """
    top, *rows = [
        "".join(
            # What an empty block asks is dimmed on the screen; here it would read as a note.
            " " * cell_len(piece.text) if piece.role is Role.PROMPT else piece.text
            for piece in line
        )
        for line in canvas_lines(canvas, guide, width)
    ]
    title = _boxed(guide.canvas_title(canvas.title), width)
    over, under = f"┌{'─' * (width - 2)}┐", f"├{top[1:-1]}┤"
    lines = [over, *title, under, *rows]
    if legends := list(_legends(canvas, guide)):
        below = [line for legend in legends for line in _boxed(legend, width)]
        lines = [*lines[:-1], _joined(lines[-1]), *below, f"└{'─' * (width - 2)}┘"]
    return "".join(f"{line}\n" for line in lines)


def _boxed(text: str, width: int) -> list[str]:
    """Return text in lines of `width` cells between the picture's outer lines."""
    lines = [text[start:end] for start, end in wrap(text, width - 4)]
    return [f"│ {line}{' ' * (width - 4 - cell_len(line))} │" for line in lines]


def _joined(bottom: str) -> str:
    """Return the picture's lowest line so that something hangs below it."""
    return f"├{bottom[1:-1]}┤"


def _legends(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield what the letters of the segments mean, and the numbers of the phases, if any."""
    if meant := legend_text(canvas):
        yield f"{guide.title(Block.CUSTOMER_SEGMENTS)}: {meant}"
    used = {note.section for note in canvas.notes(Block.CHANNELS)}
    channels = Block.CHANNELS
    phases = [
        f"{phase_number(phase)} {guide.section_title(channels, phase)}"
        for phase in channels.phases
        if phase in used
    ]
    if phases:
        yield f"{guide.title(channels)}: {', '.join(phases)}"
