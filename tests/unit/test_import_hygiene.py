"""What each command imports, in an interpreter of its own: only what it needs, to feel instant.

A module in `HEAVY` costs a millisecond or more. One that a command starts to need is added to its
row here, on purpose; bmc_tui/README.md says which imports are late, and why.
"""

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import shelf_in

HEAVY = {
    "argcomplete",
    "asyncio",
    "csv",
    "decimal",
    "difflib",
    "filelock",
    "html.parser",
    "importlib.metadata",
    "logging",
    "markdown_it",
    "orjson",
    "platformdirs",
    "pyperclip",
    "rich",
    "rich.console",
    "shlex",
    "socket",
    "subprocess",
    "tempfile",
    "textual",
    "textwrap",
    "tinydb",
    "tomlkit",
    "typst",
    "uuid",
    "bmc_tui.clipboard",
    "bmc_tui.config.toml_lines",
    "bmc_tui.examples",
    "bmc_tui.formats",
    "bmc_tui.render",
    "bmc_tui.review",
    "bmc_tui.session",
    "bmc_tui.themes",
    "bmc_tui.ui",
}
"""tomllib is not among them: a source tree reads the words by it, and only a wheel does without."""

NOT_IN_A_FIRST_FRAME = {
    "argparse",
    "bmc_tui.model.merge",
    "bmc_tui.model.ties.block_ties",
    "bmc_tui.model.ties.similar",
}
"""What the app needs only with arguments, or where a note has changed or a segment is followed."""

NEEDED_BY_KEYS = {
    "bmc_tui.formats",
    "bmc_tui.model.ties.block_ties",
    "bmc_tui.model.ties.similar",
    "bmc_tui.ui.keys.tour",
    "bmc_tui.ui.screens.dialogs",
    "bmc_tui.ui.widgets.editor",
}

READ = {"tinydb"}
WRITE = READ | {"decimal", "filelock", "logging", "orjson", "socket", "textwrap", "uuid"}
CHANGE = WRITE | {"bmc_tui.session"}
EXPORT = {"bmc_tui.formats", "bmc_tui.render"}
MARKDOWN_READER = EXPORT | {"html.parser", "markdown_it", "rich"}
HISTORY = READ | EXPORT | {"bmc_tui.session", "difflib"}

ALLOWED: Mapping[str, Collection[str]] = {
    "list": READ,
    "list --json": READ,
    "new T": WRITE | {"bmc_tui.examples"},
    "new --example coffee-cart": WRITE | MARKDOWN_READER | {"bmc_tui.examples"},
    "add 1 x": CHANGE,
    "remove 1.1": CHANGE,
    "move 1.1 2": CHANGE,
    "ask": READ | {"bmc_tui.render", "decimal"},
    "edit 1": CHANGE | EXPORT | {"html.parser", "rich", "shlex", "subprocess"},
    "show": READ | {"bmc_tui.render", "rich", "rich.console"},
    "show --plain": READ | {"bmc_tui.render", "decimal"},
    "review": READ | {"bmc_tui.review", "decimal"},
    "review --csv": READ | EXPORT | {"bmc_tui.review", "csv", "decimal"},
    "review ./plan.md": READ
    | MARKDOWN_READER
    | {"bmc_tui.review", "decimal", "logging", "shlex", "textwrap"},
    "find x": READ,
    "export": READ | EXPORT,
    "export --format json": READ | {"bmc_tui.formats"},
    "import -": {"bmc_tui.formats"},
    "import plan.md": WRITE | MARKDOWN_READER,
    "merge other.json": CHANGE,
    "copy": WRITE | EXPORT | {"bmc_tui.clipboard", "subprocess"},
    "use Cart": WRITE,
    "rename Other": CHANGE,
    "duplicate Cart": CHANGE,
    "delete Cart": WRITE,
    "undo": CHANGE | HISTORY,
    "redo": CHANGE | HISTORY,
    "versions": HISTORY,
    "diff 1": HISTORY,
    "restore 1": CHANGE | HISTORY,
    "trash": READ,
    "recover": WRITE,
    "doctor": WRITE
    | {
        "bmc_tui.themes",
        "shlex",
        "bmc_tui.clipboard",
        "csv",
        "importlib.metadata",
        "socket",
        "subprocess",
        "tempfile",
        "textwrap",
    },
    "config": {"bmc_tui.themes"},
    "config set theme light": {
        "bmc_tui.config.toml_lines",
        "bmc_tui.themes",
        "tempfile",
        "tomlkit",
    },
    "completion bash": {"argcomplete", "shlex", "subprocess"},
    "man": {"bmc_tui.formats", "bmc_tui.examples"},
    "demo": (),  # refused as `open`
    "help": (),
    "help settings": {"bmc_tui.render", "rich"},
    "open": (),  # refused: there is no terminal
    "nothing": {"difflib"},
    "list --nothing": {"difflib"},
    "list --help": {"textwrap"},
    "help list": {"textwrap"},
    "--help": (),
    "--version": (),
}
"""The heavy modules that a command line may import."""

