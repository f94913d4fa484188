"""The names of conflict copies, as the sync tools give them, and names that are not theirs."""

import os
from pathlib import Path

import pytest

from bmc_tui.files.conflict_names import (
    find_possible_copies,
    is_backup_name,
    is_conflict_name,
)
from bmc_tui.files.declined_copies import decline, declined_names

DATA = Path("/home/jan/canvases.json")

CONFLICT_NAMES = [
    # Dropbox
    "canvases (DESKTOP-1AB2C3D's conflicted copy 2026-11-26).json",
    "canvases (Jan’s conflicted copy 2026-11-26).json",
    "canvases (jan's conflicted copy 2026-11-26 (1)).json",
    "canvases (conflicterende kopie van laptop 2026-11-26).json",
    "canvases (In Konflikt stehende Kopie von laptop 2026-11-26).json",
    "canvases (Copie en conflit de laptop 2026-11-26).json",
    "canvases (Copia conflictiva de laptop 2026-11-26).json",
    "canvases (laptop 上の問題のあるコピー 2026-11-26).json",
    # Syncthing
    "canvases.sync-conflict-20261126-101500-ABCDEFG.json",
    "canvases.sync-conflict-20261126-101500.json",
    # Nextcloud and ownCloud
    "canvases (conflicted copy 2026-11-26 101500).json",
    "canvases (conflicted copy Jan 2026-11-26 101500).json",
    "canvases_conflict-20261126-101500.json",
    # OneDrive
    "canvases-DESKTOP-1AB2C3D.json",
    "canvases-LAPTOP-9ZYX8WV.json",
    "canvases-JAN-PC.json",
    f"canvases-{os.uname().nodename.partition('.')[0]}.json",
    # Google Drive, iCloud, Seafile, pCloud, Synology Drive
    "canvases (1).json",
    "canvases(1).json",
    "canvases 2.json",
    "canvases (SFConflict jan@example.org 2026-11-26-10-15-00).json",
    "canvases [conflicted].json",
    "canvases_laptop_Nov-26-101500-2026_Conflict.json",
    "canvases_Andy-PC_Jan-03-0901-2013_CaseConflict_1.json",
    "canvases (jan@example.org).json",
    "canvases(Conflict_jan).json",
    # Resilio, rclone bisync, Seafile and Syncthing after the suffix
    "canvases.Conflict.json",
    "canvases.conflict.json",
    "canvases.json.conflict1",
    "canvases.json (SFConflict jan@example.org 2026-11-26-10-15-00)",
    "canvases.json.sync-conflict-20261126-101500-ABCDEFG",
    # Explorer, Finder, GNOME, KDE
    "canvases - Copy.json",
    "canvases - Copy (2).json",
    "canvases - Kopie.json",
    "canvases copy.json",
    "canvases copy 2.json",
    "canvases kopie 2.json",
    "canvases (copy).json",
    "canvases (copy 1).json",
    "canvases_copy.json",
]

POSSIBLE_NAMES = [
    "canvases-atelier.json",  # OneDrive: a computer of any name
    "canvases-Jans MacBook.json",
    "Canvases.json",
    "Copy of canvases.json",
    "Kopie van canvases.json",
    "canvases-backup.json",
    "canvases-2026-11-26.json",
    "canvases old.json",
    "canvases (final).json",
    "canvases2.json",
]
"""Only what is in such a file says what it is."""

OTHER_NAMES = [
    "canvases.json",
    "canvases.json.bak",
    "canvases.json.lock",
    "canvases.json.undo",
    "canvases.json.damaged-20261126-101500",
    "canvases.json.backup-20261126-101500-2",
    "canvases.versions.json",
    "canvases.versions.json.bak",
    "canvases copy.versions.json",
    ".canvases.json.journal-0123abcd",
    ".canvases.json.0123abcd.tmp",
    "canvases (conflicted copy 2026-11-26 101500).json.merged",
    "canvases copy.json.merged-2",
    "canvases copy.json.bak",
    "other (conflicted copy 2026-11-26 101500).json",
    "my-canvases.json",
    "canvases (conflicted copy 2026-11-26 101500).md",
    "canvases.jsonl",
]


@pytest.mark.parametrize("name", CONFLICT_NAMES)
def test_a_name_that_a_sync_tool_gives_is_recognized(name: str) -> None:
    assert is_conflict_name(name, DATA)


@pytest.mark.parametrize("name", [*POSSIBLE_NAMES, *OTHER_NAMES])
def test_another_name_is_not(name: str) -> None:
    assert not is_conflict_name(name, DATA)


@pytest.mark.parametrize(
    ("name", "is_backup"),
    [
        ("canvases-2026-11-26.json", True),
        ("canvases_20261126T1015.json", True),
        ("canvases-backup 2026-11-26.json", True),
        ("canvases.old.json", True),
        ("canvases-atelier.json", False),
        ("canvases (1).json", False),
        ("canvases 2.json", False),
    ],
)
def test_the_name_of_a_backup_is_recognized(name: str, is_backup: bool) -> None:
    assert is_backup_name(name, DATA) is is_backup


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a data file, with its own state folder in the home."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "real").mkdir()
    return tmp_path / "real"


def test_every_possible_name_beside_the_file_that_a_link_leads_to_is_found(home: Path) -> None:
    data = home / "canvases.json"
    possible = {*CONFLICT_NAMES, *POSSIBLE_NAMES}
    for name in (*possible, *OTHER_NAMES):
        data.with_name(name).touch()
    link = home.parent / "link.json"
    link.symlink_to(data)
    assert {path.name for path in find_possible_copies(link)} == possible
    assert find_possible_copies(home / "missing" / "canvases.json") == []


def test_a_copy_that_was_declined_is_not_found_until_it_is_another_one(home: Path) -> None:
    data, copy = home / "canvases.json", home / "canvases copy.json"
    copy.touch()
    decline(data, [copy.name])
    assert find_possible_copies(data) == []
    assert find_possible_copies(data, with_declined=True) == [copy]
    copy.unlink()
    assert find_possible_copies(data) == []
    assert declined_names(data) == set()
    copy.touch()
    assert find_possible_copies(data) == [copy]


def test_a_file_without_a_suffix_has_them_too() -> None:
    assert is_conflict_name("canvases (conflicted copy 2026-11-26 101500)", Path("canvases"))
