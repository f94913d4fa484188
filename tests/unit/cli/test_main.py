"""The program: its options, exit codes and language, and where it refuses to run the app."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from bmc_tui.store import Shelf
from tests.unit.cli.invoke import Bmc, command_without_stdout, error_line


def test_the_environment_chooses_the_language_unless_an_option_does(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "nog geen canvas" in bmc("list").out
    assert "no canvas" in bmc("list", "--lang", "en").out


def test_the_version_is_printed(bmc: Bmc) -> None:
    assert re.fullmatch(r"bmc \d+\.\d+\.\d+\n", bmc("--version").out)
    assert bmc("list", "--version").out == bmc("--version").out


def test_a_damaged_file_is_named_and_left_alone(bmc: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.write_text("{")
    for command in (["list"], ["new", "T"], ["add", "1", "x"], ["show"], ["export"]):
        assert str(file) in error_line(bmc(*command))
    assert file.read_text() == "{"


def test_ctrl_c_ends_a_command_quietly(bmc: Bmc, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Shelf) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Shelf, "listing", interrupt)
    assert bmc("list") == (130, "", "")


def test_without_a_terminal_the_app_names_the_commands_that_work(bmc: Bmc, tmp_path: Path) -> None:
    for command in ([], ["open"], ["open", "T"], ["--file", str(tmp_path / "x.json")]):
        line = error_line(bmc(*command), code=2)
        assert "bmc show" in line
        assert "bmc export" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_dumb_terminal_is_refused(environ: dict[str, str], term: str | None) -> None:
    del environ["TERM"]
    if term is not None:
        environ["TERM"] = term
    master, terminal = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "bmc_tui"], env=environ, stdin=terminal, stderr=terminal, check=False
    )
    os.close(terminal)
    line = os.read(master, 4096).decode()
    os.close(master)
    assert result.returncode == 2
    assert "bmc show" in line
    assert line.count("\n") == 1


def test_the_app_ends_quietly_where_stdout_is_closed(environ: dict[str, str]) -> None:
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        command_without_stdout(),
        env=environ,
        stdin=terminal,
        stderr=terminal,
        start_new_session=True,
    ) as app:
        os.close(terminal)
        written = os.read(master, 65536)
        os.write(master, b"q")
        with suppress(OSError):  # how Linux reports that the other end is closed
            while chunk := os.read(master, 65536):
                written += chunk
        os.close(master)
        assert app.wait(20) == 0
    assert b"Traceback" not in written
