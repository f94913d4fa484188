"""The names of conflict copies, as the sync tools give them, and names that are not theirs."""

import os
from pathlib import Path

import pytest

from bmc_tui.files.conflict_names import find_conflict_names, is_conflict_name

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
]

OTHER_NAMES = [
    "canvases.json",
    "canvases.json.bak",
    "canvases.versions.json",
    "canvases.versions (conflicted copy 2026-11-26 101500).json",
    ".canvases.json.journal-0123abcd",
    "canvases (conflicted copy 2026-11-26 101500).json.merged",
    "canvases-backup.json",
    "canvases-2026-11-26.json",
    "canvases-conflict-of-interest.json",
    "canvases old.json",
    "canvases copy.json",
    "canvases (final).json",
    "canvases2.json",
    "canvases 2026.json",
    "other (conflicted copy 2026-11-26 101500).json",
    "canvases (conflicted copy 2026-11-26 101500).md",
]


@pytest.mark.parametrize("name", CONFLICT_NAMES)
def test_a_name_that_a_sync_tool_gives_is_recognized(name: str) -> None:
    assert is_conflict_name(name, DATA)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_another_name_is_not(name: str) -> None:
    assert not is_conflict_name(name, DATA)


def test_those_beside_the_file_that_a_link_leads_to_are_found(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    data = tmp_path / "real" / "canvases.json"
    for name in ("canvases.json", *CONFLICT_NAMES[:2], *OTHER_NAMES[:3]):
        data.with_name(name).touch()
    link = tmp_path / "link.json"
    link.symlink_to(data)
    assert {path.name for path in find_conflict_names(link)} == set(CONFLICT_NAMES[:2])
    assert find_conflict_names(tmp_path / "missing" / "canvases.json") == []


def test_a_file_without_a_suffix_has_them_too() -> None:
    assert is_conflict_name("canvases (conflicted copy 2026-11-26 101500)", Path("canvases"))
