"""The installed program in a pseudo-terminal: languages, refusals, keys, sizes, fast typing."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, environment

ALTERNATE_SCREEN = 1049
MOUSE_REPORTS = 1000
TITLE_ROW = 0

READY = "? keys"
"""What the footer ends with. The blocks are on the screen before it, and keys are kept for the app,
but an Escape that another key has followed by then is not an Escape any more."""


SLOW_LINE = """
import os, pathlib
from bmc_tui.cli.main import program
from bmc_tui.ui.terminal import late_answers, shutdown
late_answers.ANSWER_TIMEOUT_S = shutdown.EXIT_AFTER_S = 60.0
pathlib.Path("pid").write_text(str(os.getpid()))
program()
"""
"""The program, for a line so slow that the test has time for all it does before an answer comes."""


def focused(terminal: Terminal) -> int:
    """Return the number of the block whose title is reversed."""
    (number,) = {
        int(char)
        for y, row in enumerate(terminal.screen)
        for x, char in enumerate(row)
        if char.isdigit() and terminal.cell(x, y).reverse
    } or {0}
    return number


def wait_for_focus(terminal: Terminal, number: int) -> None:
    terminal.wait_for(lambda _: focused(terminal) == number)


def quit_app(terminal: Terminal) -> None:
    terminal.keys("escape", "q")
    assert terminal.wait() == 0


def test_it_speaks_dutch_and_remembers(tmp_path: Path) -> None:
    dutch = {"LANG": "nl_NL.UTF-8"}
    with Terminal([BMC], tmp_path, env=dutch) as terminal:
        terminal.wait_for("1 Segmenten")
        terminal.wait_for("y kopieer")
        terminal.keys("enter")
        terminal.wait_for("? Voor wie creëren we feitelijk waarde?")
        terminal.send("Scholen")
        quit_app(terminal)
    with Terminal([BMC], tmp_path, env=dutch) as terminal:
        terminal.wait_for("? hulp")
        terminal.wait_for_note("Scholen")
        terminal.wait_for("1 Segment")
        quit_app(terminal)
    with Terminal([BMC, "--lang", "en"], tmp_path, env=dutch) as terminal:
        terminal.wait_for(READY)
        terminal.wait_for_note("Scholen")
        assert "1 Segments" in "\n".join(terminal.screen)
        assert "Segmenten" not in "\n".join(terminal.screen)
        quit_app(terminal)


@pytest.mark.parametrize("end", ["q", "SIGTERM"])
def test_no_late_answer_of_the_terminal_is_left_on_the_prompt(tmp_path: Path, end: str) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW_LINE, encoding="utf-8")
    with Terminal(["bash", "--norc", "--noediting", "-i"], tmp_path, env={"PS1": "$ "}) as terminal:
        terminal.wait_for("$")
        terminal.send(f"{shlex.join([sys.executable, str(script)])}\r")
        terminal.wait_for(READY)
        if end == "q":
            terminal.send("q")
        else:
            os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), signal.SIGTERM)
        terminal.wait_for(lambda _: MOUSE_REPORTS not in terminal.modes)
        terminal.settle()
        terminal.send("\x1b[?2026;2$y\x1b[?2048;0$y")
        terminal.wait_for(lambda _: ALTERNATE_SCREEN not in terminal.modes)
        terminal.send("echo the $((6 * 7))\r")
        assert "2026" not in "".join(terminal.wait_for("the 42"))


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_can_show_nothing_gets_one_line(tmp_path: Path, kind: str) -> None:
    with Terminal([BMC], tmp_path, size=(200, 24), env={"TERM": kind}) as terminal:
        assert terminal.wait() == 2
        line, *others = terminal.screen
        assert "bmc show" in line
        assert "bmc export" in line
        assert not any(others)
        assert terminal.received == len(f"{line}\r\n".encode())


@pytest.mark.parametrize("tty", [{}, {"SSH_TTY": "/dev/pts/7"}], ids=["none", "one"])
def test_over_ssh_without_a_terminal_it_says_how_to_get_one(
    tmp_path: Path, tty: dict[str, str]
) -> None:
    ssh = environment(tmp_path, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"} | tty)
    process = subprocess.run(
        [BMC], check=False, env=ssh, stdin=subprocess.DEVNULL, capture_output=True
    )
    assert process.returncode == 2
    assert (b"ssh -t HOST bmc" in process.stderr) is not bool(tty)


def test_a_broken_file_gets_one_line_and_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / DATA_FOLDER / "canvases.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"canvases": [', encoding="utf-8")
    with Terminal([BMC], tmp_path, size=(400, 24)) as terminal:
        assert terminal.wait() == 1
        line, *others = terminal.screen
        assert line.startswith(str(file))
        assert not any(others)
        # Nothing but the line: the screen was never taken.
        assert terminal.received == len(f"{line}\r\n".encode())
    assert file.read_text(encoding="utf-8") == '{"canvases": ['


def test_quitting_gives_the_terminal_back(tmp_path: Path) -> None:
    script = f'echo before; stty -g > 1; "{BMC}"; echo "ended with $?"; stty -g > 2'
    with Terminal(["sh", "-c", script], tmp_path) as terminal:
        terminal.wait_for(READY)
        assert ALTERNATE_SCREEN in terminal.modes
        terminal.keys("enter")
        terminal.send("Scholen")
        quit_app(terminal)
        assert terminal.screen[0] == "ended with 0"
        assert not any(terminal.screen[1:])
        # Lines that wrap, and a cursor: what a terminal starts with. No mouse, no pastes in marks.
        assert terminal.modes == {7, 25}
    assert (tmp_path / "1").read_text() == (tmp_path / "2").read_text()


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([], id="board"),
        pytest.param(["3", "enter"], id="editor", marks=pytest.mark.slow),
    ],
)
def test_nothing_is_written_while_nobody_does_anything(tmp_path: Path, keys: list[str]) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys(*keys)
        if keys:
            terminal.wait_for("1 Awareness")
            terminal.send("A note")
            terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))
        terminal.settle()
        before = terminal.received
        terminal.settle(quiet=3)
        assert terminal.received == before


def test_the_keys_that_xterm_sends_walk_the_board(tmp_path: Path) -> None:
    walk = {
        "l": 1,
        "left": 4,
        "h": 2,
        "right": 4,
        "j": 3,
        "down": 5,
        "k": 3,
        "up": 4,
        "tab": 5,
        "shift+tab": 4,
        "8": 8,
        "9": 9,
    }
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        wait_for_focus(terminal, 1)
        for key, number in walk.items():
            terminal.keys(key)
            wait_for_focus(terminal, number)
        terminal.click(35, 5)
        wait_for_focus(terminal, 2)
        terminal.click(35, 5)
        terminal.wait_for("2 Value propositions")
        quit_app(terminal)


def test_the_keys_that_xterm_sends_work_in_the_editor(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("4", "e")
        terminal.wait_for("4 Customer relationships")
        terminal.send(b"\x1b[5;5~")  # ctrl+pageup
        terminal.wait_for("3 Channels")
        terminal.send(b"one\rtwo\x1b[1;3A\x1b[1;3B\x1b[1;3B!")  # alt+up, alt+down twice
        terminal.wait_for("two!")
        terminal.send(b"\x1bOQ")  # F2
        terminal.wait_for(lambda rows: not any("? " in row for row in rows[:-1]))
        terminal.send(b"\x1b[12~")  # F2 as the VT220 sent it
        terminal.wait_for("? Do I use")
        terminal.send(b"\x1b[6;5~")  # ctrl+pagedown
        terminal.wait_for("4 Customer relationships")
        quit_app(terminal)
    first, second = canvas_in(tmp_path).notes(Block.CHANNELS)
    assert (first.text, first.section) == ("one", "")
    assert (second.text, second.section) == ("two!", "awareness")


@pytest.mark.slow
def test_typing_goes_on_while_the_window_changes_its_size(tmp_path: Path) -> None:
    sizes = [(80, 24), (120, 40), (60, 20), (40, 15), (20, 5), (80, 24)]
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        for number, size in enumerate(sizes):
            terminal.send(f"before{number} ")
            terminal.resize(*size)
            terminal.send(f"after{number}\r")
            terminal.wait_for(f"after{number}")
            terminal.wait_for(lambda rows: bool(rows[TITLE_ROW].strip()))
        terminal.keys("escape")
        for size in sizes:
            terminal.resize(*size)
            # The smallest has no room for a board, but still says which canvas it is.
            terminal.wait_for("Untitled" if size == (20, 5) else "before0")
            terminal.settle()
        quit_app(terminal)
    assert note_texts_in(tmp_path) == [f"before{n} after{n}" for n in range(len(sizes))]


@pytest.mark.slow
def test_a_note_added_elsewhere_and_the_one_being_typed_are_both_kept(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.send("First\rSec")
        terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))
        for number in range(3):
            run_bmc(tmp_path, "add", "1", f"From elsewhere {number}")
            terminal.send(f"ond{number}")
            run_bmc(tmp_path, "add", "9", f"Cost {number}")
            terminal.send("!")
            terminal.wait_for(f"From elsewhere {number}")
        terminal.settle()
        run_bmc(tmp_path, "add", "9", "Cost 3")
        terminal.wait_for("Changed elsewhere: Cost structure: added: Cost 3.")
        quit_app(terminal)
    canvas = canvas_in(tmp_path)
    assert sorted(note.text for note in canvas.notes(Block.CUSTOMER_SEGMENTS)) == [
        "First",
        *(f"From elsewhere {number}" for number in range(3)),
        "Second0!ond1!ond2!",
    ]
    assert canvas.texts(Block.COST_STRUCTURE, GENERAL) == tuple(f"Cost {n}" for n in range(4))


@pytest.mark.slow
def test_fast_typing_and_a_long_paste_arrive_whole(tmp_path: Path) -> None:
    typed = "".join(f"{number:03d}€" for number in range(75))
    pasted = [f"Line {number:03d} ë" for number in range(200)]
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.send(f"{typed}\r")
        terminal.paste("\n".join(pasted))
        terminal.send("!\rLast")
        terminal.wait_for("Last")
        quit_app(terminal)
    pasted[-1] += "!"
    assert note_texts_in(tmp_path) == [typed, *pasted, "Last"]


def test_keys_that_arrive_together_are_acted_on_in_their_order(tmp_path: Path) -> None:
    down, next_block, carry_down, to_block = b"\x1b[B", b"\x1b[6;5~", b"\x1b[1;3B", b"\x02"
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("Segments")  # the app itself is not there yet
        terminal.send(
            b"3\rCart\rPhone" + down + b"Poster" + carry_down + carry_down + b"!" + next_block
            # The screen that asks for the block is there before the digit is read.
            + b"Stamps\rRent" + to_block + b"9" + next_block + b"Cups"
        )  # fmt: skip
        terminal.wait_for("Cups")
        terminal.keys("escape")
        terminal.send(b"7aBrew\rServe\r")
        terminal.wait_for("Serve")
        quit_app(terminal)
    assert {
        (block.number, str(note.section), note.text)
        for block in Block
        for note in canvas_in(tmp_path).notes(block)
    } == {
        (3, "", "Cart"),
        (3, "", "Phone"),
        (3, "purchase", "Poster!"),
        (4, "", "Stamps"),
        (5, "", "Cups"),
        (7, "", "Brew"),
        (7, "", "Serve"),
        (9, "", "Rent"),
    }


def test_escape_and_a_letter_that_arrive_at_once_are_two_keys(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.wait_for("Who are my customers")
        terminal.send(b"Staff\x1bj")
        terminal.wait_for("Revenue streams")
        terminal.send(b"aCups\r\x1bq")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Staff", "Cups"]


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow)]
)
def test_a_signal_that_ends_the_app_saves_first_and_gives_the_terminal_back(
    tmp_path: Path, number: signal.Signals
) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.send("Staff and visitors")
        terminal.wait_for("visitors")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert terminal.modes <= {7, 25}
    assert note_texts_in(tmp_path) == ["Staff and visitors"]


def test_the_app_opens_the_canvas_that_was_used_last(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Bakery")
    run_bmc(tmp_path, "new", "Coffee cart")
    for arguments in (["open", "bak"], []):
        with Terminal([BMC, *arguments], tmp_path) as terminal:
            terminal.wait_for(READY)
            assert terminal.screen[0].startswith(" Bakery")
            terminal.keys("q")
            assert terminal.wait() == 0


def test_quitting_in_the_same_read_as_the_last_words_saves_them(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.wait_for("Who are my customers")
        terminal.send(b"hello there\x11")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["hello there"]


@pytest.mark.slow
def test_openssl_is_not_loaded(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("enter")
        terminal.wait_for("esc close")
        terminal.send("Students")
        terminal.wait_for("saved")
        libraries = Path(f"/proc/{terminal.pid}/maps").read_text()
        assert "/libc.so" in libraries  # they are listed
        assert not {
            name for name in ("libssl", "libcrypto", "_ssl.", "_hashlib.") if name in libraries
        }
        quit_app(terminal)
