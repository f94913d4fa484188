"""The JSON of the commands has the fields that the manual describes, and no others."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bmc_tui.cli.arguments import ARGUMENTS
from bmc_tui.guide import languages
from bmc_tui.manual import topic_text
from tests.unit.cli.invoke import Bmc

TABLE = re.compile(r"^## bmc (\w+) --json$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\| `([\w.]+)` \|", re.MULTILINE)


def described(language: str) -> dict[str, list[str]]:
    """Return the fields that the manual has, by the command."""
    found = TABLE.findall(topic_text("json", language))
    return {name: FIELD.findall(table) for name, table in found}


def fields(value: dict[str, object]) -> Iterator[str]:
    """Yield the names of an object; those of the objects in a list after a dot."""
    for name, part in value.items():
        if isinstance(part, list):
            yield from (f"{name}.{inner}" for inner in part[0])
        else:
            yield name


@pytest.mark.parametrize("language", languages())
def test_the_manual_describes_every_field(
    bmc: Bmc,
    environ: dict[str, str],
    tmp_path: Path,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "pink"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    bmc("new", "Cart")
    bmc("add", "1", "Everybody")
    bmc("versions", "--keep", "first")
    # In a session of its own, which has no terminal to ask.
    doctor = subprocess.run(
        [sys.executable, "-m", "bmc_tui", "doctor", "--json"],
        env=environ,
        capture_output=True,
        start_new_session=True,
        check=True,
    ).stdout
    commands = [["list"], ["find", "everybody"], ["review"], ["versions"], ["config"]]
    printed = {line[0]: json.loads(bmc(*line, "--json").out) for line in commands}
    printed["doctor"] = json.loads(doctor)
    bmc("delete", "Cart")
    printed["trash"] = json.loads(bmc("trash", "--json").out)
    firsts = {name: all_[0] if isinstance(all_, list) else all_ for name, all_ in printed.items()}
    assert {name: [*fields(first)] for name, first in firsts.items()} == described(language)
    with_json = {name for name, all_ in ARGUMENTS.items() if any(a.name == "--json" for a in all_)}
    assert with_json == printed.keys()
