"""Input that no keyboard sends on purpose: broken characters, torn keys, pastes of every kind."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, note_texts_in
from tests.e2e.terminal import BMC, Terminal
from tests.faults.test_journal import open_editor

pytestmark = pytest.mark.slow

READY = "? keys"
TITLE_ROW = 0

MAX_RATIO = 24
"""The most that a paste of eight times the length may work, as a multiple of the shorter one."""

TICK = 0.02
"""Seconds of a processor that the system's count of them may be wrong by."""

LONG_ESCAPE = {"ESCDELAY": "60000"}
"""An Escape is the start of a sequence for a minute: however slowly the rest of it comes."""

SHORT_ESCAPE = {"ESCDELAY": "1"}
"""An Escape is the key at once."""

FAR = {"SSH_CONNECTION": "192.0.2.1 50022 192.0.2.2 22"}
"""What says that the keyboard is at the other end of a line."""


def lines(size: int) -> list[str]:
    """Return lines of some `size` characters together."""
    return [f"Note {number:05d}: a line like those people paste, ë" for number in range(size // 47)]


def quit_app(terminal: Terminal) -> None:
    terminal.keys("escape", "q")
    assert terminal.wait() == 0


def test_a_byte_that_is_not_utf8_harms_nothing(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.send(b"Caf\xe9 open\xff\r")
        terminal.send("Café dicht 😀")
        terminal.wait_for("Café dicht")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["Caf\ufffd open\ufffd", "Café dicht 😀"]


def test_nothing_in_a_paste_is_a_key(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path, env=SHORT_ESCAPE) as terminal:
        open_editor(terminal)
        text = b"one \x1b two\x11\x1b[A \x1bthree\x1b\x11 \x1b[31mfour\x1b[m\rfive\x1b[20"
        terminal.send(b"\x1b[200~")
        for byte in text + b"\x1b[201~":
            terminal.send(bytes([byte]))
            if byte in b"\x1b[":
                terminal.wait_until_read()
        terminal.wait_for("five20")
        terminal.send("!")
        terminal.wait_for("five20!")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["one  two three four", "five20!"]


@pytest.mark.parametrize("env", [{}, FAR], ids=["near", "far"])
def test_an_arrow_that_a_slow_line_tears_apart_is_an_arrow(
    tmp_path: Path, env: Mapping[str, str]
) -> None:
    with Terminal([BMC], tmp_path, env={**env, **LONG_ESCAPE}) as terminal:
        open_editor(terminal)
        terminal.send("One\rThree")
        terminal.wait_for("Three")
        for part in (b"\x1b", b"[", b"A"):
            terminal.send(part)
            terminal.wait_until_read()
        terminal.send("\rTwo")
        terminal.wait_for("Two")
        terminal.settle()
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["One", "Two", "Three"]


def test_escape_alone_acts_though_nothing_follows(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        terminal.settle()
        terminal.send(b"\x1b")
        terminal.wait_for(READY)


def test_what_is_left_of_a_torn_key_is_not_another_key(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send(b"a")
        terminal.wait_for("Enter adds")
        terminal.send(b"\x1b")
        terminal.wait_for(READY)  # the Escape was the key
        terminal.send(b"[5~")  # a 5 would go to the fifth block
        terminal.send(b"a\x1b[999;")
        terminal.wait_until_read()
        terminal.send(b"9zStaff\r")
        terminal.wait_for_note("Staff")
        quit_app(terminal)
    assert canvas_in(tmp_path).texts(Block.CUSTOMER_SEGMENTS, GENERAL) == ("Staff",)


def test_a_character_may_come_byte_by_byte(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        open_editor(terminal)
        for byte in "€ 日本 😀!".encode():
            terminal.send(bytes([byte]))
            terminal.wait_until_read()
        terminal.wait_for("!")
        quit_app(terminal)
    assert note_texts_in(tmp_path) == ["€ 日本 😀!"]


def work_to_paste(notes: list[str], home: Path, *, marked: bool) -> float:
    """Return the seconds of processor time until the last of many notes is shown; all are saved."""
    home.mkdir(parents=True)
    with Terminal([BMC], home) as terminal:
        open_editor(terminal)
        terminal.settle()
        before = terminal.cpu_use.seconds
        if marked:
            terminal.paste("\n".join(notes))
        else:
            terminal.send("\r".join(notes))
        terminal.wait_for(notes[-1])
        worked = terminal.cpu_use.seconds - before
        terminal.send("!")
        terminal.wait_for(f"{notes[-1]}!")
        terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))
        quit_app(terminal)
    assert note_texts_in(home) == [*notes[:-1], f"{notes[-1]}!"]
    return worked


@pytest.mark.parametrize(("size", "marked"), [(400_000, True), (200_000, False)])
def test_the_work_for_a_paste_grows_as_its_length(tmp_path: Path, size: int, marked: bool) -> None:
    ratios = []
    # On a loaded machine a paste arrives in more pieces, each with a frame: the best of three.
    for attempt in ("first", "second", "third"):
        short = work_to_paste(lines(size // 8), tmp_path / attempt / "short", marked=marked)
        long = work_to_paste(lines(size), tmp_path / attempt / "long", marked=marked)
        ratios.append(long / (short + TICK))
        # Some 64, if each line cost as much as there are lines.
        if ratios[-1] < MAX_RATIO:
            return
    pytest.fail(f"{ratios} times the work for 8 times the text")


def test_a_paste_without_marks_is_added_line_by_line(tmp_path: Path) -> None:
    notes = lines(100_000)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("2a")
        terminal.wait_for("Enter adds")
        terminal.send("\r".join(notes))
        terminal.wait_for(lambda rows: notes[-1] in rows[-1])
        terminal.send("!\r")
        terminal.wait_for("Enter adds")
        quit_app(terminal)
    added = canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL)
    assert added == (*notes[:-1], f"{notes[-1]}!")


def test_many_keys_at_once_are_keys_where_they_open_something(tmp_path: Path) -> None:
    words = "Students and staff who have ten minutes between two lectures"
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("Segments")  # the app itself is not there yet
        terminal.send(f"2a{words}\r{words} of the other faculty\r")
        terminal.wait_for("Enter adds")
        quit_app(terminal)
    added = canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL)
    assert added == (words, f"{words} of the other faculty")


def test_what_arrives_at_once_goes_where_its_keys_would(tmp_path: Path) -> None:
    title = "The bakery around the corner of the old market square in town"
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send(f"t{title}\r4\rOne note\r{title}\tAn answer")
        terminal.wait_for("An answer")
        quit_app(terminal)
    canvas = canvas_in(tmp_path)
    assert canvas.title == title
    notes = canvas.notes(Block.CUSTOMER_RELATIONSHIPS)
    assert [note.text for note in notes] == ["One note", title, "An answer"]
    assert notes[2].section


def test_a_paste_without_marks_on_the_board_is_no_commands_without_end(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("-" * 200 + "q" * 200)
        terminal.settle()
        terminal.keys("2")
        terminal.keys("q")
        assert terminal.wait() == 0
