"""The manual page in each language, as groff and man read it without a warning."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from bmc_tui.cli.arguments import ARGUMENTS, COMMAND_NAMES
from bmc_tui.cli.help.manpage import _text_line
from bmc_tui.guide import languages


def page(language: str) -> str:
    """Return the page that the program prints."""
    command = [sys.executable, "-m", "bmc_tui", "man", "--lang", language]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def formatted(page: str, *program: str) -> str:
    """Return a page as a program prints it; any warning is a failure."""
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "100"}
    done = subprocess.run(
        program, input=page, env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    # Bold is written twice, underlining is written over.
    return re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout)


@pytest.mark.needs("groff")
@pytest.mark.parametrize("language", languages())
def test_the_page_holds_every_command_and_option_and_is_sound(language: str) -> None:
    text = page(language)
    assert text.isascii()
    printed = formatted(text, "groff", "-man", "-Tutf8", "-ww", "-rLL=100n")
    for name in COMMAND_NAMES:
        assert re.search(f"^   bmc {name}( |$)", printed, re.MULTILINE), name
        for argument in ARGUMENTS[name]:
            if argument.name.startswith("-"):
                assert argument.name in printed
    for word in ("--file", "--lang", "BMC_FILE", "NO_COLOR", "$(bmc completion zsh)"):
        assert word in printed


def has_man() -> bool:
    """Return whether there is a real `man`: a minimal system has a placeholder."""
    if shutil.which("man") is None:
        return False
    done = subprocess.run(["man", "--version"], capture_output=True, text=True, check=False)
    return done.stdout.startswith("man 2")


@pytest.mark.skipif(not has_man(), reason="there is no man here")
@pytest.mark.parametrize("language", languages())
def test_man_reads_it_from_a_pipe(language: str) -> None:
    lines = formatted(page(language), "man", "--warnings", "-l", "-").splitlines()
    assert len(lines) > 100
    assert lines[0].startswith("BMC(1)")


@pytest.mark.needs("groff")
def test_it_speaks_the_language_with_its_accents() -> None:
    text = formatted(page("nl"), "groff", "-man", "-Tutf8", "-ww")
    assert "OPDRACHTEN" in text
    assert "één notitie" in " ".join(text.split())


def test_the_pages_are_installed_with_the_program_where_man_finds_them() -> None:
    files = [file for file in distribution("bmc-tui").files or () if file.name == "bmc.1"]
    installed = {str(file).partition("share/")[2] for file in files}
    translations = {f"man/{code}/man1/bmc.1" for code in languages() if code != "en"}
    assert installed == {"man/man1/bmc.1", *translations}
    for file in files:
        assert Path(str(file.locate())).read_text(encoding="ascii").startswith(".TH BMC 1")


@pytest.mark.needs("groff")
@pytest.mark.parametrize(
    "text", [".TH is no request", "'tis neither", r"C:\new", "-x ~/y ^z `k` \"q\" 'r'", "€ 漢 ●"]
)
def test_any_text_is_printed_as_it_was(text: str) -> None:
    page = f".TH T 1\n.SH A\n{_text_line(text)}\n"
    assert text in formatted(page, "groff", "-man", "-Tutf8", "-ww")
