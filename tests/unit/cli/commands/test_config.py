"""`bmc config`, and how the settings change other commands."""

import json
import re
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from bmc_tui.config.config import SETTING_NAMES
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import shelf_in

Bmc = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Return the exit code and the output of a command, with the file `config.toml`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "BMC_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BMC_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


def write(folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text, encoding="utf-8")


def rows(output: str) -> dict[str, list[str]]:
    """Return the settings by name: the value, and where it is set."""
    lines = [line.split(maxsplit=2) for line in output.splitlines()[2:] if line]
    return {line[0]: line[1:] for line in lines}


def test_without_a_file_it_shows_the_defaults_and_where_the_file_would_be(
    tmp_path: Path, bmc: Bmc
) -> None:
    code, out, err = bmc("config")
    assert (code, err) == (0, "")
    assert f"{tmp_path}/config.toml, which does not exist yet" in out
    assert rows(out) == {
        "language": ["en", "default"],
        "theme": ["dark", "default"],
        "lines": ["drawn", "default"],
        "file": [f"{tmp_path}/data/bmc_tui/canvases.json", "default"],
        "copy_format": ["markdown", "default"],
        "copy_notes": ["typed", "default"],
        "author": ["–", "default"],
    }


def test_it_shows_the_settings_in_force_and_where_they_are_set(
    tmp_path: Path, bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'theme = "dark"\ncopy_format = "report"\n[keys]\ncanvas.copy = "f5"\n')
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.setenv("BMC_FILE", "/a/b.json")
    settings = rows(bmc("config")[1])
    assert settings["language"] == ["nl", "van LC_ALL"]
    assert settings["theme"] == ["dark", "regel 1"]
    assert settings["file"] == ["/a/b.json", "van BMC_FILE"]
    assert settings["copy_format"] == ["report", "regel 2"]
    assert settings["keys.canvas.copy"] == ["f5", "regel 4"]
    settings = rows(bmc("config", "--lang", "en", "--file", "/c.json")[1])
    assert settings["language"] == ["en", "from --lang"]
    assert settings["file"] == ["/c.json", "from --file"]


def test_the_command_line_precedes_the_environment_then_the_file_then_the_locale(
    tmp_path: Path, bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'language = "nl"\nfile = "mine.json"\n')
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    settings = rows(bmc("config")[1])
    assert settings["language"] == ["nl", "regel 1"]
    assert settings["file"] == [f"{tmp_path}/mine.json", "regel 2"]
    monkeypatch.setenv("BMC_FILE", "/env.json")
    assert rows(bmc("config")[1])["file"] == ["/env.json", "van BMC_FILE"]
    assert rows(bmc("--file", "/o.json", "config")[1])["file"] == ["/o.json", "via --file"]
    assert rows(bmc("--lang=en", "config")[1])["language"] == ["en", "from --lang"]


def test_a_theme_that_the_terminal_cannot_show_is_reported_as_overridden(
    tmp_path: Path, bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'theme = "light"\n')
    assert rows(bmc("config")[1])["theme"] == ["light", "line 1"]
    monkeypatch.setenv("NO_COLOR", "1")
    assert rows(bmc("config")[1])["theme"] == ["terminal", "from NO_COLOR"]


def test_it_shows_the_mistakes_in_the_file(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, 'theme = "pink"\nlanguage = "nl"\n')
    code, out, err = bmc("config")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith(
        f"{tmp_path}/config.toml, regel 1: “pink” is geen waarde voor “theme”"
    )
    assert rows(out)["theme"][0] == "dark"


def test_it_is_printed_as_json(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, 'theme = "pink"\n[keys]\ncanvas.copy = ["f5", "f6"]\n')
    output = json.loads(bmc("config", "--json")[1])
    assert output["path"] == f"{tmp_path}/config.toml"
    settings = {setting["name"]: setting for setting in output["settings"]}
    assert settings["theme"]["from"] == "default"
    assert settings["keys.canvas.copy"]["value"] == ["f5", "f6"]
    assert settings["keys.canvas.copy"]["line"] == 3
    assert [(item["line"], "pink" in item["text"]) for item in output["complaints"]] == [(1, True)]


def test_it_tells_keys_that_clash_or_are_unknown(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, '[keys]\ncanvas.copy = "F5"\ncanvas.add = "f5"\ncanvas.nothing = "x"\n')
    out = bmc("config")[1]
    assert rows(out)["keys.canvas.copy"] == ["F5", "line 2"]
    assert "keys.canvas.add" not in rows(out)
    assert "line 3: “canvas.add” can't be F5: in the same place that key is “canvas.copy”" in out
    assert "line 4: no action is called “canvas.nothing”" in out
    complaints = json.loads(bmc("config", "--json")[1])["complaints"]
    assert {complaint["line"] for complaint in complaints} == {3, 4}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_init_writes_every_setting_in_a_comment_and_never_over_a_file(
    tmp_path: Path, bmc: Bmc, language: str
) -> None:
    file = tmp_path / "config.toml"
    assert bmc("config", "--init", "--lang", language)[::2] == (0, "")
    text = file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert tomllib.loads(text) == {"keys": {}}
    uncommented = re.sub("^# (?=[a-z_.]+ = )", "", text, flags=re.MULTILINE)
    assert set(tomllib.loads(uncommented)) == set(SETTING_NAMES)
    code, out, err = bmc("config", "--init")
    assert (code, out) == (1, "")
    assert "already exists; not changed" in err
    assert file.read_text(encoding="utf-8") == text


