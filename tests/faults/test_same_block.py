"""Two programs change one block: typing goes on in its note, and a changed order is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.store import Shelf, StoredCanvas
from bmc_tui.store.merging import merge_and_save
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in, run_bmc
from tests.e2e.programs import program_with
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.slow

FILE = DATA_FOLDER / "canvases.json"
TITLE_ROW = 0

RECORD_WHEN_MARKED = """
import asyncio
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
record, show = CanvasScreen.on_editor_pane_notes_changed, CanvasScreen.show

async def record_when_marked(screen, event):
    while Path(HERE, "hold").exists():
        write_marker("queued")
        await asyncio.sleep(0.005)
    record(screen, event)

def show_and_mark(screen):
    show(screen)
    if Path(HERE, "hold").exists():
        write_marker("shown")

CanvasScreen.on_editor_pane_notes_changed = record_when_marked
CanvasScreen.show = show_and_mark
"""
"""Leaves what is typed in the screen's queue while there is the marker `hold`, and marks that it is
there, and that a change has been shown meanwhile. The screen is not painted until it goes on."""

SAVE_WHEN_MARKED = """
from bmc_tui.session.sync import FileSync
save = FileSync._save

def save_when_marked(sync, *arguments):
    wait_for_marker("save")
    return save(sync, *arguments)

