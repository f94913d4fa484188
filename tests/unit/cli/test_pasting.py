"""Reading a text that is pasted into a terminal."""

import os
import pty
import termios
from collections.abc import Iterator

import pytest

from bmc_tui.cli.pasting import read_pasted

LINE_EDITING = termios.ICANON | termios.ECHO


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Return both ends of a terminal: that of the user, and that of the program."""
    user, program = pty.openpty()
    yield user, program
    os.close(user)
    os.close(program)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (b"\x04", b""),
        (b"a\rb\x04", b"a\nb"),
        (b"a\rb\r\x04c", b"a\nb\n"),
        (b"ab\x7fc\x04", b"ac"),
        ("aé麦\x7f\x7fb\x04".encode(), b"ab"),
        (b"a\r\x7f\x7fb\x04", b"a\nb"),
        (b"a\rbc\x15d\x04", b"a\nd"),
        (b"01234567890123456789\x04", b"0123456789012345"),
        (b"\x1b[200~{}\x1b[201~\x04", b"{}"),
    ],
)
def test_a_text_is_read_to_its_end_as_it_was_edited(
    terminal: tuple[int, int], typed: bytes, read: bytes
) -> None:
    user, program = terminal
    before = termios.tcgetattr(program)
    asked: list[bool] = []

    def paste() -> None:
        asked.append(bool(termios.tcgetattr(program)[3] & LINE_EDITING))
        os.write(user, typed)

    assert read_pasted(program, 16, paste) == read
    assert asked == [False]  # the line editing was off when it asked
    assert termios.tcgetattr(program) == before


def test_an_escape_in_a_paste_does_not_reach_the_terminal(terminal: tuple[int, int]) -> None:
    user, program = terminal
    paste = b"\x1b[31mred\x1b]0;title\x07"

    def write() -> None:
        os.write(user, paste + b"\r\x04")

    assert read_pasted(program, 100, write) == paste + b"\n"
    assert os.read(user, 100) == b"red\r\n"


def test_ctrl_c_gives_the_terminal_back(terminal: tuple[int, int]) -> None:
    user, program = terminal
    before = termios.tcgetattr(program)

    def interrupt() -> None:
        os.write(user, b"half a li")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_pasted(program, 100, interrupt)
    assert termios.tcgetattr(program) == before
