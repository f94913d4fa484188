"""Messages of several rows cover nothing but the footer, as long as there is room."""

from pathlib import Path

import pytest

from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, settle, wait_for

LONG = "many words " * 18
"""A message of three rows at 80 columns."""


def say(app: BmcApp, text: str) -> None:
    """Show a message on the canvas screen."""
    assert isinstance(app.screen, CanvasScreen)
    app.screen.message_bar.show(text)


def rows_of_grid(app: BmcApp) -> list[int]:
    """Return the indexes of the first and the last row of the grid."""
    rows = screen_rows(app)
    return [index for index, row in enumerate(rows) if row[:1] in {"┌", "└", "╔", "╚"}]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_grid_makes_room_for_a_message_of_several_rows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        whole = screen_rows(app)
        say(app, "one row")
        await settle(pilot)
        assert screen_rows(app)[:-1] == whole[:-1]
        say(app, LONG)
        await settle(pilot)
        rows = screen_rows(app)
        message_rows = sum("many words" in row for row in rows)
        assert message_rows == len(LONG) // size[0] + 1
        assert rows_of_grid(app) == [1, size[1] - 1 - message_rows]
        await pilot.press("1")
        await settle(pilot)
        assert screen_rows(app) == whole


async def test_a_message_above_a_prompt_covers_nothing(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await wait_for(pilot, "Enter adds")
        say(app, LONG)
        await settle(pilot)
        assert rows_of_grid(app) == [1, 19]
        assert "Enter adds" in screen_rows(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert rows_of_grid(app) == [1, 22]


async def test_a_message_that_is_too_long_leaves_the_nine_blocks_in_sight(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        say(app, LONG * 4)
        await settle(pilot)
        assert any("2 Value" in row and "8 Partners" in row for row in screen_rows(app))
        await pilot.press("1")
        await settle(pilot)
        assert rows_of_grid(app) == [1, 22]


async def test_a_message_at_the_start_makes_room_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    object.__setattr__(app.context, "startup_message", LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert rows_of_grid(app) == [1, 20]
