"""No note is lost between two keys: cut, typed in a line, deleted elsewhere while selected."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import session
from bmc_tui.store.undo_log import read_history, undo_file
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.notes.mode import NotesMode
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.modified_keys import AltKey
from tests.saving import save_over
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, settle, wait_for, wait_until_saved

VALUE, RESOURCES, PARTNERS = Block.VALUE_PROPOSITIONS, Block.KEY_RESOURCES, Block.KEY_PARTNERS
LETTERS = Canvas("Letters").add(RESOURCES, *"abcdef").add(VALUE, "v")


def screen_of(app: BmcApp) -> CanvasScreen:
    """Return the canvas screen."""
    screen = app.screen_stack[0]
    assert isinstance(screen, CanvasScreen)
    return screen


def texts(app: BmcApp, block: Block = RESOURCES) -> str:
    """Return the notes of a block, joined."""
    return "".join(note.text for note in screen_of(app).canvas.notes(block))


def current(app: BmcApp) -> str:
    """Return the text of the note that has the cursor; "" without one."""
    mode = screen_of(app).mode
    return mode.note.text if isinstance(mode, NotesMode) and mode.note else ""


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press keys, given with blanks between them, and wait until they have had their effect."""
    for key in keys.split():
        await pilot.press(key)
        await settle(pilot)


@pytest.mark.parametrize(
    ("keys", "notes"),
    [
        ("x x p", "cabdef"),
        ("x j x j x p", "bdface"),
        ("x x p p", "cababdef"),
        ("x p x p", "bcadef"),
        ("x x u p", "bacdef"),  # the second one is back, and is not put as well
        ("x u p", "abcdef"),
        ("x p u p", "bcadef"),
        ("x p u u p", "abcdef"),
        ("x u x p", "bacdef"),
    ],
)
async def test_notes_that_are_cut_one_after_another_are_put_together(
    tmp_path: Path, keys: str, notes: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, f"6 space {keys}")
        assert texts(app) == notes


async def test_the_message_says_how_many_notes_are_cut(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space x")
        assert "Cut: “a”. p puts it after another note" in screen_rows(app)[-1]
        await press(pilot, "x")
        assert "Cut: “b”, 2 so far. p puts them after another note" in screen_rows(app)[-1]


@pytest.mark.parametrize(
    ("keys", "notes"),
    [
        ("j x q", "abcdef"),
        ("x x G x q", "abcdef"),
        ("x 2 p q", "bcdef"),
        ("x u q", "abcdef"),
        ("x p u q", "abcdef"),
        ("x j d q", "abdef"),
    ],
)
async def test_a_note_that_is_cut_and_put_nowhere_is_back_after_quitting(
    tmp_path: Path, keys: str, notes: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, f"6 space {keys}")
    (entry,) = shelf_in(tmp_path).entries()
    saved = shelf_in(tmp_path).load(entry.id).canvas
    assert "".join(saved.texts(RESOURCES, GENERAL)) == notes


async def test_a_note_that_was_cut_is_among_the_undo_steps_should_the_program_be_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "ARCHIVE_WITHIN_S", 3600)
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space x")
        file = undo_file(shelf_in(tmp_path).path, screen_of(app).session.reserved_id)
        await wait_for(pilot, lambda: (steps := read_history(file)) and len(steps.past) == 1)


async def test_a_note_that_was_cut_from_another_canvas_is_parked_at_the_end(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, LETTERS)
    other = shelf_in(tmp_path).create(coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "6 space x x")
        screen_of(app).open_canvas.replace(other)
        await screen_of(app).open_canvas.save_at_end()
        await screen_of(app).open_canvas.save_at_end()
    saved = shelf_in(tmp_path).load(other.entry.id).canvas
    assert [note.text for note in saved.parked] == ["a", "b"]


@pytest.mark.parametrize("keys", ["6 a N e w escape", "6 space G a N e w escape"])
async def test_what_is_typed_in_the_line_is_added_when_escape_closes_it(
    tmp_path: Path, keys: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, keys)
        assert texts(app) == "abcdefNew"
        assert "Added: “New”. u undoes that." in screen_rows(app)[-1]
        await press(pilot, "u")
        assert texts(app) == "abcdef"


async def test_what_is_typed_in_the_line_is_added_when_a_click_closes_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space a N e w")
        await pilot.click("#board", offset=(36, 1))  # the note of Value
        await settle(pilot)
        assert texts(app) == "aNewbcdef"
        assert texts(app, VALUE) == "v"
        assert current(app) == "v"


