"""A language is one file: with a third one beside the others, all of the program speaks it."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import bmc_tui
from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.formats import FORMATS
from tests.e2e.terminal import Terminal, environment

pytestmark = pytest.mark.slow

PACKAGE = Path(bmc_tui.__file__).parent

KEYS = {"space", "enter", "esc", "tab", "shift", "ctrl", "alt", "del", "pgup", "pgdn"}
"""What is printed on the keys, in every language."""


GERMAN = """
[recognized]
yes = ["ja"]
before_names = ["der", "die", "das", "ein", "eine", "unsere", "alle"]
after_names = ["und", "oder", "in", "an", "mit", "für", "von", "der", "die"]
per = ["pro"]
everyone = ["jeder", "alle Menschen"]
wish_subjects = ["ich", "wir", "sie", "Leute"]
wish_verbs = ["will", "wollen"]
wish_articles = ["ein", "der"]
wish_nouns = ["Wunsch"]
before_titles = ["unsere"]
before_numbers = ["Schritt"]
and = ["und"]
[recognized.periods]
month = ["Monat"]
year = ["Jahr", "Jahre"]
[recognized.currencies]
eur = ["Euro"]
"""
"""German's words to recognize; a list that it does not need is left out."""


def louder(text: str) -> str:
    """Return a text in capitals, except its placeholders."""
    parts = re.split(r"(\{[^}]*\}|%\(\w+\)[sr]|%[sr])", text)
    return "".join(part if at % 2 else part.upper() for at, part in enumerate(parts))


def toml(table: dict[str, Any], path: str = "") -> str:
    """Return a table in capitals as TOML; keys stay as they are."""
    lines, tables = [], []
    for name, value in table.items():
        key = json.dumps(name)
        if isinstance(value, dict):
            inner = f"{path}.{key}" if path else key
            tables.append(f"[{inner}]\n{toml(value, inner)}")
        elif isinstance(value, list):
            texts = [json.dumps(louder(text), ensure_ascii=False) for text in value]
            lines.append(f"{key} = [{', '.join(texts)}]\n")
        else:
            lines.append(f"{key} = {json.dumps(louder(value), ensure_ascii=False)}\n")
    return "".join(lines + tables)


def copied(library: Path, code: str, text: str) -> Path:
    """Return where a copy of the program is that has the file of one language more."""
    copy = library / "bmc_tui"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / f"guide/{code}.toml").write_text(text, encoding="utf-8")
    return library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program that has English in capitals as well."""
    english = tomllib.loads((PACKAGE / "guide/en.toml").read_text(encoding="utf-8"))
    return copied(tmp_path_factory.mktemp("library"), "xx", toml(english))


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program that recognizes German words as well."""
    english = (PACKAGE / "guide/en.toml").read_text(encoding="utf-8")
    messages, _, _ = english.partition("[recognized]")
    return copied(tmp_path_factory.mktemp("german"), "de", messages + GERMAN)


def variables(library: Path, language: str = "xx") -> dict[str, str]:
    return {
        "PYTHONPATH": str(library),
        "LC_ALL": f"{language}_{language.upper()}.UTF-8",
        "PYTHONUTF8": "1",
    }


