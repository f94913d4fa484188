"""Segments on the screen: followed, renamed, as a matrix; words and questions by a key."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS
from bmc_tui.ui.widgets.editor import EditorPane
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, wait_until_saved


def stored_canvas(folder: Path) -> Canvas:
    (entry,) = shelf_in(folder).entries()
    return shelf_in(folder).load(entry.id).canvas


def is_bright(pilot: Pilot[int], text: str) -> bool:
    """Tell whether a text on the screen is bold, as the notes of a followed segment are."""
    strips = pilot.app.screen._compositor.render_strips()
    return any(
        segment.style is not None and bool(segment.style.bold)
        for strip in strips
        for segment in strip
        if text in segment.text
    )


async def test_following_goes_from_segment_to_segment_and_off(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        assert "A students: Value 1, Relations 1, Revenue 1  " in screen_rows(app)[0]
        assert is_bright(pilot, "Stamp card")
        assert not is_bright(pilot, "Subscription")
        assert "» Stamp card" in screen_text(app)
        await pilot.press("s")
        assert "B staff: Value 1, Revenue 1; lacks Relations  " in screen_rows(app)[0]
        assert is_bright(pilot, "Subscription")
        await pilot.press("s")
        assert not is_bright(pilot, "Subscription")
        assert "lacks" not in screen_rows(app)[0]
        await pilot.press("s", "escape")
        assert not is_bright(pilot, "Stamp card")


async def test_without_segments_there_is_nothing_to_follow(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("s")
        assert "There are no segments yet" in screen_text(app)


async def test_a_renamed_segment_is_renamed_everywhere_in_one_step(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "S", *["backspace"] * 8, *"pupils", "enter")
        assert "@students is now @pupils" in screen_text(app)
        await wait_until_saved(pilot)
        renamed = stored_canvas(tmp_path)
        await pilot.press("u")
        await wait_until_saved(pilot)
    texts = [note.text for _, note in renamed]
    assert sum("@pupils" in text for text in texts) == 4
    assert not any("@students" in text for text in texts)
    assert stored_canvas(tmp_path) == coffee_cart()


@pytest.mark.parametrize(
    ("name", "message"), [("staff", "is already called @staff"), ("1st", "can't be the name")]
)
async def test_a_bad_handle_is_refused(tmp_path: Path, name: str, message: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "S", *["backspace"] * 8, *name, "enter")
        assert message in screen_text(app)
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path) == coffee_cart()


async def test_the_matrix_shows_which_segments_are_reached_and_the_gaps(tmp_path: Path) -> None:
    canvas = coffee_cart().add(Block.CHANNELS, "Mail @staff", section=Section("evaluation"))
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await pilot.press("C")
        await pilot.pause()
        rows = [line for line in screen_rows(app) if "Evaluation" in line]
        assert len(rows) == 1
        assert rows[0].split("Evaluation")[1].split() == ["–", "Mail"]
        await pilot.press("escape")
        await pilot.pause()
        assert "3 Channels" in screen_text(app)


async def test_a_key_cycles_the_word_of_the_note(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.COST_STRUCTURE, "Huur"), "nl")
    async with app.run_test() as pilot:
        await pilot.press("9", "enter", "up", "end")
        edited = []
        for _ in range(3):
            await pilot.press("ctrl+t")
            edited.append(app.screen.query_one(EditorPane).notes.current)
    assert edited == [(Note("Huur #vast"),), (Note("Huur #variabel"),), (Note("Huur"),)]


async def test_a_key_goes_to_the_next_unanswered_question_over_all_blocks(tmp_path: Path) -> None:
    canvas = Canvas()
    for question in Block.CUSTOMER_SEGMENTS.questions[1:]:
        canvas = canvas.add(Block.CUSTOMER_SEGMENTS, "Yes", section=question)
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert "3 of 4 answered" in screen_rows(app)[0]
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press(*"All", "ctrl+n")
        await pilot.pause()
        assert "2 Value propositions" in screen_rows(app)[0]
        await pilot.pause()
        await pilot.press(*"Box")
        await wait_until_saved(pilot)
    assert Note("All", Section("customer_segments.who")) in stored_canvas(tmp_path).notes(
        Block.CUSTOMER_SEGMENTS
    )
    assert stored_canvas(tmp_path).notes(Block.VALUE_PROPOSITIONS) == (
        Note("Box", Section("value_propositions.package")),
    )


async def test_the_grid_says_how_many_questions_have_an_answer(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CHANNELS, "Yes", section=Section("channels.direct"))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)):
        assert "?1/5" in screen_text(app)


async def test_the_size_of_a_segment_is_shown_while_it_is_followed(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CUSTOMER_SEGMENTS, "Studenten 200 p/mnd"), "nl")
    async with app.run_test() as pilot:
        await pilot.press("s")
        assert "A studenten (2.400/jaar): " in screen_rows(app)[0]


async def test_on_revenue_and_costs_the_title_bar_shows_the_balance(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    month, year = "€ 3,600 − € 810 = € 2,790/month", "€ 43,200 − € 9,720 = € 33,480/year"
    async with app.run_test(size=(80, 24)) as pilot:
        assert "3,600 −" not in screen_rows(app)[0]
        for key in ("5", "9"):
            await pilot.press(key)
            await pilot.pause()
            assert year in screen_rows(app)[0]
            assert screen_rows(app)[0].startswith(" Campus coffee cart")
        await pilot.press("left", "up")
        await pilot.pause()
        assert "€" not in screen_rows(app)[0]
        await pilot.resize_terminal(120, 40)
        await pilot.press("5")
        await pilot.pause()
        assert f"{month}  {year}" in screen_rows(app)[0]


async def test_the_followed_segment_takes_the_place_of_the_balance(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "5")
        await pilot.pause()
        assert "A students: Value 1" in screen_rows(app)[0]


async def test_a_segment_of_users_does_not_lack_revenue(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Readers #gebruiker", "Firms #klant")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        assert "A readers: lacks Value, Channels, Relations  " in screen_rows(app)[0]
        await pilot.press("s")
        assert "B firms: lacks Value, Channels, Relations, Revenue" in screen_rows(app)[0]


async def test_where_nothing_is_tied_no_segment_is_said_to_lack_anything(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Families", "Firms #customer")
    for block in SEGMENT_NEEDS:
        canvas = canvas.add(block, f"Something in {block.value}")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "s")
        assert "B firms: nothing is tied to a segment yet  " in screen_rows(app)[0]


async def test_on_a_narrow_screen_what_a_segment_lacks_comes_first(tmp_path: Path) -> None:
    canvas = Canvas("The music school of the town").add(
        Block.CUSTOMER_SEGMENTS, "Secondary schools #customer", "Children"
    )
    canvas = canvas.add(Block.VALUE_PROPOSITIONS, "Lessons @secondary-schools")
    canvas = canvas.add(Block.REVENUE_STREAMS, "Fees @secondary-schools")
    canvas = canvas.add(Block.CHANNELS, "Fair @children")
    canvas = canvas.add(Block.CUSTOMER_RELATIONSHIPS, "Letters @children")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "A secondary-schools: lacks Channels, Relations" in screen_rows(app)[0]
