"""Ends by a signal: all is saved and the terminal restored, in time."""

import signal
import sys
import termios
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.home_folder import DATA_FOLDER, note_texts_in, run_bmc
from tests.e2e.programs import LOG_LOCK_TIMEOUTS, MARKER_FUNCTIONS, lock_timeouts_s, program_with
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.faults.app import notes_in
from tests.faults.test_journal import lock_held, open_editor

pytestmark = pytest.mark.slow

READY = "? keys"

USUAL = {7, 25}
"""The modes of a terminal that nobody has taken: lines that wrap, a cursor."""

DEAF = ["sh", "-c", 'trap "" HUP; exec "$0"', BMC]
"""The program where nobody tells it that the line has dropped, as under `nohup`."""

FAULTY = f"""
{MARKER_FUNCTIONS}
import asyncio, sys
from textual.widget import Widget
from bmc_tui.cli.main import program
from bmc_tui.ui.widgets.editor import EditorPane

def fail(*_):
    secret = "a note"
    raise RuntimeError("a fault")

async def fail_later(*_):
    fail()

def hang(*_):
    write_marker("hangs")
    while True:
        pass

def sleep(*_):
    write_marker("hangs")
    wait_for_marker("what never comes")

{{also}}
EditorPane.action_toggle_questions = {{fault}}
sys.argv[1:] = []
program()
"""
"""The program with a fault after F2 in the editor."""

FAULTS = {
    "handler": "fail",
    "timer": "lambda pane: pane.set_timer(0.01, fail)",
    "callback": "lambda pane: pane.call_after_refresh(fail)",
    "worker": "lambda pane: pane.run_worker(fail_later())",
    "thread": "lambda pane: pane.run_worker(fail, thread=True)",
}


def faulty(fault: str, also: str = "") -> list[str]:
    return [sys.executable, "-c", FAULTY.replace("{fault}", fault).replace("{also}", also)]


def ends(terminal: Terminal, status: int) -> None:
    """Check that the program ends, even if it hangs; `tests/unit/test_guard.py` checks when."""
    assert terminal.wait() == status


def saved_notes(home: Path) -> list[str]:
    """Return the notes in a file that may not be there yet."""
    file = home / DATA_FOLDER / "canvases.json"
    return notes_in(file) if file.exists() else []


