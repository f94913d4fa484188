"""The list of canvases: what its keys do to the file, and what is open afterwards."""

from pathlib import Path

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import lines_of, saved, settled, text_of


async def test_the_list_shows_title_time_and_number_of_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        row = lines_of(app)[1]
        assert "Campus coffee cart" in row
        assert "19 notes" in row
        assert "2026-03-14" in row


async def test_a_new_canvas_is_opened_and_enter_leads_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("n", *"Bakery", "enter")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Bakery")
        await pilot.press("a", *"Neighbours", "enter", "escape", "o")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Campus coffee cart")
    shelf = shelf_in(tmp_path)
    assert {entry.title: entry.count for entry in shelf.entries()} == {
        "Bakery": 1,
        "Campus coffee cart": 19,
    }


async def test_the_open_canvas_can_be_renamed_there(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("r", *" 2", "enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Campus coffee cart 2")
        await pilot.press("a", *"Guests", "enter", "escape")
        await saved(pilot)
    shelf = shelf_in(tmp_path)
    (entry,) = shelf.entries()
    assert (entry.title, entry.count) == ("Campus coffee cart 2", 20)


async def test_a_copy_is_a_canvas_of_its_own(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Campus coffee cart (copy)")
    assert len(shelf_in(tmp_path).entries()) == 2


async def test_a_deleted_canvas_comes_back_from_the_trash(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert "in the trash" in text_of(app)
        assert shelf_in(tmp_path).entries() == []
        await pilot.press("b")
        await settled(pilot)
        assert "Campus coffee cart" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert len(shelf_in(tmp_path).entries()) == 1
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "is back" in text_of(app)
    assert len(shelf_in(tmp_path).entries()) == 1


async def test_when_the_open_canvas_is_deleted_another_one_opens(tmp_path: Path) -> None:
    shelf_in(tmp_path).create(Canvas("Bakery").add(Block.CHANNELS, "Shop"))
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Bakery")


async def test_after_the_last_canvas_is_deleted_a_new_one_is_there(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Untitled canvas")
        assert "Students" not in text_of(app)


async def test_no_file_is_made_before_there_is_something_in_it(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert "no canvas yet" in text_of(app)
        await pilot.press("escape", "q")
    assert list(tmp_path.iterdir()) == []


async def trash_of_two(folder: Path) -> None:
    """Put two canvases into the trash, one of them with a version."""
    shelf = shelf_in(folder)
    for title in ("Bakery", "Shop"):
        shelf.delete(shelf.create(Canvas(title)).entry.id)
    shelf.versions.add(shelf.trash()[0].id, Canvas("Bakery"), "draft")


async def test_a_canvas_in_the_trash_is_deleted_for_good_after_one_question(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for key in ("o", "b"):
            await pilot.press(key)
            await settled(pilot)
        assert "x deletes it for good, e all of them" in text_of(app)
        await pilot.press("x")
        await settled(pilot)
        assert "Delete “Bakery” for good, with all versions?" in text_of(app)
        await pilot.press("y")
        await settled(pilot)
        assert "Deleted for good: “Bakery”" in text_of(app)
        assert [entry.title for entry in shelf_in(tmp_path).trash()] == ["Shop"]
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart"]
    assert "draft" not in (tmp_path / "canvases.versions.json").read_text()


async def test_the_trash_is_emptied_only_by_a_yes(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for key in ("o", "e", "b", "e"):
            await pilot.press(key)
            await settled(pilot)
        assert "Delete 2 canvases for good" in text_of(app)
        for key in ("escape", "e", "enter", "e", "e"):
            await pilot.press(key)
            await settled(pilot)
        assert len(shelf_in(tmp_path).trash()) == 2
        assert "Nothing was deleted" in text_of(app)
        for key in ("e", "y"):
            await pilot.press(key)
            await settled(pilot)
        assert "Deleted for good: 2 canvases" in text_of(app)
        assert shelf_in(tmp_path).trash() == []
        await pilot.press("escape")
        await settled(pilot)
        assert "Campus coffee cart" in text_of(app)


async def test_the_versions_that_cannot_go_along_are_told(tmp_path: Path) -> None:
    await trash_of_two(tmp_path)
    (tmp_path / "canvases.versions.json").write_text("{")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 30)) as pilot:
        for key in ("o", "b", "e", "y"):
            await pilot.press(key)
            await settled(pilot)
        assert "with the versions, is damaged" in " ".join(text_of(app).split())
        assert shelf_in(tmp_path).trash() == []


async def test_what_comes_when_the_list_is_left_already_leaves_the_canvas_alone(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settled(pilot)
        shelf = app.screen
        shelf.dismiss(None)
        shelf.dismiss(None)  # a new canvas is there, but somebody went back meanwhile
        await settled(pilot)
        assert lines_of(app)[0].startswith(" Campus coffee cart")
        await pilot.press("right")
        assert app.is_running
