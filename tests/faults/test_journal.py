"""What was typed is recovered after a kill, even if no save had succeeded."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from bmc_tui.store.journal import read_journal
from bmc_tui.store.journal_recovery import RECOVERY_LOCK_TIMEOUT_S
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in, run_bmc
from tests.e2e.programs import LOG_LOCK_TIMEOUTS, lock_timeouts_s, program_with
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import wait_until
from tests.ui.apps import NOON

pytestmark = pytest.mark.slow

READY = "? keys"
TITLE_ROW = 0

_HOLD = (
    "import sys; from filelock import FileLock; "
    "lock = FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); sys.stdin.read()"
)

_SMALL_FILES = "trap '' XFSZ; ulimit -f 64; exec \"$0\""
"""Has a shell start a program that can't write files over 32 kB (64 kB in some shells)."""


@contextmanager
def lock_held(home: Path) -> Iterator[None]:
    """Have another process hold the lock of the data file."""
    command = [sys.executable, "-c", _HOLD, str(home / DATA_FOLDER / "canvases.json.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        yield
        other.kill()


def litter(home: Path) -> list[str]:
    """Return the hidden files beside the data file: journals and their locks."""
    names = [path.name for path in (home / DATA_FOLDER).iterdir()]
    # What a kill leaves half-made is swept away by a later start, when it surely is nobody's.
    return [name for name in names if name.startswith(".") and not name.endswith(".tmp")]


def journaled(home: Path) -> list[str]:
    """Return the notes in the journal of the only session; none where there is no journal."""
    found = (home / DATA_FOLDER).glob(".*.journal-????????")
    records = [record for path in found if (record := read_journal(path))]
    return [note.text for record in records for _, note in record.canvas]


def wait_until_journaled(home: Path, *notes: str) -> None:
    """Wait until the journal has these notes and no others."""
    wait_until(lambda: journaled(home) == [*notes], lambda: journaled(home))


def kill(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    assert terminal.wait() == -signal.SIGKILL


def open_editor(terminal: Terminal) -> None:
    terminal.wait_for(READY)
    terminal.keys("enter")
    terminal.wait_for("Who are my customers")


def test_what_was_typed_while_another_held_the_lock_is_back_after_a_kill(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with lock_held(tmp_path):
        with Terminal([BMC], tmp_path) as terminal:
            open_editor(terminal)
            terminal.send("Students\rStaff and visitors")
            terminal.wait_for("visitors")
            wait_until_journaled(tmp_path, "Students", "Staff and visitors")
            kill(terminal)
        assert note_texts_in(tmp_path) == []
        (journal,) = (tmp_path / DATA_FOLDER).glob(".*.journal-????????")
        assert journal.stat().st_mode & 0o777 == 0o600
    # The commands neither take it nor hide that it is there.
    export = subprocess.run(
        [BMC, "export"], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert "Students" not in export.stdout
    assert "start bmc to bring them back" in export.stderr
    assert journal.exists()
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for("bmc was interrupted.")
        terminal.wait_for("are back in “Coffee cart”: 2 notes.")
        terminal.wait_for_note("Staff and visitors")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Students", "Staff and visitors"]
    assert litter(tmp_path) == []


def test_what_was_typed_with_no_room_for_the_file_is_back_after_a_kill(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / DATA_FOLDER / "canvases.json", lambda: NOON)
    shelf.create(Canvas("Large").add(Block.COST_STRUCTURE, *(f"{n} " * 50 for n in range(1000))))
    cart = shelf.create(Canvas("Cart"))
    with Terminal(["bash", "-c", _SMALL_FILES, BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.send("Students")
        terminal.wait_for("NOT SAVED")
        terminal.send(" and staff")
        terminal.wait_for("and staff")
        wait_until_journaled(tmp_path, "Students and staff")
        kill(terminal)
    assert shelf.load(cart.entry.id).canvas.note_count == 0
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for("are back in “Cart”: 1 note.")
        terminal.wait_for_note("Students and staff")
    assert shelf.load(cart.entry.id).canvas.note_count == 1


def test_the_first_canvas_of_all_is_back_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / DATA_FOLDER).mkdir(parents=True)
    with lock_held(tmp_path), Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.send("Students")
        terminal.wait_for("Students")
        wait_until_journaled(tmp_path, "Students")
        kill(terminal)
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for("are back in “Untitled canvas”: 1 note.")
        terminal.wait_for_note("Students")
    assert note_texts_in(tmp_path) == ["Students"]


def test_quitting_without_having_saved_leaves_it_for_the_next_start(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with lock_held(tmp_path), Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.send("Students")
        terminal.wait_for("Students")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    assert note_texts_in(tmp_path) == []
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for_note("Students")
    assert note_texts_in(tmp_path) == ["Students"]


def test_quitting_while_another_holds_the_lock_says_that_it_comes_back(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with lock_held(tmp_path), Terminal([BMC], tmp_path, size=(160, 24)) as terminal:
        open_editor(terminal)
        terminal.send("Students")
        terminal.wait_for("Students")
        terminal.keys("escape", "q")
        terminal.wait_for("q again quits; what is not saved is kept next to the file")
        terminal.keys("q")
        assert terminal.wait() == 1
        end = " ".join(terminal.screen)
        assert end.count("another program is using") == 1
        assert "What was not saved is kept next to the file" in end
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for_note("Students")


def test_a_journal_that_can_t_be_restored_yet_keeps_nobody_waiting(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with lock_held(tmp_path):
        with Terminal([BMC], tmp_path) as terminal:
            open_editor(terminal)
            terminal.send("Students")
            terminal.wait_for("Students")
            wait_until_journaled(tmp_path, "Students")
            kill(terminal)
        # The lock is held until the test ends: all the program does, it does without it.
        with Terminal(program_with(LOG_LOCK_TIMEOUTS), tmp_path, size=(120, 24)) as terminal:
            terminal.wait_for("Segments")
            assert lock_timeouts_s(tmp_path) == [RECOVERY_LOCK_TIMEOUT_S]
            terminal.wait_for("comes back at a later start")
            terminal.keys("q")
            assert terminal.wait() == 0
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for_note("Students")


def test_without_any_trouble_nothing_is_left_behind(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        for number in range(5):
            terminal.send(f"note {number}\r")
            wait_until(lambda: len(note_texts_in(tmp_path)) == number + 1)  # noqa: B023 - called at once
        terminal.send("and more")
        terminal.wait_for("and more")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == [*(f"note {number}" for number in range(5)), "and more"]
    assert litter(tmp_path) == []


def test_a_journal_goes_with_the_save_that_covers_it(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with Terminal([BMC], tmp_path) as terminal:
        with lock_held(tmp_path):
            open_editor(terminal)
            terminal.send("Students")
            wait_until_journaled(tmp_path, "Students")
        terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))
        assert note_texts_in(tmp_path) == ["Students"]
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert litter(tmp_path) == []


def test_what_is_not_a_journal_is_reported_and_not_touched(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    secret = tmp_path / "secret"
    secret.write_text("bmc-journal 1")
    (tmp_path / DATA_FOLDER / ".canvases.json.journal-00000000").symlink_to(secret)
    with Terminal([BMC], tmp_path, size=(160, 24)) as terminal:
        terminal.wait_for(".canvases.json.journal-00000000.damaged is not a valid journal")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert secret.read_text() == "bmc-journal 1"
    assert litter(tmp_path) == [".canvases.json.journal-00000000.damaged"]


@pytest.mark.parametrize("locked", [False, True], ids=["saves", "no saves"])
def test_a_kill_at_any_moment_of_typing_costs_nothing_that_was_on_the_disk(
    tmp_path: Path, locked: bool
) -> None:
    """How soon it is there, `tests/unit/test_session.py` tells: by a clock of its own."""
    chance = random.Random(20260314)  # noqa: S311 - moments, not secrets
    letters = "abcdefghijk lmnopq\r"
    for number in range(KILLS):
        home = tmp_path / str(number)
        home.mkdir()
        run_bmc(home, "new", "Coffee cart")
        typed = [""]
        with Terminal([BMC], home) as terminal:
            open_editor(terminal)
            with lock_held(home) if locked else nullcontext():
                for _ in range(chance.randint(1, 60)):
                    typed.append(typed[-1] + chance.choice(letters))
                    terminal.send(typed[-1][-1])
                typed.append(f"{typed[-1]}!")
                terminal.send("!")
                terminal.wait_until_read()
                found = journaled if locked else note_texts_in
                before: list[str] = []
                for _ in range(number % 3):
                    wait_until(lambda: found(home) != before)  # noqa: B023 - called at once
                    before = found(home)
                    typed.append(f"{typed[-1]}and")
                    terminal.send("and")
                kill(terminal)
        with Terminal([BMC], home) as terminal:
            terminal.wait_for(_is_ready)
        states = [_notes(text) for text in typed]
        assert note_texts_in(home) in states[states.index(before) :]
        assert litter(home) == []


KILLS = 6
"""At once, once the disk has something of what was typed, and once it has more of it."""


def _is_ready(rows: list[str]) -> bool:
    """Tell whether the app is there; a message is over its keys."""
    return any(READY in row or "bmc was interrupted." in row for row in rows)


def _notes(text: str) -> list[str]:
    """Return the notes that typing a text makes."""
    return [line.strip() for line in text.split("\r") if line.strip()]
