"""Versions on the screen: saved, viewed, compared, restored, deleted; and saved automatically."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.versions import Version
from tests.ui.apps import HOSTILE_TEXTS, app_on, coffee_cart, overfull_canvas, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for_copy, wait_until_saved

ID = "11111111-1111-4111-8111-111111111111"


def versions_in(folder: Path) -> list[Version]:
    return shelf_in(folder).versions.of(ID)


def canvas_in(folder: Path) -> Canvas:
    return shelf_in(folder).load(ID).canvas


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each when what the one before it set going is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


# The list


async def test_without_versions_the_screen_says_how_to_keep_one(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v")
        assert "There are no versions of this canvas yet. n saves one" in screen_text(app)
        await press(pilot, "enter", "r", "c", "y", "x", "u", "tab", "j", "k")
        assert "No version was deleted here" not in screen_text(app)
        await press(pilot, "escape")
        assert "1 Segments" in screen_text(app)
    assert versions_in(tmp_path) == []


async def test_an_empty_new_canvas_has_no_versions_to_show(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "v")
        assert "The canvas is empty" in screen_text(app)
    assert list(tmp_path.iterdir()) == []


async def test_the_canvas_is_kept_under_a_name(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v")
        await press(pilot, "n", *"before pricing", "enter")
        assert "Why this version?" in screen_text(app)
        await press(pilot, *"too dear", "enter")
        assert "Saved: “before pricing”, 2026-03-14" in screen_text(app)
        row = screen_rows(app)[1]
        assert "before pricing: too dear" in row
        assert "19 notes" in row
        assert "too dear" in screen_rows(app)[4]
        assert app.focused is not None
        assert app.focused.id == "versions"
        await press(pilot, "n", "escape")
    (version,) = versions_in(tmp_path)
    assert (version.name, version.canvas) == ("before pricing", coffee_cart())
    assert version.why == "too dear"


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_why_a_version_is_kept_need_not_be_said(tmp_path: Path, key: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "n", *"draft", "enter", key)
        assert "Saved: “draft”" in screen_text(app)
    (version,) = versions_in(tmp_path)
    assert (version.name, version.why) == ("draft", "")


async def test_escape_keeps_the_reason_that_was_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "n", *"draft", "enter", *"too dear", "escape")
        assert "Saved: “draft”" in screen_text(app)
    (version,) = versions_in(tmp_path)
    assert (version.name, version.why) == ("draft", "too dear")


async def test_the_changes_since_a_version_are_shown_beside_it(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, coffee_cart(), "first")
    now = coffee_cart().add(Block.KEY_PARTNERS, "Bakery").with_notes(Block.KEY_RESOURCES, [])
    shelf_in(tmp_path).versions.add(ID, now, "second")
    app = app_on(tmp_path, now.with_title("Cart"))
    async with app.run_test() as pilot:
        await press(pilot, "v")
        screen = screen_text(app)
        assert "Since “second”" in screen
        assert "~ Title: Cart" in screen
        assert "was: Campus coffee cart" in screen
        assert "Bakery" not in screen
        await press(pilot, "down")
        screen = screen_text(app)
        assert "Since “first”" in screen
        assert "+ Added: Bakery" in screen
        assert "- Gone: Two baristas #human" in screen


async def test_two_versions_are_compared_older_first_until_c_is_pressed_again(
    tmp_path: Path,
) -> None:
    versions = shelf_in(tmp_path).versions
    versions.add(ID, coffee_cart(), "first")
    versions.add(ID, coffee_cart().add(Block.KEY_PARTNERS, "Bakery"), "second")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "c", "down")
        screen = screen_text(app)
        assert "From “first”, " in screen
        assert "to “second”" in screen
        assert "+ Added: Bakery" in screen
        assert screen_rows(app)[1].startswith("= second")
        await press(pilot, "y")
        assert "- Added: Bakery" in await wait_for_copy(pilot, tmp_path / "copy.md")
        await press(pilot, "up", "c")
        assert "Since “second”" in screen_text(app)
        assert "- Gone: Bakery" in screen_text(app)


async def test_the_changes_are_copied_as_a_change_log(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, Canvas("Campus coffee cart"), "*empty*")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "y")
        log = await wait_for_copy(pilot, tmp_path / "copy.md")
        assert "copy.md" in "".join(screen_text(app).split())
    assert log.startswith("# Changes in Campus coffee cart\n\n- from: “\\*empty\\*”, 2026-03-14")
    assert "- Added: Roastery Ommen #purchasing\n" in log


async def test_long_changes_are_scrolled_after_tab(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, Canvas(), "empty")
    app = app_on(tmp_path, overfull_canvas())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "v")
        assert "1 Customer segments" in screen_text(app)
        await press(pilot, "tab", "end")
        assert "1 Customer segments" not in screen_text(app)
        await press(pilot, "home", "j", "j", "j", "k", "tab", "down")
        assert "empty" in screen_rows(app)[1]
        await press(pilot, "tab", "n", "escape", "escape")
        assert "Key partners" not in screen_rows(app)[0]


# Restore


async def test_undo_takes_back_a_restore_in_one_step(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, Canvas("Old").add(Block.CHANNELS, "Shop"), "old")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "r")
        assert screen_rows(app)[0].startswith(" Old")
        assert "The canvas is back at “old”, 2026-03-14" in screen_text(app)
        assert "· Shop" in screen_text(app)
        await wait_until_saved(pilot)
        assert canvas_in(tmp_path) == Canvas("Old").add(Block.CHANNELS, "Shop")
        await press(pilot, "u")
        await wait_until_saved(pilot)
    assert canvas_in(tmp_path) == coffee_cart()
    assert [each.name for each in versions_in(tmp_path)] == ["", "old"]


async def test_restoring_the_current_state_says_so_and_changes_nothing(tmp_path: Path) -> None:
    shelf_in(tmp_path).versions.add(ID, coffee_cart(), "same")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "r")
        assert "already the same as “same”" in screen_text(app)
        await press(pilot, "u")
        assert "Nothing to undo" in screen_text(app)
    assert len(versions_in(tmp_path)) == 1


async def test_a_version_can_be_viewed_and_not_changed(tmp_path: Path) -> None:
    old = Canvas("Old").add(Block.CHANNELS, "Shop").add(Block.CUSTOMER_SEGMENTS, "Guests #klant")
    shelf_in(tmp_path).versions.add(ID, old, "old")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "enter")
        assert screen_rows(app)[0].startswith(" Old")
        assert "A guests" in screen_rows(app)[0]
        assert "“old”, 2026-03-14" in screen_rows(app)[0]
        assert "· Shop" in screen_text(app)
        await press(pilot, "3", "up", "a", "up", "e", "up", "t", "up", "u", "up", "y")
        written = await wait_for_copy(pilot, tmp_path / "copy.md")
        assert "- Shop" in written
        assert "- Guests #customer" in written
        await press(pilot, "escape")
        assert "Since “old”" in screen_text(app)
        await press(pilot, "escape")
        assert canvas_in(tmp_path) == coffee_cart()
        await press(pilot, "v", "enter", "r")
        assert "· Shop" in screen_text(app)
        await wait_until_saved(pilot)
    assert canvas_in(tmp_path).title == "Old"


# Delete


async def test_a_deleted_version_is_brought_back_in_its_place(tmp_path: Path) -> None:
    versions = shelf_in(tmp_path).versions
    versions.add(ID, coffee_cart(), "first")
    versions.add(ID, coffee_cart(), "second")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "v", "down", "x")
        assert "“first”, 2026-03-14" in screen_text(app)
        assert "is deleted. u restores it" in screen_text(app)
        assert [each.name for each in versions_in(tmp_path)] == ["second"]
        await press(pilot, "x")
        assert versions_in(tmp_path) == []
        await press(pilot, "u", "u")
        assert [each.name for each in versions_in(tmp_path)] == ["second", "first"]
        await press(pilot, "u")
        assert "No version was deleted here" in screen_text(app)


# By itself


async def test_the_first_change_of_a_session_keeps_the_state_before_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("a", *"One", "enter")
        await wait_until_saved(pilot)
        await pilot.press(*"Two", "enter", "escape")
        await wait_until_saved(pilot)
        await press(pilot, "v")
        assert "automatic" in screen_rows(app)[1]
        assert "+ Added: One" in screen_text(app)
        assert "+ Added: Two" in screen_text(app)
    (version,) = versions_in(tmp_path)
    assert (version.name, version.canvas) == ("", coffee_cart())


async def test_looking_around_and_new_canvases_make_no_version(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("a", *"One", "enter", *"Two", "enter", "escape")
        await wait_until_saved(pilot)
        await pilot.press("3", "enter", "escape")
        await wait_until_saved(pilot)
    assert not (tmp_path / "canvases.versions.json").exists()


async def test_a_session_that_begins_in_the_state_of_the_last_version_keeps_no_other(
    tmp_path: Path,
) -> None:
    for text in ("One", "Two"):
        shelf = shelf_in(tmp_path)
        if not shelf.entries():
            shelf.create(coffee_cart(), ID)
        stored = shelf.load(ID)
        shelf.save(stored, coffee_cart())
        app = app_on(tmp_path)
        app._stored = shelf.load(ID)
        async with app.run_test() as pilot:
            await pilot.press("a", *text, "enter", "escape")
            await wait_until_saved(pilot)
    assert len(versions_in(tmp_path)) == 1


async def test_the_state_before_the_last_words_is_kept_when_quitting_immediately(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("a", *"One", "enter", "escape", "q")
        await settle(pilot)
    assert [each.canvas for each in versions_in(tmp_path)] == [coffee_cart()]


async def test_a_damaged_file_of_versions_is_reported_once_and_the_canvas_is_saved(
    tmp_path: Path,
) -> None:
    file = tmp_path / "canvases.versions.json"
    file.write_text("{")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("a", *"One", "enter", "escape")
        await wait_until_saved(pilot)
        await settle(pilot)
        assert "the canvases are fine" in screen_text(app).replace("\n", " ")
        await pilot.press("a", *"Two", "enter", "escape")
        await wait_until_saved(pilot)
        assert "are fine" not in screen_text(app)
        await press(pilot, "v")
        assert "are fine" in screen_text(app)
        await press(pilot, "n", "x", "enter", "enter")
        assert "are fine" in screen_text(app)
    assert canvas_in(tmp_path).note_count == 21
    assert file.read_text() == "{"


# Hostile


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 5), (1, 1)])
async def test_hostile_texts_and_names_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    versions = shelf_in(tmp_path).versions
    before = Canvas().with_title("[/] [red]t[@click=app.quit]").add(Block.CHANNELS, *HOSTILE_TEXTS)
    for name in HOSTILE_TEXTS:
        versions.add(ID, before, name)
    after = Canvas().add(Block.CHANNELS, *(f"{text} [b]" for text in HOSTILE_TEXTS))
    app = app_on(tmp_path, after.add(Block.KEY_PARTNERS, *HOSTILE_TEXTS))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "v", *["down"] * 3, "c", "end", "enter", "escape", "y", "tab", "end")
        await pilot.resize_terminal(90, 30)
        await pilot.resize_terminal(130, 30)
        await press(pilot, "tab", "home")
        assert "[red]not red[/red]" in screen_text(app)
        assert "\x1b" not in screen_text(app)
        await press(pilot, "r")
    assert app.return_code in {None, 0}
