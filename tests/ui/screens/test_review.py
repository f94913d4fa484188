"""The review on the canvas: findings, the way to a note and back, and what is put away."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.review import ReviewScreen
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import screen_rows, settle, wait_for, wait_until_saved
from tests.unit.review.test_review import sound

ID = "11111111-1111-4111-8111-111111111111"
BREW = "Brew; serve"


def troubled() -> Canvas:
    return (
        sound()
        .add(Block.KEY_ACTIVITIES, BREW, "Wash; dry")
        .add(Block.COST_STRUCTURE, "Light € 5/month")
    )


async def open_review(pilot: Pilot[int]) -> None:
    await pilot.press("r")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await settle(pilot)


def rows(app: BmcApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one("#findings", OptionList).options]


def words(app: BmcApp) -> str:
    return str(app.screen.query_one("#finding Static", Static).content)


async def test_r_shows_the_findings_with_the_reason_and_a_good_answer(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        assert [row.split()[0] for row in rows(app)] == ["check", "check", "hint"]
        assert "7 Activities" in rows(app)[0]
        assert BREW in words(app)
        assert "Why: One idea a note" in words(app)
        assert "A good answer: A few words" in words(app)
        await pilot.press("down", "down")
        assert "1 of 3 costs do not say" in words(app)


async def test_enter_opens_the_note_and_escape_leads_back_to_the_rest(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, "escape")
        await pilot.pause()
        assert len(rows(app)) == 2
        await pilot.press("escape", "7")
        await wait_until_saved(pilot)
    texts = shelf_in(tmp_path).load(ID).canvas.texts(Block.KEY_ACTIVITIES, GENERAL)
    assert texts == ("Brew and serve", BREW, "Wash")


async def test_the_number_of_findings_follows_the_typing(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "3 findings" in screen_rows(app)[0]
        await pilot.press(*["backspace"] * 7)
        await pilot.pause()
        assert "2 findings" in screen_rows(app)[0]


async def test_x_dismisses_a_finding_and_brings_it_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert rows(app)[2].startswith("Put away")
        assert "Wash" in words(app)
        await pilot.press("down", "down")
        assert BREW in words(app)
        await pilot.press("x")
        await pilot.pause()
        assert len(rows(app)) == 3
        await pilot.press("up", "up", "up", "x", "escape")
        await wait_until_saved(pilot)
    assert len(shelf_in(tmp_path).load(ID).canvas.dismissed) == 1


async def test_x_on_the_last_finding_selects_a_remaining_one_and_brings_none_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("down", "down", "x", "x", "x")
        await pilot.pause()
        assert rows(app)[0].startswith("Put away")
        assert len(rows(app)) == 4


async def test_u_on_the_canvas_brings_back_a_dismissed_finding(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("x", "escape")
        await pilot.pause()
        await pilot.press("u")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas.dismissed == ()


async def test_a_canvas_without_findings_is_praised_and_no_key_is_enabled(tmp_path: Path) -> None:
    app = app_on(tmp_path, sound(), "nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        assert rows(app) == []
        assert "is niets gevonden" in words(app)
        await pilot.press("enter", "x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, CanvasScreen)


async def test_a_change_by_another_session_is_reviewed_immediately(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        shelf = shelf_in(tmp_path)
        stored = shelf.load(ID)
        shelf.save(stored, stored.canvas.with_notes(Block.KEY_PARTNERS, []))
        await wait_for(pilot, lambda: len(rows(app)) == 4)
        assert any("Key partners is still empty." in row for row in rows(app))
