"""The second level of the board: a cursor on the notes of a block, and the keys that act there."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.notes.mode import NotesMode, carried_index
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.widgets.board import Board
from tests.saving import save_over
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import (
    screen_rows,
    screen_text,
    settle,
    wait_for,
    wait_for_copy,
    wait_until_saved,
)

CHANNELS, ACTIVITIES = Block.CHANNELS, Block.KEY_ACTIVITIES
MANY = Canvas("Many").add(Block.KEY_RESOURCES, *(f"Resource {n}" for n in range(1, 31)))


def title(app: BmcApp) -> str:
    """Return the title line."""
    return screen_rows(app)[0]


def canvas_of(app: BmcApp) -> Canvas:
    """Return the canvas that is open."""
    screen = app.screen_stack[0]
    assert isinstance(screen, CanvasScreen)
    return screen.canvas


def texts(app: BmcApp, block: Block) -> list[str]:
    """Return the texts of the notes of a block."""
    return [note.text for note in canvas_of(app).notes(block)]


def current(app: BmcApp) -> str:
    """Return the text of the note that has the cursor; "" without one."""
    screen = app.screen_stack[0]
    assert isinstance(screen, CanvasScreen)
    note = screen.mode.note if isinstance(screen.mode, NotesMode) else None
    return note.text if note else ""


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press keys, given with blanks between them, and wait until they have had their effect."""
    await pilot.press(*keys.split())
    await settle(pilot)


# Walking


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        ("3 space", "Cart on the square"),
        ("3 space j", "Instagram #online"),
        ("3 space down down", "Pay by phone"),
        ("3 space G", "Pay by phone"),
        ("3 space end g", "Cart on the square"),
        ("3 space end home", "Cart on the square"),
        ("3 space k", "Stamp card @students #retention"),  # the block above
        ("4 space j", "Cart on the square"),  # the block below
        ("3 space l", "Staff @staff #customer"),  # at the same height
        ("2 space left", "Brew and serve"),
        ("2 space G left", "Run the stamp card"),
        ("3 space j l h", "Instagram #online"),  # back to the note that it came from
        ("2 space G left left right right", "A quiet corner to work @staff"),
        ("1 space right", "Students @students #customer"),  # there is no neighbour
        ("3 space tab", "Stamp card @students #retention"),
        ("3 space 7", "Brew and serve"),
        ("3 space j escape space", "Cart on the square"),
    ],
)
async def test_keys_walk_over_the_notes(tmp_path: Path, keys: str, note: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, keys)
        assert current(app) == note


