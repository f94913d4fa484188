"""Fixtures of the command line's tests, which run commands on a data file of the test."""

import io
import os
import sys
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from tests.unit.cli.invoke import Bmc, Result


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Return a function that runs a command in this process, on the test's data file.

    Stdin is empty, unless the function gets `stdin`.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            code = main(arguments)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a command in another process, on the test's data file."""
    inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**inherited, "BMC_FILE": str(tmp_path / "canvases.json"), "TERM": "xterm-256color"}
