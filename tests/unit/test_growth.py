"""The time of every writer and view is linear in the size of the canvas, on hostile canvases too.

The formats are those of the registry, so that a new writer is tested without being listed here. PNG
and PDF are left out: they are the SVG, compiled by Typst.
"""

import re
from collections.abc import Callable
from functools import partial
from itertools import cycle

import pytest

from bmc_tui.cli.commands.show import _picture
from bmc_tui.formats import FORMATS, Format
from bmc_tui.formats.markdown import changelog, obsidian, script, table, worksheet
from bmc_tui.formats.markdown import writer as markdown_writer
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import count_mentions
from bmc_tui.model.diff import changes
from bmc_tui.model.search import search, search_with_title
from bmc_tui.model.segments import rename_segment
from bmc_tui.render.block_lines import block_inside
from bmc_tui.render.grid import GridLayout, board_boxes, column_boxes, grid_rows
from bmc_tui.render.highlight import Highlight
from bmc_tui.render.matrix import matrix_lines
from bmc_tui.render.plain import plain_text
from bmc_tui.render.story.slides import slides
from bmc_tui.render.title_line import legend_entries, title_line
from bmc_tui.review import review
from bmc_tui.review.messages import finding_text
from tests.unit.growth import slow_growth
from tests.unit.hostile_canvases import HOSTILE_CANVASES

GUIDE = load("en")

QUICK = {
    ("text", "tokens alone"),
    ("svg", "tokens alone"),
    ("show", "notes"),
    ("show --plain", "explicit segments"),
    ("review", "notes"),
}
"""What is tried in every run; the other pairs only in slow ones."""

MARKS = "*_`~<>&\"'|[]()#!\\$:;=%^.-+@,/{}"
"""Characters that are markup somewhere."""


def _written(format_: Format, canvas: Canvas) -> bytes:
    return format_.encode(format_.write(canvas, GUIDE))


def _reviewed(canvas: Canvas) -> str:
    found = [
        finding_text(finding, GUIDE).what + finding.text for finding in review(canvas).findings
    ]
    return "".join(found)


def _drawn(canvas: Canvas, follow: str = "", query: str = "") -> object:
    boxes = board_boxes(canvas, GUIDE, 120, 40)
    rows = [*grid_rows(GridLayout(boxes, is_board=True), canvas, GUIDE, BLOCKS[0], brief=True)]
    matches = search(query, canvas)
    highlight = Highlight(query, matches[-1].spot if matches else None) if query else None
    for block, box in boxes.items():
        rows += block_inside(canvas, block, GUIDE, box, follow=follow, highlight=highlight).lines
    return rows, column_boxes(canvas, GUIDE, 60, 20)


def _renamed(canvas: Canvas) -> object:
    segments = segments_of(canvas)
    segment = next(iter(segments), None)
    return segment and rename_segment(canvas, segments, segment, "renamed-segment")


def _logged(canvas: Canvas) -> str:
    return changelog.write(changes(Canvas(), canvas), canvas.title, "a", "b", GUIDE)


VIEWS: dict[str, Callable[[Canvas], object]] = {
    **{name: partial(_written, format_) for name, format_ in FORMATS.items() if not format_.binary},
    "show": lambda canvas: _picture(canvas, GUIDE),
    "show --plain": lambda canvas: plain_text(canvas, GUIDE),
    "show --segment": lambda canvas: plain_text(
        canvas, GUIDE, next(iter(segments_of(canvas)), None)
    ),
    "review": _reviewed,
    "matrix": lambda canvas: matrix_lines(canvas, GUIDE, 80),
    "script": lambda canvas: script.write(slides(canvas, GUIDE)),
    "diff": _logged,
    "worksheet": lambda canvas: worksheet.write(canvas, BLOCKS, GUIDE),
    "find": lambda canvas: [*search_with_title("o", canvas)],
    "board": _drawn,
    "board while following": lambda canvas: (
        _drawn(canvas, follow="a"),
        count_mentions(canvas, segments_of(canvas)),
    ),
    "board while finding": lambda canvas: _drawn(canvas, query="a"),
    "title line": lambda canvas: title_line(80, canvas.title, legend=legend_entries(canvas)),
    "rename": _renamed,
}


PAIRS = [
    *sorted(QUICK),
    *((view, kind) for view in ("text", "review") for kind in HOSTILE_CANVASES),
    *((view, "one channel for all segments") for view in ("matrix", "report")),
    *zip(VIEWS, cycle(HOSTILE_CANVASES)),
]
"""What is tried: the views with most code on every kind, and every view on one. All pairs take an
hour; `python -m tests.bench.hostile_views` measures them."""


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        pytest.param(view, kind, marks=() if (view, kind) in QUICK else pytest.mark.slow)
        for view, kind in dict.fromkeys(PAIRS)
    ],
)
def test_time_to_write_or_show_a_hostile_canvas_grows_linearly(view: str, kind: str) -> None:
    assert not slow_growth(VIEWS[view], HOSTILE_CANVASES[kind])


_ALL_MARKUP = re.compile(
    f"(?:{obsidian._OBSIDIAN_MARKUP.pattern})|(?:{table._MARKUP.pattern})", re.VERBOSE
)
"""What the dialects escape beside what all of Markdown does, looked for together."""


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS)
def test_time_to_escape_a_text_of_marks_grows_linearly(mark: str) -> None:
    escape = partial(markdown_writer.note_line, extra_markup=_ALL_MARKUP)
    for unit in (mark, f" {mark}", f"a{mark}b {mark}", f"{mark}a"):
        assert not slow_growth(escape, lambda size: unit * (size // len(unit)))  # noqa: B023
