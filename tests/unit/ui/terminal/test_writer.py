"""Writing to a terminal: the app does not wait for it, and the order is kept."""

import os
import pty
import select
import termios
import tty
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Thread

import pytest

from bmc_tui.ui.terminal.writer import TerminalWriter
from tests.e2e.waiting import TIMEOUT_S


@pytest.fixture
def ends() -> Iterator[tuple[int, TerminalWriter]]:
    """The terminal's end of the line, and the writer at the other, whose thread does not run."""
    with ExitStack() as open_files:
        line, program = pty.openpty()
        open_files.callback(os.close, line)
        tty.setraw(program)
        yield line, TerminalWriter(open_files.enter_context(os.fdopen(program, "w")))


def read(line: int, end: str) -> str:
    """Return all that arrives up to some text, and what arrives together with it."""
    data = b""
    while not data.endswith(end.encode()) and select.select([line], [], [], TIMEOUT_S)[0]:
        data += os.read(line, 65536)
    while select.select([line], [], [], 0)[0]:
        data += os.read(line, 65536)
    return data.decode()


def test_what_is_short_is_there_at_once(ends: tuple[int, TerminalWriter]) -> None:
    line, writer = ends
    writer.write("é")
    assert read(line, "é") == "é"


def test_a_line_that_takes_nothing_keeps_nobody_waiting_and_loses_nothing(
    ends: tuple[int, TerminalWriter],
) -> None:
    line, writer = ends
    pieces = [f"{number:06}," * 9 for number in range(2_000)]  # more than any terminal buffers
    for piece in pieces:
        writer.write(piece)
    writer.start()
    assert read(line, pieces[-1]) == "".join(pieces)
    writer.write("on it goes")
    assert read(line, "on it goes") == "on it goes"
    writer.stop()


def test_nobody_waits_where_there_is_less_room_than_what_is_written(
    ends: tuple[int, TerminalWriter],
) -> None:
    line, writer = ends
    cooked = termios.tcgetattr(line)
    cooked[1] |= termios.OPOST  # as the app leaves it: then a terminal takes what it has room for
    termios.tcsetattr(line, termios.TCSANOW, cooked)
    pieces = [f"{number:06}," * 100 for number in range(200)]
    writing = Thread(target=lambda: list(map(writer.write, pieces)), daemon=True)
    writing.start()
    writing.join(TIMEOUT_S)
    assert not writing.is_alive()
    writer.start()
    assert read(line, pieces[-1]) == "".join(pieces)
    writer.stop()


def test_nothing_is_written_after_the_end(ends: tuple[int, TerminalWriter]) -> None:
    line, writer = ends
    writer.start()
    writer.write("the end")
    writer.stop()
    writer.write("a frame that was late")
    assert read(line, "the end") == "the end"


def test_what_comes_after_something_long_waits_for_it(ends: tuple[int, TerminalWriter]) -> None:
    line, writer = ends
    writer.write("long " * 1_000)
    writer.write("short")
    writer.start()
    assert read(line, "short") == "long " * 1_000 + "short"
    writer.stop()
