"""Finding notes on the canvas: matches are highlighted, n and N step through them, Esc ends it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.ui.widgets.board import Board
from bmc_tui.ui.widgets.editor import EditorPane
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, wait_until_saved


def styled_runs(pilot: Pilot[int], attribute: str) -> list[str]:
    """Return the runs of the grid with an attribute of style, such as `reverse`, in order."""
    strips = pilot.app.screen.query_one(Board).render_lines(
        pilot.app.screen.query_one(Board).region.reset_offset
    )
    return [
        segment.text
        for strip in strips
        for segment in strip
        if segment.style is not None and getattr(segment.style, attribute)
    ]


def block_of(pilot: Pilot[int]) -> Block:
    return pilot.app.screen.query_one(Board).block


def title(pilot: Pilot[int]) -> str:
    return screen_rows(pilot.app)[0]


async def test_matches_are_highlighted_while_typing_and_the_first_is_the_current_one(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("9", "slash", *"cart")
        assert "“cart” 1 of 2" in title(pilot)
        assert block_of(pilot) is Block.CHANNELS
        assert styled_runs(pilot, "underline") == ["Cart"]
        assert "Cart" in styled_runs(pilot, "reverse")
        await pilot.press("backspace", "backspace")
        assert "“ca” 1 of 5" in title(pilot)


async def test_enter_keeps_the_highlight_and_escape_clears_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"COFFEE", "enter")
        assert "coffee" in styled_runs(pilot, "reverse")
        assert "n next" in screen_rows(app)[-1]
        await pilot.press("left", "right")
        assert "coffee" in styled_runs(pilot, "reverse")
        await pilot.press("escape")
        assert "coffee" not in styled_runs(pilot, "reverse")
        assert "n next" not in screen_rows(app)[-1]
        assert "of" not in title(pilot).split()


async def test_escape_while_typing_brings_the_cursor_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "slash", *"stamp")
        assert block_of(pilot) is not Block.KEY_PARTNERS
        await pilot.press("escape")
        assert block_of(pilot) is Block.KEY_PARTNERS
        assert styled_runs(pilot, "underline") == []
        assert "“stamp”" not in title(pilot)


async def test_n_steps_on_and_reports_when_it_wraps(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"card", "enter")
        seen = [(block_of(pilot), title(pilot))]
        for key in ("n", "n", "N"):
            await pilot.press(key)
            seen.append((block_of(pilot), title(pilot)))
    blocks, titles = zip(*seen, strict=True)
    relations, activities = Block.CUSTOMER_RELATIONSHIPS, Block.KEY_ACTIVITIES
    assert blocks == (relations, activities, relations, activities)
    assert "“card” 1 of 2 " in titles[0]
    assert "“card” 2 of 2 " in titles[1]
    assert "“card” 1 of 2, from the start again" in titles[2]
    assert "“card” 2 of 2, from the end again" in titles[3]


async def test_n_repeats_the_last_search(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("n")
        assert "Press / first" in screen_text(app)
        await pilot.press("slash", *"card", "enter", "escape", "n")
        assert "“card” 1 of 2" in title(pilot)


async def test_no_match_is_reported_and_the_prompt_stays_open(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("4", "slash", *"cardx")
        assert "no note contains “cardx”" in title(pilot)
        assert block_of(pilot) is Block.CUSTOMER_RELATIONSHIPS
        await pilot.press("enter")
        assert "No note contains “cardx”" in screen_text(app)
        await pilot.press("backspace")
        assert "“card” 1 of 2" in title(pilot)
        await pilot.press("enter")
        assert "n next" in screen_rows(app)[-1]
        await wait_until_saved(pilot)
    (entry,) = shelf_in(tmp_path).entries()
    assert shelf_in(tmp_path).load(entry.id).canvas == coffee_cart()


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_enter_on_a_match_opens_that_note(tmp_path: Path, key: str) -> None:
    answer = Section("channels.direct")
    canvas = coffee_cart().add(Block.CHANNELS, "Nobody", "By the cart", "Or so", section=answer)
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"by the", "enter", key)
        await pilot.pause()
        await pilot.press("!")
        editor = app.screen.query_one(EditorPane)
        assert Note("By the cart!", answer) in editor.notes.current
        await pilot.press("escape")
        assert "“by the” 1 of 1" in title(pilot)


async def test_enter_on_another_block_opens_that_block(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"card", "enter", "9", "enter")
        assert "9 Cost structure" in title(pilot)


async def test_a_match_out_of_sight_comes_into_sight(tmp_path: Path) -> None:
    canvas = Canvas("Full").add(Block.KEY_PARTNERS, *(f"Partner {n}" for n in range(40)))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Partner 30" not in screen_text(app)
        await pilot.press("slash", *"30")
        assert "Partner 30" in screen_text(app)
        assert "+30 above" in screen_text(app)
        await pilot.press("escape")
        assert "Partner 30" not in screen_text(app)


async def test_it_finds_in_one_column_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("slash", *"permit")
        assert "Permit" in screen_text(app)
        assert "Permit" in styled_runs(pilot, "reverse")
        await pilot.press("enter")
        assert "n next" in screen_rows(app)[-1]


async def test_it_finds_while_a_segment_is_followed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "slash", *"subscription", "enter")
        assert "Subscription" in styled_runs(pilot, "reverse")
        assert "» Stamp card" in screen_text(app)
        await pilot.press("escape")
        assert "A students:" in title(pilot)
        assert "» Stamp card" in screen_text(app)


async def test_a_note_that_is_undone_is_not_a_match_any_more(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("9", "a", *"Card paper", "enter", "escape")
        await pilot.press("slash", *"card", "enter", "N")
        assert "“card” 3 of 3" in title(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "“card” 2 found" in title(pilot)
        await pilot.press("n")
        assert "“card” 1 of 2" in title(pilot)


async def test_after_the_current_match_is_deleted_the_block_opens_as_usual(tmp_path: Path) -> None:
    # Without its only note this section is on the worksheet no longer.
    canvas = Canvas("x").add(Block.CHANNELS, "Cards", section=UNPLACED)
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"card", "enter", "enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, "escape")
        assert "no note contains “card”" in title(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"New")
        assert app.screen.query_one(EditorPane).notes.current == (Note("New"),)


async def test_a_pasted_query_is_found(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        await paste(pilot, "- card\n- coffee\n")
        assert "“card” 1 of 2" in title(pilot)
        assert "n next" in screen_rows(app)[-1]


async def test_a_query_is_not_read_as_markup(tmp_path: Path) -> None:
    canvas = Canvas("x").add(Block.CHANNELS, "[red]not red[/]")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", "left_square_bracket", *"red", "right_square_bracket", "enter")
        assert "“[red]” 1 of 1" in title(pilot)
        await pilot.press("slash", "left_square_bracket", "slash", "right_square_bracket")
        assert "“[/]” 1 of 1" in title(pilot)
