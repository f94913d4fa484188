"""The newcomer's interview, in the app and on plain lines, as installed and in both languages."""

import os
import pty
import re
import signal
import subprocess
from pathlib import Path

import pytest

from bmc_tui.guide import load
from bmc_tui.guide.interview import asked_text, progress
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.questions import ASKED
from tests.e2e.home_folder import canvas_in, note_texts_in
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.test_whole_canvas import shows
from tests.e2e.waiting import TIMEOUT_S, wait_until

pytestmark = pytest.mark.slow

PAUSE = 20
"""The question at which the newcomer stops for the day."""

LANGUAGES = {"en": "en_GB.UTF-8", "nl": "nl_NL.UTF-8"}


def answered(canvas: Canvas) -> list[tuple[str, ...]]:
    """Return the answers to all that is asked, in order."""
    return [canvas.texts(block, section) for block, section in ASKED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_canvas_is_filled_by_text_enter_and_one_key(tmp_path: Path, language: str) -> None:
    guide = load(language)
    env = {"LC_ALL": LANGUAGES[language]}
    expected = [(f"Antwoord {n}", f"nog {n}") for n in range(1, 47)]
    for first, last in ((1, PAUSE), (PAUSE + 1, 46)):
        with Terminal([BMC], tmp_path, env=env) as terminal:
            terminal.wait_for(f"i {guide.say('keys.canvas.interview')}")
            terminal.keys("i")
            for number in range(first, last + 1):
                block, section = ASKED[number - 1]
                place = progress(guide, block, section)
                terminal.wait_for(lambda rows, place=place: f"  {place}" in rows[0])  # type: ignore[misc]
                terminal.wait_for(shows(asked_text(guide, block, section)))
                terminal.send(f"Antwoord {number}\rnog {number}")
                terminal.wait_for(f"nog {number}")
                terminal.keys("ctrl+n")
            if last == 46:
                done = guide.say("message.interview_done").split(".")[0]
                terminal.wait_for(shows(done))
            terminal.keys("escape")
            terminal.wait_for(f"i {guide.say('keys.canvas.interview')}")
            terminal.keys("q")
            assert terminal.wait() == 0
        assert answered(canvas_in(tmp_path)) == expected[:last] + [()] * (46 - last)


def test_answers_that_arrive_together_with_the_keys_between_them_go_where_they_belong(
    tmp_path: Path,
) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.send("iStudents\x0eNo\x0e\x0eYes: schools pay\x0eCoffee\x0e")
        terminal.wait_for("  6 of 46")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    answers = answered(canvas_in(tmp_path))
    assert answers[:6] == [("Students",), ("No",), (), ("Yes: schools pay",), ("Coffee",), ()]


def test_a_kill_in_the_interview_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("i")
        terminal.wait_for("  1 of 46")
        terminal.send("Students\x0eNo")
        wait_until(lambda: (tmp_path / ".local").exists() and "No" in _texts(tmp_path))
        terminal.signal(signal.SIGKILL)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("i")
        terminal.wait_for("  3 of 46")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert answered(canvas_in(tmp_path))[:3] == [("Students",), ("No",), ()]


def _texts(home: Path) -> list[str]:
    """Return the texts in the data file; none while there is no canvas in it."""
    try:
        return note_texts_in(home)
    except ValueError:
        return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_lines_in_a_terminal_ask_the_same(tmp_path: Path, language: str) -> None:
    guide = load(language)
    with Terminal([BMC, "ask", "--lang", language], tmp_path) as terminal:
        terminal.wait_for(shows(asked_text(guide, *ASKED[0])))
        terminal.send("Studenten\rDocenten\r\r")
        terminal.wait_for(shows(asked_text(guide, *ASKED[1])))
        terminal.send("<\r")
        terminal.wait_for(shows("Studenten"))
        terminal.send("\r\rVoor de school\r\x04")
        assert terminal.wait() == 0
        terminal.wait_for(shows(guide.say("count.answer.other", n=3)))
    assert answered(canvas_in(tmp_path))[:4] == [
        ("Studenten", "Docenten"),
        (),
        ("Voor de school",),
        (),
    ]


def test_plain_lines_in_a_terminal_have_no_control_codes(tmp_path: Path) -> None:
    master, terminal = pty.openpty()
    os.write(master, b"Students\n\n\n<\n\n\x04")
    with subprocess.Popen(
        [BMC, "ask"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ):
        os.close(terminal)
        written = read_all(master)
    assert "1 answer added" in written
    assert re.findall(r"^(\d+) of 46", written, re.MULTILINE) == ["1", "2", "3", "2", "3"]
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", written)


def read_all(descriptor: int) -> str:
    """Return what is written to the other end of a pseudo-terminal, and close this one."""
    written = b""
    try:
        while chunk := os.read(descriptor, 65536):
            written += chunk
    except OSError:  # how Linux reports that the other end is closed
        pass
    finally:
        os.close(descriptor)
    return written.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGHUP])
def test_each_plain_line_is_saved_as_it_comes(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal([BMC, "ask"], tmp_path) as terminal:
        terminal.wait_for("1 of 46. ")
        terminal.send("Students\r")
        wait_until(lambda: "Students" in _texts(tmp_path))
        terminal.signal(number)
        assert terminal.wait() != 0
    assert note_texts_in(tmp_path) == ["Students"]


def test_a_pipe_of_answers_fills_a_canvas(tmp_path: Path) -> None:
    text = "\n\n".join(f"Answer {number}" for number in range(1, 47))
    done = subprocess.run(
        [BMC, "ask"],
        cwd=tmp_path,
        env=environment(tmp_path),
        input=text.encode(),
        capture_output=True,
        check=True,
        timeout=TIMEOUT_S,
    )
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert re.findall(rb"^(\d+) of 46", done.stdout, re.MULTILINE)[-1] == b"46"
    assert answered(canvas_in(tmp_path)) == [(f"Answer {number}",) for number in range(1, 47)]


def test_a_reader_that_leaves_the_pipe_ends_it_quietly(tmp_path: Path) -> None:
    command = f"{BMC} ask | head -3"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env=environment(tmp_path),
        input=b"Students\n\n" * 46,
        capture_output=True,
        check=True,
        timeout=TIMEOUT_S,
    )
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 3
