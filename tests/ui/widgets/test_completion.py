"""Names are offered while they are typed: segments after an @, words of the block after a #."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.widgets.completion import CompletionList
from bmc_tui.ui.widgets.editor import EditorPane
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, screen_text, settle


def is_list_open(app: BmcApp) -> bool:
    return any(each.display for each in app.screen.query(CompletionList))


async def test_segments_are_candidates_and_typing_narrows_them(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "enter", *"Bank @")
        await pilot.pause()
        assert " students  A " in screen_text(app)
        assert " staff     B " in screen_text(app)
        await pilot.press(*"sta")
        await pilot.pause()
        assert " staff  B " in screen_text(app)
        assert " students  A " not in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert not is_list_open(app)
        notes = app.screen.query_one(EditorPane).notes.current
        assert notes[-1].text == "Bank @staff"


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("fixed", "variable")), ("nl", ("vast", "variabel"))]
)
async def test_the_vocabulary_of_the_block_is_offered_in_the_language(
    tmp_path: Path, language: str, words: tuple[str, str]
) -> None:
    app = app_on(tmp_path, coffee_cart(), language)
    async with app.run_test() as pilot:
        await pilot.press("9", "enter", *"X #")
        await pilot.pause()
        assert all(f" {word} " in screen_text(app) for word in words)
        await pilot.press("down", "right")
        notes = app.screen.query_one(EditorPane).notes.current
        assert notes[2].text == f"X #{words[1]}"


async def test_escape_closes_the_list_only_and_it_stays_closed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "enter", "@")
        await pilot.pause()
        assert is_list_open(app)
        await pilot.press("escape", "s")
        await pilot.pause()
        assert not is_list_open(app)
        assert app.screen.query(EditorPane)
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query(EditorPane)


async def test_tab_typed_before_the_list_is_shown_completes_the_name_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "enter", "@", "t", "backspace", "s", "t", "a", "tab", *"!")
        notes = app.screen.query_one(EditorPane).notes.current
        assert notes[-1].text == "@staff!"


async def test_tab_goes_to_the_next_section_where_no_name_is_being_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "enter", *"a@s", "tab")
        assert app.screen.query_one(EditorPane).section != ""


async def test_the_prompt_for_notes_completes_names_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "a", *"Bank @")
        await pilot.pause()
        assert " staff     B " in screen_text(app)
        await pilot.press(*"sta", "tab", "enter")
        await pilot.pause()
        assert not is_list_open(app)
        notes = app.screen.canvas.notes(Block.KEY_PARTNERS)  # type: ignore[attr-defined]
        assert notes[-1].text == "Bank @staff"


async def test_the_list_stays_at_the_cursor_when_the_window_is_resized(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("8", "enter", *"Bank @")
        await settle(pilot)
        for size in ((80, 24), (60, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            x, y = app.cursor_position
            assert screen_rows(app)[y][:x].endswith("Bank @")
            assert screen_rows(app)[y + 1][x - 1 :].startswith(" students ")
