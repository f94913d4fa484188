"""The configuration file: what it sets, its problems, and what is written to it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bmc_tui.config import Config, Settings, config_file, load
from bmc_tui.config.config import ConfigError
from bmc_tui.config.writer import save_setting
from bmc_tui.guide import load as load_guide

ENGLISH = load_guide("en")

WHOLE = """\
# mine
language = "nl"
theme = "dark"
file = "work.json"
copy_format = "report"

[keys]
canvas.copy = "f5"
"canvas.add" = ["f6", "ctrl+o"]
"""


def read(folder: Path, text: str | bytes) -> Config:
    """Return the configuration of a user with this file."""
    file = folder / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load({"BMC_CONFIG": str(file)})


def messages(config: Config) -> list[str]:
    """Return the problems as read, without the folder's name."""
    return [ENGLISH.error_message(e).replace(f"{config.path.parent}/", "") for e in config.problems]


# Where it is


def test_it_is_in_the_users_folder_for_configuration_or_where_the_environment_says(
    tmp_path: Path,
) -> None:
    assert config_file({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "bmc/config.toml"
    assert config_file({"XDG_CONFIG_HOME": "odd"}) == Path.home() / ".config/bmc/config.toml"
    assert config_file({"BMC_CONFIG": "/a.toml", "XDG_CONFIG_HOME": "/b"}) == Path("/a.toml")


def test_without_a_file_the_defaults_apply_and_nothing_is_loaded_to_read_it(tmp_path: Path) -> None:
    config = load({"BMC_CONFIG": str(tmp_path / "none.toml")})
    assert (config.settings, config.configured, config.problems) == (Settings(), frozenset(), ())
    script = """
import sys
from bmc_tui.config import load
load({"BMC_CONFIG": "/nowhere/config.toml"})
late = {"tomllib", "tomlkit", "platformdirs", "bmc_tui.config.toml_lines"}
print(sorted(late & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# What it sets


def test_every_setting_can_be_set_and_says_on_which_line_that_is(tmp_path: Path) -> None:
    config = read(tmp_path, WHOLE)
    keys = {"canvas.copy": ("f5",), "canvas.add": ("f6", "ctrl+o")}
    file = str(tmp_path / "work.json")
    assert config.settings == Settings("nl", "dark", keys, file, "report")
    assert config.problems == ()
    lines = {"language": 2, "theme": 3, "file": 4, "copy_format": 5, "keys": 7}
    assert {name: config.line(name) for name in config.configured} == lines
    assert [config.line("keys", id_) for id_ in keys] == [8, 9]


def test_a_data_file_is_found_from_here_from_home_and_beside_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    for written, meant in (
        ("/srv/a.json", "/srv/a.json"),
        ("~/a.json", "/home/someone/a.json"),
        ("a.json", f"{tmp_path}/a.json"),
        ("~no-such-user/a.json", f"{tmp_path}/~no-such-user/a.json"),
    ):
        assert read(tmp_path, f'file = "{written}"').settings.file == meant


# What is messages of it


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('colour = "red"', "there is no setting “colour”. The settings are: language, theme"),
        ("[editor]\nvi = true", "there is no setting “editor”"),
        ("[[editor]]\nvi = true", "there is no setting “editor”"),
        ("language = 3", "“language” takes a text"),
        ('language = ""', "“language” takes a text"),
        ('file = "a\\u0000b"', "“file” takes a text"),
        ("theme = [\n'dark',\n]", "“theme” takes a text"),
        ('language = "xx"', "“language” can't be “xx”. It can be: en, nl."),
        ('theme = "pink"', "“theme” can't be “pink”"),
        ('copy_format = "word"', "“copy_format” can't be “word”. It can be: markdown, report"),
        ('copy_format = "png"', "“copy_format” can't be “png”"),
        ('keys = "vi"', "keys go in a table"),
        ("keys.canvas.copy = 5", "“canvas.copy” takes a key or a list of keys"),
        ("keys.canvas.copy = []", "“canvas.copy” takes a key or a list of keys"),
        ('keys.canvas.copy = ["f5", ""]', "“canvas.copy” takes a key or a list of keys"),
        ("keys.canvas = 5", "“canvas” takes a key or a list of keys"),
    ],
)
def test_a_problem_is_reported_with_its_line_and_all_else_applies(
    tmp_path: Path, wrong: str, words: str
) -> None:
    table = wrong.startswith("[")
    before = (
        '# mine\n\n"copy_format" = """te\\\nxt"""\n' if "copy_format" not in wrong else "\n" * 4
    )
    after = "" if table else "\n\n[keys]\n'canvas.add' = 'f6'"
    if wrong.startswith("keys"):
        after = ""
    config = read(tmp_path, f"{before}{wrong}{after}\n")
    (line,) = messages(config)
    assert line.startswith(f"config.toml, line 5: {words}")
    assert config.settings.copy_format == ("text" if before.strip() else "markdown")
    assert config.settings.keys == ({"canvas.add": ("f6",)} if after else {})


def test_several_problems_are_reported_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = "a = 1\ntheme = 'pink'\nb = 2\r\n[keys]\ncanvas.copy = 1\n[c]\nd = 1\n"
    lines = [line.split(":")[0] for line in messages(read(tmp_path, text))]
    assert lines == [f"config.toml, line {at}" for at in (1, 2, 3, 5, 6)]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'language = "nl"\ntheme = dark\n', 2),
        (b'language = "nl"\nlanguage = "en"\n', 2),
        (b'language = "nl"\n\ntheme = """\n\n', 3),
        (b'language = "nl"\n\n# caf\xe9\n', 3),
        (b"a = " + b"9" * 5000, 1),
        (b"a = " + b"[" * 100_000, 1),
    ],
)
def test_of_invalid_toml_nothing_applies_and_the_line_is_reported(
    tmp_path: Path, raw: bytes, line: int
) -> None:
    config = read(tmp_path, raw)
    (complaint,) = messages(config)
    assert f"line {line}:" in complaint
    assert config.settings == Settings()


