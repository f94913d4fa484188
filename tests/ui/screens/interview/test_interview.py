"""The interview: the questions of the method one at a time, over all blocks."""

from pathlib import Path

import pytest

from bmc_tui.guide import load
from bmc_tui.guide.interview import asked_text
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.questions import ASKED
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import (
    SETTLE,
    paste,
    press,
    screen_rows,
    screen_text,
    settle,
    wait_for,
    wait_until_saved,
)

WHO = Section("customer_segments.who")
GROUPS = Section("customer_segments.groups")
PACKAGE = Section("value_propositions.package")


def stored_canvas(folder: Path) -> Canvas:
    """Return the canvas in the file."""
    shelf = shelf_in(folder)
    [entry] = shelf.entries()
    return shelf.load(entry.id).canvas


def all_answered(*but: Section) -> Canvas:
    """Return a canvas with an answer to everything, except to these."""
    canvas = Canvas("Done")
    for block, section in ASKED:
        if section not in but:
            canvas = canvas.add(block, "Yes", section=section)
    return canvas


@pytest.mark.slow  # and in English in a real terminal
async def test_it_asks_everything_with_text_and_one_key_alone(tmp_path: Path) -> None:
    guide = load("nl")
    app = app_on(tmp_path, language="nl")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("i", "left")  # no letters directly after it, which would be a word
        for number, (block, section) in enumerate(ASKED, 1):
            await settle(pilot)
            assert guide.say("interview.progress", n=number, all=46) in screen_rows(app)[0]
            question = asked_text(guide, block, section)
            assert " ".join(question.split()) in " ".join(screen_text(app).split())
            await press(pilot, *f"a{number}", "enter", *f"b{number}", "ctrl+n")
        await wait_for(pilot, guide.say("message.interview_done").split(".")[0])
        await wait_until_saved(pilot)
    canvas = stored_canvas(tmp_path)
    assert canvas.note_count == 92
    for number, (block, section) in enumerate(ASKED, 1):
        assert canvas.texts(block, section) == (f"a{number}", f"b{number}")


async def test_it_starts_at_the_first_question_without_an_answer(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students", section=WHO)
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await pilot.press("7", "i")
        await wait_for(pilot, "Can different customer groups be told apart?")
        assert "1 Customer segments  2 of 46  1 answered" in screen_rows(app)[0]


async def test_a_question_that_was_skipped_comes_again_after_the_last(tmp_path: Path) -> None:
    scale = Section("cost_structure.scale")
    app = app_on(tmp_path, all_answered(WHO, GROUPS, scale))
    async with app.run_test() as pilot:
        await press(pilot, "i", "ctrl+n", "ctrl+n")
        await wait_for(pilot, "46 of 46")
        await pilot.press("ctrl+n")
        await wait_for(pilot, "3 are still unanswered")
        assert "1 of 46" in screen_rows(app)[0]


async def test_one_goes_back_and_further_over_what_is_answered_too(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Students", "ctrl+n", "alt+left")
        await wait_for(pilot, "1 of 46")
        assert "Students" in screen_text(app)
        await press(pilot, *"Staff", "alt+right", "alt+right", "ctrl+pageup", "alt+left")
        await wait_until_saved(pilot)
        await press(pilot, "alt+left")
        await wait_for(pilot, "46 of 46")
    assert stored_canvas(tmp_path).texts(Block.CUSTOMER_SEGMENTS, WHO) == ("Students", "Staff")


async def test_escape_ends_it_at_any_question_with_all_saved_and_the_block_in_view(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, all_answered(PACKAGE))
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Coffee", "escape")
        await wait_until_saved(pilot)
        assert "i questions" in screen_rows(app)[-1]
        await pilot.press("enter")
        await wait_for(pilot, "2 Value propositions")
    assert stored_canvas(tmp_path).texts(Block.VALUE_PROPOSITIONS, PACKAGE) == ("Coffee",)


async def test_with_everything_answered_it_says_so_and_starts_at_the_first(tmp_path: Path) -> None:
    app = app_on(tmp_path, all_answered())
    async with app.run_test() as pilot:
        await pilot.press("i")
        await wait_for(pilot, "Every question has an answer.")
        assert "1 of 46" in screen_rows(app)[0]


async def test_the_general_notes_are_below_and_can_be_changed(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students")
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Young", "down", "end", *" of Ommen")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS) == (
        Note("Students of Ommen"),
        Note("Young", WHO),
    )


@pytest.mark.slow
async def test_notes_of_other_sections_stay_as_they_are(tmp_path: Path) -> None:
    later = Section("a_newer_section")
    canvas = (
        coffee_cart()
        .add(Block.CHANNELS, "General")
        .add(Block.CHANNELS, "Own", section=Section("channels.direct"))
        .with_sorted_notes(Block.KEY_PARTNERS, (Note("Farm"), Note("New", later)))
    )
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await press(pilot, "i")
        for number, _ in enumerate(ASKED):
            await press(pilot, SETTLE, "x", "enter", "y", "alt+up", "alt+up", "alt+down")
            await press(pilot, *(["alt+right"] if number < 45 else []))
        await wait_until_saved(pilot)
    after = stored_canvas(tmp_path)
    for block in BLOCKS:
        for note in canvas.notes(block):
            assert note in after.notes(block)
    assert after.note_count == canvas.note_count + 92


async def test_what_another_window_saves_meanwhile_is_merged_and_shown(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students"))
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Mine")
        await wait_until_saved(pilot)
        shelf = shelf_in(tmp_path)
        [entry] = shelf.entries()
        stored = shelf.load(entry.id)
        theirs = stored.canvas.add(Block.CUSTOMER_SEGMENTS, "Theirs", section=WHO)
        theirs = theirs.add(Block.CUSTOMER_SEGMENTS, "Others", section=GROUPS)
        shelf.save(stored, theirs)
        await wait_for(pilot, "Theirs")
        await press(pilot, *" too")
        await wait_until_saved(pilot)
    canvas = stored_canvas(tmp_path)
    assert canvas.texts(Block.CUSTOMER_SEGMENTS, WHO) == ("Mine too", "Theirs")
    assert canvas.texts(Block.CUSTOMER_SEGMENTS, GROUPS) == ("Others",)


async def test_undo_takes_back_what_was_typed_and_then_the_answers_before(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "i", *"First", "ctrl+n", *"Second", "ctrl+z")
        await wait_for(pilot, "Undone: Customer segments: gone: Second. Ctrl+Y redoes it.")
        assert not any("Second" in row for row in screen_rows(app)[:-1])
        await press(pilot, "ctrl+z", "alt+left")
        await wait_for(pilot, "1 of 46")
        await wait_for(pilot, lambda: "First" not in screen_text(app))


async def test_in_the_editor_the_key_leads_through_the_phases_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, all_answered(Section("awareness"), Section("delivery")))
    async with app.run_test() as pilot:
        await pilot.press("2", "enter")
        assert "^n question" in screen_rows(app)[-1]
        await press(pilot, "ctrl+n", SETTLE, *"A sign", "ctrl+n", SETTLE, *"A bike", "ctrl+n")
        await wait_for(pilot, "Every question has an answer.")
        await wait_until_saved(pilot)
    canvas = stored_canvas(tmp_path)
    assert canvas.texts(Block.CHANNELS, Section("awareness")) == ("A sign",)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("A bike",)


async def test_a_key_moves_an_answer_to_the_notes_of_the_block_and_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CUSTOMER_SEGMENTS, "Staff"))
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Students", "enter", *"Young", "up", "ctrl+o")
        await wait_for(pilot, "Moved to the notes of the block.")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS) == (
            Note("Staff"),
            Note("Students"),
            Note("Young", WHO),
        )
        await press(pilot, "down", "down", "ctrl+o")
        await wait_for(pilot, "Moved to the answers.")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).texts(Block.CUSTOMER_SEGMENTS, WHO) == ("Young", "Staff")
        await press(pilot, "ctrl+z")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).texts(Block.CUSTOMER_SEGMENTS, WHO) == ("Young",)
        await press(pilot, "alt+right", "ctrl+o")
        await wait_for(pilot, "There is no note on this line.")