async def change_elsewhere(pilot: Pilot[int], app: BmcApp, canvas: Canvas) -> None:
    """Save another state of the canvas, as another program does, and wait until it is seen."""
    shelf = shelf_in(Path(screen_of(app).context.shelf.path).parent)
    [entry] = shelf.entries()
    save_over(shelf, entry.id, canvas)
    screen_of(app).open_canvas.pull()
    await wait_for(pilot, lambda: screen_of(app).canvas == canvas)
    await settle(pilot)


@pytest.mark.parametrize("key", ["d", "x", "number_sign", "alt+down", "alt+end"])
async def test_a_key_meant_for_a_note_that_is_gone_does_nothing_to_the_next_one(
    tmp_path: Path, key: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space j")
        changed = LETTERS.with_section(RESOURCES, GENERAL, "acdef")
        await change_elsewhere(pilot, app, changed)
        assert "“b” is no longer here: it was deleted or moved elsewhere." in screen_text(app)
        await press(pilot, key)
        assert screen_of(app).canvas == changed
        assert "Press the key again for “c”." in screen_text(app)
        await press(pilot, key)
        assert screen_of(app).canvas != changed


async def test_after_a_move_a_key_is_meant_for_the_note_under_the_cursor(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space j")
        await change_elsewhere(pilot, app, LETTERS.with_section(RESOURCES, GENERAL, "acdef"))
        await press(pilot, "j d")
        await wait_until_saved(pilot)
        assert texts(app) == "acef"


# Undo leads to what it has changed


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        ("G k d u", "e"),
        ("j b 3 u", "b"),
        ("j x u", "b"),
        ("j d g u", "b"),
        ("j d 2 u", "b"),
        ("j alt+down g u", "b"),
        ("j alt+down u", "b"),
        ("d u U", "b"),  # gone again: on the one after it
        ("j d u d", "c"),
        ("j alt+end g u", "b"),
    ],
)
async def test_undo_puts_the_cursor_on_the_note_that_it_brings_back(
    tmp_path: Path, keys: str, note: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, f"6 space {keys}")
        assert current(app) == note


async def test_undo_on_the_blocks_goes_to_the_block_and_shows_the_note(tmp_path: Path) -> None:
    many = [f"Resource {n}" for n in range(1, 31)]
    app = app_on(tmp_path, Canvas("Many").add(RESOURCES, *many))
    async with app.run_test() as pilot:
        await press(pilot, "6 space G d escape 1")
        assert "Resource 29" not in screen_text(app)
        await press(pilot, "u")
        assert screen_of(app).board.block is RESOURCES
        assert "Resource 30" in screen_text(app).replace("\n", " ")
        assert "Undone: Key resources: added: Resource 30. U redoes it." in screen_rows(app)[-1]


async def test_undo_says_what_it_undid_in_the_words_of_the_command(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "3 space j x u U")
        assert (
            "Redone: Channels: gone from Awareness: Instagram #online. u undoes it."
            in screen_rows(app)[-1]
        )


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_words_of_undo_fit_on_one_row(tmp_path: Path, language: str) -> None:
    app = app_on(tmp_path, LETTERS.add(PARTNERS, "A very long note " * 9), language)
    async with app.run_test() as pilot:
        await press(pilot, "8 space d u")
        assert "A very" in screen_rows(app)[-1]
        assert "U" in screen_rows(app)[-1]