def test_a_file_that_cannot_be_read_is_reported_with_the_reason(tmp_path: Path) -> None:
    config = load({"BMC_CONFIG": str(tmp_path)})
    assert "can't be read: it is a folder" in messages(config)[0]
    assert config.settings == Settings()


# What is written into it


def test_a_setting_is_saved_and_what_the_user_wrote_stays(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(WHOLE)
    environ = {"BMC_CONFIG": str(file)}
    save_setting(environ, "language", "en")
    assert file.read_text() == WHOLE.replace('"nl"', '"en"')


def test_a_new_setting_goes_before_the_tables(tmp_path: Path) -> None:
    config = read(tmp_path, '# mine\n[keys]\n"canvas.copy" = "f5" # so\n')
    save_setting({"BMC_CONFIG": str(config.path)}, "language", "nl")
    again = load({"BMC_CONFIG": str(config.path)})
    assert (again.settings.language, again.settings.keys) == ("nl", {"canvas.copy": ("f5",)})
    assert again.problems == ()
    assert "# mine" in again.text
    assert "# so" in again.text


def test_the_file_is_made_with_its_folders(tmp_path: Path) -> None:
    save_setting({"XDG_CONFIG_HOME": str(tmp_path / "new")}, "theme", "dark")
    assert (tmp_path / "new/bmc/config.toml").read_text() == 'theme = "dark"\n'


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o777], ids=oct)
def test_a_new_file_is_for_its_owner_only_under_any_umask(tmp_path: Path, umask: int) -> None:
    previous = os.umask(umask)
    try:
        save_setting({"XDG_CONFIG_HOME": str(tmp_path / "new")}, "theme", "dark")
        save_setting({"XDG_CONFIG_HOME": str(tmp_path / "new")}, "theme", "light")
    finally:
        os.umask(previous)
    paths = ("new", "new/bmc", "new/bmc/config.toml")
    modes = [stat.S_IMODE((tmp_path / path).stat().st_mode) for path in paths]
    assert modes == [0o700, 0o700, 0o600]


def test_a_file_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    config = read(tmp_path, "")
    config.path.chmod(0o644)
    save_setting({"BMC_CONFIG": str(config.path)}, "theme", "dark")
    assert stat.S_IMODE(config.path.stat().st_mode) == 0o644


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text('theme = "dark"\n')
    link.symlink_to(real)
    save_setting({"BMC_CONFIG": str(link)}, "language", "nl")
    assert link.is_symlink()
    assert 'language = "nl"' in real.read_text()


def test_invalid_toml_is_left_alone(tmp_path: Path) -> None:
    config = read(tmp_path, "language = nl\n")
    with pytest.raises(ConfigError) as caught:
        save_setting({"BMC_CONFIG": str(config.path)}, "language", "en")
    assert "is not valid TOML, and was not changed" in ENGLISH.error_message(caught.value)
    assert config.path.read_text() == "language = nl\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do anything is not refused")
def test_a_folder_that_may_not_be_written_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigError) as caught:
        save_setting({"BMC_CONFIG": str(tmp_path / "config.toml")}, "language", "en")
    assert "you have no permission" in ENGLISH.error_message(caught.value)


def test_a_path_where_no_file_can_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError) as caught:
        save_setting({"BMC_CONFIG": str(tmp_path / "file/config.toml")}, "language", "en")
    assert "part of the path is not a folder" in ENGLISH.error_message(caught.value)
