"""The lines above and below a picture: the title line with its legend, and what is parked."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import letter_at, role_at, segment_letter
from bmc_tui.render.wrap import truncate, truncate_title

LEGEND_HANDLE_CELLS = 20
"""Maximum number of cells that a handle in the legend takes; a longer one is truncated."""

MAX_LEGEND_SEGMENTS = 200
"""Maximum number of segments in the legend; no line has room for more."""

MIN_TITLE_CELLS = 20
"""Minimum number of cells that a title has, if it needs them, on a line of 80; on a shorter one a
fourth."""

_LOCATION_GAPS_CELLS = 5
"""Cells of the title line beside its three parts: at the edges, and between them."""

_GREETING_MARGIN_CELLS = 4
"""Cells of the title line beside its title and the greeting: at the edges, and between them."""

_SEPARATOR = " · "
"""Between parked notes."""

LegendEntry = tuple[StyledRun, StyledRun]
"""The letter of a segment, and its handle."""


def legend_text(canvas: Canvas) -> str:
    """Return the legend as one line of text, for pictures without colour; "" without segments."""
    return ", ".join(
        f"{segment_letter(segment)} {segment.handle}" for segment in segments_of(canvas)
    )


def legend_entries(canvas: Canvas) -> tuple[LegendEntry, ...]:
    """Return the entries of the first `MAX_LEGEND_SEGMENTS` segments in the legend."""
    if not canvas.notes(Block.CUSTOMER_SEGMENTS):  # see `notes_with_segments`
        return ()
    segments = islice(segments_of(canvas), MAX_LEGEND_SEGMENTS)
    return tuple([_legend_entry(segment.handle, segment.index) for segment in segments])


@lru_cache(maxsize=MAX_LEGEND_SEGMENTS)
def _legend_entry(handle: str, index: int) -> LegendEntry:
    """Return the entry of a segment; most stay as they are while the user types.

    Args:
        handle: The segment's handle.
        index: Its position among the segments.
    """
    name = StyledRun(f" {truncate(handle, LEGEND_HANDLE_CELLS)}", Role.COUNT)
    return StyledRun(letter_at(index), role_at(index)), name


def min_title_cells(width: int) -> int:
    """Return the minimum number of cells for the title in a line of `width` cells."""
    return min(MIN_TITLE_CELLS, width // 4)


def location_room(width: int, title: str, status: str) -> int:
    """Return the cells that the title and the status leave for the location; see `title_line`."""
    title_cells = min(cell_len(title), min_title_cells(width))
    return width - title_cells - cell_len(status) - _LOCATION_GAPS_CELLS


def title_line(
    width: int,
    title: str,
    location: str = "",
    status: str = "",
    legend: Sequence[LegendEntry] = (),
) -> Line:
    """Return the line above the picture.

    If room is short, entries of the legend are left out first, then the title is truncated down
    to `min_title_cells`, then the location. A status longer than half the line is truncated before
    these two.

    Args:
        width: Cells.
        title: The canvas's title.
        location: Where in the canvas the user is.
        status: The text at the right, such as whether the canvas is saved.
        legend: The entries of the legend, before the status.
    """
    width -= 2  # a space at each edge
    location = f"  {location}" if location else ""
    if cell_len(status) > width // 2:
        status = truncate(status, width - cell_len(title) - cell_len(location) - 1)
    title_cells = min(cell_len(title), min_title_cells(width + 2))
    location = truncate(location, max(0, width - title_cells - cell_len(status) - 1))
    title = truncate_title(title, width - cell_len(location) - cell_len(status) - 1)
    if not title:
        location = location.removeprefix("  ")
    gap = width - cell_len(title) - cell_len(location) - cell_len(status)
    legend_runs = _fitting_legend(legend, gap - 2 - (2 if status else 0))
    if legend_runs:
        gap -= sum(cell_len(run.text) for run in legend_runs) + (2 if status else 0)
        status = f"  {status}" if status else ""
    runs = [
        StyledRun(" " + title, Role.TITLE),
        StyledRun(location, Role.LOCATION),
        StyledRun(" " * gap, Role.COUNT),
        *legend_runs,
        StyledRun(f"{status} ", Role.COUNT),
    ]
    return [run for run in runs if run.text]


def _fitting_legend(legend: Sequence[LegendEntry], room: int) -> Line:
    """Return the entries that fit in `room` cells, with an ellipsis where there are more."""
    line: Line = []
    for index, entry in enumerate(legend):
        gap = [StyledRun("  ", Role.COUNT)] if line else []
        needed = sum(cell_len(run.text) for run in (*gap, *entry))
        if needed + (2 if index < len(legend) - 1 else 0) > room:
            return [*line, StyledRun(" …", Role.COUNT)] if line else []
        line += [*gap, *entry]
        room -= needed
    return line


def greeting(title: str, guide: Guide, width: int) -> str:
    """Return the longest greeting that fits after a title; "" if none does.

    Args:
        title: The title at the left of the line.
        guide: The language.
        width: Cells of the line.
    """
    room = width - cell_len(title) - _GREETING_MARGIN_CELLS
    texts = (guide.say(f"greeting.{length}") for length in ("long", "medium", "short"))
    return next((text for text in texts if cell_len(text) <= room), "")


def parked_line(
    canvas: Canvas, guide: Guide, width: int, *, has_cursor: bool = False, first: int = 0
) -> Line:
    """Return the line below a picture with the number of parked notes and the first of them.

    Args:
        canvas: The canvas.
        guide: The language of the words around the notes.
        width: Cells of the line.
        has_cursor: Whether the cursor is on it, rather than on a block.
        first: The index of the note to start with, such as that of a search match.
    """
    head = f"{Block.PARKED.number} {guide.title(Block.PARKED)}"
    count = f" {len(canvas.parked)}" if canvas.parked else ""
    texts = (note.text for note in islice(canvas.parked, first, first + width))
    text = _SEPARATOR.join(texts) or guide.say("grid.nothing_parked")
    room = max(0, width - cell_len(head) - cell_len(count) - 3)
    text = truncate(text, room)
    runs = [
        StyledRun(" ", Role.SPACE),
        StyledRun(head, Role.FOCUSED_TITLE if has_cursor else Role.TITLE),
        StyledRun(count, Role.COUNT),
        StyledRun("  ", Role.SPACE),
        StyledRun(text, Role.NOTE if canvas.parked else Role.PROMPT),
        StyledRun(" " * (room - cell_len(text)), Role.SPACE),
    ]
    return [run for run in runs if run.text]