def is_given_back(terminal: Terminal, before: list[Any]) -> None:
    assert terminal.modes == USUAL
    assert terminal.attributes == before


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_saves_the_last_word(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        before = terminal.attributes
        open_editor(terminal)
        terminal.send("Staff and visitors")
        terminal.wait_for("visitors")
        terminal.signal(number)
        ends(terminal, 128 + number)
        is_given_back(terminal, before)
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


def test_a_note_that_was_not_finished_is_saved_too(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("aStaff\rHalf a no")
        terminal.wait_for("Half a no")
        terminal.signal(signal.SIGHUP)
        ends(terminal, 128 + signal.SIGHUP)
    assert note_texts_in(tmp_path) == ["Staff", "Half a no"]


@pytest.mark.parametrize("command", [[BMC], DEAF], ids=["told", "not told"])
def test_a_line_that_drops_ends_it(tmp_path: Path, command: list[str]) -> None:
    with Terminal(command, tmp_path) as terminal:
        open_editor(terminal)
        terminal.send("Staff and visitors")
        terminal.wait_for("visitors")
        terminal.hang_up()
        ends(terminal, 128 + signal.SIGHUP)
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


MOMENTS: dict[str, Callable[[Terminal, list[str]], bool]] = {
    "first paint": lambda _, rows: any("Segments" in row for row in rows),
    "no more lines": lambda terminal, _: not is_canonical(terminal),
    "mouse": lambda terminal, _: 1006 in terminal.modes,
    "paste marks": lambda terminal, _: 2004 in terminal.modes,
    "keys": lambda _, rows: any(READY in row for row in rows),
}
"""How far the program has come with its start."""


def is_canonical(terminal: Terminal) -> bool:
    """Tell whether the terminal gives a program whole lines, as it does before one takes it."""
    return bool(terminal.attributes[3] & termios.ICANON)


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_signal_while_it_starts_ends_it_too(
    tmp_path: Path, moment: Callable[[Terminal, list[str]], bool]
) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        before = terminal.attributes
        terminal.wait_for(lambda rows: moment(terminal, rows))
        terminal.signal(signal.SIGTERM)
        ends(terminal, 128 + signal.SIGTERM)
        is_given_back(terminal, before)
        assert not any(terminal.screen)


INPUT_AFTER_THE_SIGNAL = """
from bmc_tui.ui.terminal.driver import ThinDriver
from bmc_tui.ui.terminal.shutdown import ShutdownGuard
pass_on, end = ThinDriver._pass_on, ShutdownGuard.end

def pass_on_late(driver, tokens, *parsers):
    tokens = list(tokens)
    if any("guests" in token.text for token in tokens):
        write_marker("read")
        wait_for_marker("ends")
        time.sleep(0.2)  # the end of the program, which does not wait, gets ahead
    return pass_on(driver, tokens, *parsers)

def end_with_marker(guard, code):
    write_marker("ends")
    end(guard, code)

ThinDriver._pass_on, ShutdownGuard.end = pass_on_late, end_with_marker
"""
"""The program whose input thread is late when a signal comes."""


def test_what_was_read_when_the_signal_came_is_saved(tmp_path: Path) -> None:
    with Terminal(program_with(INPUT_AFTER_THE_SIGNAL), tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("\rStaff and visitors")
        wait_until(lambda: saved_notes(tmp_path) == ["Staff and visitors"])
        terminal.send(" and guests")
        wait_until((tmp_path / "read").exists)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
    assert note_texts_in(tmp_path) == ["Staff and visitors and guests"]


def test_a_line_that_stalls_keeps_nobody_from_saving(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        before = terminal.attributes
        terminal.wait_for(READY)
        with terminal.stalled():
            for number in range(30):
                before_it = terminal.cpu_use.seconds
                terminal.resize(100 + number, 40)
                wait_until(lambda: terminal.cpu_use.seconds > before_it)  # noqa: B023 - called at once
            terminal.send("\rStaff and visitors")
            # Nothing is read of what the program writes until it has ended.
            wait_until(lambda: saved_notes(tmp_path) == ["Staff and visitors"])
            terminal.send(" and guests")
            terminal.wait_until_read()
            terminal.signal(signal.SIGTERM)
            terminal.wait()
        assert terminal.wait() == 128 + signal.SIGTERM
        is_given_back(terminal, before)
    assert note_texts_in(tmp_path) == ["Staff and visitors and guests"]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_saves_the_last_word_and_is_reported(tmp_path: Path, fault: str) -> None:
    with Terminal(faulty(fault), tmp_path, size=(120, 60)) as terminal:
        before = terminal.attributes
        open_editor(terminal)
        terminal.send(b"Staff and visitors\x1bOQ")
        ends(terminal, 1)
        is_given_back(terminal, before)
        assert terminal.screen[0].startswith("Traceback")
        assert any("RuntimeError: a fault" in row for row in terminal.screen)
        # What people write is nobody else's: not in a report of a fault either.
        assert not any("visitors" in row for row in terminal.screen)
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


STANDS_STILL = """
from bmc_tui.files import atomic
replace = atomic.replace
def stand_still(path, *arguments, **options):
    if path.name == "canvases.json":
        write_marker("stands still")
        wait_for_marker("what never comes")
    replace(path, *arguments, **options)
atomic.replace = stand_still
"""
"""A disk on which the file, and nothing else, takes its time."""


def test_a_disk_that_hangs_at_the_end_leaves_it_in_the_journal(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with Terminal(faulty("fail", STANDS_STILL), tmp_path, size=(120, 24)) as terminal:
        before = terminal.attributes
        open_editor(terminal)
        terminal.send("Staff")
        terminal.wait_for("Staff")
        wait_until((tmp_path / "stands still").exists)
        terminal.signal(signal.SIGTERM)
        ends(terminal, 128 + signal.SIGTERM)
        is_given_back(terminal, before)
        assert terminal.screen[0].startswith("What was not saved is kept next to the file")
    assert note_texts_in(tmp_path) == []
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for_note("Staff")


SILENT_FAULTS = {
    "save": "from bmc_tui.store import Shelf; Shelf.save = Shelf.create = fail",
    "journal": "from bmc_tui.session.journaling import JournalTimer; JournalTimer.write = fail",
    "version": "from bmc_tui.store.versions import Versions; Versions.add = fail",
    "typing": """
from itertools import count
from bmc_tui.ui.terminal.key_queue import KeyQueue
calls, rest = count(), KeyQueue.wait_until_idle
KeyQueue.wait_until_idle = lambda self: fail_later() if next(calls) else rest(self)
""",
}
"""Faults in what goes on behind the screen."""


@pytest.mark.parametrize("fault", SILENT_FAULTS.values(), ids=SILENT_FAULTS)
def test_a_fault_behind_the_screen_does_not_end_the_saving_in_silence(
    tmp_path: Path, fault: str
) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "1", "Students")
    with Terminal(faulty("fail", fault), tmp_path, size=(120, 60)) as terminal:
        before = terminal.attributes
        with lock_held(tmp_path) if "JournalTimer" in fault else nullcontext():
            open_editor(terminal)
            terminal.send("Staff")
            terminal.wait_for("Staff")
            terminal.send("\x1b")
            ends(terminal, 1)
        is_given_back(terminal, before)
        assert terminal.screen[0].startswith("Traceback")
        assert sum("RuntimeError: a fault" in row for row in terminal.screen) == 1
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for_note("Staff")
    assert note_texts_in(tmp_path) == ["Students", "Staff"]


def test_a_fault_before_the_first_key_gives_the_terminal_back(tmp_path: Path) -> None:
    with Terminal(faulty("fail", "Widget._on_mount = fail"), tmp_path) as terminal:
        before = terminal.attributes
        ends(terminal, 1)
        is_given_back(terminal, before)
        assert any("RuntimeError: a fault" in row for row in terminal.screen)


@pytest.mark.parametrize("fault", ["sleep", "hang"])
def test_an_app_that_hangs_is_ended_and_its_text_comes_back(tmp_path: Path, fault: str) -> None:
    with Terminal(faulty(fault), tmp_path) as terminal:
        before = terminal.attributes
        open_editor(terminal)
        terminal.send("Staff")
        terminal.wait_for("Staff")
        terminal.send(b" and visitors\x1bOQ")
        wait_until((tmp_path / "hangs").exists)
        terminal.signal(signal.SIGTERM)
        ends(terminal, 128 + signal.SIGTERM)
        is_given_back(terminal, before)
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for("bmc was interrupted.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


def test_a_save_that_waits_for_another_program_does_not_keep_it(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with lock_held(tmp_path), Terminal(program_with(LOG_LOCK_TIMEOUTS), tmp_path) as terminal:
        before = terminal.attributes
        open_editor(terminal)
        terminal.send("Staff and visitors")
        terminal.wait_for("visitors")
        wait_until(lambda: lock_timeouts_s(tmp_path))
        terminal.send(" and guests")
        terminal.wait_for("guests")
        terminal.signal(signal.SIGTERM)
        ends(terminal, 128 + signal.SIGTERM)
        is_given_back(terminal, before)
        assert terminal.screen[0].startswith("Not saved")
    with Terminal([BMC], tmp_path, size=(120, 24)) as terminal:
        terminal.wait_for("bmc was interrupted.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Staff and visitors and guests"]
