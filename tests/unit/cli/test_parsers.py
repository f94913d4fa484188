"""Parsing of the arguments; help and errors in the user's language."""

import os
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from bmc_tui.cli.arguments import ARGUMENTS, COMMAND_NAMES
from tests.unit.cli.invoke import Bmc, exported_lines

ENGLISH_OF_ARGPARSE = re.compile(
    r"usage:|options:|arguments:|show this|unrecognized|required|expected|invalid|choose|ignored"
)


def test_text_that_looks_like_an_option_comes_after_two_dashes(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "1", "-5", "%")
    bmc("add", "--canvas", "T", "1", "--", "--canvas", "-x")
    bmc("add", "1", "--canvas", "T", "after", "it")
    assert exported_lines(bmc)[1:] == ["- -5 %", "- --canvas -x", "- after it"]


def test_text_that_is_not_utf_8_is_read_as_windows_1252_and_that_is_reported(
    bmc: Bmc, tmp_path: Path
) -> None:
    def typed(text: str) -> str:
        """Return a text as Python gives an argument in that encoding."""
        return os.fsdecode(text.encode("cp1252"))

    assert "not UTF-8, and was read as Windows-1252" in bmc("new", typed("Café")).err
    bmc("add", "1", typed("één"), "–")
    assert exported_lines(bmc) == ["# Café", "- één –"]
    path = tmp_path / typed("é.md")
    assert bmc("export", "--output", str(path)).err == ""
    assert path.exists()


def test_a_title_that_looks_like_an_option_comes_after_two_dashes_too(bmc: Bmc) -> None:
    bmc("new", "--", "-5", "%")
    assert exported_lines(bmc, "--", "-5 %") == ["# -5 %"]
    assert "1 note added" in bmc("add", "1", "--canvas=-5 %", "--", "--", "x").out
    assert bmc("show", "--plain", "--", "-5 %").out.startswith("-5 %\n")
    assert exported_lines(bmc)[1:] == ["- -- x"]


def test_common_options_are_before_or_after_the_command(bmc: Bmc, tmp_path: Path) -> None:
    other = str(tmp_path / "other.json")
    bmc("--file", other, "new", "Elsewhere", "--lang", "nl")
    assert "Elsewhere" in bmc("list", "--file", other).out
    assert "Elsewhere" in bmc(f"--file={other}", "list").out
    assert "nog geen canvas" in bmc("--lang", "nl", "list").out
    assert "nog geen canvas" in bmc("list", "--lang=nl").out
    assert bmc("list").out == "There is no canvas yet. Make one: bmc new TITLE\n"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_help_names_every_command_and_option(bmc: Bmc, language: str) -> None:
    overview = bmc("--help", "--lang", language)
    assert overview.code == 0
    assert bmc("--lang", language, "-h") == overview
    assert bmc("help", "--lang", language).out.startswith(overview.out)
    assert set(COMMAND_NAMES) == ARGUMENTS.keys()
    assert all(re.search(f"^(.* )?{name} ", overview.out, re.MULTILINE) for name in COMMAND_NAMES)
    for name in COMMAND_NAMES:
        help_ = bmc(name, "-h", "--lang", language)
        assert help_.code == 0
        assert bmc("help", name, "--lang", language).out.startswith(help_.out)
        assert f" bmc {name} " in help_.out
        examples = help_.out.split("examples:\n" if language == "en" else "voorbeelden:\n")[1]
        assert all(line.startswith("  ") and "bmc " in line for line in examples.splitlines())
        assert f"bmc {name}" in examples
        assert all(option in help_.out for option in ("--file", "--lang", "--version", "--help"))
        assert (language == "en") == bool(ENGLISH_OF_ARGPARSE.search(help_.out))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_help_fits_on_one_screen_and_shows_examples(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = bmc("--help", "--lang", language).out.splitlines()
    assert len(lines) < 24  # the shell's prompt comes below it
    assert max(map(cell_len, lines)) <= 80
    assert "; bmc export -o plan.md" in lines[-2]
    monkeypatch.setenv("COLUMNS", "40")
    narrow = bmc("--help", "--lang", language).out.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in narrow) for name in COMMAND_NAMES)


@pytest.mark.parametrize(
    ("command", "english", "dutch"),
    [
        (["nothing"], "no command “nothing”", "geen opdracht “nothing”"),
        (["exprot"], "“exprot”. Did you mean export?", "“exprot”. Bedoel je export?"),
        (["add"], "missing: BLOCK[/SECTION]\n", "ontbreekt: BLOK[/ONDERDEEL]\n"),
        (["new"], "missing: TITLE", "ontbreekt: TITEL"),
        (
            ["list", "--nothing"],
            "unexpected arguments: --nothing",
            "onverwachte argumenten: --nothing",
        ),
        (["show", "a", "b"], "unexpected arguments: b", "onverwachte argumenten: b"),
        (["list", "--file"], "--file: a value is missing", "--file: er ontbreekt een waarde"),
        (["list", "--json=1"], "--json: it takes no value", "--json: hier hoort geen waarde"),
        (
            ["export", "--format", "x"],
            "'x' is not possible here; choose",
            "kies uit 'markdown'",
        ),
        (["list", "--js"], "--js. Did you mean --json?", "--js. Bedoel je --json?"),
    ],
)
def test_a_command_that_is_not_understood_ends_with_2_in_the_users_language(
    bmc: Bmc, command: list[str], english: str, dutch: str
) -> None:
    for language, words in (("en", english), ("nl", dutch)):
        result = bmc("--lang", language, *command)
        assert (result.code, result.out) == (2, "")
        usage, error = result.err.splitlines(keepends=True)
        assert usage.startswith("usage: bmc " if language == "en" else "gebruik: bmc ")
        assert words in error
        assert language == "en" or not ENGLISH_OF_ARGPARSE.search(result.err)


def test_an_unknown_language_is_answered_with_the_languages(bmc: Bmc) -> None:
    result = bmc("--lang", "fr", "list")
    assert result.code == 2
    assert "choose from 'en', 'nl'" in result.err


@pytest.mark.parametrize(
    ("command", "english", "dutch"),
    [
        (["add", "1", "-1;b"], "bmc add … -- '-1;b'", "bmc add … -- '-1;b'"),
        pytest.param(
            ["add", "1", "-help"],
            "last, after two dashes",
            "na twee streepjes",
            marks=pytest.mark.skipif(
                sys.version_info >= (3, 13), reason="argparse takes it for -h from then on"
            ),
        ),
        (["find", "-x"], "bmc find … -- -x", "bmc find … -- -x"),
        (["new", "--half"], "bmc new … -- --half", "bmc new … -- --half"),
        (["versions", "--keep", "-1"], "", ""),
        (["versions", "--keep", "-first"], "--keep=-first", "--keep=-first"),
        (["add", "--canvas", "-T", "1", "x"], "--canvas=-T", "--canvas=-T"),
    ],
)
def test_the_error_says_how_to_write_a_text_that_begins_with_a_dash(
    bmc: Bmc, command: list[str], english: str, dutch: str
) -> None:
    bmc("new", "T")
    for language, words in (("en", english), ("nl", dutch)):
        result = bmc("--lang", language, *command)
        if words:
            assert result.code == 2
            assert words in result.err.splitlines()[-1]
        else:
            assert result.code == 0


def test_an_error_without_such_a_text_says_nothing_of_dashes(bmc: Bmc) -> None:
    for command in (["show", "a", "b"], ["list", "--nothing"], ["new"], ["add", "--", "-1"]):
        assert " -- " not in bmc(*command).err
