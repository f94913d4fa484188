"""Makes every system call of the commands fail, or kills them before it.

Each command runs in a child of this process, which has imported all that it needs, once for each of
its calls on the data folder and each fault: no space, a disk error, a kill. Afterwards the canvases
and versions must be those of before or after the command, and those of after it if it reported
success; the backup must be sound, and the next save must work.
"""

import errno
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from bmc_tui.cli.main import main as run_bmc
from tests.faults.attack.figures import Figures
from tests.faults.attack.homes import State, data_file, prepare, state_of, variables
from tests.faults.attack.tracing import Plan, Trace, fork_traced

COMMANDS: Mapping[str, Sequence[str]] = {
    "add": ("add", "channels", "one more note"),
    "new": ("new", "Bakery"),
    "rename": ("rename", "Coffee cart"),
    "delete": ("delete", "Cart"),
    "undo": ("undo",),
    "keep": ("versions", "--keep", "Handed in"),
    "restore": ("restore", "1"),
    "trash": ("trash", "--empty", "--yes"),
    "untrash": ("trash", "--restore", "Old"),
    "recover": ("recover", "backup"),
    "edit": ("edit", "channels"),
}
"""The commands that change something, by a name for each."""

FAULTS = {"no space": errno.ENOSPC, "disk error": errno.EIO, "kill": 0}
"""What happens to a call: it fails with this error; 0: the command is killed before it."""

_EDITOR = """#!/bin/sh
sed -i 's/^- Phone/- Mail/' "$1"
"""


def sweep(scratch: Path, scale: float) -> Figures:
    """Run each command with each fault at each of its calls.

    Args:
        scratch: An empty folder.
        scale: The part of the calls that is tried, at most 1.
    """
    figures = Figures("commands, every system call of them failing or killed before it")
    every = max(1, round(1 / scale))
    editor = scratch / "editor"
    editor.write_text(_EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    home = scratch / "home"
    changes = {"HOME": str(home), "EDITOR": str(editor), "LANG": "C.UTF-8"}
    unset = ("BMC_FILE", "BMC_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "VISUAL")
    with variables(changes | dict.fromkeys(unset, "")):
        for index, (name, command) in enumerate(COMMANDS.items()):
            original = _prepared(scratch / name, is_damaged=name == "recover")
            _Attack(original, data_file(home), command, figures).run_all(every, index)
    return figures


def _prepared(folder: Path, *, is_damaged: bool) -> Path:
    """Make a data folder, with a step to undo."""
    data = folder / "canvases.json"
    prepare(data)
    with variables({"BMC_FILE": str(data)}):
        assert _run_quietly(["add", "channels", "Web"]) == 0
    if is_damaged:
        os.truncate(data, data.stat().st_size - 100)
    return folder


class _Attack:
    """The attack on one command.

    Args:
        original: The data folder before the command.
        data: The data file, in the folder that the command works in.
        command: The command's arguments.
        figures: Where the outcomes are counted.
    """

    def __init__(
        self, original: Path, data: Path, command: Sequence[str], figures: Figures
    ) -> None:
        self._original = original
        self._data = data
        self._command = command
        self._figures = figures
        self._output = data.parents[4] / "output"
        self._reset()
        self._before = state_of(data)
        _run_quietly(command)  # imports what the children need not import then
        self._after = state_of(data)
        assert self._after not in (None, self._before), command

    def run_all(self, every: int, first: int) -> None:
        """Run the command with each fault at every n-th of its calls."""
        calls = self._run(Plan(str(self._data.parent))).calls
        assert len(calls) > 5, calls
        for index in range(first % every, len(calls), every):
            for name, number in FAULTS.items():
                trace = self._run(Plan(str(self._data.parent), index, number))
                self._figures.add("runs")
                # Whether a call is reached at all may depend on the time.
                self._figures.add("faults", trace.failed)
                self._check(trace, f"{self._command[0]}, {name} at call {index} ({calls[index]})")

    def _run(self, plan: Plan) -> Trace:
        """Run the command in a child on a fresh copy of the data folder."""
        self._reset()
        return fork_traced(plan, self._end_with_command)

    def _end_with_command(self) -> NoReturn:
        """Run the command and end this process as the program does."""
        output = os.open(self._output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(output, 1)
        os.dup2(output, 2)
        try:
            code = run_bmc(self._command)
        except BaseException:  # noqa: BLE001 - whatever it is
            sys.excepthook(*sys.exc_info())  # as a traceback, which `_check` looks for
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    def _check(self, trace: Trace, where: str) -> None:
        """Count what the command left, and each promise that it broke."""
        problems = self._figures.problems
        output = self._output.read_text(encoding="utf-8", errors="replace")
        if "Traceback" in output:
            problems.append(f"{where}: a traceback")
        state = state_of(self._data)
        if state is None and self._before is not None:
            problems.append(f"{where}: the file is damaged")
        elif trace.exit_code == 0 and "Nothing to undo" not in output:
            self._figures.add("acknowledged changes")
            if not self._has(state, self._after, is_acknowledged=True):
                problems.append(f"{where}: an acknowledged change is missing")
        elif not any(self._has(state, whole) for whole in (self._before, self._after)):
            problems.append(f"{where}: a state that is neither the one before nor after")
        backup = self._data.with_name(f"{self._data.name}.bak")
        if backup.exists() and not _is_json(backup):
            problems.append(f"{where}: the backup is damaged")
        # What a fault left must be in no later command's way.
        recovery = ["recover", "backup"] if state is None else ["recover"]
        if _run_quietly(recovery) or _run_quietly(["new", "Afterwards"]):
            problems.append(f"{where}: the next save fails")

    def _has(
        self, state: State | None, whole: State | None, *, is_acknowledged: bool = False
    ) -> bool:
        """Tell whether the canvases are those of a whole state, and the versions may go with them.

        A version is saved before the canvas is changed, and where that fails, the change goes on:
        only a command that is about versions promises one.
        """
        if state is None or whole is None or self._after is None:
            return state is whole
        is_promised = is_acknowledged and self._command[0] in {"versions", "restore"}
        possible = [self._after.versions]
        if self._before and not is_promised:
            possible.append(self._before.versions)
        return state.canvases == whole.canvases and state.versions in possible

    def _reset(self) -> None:
        """Make the data folder as it was before the command."""
        shutil.rmtree(self._data.parent, ignore_errors=True)
        shutil.copytree(self._original, self._data.parent)


def _is_json(file: Path) -> bool:
    """Tell whether a file is valid JSON."""
    try:
        return bool(json.loads(file.read_bytes()))
    except ValueError:
        return False


def _run_quietly(command: Sequence[str]) -> int:
    """Run a command in this process without its output, and return its exit code."""
    stdout, stderr = sys.stdout, sys.stderr
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - the system's
        sys.stdout = sys.stderr = nowhere
        try:
            return run_bmc(command)
        finally:
            sys.stdout, sys.stderr = stdout, stderr
