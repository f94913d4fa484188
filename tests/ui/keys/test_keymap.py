"""Changed keys act and are shown, and those that they replace do nothing; the list of keys."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from textual.widget import Widget

from bmc_tui.config import load as load_config
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.keys.keymap import validate_keys
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.help.keys import HelpScreen
from bmc_tui.ui.terminal import key_queue
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.board import Board
from bmc_tui.ui.widgets.prompt import LineInput
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for


def app_with(
    folder: Path, keys: str, language: str = "en", environ: Mapping[str, str] | None = None
) -> BmcApp:
    """Return the app with these lines in the `[keys]` table of its settings."""
    file = folder / "config.toml"
    file.write_text(f"[keys]\n{keys}\n", encoding="utf-8")
    config = validate_keys(load_config({"BMC_CONFIG": str(file)}))
    shelf = shelf_in(folder)
    stored = shelf.create(coffee_cart())
    context = AppContext(
        shelf, load(language), config, environ or {}, copy_file=lambda: folder / "copy.md"
    )
    return BmcApp(context, stored)


async def test_a_key_that_is_set_acts_and_the_default_does_not(tmp_path: Path) -> None:
    app = app_with(tmp_path, 'canvas.add = ["z", "f5"]\nboard.go.3 = "#"')
    async with app.run_test() as pilot:
        await pilot.press("3", "a")
        assert app.screen.query_one(Board).block is Block.CUSTOMER_SEGMENTS
        assert "Segments +" not in screen_text(app)
        await pilot.press("escape", "#", "z")
        assert "3 Channels +" in screen_text(app)
        await pilot.press("escape", "f5")
        assert "3 Channels +" in screen_text(app)


async def test_the_footer_the_list_of_keys_and_the_palette_show_it(tmp_path: Path) -> None:
    app = app_with(tmp_path, 'canvas.copy = "f5"\ncanvas.add = "ctrl+o"\nboard.go.3 = "#"')
    async with app.run_test() as pilot:
        assert " ^o add  i questions  F5 copy " in screen_rows(app)[-1]
        await pilot.press("?")
        await wait_for(pilot, "F5 Copy the canvas as Markdown")
        assert "  Ctrl+O            Add notes to the block right here" in screen_text(app)
        assert "  1 2 # 4 5 6 7 8 9 To the block with that number" in screen_text(app)
        await pilot.press("escape", "ctrl+p")
        await wait_for(pilot, "Copy the canvas as Markdown F5")


async def test_keys_can_be_set_for_the_editor_and_for_prompts(tmp_path: Path) -> None:
    keys = 'editor.close = "f10"\neditor.plain = "f9"\nask.enter = "f6"\nask.cancel = "f7"'
    app = app_with(tmp_path, keys)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await wait_for(pilot, "F10 close")
        assert "F9 questions" in screen_rows(app)[-1]
        await pilot.press("f10", "a", *"Tourists", "enter")
        await wait_for(pilot, "+ Tourists")
        await pilot.press("f6", "f7")
        await wait_for(pilot, "C Tourists")
        assert "Segments +" not in screen_text(app)


async def test_keys_that_arrive_in_one_burst_act_as_they_are_set(tmp_path: Path) -> None:
    app = app_with(tmp_path, 'canvas.add = "z"')
    async with app.run_test() as pilot:
        app.screen.post_message(TypedText("4zSeats\rAwnings\r"))
        await wait_for(pilot, "Awnings")
        await pilot.press("escape")
        assert "4 Customer relationships +" not in screen_text(app)


async def test_messages_name_the_keys_that_are_set(tmp_path: Path) -> None:
    app = app_with(tmp_path, 'canvas.undo = "f9"\ncanvas.redo = "ctrl+o"\ncanvas.plain = "f5"')
    async with app.run_test() as pilot:
        await pilot.press("a", *"Tourists", "enter", "escape", "f9")
        await wait_for(pilot, "Undone: Customer segments: gone: Tourists. ^o redoes it.")
        await pilot.press("y")
        await wait_for(pilot, "F5 shows just the text")


async def test_presenting_names_the_key_that_is_set_for_its_plain_text(tmp_path: Path) -> None:
    app = app_with(tmp_path, 'present.plain = "f5"', environ={"SSH_CONNECTION": "x"})
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("p", "y")
        await wait_for(pilot, "F5 shows just the text")


async def test_without_settings_nothing_is_changed(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test():
        assert " a add  i questions  y copy " in screen_rows(app)[-1]


# The list of keys


@pytest.mark.parametrize(
    ("typed", "there", "gone"),
    [
        ("copy block", "Copy the block as Markdown", "Copy the canvas as Markdown"),
        ("trash", "Show the trash, or the canvases again", "Open the canvas"),
        ("ctrl+b", "Send the note to another block", "Next block"),
        ("presenting script", "Copy the script as Markdown", "Copy the canvas as Markdown"),
        ("TMUX", "Send the note to another block", "Next block"),
    ],
)
async def test_typing_filters_the_list_of_keys(
    tmp_path: Path, typed: str, there: str, gone: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?")
        await wait_for(pilot, "Type a word or a key")
        await pilot.press(*typed)
        await wait_for(pilot, there)
        assert gone not in screen_text(app)


async def test_what_many_keys_do_stands_in_its_column_below_them(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?", *"alt+home")
        await wait_for(pilot, lambda: screen_rows(app)[3].rstrip() == "  Alt+Home, Ctrl+Home")
        assert screen_rows(app)[4].startswith(f"{'':20}Move the note to the top")


async def test_a_filter_without_matches_is_reported_and_can_be_shortened(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test() as pilot:
        await pilot.press("f1", *"zwaaizx")
        await wait_for(pilot, "Geen toets en geen onderwerp heeft “zwaaizx”.")
        await pilot.press(*["backspace"] * 7)
        await wait_for(pilot, "Op het canvas")


async def test_arrows_move_through_the_list_and_show_a_tip_for_each_key(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?")
        await wait_for(pilot, "In the first column it does nothing.")
        await pilot.press("down")
        await wait_for(pilot, "In the last column it does nothing.")
        await pilot.press(*["pagedown"] * 16)
        await wait_for(pilot, "In this list")
        assert "On the canvas" not in screen_text(app)


async def test_the_manual_is_below_the_keys_and_is_searched_with_them(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?", "tab")
        await wait_for(pilot, "Where the data is")
        await wait_for(pilot, "Enter opens it. On the command line: bmc help keys")
        await pilot.press("tab", *"gnome")
        await wait_for(pilot, "Copy and paste")
        await pilot.press("enter")
        await wait_for(pilot, "(GNOME Terminal)")
        rows = screen_text(app).splitlines()
        assert "bmc help clipboard" in rows[0]
        assert "GNOME" in "".join(rows[1:3])  # scrolled to it
        await pilot.press("escape")
        await wait_for(pilot, "On the command line: bmc help clipboard")


async def test_a_letter_right_after_an_arrow_filters_the_list(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?")
        await wait_for(pilot, "Type a word or a key")
        screen = app.screen
        assert isinstance(screen, HelpScreen)
        screen.action_turn(3)
        screen._apply_filter("trash")
        await wait_for(pilot, "Show the trash, or the canvases again")
        assert "Open the canvas" not in screen_text(app)


@pytest.mark.parametrize("key", ["?", "ctrl+p", "r", "o", "c"])
async def test_page_keys_do_nothing_in_a_list_without_room(tmp_path: Path, key: str) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(1, 1)) as pilot:
        await pilot.press(key)
        await settle(pilot)
        await pilot.press("pagedown", "pageup")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await pilot.press("escape")
        await wait_for(pilot, "8 Partners")


async def test_keys_typed_before_a_screen_is_mounted_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = HelpScreen.compose_body
    loop = asyncio.get_running_loop()
    now = loop.time

    def compose_for_an_hour(screen: HelpScreen) -> Iterable[Widget]:
        monkeypatch.setattr(loop, "time", lambda: now() + 3600)
        return compose(screen)

    monkeypatch.setattr(HelpScreen, "compose_body", compose_for_an_hour)
    monkeypatch.setattr(key_queue, "_MAX_WAIT_S", 600)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        app.screen.post_message(TypedText("?trash"))
        await wait_for(pilot, "Show the trash, or the canvases again")
        assert app.screen.query_one(LineInput).value == "trash"


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_the_list_closes_and_a_letter_in_it_is_not_a_command(
    tmp_path: Path, key: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("?", "q", "y")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press(key)
        assert isinstance(app.screen, CanvasScreen)


@pytest.mark.parametrize(
    ("language", "hint"), [("en", "Type a word or a key"), ("nl", "Typ een woord of een toets")]
)
async def test_the_hint_for_typing_is_shown_whole_in_the_smallest_window(
    tmp_path: Path, language: str, hint: str
) -> None:
    app = app_on(tmp_path, coffee_cart(), language)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("?")
        await wait_for(pilot, hint)


async def test_a_message_that_does_not_fit_says_that_there_is_more(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(40, 15)) as pilot:
        assert isinstance(app.screen, CanvasScreen)
        app.screen.message_bar.show("\n".join(f"line {n}: what is wrong" for n in range(12)))
        await wait_for(pilot, "line 11: what is wrong")
        assert "…" not in "".join(row for row in screen_text(app).splitlines() if "what is" in row)
        app.screen.message_bar.show("\n".join(f"line {n}: what is wrong" for n in range(13)))
        await wait_for(pilot, "line 11: what is wrong …")
