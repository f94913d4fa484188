"""The matrix of channels as a screen: its cursor, what is added and opened there, and its keys."""

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot

from bmc_tui.model.blocks import GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.render.matrix import MatrixPlace
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.help.keys import HelpScreen
from bmc_tui.ui.screens.matrix import MatrixScreen, MatrixView
from bmc_tui.ui.widgets.editor import EditorPane
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for, wait_until_saved

ID = "11111111-1111-4111-8111-111111111111"
AWARENESS = Section("awareness")
CART = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
    .add(Block.CHANNELS, "Cart @students", "Mail @students", "Shop")
    .add(Block.CHANNELS, "Instagram @students", section=AWARENESS)
)


async def open_matrix(pilot: Pilot[int]) -> None:
    await pilot.press("C")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, MatrixScreen))
    await settle(pilot)


def place(pilot: Pilot[int]) -> MatrixPlace | None:
    return pilot.app.screen.query_one(MatrixView).place


def reversed_text(pilot: Pilot[int]) -> str:
    """Return the reversed text on the screen below the title bar."""
    strips = pilot.app.screen._compositor.render_strips()[1:]
    return "".join(
        segment.text
        for strip in strips
        for segment in strip
        if segment.style and segment.style.reverse
    ).strip()


async def test_the_cursor_starts_at_the_first_channel_without_a_phase(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        assert "No phase yet" in screen_text(pilot.app)
        assert reversed_text(pilot) == "Cart"
        await pilot.press("down")
        assert reversed_text(pilot) == "Mail"
        await pilot.press("j", "l")
        assert reversed_text(pilot) == "–"
        assert place(pilot) == MatrixPlace(Phase.AWARENESS, "staff")


async def test_the_cursor_goes_to_the_ends_of_a_column_and_by_pages(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        first = place(pilot)
        places = []
        for key in ("G", "g", "end", "home", "space", "pagedown", "pageup", "pageup"):
            await pilot.press(key)
            places.append(place(pilot))
        last, page = places[0], places[4]
        assert last == MatrixPlace(Phase.AFTER_SALES, "students")
        assert page not in {first, last}
        assert places == [last, first, last, first, page, last, *places[6:7], first]


async def test_a_adds_channels_in_the_cell_with_its_phase_and_segment(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press("down", "down", "right", "a")
        await wait_for(pilot, "1 Awareness @staff +")
        await pilot.press(*"Mail", "enter", *"Wall", "enter", "escape")
        await settle(pilot)
        assert reversed_text(pilot) == "Wall"
        assert isinstance(pilot.app.screen, MatrixScreen)
        await pilot.press("escape")
        await wait_until_saved(pilot)
    canvas = shelf_in(tmp_path).load(ID).canvas
    assert canvas.texts(Block.CHANNELS, AWARENESS) == (
        "Instagram @students",
        "Mail @staff",
        "Wall @staff",
    )


async def test_an_added_channel_is_undone_on_the_canvas(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press("a", *"Wall", "enter", "escape", "escape")
        await settle(pilot)
        await pilot.press("u")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas.blocks == CART.blocks


async def test_what_is_typed_in_the_line_when_the_app_ends_is_saved(tmp_path: Path) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press("right", "a", *"Wall")
        await settle(pilot)
        canvas_screen = next(one for one in app.screen_stack if isinstance(one, CanvasScreen))
        await canvas_screen.open_canvas.save_at_end()
        await canvas_screen.open_canvas.save_at_end()
    canvas = shelf_in(tmp_path).load(ID).canvas
    assert canvas.texts(Block.CHANNELS, GENERAL)[-1] == "Wall @staff"
    assert canvas.note_count == CART.note_count + 1


async def test_an_empty_line_adds_nothing(tmp_path: Path) -> None:
    app = app_on(tmp_path, CART)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press("right", "a")
        await wait_for(pilot, "Enter")
        await pilot.press("enter")
        await settle(pilot)
        canvas_screen = next(one for one in app.screen_stack if isinstance(one, CanvasScreen))
        assert canvas_screen.typed == CART


@pytest.mark.parametrize(
    ("keys", "spot"),
    [
        (("down",), Spot(Block.CHANNELS, GENERAL, 1)),
        (("down", "down"), Spot(Block.CHANNELS, AWARENESS, 0)),
        (("right", "right"), Spot(Block.CHANNELS, GENERAL, 2)),
    ],
)
async def test_enter_opens_the_channel_in_the_editor(
    tmp_path: Path, keys: tuple[str, ...], spot: Spot
) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press(*keys, "enter")
        await wait_for(pilot, lambda: pilot.app.screen.query(EditorPane))
        await settle(pilot)
        assert pilot.app.screen.query_one(EditorPane).spot == spot


async def test_enter_on_an_empty_cell_opens_its_phase(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        await pilot.press("down", "down", "down", "enter")
        await wait_for(pilot, lambda: pilot.app.screen.query(EditorPane))
        await settle(pilot)
        pane = pilot.app.screen.query_one(EditorPane)
        assert (pane.section, pane.spot) == (Section("evaluation"), None)


async def test_the_matrix_has_the_keys_and_the_commands_of_every_screen(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        assert screen_rows(pilot.app)[-1].split() == [
            "⏎",
            "edit",
            "a",
            "add",
            "esc",
            "back",
            "?",
            "keys",
        ]
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press(*"matrix")
        await wait_for(pilot, "In the matrix of channels")
        await wait_for(pilot, "Add channels with this phase and this segment")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, MatrixScreen))
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await wait_for(pilot, "Add channels with this phase and this segment")
        await pilot.press(*"Add channels", "enter")
        await wait_for(pilot, "No phase yet @students +")


async def test_the_matrix_follows_what_another_program_writes(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART, "nl").run_test(size=(80, 24)) as pilot:
        await open_matrix(pilot)
        assert "Nog geen fase" in screen_text(pilot.app)
        shelf = shelf_in(tmp_path)
        stored = shelf.load(ID)
        shelf.save(stored, stored.canvas.add(Block.CHANNELS, "Radio @staff"))
        await wait_for(pilot, "Radio")


async def test_the_cursor_scrolls_into_view_and_a_click_moves_it(tmp_path: Path) -> None:
    async with app_on(tmp_path, CART).run_test(size=(60, 10)) as pilot:
        await open_matrix(pilot)
        await pilot.press(*["down"] * 6)
        await settle(pilot)
        assert "5 After" in screen_text(pilot.app)
        await pilot.press(*["up"] * 6)
        await settle(pilot)
        assert "A students" in screen_text(pilot.app)
        region = pilot.app.screen.query_one(MatrixView)._layout.regions[
            MatrixPlace(None, "students", 1)
        ]
        await pilot.click(MatrixView, offset=(region.x, region.y))
        assert reversed_text(pilot).endswith("Mail")  # after the scrollbar
        await pilot.click(MatrixView, offset=(region.x, region.y))
        await wait_for(pilot, lambda: pilot.app.screen.query(EditorPane))
