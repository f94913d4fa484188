"""The picture before Textual is there is the picture that Textual paints."""

import re
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.roles import Role
from bmc_tui.themes.palettes import DARK, LIGHT, TERMINAL, THEMES, Palette, select_palette
from bmc_tui.ui.terminal.cells.sgr import apply_sgr
from bmc_tui.ui.terminal.first_frame import frame_text, sgr_by_role
from bmc_tui.ui.terminal.output import ThinOutput
from bmc_tui.ui.widgets.bars import TitleBar
from bmc_tui.ui.widgets.board import Board
from tests.ui.apps import app_on, coffee_cart, hostile_canvas
from tests.ui.pilots import screen_text, wait_for

TERMINALS = {
    "truecolor": ({"COLORTERM": "truecolor"}, ColorSystem.TRUECOLOR),
    "256": ({"TERM": "xterm-256color"}, ColorSystem.EIGHT_BIT),
    "16": ({"TERM": "xterm"}, ColorSystem.STANDARD),
    "none": ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, ColorSystem.TRUECOLOR),
}


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("theme", ["", *THEMES])
async def test_its_colours_are_the_theme_s(tmp_path: Path, theme: str, terminal: str) -> None:
    environ, system = TERMINALS[terminal]
    app = app_on(tmp_path, environ=environ, theme=theme)
    async with app.run_test():
        board = app.screen.query_one(Board)
        shown = {role: codes(board._strips.style(role), system) for role in Role}
        title = next(iter(app.screen.query_one(TitleBar).render_line(0))).style or Style()
        for each in app.get_line_filters():
            [segment] = each.apply([Segment("x", title)], Color(0, 0, 0))
            title = segment.style or title
    painted = sgr_by_role(select_palette(theme, environ), environ)
    assert shown == painted
    assert codes(title, system) == painted[Role.TITLE]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("terminal", TERMINALS)
def test_nothing_is_bold_and_reversed_where_a_terminal_may_brighten_bold(
    theme: str, terminal: str
) -> None:
    environ, system = TERMINALS[terminal]
    for each in (environ, environ | {"NO_COLOR": "1"}):
        styles = sgr_by_role(select_palette(theme, each), each).values()
        reversed_ = {style for style in styles if "7" in style.split(";")}
        if theme == "terminal" or "NO_COLOR" in each:
            assert reversed_ == {"7"}
        elif system is ColorSystem.STANDARD:
            assert not any("1" in style.split(";") for style in reversed_)


def codes(style: Style | None, system: ColorSystem) -> str:
    """Return the parameters that the terminal gets in the end for a style."""
    style = style or Style()
    style._ansi = None  # it is shared with other tests, and has been rendered before
    written = Strip.render_ansi(style, system)
    style._ansi = None
    return apply_sgr("", written)


@pytest.mark.slow
@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("theme", ["light", "terminal"])
@pytest.mark.parametrize("canvas", [Canvas(), coffee_cart()], ids=["empty", "full"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_textual_finds_nothing_to_change_in_it(
    tmp_path: Path,
    canvas: Canvas,
    size: tuple[int, int],
    theme: str,
    terminal: str,
) -> None:
    environ, system = TERMINALS[terminal]
    thin = ThinOutput(*size)
    dress = sgr_by_role(select_palette(theme, environ), environ)
    thin.feed(frame_text(canvas, load("en"), size, dress))
    app = app_on(tmp_path, canvas, environ=environ, theme=theme)
    async with app.run_test(size=size):
        board = app.screen.query_one(Board)
        board._has_sums = False  # as when it is first painted
        board._lay_out(board.size)
        for y, strip in enumerate(board.render_lines(board.region.reset_offset), 1):
            row = (f"\x1b[{codes(style, system)}m{text}\x1b[m" for text, style, _ in strip)
            ansi = "".join(row)
            assert ansi
            # The cursor goes along, to the end of the row.
            assert thin.feed(f"\x1b[{y + 1};1H{ansi}") in {f"\x1b[{y + 1};{size[0]}H", "\x1b[B"}


async def test_the_sums_come_once_the_app_is_there(tmp_path: Path) -> None:
    total = "€ 10/month"
    canvas = Canvas().add(Block.COST_STRUCTURE, f"Hosting {total}")
    painted = frame_text(canvas, load("en"), (120, 40), dict.fromkeys(Role, ""))
    assert painted.count(total) == 1  # the note
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(
            pilot, lambda: len(re.findall(r"€\s10(/month|\s?/\s?mo)", screen_text(app))) == 2
        )


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("canvas", [None, coffee_cart()], ids=["empty", "full"])
async def test_its_title_line_says_the_same(
    tmp_path: Path, canvas: Canvas | None, language: str
) -> None:
    painted = frame_text(canvas or Canvas(), load(language), (80, 24), dict.fromkeys(Role, ""))
    app = app_on(tmp_path, canvas, language)
    async with app.run_test(size=(80, 24)):
        line = app.screen.query_one(TitleBar).render_line(0).text
    assert painted.startswith(f"\x1b[1;1H{line}")


def test_hostile_text_is_text_in_it_too() -> None:
    painted = frame_text(hostile_canvas(), load("nl"), (80, 24), sgr_by_role(DARK, {}))
    assert "[/] [red]title" in painted
    assert not {"\x07", "\x9b", "\u202e", "\n"} & set(painted)


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, DARK),
        ({"COLORTERM": "24bit"}, DARK),
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm-kitty"}, DARK),
        ({"TERM": "xterm"}, TERMINAL),
        ({"TERM": "linux"}, TERMINAL),
        ({"TERM": "screen"}, TERMINAL),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, TERMINAL),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, DARK),
    ],
)
def test_where_nobody_chose_the_terminal_s_own_colours_are_taken_when_it_has_few(
    environ: dict[str, str], theme: Palette
) -> None:
    assert select_palette("", environ) is theme
    assert select_palette("no such theme", environ) is theme


def test_a_choice_counts_wherever_there_are_colours() -> None:
    assert select_palette("light", {"TERM": "linux"}) is LIGHT
    assert select_palette("light", {"TERM": "linux", "NO_COLOR": "1"}) is TERMINAL


def test_without_colours_it_writes_none() -> None:
    environ = {"COLORTERM": "truecolor", "NO_COLOR": "1"}
    painted = frame_text(coffee_cart(), load("en"), (80, 24), sgr_by_role(LIGHT, environ))
    assert set(re.findall("\x1b\\[([0-9;]*)m", painted)) == {"1", "7", "0"}
