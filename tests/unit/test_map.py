"""The map in `bmc_tui/README.md` and the guide for contributors name what is there."""

import ast
import re
from pathlib import Path

import pytest

import bmc_tui

PACKAGE = Path(bmc_tui.__file__).parent
ROOT = PACKAGE.parent
MAP = PACKAGE / "README.md"
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
TERMINAL = PACKAGE / "ui" / "terminal" / "README.md"

PACKAGES = [folder.name for folder in PACKAGE.iterdir() if folder.is_dir()]

SECTION = re.compile(r"^### `(?P<package>[a-z_]+)/`$")
ROW = re.compile(r"^\| `(?P<module>[^`]+\.py)` \| (?P<subject>.+) \|$")
PATH = re.compile(r"`((?:\.github|bmc_tui|tests|snapshots)/[\w./-]*|\.ci/\w+)`")
INSIDE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml|md))`")


def subjects() -> dict[str, str]:
    """Return the first paragraph of each module's docstring, by the module's path."""
    return {
        str(file.relative_to(PACKAGE)): first_paragraph(file)
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.name not in {"__init__.py", "__main__.py"}
    }


def first_paragraph(file: Path) -> str:
    """Return the first paragraph of a module's docstring on one line."""
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def mapped() -> dict[str, str]:
    """Return the subject of each module as the map has it, by the module's path."""
    rows: dict[str, str] = {}
    package = ""
    for line in MAP.read_text(encoding="utf-8").splitlines():
        if section := SECTION.match(line):
            package = f"{section['package']}/"
        elif line == "### beside the packages":
            package = ""
        elif row := ROW.match(line):
            rows[package + row["module"]] = row["subject"]
    return rows


def test_the_map_has_every_module_and_its_subject() -> None:
    assert mapped() == subjects()


@pytest.mark.parametrize("guide", [CONTRIBUTING, MAP, TERMINAL], ids=lambda file: file.parent.name)
def test_a_guide_names_only_files_that_are_there(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    named = {*PATH.findall(text), *INSIDE.findall(text)}
    assert named
    assert not {path for path in named if not is_there(path, guide)}


def is_there(path: str, guide: Path) -> bool:
    """Tell whether a path leads somewhere from the root, the package, the tests or the guide."""
    package = guide.parent if guide.parent != ROOT / ".github" else PACKAGE
    tops = (ROOT, PACKAGE, ROOT / "tests", package, *map(PACKAGE.joinpath, PACKAGES))
    return any((top / path).exists() for top in tops)


def test_the_save_clock_has_the_figures_of_the_code() -> None:
    text = MAP.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d.]+) s\b.*\| `([A-Z_]+)` in `([\w/.]+)` \|$", text, re.MULTILINE)
    assert len(rows) > 5
    for seconds, constant, module in rows:
        code = (PACKAGE / module).read_text(encoding="utf-8")
        value = re.search(rf"^{constant} = ([\d.]+)$", code, re.MULTILINE)
        assert value, constant
        assert float(value[1]) == float(seconds), constant


def test_someone_who_looks_for_something_is_sent_to_a_module_of_the_map() -> None:
    _, _, table = CONTRIBUTING.read_text(encoding="utf-8").partition("## Where do I find")
    rows = [line for line in table.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) >= 10
