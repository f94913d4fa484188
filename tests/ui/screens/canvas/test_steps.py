"""Undo and redo: one step at a time, and what each has changed, in words."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rich.cells import cell_len

from bmc_tui.guide import load
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.messages import MARGIN_CELLS
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.canvas.steps import describe_step
from tests.saving import save_over
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import screen_rows, settle, wait_for, wait_until_saved

CHANNELS, RELATIONS = Block.CHANNELS, Block.CUSTOMER_RELATIONSHIPS


def texts(folder: Path) -> tuple[str, ...]:
    """Return the notes of Channels as they are saved."""
    shelf = shelf_in(folder)
    (entry,) = shelf.entries()
    return shelf.load(entry.id).canvas.texts(CHANNELS, GENERAL)


async def test_what_is_typed_and_the_note_that_is_cut_after_it_are_two_steps(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van", "Shop"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "up", "end", *"ping", "ctrl+x")
        await wait_for(pilot, "Cut: 1 note; Ctrl+V pastes all of it in a block.")
        await pilot.press("escape", "u")
        await wait_for(pilot, "Undone: Channels: added: Shopping.")
        await wait_until_saved(pilot)
        assert texts(tmp_path) == ("Van", "Shopping")
        await pilot.press("u")
        await wait_for(pilot, "Undone: Channels: changed: Shop.")
        await wait_until_saved(pilot)
    assert texts(tmp_path) == ("Van", "Shop")


async def test_in_the_editor_undo_takes_back_a_cut_and_then_the_typing_before_it(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"Shop", "ctrl+x", "up", "end", *"s")
        await pilot.press("ctrl+z")
        await wait_for(pilot, "Undone: Channels: changed: Van. Ctrl+Y redoes it.")
        await pilot.press("ctrl+z")
        await wait_for(pilot, "Undone: Channels: added: Shop. Ctrl+Y redoes it.")
        await pilot.press("ctrl+z")
        await wait_for(pilot, "Undone: Channels: gone: Shop. Ctrl+Y redoes it.")
        await pilot.press("ctrl+y")
        await wait_for(pilot, "Redone: Channels: added: Shop. Ctrl+Z undoes it.")
        await wait_until_saved(pilot)
    assert texts(tmp_path) == ("Van", "Shop")


async def test_undo_of_an_empty_line_says_so(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "up", "end", "enter", "ctrl+z")
        await wait_for(pilot, "Undone: an empty line, or spaces. Ctrl+Y redoes it.")


async def test_notes_that_are_cut_in_the_editor_are_counted(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van", "Shop"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "up", "ctrl+x")
        await wait_for(pilot, "Cut: 1 note;")
        await pilot.press("up", "ctrl+x")
        await wait_for(pilot, "Cut: 2 notes;")
        await pilot.press("ctrl+v")
        await wait_until_saved(pilot)
    assert texts(tmp_path) == ("Shop", "Van")


async def test_the_grid_makes_room_for_a_note_that_is_put_into_a_full_block(tmp_path: Path) -> None:
    full = Canvas().add(CHANNELS, "Van").add(RELATIONS, *(f"Note {n}" for n in range(8)))
    app = app_on(tmp_path, full.add(CHANNELS, *(f"Way {n}" for n in range(3))))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("3", "enter", "up", "ctrl+x", "alt+right")
        await settle(pilot)
        await pilot.press("ctrl+v")
        await settle(pilot)
        assert sum("· Note" in row for row in screen_rows(app)) == 8
        assert any("· Way 2" in row for row in screen_rows(app))


async def test_what_was_done_in_another_window_is_named(tmp_path: Path) -> None:
    before = Canvas().add(CHANNELS, "Van", "A price that fits a student")
    app = app_on(tmp_path, before)
    other = shelf_in(tmp_path)
    (entry,) = other.entries()
    async with app.run_test() as pilot:
        await settle(pilot)
        save_over(other, entry.id, Canvas().add(CHANNELS, "Van"))
        await wait_for(pilot, "Changed elsewhere: Channels: gone: A price that fits a student.")


async def test_an_undo_that_another_window_comes_between_is_still_named(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van"))
    other = shelf_in(tmp_path)
    (entry,) = other.entries()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "a", *"Shop", "enter", "escape")
        await wait_until_saved(pilot)
        await pilot.press("u")
        save_over(other, entry.id, Canvas().add(CHANNELS, "Van", "Shop", "Radio"))
        await wait_for(
            pilot,
            lambda: all(
                text in screen_rows(app)[-1]
                for text in ("Undone: Channels: gone: Shop.", "Changed elsewhere", "Radio")
            ),
        )


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("count", [1, 2])
def test_a_message_has_the_block_and_the_start_of_each_note_on_one_row(
    language: str, width: int, count: int
) -> None:
    guide = load(language)
    fake = cast("CanvasScreen", SimpleNamespace(guide=guide, size=SimpleNamespace(width=width)))
    texts = ("@teachers want a quiet corner for an hour", "A stamp card for regular guests")[:count]
    before = Canvas().add(RELATIONS, *texts)
    for after in (Canvas(), Canvas().add(CHANNELS, *texts)):
        for key in ("message.undone", "message.redone_in_text"):
            message = describe_step(fake, before, after, key)
            assert cell_len(message) <= width - MARGIN_CELLS
            block = RELATIONS if after == Canvas() else CHANNELS
            assert guide.title(block) in message or guide.short_title(block) in message
            assert "@teachers w" in message or guide.pluralize("count.note", 2) in message


@pytest.mark.parametrize("keys", [("down", "alt+up"), ("alt+down",)])
async def test_undo_names_the_note_that_was_carried_not_the_one_that_made_room(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    app = app_on(tmp_path, Canvas().add(CHANNELS, "Van", "Shop"))
    carried = "Shop" if "down" in keys else "Van"
    async with app.run_test() as pilot:
        await pilot.press("3", "space", *keys, "u")
        await wait_for(pilot, f"Undone: Channels: moved within the block: {carried}.")
        await pilot.press("U")
        await wait_for(pilot, f"Redone: Channels: moved within the block: {carried}.")
