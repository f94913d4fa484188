"""Finding over all canvases, from the list of them."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.widgets.board import Board
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import lines_of, text_of, until


def with_others(folder: Path) -> None:
    """Put two more canvases beside the one that a test opens, and one in the trash."""
    shelf = shelf_in(folder)
    cafe = Canvas("Repaircafé").add(Block.KEY_PARTNERS, "Bank", "Stempelkaart drukker")
    shelf.create(cafe.add(Block.CHANNELS, "Café in de buurt", section=Section("awareness")))
    shelf.create(Canvas("Bakery").add(Block.COST_STRUCTURE, "Flour", "Card reader"))
    shelf.delete(shelf.create(Canvas("Gone").add(Block.CHANNELS, "Card")).entry.id)


async def search(pilot: Pilot[int], text: str) -> None:
    await pilot.press("o")
    await until(pilot, "Bakery")
    await pilot.press("slash", *text)
    await until(pilot, "found")


async def test_notes_of_all_canvases_are_found_with_their_canvas_and_block(
    tmp_path: Path,
) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "card")
        rows = [" ".join(row.split()) for row in lines_of(app)[1:] if "ard" in row]
        assert "3 found" in lines_of(app)[0]
    assert "Bakery 9 Costs Card reader" in rows
    assert "Campus coffee cart 7 Activities Run the stamp card" in rows
    assert len(rows) == 4  # and the line that is typed in


async def test_enter_opens_the_canvas_at_that_note_with_all_lit(tmp_path: Path) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "cafe")
        assert "2 found" in lines_of(app)[0]
        await pilot.press("down", "enter")
        await until(pilot, "“cafe” 1 of 1")
        assert lines_of(app)[0].startswith(" Repaircafé")
        assert app.screen.query_one(Board).block is Block.CHANNELS
        assert "n next" in lines_of(app)[-1]


async def test_a_title_that_is_found_opens_its_canvas(tmp_path: Path) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "BAKERY")
        await pilot.press("enter")
        await until(pilot, "Flour")
        assert "“BAKERY”" not in lines_of(app)[0]
        assert "n next" not in lines_of(app)[-1]


async def test_the_open_canvas_is_found_in_too(tmp_path: Path) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "roastery")
        await pilot.press("enter")
        await until(pilot, "“roastery” 1 of 1")
        await pilot.press("escape")
        assert lines_of(app)[0].startswith(" Campus coffee cart")


async def test_the_note_that_was_picked_is_the_current_one(tmp_path: Path) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "stamp")
        rows = lines_of(app)[1:]
        at = next(y for y, row in enumerate(rows) if "Run the stamp card" in row)
        await pilot.press(*["down"] * at, "enter")
        await until(pilot, "“stamp” 2 of 2")
        assert app.screen.query_one(Board).block is Block.KEY_ACTIVITIES


async def test_nothing_found_is_told_and_esc_leads_back(tmp_path: Path) -> None:
    with_others(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await search(pilot, "no such thing")
        await pilot.press("enter")
        assert "“no such thing” is in no canvas" in text_of(app)
        await pilot.press(*["backspace"] * 13, *"card")
        assert "3 found" in lines_of(app)[0]
        await pilot.press("escape")
        await until(pilot, "Canvases")
        await pilot.press("escape")
        await until(pilot, "3 Channels")
        assert lines_of(app)[0].startswith(" Campus coffee cart")


async def test_what_was_found_is_in_sight_in_a_long_note(tmp_path: Path) -> None:
    with_others(tmp_path)
    canvas = Canvas("Long").add(Block.CHANNELS, "日本 word " * 60 + "needle in it")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(40, 15)) as pilot:
        await search(pilot, "needle")
        assert "needle" in lines_of(app)[1]


async def test_only_the_first_of_very_many_are_listed(tmp_path: Path) -> None:
    with_others(tmp_path)
    canvas = Canvas("Full").add(Block.CHANNELS, *(f"Same {number}" for number in range(300)))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, "Bakery")
        await pilot.press("slash", *"same")
        await until(pilot, "the first 50: type on")
        assert app.screen.query_one(OptionList).option_count == 50
        await pilot.press(*" 299")
        await until(pilot, "1 found")
