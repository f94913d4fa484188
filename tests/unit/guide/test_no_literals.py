"""No word of a natural language is in the program: every one is in the languages' files.

That goes for the texts that a user reads, and for the words by which the program reads the user's.
"""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bmc_tui
from bmc_tui.cli.parsers import ARGPARSE_ERRORS
from bmc_tui.guide import languages, load
from bmc_tui.model.lexicon import PERIODS_PER_YEAR

PACKAGE = Path(bmc_tui.__file__).parent

SPEAKING = ("ui/**/*.py", "cli/**/*.py", "clipboard/*.py", "session/*.py", "external_editor/*.py")
"""What talks to a person."""

WORDS_OF_A_SENTENCE = re.compile(r"[^\W\d_]{2,}[,:;]? +[^\W\d_]{2,}")
A_WORD = re.compile(r"(?<![\w.(])[A-Z][a-z]{2,}(?![\w(])")

STYLE = re.compile(r"((bold|dim|italic|underline|reverse|strike|not|on|default)( |$))+")
"""A style of Rich's or Textual's."""

_KEYS = ["Enter", "Esc", "Tab", "Space", "Backspace", "Shift", "Ctrl", "Alt"]
_KEYS += ["Del", "Ins", "Home", "End"]

EXCEPTIONS = {
    "GNU screen": "a program's name",
    "bmc doctor: a test text (ë 日本)": "read by the clipboard alone",
    '.TH BMC 1 "" "bmc ': "the name of the page",
    "bmc help ": "a command",
    "Python": "a program's name",
    "Windows (WSL)": "a system's name",
    "Exception": "the name of an argument's type",
    "-Command": "an option of PowerShell",
    "Set-Clipboard -AsHtml -Value ([Console]::In.ReadToEnd())": "PowerShell",
    "Get-Clipboard -TextFormatType Html -Raw": "PowerShell",
    "the clipboard as «class HTML»": "AppleScript",
    'set the clipboard to {text:" ", «class HTML»:«data HTML': "AppleScript",
    # What is printed on the keys, in both languages.
    **dict.fromkeys(_KEYS, "a key"),
}
"""Literals that look like words that a person reads, and why they are none."""


def texts(file: Path) -> Iterator[tuple[str, ast.Constant]]:
    """Yield the strings of a module that are not docstrings, no annotations and no style sheets."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    others: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            others.add(node.value)
        if isinstance(node, ast.Assign) and "CSS" in ast.unparse(node.targets[0]):
            others.add(node.value)
        for name in ("annotation", "returns", "slice"):
            if isinstance(part := getattr(node, name, None), ast.AST):
                others.update(ast.walk(part))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            others.update(ast.walk(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in others:
            yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def test_no_literal_that_a_person_could_read_is_left() -> None:
    found = [
        (place, node.value)
        for pattern in SPEAKING
        for file in sorted(PACKAGE.glob(pattern))
        for place, node in texts(file)
        if not STYLE.fullmatch(str(node.value))
        and (WORDS_OF_A_SENTENCE.search(str(node.value)) or A_WORD.search(str(node.value)))
    ]
    assert len(found) > 5  # it does find some
    allowed = {*EXCEPTIONS, *ARGPARSE_ERRORS}
    assert [(place, text) for place, text in found if text not in allowed] == []
    assert set(EXCEPTIONS) <= {text for _, text in found}  # none is left over


def test_the_errors_of_argparse_still_have_the_templates_that_are_translated() -> None:
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    asked = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    assert set(ARGPARSE_ERRORS) <= asked


# The words by which the program reads what a user types


NATURAL_WORDS = {
    word
    for language in languages()
    for group, phrases in load(language).recognized.items()
    if not group.startswith(
        ("review.", "plain.", "amounts.", "headings.", "answers.", "synonyms.")
    )  # which have most of a language
    for phrase in phrases
    for word in phrase.lower().split()
} - PERIODS_PER_YEAR.keys()  # which are ids
"""Words that a list of words of English or Dutch is made of."""


def word_lists(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lists of natural words in a module, with their lines.

    That is a collection of nothing but such words, or a string that mostly consists of them, such
    as a pattern or one to be split. Single letters count in a collection only: strings of dates
    and patterns are full of them.
    """
    tree = ast.parse(source)
    docstrings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
            parts = node.keys if isinstance(node, ast.Dict) else node.elts
            words = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
            if len(words) == len(parts) > 1 and NATURAL_WORDS.issuperset(map(str.lower, words)):
                yield node.lineno, words
        elif isinstance(node, ast.Constant) and node not in docstrings:
            words = re.findall(r"[^\W\d_]{2,}", node.value) if isinstance(node.value, str) else []
            natural = {word for word in words if word.lower() in NATURAL_WORDS}
            if len(natural) > 2 and 2 * len(natural) >= len(set(words)):
                yield node.lineno, words


def test_no_list_of_natural_words_is_in_the_program() -> None:
    assert [
        (str(file.relative_to(PACKAGE)), line, words)
        for file in sorted(PACKAGE.rglob("*.py"))
        for line, words in word_lists(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        '_YES = {"y", "j"}',
        '_LEADING = frozenset(("a", "an", "the", "de", "het"))',
        '_EVERYONE = re.compile("(everyone|all people|iedereen|alle mensen)", re.IGNORECASE)',
        '_PERIODS = {12: "maand maanden mnd mnd. months mo m"}',
        '_OURS = re.compile(r"(?:the|our|my|de|het|onze|mijn)\\s+")',
        '_SIGNS = {"euro": "€", "dollars": "$"}',
    ],
)
def test_a_list_of_natural_words_is_noticed(source: str) -> None:
    assert len(list(word_lists(source))) == 1
