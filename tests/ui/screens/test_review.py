"""The review on the canvas: findings, the way to a note and back, and dismissed findings."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from bmc_tui.examples import load_example
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.review import review
from bmc_tui.review.messages import group_text
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


async def test_r_shows_each_rule_once_with_the_reason_and_a_good_answer(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        assert [row.split()[0] for row in rows(app)] == ["check", "hint"]
        assert "7 Activities" in rows(app)[0]
        assert rows(app)[0].splitlines()[0].endswith("×2")
        assert "×" not in rows(app)[1]
        assert words(app).startswith(f"“{BREW}”\n“Wash; dry”\n")
        assert words(app).count("Why: With one idea per note") == 1
        assert words(app).count("A good answer: A few words") == 1
        assert "3 findings" in screen_rows(app)[0]
        await pilot.press("down")
        assert "Fixed or variable? Not yet said for 1 of 3 costs" in rows(app)[1]
        assert "Fixed costs have to be earned back" in words(app)


async def test_enter_on_a_folded_row_opens_its_first_note_and_escape_leads_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 7, "escape")
        await pilot.pause()
        assert "×" not in rows(app)[0]
        assert words(app).startswith("“Wash; dry”")
        await pilot.press("escape", "7")
        await wait_until_saved(pilot)
    texts = shelf_in(tmp_path).load(ID).canvas.texts(Block.KEY_ACTIVITIES, GENERAL)
    assert texts == ("Brew and serve", "Brew", "Wash; dry")


async def test_a_row_unfolds_into_its_notes_and_folds_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("right")
        assert [row.strip() for row in rows(app)[1:3]] == [f"“{BREW}”", "“Wash; dry”"]
        await pilot.press("right", "down")
        assert words(app).startswith("“Wash; dry”\n")
        await pilot.press("up", "up")
        assert words(app).startswith("Why:")  # the notes are in the list
        await pilot.press("left")
        assert len(rows(app)) == 2
        assert words(app).startswith(f"“{BREW}”\n“Wash; dry”\n")
        await pilot.press("right", "down", "down", "enter")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, "escape", "escape")
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
        assert "X dismisses all of them" in screen_rows(app)[-1]
        assert rows(app)[2].startswith("Dismissed")
        assert words(app).startswith("“Wash; dry”")
        await pilot.press("down", "down")
        assert BREW in words(app)
        await pilot.press("x")
        await pilot.pause()
        assert len(rows(app)) == 2
        await pilot.press("home", "x", "escape")
        await wait_until_saved(pilot)
    assert len(shelf_in(tmp_path).load(ID).canvas.dismissed) == 1


async def test_capital_x_dismisses_a_whole_row_as_one_step_and_brings_it_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("X")
        await pilot.pause()
        assert "2 findings are dismissed" in screen_rows(app)[-1]
        assert [row.split()[0] for row in rows(app)] == ["hint", "Dismissed", "check"]
        assert rows(app)[2].splitlines()[0].endswith("×2")
        await pilot.press("end", "X")
        await pilot.pause()
        assert "2 findings are restored" in screen_rows(app)[-1]
        assert [row.split()[0] for row in rows(app)] == ["check", "hint"]
        await pilot.press("home", "X", "escape")
        await wait_until_saved(pilot)
        assert len(shelf_in(tmp_path).load(ID).canvas.dismissed) == 2
        await pilot.press("u")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas == troubled()


async def test_x_on_a_note_below_a_row_dismisses_that_one_and_the_next_follows(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled().add(Block.KEY_ACTIVITIES, "Sweep; mop"))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("right", "down", "down", "x")
        await pilot.pause()
        assert [row.strip() for row in rows(app)[1:3]] == [f"“{BREW}”", "“Sweep; mop”"]
        assert words(app).startswith("“Sweep; mop”")
        await pilot.press("x")
        await pilot.pause()
        assert "×" not in rows(app)[0]


async def test_on_a_low_screen_long_notes_leave_room_for_the_reason(tmp_path: Path) -> None:
    long = "Reaching out to each street, one by one, with posters, a stall; and a song"
    canvas = sound().add(Block.KEY_ACTIVITIES, *(f"{long} {n}" for n in range(8)))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(60, 24)) as pilot:
        await open_review(pilot)
        assert f"“{long} 0”" in words(app)
        assert "… and 7 more: → lists them" in words(app)
        text = "".join(screen_rows(app))
        assert "Why:" in text
        assert "A good answer:" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("width", [30, 60, 80, 120, 160, 200])
async def test_no_text_of_the_list_is_cut(tmp_path: Path, width: int, language: str) -> None:
    canvas = load_example("coffee-cart").add(Block.CUSTOMER_SEGMENTS, "Everyone", "Men of all ages")
    canvas = canvas.add(Block.KEY_ACTIVITIES, "Brew; serve").add(Block.CHANNELS, "Fair; market")
    for n in range(8):
        canvas = canvas.add(Block.COST_STRUCTURE, f"An item {n} whose name is long @nobody-{n}")
    app = app_on(tmp_path, canvas, language)
    async with app.run_test(size=(width, 90)) as pilot:
        await open_review(pilot)
        await pilot.press("right")
        lines = [line for row in rows(app) for line in row.splitlines()]
        on_screen = "\n".join(screen_rows(app))
        assert [line for line in lines if line not in on_screen] == []
        text = re.sub(r"[\s×0-9]+", "", "".join(lines))
        whats = [group_text(group, load(language)).what for group in review(canvas).groups]
        for what in whats:
            assert re.sub(r"[\s×0-9]+", "", what) in text
        assert text.count("…") == "".join(whats).count("…")  # names that a finding itself shortens


async def test_x_on_the_last_finding_selects_a_remaining_one_and_brings_none_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("down", "x", "x", "x")
        await pilot.pause()
        assert rows(app)[0].startswith("Dismissed")
        assert len(rows(app)) == 3


async def test_u_on_the_canvas_brings_back_a_dismissed_finding(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("x", "escape")
        await pilot.pause()
        await pilot.press("u")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas.dismissed == ()


async def test_u_in_the_review_undoes_and_says_what(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        await pilot.press("u")
        await wait_for(pilot, "Nothing to undo.")
        before = rows(app)
        await pilot.press("X")
        await wait_for(pilot, "2 findings are dismissed.")
        await pilot.press("u")
        await wait_for(pilot, "Undone:")
        assert rows(app) == before
        await pilot.press("U")
        await wait_for(pilot, "Redone:")
        assert len(rows(app)) == len(before) + 1  # with the heading above the dismissed findings
        await pilot.press("u")
        await wait_for(pilot, "Undone:")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas.dismissed == ()


async def test_a_canvas_without_findings_is_praised_and_no_key_is_enabled(tmp_path: Path) -> None:
    app = app_on(tmp_path, sound(), "nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot)
        assert rows(app) == []
        assert "Geen gaten gevonden" in words(app)
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
        await wait_for(pilot, lambda: len(rows(app)) == 3)
        assert any("Nothing in Key partners yet." in row for row in rows(app))
