"""The file on the disk: whose it is, where it is, and what a failing or killed save leaves."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, UnusableFileError, file_format, locking
from tests.saving import save_over

KILLS = 20


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "canvases.json"


def shelf_at(file: Path) -> Shelf:
    return Shelf(file, lambda: datetime.now(UTC))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_and_the_folders_made_for_it_are_for_their_owner_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    file = tmp_path / "share" / "bmc_tui" / "canvases.json"
    for name in "ab":
        shelf_at(file).create(Canvas(), name)
    assert mode(tmp_path) == 0o755
    assert mode(file.parent) == mode(file.parent.parent) == 0o700
    assert names(file.parent) == {
        "canvases.json",
        "canvases.json.bak",
        "canvases.json.lock",
    }
    assert {mode(path) for path in file.parent.iterdir()} == {0o600}


def test_a_file_keeps_the_mode_and_the_owner_that_it_has(file: Path) -> None:
    shelf_at(file).create(Canvas(), "a")
    file.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
    before = file.stat()
    save_over(shelf_at(file), "a", Canvas())
    after = file.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


@pytest.mark.parametrize("there", [True, False], ids=["to-a-file", "to-nothing-yet"])
def test_a_symbolic_link_stays_one_and_its_file_is_written(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "synced" / "canvases.json"
    link = tmp_path / "link.json"
    link.symlink_to("synced/canvases.json")
    if there:
        shelf_at(target).create(Canvas().with_title("before"))
    shelf_at(link).create(Canvas(), "a")
    assert link.is_symlink()
    assert shelf_at(target).load("a") == shelf_at(link).load("a")
    assert names(tmp_path) == {"link.json", "synced"}


def test_the_backup_is_the_file_as_it_was_before_the_last_save(file: Path) -> None:
    backup = file.with_name("canvases.json.bak")
    shelf_at(file).create(Canvas(), "a")
    assert not backup.exists()
    for rev in range(1, 4):
        before = file.read_bytes()
        save_over(shelf_at(file), "a", Canvas().with_title(str(rev)))
        assert backup.read_bytes() == before
    assert shelf_at(backup).load("a").entry.rev == 3


def test_the_backup_is_made_where_there_are_no_hard_links(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr("os.link", no_links)
    shelf_at(file).create(Canvas(), "a")
    before = file.read_bytes()
    save_over(shelf_at(file), "a", Canvas())
    backup = file.with_name("canvases.json.bak")
    assert backup.read_bytes() == before
    assert mode(backup) == 0o600
    assert names(file.parent) == {file.name, backup.name, "canvases.json.lock"}


def test_a_save_after_one_that_was_killed_between_backup_and_file_leaves_nothing_behind(
    file: Path,
) -> None:
    shelf_at(file).create(Canvas(), "a")
    os.link(file, f"{file}.bak")
    save_over(shelf_at(file), "a", Canvas())
    assert names(file.parent) == {"canvases.json", "canvases.json.bak", "canvases.json.lock"}
    assert shelf_at(Path(f"{file}.bak")).load("a").entry.rev == 1


def test_a_save_reads_the_file_again_under_the_lock_only_when_someone_wrote_it_meanwhile(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = shelf_at(file).create(Canvas(), "a")
    parsed = 0
    parse, lock = file_format.parse, locking.locked

    def counted(raw: bytes, path: Path, table: str) -> file_format.Tables | None:
        nonlocal parsed
        parsed += 1
        return parse(raw, path, table)

    monkeypatch.setattr(file_format, "parse", counted)
    stored = shelf_at(file).save(stored, Canvas())
    assert parsed == 1

    def overtaken(
        path: Path, *, creates_folder: bool, data: Path | None
    ) -> AbstractContextManager[None]:
        assert not creates_folder  # the file has been there
        assert data is None  # it is the data file
        monkeypatch.setattr(locking, "locked", lock)
        shelf_at(file).create(Canvas(), "theirs")
        return lock(path)

    monkeypatch.setattr(locking, "locked", overtaken)
    shelf_at(file).save(stored, Canvas())
    assert {entry.id for entry in shelf_at(file).entries()} == {"a", "theirs"}


FULL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.guide import load
from bmc_tui.store import Shelf, StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    shelf = Shelf(Path(sys.argv[1]), lambda: datetime.now(UTC))
    shelf.save(shelf.load("a"), Canvas().add(Block.CHANNELS, "long " * 1000))
except StoreError as error:
    print(load("en").error_message(error))
"""


