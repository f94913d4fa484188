"""A key waits for what the keys before it do."""

import asyncio
import threading
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from bmc_tui.session.session import Session
from bmc_tui.store import Shelf
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.terminal import key_queue
from bmc_tui.ui.terminal.key_queue import KeyQueue
from bmc_tui.ui.terminal.typed_text import key_of
from bmc_tui.ui.widgets.board import Board
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import SETTLE, press, screen_rows, settle, wait_for

_TURNS = 100
"""Turns of the loop, far more than the app needs to find nothing left to do."""


async def test_a_key_waits_for_a_screen_that_opens_after_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, is_free = Session.flush, asyncio.Event()

    async def slow_save(session: Session) -> bool:
        await is_free.wait()
        return await save(session)

    monkeypatch.setattr(Session, "flush", slow_save)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        app.post_message(Key("o", "o"))
        app.post_message(Key("n", "n"))
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        is_free.set()
        await wait_for(pilot, "Title of the new canvas")
        await wait_for(pilot, "Canvases")  # its title comes once the list is read
        await pilot.press("escape", "escape")


async def test_a_key_waits_for_a_change_of_the_list_that_it_would_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, is_free = Shelf.trash, threading.Event()

    def slow_read(shelf: Shelf) -> object:
        is_free.wait()
        return read(shelf)

    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", SETTLE, "d", SETTLE)
        await wait_for(pilot, "in the trash")
        monkeypatch.setattr(Shelf, "trash", slow_read)
        app.post_message(Key("u", "u"))
        app.post_message(Key("escape", None))
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        is_free.set()
        await wait_for(pilot, "1 Segments")
        await settle(pilot)
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart"]


async def test_a_key_waits_for_a_screen_that_opens_on_a_busy_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_queue, "_MAX_WAIT_S", 0)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", SETTLE)
        for letter in "?delete it":
            app.post_message(key_of(letter))
        await wait_for(pilot, lambda: isinstance(app.focused, Input) and app.focused.value)
        await settle(pilot)
        assert isinstance(app.focused, Input)
        assert app.focused.value == "delete it"


async def test_keys_that_come_before_the_board_has_the_focus_act_on_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        app.set_focus(None)
        for character in "3 jj":
            app.post_message(key_of(character))
        app.screen.query_one(Board).focus()  # with a message of its own, as at the start
        await wait_for(pilot, "3 Channels note 3 of 3")


@pytest.mark.slow
async def test_enter_after_a_copy_opens_the_copy_however_long_the_list_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, is_reading, is_free = Shelf.entries, threading.Event(), threading.Event()

    def slow_read(shelf: Shelf) -> object:
        is_reading.set()
        is_free.wait()
        return read(shelf)

    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", SETTLE)
        monkeypatch.setattr(Shelf, "entries", slow_read)
        app.post_message(Key("c", "c"))
        app.post_message(Key("enter", "\r"))
        await asyncio.to_thread(is_reading.wait)
        # Longer than a key waits for anything else.
        await asyncio.sleep(1.2 * key_queue._MAX_WAIT_S)
        is_free.set()
        await wait_for(pilot, lambda: screen_rows(app)[0].startswith(" Campus coffee cart (copy)"))


async def test_a_key_that_comes_once_the_screens_are_closed_is_dropped(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    delivered: list[Key | Paste] = []

    async def deliver(event: Key | Paste) -> None:
        delivered.append(event)

    async with app.run_test():
        queue = KeyQueue(app, deliver)
        await queue.put(Key("left", None))
        for _ in range(_TURNS):  # until nothing is under way
            await asyncio.sleep(0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BmcApp, "screen_stack", ())
            await queue.put(Key("q", "q"))
    assert [event.key for event in delivered if isinstance(event, Key)] == ["left"]
