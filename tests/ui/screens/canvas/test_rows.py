"""The rows of the grid fit the notes, and stay where they are while the user types."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.saving import save_over
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import press, screen_rows, settle, wait_for

CROWDED = Canvas("Cart").add(Block.CHANNELS, *(f"Way {number}" for number in range(6)))
"""Its channels fill their box at 80x24 to the last line."""


def channels_row(pilot: Pilot[int]) -> int:
    """Return the row of the title of the channels' box."""
    rows = screen_rows(pilot.app)
    return next(y for y, row in enumerate(rows) if y and "3 Channels" in row)


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
async def test_rows_stay_while_one_types_and_fit_afterwards(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, CROWDED)
    async with app.run_test(size=size) as pilot:
        before = channels_row(pilot)
        await press(pilot, "3", "a", *"Radio", "enter", *"Posters", "enter")
        assert channels_row(pilot) == before
        await press(pilot, "escape")
        await settle(pilot)
        assert channels_row(pilot) < before
        assert "Posters" in "\n".join(screen_rows(app))


async def test_rows_stay_beside_the_editor_and_fit_when_it_closes(tmp_path: Path) -> None:
    app = app_on(tmp_path, CROWDED)
    async with app.run_test(size=(140, 24)) as pilot:
        before = channels_row(pilot)
        await press(pilot, "3", "enter")
        await settle(pilot)
        assert channels_row(pilot) == before
        await press(pilot, *"Radio", "enter", *"Posters")
        await settle(pilot)
        assert channels_row(pilot) == before
        await press(pilot, "escape")
        await settle(pilot)
        assert channels_row(pilot) < before


async def test_rows_stay_while_the_cursor_is_on_notes_and_fit_afterwards(tmp_path: Path) -> None:
    app = app_on(tmp_path, CROWDED.add(Block.CHANNELS, "Radio", "Posters"))
    async with app.run_test() as pilot:
        before = channels_row(pilot)
        await press(pilot, "3", "space", "d", "d")
        await settle(pilot)
        assert channels_row(pilot) == before
        await press(pilot, "escape")
        await settle(pilot)
        assert channels_row(pilot) > before


async def test_rows_stay_beside_the_editor_when_another_window_adds_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, CROWDED)
    other = shelf_in(tmp_path)
    (entry,) = other.entries()
    async with app.run_test(size=(140, 24)) as pilot:
        before = channels_row(pilot)
        await press(pilot, "4", "enter")
        # A key after it would take out the message of a machine on which the watcher is first.
        await press(pilot, "x")
        save_over(other, entry.id, CROWDED.add(Block.CHANNELS, "Radio", "Posters"))
        await wait_for(pilot, "Channels: added: Radio; added: Posters.")
        assert channels_row(pilot) == before
        await press(pilot, "escape")
        await settle(pilot)
        assert channels_row(pilot) < before


async def test_what_is_not_typed_is_fitted_in_place(tmp_path: Path) -> None:
    app = app_on(tmp_path, CROWDED)
    async with app.run_test() as pilot:
        before = channels_row(pilot)
        await press(pilot, "3", "a", *"Radio", "enter", *"Posters", "enter", "escape")
        await settle(pilot)
        fitted = channels_row(pilot)
        assert fitted < before
        await press(pilot, "u", "u")
        await settle(pilot)
        assert channels_row(pilot) == before
        await press(pilot, "U", "U")
        await settle(pilot)
        assert channels_row(pilot) == fitted


async def test_another_canvas_has_rows_of_its_own(tmp_path: Path) -> None:
    app = app_on(tmp_path, CROWDED.add(Block.CHANNELS, "Radio", "Posters"))
    async with app.run_test() as pilot:
        before = channels_row(pilot)
        await press(pilot, "o", "settle", "n", *"Other", "enter", "settle")
        await settle(pilot)
        assert "Other" in screen_rows(app)[0]
        assert channels_row(pilot) > before