def test_a_setting_is_set_in_place_of_its_comment_and_the_others_stay(
    tmp_path: Path, bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    bmc("config", "--init")
    lines = file.read_text().splitlines()
    monkeypatch.setenv("BMC_FILE", "/a.json")
    assert bmc("config", "set", "author", "Ann", "Bo")[1] == f"author is now Ann Bo, in {file}.\n"
    assert "BMC_FILE takes precedence" in bmc("config", "set", "file", "b.json")[1]
    assert bmc("config", "set", "keys.canvas.add", "z", "ctrl+o")[0] == 0
    former = [line for line in file.read_text().splitlines() if line not in lines]
    assert former == ['file = "b.json"', 'author = "Ann Bo"', '"canvas.add" = ["z", "ctrl+o"]']
    assert len(file.read_text().splitlines()) == len(lines) + 1
    assert "is now the default" in bmc("config", "set", "author", "")[1]
    assert bmc("config", "set", "keys.canvas.add", "")[0] == 0
    assert tomllib.loads(file.read_text()) == {"file": "b.json", "keys": {}}


def test_a_key_is_set_however_its_name_is_written(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, '[keys] # mine\ncanvas.copy = "f5"\nnotes = 1\n')
    assert bmc("config", "set", "keys.canvas.copy", "f6")[0] == 0  # even if other lines are wrong
    assert bmc("config", "set", "keys.canvas.add", "z")[0] == 0
    text = (tmp_path / "config.toml").read_text()
    assert text.startswith("[keys] # mine\n")
    assert tomllib.loads(text)["keys"] == {"canvas": {"copy": "f6", "add": "z"}, "notes": 1}


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("theme", "pink", "“theme” can't be “pink”. It can be: dark"),
        ("colour", "pink", "there is no setting “colour”"),
        ("keys", "x", "keys go in a table"),
        ("keys.canvas.nothing", "x", "no action is called “canvas.nothing”"),
        ("keys.canvas.add", "u", "“canvas.add” can't be u"),
        ("keys.canvas.add", "ctrl+1", "not every terminal can send “ctrl+1”"),
        ("keys.canvas.add", "alt+O", "not every terminal can send “alt+O”"),
        ("author", "\x1b[2J", "“author” takes a text"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_the_file_stays(
    tmp_path: Path, bmc: Bmc, setting: str, value: str, message: str
) -> None:
    text = '[keys]\ncanvas.copy = "f5"\n'
    write(tmp_path, text)
    code, out, err = bmc("config", "set", setting, value)
    assert (code, out) == (1, "")
    assert err.startswith(f"Nothing changed: {message}")
    assert "\x1b" not in err
    assert (tmp_path / "config.toml").read_text() == text


def test_set_needs_a_setting_and_a_value_and_a_file_that_can_be_read(
    tmp_path: Path, bmc: Bmc
) -> None:
    for arguments in ((), ("theme",)):
        code, _, err = bmc("config", "set", *arguments)
        assert code == 2
        assert "bmc config set theme light" in err
    write(tmp_path, "no toml")
    assert "is not valid TOML" in bmc("config", "set", "theme", "light")[2]
    assert (tmp_path / "config.toml").read_text() == "no toml"


def test_path_prints_only_the_path_of_the_file(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, "no toml")
    assert bmc("config", "--path") == (0, f"{tmp_path}/config.toml\n", "")


def test_another_command_reports_the_mistakes_and_does_its_work(tmp_path: Path, bmc: Bmc) -> None:
    write(tmp_path, "langage = 1\n")
    code, out, err = bmc("new", "Kiosk")
    assert (code, "Kiosk" in out) == (0, True)
    assert err.startswith(f"{tmp_path}/config.toml, line 1: there is no setting “langage”")


def test_the_settings_select_the_data_file_and_the_export_format(tmp_path: Path, bmc: Bmc) -> None:
    shelf_in(tmp_path).create(Canvas("Kiosk").add(Block.CHANNELS, "Window"))
    write(tmp_path, 'file = "canvases.json"\ncopy_format = "csv"\n')
    assert bmc("export")[1].startswith("canvas,")
    assert bmc("export", "--format", "markdown")[1].startswith("# Kiosk")
    assert bmc("export", "-o", str(tmp_path / "a.md"))[0] == 0
    assert (tmp_path / "a.md").read_text().startswith("# Kiosk")


def test_the_configured_format_precedes_another_with_the_same_file_extension(
    tmp_path: Path, bmc: Bmc
) -> None:
    shelf_in(tmp_path).create(Canvas("Kiosk"))
    write(tmp_path, 'file = "canvases.json"\ncopy_format = "report"\n')
    bmc("export", "-o", str(tmp_path / "a.md"))
    assert "fixed and variable costs?" in (tmp_path / "a.md").read_text()


def test_a_block_is_copied_as_markdown_whatever_is_set(
    tmp_path: Path, bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "linux")
    shelf_in(tmp_path).create(Canvas("Kiosk").add(Block.CHANNELS, "Window"))
    write(tmp_path, 'file = "canvases.json"\ncopy_format = "csv"\n')
    copied = tmp_path / "data/bmc_tui/copied.md"
    bmc("copy", "--block", "3")
    assert "- Window" in copied.read_text()
    bmc("copy")
    assert copied.read_text().startswith("canvas,")
