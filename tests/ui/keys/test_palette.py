"""The command palette."""

from pathlib import Path

from textual.command import CommandPalette
from textual.widgets import Input

from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, settle, wait_for


async def test_its_cursor_does_not_blink(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, CommandPalette))
        await settle(pilot)
        assert not app.screen.query_one(Input).cursor_blink


async def test_it_outlasts_a_terminal_without_room_for_a_letter(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, CommandPalette))
        await settle(pilot)
        rows = screen_rows(app)
        for size in ((3, 24), (2, 24), (1, 1), (80, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert screen_rows(app) == rows
