"""The seven questions on the design: scores and texts, recorded as they are typed, and the keys."""

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import QUESTIONS, answer_to, with_answer
from bmc_tui.store import Shelf
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.design import DesignScreen
from bmc_tui.ui.screens.help.keys import HelpScreen
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.widgets.answer_list import AnswerList
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, settle, wait_for, wait_until_saved

ID = "11111111-1111-4111-8111-111111111111"


async def open_design(pilot: Pilot[int]) -> None:
    await pilot.press("r")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await pilot.press("7")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, DesignScreen))
    await settle(pilot)


def canvas_of(pilot: Pilot[int]) -> Canvas:
    screen = pilot.app.screen_stack[0]
    for screen in pilot.app.screen_stack:
        if isinstance(screen, CanvasScreen):
            return screen.canvas
    raise AssertionError(screen)


def stored(shelf: Shelf) -> Canvas:
    return shelf.load(ID).canvas


async def test_scores_and_texts_are_kept_with_the_canvas(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        assert "0 of 7 answered" in screen_rows(app)[0]
        await pilot.press("7", "enter", *"Stamp card")
        assert "Stamp card" in screen_text(app)
        await pilot.press("down", *"q? 1 of 7", "enter", "1", "0")
        await wait_until_saved(pilot)
        assert stored(shelf).design == (
            DesignAnswer("switching_costs", "Stamp card", 7),
            DesignAnswer("recurring_revenue", "q? 1 of 7", 10),
        )
        assert "2 of 7 answered" in screen_rows(app)[0]
        assert "━━━━━━━───   7/10" in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, CanvasScreen)


SCORES = (
    (["right"], 0),
    (["right"] * 3, 2),
    (["right"] * 20, 10),
    (["left"], None),
    (["5", "left"], 4),
    (["0", "left"], None),
    (["1", "0"], 10),
    (["1", "down", "up", "0"], 0),
    (["1", "1", "0"], 10),
    (["1", "0", "0"], 0),
    (["9", "backspace"], None),
    (["8", "l", "h", "h"], 7),
)
"""Keys on a question without a score, and the score that they give it."""


