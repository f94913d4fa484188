"""Channels as a matrix: the phases by the segments, as a picture; holes are seen at once."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import Reach, reach
from bmc_tui.model.segments import handles
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.wrap import truncate, wrap

NOT_REACHED = "–"
"""Where nothing reaches a segment."""

_LEAST = 16
"""Cells of a column at least: where more segments have no room they stand in a table below."""


def matrix_lines(canvas: Canvas, guide: Guide, width: int) -> list[Line]:
    """Return the matrix, `width` cells wide; nothing when there are no segments."""
    titles = {phase: _title(phase, guide) for phase in Phase}
    first = min(max(map(cell_len, titles.values())), max(1, width // 3))
    cells = reach(canvas)
    columns = [
        (one.handle, f"{segment_letter(one)} {one.handle}", segment_role(one))
        for one in handles(canvas)
    ]
    if columns and any(cells[phase, ""] for phase in Phase):
        columns.append(("", guide.say("report.no_segment"), Role.COUNT))
    beside = max(1, (width - first) // (_LEAST + 2))
    lines: list[Line] = []
    for at in range(0, len(columns), beside):
        chosen = columns[at : at + beside]
        room = max(1, (width - first) // len(chosen) - 2)
        lines += [[], *_table(chosen, cells, titles, first, room)]
    return lines[1:]


def _title(phase: Phase, guide: Guide) -> str:
    """Return a phase with its number."""
    number = list(Phase).index(phase) + 1
    return f"{number} {guide.section_title(Block.CHANNELS, Section(phase.value))}"


def _table(
    columns: Sequence[tuple[str, str, Role]],
    cells: Reach,
    titles: dict[Phase, str],
    first: int,
    room: int,
) -> list[Line]:
    """Return the rows for segments that have room beside each other."""
    heads = [StyledRun(truncate(name, room), played) for _, name, played in columns]
    lines = [_row(StyledRun("", Role.TITLE), heads, first, room)]
    for phase, title in titles.items():
        lines.append([StyledRun("─" * (first + (room + 2) * len(columns)), Role.BORDER)])
        inside = [_cell(cells[phase, handle], room, handle) for handle, _, _ in columns]
        column = [StyledRun(title[a:b], Role.TITLE) for a, b in wrap(title, first)]
        empty = StyledRun("", Role.SPACE)
        for head, *parts in zip_longest(column, *inside, fillvalue=empty):
            lines.append(_row(head, parts, first, room))
    return lines


def _cell(texts: tuple[str, ...], room: int, handle: str) -> list[StyledRun]:
    """Return the lines of a cell."""
    lines = [StyledRun(text[a:b], Role.NOTE) for text in texts for a, b in wrap(text, room)]
    return lines or ([StyledRun(NOT_REACHED, Role.OVERFLOW)] if handle else [])


def _row(head: StyledRun, parts: list[StyledRun], first: int, room: int) -> Line:
    """Return one line of all columns."""
    line = [head, StyledRun(" " * (first - cell_len(head.text)), Role.SPACE)]
    for part in parts:
        line += [
            StyledRun("  ", Role.SPACE),
            part,
            StyledRun(" " * max(0, room - cell_len(part.text)), Role.SPACE),
        ]
    return line
