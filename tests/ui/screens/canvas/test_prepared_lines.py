"""The lines that a hint on a tie prepares in the editor: completed, left, undone, merged."""

from pathlib import Path

from textual.pilot import Pilot

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.note_area import NoteArea
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for, wait_until_saved
from tests.unit.review.test_review import RESOURCES, VALUE, sound

ID = "11111111-1111-4111-8111-111111111111"
QUESTION = RESOURCES.questions[1]


def untied() -> Canvas:
    """Return a canvas whose only finding is that no answer says which resources a value needs."""
    return sound().add(VALUE, "Warm hands @students").with_section(RESOURCES, QUESTION, [])


async def open_lines(pilot: Pilot[int]) -> NoteArea:
    """Open the question with its lines from the review, and return its area."""
    await pilot.press("r")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await settle(pilot)
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(pilot.app.focused, NoteArea))
    await wait_for(pilot, "Coffee in two minutes:")
    area = pilot.app.focused
    assert isinstance(area, NoteArea)
    return area


def answers(folder: Path) -> tuple[str, ...]:
    return shelf_in(folder).load(ID).canvas.texts(RESOURCES, QUESTION)


async def test_the_lines_are_in_the_question_and_nothing_is_saved(tmp_path: Path) -> None:
    app = app_on(tmp_path, untied())
    async with app.run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        assert area.section == QUESTION
        assert area.document.lines == ["Coffee in two minutes: ", "Warm hands: "]
        assert area.cursor_location == (0, len("Coffee in two minutes: "))
        canvas_screen = app.screen
        assert isinstance(canvas_screen, CanvasScreen)
        assert canvas_screen.typed == untied()
        assert not canvas_screen.session.can_undo
        await pilot.press("escape")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas == untied()


async def test_enter_goes_from_line_to_line_and_what_is_completed_is_an_answer(
    tmp_path: Path,
) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        await pilot.press(*"cart", "enter")
        assert list(area.texts) == ["Coffee in two minutes: cart"]
        assert area.index is None
        await pilot.press(*"stove", "enter", *"more")
        assert list(area.texts) == ["Coffee in two minutes: cart", "Warm hands: stove", "more"]
        assert area.index == 2
        await wait_until_saved(pilot)
    assert answers(tmp_path) == ("Coffee in two minutes: cart", "Warm hands: stove", "more")


async def test_a_line_that_is_left_out_is_not_an_answer(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        await open_lines(pilot)
        await pilot.press("down", *"stove", "escape")
        await wait_until_saved(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
    assert answers(tmp_path) == ("Warm hands: stove",)


async def test_undo_makes_a_line_what_it_was(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        await pilot.press(*"cart")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert area.document.lines == ["Coffee in two minutes: ", "Warm hands: "]
        await pilot.press("ctrl+y")
        await wait_until_saved(pilot)
    assert answers(tmp_path) == ("Coffee in two minutes: cart",)


async def test_an_answer_is_undone_on_the_canvas(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        await open_lines(pilot)
        await pilot.press(*"cart", "escape")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("u")
        await wait_until_saved(pilot)
    assert shelf_in(tmp_path).load(ID).canvas.blocks == untied().blocks


async def test_lines_typed_in_one_burst_complete_one_after_the_other(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        area.post_message(TypedText("cart\nstove\nmore"))
        await settle(pilot)
        assert list(area.texts) == ["Coffee in two minutes: cart", "Warm hands: stove", "more"]


async def test_what_another_program_answers_meanwhile_is_merged(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        await pilot.press(*"cart")
        await wait_until_saved(pilot)
        shelf = shelf_in(tmp_path)
        stored = shelf.load(ID)
        shelf.save(stored, stored.canvas.add(RESOURCES, "A van", section=QUESTION))
        await wait_for(pilot, "A van")
        assert set(area.texts) == {"Coffee in two minutes: cart", "A van"}
        await pilot.press(*"s")
        await wait_until_saved(pilot)
    assert set(answers(tmp_path)) == {"Coffee in two minutes: carts", "A van"}


async def test_where_an_answer_came_meanwhile_no_lines_are_prepared(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        await pilot.press(*"cart")
        before = list(area.document.lines)
        area.prepared.show(["Something else:"])
        assert area.document.lines == before


async def test_a_key_for_a_note_says_that_a_prepared_line_is_none(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 24)) as pilot:
        area = await open_lines(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert area.texts == ()
        assert "no note" in screen_rows(pilot.app)[-1].lower() + screen_rows(pilot.app)[-2].lower()


async def test_the_lines_stay_while_the_cursor_is_elsewhere_in_the_block(tmp_path: Path) -> None:
    async with app_on(tmp_path, untied()).run_test(size=(80, 30)) as pilot:
        await open_lines(pilot)
        await pilot.press(*"cart", "down", "down", "up", "up")
        pane = pilot.app.screen.query_one(EditorPane)
        assert pane.section == QUESTION
        assert "Warm hands:" in screen_text(pilot.app)
        await wait_until_saved(pilot)
    assert answers(tmp_path) == ("Coffee in two minutes: cart",)


async def test_f8_leads_to_the_next_question_with_its_lines(tmp_path: Path) -> None:
    canvas = untied().with_section(Block.KEY_ACTIVITIES, Block.KEY_ACTIVITIES.questions[1], [])
    canvas = canvas.with_section(RESOURCES, Section("key_resources.revenue"), [])
    async with app_on(tmp_path, canvas).run_test(size=(80, 24)) as pilot:
        await open_lines(pilot)
        await pilot.press(*"cart")
        await wait_for(pilot, load("en").say("review.gone"))
        await pilot.press("f8")
        await wait_for(pilot, "Cup sales:")
        await pilot.press(*"till", "f8")
        await wait_for(pilot, "7 Key activities")
        await wait_for(pilot, "Warm hands:")
        await pilot.press(*"brew")
        await wait_until_saved(pilot)
    canvas = shelf_in(tmp_path).load(ID).canvas
    assert canvas.texts(RESOURCES, Section("key_resources.revenue")) == ("Cup sales: till",)
