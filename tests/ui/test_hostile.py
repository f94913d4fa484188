"""Whatever a person types or pastes is shown as text, on every screen."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from tests.ui.apps import HOSTILE_TEXTS, app_on, hostile_canvas, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, settle, wait_until_saved

FORBIDDEN = {chr(code) for code in (*range(32), *range(0x7F, 0xA0))} | set("\u202e\u2066\ud800")


def assert_only_text(shown: str) -> None:
    assert not FORBIDDEN & set(shown.replace("\n", ""))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_every_screen_shows_hostile_notes_as_text(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, hostile_canvas())
    async with app.run_test(size=size) as pilot:
        assert_only_text(screen_text(app))
        assert "[/] [red]title[@click=app.quit]" in screen_rows(app)[0]
        for block in BLOCKS:
            await pilot.press(str(block.number), "enter")
            await pilot.pause()
            await pilot.press(*["down"] * 3)
            assert_only_text(screen_text(app))
            assert app.is_running
            await pilot.press("escape")
        for keys in (
            ["o"],
            ["o", "d"],
            ["o", "r"],
            ["o", "x"],
            ["o", "b"],
            ["ctrl+p"],
            ["?"],
            ["t"],
        ):
            await pilot.press(*keys)
            await settle(pilot)
            assert_only_text(screen_text(app))
            await pilot.press("escape", "escape")
            await pilot.pause()
        assert app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
async def test_a_hostile_paste_is_a_note_in_the_editor_and_in_quick_add(
    tmp_path: Path, text: str
) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("8", "enter")
        await paste(pilot, text)
        await pilot.pause()
        assert_only_text(screen_text(app))
        await pilot.press("escape", "9", "a")
        await paste(pilot, text)
        await pilot.press("enter", "escape")
        await wait_until_saved(pilot)
        assert_only_text(screen_text(app))
    shelf = shelf_in(tmp_path)
    canvas = shelf.load(shelf.entries()[0].id).canvas
    expected = [clean(text)]
    assert [note.text for note in canvas.notes(Block.KEY_PARTNERS)] == expected
    assert [note.text for note in canvas.notes(Block.COST_STRUCTURE)] == expected


@pytest.mark.parametrize("text", ["[/]", "[@click=app.quit]x[/]", "[red]", "\\[", "$accent"])
async def test_messages_and_lists_show_a_hostile_title_as_text(tmp_path: Path, text: str) -> None:
    app = app_on(tmp_path, Canvas().with_title(text))
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        assert text in screen_text(app)
        await pilot.press("x")
        await settle(pilot)
        assert f"“{text}” is in the trash" in screen_text(app)
