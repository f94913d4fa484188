"""The size of the terminal; that of the environment only if the terminal gives none."""

import os
import pty
import termios
from collections.abc import Iterator

import pytest

from bmc_tui.ui.terminal.size import drop_stale_size, terminal_size

STALE = {"COLUMNS": "60", "LINES": "20"}


@pytest.fixture
def terminal() -> Iterator[int]:
    """A terminal, as a file descriptor; a new one knows no size."""
    master, slave = pty.openpty()
    yield slave
    os.close(master)
    os.close(slave)


def test_the_terminal_comes_before_the_environment(terminal: int) -> None:
    termios.tcsetwinsize(terminal, (24, 80))
    assert terminal_size(terminal, STALE) == (80, 24)
    environ = {**STALE, "TERM": "xterm"}
    drop_stale_size(terminal, environ)
    assert environ == {"TERM": "xterm"}


@pytest.mark.parametrize(
    ("environ", "size"),
    [
        (STALE, (60, 20)),
        ({}, (80, 24)),
        ({"COLUMNS": "-1", "LINES": "99999"}, (80, 24)),
        ({"COLUMNS": "0", "LINES": "²"}, (80, 24)),
        ({"LINES": "50"}, (80, 50)),
    ],
)
def test_a_terminal_without_a_size_has_that_of_the_environment(
    terminal: int, environ: dict[str, str], size: tuple[int, int]
) -> None:
    assert terminal_size(terminal, environ) == size
    kept = dict(environ)
    drop_stale_size(terminal, kept)
    assert kept == environ
    reader, writer = os.pipe()
    assert terminal_size(reader, environ) == size
    os.close(reader)
    os.close(writer)


def test_what_the_terminal_does_not_know_of_its_size_is_added(terminal: int) -> None:
    termios.tcsetwinsize(terminal, (0, 100))
    assert terminal_size(terminal, STALE) == (100, 20)
