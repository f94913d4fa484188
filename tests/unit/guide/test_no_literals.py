"""No word that a person reads stands in the program: every one is in the languages' files."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bmc_tui
from bmc_tui.cli.parsers import ARGPARSE_ERRORS

PACKAGE = Path(bmc_tui.__file__).parent

SPEAKING = ("ui/**/*.py", "cli/**/*.py", "clipboard/*.py", "session/*.py", "external_editor.py")
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
    "Python": "a program's name",
    "Windows (WSL)": "a system's name",
    "Exception": "the name of an argument's type",
    # What is printed on the keys, in both languages.
    **dict.fromkeys(_KEYS, "a key"),
}
"""Literals that look like words that a person reads, and why they are none."""


def texts(file: Path) -> Iterator[tuple[str, ast.Constant]]:
    """Yield the strings of a module that are no docstrings, no annotations and no style sheets."""
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
