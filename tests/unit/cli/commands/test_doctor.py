"""`bmc doctor`: what it checks besides the clipboard, and what it advises."""

import fcntl
import json
import locale
import os
import pty
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from bmc_tui.cli.checks.check import Check, CheckState
from bmc_tui.cli.checks.storage import storage_checks
from bmc_tui.cli.checks.surroundings import surroundings_checks
from bmc_tui.config import load as load_settings
from bmc_tui.guide import load
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.ui.apps import shelf_in

ENGLISH = load("en")

ANSWERS = {
    "modern": (b"\x1b[1;2R\x1b[?2004;2$y\x1b[?62;c", ["good", "good"]),
    "other encoding": (b"\x1b[1;3R\x1b[?2004;0$y\x1b[?1;2c", ["bad", "bad"]),
    "old": (b"\x1b[1;2R\x1b[?1;2c", ["good", "unknown"]),
}
"""What terminals answer, and the states of UTF-8 and pasting."""


IN_ITS_OWN_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from bmc_tui.cli.main import program
program()
"""


class Room(NamedTuple):
    """What `os.statvfs` says of a disk."""

    f_bavail: int
    f_frsize: int = 4096


def named(checks: Iterable[Check]) -> dict[str, Check]:
    """Return the checks by name."""
    return {check.name: check for check in checks}


def bad(checks: Iterable[Check]) -> dict[str, str]:
    """Return the texts of what is not good, by name."""
    return {check.name: check.text for check in checks if check.state is not CheckState.GOOD}


def stored(folder: Path) -> Shelf:
    """Return a shelf with one canvas and a version of it."""
    shelf = shelf_in(folder)
    entry = shelf.create(Canvas("Cart")).entry
    shelf.versions.add(entry.id, Canvas("Cart"), "first")
    return shelf


def test_where_all_is_well_each_line_says_what_there_is(tmp_path: Path) -> None:
    assert bad(storage_checks(shelf_in(tmp_path / "nothing"), ENGLISH)) == {}
    assert not (tmp_path / "nothing").exists()
    checks = named(storage_checks(stored(tmp_path), ENGLISH))
    assert bad(checks.values()) == {}
    assert list(checks) == ["data", "lock", "kept", "undo", "disk"]
    assert "canvases.json: 1 canvas, " in checks["data"].text


def test_damaged_files_are_reported_with_what_to_do(tmp_path: Path) -> None:
    shelf = stored(tmp_path)
    shelf.versions.path.write_text("{")
    assert bad(storage_checks(shelf, ENGLISH)).keys() == {"kept"}
    shelf.path.write_text("{")
    assert "bmc recover" in bad(storage_checks(shelf, ENGLISH))["data"]


def test_a_lock_that_another_program_has_is_reported(tmp_path: Path) -> None:
    shelf = stored(tmp_path)
    with shelf.path.with_name("canvases.json.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert bad(storage_checks(shelf, ENGLISH))["lock"].startswith("Another program is writing")
    assert bad(storage_checks(shelf, ENGLISH)) == {}


def test_what_may_not_be_written_and_a_full_disk_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = stored(tmp_path)
    (tmp_path / "canvases.json.undo").mkdir()
    monkeypatch.setattr(os, "access", lambda path, *_, **__: "lock" in str(path))
    monkeypatch.setattr(os, "statvfs", lambda _: Room(100))
    texts = bad(storage_checks(shelf, ENGLISH))
    assert texts.keys() == {"data", "kept", "undo", "disk"}
    assert "Change its permissions" in texts["data"]
    assert texts["disk"].startswith("Only 410 kB free")


def test_settings_editor_and_locale_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "pink"\n')
    environ = {"BMC_CONFIG": str(file), "PATH": str(tmp_path), "LANG": "xx_YY.UTF-8"}

    def refuse(*_: object) -> str:
        raise locale.Error

    monkeypatch.setattr(locale, "setlocale", refuse)
    texts = bad(surroundings_checks(load_settings(environ), environ, ENGLISH))
    assert "line 1: “theme” can't be “pink”" in texts["settings"]
    assert "Install nano" in texts["editor"]
    assert texts["locale"].startswith("LANG=xx_YY.UTF-8 is not installed here")
    monkeypatch.setattr(locale, "setlocale", lambda *_: "C")
    monkeypatch.setattr(locale, "nl_langinfo", lambda _: "ISO-8859-1")
    texts = bad(surroundings_checks(load_settings({}), {"EDITOR": sys.executable}, ENGLISH))
    assert texts.keys() == {"locale"}


@pytest.mark.parametrize("terminal", ANSWERS)
def test_the_terminal_is_asked_and_left_as_it_was(
    environ: dict[str, str], tmp_path: Path, terminal: str
) -> None:
    answer, states = ANSWERS[terminal]
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", IN_ITS_OWN_TERMINAL, "doctor", "--json"],
        env={**environ, "HOME": str(tmp_path)},
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        os.close(slave)
        asked = b""
        while not asked.endswith(b"\x1b[c"):
            asked += os.read(master, 1024)
        os.write(master, answer)
        found = json.loads(process.communicate()[0])
    os.close(master)
    checks = {check["name"]: check for check in found["checks"]}
    assert [checks[name]["state"] for name in ("encoding", "paste")] == states
    assert checks["size"]["state"] == "bad"  # the pseudo-terminal has none
    assert checks["terminal"]["text"] == "xterm-256color"
