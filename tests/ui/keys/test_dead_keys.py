"""A key that does nothing on the board shows one line: which key does what it may be meant for."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for

NOTES = "First Space, to the notes of the block; there "


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("delete", f"{NOTES}D means: Delete the note."),
        ("d", f"{NOTES}D means: Delete the note."),
        ("backspace", f"{NOTES}D means: Delete the note."),
        ("b", f"{NOTES}B means: Send the note to another block."),
        ("alt+up", f"{NOTES}Alt+↑ means: Move the note up"),
        ("ctrl+v", f"{NOTES}P means: Put the cut note"),
        ("ctrl+s", "Everything is already saved: bmc saves automatically."),
        ("f", "/ does that here: Find notes"),
        ("Q", "q does that here: Quit"),
        ("z", "z does nothing here. ? lists all keys, Ctrl+P has every command by name."),
        ("f9", "F9 does nothing here."),
    ],
)
async def test_a_dead_key_on_the_blocks_says_what_would_act(
    tmp_path: Path, key: str, message: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press(key)
        await settle(pilot)
        text = " ".join(screen_text(app).split())
        assert message.casefold() in text.casefold()


@pytest.mark.parametrize("key", ["z", "w", "B", "ctrl+s", "insert"])
async def test_a_dead_key_on_the_notes_says_so(tmp_path: Path, key: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3", "space")
        await settle(pilot)
        before = screen_rows(app)[-1]
        await pilot.press(key)
        await settle(pilot)
        assert screen_rows(app)[-1] != before


async def test_a_colon_opens_the_palette_and_ctrl_r_redoes(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("7", "space", "d", "u", "ctrl+r")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        assert len(screen.canvas.notes(Block.KEY_ACTIVITIES)) == 2
        await pilot.press("colon")
        await wait_for(pilot, "Type what you want to do")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("b 3", "The note is already in 3 Channels."),
        ("at Z", "No segment has the letter Z: each note of block 1 is one."),
    ],
)
async def test_a_choice_without_effect_says_so(tmp_path: Path, keys: str, message: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for key in ("3", "space", *keys.split()):
            await pilot.press(key)
            await settle(pilot)
        assert message in screen_rows(app)[-1]
        await pilot.press("at", "escape")
        await settle(pilot)
        assert "No segment" not in screen_text(app)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_another_language_or_theme_says_how_to_go_back_in_both_languages(
    tmp_path: Path, language: str
) -> None:
    app = app_on(tmp_path, coffee_cart(), language)
    async with app.run_test() as pilot:
        await pilot.press("L")
        await wait_for(pilot, "wissel je weer")
        await wait_for(pilot, "L changes")
        await pilot.press("T")
        await wait_for(pilot, "T: next theme")
        await wait_for(pilot, "T: volgend thema")


@pytest.mark.parametrize("screen_key", ["p", "o", "c", "v", "C"])
async def test_on_the_screens_over_the_canvas_a_dead_key_says_that_it_is_one(
    tmp_path: Path, screen_key: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press(screen_key)
        await wait_for(pilot, lambda: not isinstance(app.screen, CanvasScreen))
        await settle(pilot)
        await pilot.press("z")
        await wait_for(pilot, "z does nothing here.")


async def test_what_is_typed_in_a_filter_or_a_search_is_not_a_dead_key(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for keys in (["question_mark", "z"], ["escape", "escape", "o", "slash", "z"]):
            await pilot.press(*keys)
            await settle(pilot)
            assert "does nothing here" not in screen_text(app)
