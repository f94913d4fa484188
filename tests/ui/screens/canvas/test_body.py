"""The editor over the grid: it moves nothing of the grid, and resizing keeps what was typed."""

from pathlib import Path

import pytest

from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.grid.overlay import Overlay
from bmc_tui.ui.widgets.note_area import NoteArea
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows

RESIZES = [(100, 30), (80, 24), (60, 20), (30, 8), (119, 29), (200, 50), (1, 1), (120, 40)]
"""Sizes in which the editor is beside its block, over half of the grid, or over all of it."""


async def test_resizing_keeps_the_text_the_cursor_and_what_undo_takes_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("8", "enter", *"Dairy", "enter", *"Baker", "left", "left")
        pane = app.screen.query_one(EditorPane)
        area = app.focused
        assert isinstance(area, NoteArea)
        text, cursor = area.text, area.cursor_location
        for size in RESIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.screen.query_one(EditorPane) is pane
            assert app.focused is area
            assert (area.text, area.cursor_location) == (text, cursor)
        rows = screen_rows(app)
        assert any("· Baker" in row[:24] for row in rows)  # the block is in sight
        assert any("  Baker" in row[73:] for row in rows)
        await pilot.press("ctrl+z")
        assert area.text != text
        await pilot.press("ctrl+y")
        assert area.text == text


async def test_what_is_typed_while_the_grid_is_covered_is_there_when_it_is_in_sight(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8", "enter", *"Dairy")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert any("· Dairy" in row[:24] for row in screen_rows(app))


@pytest.mark.parametrize(
    "size", [(100, 30), pytest.param((200, 50), marks=pytest.mark.slow)], ids=str
)
async def test_opening_and_closing_move_nothing_of_the_grid(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test(size=size) as pilot:
        for number in range(1, 10):
            await pilot.press(str(number))
            await pilot.pause()
            grid = screen_rows(app)[1:-1]
            await pilot.press("enter")
            await pilot.pause()
            region = app.screen.query_one(Overlay).region
            # All of it but the line beside the editor.
            parts = [slice(0, region.x - 1)] if region.x else [slice(region.right + 1, None)]
            shown = [row[part] for row in screen_rows(app)[1:-1] for part in parts]
            before = [row[part] for row in grid for part in parts]
            # Beside the editor a box may be in sight in part: without the words that are cut there.
            for line, old in zip(shown, before, strict=True):
                differing = {a for a, b in zip(line, old, strict=True) if a != b}
                assert differing <= set(" …─━")
            await pilot.press("escape")
            await pilot.pause()
            assert screen_rows(app)[1:-1] == grid
