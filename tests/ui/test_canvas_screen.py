"""Walking over the grid, adding, undoing, and what is said of it."""

from pathlib import Path

import pytest

from bmc_tui.canvas.blocks import Block
from bmc_tui.canvas.canvas import Canvas
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.board import Board
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.screens import lines_of, paste, saved, text_of


def focused(app: BmcApp) -> Block:
    return app.screen.query_one(Board).block


@pytest.mark.parametrize(
    ("keys", "block"),
    [
        ("left", Block.CUSTOMER_RELATIONSHIPS),
        ("h left left", Block.KEY_ACTIVITIES),
        ("3 left left", Block.KEY_RESOURCES),  # through the tall cell, in the same row
        ("6 right right", Block.CHANNELS),
        ("7 l l", Block.CUSTOMER_RELATIONSHIPS),
        ("down", Block.REVENUE_STREAMS),
        ("j h", Block.COST_STRUCTURE),
        ("9 k", Block.KEY_RESOURCES),
        ("tab", Block.VALUE_PROPOSITIONS),
        ("shift+tab", Block.COST_STRUCTURE),
        ("8", Block.KEY_PARTNERS),
        ("right", Block.CUSTOMER_SEGMENTS),
        ("up", Block.CUSTOMER_SEGMENTS),
    ],
)
async def test_keys_walk_over_the_grid(tmp_path: Path, keys: str, block: Block) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press(*keys.split())
        assert focused(app) is block


async def test_a_click_focuses_a_cell_and_a_second_one_opens_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.click(Board, offset=(3, 4))
        assert focused(app) is Block.KEY_PARTNERS
        await pilot.click(Board, offset=(3, 4))
        await pilot.pause()
        assert "Who are our most important suppliers?" in text_of(app)


async def test_the_focused_cell_is_told_apart_without_colour(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3")
        assert "┢━3 Channels━━3━┪" in text_of(app)
        await pilot.press("6")
        assert "┢━6 Resources━2━┪" in text_of(app)
        assert "├─3 Channels──3─┤" in text_of(app)


async def test_an_empty_cell_asks_its_first_question(tmp_path: Path) -> None:
    app = app_on(tmp_path, language="nl")
    async with app.run_test():
        assert "Waaruit bestaan mijn inkomsten?" in text_of(app)


async def test_a_cell_that_is_cut_says_how_many_notes_are_out_of_sight(tmp_path: Path) -> None:
    canvas = Canvas("Full").add(Block.CHANNELS, *(f"note {n}" for n in range(20)))
    app = app_on(tmp_path, canvas)
    async with app.run_test():
        shown = sum(f"note {n}" in text_of(app) for n in range(20))
        assert 3 < shown < 20
        assert f"+{20 - shown} more" in text_of(app)


async def test_quick_add_adds_and_stays_until_escape(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("4", "a", *"stamp", "enter", *"card", "enter", "escape", "5")
        assert focused(app) is Block.REVENUE_STREAMS
        await saved(pilot)
    (entry,) = shelf_in(tmp_path).entries()
    assert shelf_in(tmp_path).load(entry.id).canvas == Canvas().add(
        Block.CUSTOMER_RELATIONSHIPS, "stamp", "card"
    )


async def test_a_list_pasted_into_quick_add_becomes_one_note_a_line(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await paste(pilot, "- Students\r- Staff\r3. Visitors\r")
        assert [row[64:79].strip("┃ ") for row in lines_of(app)[2:5]] == [
            "· Students",
            "· Staff",
            "· Visitors",
        ]


async def test_undo_takes_back_and_redo_does_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("a", *"Visitors", "enter", "escape")
        assert "Visitors" in text_of(app)
        await pilot.press("u")
        assert "Visitors" not in text_of(app)
        assert "Undone" in text_of(app)
        await pilot.press("U")
        assert "Visitors" in text_of(app)
        await pilot.press("u", "u")
        assert "nothing to undo" in text_of(app)


async def test_the_title_can_be_changed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("t", *" 2", "enter")
        assert lines_of(app)[0].startswith(" Campus coffee cart 2")
        await saved(pilot)
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart 2"]


async def test_a_message_goes_away_with_the_next_key(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("u")
        assert "nothing to undo" in text_of(app)
        await pilot.press("right")
        assert "nothing to undo" not in text_of(app)


async def test_a_file_that_cannot_be_written_is_told_and_quitting_asks_once(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        (tmp_path / "canvases.json").write_text("[]")
        await pilot.press("a", *"Visitors", "enter", "escape", "q")
        await pilot.pause()
        assert app.is_running
        assert "canvases.json" in "".join(text_of(app).split())
        assert "NOT SAVED" in text_of(app)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_value == 1
    assert (tmp_path / "canvases.json").read_text() == "[]"


async def test_a_change_from_elsewhere_is_merged_with_ours(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        (entry,) = other.entries()
        other.save(entry.id, entry.rev, coffee_cart().add(Block.KEY_PARTNERS, "Wind mill"))
        await pilot.press("a", *"Visitors", "enter", "escape")
        await saved(pilot)
        assert "Wind" in text_of(app)
        assert "changed elsewhere" in text_of(app)
    canvas = other.load(entry.id).canvas
    assert "Wind mill" in canvas.texts(Block.KEY_PARTNERS, Block.KEY_PARTNERS.sections[0])
    assert "Visitors" in [note.text for note in canvas.notes(Block.CUSTOMER_SEGMENTS)]
