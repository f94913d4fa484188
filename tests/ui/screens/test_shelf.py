"""The list of canvases: what its keys do to the file, and which canvas is open afterwards."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.shelf.screen import ShelfScreen
from bmc_tui.ui.widgets.entry_list import EntryList
from tests.saving import save_over
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for, wait_until_saved


@asynccontextmanager
async def opened_list(
    folder: Path, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Pilot[int]]:
    """Run the app on the coffee cart, and open the list.

    Args:
        folder: The folder of the file.
        keys: Keys to press in the list.
        size: The columns and rows of the terminal.
    """
    async with app_on(folder, coffee_cart()).run_test(size=size) as pilot:
        await press(pilot, "o", *keys)
        yield pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait after each until its work in threads is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def answer(pilot: Pilot[int], text: str) -> None:
    """Type the answer to a prompt."""
    await pilot.press(*text)
    await press(pilot, "enter")


async def test_the_list_shows_title_time_and_number_of_notes(tmp_path: Path) -> None:
    async with opened_list(tmp_path) as pilot:
        row = screen_rows(pilot.app)[1]
        assert "Campus coffee cart" in row
        assert "19 notes" in row
        assert "2026-03-14" in row


async def test_a_new_canvas_is_opened_and_enter_leads_back(tmp_path: Path) -> None:
    async with opened_list(tmp_path) as pilot:
        await pilot.press("n")
        await answer(pilot, "Bakery")
        assert screen_rows(pilot.app)[0].startswith(" Bakery")
        await pilot.press("a", *"Neighbours", "enter", "escape")
        await press(pilot, "o")
        await pilot.press("down")
        await press(pilot, "enter")
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart")
    shelf = shelf_in(tmp_path)
    assert {entry.title: entry.note_count for entry in shelf.entries()} == {
        "Bakery": 1,
        "Campus coffee cart": 19,
    }


async def test_the_open_canvas_can_be_renamed_there(tmp_path: Path) -> None:
    async with opened_list(tmp_path) as pilot:
        await pilot.press("r")
        await answer(pilot, " 2")
        await press(pilot, "escape")
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart 2")
        await pilot.press("a", *"Guests", "enter", "escape")
        await wait_until_saved(pilot)
    shelf = shelf_in(tmp_path)
    (entry,) = shelf.entries()
    assert (entry.title, entry.note_count) == ("Campus coffee cart 2", 20)


@pytest.mark.parametrize("key", ["c", "D"])
async def test_a_copy_is_a_canvas_of_its_own(tmp_path: Path, key: str) -> None:
    async with opened_list(tmp_path, key, "enter") as pilot:
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart (copy)")
    assert len(shelf_in(tmp_path).entries()) == 2


@pytest.mark.parametrize("key", ["d", "x", "delete"])
async def test_a_deleted_canvas_comes_back_from_the_trash(tmp_path: Path, key: str) -> None:
    async with opened_list(tmp_path, key) as pilot:
        assert "in the trash" in screen_text(pilot.app)
        assert shelf_in(tmp_path).entries() == []
        await press(pilot, "b")
        assert "Campus coffee cart" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert len(shelf_in(tmp_path).entries()) == 1
        await press(pilot, "x", "u")
        assert "is restored" in screen_text(pilot.app)
    assert len(shelf_in(tmp_path).entries()) == 1


async def test_when_the_open_canvas_is_deleted_another_one_opens(tmp_path: Path) -> None:
    shelf_in(tmp_path).create(Canvas("Bakery").add(Block.CHANNELS, "Shop"))
    async with opened_list(tmp_path, "x", "escape") as pilot:
        assert screen_rows(pilot.app)[0].startswith(" Bakery")


async def test_after_the_last_canvas_is_deleted_a_new_one_is_there(tmp_path: Path) -> None:
    async with opened_list(tmp_path, "x", "escape") as pilot:
        assert screen_rows(pilot.app)[0].startswith(" Untitled canvas")
        assert "Students" not in screen_text(pilot.app)


async def test_no_file_is_made_before_there_is_something_in_it(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "o")
        assert "no canvas yet" in screen_text(app)
        await pilot.press("escape", "q")
    assert list(tmp_path.iterdir()) == []


# The trash


async def test_in_an_empty_trash_enter_and_delete_do_nothing(tmp_path: Path) -> None:
    async with opened_list(tmp_path, "b") as pilot:
        assert "The trash is empty" in screen_text(pilot.app)
        await press(pilot, "enter", "x", "e")
        await press(pilot, "escape")
        assert "Campus coffee cart" in screen_rows(pilot.app)[1]
    assert len(shelf_in(tmp_path).entries()) == 1


async def trash_of_two(folder: Path) -> None:
    """Put two canvases into the trash, one of them with a version."""
    shelf = shelf_in(folder)
    for title in ("Bakery", "Shop"):
        shelf.delete(shelf.create(Canvas(title)).entry.id)
    shelf.versions.add(shelf.trash()[0].id, Canvas("Bakery"), "draft")


async def test_a_canvas_in_the_trash_is_deleted_for_good_after_one_question(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    async with opened_list(tmp_path, "b") as pilot:
        assert "d deletes it for good, e all of them" in screen_text(pilot.app)
        await press(pilot, "x")
        assert "Delete “Bakery” for good, with all versions?" in screen_text(pilot.app)
        await press(pilot, "y")
        assert "Deleted for good: “Bakery”" in screen_text(pilot.app)
        assert [entry.title for entry in shelf_in(tmp_path).trash()] == ["Shop"]
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart"]
    assert "draft" not in (tmp_path / "canvases.versions.json").read_text()


async def test_the_trash_is_emptied_only_by_a_yes(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    async with opened_list(tmp_path, "e", "b", "e") as pilot:
        assert "Delete 2 canvases for good" in screen_text(pilot.app)
        await press(pilot, "escape", "e", "enter", "e", "e")
        assert len(shelf_in(tmp_path).trash()) == 2
        assert "Nothing was deleted" in screen_text(pilot.app)
        await press(pilot, "e", "y")
        assert "Deleted for good: 2 canvases" in screen_text(pilot.app)
        assert shelf_in(tmp_path).trash() == []
        await press(pilot, "escape")
        assert "Campus coffee cart" in screen_text(pilot.app)


async def test_the_trash_is_emptied_by_a_dutch_yes_too(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    async with opened_list(tmp_path, "b", "e", "j") as pilot:
        assert "Deleted for good: 2 canvases" in screen_text(pilot.app)


async def test_versions_that_cannot_be_deleted_with_their_canvas_are_reported(
    tmp_path: Path,
) -> None:
    await trash_of_two(tmp_path)
    (tmp_path / "canvases.versions.json").write_text("{")
    async with opened_list(tmp_path, "b", "e", "y", size=(120, 30)) as pilot:
        assert "with the versions, is damaged" in " ".join(screen_text(pilot.app).split())
        assert shelf_in(tmp_path).trash() == []


async def test_a_result_that_comes_after_the_list_was_left_does_not_close_the_canvas(
    tmp_path: Path,
) -> None:
    async with opened_list(tmp_path) as pilot:
        shelf = pilot.app.screen
        shelf.dismiss(None)
        shelf.dismiss(None)  # a new canvas was created, but the user has left the list meanwhile
        await settle(pilot)
        assert screen_rows(pilot.app)[0].startswith(" Campus coffee cart")
        await pilot.press("right")
        assert pilot.app.is_running


MANY = 40
"""More canvases than there are rows."""


async def test_the_list_is_walked_by_the_keys_of_a_pager(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    for number in range(MANY):
        shelf.create(Canvas(f"Canvas {number}"))
    async with opened_list(tmp_path) as pilot:
        shown = pilot.app.screen.query_one(EntryList)
        rows = []
        for key in ("G", "g", "end", "home", "space", "pageup", "pagedown", "j", "k"):
            await press(pilot, key)
            rows.append(shown.highlighted)
        page = rows[4]
        assert page
        assert rows == [MANY, 0, MANY, 0, page, 0, page, page + 1, page]


async def test_from_100_columns_on_the_canvas_under_the_cursor_is_shown(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(Canvas("Bakery").add(Block.KEY_PARTNERS, "Flour mill"))
    async with opened_list(tmp_path, size=(100, 30)) as pilot:
        await wait_for(pilot, "Roastery")
        assert "* Campus coffee cart" in screen_text(pilot.app)
        assert "9 Cost" in screen_text(pilot.app)
        await pilot.press("j")
        await wait_for(pilot, "Flour mill")
        assert "Roastery" not in screen_text(pilot.app)
        await pilot.resize_terminal(99, 30)
        await settle(pilot)
        assert "Flour mill" not in screen_text(pilot.app)
        await pilot.press("k")
        await pilot.resize_terminal(140, 40)
        await wait_for(pilot, "Roastery")


async def test_a_canvas_that_changes_meanwhile_is_shown_as_it_is_now(tmp_path: Path) -> None:
    async with opened_list(tmp_path, size=(120, 40)) as pilot:
        await wait_for(pilot, "Roastery")
        other = shelf_in(tmp_path)
        (entry,) = other.entries()
        save_over(other, entry.id, Canvas("Bakery").add(Block.KEY_PARTNERS, "Flour mill"))
        screen = pilot.app.screen
        assert isinstance(screen, ShelfScreen)
        screen.reload()
        await wait_for(pilot, "Flour mill")


async def test_an_empty_trash_previews_nothing(tmp_path: Path) -> None:
    async with opened_list(tmp_path, "b", size=(120, 40)) as pilot:
        assert "Roastery" not in screen_text(pilot.app)
        await press(pilot, "b")
        await wait_for(pilot, "Roastery")


async def test_undo_on_the_board_brings_back_what_was_deleted_on_the_list(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", "c", "d", "d", "escape")
        assert not app.context.shelf.entries()
        assert screen_rows(app)[0].startswith(" Untitled canvas")
        await press(pilot, "u")
        assert "“Campus coffee cart” is restored." in screen_text(app)
        assert screen_rows(app)[0].startswith(" Campus coffee cart")
        await press(pilot, "u")
        assert "“Campus coffee cart (copy)” is restored." in screen_text(app)
        assert screen_rows(app)[0].startswith(" Campus coffee cart")
        assert len(app.context.shelf.entries()) == 2
        await press(pilot, "u")
        assert "Nothing to undo." in screen_text(app)


async def test_undo_takes_the_last_change_of_the_canvas_first(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", "c", "d", "escape")
        await press(pilot, "7", "space", "d", "u")
        assert "Undone: Key activities" in screen_text(app)
        assert len(app.context.shelf.trash()) == 1