async def test_a_score_is_set_by_arrows_and_digits(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        for keys, score in SCORES:
            await pilot.press(*keys)
            assert answer_to(canvas_of(pilot), "switching_costs").score == score, keys
            await pilot.press("backspace")
            assert answer_to(canvas_of(pilot), "switching_costs").score is None


async def test_the_ends_of_the_list_are_a_key_away(tmp_path: Path) -> None:
    async with app_on(tmp_path, coffee_cart()).run_test() as pilot:
        await open_design(pilot)
        answers = pilot.app.screen.query_one(AnswerList)
        await pilot.press("home")  # ends what could be a word of letters and digits
        for key, index in (("G", 6), ("g", 0), ("space", 6), ("home", 0), ("pagedown", 6)):
            await pilot.press(key)
            assert answers.index == index


async def test_an_answer_that_is_emptied_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("3", "enter", "a", "backspace", "escape", "backspace")
        await wait_until_saved(pilot)
        assert '"design": []' in shelf.path.read_text() or "design" not in shelf.path.read_text()
        assert stored(shelf) == coffee_cart()


async def test_undo_takes_back_an_answer_and_says_so(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("7", "enter", *"abc", "escape", "down", "3", "escape", "escape", "u")
        await wait_for(pilot, "answers on the design")
        assert canvas_of(pilot).design == (DesignAnswer("switching_costs", "abc", 7),)
        await pilot.press("u")
        await settle(pilot)
        assert canvas_of(pilot).design == ()
        await pilot.press("U")
        await settle(pilot)
        assert canvas_of(pilot).design == (DesignAnswer("switching_costs", "abc", 7),)


async def test_escape_ends_typing_first_and_keeps_the_row_of_the_review(tmp_path: Path) -> None:
    canvas = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Everyone")
    app = app_on(tmp_path, canvas.add(Block.KEY_ACTIVITIES, "Brew; serve"))
    async with app.run_test() as pilot:
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("down", "7")
        await wait_for(pilot, lambda: isinstance(app.screen, DesignScreen))
        await pilot.press("e", "home", "x", "escape")
        assert isinstance(app.screen, DesignScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.selected_index == 1


async def test_pasted_lines_are_one_line(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("enter", *"One")
        await paste(pilot, "- two\n- three\x1b[31m\n")
        await settle(pilot)
        assert answer_to(canvas_of(pilot), "switching_costs").text == "One / two / three"


async def test_text_is_data(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("enter")
        await paste(pilot, "[bold]x[/] @a #b {title}")
        await settle(pilot)
        assert "[bold]x[/] @a #b {title}" in screen_text(app)
        await pilot.press("down")
        assert "[bold]x[/] @a #b {title}" in screen_text(app)


async def test_what_another_program_answers_is_shown_and_merged(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("enter", *"mine ")
        await wait_until_saved(pilot)
        other = shelf_in(tmp_path)
        theirs = other.load(ID)
        changed = with_answer(theirs.canvas, DesignAnswer("scalability", "theirs", 4))
        other.save(theirs, with_answer(changed, DesignAnswer("switching_costs", "mine and theirs")))
        await wait_for(pilot, "4/10")
        await wait_for(pilot, "mine and theirs")
        await pilot.press(*"now ")
        await wait_until_saved(pilot)
        text = answer_to(stored(shelf), "switching_costs").text
        assert text == "mine now and theirs"
        assert answer_to(stored(shelf), "scalability") == DesignAnswer("scalability", "theirs", 4)


async def test_the_keys_are_in_the_footer_the_list_and_the_palette(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("r")
        await wait_for(pilot, "7 questions")
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, CommandPalette))
        await wait_for(pilot, "Seven questions on the design of the whole model")
        await pilot.press("escape", "7")
        await wait_for(pilot, "← → 0-9 score")
        await pilot.press("?")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press(*"seven questions")
        await wait_for(pilot, "In the seven questions on the design")
        await wait_for(pilot, "Type the line of text")
        await pilot.press("escape", "ctrl+p")
        await wait_for(pilot, "Remove the score")


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 10), (30, 8)])
async def test_every_question_can_be_reached_on_a_small_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, coffee_cart(), language="nl")
    async with app.run_test(size=size) as pilot:
        await open_design(pilot)
        assert load("nl").say("design.switching_costs.title") in screen_text(app)
        await pilot.press(*["down"] * 6, "enter", *"einde")
        await wait_for(pilot, "einde")
        assert "Bescherming" in screen_text(app)


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_a_question_that_does_not_fit_ends_in_an_ellipsis(tmp_path: Path, width: int) -> None:
    app = app_on(tmp_path, coffee_cart(), language="nl")
    async with app.run_test(size=(width, 40)) as pilot:
        await open_design(pilot)
        shown = [text.placeholder for text in app.screen.query(Input)]
        assert len(shown) == len(QUESTIONS)
        assert [
            text for text in shown if text[-1] not in "?…" or text not in screen_text(app)
        ] == []


async def test_a_click_selects_a_question_and_one_in_the_text_types_there(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.click(offset=(3, 5))
        await settle(pilot)
        await pilot.press("4")
        assert answer_to(canvas_of(pilot), "earning_first").score == 4
        await pilot.click(offset=(6, 8))
        await settle(pilot)
        await pilot.press(*"abc")
        assert answer_to(canvas_of(pilot), "cost_structure").text == "abc"


async def test_the_selected_question_is_reversed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await open_design(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "Recurring revenue" in reversed_text(pilot)
        assert "Switching" not in reversed_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Recurring" not in reversed_text(pilot)


def reversed_text(pilot: Pilot[int]) -> str:
    """Return the reversed text on the screen below the title bar."""
    strips = pilot.app.screen._compositor.render_strips()[1:]
    runs = [segment for strip in strips for segment in strip]
    return "".join(run.text for run in runs if run.style and run.style.reverse)
