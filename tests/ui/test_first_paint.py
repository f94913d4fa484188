"""The picture before Textual is there is the picture that Textual paints."""

from pathlib import Path

import pytest
from rich.color import ColorSystem

from bmc_tui.canvas.canvas import Canvas
from bmc_tui.formats.pieces import Role
from bmc_tui.guide import load
from bmc_tui.ui.board import Board
from bmc_tui.ui.first_paint import COLOURS, PLAIN, colours, picture
from bmc_tui.ui.lines import TitleLine
from bmc_tui.ui.thin_output import ThinOutput
from tests.ui.apps import app_on, coffee_cart, hostile


async def test_its_colours_are_the_theme_s(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test():
        board = app.screen.query_one(Board)
        shown = {role: board._style(role)._make_ansi_codes(ColorSystem.TRUECOLOR) for role in Role}
        title = app.screen.query_one(TitleLine).get_component_rich_style("title--title")
    assert shown == COLOURS
    assert title._make_ansi_codes(ColorSystem.TRUECOLOR) == COLOURS[Role.TITLE]


@pytest.mark.parametrize("canvas", [Canvas(), coffee_cart()], ids=["empty", "full"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_textual_finds_nothing_to_change_in_it(
    tmp_path: Path, canvas: Canvas, size: tuple[int, int]
) -> None:
    thin = ThinOutput(*size)
    thin.feed(picture(canvas, load("en"), size, COLOURS))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=size):
        board = app.screen.query_one(Board)
        for y, strip in enumerate(board.render_lines(board.region.reset_offset), 1):
            ansi = strip.render(app.console)
            assert ansi
            assert thin.feed(f"\x1b[{y + 1};1H{ansi}").strip() in {"", f"\x1b[{y + 1};{size[0]}H"}


def test_hostile_text_is_text_in_it_too() -> None:
    painted = picture(hostile(), load("nl"), (80, 24), PLAIN)
    assert "[/] [red]title" in painted
    assert not {"\x07", "\x9b", "\u202e", "\n"} & set(painted)


@pytest.mark.parametrize(
    ("environ", "painted"),
    [
        ({"COLORTERM": "truecolor"}, COLOURS),
        ({"COLORTERM": "24bit"}, COLOURS),
        ({}, PLAIN),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, PLAIN),
    ],
)
def test_it_has_colours_where_the_terminal_says_it_does(
    environ: dict[str, str], painted: dict[Role, str]
) -> None:
    assert colours(environ) == painted
