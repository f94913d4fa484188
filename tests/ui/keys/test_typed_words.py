"""Text typed on the board or on its notes is offered as a note; what its letters did is undone."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from bmc_tui.model.blocks import Block
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.typed_text import key_of
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for

CANVAS = coffee_cart()


def screen_of(app: BmcApp) -> CanvasScreen:
    """Return the canvas screen."""
    screen = app.screen_stack[0]
    assert isinstance(screen, CanvasScreen)
    return screen


async def typed(pilot: Pilot[int], text: str) -> None:
    """Type a text as one burst, as over a slow line."""
    keys = [Key("enter", "\r") if letter == "\r" else key_of(letter) for letter in text]
    for key in keys:
        pilot.app.post_message(key)
    await settle(pilot)


@pytest.mark.parametrize("level", ["3", "3 space down"])
@pytest.mark.parametrize(
    "text",
    [
        "bridges",
        "Students",
        "Local food",
        "Theme nights",
        "coffee 2 go",
        "reviews",
        "quality",
        "Events",
        "value",
        "milk",
        "prices",
        "vrijwilligers",
    ],
)
async def test_text_is_offered_as_a_note_and_nothing_else_has_changed(
    tmp_path: Path, text: str, level: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press(*level.split())
        await settle(pilot)
        await typed(pilot, text)
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await settle(pilot)
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == text
        assert "3 Channels +" in screen_rows(app)[-1]
        assert "That looked like text" in screen_text(app)
        assert screen_of(app).canvas == CANVAS
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert [note.text for note in screen_of(app).canvas.notes(Block.CHANNELS)].count(text) == 1
        await pilot.press("u")
        await settle(pilot)
        assert screen_of(app).canvas == CANVAS


async def test_an_offer_can_be_declined(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("3", "space")
        await settle(pilot)
        await typed(pilot, "bridges")
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(app).canvas == CANVAS
        assert "Not added: “bridges”." in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert "There is nothing to undo." in screen_text(app)


async def test_text_of_several_lines_becomes_as_many_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await typed(pilot, "Students\rStaff\rVisi")
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await settle(pilot)
        canvas = screen_of(app).canvas
        assert [note.text for note in canvas.notes(Block.CUSTOMER_SEGMENTS)] == [
            "Students",
            "Staff",
        ]
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "Visi"


@pytest.mark.parametrize("keys", ["odbj", "oic", "rjx", "vkj", "onShop", "ojDu"])
async def test_commands_on_the_screen_that_opens_act(tmp_path: Path, keys: str) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await typed(pilot, keys)
        assert app.screen is not screen_of(app)
        assert "looked like text" not in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "texts"),
    [
        ("7 space dd", ["Run the stamp card"]),
        ("7 space jd", ["Brew and serve", "Run the stamp card"]),
        ("7 space xjp", ["Plan shifts", "Run the stamp card", "Brew and serve"]),
        ("7 space xp", ["Plan shifts", "Brew and serve", "Run the stamp card"]),
        ("7 space ddu", ["Plan shifts", "Run the stamp card"]),
        ("7 aMilk\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "Milk"]),
        ("7 space datext\r", ["Plan shifts", "text", "Run the stamp card"]),
        ("7 space jjotea\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "tea"]),
        ("7 space jaMilk\r", ["Brew and serve", "Plan shifts", "Milk", "Run the stamp card"]),
    ],
)
async def test_commands_in_a_burst_act(tmp_path: Path, keys: str, texts: list[str]) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        for part in keys.replace(" space ", "  ").split(" "):
            await typed(pilot, part or " ")
        notes = screen_of(app).canvas.notes(Block.KEY_ACTIVITIES)
        assert [note.text for note in notes] == texts


async def test_commands_of_a_screen_that_a_letter_opens_are_no_text(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o", "d", "b")
        await wait_for(pilot, "Trash")
        assert "looked like text" not in screen_text(app)
        assert "Campus coffee cart" in screen_text(app)
