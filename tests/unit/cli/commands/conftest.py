"""Fixtures of the commands' tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER
from tests.faults.app import shelf_at
from tests.ui.apps import coffee_cart
from tests.unit.cli.invoke import Bmc

OutputOf = Callable[..., str]
"""Runs a command that is to end with a code, by default 0, and returns what it prints: on stdout,
or on stderr when it is to fail."""


@pytest.fixture
def output_of(bmc: Bmc) -> OutputOf:
    """Run a command in this process, with a file of its own."""

    def run(*arguments: str, code: int = 0) -> str:
        result = bmc(*arguments)
        assert result.code == code
        assert not (result.err if code == 0 else result.out)
        return result.err if code else result.out

    return run


@pytest.fixture
def cart(output_of: OutputOf) -> OutputOf:
    """Return the command line with a canvas that has a version and was changed since."""
    output_of("new", "Coffee cart")
    output_of("add", "1", "Students")
    output_of("add", "3/awareness", "Instagram")
    output_of("versions", "--keep", "before pricing")
    output_of("add", "5", "Cup sales € 2,50")
    return output_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with the coffee cart in the default data file, for processes."""
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(coffee_cart())
    return tmp_path
