"""Which notes are shown next to a question of the interview."""

from pathlib import Path

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.ui.screens.interview.bearing import bearing_lines, bearings
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import press, screen_rows, screen_text, wait_for, wait_until_saved

REACHED = Spot(Block.CHANNELS, Section("channels.reached"), 0)


def lines(canvas: Canvas, asked: Spot, max_lines: int, width: int = 60) -> list[str]:
    """Return the lines as text."""
    found = tuple(bearings(canvas, asked))
    return [
        "".join(run.text for run in line)
        for line in bearing_lines(found, load("en"), width, max_lines)
    ]


def test_the_other_side_of_the_tie_is_first_and_the_rest_of_the_block_below() -> None:
    canvas = coffee_cart().add(Block.CHANNELS, "General note").add(REACHED.block, "Asked here")
    assert lines(canvas, REACHED, 9) == [
        "Segments  A Students #customer",
        "          B Staff #customer",
        "Channels  · 1 Cart on the square",
        "          · 1 Instagram #online",
        "          · 3 Pay by phone",
    ]


def test_what_has_no_room_is_counted_and_each_block_has_its_share() -> None:
    canvas = coffee_cart().add(Block.CUSTOMER_SEGMENTS, *(f"Group {n}" for n in range(9)))
    assert lines(canvas, REACHED, 5) == [
        "Segments  A Students #customer",
        "          B Staff #customer",
        "          +9 more",
        "Channels  · 1 Cart on the square",
        "          +2 more",
    ]


def test_notes_that_have_no_room_are_cut_to_a_line_and_the_others_counted() -> None:
    canvas = Canvas().add(
        Block.CUSTOMER_SEGMENTS, "Students who are between two lectures", "Teachers", "Staff"
    )
    assert lines(canvas, REACHED, 3, 30) == [
        "Segments  A Students who are …",
        "          B Teachers",
        "          C Staff",
    ]
    assert lines(canvas, REACHED, 2, 30) == [
        "Segments  A Students who are …",
        "          +2 more",
    ]
    assert lines(canvas, REACHED, 1, 30) == ["Segments  A Students…  +2 more"]


def test_without_room_there_is_nothing() -> None:
    assert lines(coffee_cart(), REACHED, 0) == []
    assert lines(coffee_cart(), REACHED, -3) == []
    assert lines(Canvas(), REACHED, 9) == []


async def test_the_other_side_of_a_tie_follows_what_another_window_saves(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students"))
    async with app.run_test() as pilot:
        await press(pilot, "i", *["alt+right"] * 8)
        await wait_for(pilot, "1 Awareness: how do customers come to know what we offer?")
        assert any("Segments  A Students" in row for row in screen_rows(app))
        await press(pilot, *"Sign")
        await wait_until_saved(pilot)
        shelf = shelf_in(tmp_path)
        [entry] = shelf.entries()
        stored = shelf.load(entry.id)
        shelf.save(stored, stored.canvas.add(Block.CUSTOMER_SEGMENTS, "Teachers"))
        await wait_for(pilot, "B Teachers")
        assert "Sign" in screen_text(app)


async def test_in_a_low_window_the_answer_is_still_seen(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(30, 8)) as pilot:
        await press(pilot, "i", *"Young")
        await wait_for(pilot, "Young")
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, "Who are my customers, and what characterises them?")
        await wait_for(pilot, "Good coffee in two minutes")
        await pilot.resize_terminal(20, 5)
        await wait_for(pilot, "Young")


async def test_the_language_of_the_question_changes_with_that_of_the_app(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Young")
        await app.run_action("app.language")
        await wait_for(pilot, "Wie zijn mijn klanten en welke kenmerken hebben ze?")
        assert "Antwoorden" in screen_text(app)
        assert "Waarde" in screen_text(app)
        assert "Young" in screen_text(app)
