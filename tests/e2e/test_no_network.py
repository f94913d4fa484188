"""The program sends nothing: a whole session is watched for what it connects to."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S

pytestmark = [pytest.mark.slow, pytest.mark.needs("strace")]

PAGE = """<h1>Cart</h1><img src="http://192.0.2.1/a.png"><link href="http://192.0.2.1/a.css">
<h2>Key partners</h2><ul><li>Roastery <a href="http://192.0.2.1/">site</a></li></ul>"""

COMMANDS = (
    ("import", "page.html"),
    ("export", "-o", "plan.docx"),
    ("export", "-o", "plan.html"),
    ("export", "-o", "plan.svg"),
    ("copy",),
    ("doctor",),
)


def traced(log: Path) -> list[str]:
    """Return the command that has all calls on sockets of a program and of those that it starts."""
    return ["strace", "-f", "-qq", "-A", "-e", "trace=network", "-o", str(log)]


def calls_beyond_this_machine(log: Path) -> list[str]:
    """Return the calls on sockets that are of another kind than those within a machine."""
    return [line for line in log.read_text().splitlines() if "AF_INET" in line]


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    program = "from socket import *; socket(AF_INET, SOCK_DGRAM).connect(('127.0.0.1', 9))"
    command = [*traced(tmp_path / "log"), sys.executable, "-c", program]
    subprocess.run(command, check=True, timeout=TIMEOUT_S)
    assert calls_beyond_this_machine(tmp_path / "log")


def test_nothing_is_sent_from_a_session_or_by_commands(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    log = tmp_path / "log"
    for command in COMMANDS:
        subprocess.run(
            [*traced(log), BMC, *command],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=TIMEOUT_S,
            start_new_session=True,
        )
    with Terminal([*traced(log), BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("+")
        terminal.send("Students\r")
        terminal.wait_for_note("Students")
        terminal.keys("escape")
        terminal.wait_for("? keys")
        for key, shown in (("y", "erminal"), ("r", "Review"), ("v", "Versions"), ("?", "Keys")):
            terminal.keys(key)
            terminal.wait_for(shown)
            terminal.keys("escape")
            terminal.wait_for("? keys")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert "Students" in run_bmc(tmp_path, "export")
    assert log.read_text()  # of threads that wake each other
    assert calls_beyond_this_machine(log) == []