async def test_undo_in_the_editor_opens_the_block_that_it_changes(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space j d escape 2 enter ctrl+z")
        pane = screen_of(app).mode.pane
        assert pane
        assert (pane.block, pane.note.text) == (RESOURCES, "b")
        assert "Undone: Key resources: added: b. Ctrl+Y redoes it." in screen_text(app)


async def test_undo_in_the_interview_asks_the_question_that_it_changes(tmp_path: Path) -> None:
    answered = LETTERS.add(PARTNERS, "Bank", section=PARTNERS.questions[1])
    app = app_on(tmp_path, answered)
    async with app.run_test() as pilot:
        await press(pilot, "8 space d i ctrl+z")
        pane = screen_of(app).mode.pane
        assert pane
        assert (pane.block, pane.section, pane.note.text) == (
            PARTNERS,
            PARTNERS.questions[1],
            "Bank",
        )


# In a line of text


async def test_ctrl_z_in_a_line_of_text_undoes_the_typing_word_by_word(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 a N e w space c a t ctrl+z")
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "New "
        await press(pilot, "ctrl+z")
        assert prompt.text == ""
        await press(pilot, "ctrl+y ctrl+y")
        assert prompt.text == "New cat"
        await press(pilot, "enter ctrl+z")
        assert texts(app) == "abcdef"
        assert "Undone: Key resources: gone: New cat." in screen_text(app)


async def test_ctrl_z_leaves_the_title_that_is_edited(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "t ! ctrl+z enter")
        assert screen_of(app).canvas.title == "Letters"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("6 a {} alt+b X enter escape", "one Xtwo"),
        ("6 a {} home alt+f X enter escape", "one Xtwo"),
        ("6 a {} home alt+d enter escape", "two"),
        ("6 enter {} alt+b X escape", "one Xtwo"),
        ("6 enter {} home alt+f X escape", "oneX two"),
        ("6 enter {} home alt+d escape", "two"),
        ("6 enter {} up end alt+d escape", "one two"),  # joins no notes
    ],
)
async def test_alt_and_a_letter_act_on_words(tmp_path: Path, keys: str, text: str) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, keys.format("o n e space t w o"))
        notes = screen_of(app).canvas.notes(RESOURCES)
        assert (len(notes), notes[-1].text) == (7, text)


async def test_alt_and_a_letter_are_two_keys_on_the_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space")
        app.post_message(AltKey("d"))  # as the driver posts it
        await wait_for(pilot, "First Space, to the notes of the block")
        assert texts(app) == "abcdef"


# Where the cursor is


async def test_a_paste_on_the_notes_goes_after_the_one_with_the_cursor(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 space j")
        await paste(pilot, "- x\n- y\n")
        await settle(pilot)
        assert texts(app) == "abxycdef"
        assert current(app) == "y"


async def test_the_title_says_on_the_notes_too_what_is_found_and_followed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "2 space s s")
        assert "note 1 of 2  B staff" in screen_rows(app)[0]
        await press(pilot, "slash c a r t enter")
        assert "“cart” 1 of 2" in screen_rows(app)[0]


@pytest.mark.parametrize(
    ("first", "then", "texts_there"),
    [
        ("6 enter up up up A escape", "enter B escape", "abcAdBef"),
        ("6 enter g escape", "enter h escape", "abcdefgh"),
        ("6 enter g escape 2 enter w escape", "6 enter h escape", "abcdefgh"),
    ],
)
async def test_the_editor_opens_where_its_block_was_left(
    tmp_path: Path, first: str, then: str, texts_there: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, f"{first} {then}")
        assert texts(app) == texts_there


@pytest.mark.parametrize("keys", ["tab " * 5, "down " * 5, "alt+right", "ctrl+pagedown"])
async def test_the_editor_goes_on_to_the_next_block(tmp_path: Path, keys: str) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, f"2 enter {keys}")
        pane = screen_of(app).mode.pane
        assert pane
        assert pane.block is Block.CHANNELS
        await press(pilot, "alt+left")
        pane = screen_of(app).mode.pane
        assert pane
        assert pane.block is VALUE


async def test_in_the_editor_a_cut_and_a_put_of_nothing_say_so(tmp_path: Path) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, "6 enter ctrl+x")
        await wait_for(pilot, "There is no note on this line.")
        await press(pilot, "ctrl+v")
        await wait_for(pilot, "Nothing has been cut or copied in bmc yet: Ctrl+X cuts a note.")


@pytest.mark.parametrize(
    ("keys", "notes", "value"),
    [
        ("6 enter up ctrl+x escape 2 enter up end ctrl+v escape", "abcde", "vf"),
        ("6 enter up up ctrl+x escape 2 enter ctrl+v escape", "abcdf", "ve"),
        ("6 enter up ctrl+x ctrl+x escape 2 enter ctrl+v escape", "abcde", "vf"),
        ("6 enter up ctrl+x up ctrl+x escape 2 enter ctrl+v escape", "abcd", "vfe"),
        ("6 enter up ctrl+x ctrl+v up up ctrl+x ctrl+v escape", "abcedf", "v"),
        ("6 enter up ctrl+x ctrl+z escape", "abcdef", "v"),
        ("2 enter up ctrl+x 6 ctrl+v escape", "abcdef", "6v"),
    ],
)
async def test_a_note_is_cut_in_the_editor_and_put_in_another_block(
    tmp_path: Path, keys: str, notes: str, value: str
) -> None:
    app = app_on(tmp_path, LETTERS)
    async with app.run_test() as pilot:
        await press(pilot, keys)
        assert (texts(app), texts(app, VALUE)) == (notes, value)
