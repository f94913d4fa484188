"""The changes on the nine blocks in the app: viewed, copied, saved."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, wait_for_copy
from tests.ui.screens.test_versions import ID, press


def cart_with_changes(folder: Path) -> Canvas:
    """Keep a version, and return the canvas as it is after some changes."""
    shelf_in(folder).versions.add(ID, coffee_cart(), "first")
    return coffee_cart().add(Block.KEY_PARTNERS, "Bakery").with_notes(Block.KEY_RESOURCES, [])


async def save_as(pilot: Pilot[int], path: Path) -> None:
    """Save the picture under a path of one's own."""
    await press(pilot, "s", "ctrl+u")
    await paste(pilot, str(path))
    await press(pilot, "enter")


async def test_the_changes_are_shown_on_the_blocks_and_esc_leads_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path))
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "v", "p")
        screen = screen_text(app)
        assert "Since “first”" in screen
        assert "+ Bakery" in screen
        assert "- Two baristas" in screen
        assert "3 changes: + new, - gone" in screen
        await press(pilot, "L")
        assert "3 wijzigingen: + nieuw, - weg" in screen_text(app)
        await press(pilot, "escape")
        assert "Key partners" in screen_text(app)
        assert "first" in screen_text(app)


async def test_a_picture_higher_than_the_terminal_is_scrolled(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "v", "p")
        assert "+ new, - gone" in screen_text(app)
        assert "1 Customer segments" in screen_text(app)
        await press(pilot, "G")
        assert "1 Customer segments" not in screen_text(app)
        await press(pilot, "g", "pagedown", "k", "j")
        assert "1 Customer segments" not in screen_text(app)


async def test_the_picture_is_copied_as_markdown(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path))
    async with app.run_test() as pilot:
        await press(pilot, "v", "p", "y")
        copied = await wait_for_copy(pilot, tmp_path / "copy.md")
    assert "- **+** Bakery\n" in copied
    assert "- **-** ~~Two baristas #human~~\n" in copied


async def test_the_picture_is_saved_in_the_format_of_the_name(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path))
    async with app.run_test() as pilot:
        await press(pilot, "v", "p")
        for name in ("changes.html", "changes.SVG", "week 1", "changes.odt"):
            await save_as(pilot, tmp_path / name)
        assert ".html, .svg, .png, .pdf" in screen_text(app)
        assert "/changes.odt" in screen_rows(app)[-1]
        await press(pilot, *["backspace"] * 3, *"md", "enter")
    assert "<ins>Bakery</ins>" in (tmp_path / "changes.html").read_text("utf-8")
    assert "Bakery" in (tmp_path / "changes.SVG").read_text("utf-8")
    assert not (tmp_path / "changes.odt").exists()
    assert "- Added: Bakery" in (tmp_path / "changes.md").read_text("utf-8")
    assert "<ins>Bakery</ins>" in (tmp_path / "week 1").read_text("utf-8")


async def test_a_setting_leaves_the_tokens_out_of_what_is_copied_and_saved(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path), copy_notes="clean")
    copy = tmp_path / "copy.md"
    async with app.run_test(size=(100, 40)) as pilot:
        for keys in (("v", "y"), ("p", "y"), ("escape", "P", "y")):
            await press(pilot, *keys)
            copied = await wait_for_copy(pilot, copy)
            copy.unlink()
            assert "Two baristas" in copied
            assert "#human" not in copied
        await press(pilot, "escape", "p")
        assert "#human" in screen_text(app)
        await save_as(pilot, tmp_path / "changes.html")
    assert "<s>Two baristas</s>" in (tmp_path / "changes.html").read_text("utf-8")


async def test_the_progress_over_the_versions_is_shown_and_saved(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart_with_changes(tmp_path))
    shelf_in(tmp_path).versions.add(ID, coffee_cart(), "second", why="Ten talks")
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "v", "P")
        screen = screen_text(app)
        for text in ("Progress of", "“first”", "The first version", "Ten talks", "+ Bakery"):
            assert text in screen
        await save_as(pilot, tmp_path / "progress.pdf")
        assert "one of: .md, .html, .docx" in " ".join(screen_text(app).split())
        await press(pilot, *["backspace"] * 3, *"html", "enter")
        await press(pilot, "y")
        copied = await wait_for_copy(pilot, tmp_path / "copy.md")
    assert copied.startswith("# Progress of ")
    assert "<ins>Bakery</ins>" in (tmp_path / "progress.html").read_text("utf-8")


async def test_without_a_version_under_a_name_there_is_no_progress(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, coffee_cart())
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "P")
        assert "No version has a name yet" in screen_text(app)


async def test_two_canvases_of_the_list_are_shown_side_by_side(tmp_path: Path) -> None:
    tea = coffee_cart().with_title("Tea cart").add(Block.KEY_PARTNERS, "Tea house")
    shelf_in(tmp_path).create(tea)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "o", "m")
        assert "“Campus coffee cart” is marked" in screen_text(app)
        await press(pilot, "m")
        assert "no longer marked" in screen_text(app)
        await press(
            pilot, "m", "down" if app.screen.query_one(OptionList).highlighted == 0 else "up"
        )
        await press(pilot, "m")
        screen = screen_text(app)
        assert "Campus coffee cart beside Tea cart" in screen
        assert "» Tea house" in screen
        assert "· in both, » only here" in screen
        await press(pilot, "escape")
        assert "Canvases" in screen_text(app)
