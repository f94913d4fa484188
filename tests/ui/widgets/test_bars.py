"""Messages of several rows: the grid stays as it is, and shows where the cursor is."""

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
async def test_the_grid_stays_where_it_is_above_a_message_of_several_rows(
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
        # It pushes nothing up: the lowest rows of the grid are out of sight meanwhile.
        assert rows[: size[1] - message_rows] == whole[: size[1] - message_rows]
        await pilot.press("1")
        await settle(pilot)
        assert screen_rows(app) == whole


async def test_a_message_above_a_prompt_covers_nothing(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await wait_for(pilot, "Enter adds")
        whole = screen_rows(app)
        say(app, LONG)
        await settle(pilot)
        assert screen_rows(app)[:20] == whole[:20]
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
        assert rows_of_grid(app) == [1]
        assert sum("many words" in row for row in screen_rows(app)) == len(LONG) // 80 + 1


async def test_below_a_cursor_in_the_lowest_blocks_it_is_the_top_that_is_out_of_sight(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9")
        await settle(pilot)
        whole = screen_rows(app)
        say(app, LONG)
        await settle(pilot)
        rows = screen_rows(app)
        pushed = sum("many words" in row for row in rows) - 1
        assert pushed
        assert rows[1 : 23 - pushed] == whole[1 + pushed : 23]


async def test_what_another_program_did_is_added_to_the_message(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        bar = app.screen.message_bar
        say(app, "Undone: this.")
        bar.add("Changed: that.")
        bar.add("Changed: more.")
        await settle(pilot)
        assert screen_rows(app)[-1].strip() == "Undone: this. Changed: more."
        await pilot.press("1")
        bar.add("Changed: else.")
        await settle(pilot)
        assert screen_rows(app)[-1].strip() == "Changed: else."


async def test_an_amount_stays_with_its_sign_in_a_message(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for length in range(70, 80):
            say(app, f"{'x' * length} € 300")
            await settle(pilot)
            assert any("€ 300" in row for row in screen_rows(app)), length
