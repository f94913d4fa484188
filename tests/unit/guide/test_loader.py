"""The words come from TOML in a source tree, and from JSON in a wheel."""

import json
from pathlib import Path

import pytest

from bmc_tui.guide.loader import language_codes, read_tables

TABLES = {"message": {"saved": "Saved – é"}}


def put_toml(folder: Path, name: str, saved: str = "Saved – é") -> None:
    (folder / f"{name}.toml").write_text(f'[message]\nsaved = "{saved}"\n', encoding="utf-8")


def put_json(folder: Path, name: str) -> None:
    (folder / f"{name}.json").write_text(json.dumps(TABLES), encoding="ascii")


def test_toml_and_json_give_the_same_tables(tmp_path: Path) -> None:
    put_toml(tmp_path, "en")
    put_json(tmp_path, "nl")
    assert read_tables("en", tmp_path) == read_tables("nl", tmp_path) == TABLES


def test_json_is_read_without_the_toml_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_json(tmp_path, "en")
    monkeypatch.setattr("tomllib.loads", NotImplemented)
    assert read_tables("en", tmp_path) == TABLES


def test_toml_beside_json_comes_first_so_that_a_user_can_change_a_language(tmp_path: Path) -> None:
    put_json(tmp_path, "en")
    put_toml(tmp_path, "en", "Stored")
    assert read_tables("en", tmp_path) == {"message": {"saved": "Stored"}}


def test_a_language_is_a_file_of_either_kind_with_a_name_of_two_letters(tmp_path: Path) -> None:
    put_json(tmp_path, "nl")
    put_json(tmp_path, "aliases")
    put_toml(tmp_path, "de")
    put_toml(tmp_path, "nl")
    assert language_codes(tmp_path) == ("de", "nl")


def test_reading_writes_nothing(tmp_path: Path) -> None:
    put_toml(tmp_path, "en")
    read_tables("en", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["en.toml"]


def test_a_file_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_tables("en", tmp_path)