async def test_the_title_and_the_footer_say_where_the_cursor_is(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        assert " space notes " in screen_rows(app)[-1]
        await press(pilot, "3 space j")
        assert "3 Channels  note 2 of 3" in title(app)
        assert "▌1 Instagram" in screen_text(app)
        assert "d delete" in screen_rows(app)[-1]
        assert "esc back" in screen_rows(app)[-1]
        await press(pilot, "escape")
        assert "note" not in title(app)
        assert "▌" not in screen_text(app)
        assert " space notes " in screen_rows(app)[-1]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_footer_has_the_keys_that_act_there_at_80_columns(
    tmp_path: Path, language: str
) -> None:
    app = app_on(tmp_path, coffee_cart(), language=language)
    async with app.run_test() as pilot:
        await press(pilot, "2 space")
        keys = screen_rows(app)[-1]
        for key in ("⏎", "a", "d", "b", "alt+↑↓", "#", "u", "esc", "?"):
            assert f" {key} " in keys
        assert not any(f" {key} " in keys for key in ("n", "s"))
        await press(pilot, "s")
        assert " s segment " in screen_rows(app)[-1]
        await press(pilot, "slash c o enter")
        assert all(f" {key} " in screen_rows(app)[-1] for key in ("n", "s", "esc"))


async def test_the_blocks_to_send_a_note_to_are_not_parted_from_their_numbers(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart(), language="nl")
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3 space b")
        for number, block in enumerate(BLOCKS, 1):
            assert f"{number} {app.context.guide.short_title(block)}" in screen_text(app)


async def test_the_block_scrolls_along_with_the_cursor(tmp_path: Path) -> None:
    app = app_on(tmp_path, MANY)
    async with app.run_test() as pilot:
        await press(pilot, "6")
        assert "Resource 30" not in screen_text(app)
        await press(pilot, "space G")
        assert "▌Resource 30" in screen_text(app)
        in_sight = sum(f"Resource {n} " in screen_text(app) for n in range(1, 31))
        assert f"↑ {30 - in_sight} more" in screen_text(app)
        await press(pilot, "pageup")
        assert f"▌Resource {30 - in_sight} " in screen_text(app)
        assert "↓ " in screen_text(app)
        await press(pilot, "pageup " * (30 // in_sight))
        assert current(app) == "Resource 1"
        assert "↑ " not in screen_text(app)
        await press(pilot, "pagedown pagedown escape")
        assert "Resource 1 " in screen_text(app)  # the blocks start at their start


async def test_a_note_longer_than_its_cell_is_read_whole_before_the_next_one(
    tmp_path: Path,
) -> None:
    words = [f"word{n}." for n in range(1, 60)]
    long = Canvas("Words").add(Block.KEY_RESOURCES, "First", " ".join(words), "Last")
    app = app_on(tmp_path, long)
    async with app.run_test() as pilot:
        for keys, key, end in (("6 space j", "j", "Last"), ("6 space G k", "k", "First")):
            await press(pilot, keys)
            unread = set(words)
            while current(app) != end:
                unread -= set(re.findall(r"word\d+\.", screen_text(app)))
                await press(pilot, key)
            assert not unread
            await press(pilot, "escape")


async def test_the_first_key_leads_to_the_start_of_a_long_note(tmp_path: Path) -> None:
    long = Canvas("Words").add(Block.KEY_RESOURCES, *["word " * 60] * 2)
    app = app_on(tmp_path, long)
    async with app.run_test() as pilot:
        await press(pilot, "6 space j j")
        assert "↑ 1 more" in screen_text(app)
        await press(pilot, "g")
        assert "↑ " not in screen_text(app)


async def test_page_keys_scroll_the_block_under_the_cursor_of_the_grid(tmp_path: Path) -> None:
    app = app_on(tmp_path, MANY)
    async with app.run_test() as pilot:
        await press(pilot, "6")
        seen = set()
        for _ in range(8):
            seen |= {n for n in range(1, 31) if f"Resource {n} " in screen_text(app)}
            await press(pilot, "pagedown")
        assert seen == set(range(1, 31))
        assert "Resource 30 " in screen_text(app)
        await press(pilot, "left")
        assert "Resource 1 " in screen_text(app)
        await press(pilot, "right pagedown pageup pageup")
        assert "Resource 1 " in screen_text(app)


async def test_in_a_narrow_terminal_the_notes_are_one_list(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "space")
        walked = []
        for key in "j" * 18 + "h":
            walked.append(current(app))
            assert walked[-1].split()[0] in next(r for r in screen_rows(app) if "▌" in r)
            await press(pilot, key)
        assert walked == [note.text for _, note in coffee_cart()]
        assert current(app) == "Roastery Ommen #purchasing"


async def test_an_empty_block_says_what_to_do(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert "There is no note here yet: a adds one, ⏎ opens the block." in screen_rows(app)[
            -1
        ].replace("Enter", "⏎")
        await press(pilot, "2")
        assert "note" not in title(app)
        await press(pilot, "a o n e enter escape")
        assert not current(app)
        await press(pilot, "3 space a o n e enter t w o escape")
        assert current(app) == "two"


async def test_an_empty_neighbour_can_be_crossed(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, "Left").add(Block.VALUE_PROPOSITIONS, "Right")
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await press(pilot, "8 space right")
        assert "7 Key activities  no notes yet" in title(app)
        await press(pilot, "d")
        assert "There is no note here yet" in screen_text(app)
        await press(pilot, "right")
        assert current(app) == "Right"


async def test_a_click_puts_the_cursor_on_a_note_and_a_second_one_edits_it(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.click(Board, offset=(3, 4))
        await settle(pilot)
        assert current(app) == "Campus facility office"
        await pilot.click(Board, offset=(20, 3))
        await settle(pilot)
        assert current(app) == "Plan shifts"
        await pilot.click(Board, offset=(20, 3))
        await press(pilot, "exclamation_mark escape")
        assert texts(app, ACTIVITIES)[1] == "Plan shifts!"
        assert current(app) == "Plan shifts!"


async def test_a_click_between_the_notes_focuses_the_block_and_a_second_one_opens_it(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for _ in range(2):
            await pilot.click(Board, offset=(3, 13))
            await settle(pilot)
        assert "Who are our most important suppliers?" in screen_text(app)


# Beside other modes


async def test_a_search_moves_the_cursor_from_match_to_match(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "space slash c a r t enter")
        assert current(app) == "Cart on the square"
        await press(pilot, "n")
        assert "cart" in current(app).casefold()
        found = current(app)
        await press(pilot, "N")
        assert current(app) != found
        await press(pilot, "escape")
        assert "“cart” 1 of 2" in title(app)
        await press(pilot, "n space")
        assert current(app) == found


async def test_a_segment_that_is_followed_stays_so(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "s 2 space s")
        assert current(app).startswith("Good coffee")
        await press(pilot, "escape")
        assert "B staff" in title(app)


async def test_another_canvas_is_opened_at_its_blocks(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    shelf_in(tmp_path).create(MANY)
    async with app.run_test() as pilot:
        await press(pilot, "3 space j")
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        screen.action_visit("canvases")
        await wait_for(pilot, "Many")
        await settle(pilot)
        await press(pilot, "down enter")
        await wait_for(pilot, lambda: canvas_of(app) == MANY)
        await settle(pilot)
        assert "▌" not in screen_text(app)
        await press(pilot, "6 space j")
        assert current(app) == "Resource 2"


async def test_the_cursor_stays_on_its_note_when_another_program_changes_the_block(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        await press(pilot, "7 space j")
        notes = ("Open up", "Brew and serve", "Plan shifts", "Run the stamp card")
        shelf = shelf_in(tmp_path)
        [entry] = shelf.entries()
        save_over(shelf, entry.id, coffee_cart().with_section(ACTIVITIES, GENERAL, notes))
        screen.open_canvas.pull()
        await wait_for(pilot, "Open up")
        assert current(app) == "Plan shifts"
        await press(pilot, "d")
        await wait_until_saved(pilot)
        assert texts(app, ACTIVITIES) == [*notes[:2], notes[3]]


@pytest.mark.parametrize(
    ("new", "index"),
    [("abc", 1), ("xabc", 2), ("acb", 2), ("ac", 1), ("a", 0), ("", None), ("aBc", 1)],
)
def test_the_cursor_is_carried_over_to_changed_notes(new: str, index: int | None) -> None:
    def notes(letters: str) -> Notes:
        return Canvas().add(CHANNELS, *letters).notes(CHANNELS)

    assert carried_index(notes("abc"), notes(new), 1) == index


# Acting


async def test_a_note_is_deleted_and_undo_brings_it_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "7 space j d")
        assert texts(app, ACTIVITIES) == ["Brew and serve", "Run the stamp card"]
        assert current(app) == "Run the stamp card"
        assert "Deleted: “Plan shifts”. u undoes that." in screen_rows(app)[-1]
        await press(pilot, "delete")
        assert current(app) == "Brew and serve"
        await press(pilot, "d")
        assert current(app) == ""
        await press(pilot, "u u u")
        assert texts(app, ACTIVITIES)[1:] == ["Plan shifts", "Run the stamp card"]


async def test_enter_edits_the_note_and_escape_leads_back_to_where_the_cursor_was(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "3 space j enter")
        await press(pilot, "exclamation_mark up question_mark escape")
        assert texts(app, CHANNELS)[:2] == ["Cart on the square?", "Instagram #online!"]
        assert current(app) == "Cart on the square?"
        await press(pilot, "e ctrl+pagedown escape")
        assert "4 Customer relationships" in title(app)
        assert "note 1 of 1" in title(app)


async def test_the_list_of_keys_starts_with_those_of_the_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "3 space question_mark")
        assert "On the notes of a block" in screen_rows(app)[2]
        await press(pilot, "escape j")
        assert current(app) == "Instagram #online"


async def test_the_palette_names_the_commands_on_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("7", "space", "ctrl+p", *"delete the note")
        await settle(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: len(texts(app, ACTIVITIES)) == 2)


@pytest.mark.parametrize(
    ("keys", "notes"),
    [
        ("3 space G alt+up", ["1 Cart on the square", "1 Instagram #online", "2 Pay by phone"]),
        ("3 space ctrl+down", ["1 Instagram #online", "1 Cart on the square", "3 Pay by phone"]),
        ("3 space alt+up", ["0 Cart on the square", "1 Instagram #online", "3 Pay by phone"]),
        ("3 space j ctrl+home", ["1 Instagram #online", "1 Cart on the square"]),
        ("3 space alt+end", ["1 Instagram #online", "1 Cart on the square", "3 Pay by phone"]),
        ("3 space j x", ["1 Cart on the square", "3 Pay by phone"]),
        ("3 space j x p", ["1 Cart on the square", "3 Pay by phone", "3 Instagram #online"]),
        ("7 space x 3 p", ["1 Cart on the square", "1 Brew and serve"]),
        ("3 space j b 5", ["1 Cart on the square", "3 Pay by phone"]),
        ("3 space j b 0", ["1 Cart on the square", "3 Pay by phone"]),
        ("3 space j b escape", ["1 Cart on the square", "1 Instagram #online"]),
        ("3 space number_sign", ["1 Cart on the square #?"]),
        ("3 space ctrl+g number_sign number_sign number_sign", ["1 Cart on the square"]),
        ("3 space at b", ["1 Cart on the square @staff"]),
        ("3 space at A at a", ["1 Cart on the square @students"]),
        ("3 space at escape at z", ["1 Cart on the square"]),
        ("3 space a P h o n e enter F a x enter escape d", ["1 Cart on the square", "1 Phone"]),
        ("3 space j j o Z", ["1 Cart on the square", "1 Instagram #online", "3 Pay by phone"]),
    ],
)
async def test_each_key_acts_on_the_note(tmp_path: Path, keys: str, notes: list[str]) -> None:
    numbers = {"": 0, "awareness": 1, "evaluation": 2, "purchase": 3}
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        for key in keys.split():
            await press(pilot, key)
        found = [f"{numbers[n.section]} {n.text}" for n in canvas_of(app).notes(CHANNELS)]
        assert found[: len(notes)] == notes
        await press(pilot, "escape escape")
        await wait_until_saved(pilot)
        canvas = canvas_of(app)
    (entry,) = shelf_in(tmp_path).entries()
    assert shelf_in(tmp_path).load(entry.id).canvas == canvas


async def test_where_the_cursor_goes_and_what_is_said(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "3 space j alt+down")
        assert current(app) == "Instagram #online"
        assert "The note is now in “Evaluation”." in screen_rows(app)[-1]
        await press(pilot, "b 5")
        assert current(app) == "Pay by phone"
        assert "Sent to 5 Revenue streams." in screen_rows(app)[-1]
        await press(pilot, "p")
        assert "No note has been cut yet" in screen_rows(app)[-1]
        await press(pilot, "x")
        assert "Cut: “Pay by phone”. p puts it after another note" in screen_rows(app)[-1]
        await press(pilot, "5 G p")
        assert current(app) == "Pay by phone"
        assert texts(app, Block.REVENUE_STREAMS)[-2:] == ["Instagram #online", "Pay by phone"]
        await press(pilot, "2 at a")
        assert "The note already has @students." in screen_rows(app)[-1]


async def test_a_note_is_not_carried_to_a_question_without_an_answer(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "7 space G alt+down")
        assert "already at the end of the block" in screen_rows(app)[-1]
        await press(pilot, "g alt+up")
        assert "already at the top of the block" in screen_rows(app)[-1]
        assert {note.section for note in canvas_of(app).notes(ACTIVITIES)} == {GENERAL}


async def test_a_note_is_put_in_an_empty_block(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.KEY_PARTNERS, "Ommen", "Zwolle"))
    async with app.run_test() as pilot:
        await press(pilot, "8 space x escape 1 space")
        assert "1 Customer segments  no notes yet" in title(app)
        await press(pilot, "p p")
        assert texts(app, Block.CUSTOMER_SEGMENTS) == ["Ommen", "Ommen"]
        await press(pilot, "9 a B enter escape")
        assert texts(app, Block.COST_STRUCTURE) == ["B"]
        assert current(app) == "B"


@pytest.mark.parametrize("key", ["d", "x", "y", "m", "b", "number_sign", "at", "alt+down"])
async def test_without_a_note_each_key_says_what_to_do(tmp_path: Path, key: str) -> None:
    app = app_on(tmp_path, Canvas().add(Block.KEY_PARTNERS, "Ommen"))
    async with app.run_test() as pilot:
        await press(pilot, f"8 space right {key}")
        assert "There is no note here yet" in screen_rows(app)[-1]


async def test_one_note_is_copied_and_shown_as_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "2 space y")
        text = await wait_for_copy(pilot, tmp_path / "copy.md")
        assert text.strip() == "Good coffee in two minutes, on the way to class @students"
        await press(pilot, "m")
        assert isinstance(app.screen, PlainTextScreen)
        await press(pilot, "escape")
        assert current(app).startswith("Good coffee")


async def test_a_note_being_added_is_saved_after_its_note_when_the_app_ends(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "7 space a M i l k")
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        await screen.open_canvas.save_at_end()
    (entry,) = shelf_in(tmp_path).entries()
    notes = shelf_in(tmp_path).load(entry.id).canvas.notes(ACTIVITIES)
    assert [note.text for note in notes][:2] == ["Brew and serve", "Milk"]


async def test_all_of_it_works_on_what_is_parked(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart().add(Block.PARKED, "First idea", "Second idea"))
    async with app.run_test() as pilot:
        await press(pilot, "0 space j")
        assert "note 2 of 2" in title(app)
        assert current(app) == "Second idea"
        assert "Second idea" in screen_rows(app)[-2]
        assert "First idea" not in screen_rows(app)[-2]
        await press(pilot, "b 2")
        assert texts(app, Block.VALUE_PROPOSITIONS)[-1] == "Second idea"
        await press(pilot, "d k")
        assert texts(app, Block.PARKED) == []
        assert current(app)
