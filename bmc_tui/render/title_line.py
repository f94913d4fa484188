"""TODO docstring."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import handles
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.wrap import truncate

if TYPE_CHECKING:
    pass

_LONGEST = 20
"""Cells of a handle in the legend."""

_MOST = 200
"""Segments that a legend names at most."""


def legend_text(canvas: Canvas) -> str:
    """Return what the letters mean in one line, where there is no colour; "" without segments."""
    return ", ".join(f"{segment_letter(segment)} {segment.handle}" for segment in handles(canvas))


def legend_entries(canvas: Canvas) -> tuple[tuple[StyledRun, StyledRun], ...]:
    """Return what the letters mean: of each segment its letter and its handle.

    Of very many segments only the first, of which there are more than a line has room for.
    """
    return tuple(
        (
            StyledRun(segment_letter(one), segment_role(one)),
            StyledRun(f" {truncate(one.handle, _LONGEST)}", Role.COUNT),
        )
        for one in handles(canvas)[:_MOST]
    )


def title_line(
    width: int,
    title: str,
    location: str = "",
    status: str = "",
    legend: Sequence[tuple[StyledRun, StyledRun]] = (),
) -> Line:
    """Return the line over the picture; where there is not enough room the longest part gives way.

    Args:
        width: Cells.
        title: The canvas's.
        location: Where in it the person is.
        status: How things stand, at the right.
        legend: What the letters of the segments mean, before that; as many as there is room for.
    """
    width -= 2
    behind = f"  {location}" if location else ""
    if cell_len(status) > width // 2:
        status = truncate(status, width - cell_len(title) - cell_len(behind) - 1)
    behind = truncate(behind, max(0, width - cell_len(status) - 1))
    title = truncate(title, width - cell_len(behind) - cell_len(status) - 1)
    if not title:
        behind = behind.removeprefix("  ")
    gap = width - cell_len(title) - cell_len(behind) - cell_len(status)
    meant = _fitting(legend, gap - 2 - (2 if status else 0))
    if meant:
        gap -= sum(cell_len(piece.text) for piece in meant) + (2 if status else 0)
        status = f"  {status}" if status else ""
    parts = [
        StyledRun(" " + title, Role.TITLE),
        StyledRun(behind, Role.LOCATION),
        StyledRun(" " * gap, Role.COUNT),
        *meant,
        StyledRun(f"{status} ", Role.COUNT),
    ]
    return [piece for piece in parts if piece.text]


def _fitting(legend: Sequence[tuple[StyledRun, StyledRun]], room: int) -> Line:
    """Return as much of a legend as there is room for; an ellipsis says that there is more."""
    line: Line = []
    for at, entry in enumerate(legend):
        gap = [StyledRun("  ", Role.COUNT)] if line else []
        need = sum(cell_len(piece.text) for piece in (*gap, *entry))
        if need + (2 if at < len(legend) - 1 else 0) > room:
            return [*line, StyledRun(" …", Role.COUNT)] if line else []
        line += [*gap, *entry]
        room -= need
    return line


_AROUND = 4
"""Cells of the title line beside its title and the greeting: at the edges, and between them."""


def greeting(title: str, guide: Guide, width: int) -> str:
    """Return the longest greeting that has room behind a title; none where no room is left.

    Args:
        title: What stands at the left of the line.
        guide: The language.
        width: Cells of the line.
    """
    room = width - cell_len(title) - _AROUND
    texts = (guide.say(f"greeting.{length}") for length in ("long", "short"))
    return next((text for text in texts if cell_len(text) <= room), "")
