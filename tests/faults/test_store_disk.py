"""A disk that is full or read-only, and a file that other programs change: nothing is lost."""

import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import BMC, Terminal
from tests.faults.app import (
    NOT_SAVED,
    app_adding_notes,
    files_named_after,
    notes_in,
    quit_app,
    shelf_at,
    wait_for_message,
    wait_until_saved,
)
from tests.saving import save_over

pytestmark = pytest.mark.slow

OURS = {f"canvases{kind}.json{end}" for kind in ("", ".versions") for end in ("", ".bak", ".lock")}
OURS |= {"canvases.json.undo.lock"}
"""What may be beside the file; a fall-back to another place would be one more."""


def made_file(folder: Path) -> Path:
    """Return a file with one canvas, "Cart", that has one note, "first"."""
    file = folder / "canvases.json"
    shelf_at(file).create(Canvas().with_title("Cart"), "a")
    save_over(
        shelf_at(file), "a", Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first")
    )
    return file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of its own, of 200 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs the right to mount")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fails_and_recovers(
    terminal: Terminal, file: Path, reason: str, mend: Callable[[], None]
) -> None:
    """See that typing goes on while nothing can be saved, and that all is saved afterwards."""
    before = file.read_bytes()
    terminal.send("second\r")
    rows = wait_for_message(
        terminal, reason, "What you type stays here; bmc keeps trying to save it"
    )
    assert rows[0].endswith(NOT_SAVED)
    terminal.send("third\r")
    terminal.wait_for("third")
    # The key took the message away; more is not saved now, so it is reported again.
    wait_for_message(terminal, reason)
    assert file.read_bytes() == before
    mend()
    wait_until_saved(terminal)
    assert notes_in(file) == ["first", "second", "third"]
    quit_app(terminal)


