"""The words of a language come from its file, however often it was read before."""

import os
from pathlib import Path

import pytest

from bmc_tui.guide import loader as data


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "en.toml"
    file.write_text('[message]\nsaved = "Saved – é"\n', encoding="utf-8")
    return file


def kept(file: Path) -> list[Path]:
    return sorted((file.parent / "__pycache__").glob("*"))


def test_a_file_is_parsed_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"message": {"saved": "Saved – é"}}
    assert data.read(file) == words
    monkeypatch.setattr("tomllib.loads", NotImplemented)
    assert data.read(file) == words


def test_a_file_that_was_changed_is_read_anew_and_leaves_nothing_behind(file: Path) -> None:
    data.read(file)
    file.write_text('[message]\nsaved = "Stored – é"\n', encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert data.read(file) == {"message": {"saved": "Stored – é"}}
    assert len(kept(file)) == 1


@pytest.mark.parametrize("damage", [b"", b'{"message": {"sa', b"[]", b"\xff"])
def test_what_is_kept_and_damaged_is_not_used(file: Path, damage: bytes) -> None:
    words = data.read(file)
    kept(file)[0].write_bytes(damage)
    assert data.read(file) == words


def test_where_nothing_can_be_written_the_file_is_parsed_each_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file.parent / "__pycache__").write_text("no folder")
    assert data.read(file) == data.read(file) == {"message": {"saved": "Saved – é"}}
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    (file.parent / "__pycache__").unlink()
    data.read(file)
    assert not (file.parent / "__pycache__").exists()
