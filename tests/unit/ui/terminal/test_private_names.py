"""Textual's private names, counted: they are used in two modules, and are at most 18.

A private name is an underscore name that a class, a function or a module of Textual has and that
product code reads, sets or overrides. An attribute of our own in a subclass of Textual's counts
too where Textual has one of that name: it would be overridden by accident.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bmc_tui

ROOT = Path(bmc_tui.__file__).parent

MAY_TAKE = ("ui/terminal/driver.py", "ui/terminal/internals.py")

MOST = 18
"""The bound that was set; there are fewer."""

PUBLIC = {"_asdict", "_exit", "_fields", "_replace"}
"""Names that are documented in spite of their underscore (`NamedTuple`, `os`)."""

MODULES = sorted(ROOT.rglob("*.py"))


_ASSIGNED = re.compile(r"\bself\.(_[a-z]\w*)\b(?=\s*(?::[^=\n]+)?=[^=])")
"""An attribute that a method sets."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in PUBLIC


def private_names_of(class_: type) -> set[str]:
    """Return the private names of Textual's classes that a class is made of."""
    bases = (base for base in class_.__mro__ if base.__module__.split(".")[0] == "textual")
    return set().union(*map(private_names_in, bases))


@cache
def private_names_in(class_: type) -> frozenset[str]:
    """Return the private names of one class of Textual's, without those it inherits."""
    names = {name for name in vars(class_) if is_private(name)}
    return frozenset(names.union(_ASSIGNED.findall(inspect.getsource(class_))))


def names_taken_by_attribute(tree: ast.Module) -> Iterator[str]:
    """Yield the private names of something else than `self`, `cls` and `super()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = node.value
            is_own = isinstance(owner, ast.Name) and owner.id in {"self", "cls"}
            is_super = isinstance(owner, ast.Call) and ast.unparse(owner.func) == "super"
            if not is_own and not is_super:
                yield node.attr


def names_taken_by_inheritance(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield the private names of Textual that a class defines, or takes from `self`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        class_ = getattr(importlib.import_module(module), node.name, None)
        if class_ is None:  # made within a function
            continue
        theirs = private_names_of(class_)
        for part in ast.walk(node):
            if isinstance(part, ast.Attribute) and part.attr in theirs:
                yield part.attr
            elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and part.name in theirs:
                yield part.name


def private_imports(tree: ast.Module) -> Iterator[str]:
    """Yield the private modules and names that are imported from Textual, and its drivers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual":
            parts = (node.module or "").split(".")
            names = [*parts, *(alias.name for alias in node.names)]
            yield from (name for name in names if is_private(name) or name == "drivers")


def taken_in(file: Path) -> set[str]:
    """Return the private names of Textual that a module takes."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = set(names_taken_by_attribute(tree))
    path = file.relative_to(ROOT)
    if path.parts[0] == "ui":
        module = ".".join(["bmc_tui", *path.with_suffix("").parts]).removesuffix(".__init__")
        names |= set(names_taken_by_inheritance(module, tree))
    return names


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_takes_what_textual_makes_public(file: Path) -> None:
    path = str(file.relative_to(ROOT))
    if path not in MAY_TAKE:
        assert taken_in(file) == set()
    if not path.startswith("ui/terminal/"):
        assert list(private_imports(ast.parse(file.read_text(encoding="utf-8")))) == []


def test_the_private_names_are_few() -> None:
    names = {name for path in MAY_TAKE for name in taken_in(ROOT / path)}
    assert len(names) <= MOST, sorted(names)


def test_a_private_name_is_noticed() -> None:
    tree = ast.parse(
        "from textual._compositor import Compositor\n"
        "class LeanCompositor(Compositor):\n"
        "    def _get_renders(self): self._dirty_regions\n"
        "    def ours(self): self._ours; app._driver; super()._anything\n"
    )
    module = "bmc_tui.ui.terminal.internals"
    assert set(names_taken_by_inheritance(module, tree)) == {"_get_renders", "_dirty_regions"}
    assert set(names_taken_by_attribute(tree)) == {"_driver"}
    assert list(private_imports(tree)) == ["_compositor"]