def fill(filler: Path) -> None:
    """Leave no room on the disk."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def test_on_a_full_disk_the_app_says_so_goes_on_and_saves_when_there_is_room(
    small_disk: Path, home: Path
) -> None:
    file, filler = made_file(small_disk), small_disk / "filler"
    with app_adding_notes(file, home) as terminal:
        fill(filler)
        fails_and_recovers(terminal, file, "there is no room on the disk", filler.unlink)
    assert files_named_after(file, small_disk, home) <= OURS


def test_with_no_room_for_a_journal_either_nothing_is_promised(
    small_disk: Path, home: Path
) -> None:
    file, filler = made_file(small_disk), small_disk / "filler"
    large = Canvas().with_title("Large").add(Block.CHANNELS, *(f"{n}" * 20 for n in range(400)))
    shelf_at(file).delete(shelf_at(file).create(large).entry.id)
    with app_adding_notes(file, home) as terminal:
        fill(filler)
        terminal.send("second\r")
        wait_for_message(terminal, "there is no room", "exists only on screen: leave bmc open")
        # There is room for a journal now, but not for the file.
        os.truncate(filler, filler.stat().st_size - 16384)
        terminal.send("third\r")
        terminal.keys("escape", "q")
        wait_for_message(terminal, "q again quits", "kept next to the file, and comes back")
        fill(filler)
        terminal.keys("q")
        assert terminal.wait() == 1
        assert "What was not saved is kept next to the file" in " ".join(terminal.screen)
    filler.unlink()
    with Terminal([BMC], home, env={"BMC_FILE": str(file)}) as terminal:
        terminal.wait_for_note("third")
    assert texts_of_cart(file) == ["first", "second", "third"]


def texts_of_cart(file: Path) -> list[str]:
    return [note.text for _, note in shelf_at(file).load("a").canvas]


def test_where_files_may_not_grow_the_app_says_so_goes_on_and_saves_when_they_may(
    tmp_path: Path, home: Path
) -> None:
    file = made_file(tmp_path / "data")
    with app_adding_notes(file, home) as terminal:
        limit = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (100, -1))
        fails_and_recovers(
            terminal,
            file,
            "there is no room on the disk",
            lambda: resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, limit) and None,
        )
    assert files_named_after(file, tmp_path) <= OURS


def test_in_a_read_only_folder_the_app_says_so_goes_on_and_saves_when_it_may(
    small_disk: Path, home: Path
) -> None:
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(small_disk)], check=True)

    file = made_file(small_disk)
    with app_adding_notes(file, home) as terminal:
        remount("ro")
        try:
            fails_and_recovers(terminal, file, "you may not write to", lambda: remount("rw"))
        finally:
            remount("rw")
    assert files_named_after(file, small_disk, home) <= OURS


def test_quitting_with_a_full_disk_asks_once_and_loses_nothing_that_was_saved(
    tmp_path: Path, home: Path
) -> None:
    file = made_file(tmp_path / "data")
    before = file.read_bytes()
    with app_adding_notes(file, home) as terminal:
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (100, -1))
        terminal.send("second\r")
        terminal.wait_for(NOT_SAVED)
        terminal.keys("escape", "q")
        wait_for_message(
            terminal, "there is no room", "q again quits, and what is not saved is lost"
        )
        terminal.keys("q")
        assert terminal.wait() == 1
        end = " ".join(terminal.screen)
        assert end.count("there is no room on the disk") == 1
        assert "What was not saved is lost" in end
    assert file.read_bytes() == before


# A file that someone else writes


def by_renaming(file: Path, raw: bytes) -> None:
    """Replace a file as git checkout does."""
    other = file.with_name("other")
    other.write_bytes(raw)
    other.replace(file)


def in_place(file: Path, raw: bytes) -> None:
    """Replace a file as a simple sync tool does."""
    file.write_bytes(raw)


def content_after(file: Path, change: Callable[[Path], object]) -> bytes:
    """Return the file as it would be after a change made to a copy of it."""
    copy = file.with_name("copy.json")
    copy.write_bytes(file.read_bytes())
    change(copy)
    raw = copy.read_bytes()
    for left in file.parent.glob("copy.json*"):
        left.unlink()
    return raw


REPLACE = pytest.mark.parametrize("replace", [by_renaming, in_place])


@REPLACE
def test_a_file_replaced_by_a_newer_one_keeps_what_both_have(
    tmp_path: Path, home: Path, replace: Callable[[Path, bytes], None]
) -> None:
    file = made_file(tmp_path / "data")
    with app_adding_notes(file, home) as terminal:
        theirs = Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first", "theirs")
        replace(file, content_after(file, lambda copy: save_over(shelf_at(copy), "a", theirs)))
        terminal.send("mine\r")
        wait_until_saved(terminal)
        assert sorted(notes_in(file)) == ["first", "mine", "theirs"]
        quit_app(terminal)


@REPLACE
def test_a_file_replaced_by_an_older_one_takes_no_note_away(
    tmp_path: Path, home: Path, replace: Callable[[Path, bytes], None]
) -> None:
    file = made_file(tmp_path / "data")
    older = file.with_name("canvases.json.bak").read_bytes()
    with app_adding_notes(file, home) as terminal:
        replace(file, older)
        terminal.send("mine\r")
        wait_until_saved(terminal)
        assert sorted(notes_in(file)) == ["first", "mine"]
        quit_app(terminal)


@REPLACE
def test_what_was_written_over_an_older_one_is_not_taken_for_the_newer(
    tmp_path: Path, home: Path, replace: Callable[[Path, bytes], None]
) -> None:
    file = made_file(tmp_path / "data")
    theirs = Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "theirs")

    def put_back_and_write(copy: Path) -> None:
        copy.write_bytes(file.with_name("canvases.json.bak").read_bytes())
        assert (
            save_over(shelf_at(copy), "a", theirs).entry.rev == shelf_at(file).load("a").entry.rev
        )

    with app_adding_notes(file, home) as terminal:
        replace(file, content_after(file, put_back_and_write))
        terminal.send("mine\r")
        wait_until_saved(terminal)
        assert sorted(notes_in(file)) == ["first", "mine", "theirs"]
        quit_app(terminal)


@REPLACE
def test_in_a_file_replaced_by_one_with_other_canvases_all_are_kept(
    tmp_path: Path, home: Path, replace: Callable[[Path, bytes], None]
) -> None:
    file, others = made_file(tmp_path / "data"), tmp_path / "others.json"
    shelf_at(others).create(Canvas().with_title("Other").add(Block.CHANNELS, "theirs"), "b")
    with app_adding_notes(file, home) as terminal:
        replace(file, others.read_bytes())
        terminal.send("mine\r")
        wait_until_saved(terminal)
        assert sorted(notes_in(file)) == ["first", "mine", "theirs"]
        quit_app(terminal)


# Where the file is, and whose


def test_a_symbolic_link_stays_one_and_the_file_behind_it_is_saved(
    tmp_path: Path, home: Path
) -> None:
    file, link = made_file(tmp_path / "synced"), tmp_path / "link.json"
    link.symlink_to(file)
    with app_adding_notes(link, home) as terminal:
        terminal.send("second\r")
        wait_until_saved(terminal)
        quit_app(terminal)
    assert link.is_symlink()
    assert notes_in(file) == ["first", "second"]
    assert files_named_after(file, tmp_path) <= OURS


def test_a_file_that_a_group_shares_stays_theirs(tmp_path: Path, home: Path) -> None:
    file = made_file(tmp_path / "data")
    file.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
    before = file.stat()
    with app_adding_notes(file, home) as terminal:
        terminal.send("second\r")
        wait_until_saved(terminal)
        quit_app(terminal)
    after = file.stat()
    assert after.st_ino != before.st_ino
    assert stat.S_IMODE(after.st_mode) == 0o664
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_what_killed_saves_have_left_is_gone_when_the_app_starts(
    tmp_path: Path, home: Path
) -> None:
    file = made_file(tmp_path / "data")
    for name in (".canvases.json.0a1b2c3d.tmp", ".canvases.json.0a1b2c3d.bak", ".canvases.tmp"):
        (file.parent / name).write_text("x")
        os.utime(file.parent / name, (time.time() - 3600,) * 2)
    with app_adding_notes(file, home) as terminal:
        assert files_named_after(file, file.parent) <= {*OURS, ".canvases.tmp"}
        quit_app(terminal)


# What can't be seen without pulling the plug: the order in which a save reaches the disk


@pytest.mark.needs("strace")
def test_a_save_reaches_the_disk_before_it_takes_the_files_place(tmp_path: Path) -> None:
    file, log = made_file(tmp_path / "data"), tmp_path / "calls"
    bmc = [sys.executable, "-m", "bmc_tui", "--file", str(file), "add", "1", "second"]
    calls = "fsync,fdatasync,rename,renameat,renameat2,write,openat"
    subprocess.run(["strace", "-f", "-y", "-e", f"trace={calls}", "-o", log, *bmc], check=True)
    lines = [line for line in log.read_text().splitlines() if ".json.undo" not in line]

    def place(call: str, what: str) -> int:
        (found,) = places(call, what)
        return found

    def places(call: str, what: str) -> list[int]:
        return [n for n, line in enumerate(lines) if f" {call}" in line and what in line]

    written, synced = place("write(", ".tmp>"), place("fsync(", ".tmp>")
    replaced = place("rename", '.tmp"')
    folder_synced = places("fsync(", "/data>")[0]  # again for the folder of the undo steps
    assert written < synced < replaced < folder_synced
    assert notes_in(file) == ["first", "second"]


@pytest.mark.needs("strace")
def test_each_new_folder_reaches_the_disk_with_the_name_of_the_file(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    home = tmp_path / "home"
    home.mkdir()
    folders = ("home/.local", "home/.local/share", "home/.local/share/bmc_tui")
    command = [sys.executable, "-m", "bmc_tui", "new", "Cart"]
    environ = {"HOME": str(home), "PATH": os.environ["PATH"]}
    traced = ["strace", "-f", "-y", "-e", "trace=mkdir,mkdirat,fsync", "-o", str(log)]
    subprocess.run([*traced, *command], check=True, env=environ)
    lines = log.read_text().splitlines()
    for folder in folders:
        path = tmp_path / folder
        made = [n for n, line in enumerate(lines) if "mkdir" in line and f'"{path}"' in line]
        synced = [
            n for n, line in enumerate(lines) if " fsync(" in line and f"<{path.parent}>" in line
        ]
        assert made
        assert made[0] < synced[-1], folder
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


REFUSED = "fchmod,chmod,fchmodat,fchown,chown,fchownat,link,linkat,fsync,fdatasync,utimensat"
"""The calls that network drives, drives of Windows and the storage of phones refuse."""


@pytest.mark.needs("strace")
@pytest.mark.parametrize("error", ["EPERM", "EOPNOTSUPP"])
def test_a_file_system_that_knows_nothing_but_files_takes_every_save(
    tmp_path: Path, error: str
) -> None:
    file = tmp_path / "new" / "canvases.json"
    refusing = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={REFUSED}:error={error}"]
    for command in (["new", "Cart"], ["add", "1", "first"], ["versions", "--keep", "kept"]):
        bmc = [*refusing, sys.executable, "-m", "bmc_tui", "--file", str(file), *command]
        result = subprocess.run(bmc, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
    assert notes_in(file) == ["first"]
    assert {path.name for path in file.parent.iterdir() if path.is_file()} <= OURS


OTHER_USER = 12345
AS_OTHER_USER = (
    "setpriv",
    *(f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups"),
    # The only right of root's that it gets: to read the program, wherever that is installed.
    *(f"--{caps}=-all,+dac_read_search" for caps in ("inh-caps", "ambient-caps", "bounding-set")),
)
"""Runs a command as another user of the system."""


def test_failed_saves_of_another_users_file_in_a_sticky_folder_leave_nothing() -> None:
    if os.geteuid() or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv, to run the program as another user")
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # which any user may enter
        folder = Path(name)
        file = made_file(folder / "shared")
        home = folder / "home"
        home.mkdir()
        os.chown(home, OTHER_USER, OTHER_USER)
        folder.chmod(0o755)
        file.parent.chmod(0o1777)
        for path in file.parent.iterdir():
            path.chmod(0o666)
        before = {path.name for path in file.parent.iterdir()}
        environ = {"HOME": str(home), "PATH": os.environ["PATH"], "BMC_FILE": str(file)}
        for _ in range(3):
            result = subprocess.run(
                [*AS_OTHER_USER, sys.executable, "-m", "bmc_tui", "add", "1", "second"],
                env=environ,
                cwd=home,
                capture_output=True,
                text=True,
                check=False,
            )
            assert result.returncode == 1, result.stderr
            assert "Not saved" in result.stderr
        assert {path.name for path in file.parent.iterdir()} <= {*before, *OURS}
        assert notes_in(file) == ["first"]
