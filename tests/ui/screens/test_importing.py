"""The import of a file into a new canvas, from the list of canvases."""

import json
import os
import threading
from collections.abc import Sequence
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from bmc_tui.formats.importer import import_file
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, StoredCanvas, UnusableFileError
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens import importing
from bmc_tui.ui.widgets.path_prompt import parse_path
from tests.e2e.waiting import TIMEOUT_S
from tests.ui.apps import app_on, coffee_cart, shelf_in
from tests.ui.pilots import SETTLE, paste, press, screen_rows, screen_text, settle, wait_for

PLAN = "# Bakery\n\n## Partners\n- The mill\n\n## Risks\n- Rain\n\n## Costs\n- Flour\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that a person is in; their home is beside it."""
    here = tmp_path / "here"
    (here / "plans").mkdir(parents=True)
    (here / "plans" / "bakery plan.md").write_text(PLAN, encoding="utf-8")
    (here / "plans" / "bakery old.md").write_text("nothing", encoding="utf-8")
    (here / "plans" / ".hidden").write_text("", encoding="utf-8")
    (here / "plans" / "\x1b[31mred").write_text("", encoding="utf-8")
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(here))
    return here


pytestmark = pytest.mark.usefixtures("folder")


async def test_a_file_is_completed_with_tab_imported_and_opened(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i", *"pl", "tab")
        await settle(pilot)
        assert screen_rows(app)[-1].startswith(" File to import: plans/")
        await pilot.press("tab")
        await settle(pilot)
        assert screen_rows(app)[-1].rstrip().endswith("plans/bakery")
        assert "bakery old.md  bakery plan.md" in screen_text(app)
        assert "hidden" not in screen_text(app)
        await pilot.press("p", "tab")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = screen_text(app)
        assert "plans/bakery plan.md would become “Bakery”: 4 notes." in screen
        assert "Key partners: 1 note " in screen
        assert "Channels: 0 notes " in screen
        assert "Parked: 2 notes" in screen
        assert "“Rain”" in screen
        assert "line 6: “Risks” names no block" in screen
        assert len(shelf_in(tmp_path).entries()) == 1  # nothing is made yet
        await pilot.press("enter")
        await wait_for(pilot, "Imported from plans/bakery plan.md: 4 notes.")
        assert screen_rows(app)[0].startswith(" Bakery")
        assert " 0 Parked 2  Risks · Rain" in screen_text(app)
        await pilot.press("0", "enter")
        await wait_for(pilot, "Notes Risks Rain")
    assert {entry.title for entry in shelf_in(tmp_path).entries()} == {
        "Bakery",
        "Campus coffee cart",
    }


async def test_a_file_that_is_not_a_canvas_is_reported_and_the_path_can_be_edited(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i")
        await paste(pilot, "~/plans/bakery old.md")
        await pilot.press("enter")
        await settle(pilot)
        assert "it names no blocks of a canvas" in " ".join(screen_text(app).split())
        await pilot.press("enter")  # there is nothing to make
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert screen_rows(app)[-1].rstrip().endswith("~/plans/bakery old.md")
        for _ in "old.md":
            await pilot.press("backspace")
        await pilot.press("tab")
        await settle(pilot)
        await pilot.press(*"plan.md", "enter")
        await wait_for(pilot, "4 notes")
        await pilot.press("enter")
        await wait_for(pilot, "Imported from")
        assert screen_rows(app)[0].startswith(" Bakery")
    assert len(shelf_in(tmp_path).entries()) == 2


async def test_escape_imports_nothing(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i", *"nothing", "tab")
        await wait_for(pilot, "No such file or folder.")
        await pilot.press("escape")
        await wait_for(pilot, "Campus coffee cart")
    assert len(shelf_in(tmp_path).entries()) == 1


async def test_a_file_that_would_block_for_ever_is_refused(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i", *"pipe", "enter")
        await wait_for(pilot, "pipe is not a regular file")


async def test_a_line_says_that_a_file_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow_import(*arguments: Any, **options: Any) -> Any:
        go_on.wait(TIMEOUT_S)
        return import_file(*arguments, **options)

    monkeypatch.setattr(importing, "import_file", slow_import)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i", *"plans/bakery plan.md", "enter")
        await wait_for(pilot, "Reading plans/bakery plan.md…")
        go_on.set()
        await wait_for(pilot, "plans/bakery plan.md would become “Bakery”: 4 notes.")


async def ask_for(pilot: Pilot[int], path: str) -> None:
    """Name a file to import, in the list of canvases."""
    await pilot.press("o")
    await settle(pilot)
    await pilot.press("i")
    await paste(pilot, path)
    await pilot.press("enter")
    await settle(pilot)


async def test_escape_leaves_what_was_shown_unmade(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await ask_for(pilot, "plans/bakery plan.md")
        assert "Parked: 2 notes" in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, "Campus coffee cart")
        assert "File to import" not in screen_text(app)
    assert [entry.title for entry in shelf_in(tmp_path).entries()] == ["Campus coffee cart"]


async def test_a_key_parks_all_of_a_file_and_takes_that_back(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await ask_for(pilot, "plans/bakery plan.md")
        await pilot.press("p")
        await wait_for(pilot, "Parked: 7 notes")
        assert "Key partners: 0 notes" in screen_text(app)
        assert "names no block" not in screen_text(app)
        await pilot.press("p")
        await wait_for(pilot, "Parked: 2 notes")
        await pilot.press("p", "enter")
        await wait_for(pilot, "0 Parked 7 Bakery · Partners · The mill")


async def test_a_file_without_blocks_can_be_parked_whole(tmp_path: Path, folder: Path) -> None:
    (folder / "loose.md").write_text("# Ideas\n\n- a van\n- [red]x[/red]\n", encoding="utf-8")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await ask_for(pilot, "loose.md")
        refusal = " ".join(screen_text(app).split())
        assert "and found these: “Ideas”" in refusal
        assert "p parks all of it" in refusal
        assert "⏎" not in refusal  # which would make nothing
        assert "bmc import" not in refusal
        await pilot.press("p")
        await wait_for(pilot, "“[red]x[/red]”")
        await pilot.press("enter")
        await wait_for(pilot, "Imported from loose.md: 3 notes.")
    (created,) = (each.canvas for each in shelf_in(tmp_path).canvases() if each.canvas.parked)
    assert [note.text for note in created.parked] == ["Ideas", "a van", "[red]x[/red]"]


async def test_all_canvases_of_a_file_are_shown_and_made_together(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvases = {
        "Ferry": {"partners": ["Harbour master"], "channels": ["Jetty"]},
        "Kayaks": {"partners": ["Lake board"], "channels": ["Web page", "Beach"]},
    }
    (folder / "many.json").write_text(json.dumps(canvases), encoding="utf-8")
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 40)) as pilot:
        await ask_for(pilot, "many.json")
        assert "would become “Ferry”: 2 notes." in screen_text(app)
        assert "would become “Kayaks”: 3 notes." in screen_text(app)

        def full_disk(*_: object) -> None:
            raise UnusableFileError("store.not_written", file="x", reason=OSError(ENOSPC, ""))

        with monkeypatch.context() as broken:
            broken.setattr(Shelf, "create_all", full_disk)
            await pilot.press("enter")
            await wait_for(pilot, "no room left")
        assert len(shelf_in(tmp_path).entries()) == 1
        await pilot.press("enter")
        await wait_for(pilot, "Also made, in the list of canvases: “Kayaks”.")
        assert screen_rows(app)[0].startswith(" Ferry")
    titles = {entry.title for entry in shelf_in(tmp_path).entries()}
    assert titles == {"Ferry", "Kayaks", "Campus coffee cart"}


async def test_enter_pressed_twice_makes_one_canvas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, create_all = threading.Event(), Shelf.create_all

    def slow_creation(shelf: Shelf, canvases: Sequence[Canvas]) -> list[StoredCanvas]:
        go_on.wait(TIMEOUT_S)
        return create_all(shelf, canvases)

    monkeypatch.setattr(Shelf, "create_all", slow_creation)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await ask_for(pilot, "plans/bakery plan.md")
        await pilot.press("enter", "enter", "escape", "p")
        await wait_for(pilot, "Parked: 2 notes")  # it is too late for another choice
        go_on.set()
        await wait_for(pilot, "Imported from plans/bakery plan.md: 4 notes.")
    assert len(shelf_in(tmp_path).entries()) == 2


async def test_the_preview_scrolls_and_has_its_keys_in_the_list(
    tmp_path: Path, folder: Path
) -> None:
    ideas = "".join(f"- idea {number}\n" for number in range(60))
    (folder / "ideas.md").write_text(
        f"## Key partners\n- Mill\n\n## Ideas\n{ideas}", encoding="utf-8"
    )
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await ask_for(pilot, "ideas.md")
        assert "“Ideas” names no block" in screen_text(app)  # before the many parked notes
        await pilot.press("G")
        await wait_for(pilot, "“idea 59”")
        await pilot.press("g")
        await wait_for(pilot, "would become")
        await pilot.press("pagedown", "j", "k")
        await wait_for(pilot, "“idea 20”")
        await pilot.press("question_mark", *"park all")
        await wait_for(pilot, "Before an import")
        await wait_for(pilot, "Park all of the file")
        await pilot.press("escape")
        await wait_for(pilot, "“idea 20”")
        await pilot.press("up", "enter")
        await wait_for(pilot, "Imported from ideas.md: 62 notes.")


def paste_in(app: BmcApp, text: str) -> None:
    """Paste as the terminal does, into what has the focus."""
    app.post_message(Paste(text))


@pytest.mark.parametrize("keys", [("o", SETTLE), ("o", SETTLE, "i", SETTLE)])
@pytest.mark.parametrize(
    "text", [PLAN, '{"title": "Bakery", "key_partners": ["The mill"], "parked": ["a", "b", "c"]}']
)
async def test_a_canvas_that_is_pasted_is_shown_and_made(
    tmp_path: Path, keys: Sequence[str], text: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        paste_in(app, text)
        await wait_for(pilot, "pasted text would become “Bakery”")
        assert len(shelf_in(tmp_path).entries()) == 1
        await pilot.press("enter")
        await wait_for(pilot, "Imported from pasted text:")
        assert screen_rows(app)[0].startswith(" Bakery")
    assert len(shelf_in(tmp_path).entries()) == 2


async def test_a_paste_that_is_not_a_canvas_can_be_parked_or_left(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", SETTLE)
        paste_in(app, "some idea\nanother one\n")
        await wait_for(pilot, "Nothing was imported from pasted text: it names no blocks")
        await pilot.press("escape")
        await wait_for(pilot, "File to import:")
        assert screen_rows(app)[-1].startswith(" File to import: Tab completes")
        paste_in(app, "some idea\nanother one\n")
        await wait_for(pilot, "Nothing was imported from pasted text: it names no blocks")
        await press(pilot, "p", SETTLE, "enter")
        await wait_for(pilot, "Imported from pasted text: 2 notes.")


async def test_a_path_that_is_pasted_on_the_list_is_asked_for(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "o", SETTLE)
        paste_in(app, "'plans/bakery plan.md'\n")
        await wait_for(pilot, "File to import: 'plans/bakery plan.md'")
        await pilot.press("enter")
        await wait_for(pilot, "bakery plan.md would become “Bakery”: 4 notes.")


@pytest.mark.parametrize(
    ("dropped", "path"),
    [
        (r"/drop/my\ file\ \(2\).md", "/drop/my file (2).md"),
        ("'/drop/my file.md'", "/drop/my file.md"),
        ("file:///drop/my%20file.md", "/drop/my file.md"),
        (r"/drop/a\b.md", r"/drop/a\b.md"),
    ],
)
def test_the_path_of_a_dropped_file_is_read_as_the_terminal_writes_it(
    dropped: str, path: str
) -> None:
    assert parse_path(dropped) == Path(path)


async def test_what_is_parked_says_how_to_take_that_back(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Recipe\n\n- flour\n", encoding="utf-8")
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("o")
        await settle(pilot)
        await pilot.press("i", *str(tmp_path / "notes.md"), "enter")
        await settle(pilot)
        assert "not made yet" not in screen_text(app)
        await pilot.press("p")
        await settle(pilot)
        assert "not made yet" in screen_text(app)
        assert "All of it is parked here. p undoes that." in screen_text(app)
