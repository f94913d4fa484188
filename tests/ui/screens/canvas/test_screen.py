"""The canvas screen: walking over the grid, prompts, Escape, undo, and other programs."""

import gc
import re
import warnings
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.session.events import SaveFailed
from bmc_tui.store import Shelf, StoreError
from bmc_tui.store.journal import Journal
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.widgets.board import Board
from tests.saving import save_over
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import paste, screen_rows, screen_text, settle, wait_for, wait_until_saved


def focused(app: BmcApp) -> Block:
    return app.screen.query_one(Board).block


@pytest.mark.parametrize(
    ("keys", "block"),
    [
        ("left", Block.CUSTOMER_RELATIONSHIPS),
        ("h left left", Block.KEY_ACTIVITIES),
        ("3 left left", Block.KEY_RESOURCES),  # through the tall cell, in the same row
        ("6 right right", Block.CHANNELS),
        ("7 l l", Block.CUSTOMER_RELATIONSHIPS),
        ("down", Block.REVENUE_STREAMS),
        ("j h", Block.COST_STRUCTURE),
        ("9 k", Block.KEY_RESOURCES),
        ("tab", Block.VALUE_PROPOSITIONS),
        ("shift+tab", Block.COST_STRUCTURE),
        ("8", Block.KEY_PARTNERS),
        ("right", Block.CUSTOMER_SEGMENTS),
        ("up", Block.CUSTOMER_SEGMENTS),
    ],
)
async def test_keys_walk_over_the_grid(tmp_path: Path, keys: str, block: Block) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press(*keys.split())
        assert focused(app) is block


async def test_a_click_focuses_a_cell_and_a_second_one_opens_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.click(Board, offset=(3, 4))
        assert focused(app) is Block.KEY_PARTNERS
        await pilot.click(Board, offset=(3, 4))
        await pilot.pause()
        assert "Who are our most important suppliers?" in screen_text(app)


