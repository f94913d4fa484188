"""New folders: their mode under any umask, and the sync of every folder that got a new name."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bmc_tui.files.folders import make_folder


@pytest.fixture(params=[0, 0o022, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set a umask."""
    previous = os.umask(request.param)
    yield
    os.umask(previous)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders that are synced, in order."""
    folders: list[Path] = []

    def record(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            folders.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", record)
    return folders


@pytest.mark.usefixtures("umask")
def test_a_new_folder_is_for_its_owner_only_under_any_umask(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", tmp_path / "a" / "b")]
    assert modes == [0o700, 0o700]


def test_the_folder_above_each_new_one_is_synced(tmp_path: Path, synced: list[Path]) -> None:
    make_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path, synced: list[Path]) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert synced == []


def test_a_folder_without_the_one_above_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_folder(tmp_path / "a" / "b", parents=False)


def test_what_is_not_a_folder_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError):
            make_folder(tmp_path / name)