async def test_the_same_key_brings_an_answer_back_that_it_has_moved(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CUSTOMER_SEGMENTS, "Staff"))
    async with app.run_test() as pilot:
        await press(pilot, "i", *"Students", "ctrl+o")
        await wait_for(pilot, "Moved to the notes of the block.")
        await press(pilot, "ctrl+o")
        await wait_for(pilot, "Moved to the answers.")
        await press(pilot, *"!")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS) == (
        Note("Staff"),
        Note("Students!", WHO),
    )


async def test_the_lists_of_keys_and_commands_begin_with_those_of_the_interview(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "i", "f1")
        await wait_for(pilot, "In the interview")
        assert "In the interview" in screen_rows(app)[2]
        await press(pilot, "escape", "ctrl+p", *"interview")
        await wait_for(pilot, "Interview: the next unanswered question")
        await press(pilot, "escape", *"Students", "escape")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).texts(Block.CUSTOMER_SEGMENTS, WHO) == ("Students",)


async def test_what_the_editor_has_is_there_completion_pastes_and_sending(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students @students")
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await press(pilot, "i", *["alt+right"] * 15, *"By app @st", "tab")
        await wait_for(pilot, "By app @students")
        await press(pilot, "enter")
        await paste(pilot, "- By mail\n- By phone\n")
        await wait_for(pilot, "By phone")
        await press(pilot, "ctrl+b", "8")
        await wait_for(pilot, "Sent to 8 Key partners.")
        await wait_until_saved(pilot)
        assert "16 of 46" in screen_rows(app)[0]
    canvas = stored_canvas(tmp_path)
    assert canvas.texts(Block.CHANNELS, Section("channels.direct")) == (
        "By app @students",
        "By mail",
    )
    assert canvas.notes(Block.KEY_PARTNERS) == (Note("By phone"),)


async def test_a_paste_that_names_sections_fills_those_that_are_not_in_view_too(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CHANNELS, "Ours", section=Section("delivery")))
    async with app.run_test() as pilot:
        await press(pilot, "i", *["alt+right"] * 15, *"Direct")
        await paste(pilot, "Awareness\n- A sign\nDelivery\n- A bike\n")
        await wait_for(pilot, "Pasted: ")
        await press(pilot, "enter", *"Always")
        await wait_until_saved(pilot)
    canvas = stored_canvas(tmp_path)
    assert canvas.texts(Block.CHANNELS, Section("awareness")) == ("A sign",)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("Ours", "A bike")
    assert canvas.texts(Block.CHANNELS, Section("channels.direct")) == ("Direct", "Always")
