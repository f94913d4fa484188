"""The file is the one that was named, or the one in the user's data folder."""

from pathlib import Path

import pytest

from bmc_tui.files.locations import data_file


def test_the_option_goes_before_the_environment() -> None:
    assert data_file("/a.json", {"BMC_FILE": "/b.json"}) == Path("/a.json")
    assert data_file(None, {"BMC_FILE": "/b.json"}) == Path("/b.json")


@pytest.mark.parametrize("environ", [{}, {"BMC_FILE": ""}])
def test_with_nothing_named_it_is_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environ: dict[str, str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_file(None, environ) == tmp_path / "bmc_tui" / "canvases.json"
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_taken_from_here_and_from_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/someone")
    assert data_file("a.json", {}) == tmp_path / "a.json"
    assert data_file("~/a.json", {}) == Path("/home/someone/a.json")
    assert data_file("~no-such-user/a.json", {}) == tmp_path / "~no-such-user" / "a.json"
