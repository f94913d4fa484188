"""Output: tables, terminals of any encoding, and streams that are full, closed or not read."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from bmc_tui.cli.output import table, wrapped
from tests.unit.cli.invoke import Bmc, command_without_stdout, run_process


def test_the_columns_of_a_table_are_aligned_but_for_the_last() -> None:
    rows = [("1", "a", "title"), ("10", "bcd", "漢字 ")]
    assert table(rows) == "1   a    title\n10  bcd  漢字 \n"
    assert table(rows, right_aligned={0, 1}) == " 1    a  title\n10  bcd  漢字 \n"
    assert table([]) == ""


def test_no_control_character_of_an_argument_reaches_the_terminal(bmc: Bmc, tmp_path: Path) -> None:
    hostile = "a\x1b[31m\x9b2J\x07\u202eb\udcff[red]\nc"
    bmc("new", hostile)
    bmc("add", "1", hostile)
    bmc("new", "Other")
    outputs = [
        *(bmc(*command) for command in (["list"], ["list", "--json"], ["export", "a"])),
        *(bmc(command, "a") for command in ("show", "export")),
        *(bmc(*command, hostile) for command in (["show"], ["add", "1", "x", "--canvas"])),
        *(bmc("add", block, "x") for block in (hostile, f"1/{hostile}")),
        *(bmc(*command) for command in ([hostile], ["list", hostile], ["list", "--lang", hostile])),
        bmc("list", "--file", str(tmp_path / hostile / "\x1b[1m")),
        bmc("export", "--output", str(tmp_path / hostile / "x")),
    ]
    for result in outputs:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", result.out)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", result.err)
    assert "abÿ[red] c" in bmc("list").out


def test_bytes_of_an_argument_that_are_not_utf_8_are_read_as_windows_1252(
    environ: dict[str, str],
) -> None:
    assert run_process(environ, "new", b"caf\xe9").returncode == 0
    assert "café" in run_process(environ, "list").stdout.decode()


@pytest.mark.parametrize("surroundings", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_any_encoding_of_the_terminal_works(
    environ: dict[str, str], surroundings: dict[str, str]
) -> None:
    narrow = {**environ, **surroundings}
    run_process(environ, "new", "Café 漢字")
    for command in (["list"], ["show"], ["export"], ["show", "é"], ["--help", "--lang", "nl"]):
        result = run_process(narrow, *command)
        assert result.returncode == (1 if command[-1] == "é" else 0)
        assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["list", "show", "export", "--help"])
def test_a_closed_pipe_is_not_reported_as_an_error(environ: dict[str, str], command: str) -> None:
    run_process(environ, "new", "T")
    read, write = os.pipe()
    os.close(read)
    line = [sys.executable, "-m", "bmc_tui", command]
    left = subprocess.run(line, env=environ, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (left.returncode, left.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_stdout_is_reported(environ: dict[str, str]) -> None:
    run_process(environ, "new", "T")
    with Path("/dev/full").open("wb") as full:
        line = [sys.executable, "-m", "bmc_tui", "export"]
        result = subprocess.run(line, env=environ, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_errors_that_cannot_be_written_show_in_the_exit_code(environ: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        line = [sys.executable, "-m", "bmc_tui", "nothing"]
        result = subprocess.run(line, env=environ, stderr=full, check=False)
    assert result.returncode == 2


@pytest.mark.parametrize("command", ["list", "show", "export"])
def test_a_closed_stdout_is_reported(environ: dict[str, str], command: str) -> None:
    run_process(environ, "new", "T")
    result = subprocess.run(
        command_without_stdout(command), env=environ, stderr=subprocess.PIPE, check=False
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert b"can't be written" in result.stderr


def test_a_usage_error_ends_with_2_without_a_stdout_too(
    environ: dict[str, str],
) -> None:
    result = subprocess.run(
        command_without_stdout("nothing"), env=environ, stderr=subprocess.PIPE, check=False
    )
    assert result.returncode == 2


def test_a_line_is_wrapped_at_words_to_cells() -> None:
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
    assert list(wrapped("漢字 漢字 a", 9)) == ["漢字 漢字", "a"]
    assert list(wrapped("/a/path/longer/than/a/row is kept", 8)) == [
        "/a/path/longer/than/a/row",
        "is kept",
    ]
    assert list(wrapped("short", 80)) == ["short"]
    assert list(wrapped("", 80)) == [""]


def test_a_command_to_run_is_not_broken() -> None:
    line = "It waits. Merge it: bmc merge 'my file.json'"
    assert list(wrapped(line, 24)) == ["It waits. Merge it:", "bmc merge 'my file.json'"]


def test_messages_in_a_terminal_are_wrapped_and_those_in_a_pipe_are_not(
    environ: dict[str, str],
) -> None:
    command = ["show", "a canvas with a name of several words", "--lang", "en"]
    run_process(environ, "new", "T")
    (line,) = run_process(environ, *command).stderr.decode().splitlines()
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    program = [sys.executable, "-m", "bmc_tui", *command]
    subprocess.run(program, env=environ, stderr=terminal, check=False)
    os.close(terminal)
    rows = os.read(master, 65536).decode().splitlines()
    os.close(master)
    assert len(line) > 30
    assert " ".join(rows) == line
    assert max(map(len, rows)) <= 30
