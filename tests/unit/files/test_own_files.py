"""What counts as one of the program's own files, by any name that leads to it."""

import os
from pathlib import Path

import pytest

from bmc_tui.files.own_files import OwnFiles

OWN_NAMES = (
    "canvases.json",
    "canvases.json.bak",
    "canvases.json.lock",
    "canvases.json.locked",
    "canvases.json.undo",
    "canvases.json.undo/3f2a9c01.json",
    "canvases.json.damaged-20261123-124500",
    "canvases.json.backup-20261123-124500-2",
    ".canvases.json.journal-1f2e3d4c",
    ".canvases.json.journal-1f2e3d4c.lock",
    ".canvases.json.1f2e3d4c.tmp",
    "canvases.versions.json",
    "canvases.versions.json.bak",
    "canvases.versions.json.lock",
    "edit-3f2a9c01/plan.md",
    "edit-3f2a9c01.md",
)
FREE_NAMES = (
    "canvases.md",
    "canvases.json.md",
    "my-canvases.json",
    "canvases.versions.md",
    "plan.json",
    "edit-plan.md",
    "notes/canvases.json",
)


@pytest.fixture
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnFiles:
    """Return the own files of a data file in `data`, with the settings in `settings`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for folder in ("data/canvases.json.undo", "data/edit-3f2a9c01", "settings", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    data, config = tmp_path / "data" / "canvases.json", tmp_path / "settings" / "config.toml"
    for file in (data, config):
        file.write_text("{}")
    monkeypatch.chdir(tmp_path / "elsewhere")
    return OwnFiles([data], config)


@pytest.mark.parametrize("name", OWN_NAMES)
def test_every_file_beside_the_data_file_is_an_own_one(own_files: OwnFiles, name: str) -> None:
    assert own_files.contain(Path("..") / "data" / name)
    assert own_files.contain(
        Path("..") / "data" / name.upper().replace("EDIT", "edit").replace("F2A9C", "f2a9c")
    )


@pytest.mark.parametrize("name", FREE_NAMES)
def test_other_names_are_free_even_beside_the_data_file(own_files: OwnFiles, name: str) -> None:
    assert not own_files.contain(Path("..") / "data" / name)


def test_the_settings_and_the_journals_of_a_file_that_is_gone_are_own_ones(
    own_files: OwnFiles, tmp_path: Path
) -> None:
    assert own_files.contain(tmp_path / "settings" / "config.toml")
    assert own_files.contain(tmp_path / "settings" / "CONFIG.toml")
    assert own_files.contain(tmp_path / "state" / "bmc_tui" / "journal-1-2-3")
    assert not own_files.contain(tmp_path / "settings" / "plan.toml")


def test_links_of_both_kinds_are_the_file_that_they_lead_to(
    own_files: OwnFiles, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    (data / ".canvases.json.journal-1f2e3d4c").write_text("typed")
    os.link(data / "canvases.json", "hard.md")
    os.link(data / ".canvases.json.journal-1f2e3d4c", "hard-journal.md")
    os.link(tmp_path / "settings" / "config.toml", "hard-settings.md")
    Path("soft.md").symlink_to("hard.md")
    Path("folder").symlink_to(data)
    Path("dangling.md").symlink_to(data / "canvases.json.bak")
    names = ["hard.md", "hard-journal.md", "hard-settings.md", "soft.md", "dangling.md"]
    assert [name for name in names if not own_files.contain(Path(name))] == []
    assert own_files.contain(Path("folder") / "canvases.json")
    Path("mine.md").touch()
    assert not own_files.contain(Path("mine.md"))


def test_a_data_file_behind_a_link_is_recognized_by_both_names(
    own_files: OwnFiles, tmp_path: Path
) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.symlink_to(tmp_path / "data" / "canvases.json")
    linked = OwnFiles([link], own_files.config)
    assert linked.contain(link)
    assert linked.contain(tmp_path / "data" / "canvases.json.bak")