FileSync._save = save_when_marked
"""
"""Lets no save begin before there is the marker `save`."""


def change_elsewhere(home: Path, edit: Callable[[list[str]], list[str]]) -> None:
    """Change the notes of the channels, as another program does."""
    shelf = Shelf(home / FILE, lambda: datetime.now(UTC))
    (entry,) = shelf.entries()

    def changed(stored: StoredCanvas | None) -> Canvas:
        assert stored
        texts = [note.text for note in stored.canvas.notes(Block.CHANNELS)]
        return stored.canvas.with_notes(Block.CHANNELS, map(Note, edit(texts)))

    merge_and_save(shelf, entry.id, changed)


@contextmanager
def app_in_block(home: Path, *notes: str, patch: str = "") -> Iterator[Terminal]:
    """Start the app on a canvas with these channels, with the editor open on a new line."""
    run_bmc(home, "new", "Coffee cart")
    for note in notes:
        run_bmc(home, "add", "3", note)
    with Terminal(program_with(patch) if patch else [BMC], home, size=(130, 30)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("3", "enter")
        terminal.wait_for("1 Awareness")
        terminal.settle()
        yield terminal


def wait_until_saved(terminal: Terminal) -> None:
    terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))


def put_above(home: Path, text: str) -> None:
    """Put a note above all others, as another program does."""
    change_elsewhere(home, lambda texts: [text, *texts])


def wait_for_words(home: Path, *words: str) -> None:
    """Wait until the file has words."""
    wait_until(lambda: set(words) <= set(" ".join(note_texts_in(home)).split()))


def quit_editor(terminal: Terminal) -> None:
    terminal.keys("escape", "q")
    assert terminal.wait() == 0


def test_a_key_in_the_queue_stays_in_its_note_while_others_are_put_above(tmp_path: Path) -> None:
    with app_in_block(tmp_path, "same", "same", patch=RECORD_WHEN_MARKED) as terminal:
        terminal.send("mine")
        wait_until_saved(terminal)
        (tmp_path / "hold").touch()
        terminal.send("A")
        wait_until((tmp_path / "queued").exists)
        change_elsewhere(tmp_path, lambda texts: ["theirs", "same", *texts])
        wait_until((tmp_path / "shown").exists)
        terminal.send("B")
        (tmp_path / "hold").unlink()
        terminal.wait_for("mineAB")
        terminal.send("C")
        terminal.wait_for("mineABC")
        wait_until_saved(terminal)
        quit_editor(terminal)
    assert note_texts_in(tmp_path) == ["theirs", "same", "same", "same", "mineABC"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda texts: texts[:1] + texts[2:], ["above", "below", "ABC"]),
        (lambda texts: [texts[0], "x", texts[2]], ["above", "ABC", "x", "below"]),
        (lambda texts: texts[::-1], ["below", "mineABC", "above"]),
        (lambda texts: [*texts, "mine"], ["above", "mineABC", "below", "mine"]),
        (lambda texts: ["mine", *texts], ["mine", "above", "mineABC", "below"]),
        (
            lambda texts: [texts[0], "mine, said they", texts[2]],
            ["above", "mine, said theyABC", "below"],
        ),
    ],
    ids=["deleted", "replaced", "reversed", "same below", "same above", "reworded"],
)
def test_typing_goes_on_in_the_note_that_it_was_in(
    tmp_path: Path, edit: Callable[[list[str]], list[str]], expected: list[str]
) -> None:
    with app_in_block(tmp_path, "above", "mine", "below") as terminal:
        terminal.keys("up", "up", "end")
        terminal.settle()
        change_elsewhere(tmp_path, edit)
        terminal.wait_for("Changed elsewhere")
        terminal.settle()
        terminal.send("ABC")
        terminal.wait_for("ABC")
        wait_until_saved(terminal)
        quit_editor(terminal)
    if "ABC" in expected:  # a note of its own, wherever
        assert sorted(note_texts_in(tmp_path)) == sorted(expected)
    else:
        assert note_texts_in(tmp_path) == expected


def test_undo_while_typing_takes_back_nothing_of_another_program(tmp_path: Path) -> None:
    with app_in_block(tmp_path, "above") as terminal:
        terminal.send("mine")
        wait_until_saved(terminal)
        change_elsewhere(tmp_path, lambda texts: ["theirs", *texts])
        terminal.wait_for("theirs")
        terminal.send("A")
        wait_until_saved(terminal)
        for _ in range(2):  # what was typed since the change, and then what was typed before it
            terminal.keys("ctrl+z")
            terminal.settle()
        wait_until_saved(terminal)
        quit_editor(terminal)
    assert note_texts_in(tmp_path) == ["theirs", "above"]


def test_a_new_line_stays_while_the_user_looks_at_the_other_window(tmp_path: Path) -> None:
    with app_in_block(tmp_path, "above", "below") as terminal:
        terminal.keys("up", "up", "end", "enter")
        terminal.settle()
        terminal.send("\x1b[O")  # the terminal has lost the focus
        terminal.settle()
        change_elsewhere(tmp_path, lambda texts: ["theirs", *texts])
        terminal.wait_for("theirs")
        terminal.send("\x1b[I")
        terminal.settle()
        terminal.send("mine")
        terminal.wait_for("mine")
        wait_until_saved(terminal)
        quit_editor(terminal)
    assert note_texts_in(tmp_path) == ["theirs", "above", "mine", "below"]


def test_two_apps_and_a_program_write_in_one_block_and_no_sentence_is_torn(tmp_path: Path) -> None:
    words = 24
    with (
        app_in_block(tmp_path, "start") as one,
        Terminal([BMC], tmp_path, size=(130, 30)) as other,
    ):
        other.wait_for("? keys")
        other.keys("3", "enter")
        other.wait_for("1 Awareness")
        other.settle()
        for number in range(words):
            for name, terminal in (("a", one), ("b", other)):
                for character in f"{name}{number:03} ":
                    terminal.send(character)
            if number % 2:
                put_above(tmp_path, f"c{number:03}")
            if number % 6 == 5:
                wait_for_words(tmp_path, f"a{number:03}", f"b{number:03}")
        for terminal in (one, other):
            wait_until_saved(terminal)
            quit_editor(terminal)
    sentences = [" ".join(f"{name}{number:03}" for number in range(words)) for name in "ab"]
    theirs = [f"c{number:03}" for number in range(words) if number % 2]
    assert sorted(note_texts_in(tmp_path)) == sorted([*sentences, *theirs, "start"])


def test_undo_takes_back_a_saved_order_although_a_note_was_added_elsewhere(tmp_path: Path) -> None:
    with app_in_block(tmp_path, "one", "two") as terminal:
        terminal.keys("up", "alt+up", "escape")
        wait_until_saved(terminal)
        assert note_texts_in(tmp_path) == ["two", "one"]
        run_bmc(tmp_path, "add", "3", "new")
        terminal.wait_for_note("new")
        terminal.keys("u")
        terminal.wait_for("Undone:")
        wait_until_saved(terminal)
        assert note_texts_in(tmp_path) == ["one", "two", "new"]
        terminal.keys("q")
        assert terminal.wait() == 0


def test_an_order_that_is_not_saved_yet_holds_although_a_note_is_added_elsewhere(
    tmp_path: Path,
) -> None:
    with app_in_block(tmp_path, "one", "two", patch=SAVE_WHEN_MARKED) as terminal:
        terminal.keys("up", "alt+up", "escape")
        terminal.settle()
        run_bmc(tmp_path, "add", "3", "new")
        (tmp_path / "save").touch()
        terminal.wait_for_note("new")
        wait_until_saved(terminal)
        terminal.keys("q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["two", "one", "new"]


def test_a_title_that_was_set_elsewhere_meanwhile_is_reported_and_can_be_undone_to(
    tmp_path: Path,
) -> None:
    with app_in_block(tmp_path, "one", patch=SAVE_WHEN_MARKED) as terminal:
        terminal.keys("escape", "t", "end")
        terminal.send(" of mine\r")
        terminal.settle()
        run_bmc(tmp_path, "rename", "Tea cart")
        (tmp_path / "save").touch()
        terminal.wait_for("the other side had “Tea cart”")
        wait_until_saved(terminal)
        assert "Coffee cart of mine" in terminal.screen[TITLE_ROW]
        terminal.keys("u")
        terminal.wait_for(lambda rows: "Tea cart" in rows[TITLE_ROW])
        wait_until_saved(terminal)
        terminal.keys("q")
        assert terminal.wait() == 0
