"""The channel matrix: phases by segments, where a segment that no channel reaches is a gap."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import PHASE_ROWS, ChannelCoverage, channel_coverage
from bmc_tui.model.layout import Direction
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.wrap import truncate, wrap

NOT_REACHED = "–"
"""In the cell of a segment that no channel reaches in that phase."""

_MIN_COLUMN_CELLS = 16
"""Minimum number of cells of a column: segments that have no room for that go to a further table
below."""

_GAP_CELLS = 2
"""Cells between columns."""


_MAX_TEXT_CELLS = 200
"""Maximum number of cells of a channel's text in each cell of the matrix. A channel for a thousand
segments is in a thousand cells: were all of a long text in each, the matrix would be gigabytes."""


class MatrixPlace(NamedTuple):
    """A place in the matrix that a cursor can be at: a channel in a cell, or an empty cell."""

    row: Phase | None
    """The phase; None for the channels without a phase yet."""
    handle: str
    """The handle of the column's segment; "" for the channels that are tied to no segment."""
    position: int = 0
    """The zero-based position of the channel in the cell."""


class PlaceRegion(NamedTuple):
    """Where a place of the matrix is drawn, in cells from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


class Matrix(NamedTuple):
    """A matrix that is laid out for a width."""

    lines: list[Line]
    regions: Mapping[MatrixPlace, PlaceRegion]
    """All places, table by table, row by row, and in a row by column."""

    @property
    def first(self) -> MatrixPlace | None:
        """The first place of the first segment; None without any."""
        return next(iter(self.regions), None)

    def nearest(self, place: MatrixPlace) -> MatrixPlace | None:
        """Return the place itself, or, if it is gone, the nearest one; None without any."""
        for position in range(place.position, -1, -1):
            if place._replace(position=position) in self.regions:
                return place._replace(position=position)
        in_column = (other for other in self.regions if other.handle == place.handle)
        return next(in_column, None) or self.first

    def step(self, place: MatrixPlace, direction: Direction) -> MatrixPlace:
        """Return the place next to one of the matrix; at its edges the same one.

        Below the last row of a table is the first row of the table below it.
        """
        if direction in {Direction.LEFT, Direction.RIGHT}:
            handles = [*dict.fromkeys(other.handle for other in self.regions)]
            by = 1 if direction is Direction.RIGHT else -1
            number = min(max(0, handles.index(place.handle) + by), len(handles) - 1)
            return self.nearest(place._replace(handle=handles[number])) or place
        column = [other for other in self.regions if other.handle == place.handle]
        number = column.index(place) + (1 if direction is Direction.DOWN else -1)
        if 0 <= number < len(column):
            return column[number]
        here = self.regions[place]
        beyond = [
            (abs(region.y - here.y), abs(region.x - here.x), other)
            for other, region in self.regions.items()
            if other.row != place.row and (region.y > here.y) is (direction is Direction.DOWN)
        ]
        return min(beyond, key=lambda item: item[:2])[2] if beyond else place

    def at(self, x: int, y: int) -> MatrixPlace | None:
        """Return the place that is drawn at a column and row of cells; None between the cells."""
        for place, region in self.regions.items():
            if 0 <= x - region.x < region.width and 0 <= y - region.y < region.height:
                return place
        return None


class _Column(NamedTuple):
    """A column of the matrix."""

    handle: str
    """Of its segment; "" for the channels that name no segment."""
    heading: str
    role: Role


class _Grid(NamedTuple):
    """The cells of the columns of one table, and its measures."""

    columns: Sequence[_Column]
    cells: ChannelCoverage
    titles: Mapping[Phase | None, str]
    title_width: int
    column_width: int


def matrix_lines(canvas: Canvas, guide: Guide, width: int) -> list[Line]:
    """Return the lines of the matrix, `width` cells wide; none when there are no segments."""
    return lay_out_matrix(canvas, guide, width).lines


def lay_out_matrix(canvas: Canvas, guide: Guide, width: int) -> Matrix:
    """Return the matrix; it has no lines when there are no segments.

    Args:
        canvas: The canvas.
        guide: The language.
        width: The width in cells.
    """
    cells = shortened(channel_coverage(canvas, segments_of(canvas)))
    titles = {row: row_title(row, guide) for row in rows_of(cells)}
    title_width = min(max(map(cell_len, titles.values())), max(1, width // 3))
    columns = [
        _Column(
            segment.handle, f"{segment_letter(segment)} {segment.handle}", segment_role(segment)
        )
        for segment in segments_of(canvas)
    ]
    if columns and any(cells[row, ""] for row in titles):
        columns.append(_Column("", guide.say("report.no_segment"), Role.COUNT))
    per_table = max(1, (width - title_width) // (_MIN_COLUMN_CELLS + _GAP_CELLS))
    lines: list[Line] = []
    regions: dict[MatrixPlace, PlaceRegion] = {}
    for start in range(0, len(columns), per_table):
        table_columns = columns[start : start + per_table]
        column_width = max(1, (width - title_width) // len(table_columns) - _GAP_CELLS)
        grid = _Grid(table_columns, cells, titles, title_width, column_width)
        if lines:
            lines.append([])
        table = _table(grid)
        regions |= {
            place: region._replace(y=region.y + len(lines))
            for place, region in table.regions.items()
        }
        lines += table.lines
    return Matrix(lines, regions)


def rows_of(cells: ChannelCoverage) -> tuple[Phase | None, ...]:
    """Return the rows of the matrix: that of channels without a phase only if there are any."""
    has_phaseless = any(cell for (row, _), cell in cells.items() if row is None)
    return PHASE_ROWS if has_phaseless else tuple(Phase)


def shortened(cells: ChannelCoverage) -> ChannelCoverage:
    """Return the cells of the matrix with long texts truncated, each of them once."""
    distinct_texts = {text for cell in cells.values() for text in cell}
    texts = {text: truncate(text, _MAX_TEXT_CELLS) for text in distinct_texts}
    return {key: tuple(map(texts.__getitem__, cell)) for key, cell in cells.items()}


def row_title(row: Phase | None, guide: Guide) -> str:
    """Return the title of a row: of a phase, with its number."""
    if row is None:
        return guide.say("report.no_phase")
    number = list(Phase).index(row) + 1
    return f"{number} {guide.section_title(Block.CHANNELS, Section(row.value))}"


def _table(grid: _Grid) -> Matrix:
    """Return a table of segments that fit side by side."""
    title_width, column_width = grid.title_width, grid.column_width
    headings = [
        StyledRun(truncate(column.heading, column_width), column.role) for column in grid.columns
    ]
    lines = [_row(StyledRun("", Role.TITLE), headings, title_width, column_width)]
    regions: dict[MatrixPlace, PlaceRegion] = {}
    for row, title in grid.titles.items():
        rule = "─" * (title_width + (column_width + _GAP_CELLS) * len(grid.columns))
        lines.append([StyledRun(rule, Role.BORDER)])
        row_cells = []
        for number, column in enumerate(grid.columns):
            x = title_width + _GAP_CELLS + number * (column_width + _GAP_CELLS)
            runs: list[StyledRun] = []
            for place, place_runs in _places(grid, row, column.handle).items():
                regions[place] = PlaceRegion(
                    x, len(lines) + len(runs), column_width, len(place_runs)
                )
                runs += place_runs
            row_cells.append(runs)
        title_runs = [
            StyledRun(title[start:end], Role.TITLE) for start, end in wrap(title, title_width)
        ]
        empty = StyledRun("", Role.SPACE)
        for title_run, *cell_runs in zip_longest(title_runs, *row_cells, fillvalue=empty):
            lines.append(_row(title_run, cell_runs, title_width, column_width))
    return Matrix(lines, regions)


def _places(grid: _Grid, row: Phase | None, handle: str) -> Mapping[MatrixPlace, list[StyledRun]]:
    """Return the places of a cell, each with its lines of one run.

    Without a phase or a segment nothing can be missing.
    """
    width, places = grid.column_width, {}
    for position, text in enumerate(grid.cells[row, handle] or ("",)):
        place = MatrixPlace(row, handle, position)
        role = Role.NOTE if text else Role.OVERFLOW
        shown = text or (NOT_REACHED if handle and row else "")
        runs = [StyledRun(shown[start:end], role) for start, end in wrap(shown, width)]
        places[place] = runs or [StyledRun("", Role.SPACE)]
    return places


def _row(
    title_run: StyledRun, runs: Sequence[StyledRun], title_width: int, column_width: int
) -> Line:
    """Return one line across all columns."""
    line = [title_run, StyledRun(" " * (title_width - cell_len(title_run.text)), Role.SPACE)]
    for run in runs:
        padding = " " * max(0, column_width - cell_len(run.text))
        line += [StyledRun(" " * _GAP_CELLS, Role.SPACE), run, StyledRun(padding, Role.SPACE)]
    return line
