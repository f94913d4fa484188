"""Another language at once: every word changes, no note does, and it is remembered."""

import os
from pathlib import Path

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.ui.app import _save_setting
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, wait_for, wait_until_saved


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"BMC_CONFIG": str(tmp_path / "config.toml")}


async def test_all_words_on_the_canvas_change_and_no_note_does(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    app = app_on(tmp_path, coffee_cart(), environ=environ)
    async with app.run_test() as pilot:
        await pilot.press("s")
        english = screen_rows(app)
        await pilot.press("L")
        await wait_for(
            pilot, "Vanaf nu in het Nederlands. Met L wissel je weer. L changes it again."
        )
        await pilot.press("s", "s", "s")  # the message goes; the same segment is followed
        dutch = screen_rows(app)
        for words in ("3 Kanalen", "1 Segmenten", "Waarde 1", "kopieer", "hulp"):
            assert words in "\n".join(dutch)
        for words in ("Channels", "Segments", "Value 1", "copy", "keys"):
            assert words in "\n".join(english)
            assert words not in "\n".join(dutch)
        assert "Plan shifts" in "\n".join(dutch)
        await pilot.press("L")
        await wait_for(pilot, "Now in English.")
        await pilot.press("s", "s", "s")
        assert screen_rows(app) == english
    assert shelf_in(tmp_path).load("11111111-1111-4111-8111-111111111111").canvas == coffee_cart()


async def test_an_empty_canvas_asks_in_the_other_language(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    app = app_on(tmp_path, environ=environ)
    async with app.run_test(size=(60, 40)) as pilot:
        await pilot.press("L")
        await wait_for(pilot, "Vanaf nu in het Nederlands.")
        first = load("nl").section_title(
            Block.CUSTOMER_SEGMENTS, Block.CUSTOMER_SEGMENTS.questions[0]
        )
        assert first[:30] in screen_text(app)


async def test_with_the_editor_open_its_headings_change_and_the_typing_goes_on(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    app = app_on(tmp_path, coffee_cart(), environ=environ)
    async with app.run_test() as pilot:
        await pilot.press("5", "enter", *"Tips", "ctrl+p")
        await pilot.press(*"language", "enter")
        await wait_for(pilot, "Vanaf nu in het Nederlands.")
        await pilot.press(*" jar")
        text = screen_text(app)
        assert "Tips jar" in text
        assert "5 Inkomstenstromen" in text
        block = Block.REVENUE_STREAMS
        for section in block.questions[:3]:
            assert load("nl").section_title(block, section)[:30] in text
            assert load("en").section_title(block, section)[:30] not in text
        assert load("nl").hints(block)[:1] == () or load("nl").hints(block)[0][:20] in text
        assert "esc sluit " in screen_rows(app)[-1]
        await pilot.press("escape")
        await wait_until_saved(pilot)
    stored_canvas = shelf_in(tmp_path).load("11111111-1111-4111-8111-111111111111").canvas
    assert stored_canvas == coffee_cart().add(block, "Tips jar")


@pytest.mark.parametrize(
    ("key", "question", "other"),
    [("a", "1 Customer segments +", "1 Klantsegmenten +"), ("t", "Title", "Titel")],
)
async def test_while_a_line_asks_the_question_changes_and_what_was_typed_stays(
    tmp_path: Path, environ: dict[str, str], key: str, question: str, other: str
) -> None:
    app = app_on(tmp_path, environ=environ)
    async with app.run_test() as pilot:
        await pilot.press(key, *"Kiosk")
        assert question in screen_text(app)
        await pilot.press("ctrl+p", *"language", "enter")
        await wait_for(pilot, other)
        await pilot.press(*"je", "enter", "escape")
        assert "Kioskje" in screen_text(app)


async def test_the_choice_is_remembered_with_what_else_is_set(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\ncopy_format = "report"\n')
    app = app_on(tmp_path, environ=environ)
    async with app.run_test() as pilot:
        await pilot.press("L")
        await wait_for(pilot, "Vanaf nu in het Nederlands.")
    assert config.read_text() == '# mine\ncopy_format = "report"\nlanguage = "nl"\n'


async def test_where_it_cannot_be_remembered_it_holds_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environ = {"BMC_CONFIG": os.fspath(tmp_path / "file/config.toml")}
    app = app_on(tmp_path, environ=environ)
    async with app.run_test() as pilot:
        await pilot.press("L")
        await wait_for(pilot, "een deel van het pad is geen map. Wat je koos, geldt tot je stopt.")
        await pilot.press("right")
        assert "1 Segmenten" in screen_text(app)


async def test_the_app_may_end_before_the_choice_is_saved(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    app = app_on(tmp_path, environ=environ)
    async with app.run_test():
        pass
    await _save_setting(app, "language", "nl", "Vanaf nu in het Nederlands.")
    assert 'language = "nl"' in (tmp_path / "config.toml").read_text(encoding="utf-8")
