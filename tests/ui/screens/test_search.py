"""The search in all canvases, from the list of them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.widgets.board import Board
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, wait_for


def add_canvases(folder: Path) -> None:
    """Put two more canvases beside the one that a test opens, and one in the trash."""
    shelf = shelf_in(folder)
    cafe = Canvas("Repaircafé").add(Block.KEY_PARTNERS, "Bank", "Stempelkaart drukker")
    shelf.create(cafe.add(Block.CHANNELS, "Café in de buurt", section=Section("awareness")))
    shelf.create(Canvas("Bakery").add(Block.COST_STRUCTURE, "Flour", "Card reader"))
    shelf.delete(shelf.create(Canvas("Gone").add(Block.CHANNELS, "Card")).entry.id)


@asynccontextmanager
async def searched(
    folder: Path,
    query: str,
    canvas: Canvas | None = None,
    size: tuple[int, int] = (100, 24),
    title: str = "found",
) -> AsyncGenerator[Pilot[int]]:
    """Run the app on a canvas beside those of `add_canvases`, and search them all.

    Args:
        folder: The folder of the file.
        query: What to type into the search.
        canvas: The open canvas; the coffee cart when left out.
        size: The columns and rows of the terminal.
        title: The text in the title bar to wait for.
    """
    add_canvases(folder)
    async with app_on(folder, canvas or coffee_cart()).run_test(size=size) as pilot:
        await pilot.press("o")
        await wait_for(pilot, "Bakery")
        await pilot.press("slash", *query)
        await wait_for(pilot, title)
        yield pilot


async def test_notes_of_all_canvases_are_found_with_their_canvas_and_block(
    tmp_path: Path,
) -> None:
    async with searched(tmp_path, "card") as pilot:
        rows = [" ".join(row.split()) for row in screen_rows(pilot.app)[1:] if "ard" in row]
        assert "3 found" in screen_rows(pilot.app)[0]
    assert "Bakery 9 Costs Card reader" in rows
    assert "Campus coffee cart 7 Activities Run the stamp card" in rows
    assert len(rows) == 4  # and the line that is typed in


async def test_enter_opens_the_canvas_at_that_note_and_highlights_matches(
    tmp_path: Path,
) -> None:
    async with searched(tmp_path, "cafe") as pilot:
        assert "2 found" in screen_rows(pilot.app)[0]
        await pilot.press("down", "enter")
        await wait_for(pilot, "“cafe” 1 of 1")
        assert screen_rows(pilot.app)[0].startswith(" Repaircafé")
        assert pilot.app.screen.query_one(Board).block is Block.CHANNELS
        assert "n next" in screen_rows(pilot.app)[-1]


async def test_a_matching_title_opens_its_canvas(tmp_path: Path) -> None:
    async with searched(tmp_path, "BAKERY") as pilot:
        await pilot.press("enter")
        await wait_for(pilot, "Flour")
        assert "“BAKERY”" not in screen_rows(pilot.app)[0]
        assert "n next" not in screen_rows(pilot.app)[-1]


async def test_the_open_canvas_is_searched_too(tmp_path: Path) -> None:
    async with searched(tmp_path, "roastery") as pilot:
        await pilot.press("enter")
        await wait_for(pilot, "“roastery” 1 of 1")
        await pilot.press("escape")
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart")


async def test_the_selected_note_becomes_the_current_match(tmp_path: Path) -> None:
    async with searched(tmp_path, "stamp") as pilot:
        rows = screen_rows(pilot.app)[1:]
        at = next(y for y, row in enumerate(rows) if "Run the stamp card" in row)
        await pilot.press(*["down"] * at, "enter")
        await wait_for(pilot, "“stamp” 2 of 2")
        assert pilot.app.screen.query_one(Board).block is Block.KEY_ACTIVITIES


async def test_a_query_without_matches_is_reported_and_escape_leads_back(tmp_path: Path) -> None:
    async with searched(tmp_path, "no such thing") as pilot:
        await pilot.press("enter")
        assert "No canvas contains “no such thing”" in screen_text(pilot.app)
        await pilot.press(*["backspace"] * 13, *"card")
        assert "3 found" in screen_rows(pilot.app)[0]
        await pilot.press("escape")
        await wait_for(pilot, "Canvases")
        await pilot.press("escape")
        await wait_for(pilot, "3 Channels")
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart")


async def test_the_match_in_a_long_note_is_visible(tmp_path: Path) -> None:
    canvas = Canvas("Long").add(Block.CHANNELS, "日本 word " * 60 + "needle in it")
    async with searched(tmp_path, "needle", canvas, (40, 15)) as pilot:
        assert "needle" in screen_rows(pilot.app)[1]


async def test_only_the_first_fifty_matches_are_listed(tmp_path: Path) -> None:
    canvas = Canvas("Full").add(Block.CHANNELS, *(f"Same {number}" for number in range(300)))
    async with searched(tmp_path, "same", canvas, (80, 24), "the first 50: keep typing") as pilot:
        assert pilot.app.screen.query_one(OptionList).option_count == 50
        await pilot.press(*" 299")
        await wait_for(pilot, "1 found")
