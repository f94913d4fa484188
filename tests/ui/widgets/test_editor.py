"""The worksheet of a block: typing, carrying, sending, pasting."""

from pathlib import Path

from textual.events import Key

from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.note_area import NoteArea
from tests.saving import save_over
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, wait_until_saved


def stored_canvas(folder: Path) -> Canvas:
    """Return the canvas as it is in the file."""
    shelf = shelf_in(folder)
    (entry,) = shelf.entries()
    return shelf.load(entry.id).canvas


async def test_the_editor_shows_notes_phases_and_questions(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await pilot.pause()
        rows = [line.strip() for line in screen_rows(app)]
        assert rows[0].startswith("Campus coffee cart  3 Channels")
        assert rows[1:10] == [
            "Notes",
            "",
            "1 Awareness",
            "Cart on the square",
            "Instagram #online",
            "2 Evaluation",
            "3 Purchase",
            "Pay by phone",
            "4 Delivery",
        ]
        assert "? Do I use direct or indirect channels?" in rows
        assert any("Think of return" in row for row in rows)


async def test_text_typed_in_a_section_becomes_a_note_of_it(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await pilot.press(*"Cart", "enter", *"Phone", "down", *"Poster", "down", *"Reviews")
        await pilot.press("escape")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (
        Note("Cart"),
        Note("Phone"),
        Note("Poster", Section("awareness")),
        Note("Reviews", Section("evaluation")),
    )


async def test_typing_is_saved_without_leaving_the_editor(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", *"Students")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS) == (Note("Students"),)
        assert screen_rows(app)[0].rstrip().endswith("saved")


async def test_the_arrows_run_through_all_sections_and_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *["down"] * 11, *"last", "up", *"x", *["up"] * 20, *"first")
        await pilot.press("escape")
        await wait_until_saved(pilot)
    notes = stored_canvas(tmp_path).notes(Block.CHANNELS)
    assert notes[0] == Note("first")
    assert notes[-1] == Note("last", Section("channels.integration"))
    assert notes[-2] == Note("x", Section("channels.online"))


async def test_left_and_right_go_from_section_to_section_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CHANNELS, "Cart"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "right", *"Poster", "home", "left", *"s")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (
        Note("Carts"),
        Note("Poster", Section("awareness")),
    )


async def test_a_note_is_moved_within_its_section_and_into_the_next(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"one", "enter", *"two", "enter", *"three", "alt+up")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).texts(Block.CHANNELS, GENERAL) == ("one", "three", "two")
        await pilot.press("alt+down", "alt+down", *"!")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).texts(Block.CHANNELS, GENERAL) == ("one", "two")
        assert stored_canvas(tmp_path).texts(Block.CHANNELS, Section("awareness")) == ("three!",)


async def test_a_note_is_sent_to_another_block_also_by_the_key_given_twice_as_in_tmux(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"Cart", "enter", *"Roastery", "ctrl+b")
        await pilot.pause()
        assert "8 Partners" in screen_rows(app)[-1] + screen_rows(app)[-2]
        await pilot.press("ctrl+b", "8")
        await pilot.pause()
        assert "Sent to 8 Key partners" in screen_text(app)
        await pilot.press(*"s")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (Note("Carts"),)
    assert stored_canvas(tmp_path).notes(Block.KEY_PARTNERS) == (Note("Roastery"),)


async def test_escape_cancels_sending_a_note(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"Cart", "ctrl+b", "escape", *"s")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (Note("Carts"),)


async def test_a_pasted_list_becomes_one_note_per_line(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await paste(pilot, "* Students\r\r1. Staff\r- [x] Visitors\r")
        await pilot.press("enter")
        await paste(pilot, "and")
        await paste(pilot, " - more")
        await wait_until_saved(pilot)
    assert [note.text for note in stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS)] == [
        "Students",
        "Staff",
        "Visitors",
        "and - more",
    ]


