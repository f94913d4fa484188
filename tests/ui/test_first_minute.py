"""What someone sees first: a greeting that leaves room for the work, and where the data is."""

import json
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bmc_tui.config import Config, Settings
from bmc_tui.guide import load
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.terminal import driver_for
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import screen_rows, screen_text, wait_for


@pytest.mark.parametrize(
    ("language", "size", "greeting"),
    [
        ("en", (80, 24), "Enter opens a block, i asks the questions, x shows an example"),
        ("nl", (80, 24), "Enter opent een blok, i stelt de vragen, x een voorbeeld"),
        ("en", (40, 15), "x: an example"),
        ("nl", (40, 15), "x: een voorbeeld"),
    ],
)
async def test_an_empty_canvas_greets_with_one_line(
    tmp_path: Path, language: str, size: tuple[int, int], greeting: str
) -> None:
    app = app_on(tmp_path, None, language)
    async with app.run_test(size=size) as pilot:
        assert screen_rows(app)[0].rstrip().endswith(f" {greeting}")
        await pilot.press("right")
        assert greeting in screen_rows(app)[0]
        await pilot.press("a", *"Students", "enter", "escape")
        assert greeting not in screen_text(app)


async def test_the_first_canvas_is_by_the_author_that_is_set(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    config = Config(tmp_path / "config.toml", Settings(author="Ann"))
    app = BmcApp(AppContext(shelf, load("en"), config, {}), None, driver_for(os.environ))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"Tea", "escape")
        await wait_for(pilot, lambda: bool(shelf.entries()))
        (stored,) = shelf.canvases()
        assert stored.canvas.particulars.by_whom == "Ann"
        await pilot.press("u")
        await wait_for(pilot, "Undone: Customer segments: gone: Tea")
        await wait_for(pilot, lambda: shelf.canvases()[0].canvas == Canvas())


async def test_the_greeting_is_as_long_as_there_is_room_for(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(40, 15)
        await wait_for(pilot, lambda: screen_rows(app)[0].rstrip().endswith(" x: an example"))
        await pilot.resize_terminal(72, 24)
        await wait_for(pilot, "Enter opens a block, x shows an example, ? all keys")
        await pilot.resize_terminal(18, 5)
        await wait_for(pilot, lambda: "example" not in screen_rows(app)[0])


async def test_what_the_greeting_says_is_so(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        assert "An example:" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("enter")
        assert "1 Customer segments" in screen_rows(app)[0]
        await pilot.press("escape", "i")
        await wait_for(pilot, "1 of 46")


async def test_a_canvas_with_notes_is_not_greeted(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 40)):
        assert "example" not in screen_rows(app)[0]


async def copy(pilot: Pilot[int], key: str = "y") -> str:
    """Copy, and return the message about it, without its line breaks."""
    await pilot.press("left")  # takes the message away
    await pilot.press(key)
    await wait_for(pilot, "copy.md")
    return "".join("".join(screen_rows(pilot.app)).split())


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_the_first_copy_says_where_the_data_lives_and_no_other(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # so that the paths are as short on every machine
    ssh = {"SSH_TTY": "/dev/pts/7"}
    lives = "Yourcanvasesareincanvases.json"
    app = app_on(Path(), coffee_cart(), environ=ssh)
    async with app.run_test(size=size) as pilot:
        report = await copy(pilot)
        assert lives in report
        assert "YouareworkingoverSSH." in report  # and nothing of what it said anyway is hidden
        assert "Itissaved:opencopy.md" in report
        assert lives not in await copy(pilot)
        assert lives not in await copy(pilot, "Y")
    assert json.loads((tmp_path / "canvases.json").read_text())["meta"]["shelf"]["told"] == ["data"]


async def test_long_paths_have_room_in_a_small_terminal(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * (130 - len(str(tmp_path))))
    folder.mkdir()
    app = app_on(folder, coffee_cart(), environ={"SSH_TTY": "/dev/pts/7"})
    async with app.run_test(size=(40, 15)) as pilot:
        report = await copy(pilot)
    assert "YouareworkingoverSSH." in report
    assert str(folder / "canvases.json") in report


async def test_it_is_not_said_again_in_another_session(tmp_path: Path) -> None:
    first = app_on(tmp_path, Canvas("Cart"), environ={"SSH_TTY": "x"})
    async with first.run_test(size=(120, 40)) as pilot:
        assert "canvases.json" in await copy(pilot)
    shelf = shelf_in(tmp_path)
    stored = shelf.load(shelf.last_used() or "")
    config = Config(tmp_path / "config.toml", Settings())
    environ = {"SSH_TTY": "x"}
    copy_file = tmp_path / "copy.md"
    context = AppContext(shelf, load("en"), config, environ, copy_file=lambda: copy_file)
    second = BmcApp(context, stored)
    async with second.run_test(size=(120, 40)) as pilot:
        assert "canvases.json" not in await copy(pilot)
