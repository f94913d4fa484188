"""Pastes on the canvas screen: what is asked, and what becomes of them."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.ui.apps import HOSTILE_TEXTS, app_on
from tests.ui.pilots import paste, screen_text, settle

TWO_BLOCKS = "Kernpartners\n- Molen\nKosten\n- Huur\n"


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_a_hostile_paste_on_the_board_is_a_note(tmp_path: Path, text: str) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("4")
        await paste(pilot, f"{text}\nOther")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas == Canvas().add(Block.CUSTOMER_RELATIONSHIPS, text, "Other")


@pytest.mark.parametrize("text", ["", "\n \n", "- \n"])
async def test_a_paste_without_text_changes_nothing(tmp_path: Path, text: str) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await paste(pilot, text)
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas == Canvas()


async def test_hostile_names_are_text_in_the_question(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("[red]"))
    async with app.run_test() as pilot:
        await paste(
            pilot, "# [bold]Title[/]\n## Costs\n- [/] rent\n## Channels\n- [@click=app.quit]x[/]\n"
        )
        await settle(pilot)
        assert "3 Channels: 1   9 Costs: 1" in screen_text(app)
        await pilot.press("1")
        await settle(pilot)
        assert "The title “[bold]Title[/]” in it was left out" in screen_text(app)


async def test_in_dutch_it_says_where_each_note_goes_and_how_to_take_it_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, language="nl")
    async with app.run_test() as pilot:
        await paste(pilot, TWO_BLOCKS)
        await settle(pilot)
        assert "Je plakt 2 blokken met 2 notities:" in screen_text(app)
        assert "3  als notities van 1 Klantsegmenten" in screen_text(app)
        await pilot.press("escape")
        assert "Het plakken is geannuleerd; er is niets gewijzigd." in screen_text(app)
        await paste(pilot, TWO_BLOCKS)
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "Kostenstructuur. Met u maak je het" in screen_text(app)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Molen",)
        await pilot.press("u")
        assert app.screen.canvas == Canvas()


async def test_several_lines_pasted_as_a_title_become_one_that_enter_takes(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await settle(pilot)
        await paste(pilot, "- Books\n- Tea\n\n- Cake\n")
        await settle(pilot)
        assert "The 3 pasted lines are now one line." in screen_text(app)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas.title == "Moon"
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.canvas.title == "Moon Books Tea Cake"


TWO_CANVASES = """{"canvases": [
{"name": "Sailing", "customer_segments": ["beginners"], "channels": ["leaflet"]},
{"name": "Canoes", "customer_segments": ["families"], "channels": ["sign"]}]}"""


async def test_several_canvases_are_named_as_such(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon"))
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, TWO_CANVASES)
        await settle(pilot)
        assert "The paste has 2 canvases, naming 2 blocks and with 4 notes" in screen_text(app)
        await pilot.press("2")
        await settle(pilot)
        assert "“Canoes”" in screen_text(app)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas.title == "Sailing"


async def test_names_without_notes_can_only_become_lines(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon"))
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "## Key partners\n\n## Costs\n")
        await settle(pilot)
        assert "The paste names 2 blocks, and has no notes below them." in screen_text(app)
        await pilot.press("1", "2", "3")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        canvas = Canvas("Moon").add(Block.CUSTOMER_SEGMENTS, "Key partners", "Costs")
        assert app.screen.canvas == canvas


async def test_parked_notes_are_in_no_block(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon"))
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, "## Partners\n- Mill\n## Costs\n- Rent\n## Channels\n- S\n## Plans\n- X")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "Pasted: 5 notes in 3 blocks and under Parked." in screen_text(app)


TABLE = "| Wat | Prijs |\n|---|---|\n| Brood | 3 |\n| Taart | 12 |\n"


async def test_the_titles_of_a_table_on_the_board_are_quoted(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("5")
        await paste(pilot, TABLE)
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        texts = app.screen.canvas.texts(Block.REVENUE_STREAMS, GENERAL)
        assert texts == ("Brood — 3", "Taart — 12")
        assert "Pasted: 2 notes in 5 Revenue streams." in screen_text(app)
        assert "“Wat, Prijs” is not a note, and was left out." in screen_text(app)


async def test_the_titles_of_a_table_in_the_editor_are_quoted(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("5", "enter")
        await settle(pilot)
        await paste(pilot, TABLE)
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.typed.texts(Block.REVENUE_STREAMS, GENERAL) == ("Brood — 3", "Taart — 12")
        assert "“Wat, Prijs” is not a note, and was left out." in screen_text(app)


async def test_lines_pasted_in_quick_add_are_reported_after_what_was_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("5", "a", *"Fresh")
        await paste(pilot, "bread\n- cake\n")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        texts = app.screen.canvas.texts(Block.REVENUE_STREAMS, GENERAL)
        assert texts == ("Fresh bread", "cake")
        assert "Pasted: 2 notes in 5 Revenue streams. Close this line" in screen_text(app)


async def test_what_was_typed_in_quick_add_stays_there_when_a_list_is_pasted(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("5", "a", *"Half", "space")
        await paste(pilot, "1. Day pass 14\n2. Week pass 60\n")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        texts = app.screen.canvas.texts(Block.REVENUE_STREAMS, GENERAL)
        assert texts == ("Day pass 14", "Week pass 60")
        assert app.screen.open_prompt
        assert app.screen.open_prompt.text == "Half "


SHIPS = "# Sail loft\n## Costs\n- Canvas\n## Channels\n- Port\n"
LOFT_AND_WALK = f"{SHIPS}# Rope walk\n## Costs\n- Hemp\n## Channels\n- Fair\n"


async def test_undo_of_a_new_canvas_leads_back_and_leaves_no_empty_one(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon").add(Block.COST_STRUCTURE, "Dust"))
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, LOFT_AND_WALK)
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas.title == "Sail loft"
        await pilot.press("u")
        await settle(pilot)
        assert app.screen.canvas == Canvas("Moon").add(Block.COST_STRUCTURE, "Dust")
        assert "“Sail loft”" in screen_text(app)
        assert "“Moon” is open" in screen_text(app)
        shelf = app.screen.context.shelf
        assert [entry.title for entry in shelf.entries()] == ["Moon"]
        assert {entry.title for entry in shelf.trash()} == {"Sail loft", "Rope walk"}
        await pilot.press("U")
        await settle(pilot)
        assert app.screen.canvas.title == "Sail loft"
        assert {entry.title for entry in shelf.entries()} == {"Moon", "Sail loft", "Rope walk"}
        await pilot.press("u")
        await settle(pilot)
        assert app.screen.canvas.title == "Moon"


async def test_undo_after_another_edit_of_a_new_canvas_undoes_that_first(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Moon").add(Block.COST_STRUCTURE, "Dust"))
    async with app.run_test(size=(80, 24)) as pilot:
        await paste(pilot, SHIPS)
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("9", "a", *"Rope", "enter", "escape", "u")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas.texts(Block.COST_STRUCTURE, GENERAL) == ("Canvas",)
        await pilot.press("u")
        await settle(pilot)
        assert app.screen.canvas.title == "Moon"


async def test_escape_adds_what_was_typed_in_quick_add(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("a", *"Half", "space", *"typed", "escape")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        assert app.screen.canvas == Canvas().add(Block.CUSTOMER_SEGMENTS, "Half typed")
        assert "Added: “Half typed”. u undoes that." in screen_text(app)
