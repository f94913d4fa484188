"""A wheel has the words as JSON, equal to the TOML of the source tree, and speaks with them."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.e2e.wheels import ROOT, unpack_wheel

GUIDE = "bmc_tui/guide"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("hatchling") is None and "CI" not in os.environ, reason="needs hatchling"
    ),
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what is in the wheel; it is built without the network."""
    return unpack_wheel(tmp_path_factory.mktemp("wheel"))


def test_every_file_of_words_is_there_as_json_and_not_as_toml(installed: Path) -> None:
    sources = sorted((ROOT / GUIDE).glob("*.toml"))
    assert [file.stem for file in sources] == ["aliases", "en", "nl"]
    for source in sources:
        built = installed / GUIDE / f"{source.stem}.json"
        tables = tomllib.loads(source.read_text(encoding="utf-8"))
        assert json.loads(built.read_bytes()) == tables
    assert not list(installed.rglob("*.toml"))


def test_the_manual_is_there_in_each_language(installed: Path) -> None:
    (data,) = installed.glob("*.data/data")
    pages = {str(file.relative_to(data)) for file in data.rglob("bmc.1")}
    assert pages == {"share/man/man1/bmc.1", "share/man/nl/man1/bmc.1"}


def test_a_command_imports_no_toml_parser(installed: Path, tmp_path: Path) -> None:
    script = """
import sys
from bmc_tui.cli.main import main
main(["list"])
print("tomllib" in sys.modules, file=sys.stderr)
"""
    environ = {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "XDG_DATA_HOME": ""}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, **environ, "BMC_CONFIG": str(tmp_path / "none.toml")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == "False\n"


def speaks(installed: Path, home: Path, language: str) -> str:
    """Return what `bmc list` of the wheel says where there is no canvas yet."""
    return subprocess.run(
        [sys.executable, "-m", "bmc_tui", "list", "--lang", language],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(installed), "HOME": str(home), "XDG_DATA_HOME": ""},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_it_speaks_its_languages_and_one_that_is_put_beside_them(
    installed: Path, tmp_path: Path
) -> None:
    assert speaks(installed, tmp_path, "nl").startswith("Er is nog geen canvas")
    english = (ROOT / GUIDE / "en.toml").read_text(encoding="utf-8")
    added = installed / GUIDE / "xx.toml"
    added.write_text(english.replace("There is no canvas yet", "Nothing here"), encoding="utf-8")
    assert speaks(installed, tmp_path, "xx").startswith("Nothing here")
    assert not list(installed.rglob("*.json.*"))  # nothing is written at run time
