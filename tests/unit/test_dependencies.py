"""Every library that the product imports is declared in pyproject, and not installed by chance."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from trove_classifiers import classifiers

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normalize(name: str) -> str:
    """Return a distribution's name as indexes compare it (PEP 503)."""
    return re.sub("[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """Return the distributions that users install: the dependencies, and the poster's extra."""
    requirements = (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["poster"])
    return {normalize(re.split("[^A-Za-z0-9._-]", each, maxsplit=1)[0]) for each in requirements}


def imported(source: str) -> Iterator[str]:
    """Yield the top-level packages that a module's source imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@cache
def third_party() -> frozenset[str]:
    """Return the packages imported under `bmc_tui` that neither we nor Python bring."""
    names: set[str] = set()
    for path in (ROOT / "bmc_tui").rglob("*.py"):
        names.update(imported(path.read_text(encoding="utf-8")))
    return frozenset(names - sys.stdlib_module_names - {"bmc_tui"})


def test_every_imported_library_is_declared() -> None:
    brought_by = packages_distributions()
    for package in third_party():
        distributions = {normalize(each) for each in brought_by[package]}
        assert distributions & declared(), f"{package} is not in pyproject's dependencies"


def test_imports_inside_functions_are_seen() -> None:
    assert {"typst", "markdown_it", "tomlkit"} <= third_party()


def test_a_dependency_of_a_dependency_is_not_declared() -> None:
    """The test above fails for a library that is only there by another one's grace."""
    assert {normalize(each) for each in packages_distributions()["pygments"]}.isdisjoint(declared())


def test_an_index_gets_all_that_it_shows() -> None:
    assert {"description", "readme", "keywords", "classifiers", "urls"} <= PROJECT.keys()
    assert set(PROJECT["classifiers"]) <= classifiers
    prefix = "Programming Language :: Python :: "
    versions = [each.removeprefix(prefix) for each in PROJECT["classifiers"] if prefix in each]
    assert [each for each in versions if "." in each] == ["3.11", "3.12", "3.13", "3.14"]
