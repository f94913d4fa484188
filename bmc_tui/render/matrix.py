"""The channel matrix: phases by segments, where a segment that no channel reaches is a gap."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import ChannelCoverage, channel_coverage
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.wrap import truncate, wrap

NOT_REACHED = "–"
"""In the cell of a segment that no channel reaches in that phase."""

_MIN_COLUMN_CELLS = 16
"""Cells of a column at least: segments that have no room for that go to a further table below."""

_GAP_CELLS = 2
"""Cells between columns."""


_MAX_TEXT_CELLS = 200
"""Cells of a channel's text in each cell of the matrix at most. A channel for a thousand segments
is in a thousand cells: were all of a long text in each, the matrix would be gigabytes."""


class _Column(NamedTuple):
    """A column of the matrix."""

    handle: str
    """Of its segment; "" for the channels that name no segment."""
    heading: str
    role: Role


def matrix_lines(canvas: Canvas, guide: Guide, width: int) -> list[Line]:
    """Return the matrix, `width` cells wide; nothing when there are no segments."""
    titles = {phase: _phase_title(phase, guide) for phase in Phase}
    title_width = min(max(map(cell_len, titles.values())), max(1, width // 3))
    cells = shortened(channel_coverage(canvas, segments_of(canvas)))
    columns = [
        _Column(
            segment.handle, f"{segment_letter(segment)} {segment.handle}", segment_role(segment)
        )
        for segment in segments_of(canvas)
    ]
    if columns and any(cells[phase, ""] for phase in Phase):
        columns.append(_Column("", guide.say("report.no_segment"), Role.COUNT))
    per_table = max(1, (width - title_width) // (_MIN_COLUMN_CELLS + _GAP_CELLS))
    lines: list[Line] = []
    for start in range(0, len(columns), per_table):
        table_columns = columns[start : start + per_table]
        column_width = max(1, (width - title_width) // len(table_columns) - _GAP_CELLS)
        lines += [[], *_table(table_columns, cells, titles, title_width, column_width)]
    return lines[1:]


def shortened(cells: ChannelCoverage) -> ChannelCoverage:
    """Return the cells of the matrix with long texts truncated, each of them once."""
    distinct_texts = {text for cell in cells.values() for text in cell}
    texts = {text: truncate(text, _MAX_TEXT_CELLS) for text in distinct_texts}
    return {key: tuple(map(texts.__getitem__, cell)) for key, cell in cells.items()}


def _phase_title(phase: Phase, guide: Guide) -> str:
    """Return the title of a phase with its number."""
    number = list(Phase).index(phase) + 1
    return f"{number} {guide.section_title(Block.CHANNELS, Section(phase.value))}"


def _table(
    columns: Sequence[_Column],
    cells: ChannelCoverage,
    titles: Mapping[Phase, str],
    title_width: int,
    column_width: int,
) -> list[Line]:
    """Return the lines of a table of segments that fit side by side."""
    headings = [
        StyledRun(truncate(column.heading, column_width), column.role) for column in columns
    ]
    lines = [_row(StyledRun("", Role.TITLE), headings, title_width, column_width)]
    for phase, title in titles.items():
        rule = "─" * (title_width + (column_width + _GAP_CELLS) * len(columns))
        lines.append([StyledRun(rule, Role.BORDER)])
        phase_cells = [
            _cell(cells[phase, column.handle], column_width, column.handle) for column in columns
        ]
        title_runs = [
            StyledRun(title[start:end], Role.TITLE) for start, end in wrap(title, title_width)
        ]
        empty = StyledRun("", Role.SPACE)
        for title_run, *runs in zip_longest(title_runs, *phase_cells, fillvalue=empty):
            lines.append(_row(title_run, runs, title_width, column_width))
    return lines


def _cell(texts: Sequence[str], width: int, handle: str) -> list[StyledRun]:
    """Return the lines of a cell, each one run; without a handle nothing can be missing."""
    runs = [
        StyledRun(text[start:end], Role.NOTE) for text in texts for start, end in wrap(text, width)
    ]
    return runs or ([StyledRun(NOT_REACHED, Role.OVERFLOW)] if handle else [])


def _row(
    title_run: StyledRun, runs: Sequence[StyledRun], title_width: int, column_width: int
) -> Line:
    """Return one line across all columns."""
    line = [title_run, StyledRun(" " * (title_width - cell_len(title_run.text)), Role.SPACE)]
    for run in runs:
        padding = " " * max(0, column_width - cell_len(run.text))
        line += [StyledRun(" " * _GAP_CELLS, Role.SPACE), run, StyledRun(padding, Role.SPACE)]
    return line
