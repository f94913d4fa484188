"""What is parked, in the app: the line below the board, key 0, the editor, Ctrl+B to and from."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.guide import load
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for, wait_until_saved

ID = "11111111-1111-4111-8111-111111111111"
IDEAS = ("Ask the baker", "A van for festivals?")
CART = coffee_cart().add(Block.PARKED, *IDEAS)


def screen_of(pilot: Pilot[int]) -> CanvasScreen:
    screen = pilot.app.screen_stack[1] if len(pilot.app.screen_stack) > 1 else pilot.app.screen
    assert isinstance(screen, CanvasScreen)
    return screen


def cursor_block(pilot: Pilot[int]) -> Block:
    return screen_of(pilot).board.block


def parked_in(shelf: Shelf) -> tuple[str, ...]:
    return shelf.load(ID).canvas.texts(Block.PARKED, GENERAL)


async def test_there_is_no_line_while_nothing_is_parked(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert screen_rows(app)[22].startswith("└")
        assert "Parked" not in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_a_line_below_the_board_tells_what_is_parked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert screen_rows(app)[-2].startswith(" 0 Parked 2  Ask the baker · A van for festivals?")


async def test_key_0_leads_there_and_the_arrows_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "0")
        assert cursor_block(pilot) is Block.PARKED
        await pilot.press("up")
        assert cursor_block(pilot) is Block.CHANNELS
        await pilot.press("9", "down")
        assert cursor_block(pilot) is Block.PARKED
        await pilot.press("down", "left")
        assert cursor_block(pilot) is Block.COST_STRUCTURE
        await pilot.press("tab")
        assert cursor_block(pilot) is Block.PARKED
        await pilot.press("tab")
        assert cursor_block(pilot) is Block.CUSTOMER_SEGMENTS
        await pilot.press("shift+tab", "shift+tab")
        assert cursor_block(pilot) is Block.COST_STRUCTURE


async def test_notes_are_added_there_before_anything_is(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, coffee_cart(), language="nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await wait_for(pilot, "Er is niets geparkeerd. Met a komt")
        await pilot.press("a")
        await wait_for(pilot, "0 Geparkeerd +")
        await pilot.press(*"Vraag de bakker", "enter", "escape")
        await wait_until_saved(pilot)
        assert parked_in(shelf) == ("Vraag de bakker",)
        assert " 0 Geparkeerd 1  Vraag de bakker" in screen_rows(app)[-2]
        await pilot.press("u", "9")
        await wait_until_saved(pilot)
        assert parked_in(shelf) == ()
        assert "Geparkeerd" not in screen_rows(app)[-2]


async def test_the_editor_sends_a_note_on_to_a_block(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "enter")
        await wait_for(pilot, "0 Parked")
        assert "answered" not in screen_rows(app)[0]
        await pilot.press("up", "up", "ctrl+b")
        await wait_for(pilot, "0 Parked")
        await pilot.press("8")
        await wait_for(pilot, "8 Key partners")
        await wait_until_saved(pilot)
        assert parked_in(shelf) == ("A van for festivals?",)
        assert "Ask the baker" in shelf.load(ID).canvas.texts(Block.KEY_PARTNERS, GENERAL)


async def test_the_editor_of_a_block_parks_a_note(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8", "enter", "up", "ctrl+b")
        await wait_for(pilot, "9 Costs 0 Parked")
        await pilot.press("0")
        await wait_for(pilot, "0 Parked")
        await wait_until_saved(pilot)
        assert parked_in(shelf) == ("Campus facility office",)
        await pilot.press("ctrl+pagedown", "ctrl+pagedown")
        await wait_for(pilot, lambda: screen_of(pilot).board.block is Block.PARKED)


async def test_a_search_goes_there(tmp_path: Path) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"festivals", "enter")
        await settle(pilot)
        assert screen_of(pilot).board.block is Block.PARKED
        assert screen_rows(app)[-2].startswith(" 0 Parked 2  A van for festivals?")
        await pilot.press("enter", "end", *"!")
        await wait_until_saved(pilot)
        assert parked_in(shelf_in(tmp_path)) == (IDEAS[0], IDEAS[1] + "!")


async def test_what_another_window_parks_is_there_too(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "enter", *"Mine")
        stored = shelf.load(ID)
        shelf.save(stored, stored.canvas.add(Block.PARKED, "Theirs"))
        await wait_until_saved(pilot)
        await wait_for(pilot, "Theirs")
        assert sorted(parked_in(shelf)) == sorted((*IDEAS, "Mine", "Theirs"))


async def test_a_click_on_the_line_goes_there_and_a_second_opens_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click("#parked", offset=(20, 0))
        await settle(pilot)
        assert screen_of(pilot).board.block is Block.PARKED
        assert screen_of(pilot).mode.pane is None
        await pilot.click("#parked", offset=(20, 0))
        await settle(pilot)
        pane = screen_of(pilot).mode.pane
        assert pane
        assert pane.block is Block.PARKED


async def test_the_next_question_is_asked_from_there(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Cart").add(Block.PARKED, "Idea"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "enter", "ctrl+n")
        await settle(pilot)
        pane = screen_of(pilot).mode.pane
        assert pane
        assert pane.block is Block.CUSTOMER_SEGMENTS


def test_the_names_are_those_of_the_language() -> None:
    assert [load(code).title(Block.PARKED) for code in ("en", "nl")] == ["Parked", "Geparkeerd"]


async def test_the_footer_has_the_key_of_the_questions_only_where_there_are_some(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "enter")
        await wait_for(pilot, lambda: "F2 questions" in screen_rows(app)[-1])
        await pilot.press("escape", "0", "enter")
        await wait_for(pilot, lambda: "esc close" in screen_rows(app)[-1])
        assert "F2" not in screen_rows(app)[-1]