async def test_the_focused_cell_stands_out_without_colour(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3")
        assert "┢━3 Channels━━3━┪" in screen_text(app)
        await pilot.press("6")
        assert "┢━6 Resources━2━┪" in screen_text(app)
        assert "├─3 Channels──3─┤" in screen_text(app)


async def test_an_empty_cell_asks_its_first_question(tmp_path: Path) -> None:
    app = app_on(tmp_path, language="nl")
    async with app.run_test():
        assert "Waaruit bestaan mijn inkomsten?" in screen_text(app)


async def test_a_cell_that_is_cut_says_how_many_notes_are_out_of_sight(tmp_path: Path) -> None:
    canvas = Canvas("Full").add(Block.CHANNELS, *(f"note {n}" for n in range(20)))
    app = app_on(tmp_path, canvas)
    async with app.run_test():
        shown = sum(f"note {n}" in screen_text(app) for n in range(20))
        assert 3 < shown < 20
        assert f"+{20 - shown} more" in screen_text(app)


async def test_quick_add_adds_and_stays_until_escape(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("4", "a", *"stamp", "enter", *"card", "enter", "escape", "5")
        assert focused(app) is Block.REVENUE_STREAMS
        await wait_until_saved(pilot)
    (entry,) = shelf_in(tmp_path).entries()
    assert shelf_in(tmp_path).load(entry.id).canvas == Canvas().add(
        Block.CUSTOMER_RELATIONSHIPS, "stamp", "card"
    )


async def test_a_list_pasted_into_quick_add_becomes_one_note_a_line(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await paste(pilot, "- Students\r- Staff\r3. Visitors\r")
        assert [row[64:79].strip("┃ ") for row in screen_rows(app)[2:5]] == [
            "A Students",
            "B Staff",
            "C Visitors",
        ]


async def test_undo_and_redo(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("a", *"Visitors", "enter", "escape")
        assert "Visitors" in screen_text(app)
        await pilot.press("u")
        assert "Visitors" not in "".join(screen_rows(app)[:-1])
        assert "Undone: Customer segments: gone: Visitors. U redoes it." in screen_text(app)
        await pilot.press("U")
        assert "Visitors" in screen_text(app)
        assert "Redone: Customer segments: added: Visitors." in screen_text(app)
        await pilot.press("u", "u")
        assert "Nothing to undo" in screen_text(app)


async def test_undo_says_how_much_a_visit_to_the_editor_was(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await settle(pilot)
        await paste(pilot, "Een\nTwee\nDrie\n")
        await pilot.press("escape", "u")
        assert "Ongedaan gemaakt: 3 notities verwijderd uit Kanalen." in screen_text(app)
        await pilot.press("t", *"2", "enter", "u")
        assert "Ongedaan gemaakt: de titel is nu “Campus coffee cart”." in screen_text(app)
        await pilot.press("E")  # Nothing to undo: no part is named
        await settle(pilot)
        await pilot.press("u")
        assert "Niets om ongedaan te maken." in screen_text(app)


async def test_undo_names_no_more_than_two_blocks(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas())
    async with app.run_test() as pilot:
        await pilot.press("x", "u")
        assert re.search(
            r"Undone: the title is removed, \d+ notes removed from 9 blocks\.",
            screen_text(app),
        )


async def test_the_title_can_be_changed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("t", *" 2", "enter")
        assert screen_rows(app)[0].startswith(" Campus coffee cart 2")
        await wait_until_saved(pilot)
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart 2"]


async def test_the_arrows_go_from_the_title_to_the_particulars(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test() as pilot:
        await pilot.press("t", *" 2", "down")
        assert "Ontworpen voor (↑↓):" in screen_text(app)
        await pilot.press(*"Ann", "down", *"Bo", "up")
        assert "Ontworpen voor (↑↓): Ann" in screen_text(app)
        await pilot.press("backspace", "enter")
        await wait_until_saved(pilot)
        await pilot.press("u")
        message = "Ongedaan: de titel is nu “Campus coffee cart”, gegevens gewijzigd"
        assert message in screen_rows(app)[-1]
        await pilot.press("U", "t", *" 3", "down", *"ie", "up", "escape")
        assert "Campus coffee cart 2 " in screen_text(app)
        await pilot.press("t", *"X", "up", *"9", "down", "backspace", "enter")
        await wait_until_saved(pilot)
    (canvas,) = shelf_in(tmp_path).canvases()
    assert canvas.canvas.title == "Campus coffee cart 2"
    assert canvas.canvas.particulars == Particulars("An", "Bo", version="9")


async def test_a_message_is_dismissed_by_the_next_key(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("u")
        assert "Nothing to undo" in screen_text(app)
        await pilot.press("right")
        assert "Nothing to undo" not in screen_text(app)


async def test_a_file_that_cannot_be_written_is_reported_and_quitting_warns_once(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        (tmp_path / "canvases.json").write_text("[]")
        await pilot.press("a", *"Visitors", "enter", "escape", "q")
        await wait_for(pilot, "NOT SAVED")
        await settle(pilot)
        assert app.is_running
        assert "canvases.json" in "".join(screen_text(app).split())
        assert "NOT SAVED" in screen_text(app)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.return_value is not None)
    assert app.return_value == 1
    assert (tmp_path / "canvases.json").read_text() == "[]"


async def test_a_change_of_another_program_is_merged(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        (entry,) = other.entries()
        await pilot.press("a", *"Visitors")
        save_over(other, entry.id, coffee_cart().add(Block.KEY_PARTNERS, "Wind mill"))
        await pilot.press("enter", "escape")
        await wait_until_saved(pilot)
        assert "Wind" in screen_text(app)
        assert "Changed elsewhere too: Key partners: added: Wind mill." in screen_text(app)
    canvas = other.load(entry.id).canvas
    assert "Wind mill" in canvas.texts(Block.KEY_PARTNERS, Block.KEY_PARTNERS.sections[0])
    assert "Visitors" in [note.text for note in canvas.notes(Block.CUSTOMER_SEGMENTS)]


async def test_ctrl_q_saves_what_was_typed_in_the_same_burst(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", *"hello there", "ctrl+q")
        await settle(pilot)
    assert app.return_value == 0
    (entry,) = shelf_in(tmp_path).entries()
    assert [note.text for _, note in shelf_in(tmp_path).load(entry.id).canvas] == ["hello there"]


async def test_undo_after_a_merge_takes_back_only_notes_of_this_session(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("a", *"One", "enter", *"Two", "enter", "escape")
        await wait_until_saved(pilot)
        (entry,) = other.entries()
        canvas = other.load(entry.id).canvas
        save_over(other, entry.id, canvas.add(Block.KEY_PARTNERS, "Wind mill"))
        await pilot.press("a", *"Three", "enter", "escape")
        await wait_until_saved(pilot)
        await pilot.press("u", "u")
        await wait_until_saved(pilot)
        texts = [note.text for _, note in other.load(entry.id).canvas]
        assert "Wind mill" in texts
        assert not {"Two", "Three"} & set(texts)
        assert "One" in texts
        await pilot.press("U", "U")
        await wait_until_saved(pilot)
    texts = [note.text for _, note in other.load(entry.id).canvas]
    assert {"One", "Two", "Three", "Wind mill"} <= set(texts)


async def test_typing_brings_a_canvas_back_from_the_trash(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    other = shelf_in(tmp_path)
    async with app.run_test() as pilot:
        (entry,) = other.entries()
        other.delete(entry.id)
        await pilot.press("a", *"Guests", "enter", "escape")
        await wait_until_saved(pilot)
        assert "was in the trash" in screen_text(app)
    assert [entry.note_count for entry in other.entries()] == [20]


async def test_escape_leads_out_wherever_the_focus_is(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "ctrl+p", *"title", "enter", *"X", "enter", *"y")
        await pilot.press("escape")
        await pilot.pause()
        assert screen_rows(app)[0].startswith(" Campus coffee cartX")
        assert "┢━3 Channels" in screen_text(app)
        await pilot.press("a", "ctrl+p", *"open the block", "enter")
        await pilot.pause()
        assert "Do I use direct" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "? keys" in screen_rows(app)[-1]


async def test_escape_leaves_one_mode_after_the_other(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        titles = []
        await pilot.press("s", "slash", *"card", "enter", "enter", "ctrl+p", *"title", "enter")
        await settle(pilot)
        for _ in range(5):
            titles.append(screen_rows(app)[0].removeprefix(" Campus coffee cart").strip())
            await pilot.press("escape")
            await pilot.pause()
    block = "4 Customer relationships"  # first under the prompt for the title
    starts = [block, block, "“card” 1 of 2", "A students: ", "A students  B staff"]
    assert all(title.startswith(start) for title, start in zip(titles, starts, strict=True))


async def test_notes_that_are_being_added_are_saved_when_the_app_ends(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("8", "a", *"Dairy")
        assert app.saveable
        await app.saveable.save_at_end()
        await app.saveable.save_at_end()
    (entry,) = shelf_in(tmp_path).entries()
    notes = shelf_in(tmp_path).load(entry.id).canvas.notes(Block.KEY_PARTNERS)
    assert [note.text for note in notes][2:] == ["Dairy"]


async def test_a_click_on_the_grid_beside_the_editor_opens_that_block(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "enter")
        await pilot.click(Board, offset=(110, 20))
        await pilot.pause()
        assert "Who are my customers" in screen_text(app)
        await pilot.press(*"Guests", "escape")
        await pilot.pause()
        assert "Guests" in screen_text(app)


async def test_the_palette_names_the_commands_of_the_editor(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "ctrl+p", *"another block")
        await settle(pilot)
        assert "Send the note to another block" in screen_text(app)


async def test_nothing_to_copy_is_reported(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("Y")
        assert "block is empty" in screen_text(app)
        await pilot.press("y")
        assert "nothing to copy yet" in screen_text(app)


async def test_notes_of_a_tall_cell_in_one_column_are_counted_when_out_of_sight(
    tmp_path: Path,
) -> None:
    canvas = Canvas().add(Block.CHANNELS, *(f"n{n}" for n in range(30)))
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("3")
        assert "+20 more" in screen_text(app)


@pytest.mark.parametrize("size", [(20, 5), (29, 24), (80, 7)])
async def test_a_terminal_that_is_too_small_says_so_and_loses_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=size) as pilot:
        assert "Too small" in screen_text(app)
        await pilot.press("a", *"Guests", "enter", "escape")
        await wait_until_saved(pilot)
    assert [entry.note_count for entry in shelf_in(tmp_path).entries()] == [20]


async def test_a_backup_that_is_restored_while_the_app_is_open_takes_no_note_away(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas("T"))
    file = tmp_path / "canvases.json"
    async with app.run_test() as pilot:
        for note in ("one", "two", "three"):
            await pilot.press("a", *note, "enter", "escape")
            await wait_until_saved(pilot)
        file.unlink()
        await pilot.press("a", *"four", "enter", "escape")
        await wait_for(pilot, "FILE GONE")
        (tmp_path / "canvases.json.bak").rename(file)
        await pilot.press("a", *"five", "enter", "escape")
        await wait_until_saved(pilot)
        assert "FILE GONE" not in screen_text(app)
    (entry,) = shelf_in(tmp_path).entries()
    texts = [note.text for _, note in shelf_in(tmp_path).load(entry.id).canvas]
    assert sorted(texts) == ["five", "four", "one", "three", "two"]


async def test_a_backup_that_is_restored_while_the_list_is_shown_takes_no_note_away(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas("T"))
    file = tmp_path / "canvases.json"
    async with app.run_test() as pilot:
        for note in ("one", "two"):
            await pilot.press("a", *note, "enter", "escape")
            await wait_until_saved(pilot)
        await pilot.press("o")
        await settle(pilot)
        (tmp_path / "canvases.json.bak").replace(file)
        await pilot.press("escape")
        await settle(pilot)
        assert "two" in screen_text(app)
        await pilot.press("a", *"three", "enter", "escape")
        await wait_until_saved(pilot)
    (entry,) = shelf_in(tmp_path).entries()
    texts = [note.text for _, note in shelf_in(tmp_path).load(entry.id).canvas]
    assert sorted(texts) == ["one", "three", "two"]


async def test_the_palette_reports_no_match_in_the_language_of_the_app(tmp_path: Path) -> None:
    app = app_on(tmp_path, language="nl")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"xyzzy")
        await wait_for(pilot, "Zo'n opdracht is er niet.")
        assert "No matches" not in screen_text(app)
        await pilot.press("enter", "escape")
        await pilot.press("ctrl+p", *"maak ongedaan", "enter")
        await settle(pilot)
        assert "Niets om ongedaan te maken" in screen_text(app)


async def test_an_empty_canvas_can_show_examples_one_after_the_other_and_undo_them(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, language="nl")
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "Van Dalen Sorteermachines" in screen_rows(app)[0]
        await pilot.press("x")
        await pilot.pause()
        assert "Repaircafé De Schroef" in screen_rows(app)[0]
        await pilot.press("u", "u")
        await pilot.pause()
        assert "Repaircafé" not in screen_text(app)
        assert "Sorteermachines" not in screen_text(app)


async def test_an_example_that_one_goes_on_with_is_replaced_by_the_second_key_only(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, Canvas())
    async with app.run_test() as pilot:
        await pilot.press("x")
        await wait_for(pilot, "An example: “Campus coffee cart”.")
        await pilot.press("x", "x")  # the second has a title that its message has no room for
        await pilot.press("1", "x")
        title = screen_rows(app)[0]
        assert not title.startswith(" Campus coffee cart")
        assert "is an example. x again shows the next in its place." in screen_rows(app)[-1]
        await pilot.press("x")
        assert screen_rows(app)[0] != title


async def test_an_example_never_takes_the_place_of_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "An example needs an empty canvas" in screen_text(app)
        assert "Students" in screen_text(app)


async def test_the_titles_of_the_bottom_row_say_what_the_numbers_come_to(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, "€ 810/month")  # the sums come after the first picture
        (row,) = [line for line in screen_rows(app) if "9 Cost structure" in line]
        assert "€ 810/month  € 9,720/year" in row
        assert "€ 3,600/month  leaves € 2,790" in row
        await pilot.press("9", "a", *"Wages €3000/month", "enter", "escape")
        await pilot.pause()
        (row,) = [line for line in screen_rows(app) if "9 Cost structure" in line]
        assert "leaves −€ 210" in row


async def test_a_worker_that_never_starts_leaves_no_warning(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            screen.open_canvas.pull()
            app.workers.cancel_all()  # as when a fault ends the app
            await settle(pilot)
            gc.collect()
        assert [str(warning.message) for warning in seen] == []


async def test_a_later_report_of_a_failed_save_does_not_hide_what_a_second_q_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise StoreError("store.conflict", title="")

    def no_journal(*_: object) -> None:
        raise OSError

    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(Shelf, "save", failing)
        await pilot.press(*"aVan", "enter", "escape", "q")
        await wait_for(pilot, "q again quits; what is not saved is kept")
        # As when a journal fails that was still being written: a report of its own.
        monkeypatch.setattr(Journal, "write", no_journal)
        screen = app.screen
        assert isinstance(screen, CanvasScreen)
        assert screen.session.error
        screen.open_canvas._report(SaveFailed(screen.session.error, unjournaled=True))
        await wait_for(pilot, "q again quits, and what is not saved is lost")
        monkeypatch.undo()
        await pilot.press("a")
        await wait_until_saved(pilot)