COMPLETED = READ | {"argcomplete", "shlex", "subprocess", "bmc_tui.examples", "bmc_tui.formats"}
"""Those that a Tab may import."""

REPORT_AT_EXIT = """
import os, sys
from pathlib import Path
end_process = os._exit
def report_and_end(code):
    Path("modules").write_text(" ".join(sys.modules))
    end_process(code)
os._exit = report_and_end
from bmc_tui.cli.main import program
program()
"""

REPORT_AT_FIRST_IMPORT_OF_TEXTUAL = """
import os, sys
from pathlib import Path
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name in ("bmc_tui.ui.app", "textual"):
            Path("modules").write_text(" ".join(sys.modules))
            os._exit(0)
sys.meta_path.insert(0, Finder())
from bmc_tui.cli.main import program
program()
"""


def home_with_canvas(home: Path) -> Path:
    """Make a folder with a data file: a canvas with a version, and one in the trash."""
    home.mkdir()
    shelf = shelf_in(home)
    shelf.delete(shelf.create(Canvas("Deleted")).entry.id)
    stored = shelf.create(Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students"))
    shelf.versions.add(stored.entry.id, stored.canvas, "first")
    (home / "plan.md").write_text("# Plan\n\n## Key partners\n\n- Roastery\n", encoding="utf-8")
    return home


def variables(home: Path) -> dict[str, str]:
    """Return the environment of a process, without a clipboard and without settings."""
    return {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(home),
        "BMC_FILE": str(home / "canvases.json"),
        "EDITOR": "true",
        "TERM": "xterm-256color",
    }


def imported_modules(home: Path, line: Sequence[str], environ: Mapping[str, str] = {}) -> set[str]:
    """Return the modules that a command line has imported when it ends."""
    command = [sys.executable, "-c", REPORT_AT_EXIT, *line]
    # A new session has no terminal that `copy` could write to.
    done = subprocess.run(
        command,
        cwd=home,
        env={**variables(home), **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return set((home / "modules").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def modules_by_line(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Run every command line in a home of its own, some at the same time."""
    folder = tmp_path_factory.mktemp("hygiene")
    template = home_with_canvas(folder / "template")

    def run(line: str) -> set[str]:
        home = folder / line.replace(" ", "_")
        shutil.copytree(template, home)
        return imported_modules(home, line.split())

    with ThreadPoolExecutor(max_workers=4) as executor:
        return dict(zip(ALLOWED, executor.map(run, ALLOWED), strict=True))


def test_every_command_has_a_row() -> None:
    assert {line.split()[0] for line in ALLOWED} >= set(COMMAND_NAMES)


@pytest.mark.parametrize("line", ALLOWED)
def test_a_command_imports_only_what_it_needs(
    modules_by_line: Mapping[str, set[str]], line: str
) -> None:
    modules = modules_by_line[line]
    assert "bmc_tui.cli.main" in modules
    assert sorted(modules & HEAVY - {*ALLOWED[line]}) == []


@pytest.mark.parametrize(
    ("line", "unneeded"),
    [
        ("--version", {"argparse", "dataclasses", "typing", "bmc_tui.guide"}),
        ("--help", {"argparse", "dataclasses", "bmc_tui.guide.catalog", "bmc_tui.config"}),
    ],
)
def test_what_only_prints_imports_next_to_nothing(
    modules_by_line: Mapping[str, set[str]], line: str, unneeded: set[str]
) -> None:
    assert modules_by_line[line] & unneeded == set()


def test_a_tab_imports_only_what_it_needs(tmp_path: Path) -> None:
    home = home_with_canvas(tmp_path / "home")
    line = "bmc show "
    completing = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(home / "completions"),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    modules = imported_modules(home, [], completing)
    assert (home / "completions").read_text(encoding="utf-8").strip() == "Cart"
    assert sorted(modules & HEAVY - COMPLETED) == []


def test_before_its_first_frame_the_app_imports_only_what_draws_it(tmp_path: Path) -> None:
    home = home_with_canvas(tmp_path / "home")
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-c", REPORT_AT_FIRST_IMPORT_OF_TEXTUAL]
    with subprocess.Popen(
        command,
        cwd=home,
        env=variables(home),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    ):
        os.close(terminal)
        written = b""
        with suppress(OSError):  # how Linux reports that the other end is closed
            while chunk := os.read(master, 65536):
                written += chunk
        os.close(master)
    assert b"Students" in written  # the first frame was there before the first import of Textual
    modules = set((home / "modules").read_text(encoding="utf-8").split())
    assert "bmc_tui.ui.terminal.first_frame" in modules
    assert modules & NOT_IN_A_FIRST_FRAME == set()
    before_first_frame = {"bmc_tui.render", "bmc_tui.themes", "bmc_tui.ui", "rich", *READ}
    assert sorted(modules & HEAVY - before_first_frame) == []


def test_the_app_starts_without_what_only_some_keys_need() -> None:
    code = "import sys, bmc_tui.ui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert set(loaded.stdout.split()) & NEEDED_BY_KEYS == set()