def test_a_full_disk_costs_nothing_that_was_saved(file: Path) -> None:
    made = shelf_at(file).create(Canvas().with_title("Cart"), "a")
    before = file.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, file], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Not saved: there is no room on the disk")
    assert file.read_bytes() == before
    assert shelf_at(file).load("a") == made
    assert names(file.parent) == {"canvases.json", "canvases.json.lock"}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_step_that_fails_is_reported_with_its_reason_and_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    shelf_at(file).create(Canvas(), "a")
    before = file.read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path if call == "replace" else os, call, broken)
        with pytest.raises(UnusableFileError) as caught:
            save_over(shelf_at(file), "a", Canvas())
    assert "the disk reports an error" in load("en").error_message(caught.value)
    assert file.read_bytes() == before
    assert names(file.parent) == {"canvases.json", "canvases.json.lock"}
    assert save_over(shelf_at(file), "a", Canvas()).entry.rev == 2


def test_an_exception_inside_a_change_leaves_the_file_as_it_was(file: Path) -> None:
    stored = shelf_at(file).create(Canvas(), "a")
    before = file.stat()

    def broken_clock() -> datetime:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Shelf(file, broken_clock).save(stored, Canvas())
    assert file.stat() == before
    assert save_over(shelf_at(file), "a", Canvas()).entry.rev == 2


def test_a_save_removes_what_killed_ones_have_left_and_nothing_else(file: Path) -> None:
    long_ago = time.time() - 3600
    leftovers = [".canvases.json.0a1b2c3d.tmp", ".canvases.json.0a1b2c3d.bak"]
    unrelated = [".canvases.json.old.bak", ".other.json.0a1b2c3d.tmp", "canvases.json.12345678.bak"]
    for name in [*leftovers, *unrelated]:
        (file.parent / name).write_text("x")
        os.utime(file.parent / name, (long_ago, long_ago))
    recent = ".canvases.json.9f9f9f9f.tmp"
    (file.parent / recent).write_text("x")
    shelf_at(file).create(Canvas(), "a")
    assert names(file.parent) == {"canvases.json", "canvases.json.lock", recent, *unrelated}


SAVE_FOR_EVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
shelf = Shelf(Path(sys.argv[1]), lambda: datetime.now(UTC))
stored = shelf.load("a")
while True:
    notes = [f"note {i} of {stored.entry.rev + 1}" for i in range(200)]
    stored = shelf.save(stored, Canvas().add(Block.CHANNELS, *notes))
    print(stored.entry.rev, flush=True)
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_of_saving_leaves_the_file_whole(file: Path) -> None:
    shelf_at(file).create(Canvas(), "a")
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", SAVE_FOR_EVER, file], stdout=subprocess.PIPE, text=True
        ) as saving:
            assert saving.stdout
            reported = [int(saving.stdout.readline())]
            began = time.monotonic()
            reported.append(int(saving.stdout.readline()))
            # In some part of the next save, which takes as long as the last one did. Which moment
            # that is, has no say in what must be left.
            time.sleep(kill / KILLS * (time.monotonic() - began))
            saving.send_signal(signal.SIGKILL)
            reported += [int(line) for line in saving.stdout.read().splitlines() if line]
        stored = shelf_at(file).load("a")
        # Each save that was reported is there; at most the one under way is there or not.
        assert stored.entry.rev >= max(reported)
        texts = {note.text.split(" of ")[1] for note in stored.canvas.notes(Block.CHANNELS)}
        assert (stored.entry.note_count, texts) == (200, {str(stored.entry.rev)})
        assert json.loads(file.with_name("canvases.json.bak").read_text())
