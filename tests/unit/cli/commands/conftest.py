"""Fixtures of the commands' tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER
from tests.faults.app import shelf_at
from tests.ui.apps import coffee_cart
from tests.unit.cli.invoke import Bmc

OutputOf = Callable[..., str]
"""The type of the fixture `output_of`."""


@pytest.fixture
def output_of(bmc: Bmc) -> OutputOf:
    """Return a function that runs a command in this process, and returns its output.

    It asserts the exit code, by default 0, and returns stdout, or stderr for another code.
    """

    def run(*arguments: str, code: int = 0) -> str:
        result = bmc(*arguments)
        assert result.code == code
        assert not (result.err if code == 0 else result.out)
        return result.err if code else result.out

    return run


@pytest.fixture
def cart(output_of: OutputOf) -> OutputOf:
    """Return `output_of` on a file with a canvas that has a version and was changed since."""
    output_of("new", "Coffee cart")
    output_of("add", "1", "Students")
    output_of("add", "3/awareness", "Instagram")
    output_of("versions", "--keep", "before pricing")
    output_of("add", "5", "Cup sales € 2,50")
    return output_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with the coffee cart in its data file, for commands in another process."""
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(coffee_cart())
    return tmp_path
