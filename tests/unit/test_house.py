"""How large folders, modules and classes may become, so that a reader finds the way."""

import ast
import re
from pathlib import Path

import bmc_tui

PACKAGE = Path(bmc_tui.__file__).parent

MAX_MODULES_PER_FOLDER = 16
MAX_MODULE_LINES = 400
UNGUARDED = re.compile(
    r"\.(?:home|cwd|absolute|resolve|expanduser|exists|is_mount)\(|os\.getcwd|os\.path\.(?:expanduser"
    r"|realpath|exists|isfile|isdir)\b|\.fromtimestamp\("
)
"""What raises an error where the system can't say where a path leads, or a date is out of range."""
GUARDS = {"files/paths.py", "guide/dates.py"}
MAX_CLASS_LINES = 350
"""Lines of a class and of those of the product that it inherits from."""


def modules() -> list[Path]:
    """Return all modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def classes() -> dict[str, ast.ClassDef]:
    """Return the classes on the top level of all modules, by name."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in modules())
    return {
        node.name: node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)
    }


def base_names(node: ast.ClassDef) -> list[str]:
    """Return the names of a class's bases, without what they are parametrized with."""
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    return [base.id for base in bases if isinstance(base, ast.Name)]


def lines_with_bases(name: str, known: dict[str, ast.ClassDef]) -> int:
    """Count the lines of a class together with those of its bases in the product."""
    node = known[name]
    own = (node.end_lineno or node.lineno) - node.lineno + 1
    return own + sum(lines_with_bases(base, known) for base in base_names(node) if base in known)


def test_no_folder_has_more_modules_than_a_reader_takes_in() -> None:
    folders = {file.parent for file in modules()}
    counts = {
        str(folder.relative_to(PACKAGE)): sum(
            file.name != "__init__.py" for file in folder.glob("*.py")
        )
        for folder in folders
    }
    assert not {name: n for name, n in counts.items() if n > MAX_MODULES_PER_FOLDER}


def test_no_module_is_longer_than_one_subject_takes() -> None:
    counts = {
        str(file.relative_to(PACKAGE)): len(file.read_text("utf-8").splitlines())
        for file in modules()
    }
    assert not {name: n for name, n in counts.items() if n > MAX_MODULE_LINES}


def test_no_class_is_long_together_with_what_it_inherits() -> None:
    known = classes()
    sizes = {name: lines_with_bases(name, known) for name in known}
    assert sizes["CanvasScreen"] > 200  # bases are found
    assert not {name: n for name, n in sizes.items() if n > MAX_CLASS_LINES}


def test_no_two_public_classes_share_a_name() -> None:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in modules())
    names = [node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    public = [name for name in names if not name.startswith("_")]
    assert not {name for name in public if public.count(name) > 1}


def test_paths_and_times_are_asked_for_in_one_guarded_place() -> None:
    texts = {str(file.relative_to(PACKAGE)): file.read_text("utf-8") for file in modules()}
    found = {
        name: UNGUARDED.findall(re.sub(r"\bpaths\.\w+\(", "", text))
        for name, text in texts.items()
        if name not in GUARDS
    }
    assert not {name: calls for name, calls in found.items() if calls}
