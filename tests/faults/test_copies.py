"""A copy from elsewhere replaces the file of an open app: both keep the notes of either."""

import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from bmc_tui.model.blocks import Block
from bmc_tui.store import Shelf
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, has_note
from tests.e2e.waiting import wait_until
from tests.faults.app import wait_for_message, wait_until_saved
from tests.saving import save_over
from tests.ui.apps import NOON

pytestmark = pytest.mark.slow

SIZE = (160, 40)
FILE = DATA_FOLDER / "canvases.json"
CHANGED = "Changed elsewhere: "
MERGED = "Changed elsewhere too: "


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a home with a canvas that has the notes "common" and "gone"."""
    home = tmp_path / "desk"
    home.mkdir()
    run_bmc(home, "new", "Coffee cart")
    run_bmc(home, "add", "1", "common")
    run_bmc(home, "add", "1", "gone")
    return home


@pytest.fixture
def laptop(tmp_path: Path, desk: Path) -> Path:
    """Return another home with a copy of that file."""
    home = tmp_path / "laptop"
    (home / DATA_FOLDER).mkdir(parents=True)
    copy_over(desk, home)
    return home


def copy_over(source: Path, target: Path) -> None:
    """Copy the data file of one home over that of another, as `cp` does."""
    shutil.copyfile(source / FILE, target / FILE)


def delete_gone(home: Path) -> None:
    """Delete the note "gone", as another program does."""
    shelf = Shelf(home / FILE, lambda: NOON)
    (entry,) = shelf.entries()
    canvas = shelf.load(entry.id).canvas
    notes = [note for note in canvas.notes(Block.CUSTOMER_SEGMENTS) if note.text != "gone"]
    save_over(shelf, entry.id, canvas.with_notes(Block.CUSTOMER_SEGMENTS, notes))


def add(terminal: Terminal, *texts: str) -> None:
    """Add notes to the block under the cursor, and wait until they are saved."""
    terminal.keys("a")
    terminal.wait_for("Enter adds")
    for text in texts:
        terminal.send(f"{text}\r")
        terminal.wait_for_note(text)
    terminal.keys("escape")
    wait_until_saved(terminal)


def wait_for_all(terminal: Terminal, home: Path, *texts: str) -> None:
    """Wait until the screen and the file have exactly these notes, each once."""
    terminal.wait_for(lambda rows: all(has_note(rows, text) for text in texts))
    wait_until(lambda: sorted(note_texts_in(home)) == sorted(texts), lambda: note_texts_in(home))


def quit_app(terminal: Terminal) -> None:
    terminal.keys("q")
    assert terminal.wait() == 0


def test_a_copy_with_more_saves_than_ours_takes_away_nothing_that_was_saved_here(
    desk: Path, laptop: Path
) -> None:
    for number in range(5):
        run_bmc(laptop, "add", "1", f"laptop{number}")
    notes = ["common", "gone", "desk0", "desk1", *(f"laptop{number}" for number in range(5))]
    with Terminal([BMC], desk, size=SIZE) as terminal:
        terminal.wait_for("? keys")
        add(terminal, "desk0", "desk1")
        copy_over(laptop, desk)
        wait_for_message(terminal, MERGED)
        wait_for_all(terminal, desk, *notes)
        # u takes back only what was done here.
        terminal.keys("u", "u")
        wait_until(lambda: "desk0" not in note_texts_in(desk), lambda: note_texts_in(desk))
        assert set(notes) - set(note_texts_in(desk)) == {"desk0", "desk1"}
        terminal.keys("U", "U")
        wait_for_all(terminal, desk, *notes)
        quit_app(terminal)
    assert sorted(note_texts_in(desk)) == sorted(notes)


def test_what_is_being_typed_is_merged_with_a_copy_too_and_a_deletion_there_holds(
    desk: Path, laptop: Path
) -> None:
    run_bmc(laptop, "add", "1", "laptop")
    delete_gone(laptop)
    with Terminal([BMC], desk, size=SIZE) as terminal:
        terminal.wait_for("? keys")
        add(terminal, "desk")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        copy_over(laptop, desk)
        terminal.send("typed\r")
        wait_for_all(terminal, desk, "common", "desk", "laptop", "typed")
        terminal.keys("escape")
        quit_app(terminal)


def test_two_open_apps_whose_files_are_copied_over_each_other_end_with_everything(
    desk: Path, laptop: Path
) -> None:
    with (
        Terminal([BMC], desk, size=SIZE) as one,
        Terminal([BMC], laptop, size=SIZE) as other,
    ):
        for terminal in (one, other):
            terminal.wait_for("? keys")
        expected = ["common", "gone"]
        for number in range(3):
            add(one, f"desk{number}")
            add(other, f"laptop{number}")
            expected += [f"desk{number}", f"laptop{number}"]
            copy_over(laptop, desk)
            wait_for_all(one, desk, *expected)
            copy_over(desk, laptop)
            wait_for_all(other, laptop, *expected)
        for terminal in (one, other):
            quit_app(terminal)


def test_commands_of_several_processes_beside_an_app_and_a_copy_lose_nothing(
    desk: Path, laptop: Path
) -> None:
    run_bmc(laptop, "add", "1", "laptop")
    with Terminal([BMC], desk, size=SIZE) as terminal:
        terminal.wait_for("? keys")
        add(terminal, "desk")
        delete_gone(desk)
        wait_for_message(terminal, CHANGED)
        copy_over(laptop, desk)
        wait_for_message(terminal, MERGED)
        notes = [f"by command {number}" for number in range(8)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda note: run_bmc(desk, "add", "1", note), notes))
        wait_for_all(terminal, desk, "common", "desk", "laptop", *notes)
        quit_app(terminal)


def test_an_older_backup_that_is_restored_brings_its_notes_and_takes_none(
    desk: Path, laptop: Path
) -> None:
    with Terminal([BMC], desk, size=SIZE) as terminal:
        terminal.wait_for("? keys")
        add(terminal, "desk")
        delete_gone(desk)
        wait_for_message(terminal, CHANGED)
        copy_over(laptop, desk)
        wait_for_message(terminal, MERGED)
        wait_for_all(terminal, desk, "common", "gone", "desk")
        quit_app(terminal)


def test_what_a_killed_app_could_not_save_is_merged_into_a_copy(desk: Path, laptop: Path) -> None:
    for number in range(5):
        run_bmc(laptop, "add", "1", f"laptop{number}")
    with Terminal([BMC], desk, size=SIZE) as terminal:
        terminal.wait_for("? keys")
        add(terminal, "saved")
        with FileLock(desk / f"{FILE}.lock"):
            terminal.keys("a")
            terminal.wait_for("Enter adds")
            terminal.send("typed\r")
            wait_for_message(terminal, "NOT SAVED")
            wait_until(lambda: journals(desk) != [], lambda: journals(desk))
            terminal.signal(signal.SIGKILL)
            assert terminal.wait() == -signal.SIGKILL
    copy_over(laptop, desk)
    with Terminal([BMC], desk, size=SIZE) as terminal:
        notes = ["common", "gone", "saved", "typed", *(f"laptop{number}" for number in range(5))]
        wait_for_all(terminal, desk, *notes)
        quit_app(terminal)


def journals(home: Path) -> list[Path]:
    """Return the journals in a home, which are hidden files that are not locks."""
    found = home.rglob(".*journal-????????")
    return [path for path in found if path.stat().st_size]