async def test_the_next_block_opens_without_closing(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("8", "enter", *"a", "ctrl+pagedown", *"b", "ctrl+pagedown", *"c")
        await pilot.press("ctrl+pageup", "ctrl+pageup", *"d", "escape")
        await wait_until_saved(pilot)
    canvas = stored_canvas(tmp_path)
    assert canvas.notes(Block.COST_STRUCTURE) == (Note("b"),)
    assert canvas.notes(Block.CUSTOMER_SEGMENTS) == (Note("c"),)
    assert canvas.notes(Block.KEY_PARTNERS) == (Note("a"), Note("d"))


async def test_one_visit_to_the_editor_is_one_step_of_undo(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", *"Visitors", "enter", *"Guests", "escape", "u")
        *grid, message = screen_rows(app)
        assert not any("Visitors" in row or "Guests" in row for row in grid)
        assert "Customer segments: gone: Visitors; gone: Guests" in message
        await pilot.press("U")
        assert "Guests" in screen_text(app)


async def test_questions_without_an_answer_can_be_hidden(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CHANNELS, "Both", section=Section("channels.online"))
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "f2")
        await pilot.pause()
        assert "online or offline" in screen_text(app)
        assert "direct or indirect" not in screen_text(app)
        await pilot.press("f2")
        await pilot.pause()
        assert "direct or indirect" in screen_text(app)


async def test_on_a_wide_screen_the_grid_follows_the_typing(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "enter", *"Carts", "enter")
        await pilot.pause()
        assert "· Carts" in screen_text(app)
        assert screen_text(app).count("Carts") == 2


async def test_a_worksheet_longer_than_the_screen_scrolls_with_the_cursor(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CHANNELS, *(f"note {n}" for n in range(30)))
    app = app_on(tmp_path, canvas)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await pilot.pause()
        assert "note 29" in screen_text(app)
        await pilot.press(*["up"] * 32)
        await pilot.pause()
        assert "note 0" in screen_text(app)
        await pilot.press(*["down"] * 40, *"end")
        await pilot.pause()
        assert "How are these channels integrated" in screen_text(app)
        assert any(line.split()[:1] == ["end"] for line in screen_rows(app))


async def test_undo_in_the_editor_takes_back_a_move_and_a_send_as_a_whole(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"alpha", "enter", *"beta", "alt+down", "ctrl+z")
        await wait_until_saved(pilot)
        assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (Note("alpha"), Note("beta"))
        await pilot.press("ctrl+y")
        await wait_until_saved(pilot)
        carried = (Note("alpha"), Note("beta", Section("awareness")))
        assert stored_canvas(tmp_path).notes(Block.CHANNELS) == carried
        await pilot.press("ctrl+b", "8")
        await pilot.pause()
        await pilot.press("ctrl+z")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == carried
    assert stored_canvas(tmp_path).notes(Block.KEY_PARTNERS) == ()


async def test_a_note_is_sent_even_if_it_has_moved_meanwhile(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("T").add(Block.CHANNELS, "A", "B"))
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "up", "ctrl+b")
        await pilot.pause()
        (entry,) = other.entries()
        save_over(other, entry.id, Canvas("T").add(Block.CHANNELS, "B"))
        screen = app.screen_stack[0]
        assert isinstance(screen, CanvasScreen)
        screen.edit(screen.canvas.add(Block.COST_STRUCTURE, "c"))
        await wait_until_saved(pilot)
        await pilot.press("8")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.KEY_PARTNERS) == (Note("B"),)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == ()


async def test_a_list_pasted_after_a_note_does_not_change_that_note(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", *"onetwo", "left", "left", "left")
        await paste(pilot, "- in\r- mid")
        await wait_until_saved(pilot)
    texts = [note.text for note in stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS)]
    assert texts == ["one", "in", "mid", "two"]


async def test_an_emoji_of_several_characters_can_be_typed(tmp_path: Path) -> None:
    family = "👨\u200d👩\u200d👧"
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        for keys in (["enter"], ["escape", "2", "a"]):
            await pilot.press(*keys)
            for character in family:
                app.post_message(Key(character, character))
                await pilot.pause()
        await pilot.press("enter", "escape")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CUSTOMER_SEGMENTS) == (Note(family),)
    assert stored_canvas(tmp_path).notes(Block.VALUE_PROPOSITIONS) == (Note(family),)


async def test_tab_goes_from_section_to_section(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "tab", *"Poster", "tab", "tab", "shift+tab", *"Reviews")
        await wait_until_saved(pilot)
    assert stored_canvas(tmp_path).notes(Block.CHANNELS) == (
        Note("Poster", Section("awareness")),
        Note("Reviews", Section("evaluation")),
    )


async def test_a_key_cycles_the_evidence_of_a_note_and_the_canvas_shows_it(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas("T").add(Block.CUSTOMER_SEGMENTS, "Students", "Staff"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "up", "up")
        signs = []
        for _ in range(4):
            await pilot.press("ctrl+g")
            signs.append(app.screen.query_one(EditorPane).notes.current[0].text)
        assert signs == ["Students #?", "Students #+", "Students #-", "Students"]
        await pilot.press("ctrl+g", "escape")
        await pilot.pause()
        assert any("A Students #?" in line for line in screen_rows(app))
        await pilot.press("u")
        await pilot.pause()
        assert not any("#?" in line for line in screen_rows(app))


async def test_on_an_empty_line_there_is_no_evidence_to_cycle(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", "ctrl+g")
        await pilot.pause()
        assert "There is no note on this line." in screen_text(app)


async def test_a_bracket_highlights_no_other_bracket_in_another_note(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas().add(Block.CHANNELS, "a (b", "c d", "e) f"))
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "up", "up", "up", "home", "right", "right")
        await pilot.pause()
        await pilot.resize_terminal(70, 24)
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        row = next(row for row in app.screen._compositor.render_strips() if "e) f" in row.text)
        styles = {segment.style for segment in row if segment.text.strip()}
        assert len(styles) == 1


async def test_a_character_in_the_queue_stays_when_a_change_from_elsewhere_is_shown(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas("T").add(Block.CHANNELS, "Van"))
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", *"Phone")
        await wait_until_saved(pilot)
        (entry,) = other.entries()
        ours = other.load(entry.id).canvas
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        pane = screen.query_one(EditorPane)
        area = next(area for area in pane.query(NoteArea) if area.has_focus)
        area.insert(" call")
        pane._post_changes()  # which the screen has in its queue now
        theirs = ours.with_notes(Block.CHANNELS, [Note("Bus"), *ours.notes(Block.CHANNELS)])
        await screen.session.accept(save_over(other, entry.id, theirs))
        screen.show()
        assert area.texts == ("Bus", "Van", "Phone call")
        await pilot.press("s")
        await wait_until_saved(pilot)
    assert [note.text for note in stored_canvas(tmp_path).notes(Block.CHANNELS)] == [
        "Bus",
        "Van",
        "Phone calls",
    ]
