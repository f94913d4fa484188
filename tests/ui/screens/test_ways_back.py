"""The way back from an editor; the keys on the review, the matrix and the seven questions."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from bmc_tui.model.blocks import Block, Phase
from bmc_tui.model.canvas import DesignAnswer
from bmc_tui.model.design.answers import with_answer
from bmc_tui.render.matrix import MatrixPlace
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.help.keys import HelpScreen
from bmc_tui.ui.screens.matrix import MatrixScreen, MatrixView
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.widgets.editor import EditorPane
from tests.ui.apps import app_on
from tests.ui.pilots import press, screen_rows, screen_text, settle, wait_for
from tests.unit.review.test_review import sound

TROUBLED = sound().add(Block.KEY_ACTIVITIES, "Brew; serve", "Wash; dry")
LONG = "Students pay with a stamp card that only this cart takes, " * 3 + "and that is the end"


async def open_screen(pilot: Pilot[int], key: str, screen: type[object]) -> None:
    await pilot.press(key)
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, screen))
    await settle(pilot)


def is_on_canvas(pilot: Pilot[int]) -> bool:
    """Return whether the canvas is on top, without an editor."""
    screen = pilot.app.screen
    return isinstance(screen, CanvasScreen) and not screen.query(EditorPane)


async def test_escape_in_the_editor_of_a_channel_leads_back_to_its_cell(tmp_path: Path) -> None:
    async with app_on(tmp_path, TROUBLED).run_test(size=(80, 24)) as pilot:
        await open_screen(pilot, "C", MatrixScreen)
        await press(pilot, "down", "down", "right", "enter")
        await wait_for(pilot, lambda: bool(pilot.app.screen.query(EditorPane)))
        await press(pilot, "f8", "f8", "escape")  # from another block
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, MatrixScreen))
        await settle(pilot)
        place = pilot.app.screen.query_one(MatrixView).place
        assert place == MatrixPlace(Phase.PURCHASE, "staff")
        await press(pilot, "escape")
        await wait_for(pilot, lambda: is_on_canvas(pilot))


async def test_f8_in_an_editor_opened_on_the_canvas_does_not_end_in_the_review(
    tmp_path: Path,
) -> None:
    async with app_on(tmp_path, TROUBLED).run_test(size=(80, 24)) as pilot:
        await press(pilot, "9", "enter", "f8", "f8", "escape")
        await wait_for(pilot, lambda: is_on_canvas(pilot))
        await open_screen(pilot, "r", ReviewScreen)
        await press(pilot, "enter", "f8", "escape")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        (["r"], "In the review"),
        (["C"], "In the matrix of channels"),
        (["r", "7"], "In the seven questions on the design"),
        ([], "On the canvas"),
    ],
)
async def test_the_list_of_keys_opens_at_those_of_the_screen(
    tmp_path: Path, keys: list[str], heading: str
) -> None:
    async with app_on(tmp_path, TROUBLED).run_test(size=(80, 24)) as pilot:
        for key in keys:
            await press(pilot, key)
            await settle(pilot)
        await open_screen(pilot, "question_mark", HelpScreen)
        rows = [row.strip() for row in screen_rows(pilot.app) if row.strip()]
        first = next(row for row in rows if row.startswith(("In ", "On ")))
        assert first == heading
        if keys:
            assert sum(row.strip() == heading for row in rows) == 1


@pytest.mark.parametrize(
    ("keys", "english", "dutch"),
    [
        (["r"], "Why:", "Waarom:"),
        (["C"], "Awareness", "Bekendheid"),
        (["r", "7"], "Scalability", "Schaalbaarheid"),
    ],
)
async def test_l_changes_the_language_of_the_screen(
    tmp_path: Path, keys: list[str], english: str, dutch: str
) -> None:
    async with app_on(tmp_path, TROUBLED).run_test(size=(100, 40)) as pilot:
        for key in keys:
            await press(pilot, key)
            await settle(pilot)
        await wait_for(pilot, english)
        await press(pilot, "L")
        await wait_for(pilot, dutch)
        await press(pilot, "L")
        await wait_for(pilot, english)


async def test_a_long_line_of_the_questions_shows_its_start_until_it_is_typed_in(
    tmp_path: Path,
) -> None:
    canvas = with_answer(TROUBLED, DesignAnswer("switching_costs", LONG, 7))
    async with app_on(tmp_path, canvas).run_test(size=(80, 24)) as pilot:
        await press(pilot, "r")
        await settle(pilot)
        await press(pilot, "7")
        await wait_for(pilot, "Students pay with a stamp card")
        assert "the end" not in screen_text(pilot.app)
        await press(pilot, "enter")
        await wait_for(pilot, "and that is the end")
        await press(pilot, "!")
        await press(pilot, "enter")
        await wait_for(pilot, "Students pay with a stamp card")
        values = [field.value for field in pilot.app.screen.query(Input)]
        assert f"{LONG}!" in values
