"""The titles of the boxes on the board."""

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.grid import GridLayout, board_boxes, grid_rows
from bmc_tui.render.roles import Role, StyledRun


def canvas_with(count: int) -> Canvas:
    canvas = Canvas()
    for block in BLOCKS:
        canvas = canvas.add(block, *(f"€ {number}/maand" for number in range(count)))
        answered = block.questions[0] if block.questions else None
        canvas = canvas.add(block, "Yes", section=answered) if answered else canvas
    return canvas


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_number_of_notes_is_at_the_right_end_at_every_width(language: str, count: int) -> None:
    guide, canvas = load(language), canvas_with(count)
    for width in range(30, 210):
        boxes = board_boxes(canvas, guide, width, 40)
        layout = GridLayout(boxes, is_board=True)
        rows = [
            "".join(run.text for run in row) for row in grid_rows(layout, canvas, guide, brief=True)
        ]
        for block, box in boxes.items():
            count_text = f"─{len(canvas.notes(block))}─"
            title = rows[box.top][box.left : box.right]
            assert title.endswith(count_text), (width, title)
            assert title[1:].removeprefix("─").startswith(f"{block.number} ")
            assert "…" not in title


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_number_of_the_current_note_is_in_the_title_at_every_width(language: str) -> None:
    guide, canvas = load(language), canvas_with(12)
    for width in range(70, 130):
        boxes = board_boxes(canvas, guide, width, 40)
        layout = GridLayout(boxes, is_board=True)
        for block, box in boxes.items():
            row = layout.row(box.top, canvas, guide, block, 12)
            title = "".join(run.text for run in row if isinstance(run, StyledRun))
            assert f"12/{len(canvas.notes(block))}" in title, (width, block)


def test_an_empty_block_has_its_whole_title() -> None:
    guide = load("nl")
    layout = GridLayout(board_boxes(Canvas(), guide, 80, 22), is_board=True)
    titles = [
        run.text
        for row in grid_rows(layout, Canvas(), guide, brief=True)
        for run in row
        if run.role is Role.TITLE
    ]
    assert {"1 Segmenten", "7 Activiteiten"} <= set(titles)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_title_is_shortened_before_its_sum_is_left_out(language: str) -> None:
    guide, revenue = load(language), Block.REVENUE_STREAMS
    canvas = Canvas().add(revenue, "Council grant £ 1,500 a year", "Dues", "Cake", "Fee 8%")
    whole = 0
    for width in range(70, 130):
        boxes = board_boxes(canvas, guide, width, 24)
        layout = GridLayout(boxes, is_board=True)
        rows = ["".join(run.text for run in row) for row in grid_rows(layout, canvas, guide)]
        title = rows[boxes[revenue].top][boxes[revenue].left + 1 : boxes[revenue].right]
        assert " £ 125/" in title, (width, title)
        whole += guide.title(revenue) in title
    assert 0 < whole < 60  # at some widths of all