def run(
    library: Path, home: Path, *arguments: str, language: str = "xx"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bmc_tui", *arguments],
        cwd=home,
        env={**environment(home), **variables(library, language), "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def untranslated_words(text: str) -> list[str]:
    """Return the words of a text that are not in capitals, and no keys or names of formats."""
    words = re.findall(
        r"[A-Za-z]*[a-z]{2,}[A-Za-z]*", re.sub(r"/[\w./-]{9,}", "", text)
    )  # no paths
    return [word for word in words if word.lower() not in {*KEYS, *FORMATS}]


def test_the_app_speaks_it_on_every_screen(library: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bmc_tui"]
    with Terminal(command, tmp_path, size=(110, 40), env=variables(library)) as terminal:
        wait_for_all(terminal, "SEGMENTS")
        terminal.keys("enter")
        wait_for_all(terminal, "WHO ARE MY CUSTOMERS")
        terminal.send("STUDENTS @STUDENTS #CUS\t")
        terminal.wait_for("#CUSTOMER")
        terminal.keys("escape")
        for key, shown, top in (
            ("?", "KEYS", True),
            ("r", "REVIEW", True),
            ("v", "VERSIONS", True),
            ("o", "CANVASES", True),
            ("c", "COPY OR SAVE AS", False),
            ("ctrl+p", "TYPE WHAT YOU WANT", False),
            ("u", "UNDONE", False),
            ("U", "REDONE", False),
        ):
            wait_for_all(terminal, "RELATIONS")
            terminal.keys(key)
            wait_for_all(terminal, shown, first_row=top)
            terminal.keys("escape")
        terminal.keys("q")
        assert terminal.wait() == 0


def wait_for_all(terminal: Terminal, shown: str, *, first_row: bool = False) -> None:
    """Wait for a text, in the first row or anywhere, and until every word is in capitals."""
    terminal.wait_for(
        lambda rows: (
            any(shown in row for row in (rows[:1] if first_row else rows))
            and not any(map(untranslated_words, rows))
        )
    )


def test_every_command_speaks_it(library: Path, tmp_path: Path) -> None:
    for arguments, shown in (
        (("new", "TEA"), "MADE"),
        (("add", "CHANNELS/AWARENESS", "INSTAGRAM"), "CHANNELS: AWARENESS"),
        (("show", "--plain"), "NOTHING YET"),
        (("show",), "RELATIONS"),
        (("review",), "A GOOD ANSWER"),
        (("undo",), "UNDONE"),
        (("versions",), "HAS NO VERSIONS YET"),
        (("export",), "## CUSTOMER SEGMENTS"),
        (("delete", "TEA"), "IS IN THE TRASH"),
        (("trash",), "TEA"),
    ):
        done = run(library, tmp_path, *arguments)
        assert done.stderr == ""
        assert shown in done.stdout
        assert untranslated_words(re.sub(r"[0-9a-f]{8}", "", done.stdout)) == [], arguments


def test_its_help_errors_and_manual_speak_it(library: Path, tmp_path: Path) -> None:
    names = {*COMMAND_NAMES, "bmc", "file", "lang", "en", "nl", "xx"}
    overview = run(library, tmp_path, "--help").stdout
    assert overview.startswith("USAGE: bmc [COMMAND]")
    assert "--LANG en|nl|xx" in overview
    assert {word for word in untranslated_words(overview) if word not in names} == set()
    assert "NAME\n" in run(library, tmp_path, "man").stdout.replace(".SH ", "")
    for arguments, message in (
        (("list", "--nothing"), "UNEXPECTED ARGUMENTS: --nothing"),
        (("copy", "--format", "x"), "--format: 'x' IS NOT POSSIBLE HERE; CHOOSE"),
        (("add",), "MISSING: BLOCK"),
        (("show", "nobody"), "THERE IS NO CANVAS “nobody”"),
    ):
        assert message in run(library, tmp_path, *arguments).stderr
    assert run(library, tmp_path, "list", "--lang", "nl").stdout.startswith("Er is nog geen canvas")


@pytest.mark.parametrize("language", ["de", "en"])
def test_notes_in_it_are_understood_whatever_language_the_program_speaks(
    german: Path, tmp_path: Path, language: str
) -> None:
    def bmc(*arguments: str) -> str:
        done = run(german, tmp_path, *arguments, language=language)
        assert done.stderr == ""
        return done.stdout

    bmc("new", "Kaffee")
    bmc("add", "segments", "Studenten und Lehrer")
    bmc("add", "segments", "Die Professoren der Uni 2000 pro Jahr")
    bmc("add", "revenue", "Kaffee € 300/Monat")
    bmc("add", "revenue", "Tee 200 Euro pro Monat")
    bmc("add", "costs", "Miete € 1.200 pro Jahr")
    plain = bmc("show", "--plain")
    assert "Segment studenten" in plain
    assert "Segment professoren" in plain
    report = bmc("export", "--format", "report")
    assert "Revenue streams: € 500.00/month" in report
    assert "Cost structure: € 100.00/month" in report

    bmc("new", "Alle")
    bmc("add", "segments", "Alle Menschen")
    bmc("add", "segments", "Wir wollen Kaffee")
    findings = json.loads(bmc("review", "--json"))["findings"]
    rules = [finding["rule"] for finding in findings]
    assert {"everyone", "wish_as_segment"} <= set(rules)


def test_headings_in_it_are_recognized(german: Path, tmp_path: Path) -> None:
    text = "# Tee\n## Schritt 1: Unsere Customer segments\n- Studenten\n## Channels\n- Post\n"
    (tmp_path / "tee.md").write_text(text, encoding="utf-8")
    assert run(german, tmp_path, "import", "tee.md").stderr == ""
    plain = run(german, tmp_path, "show", "--plain").stdout
    assert "Segment studenten" in plain
