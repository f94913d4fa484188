"""A program in a pane of a real tmux, with its default settings and nobody attached.

with Tmux([BMC], tmp_path) as tmux:
    tmux.wait_for("Segments")
    tmux.keys("Right", "Enter")
    tmux.type("a note")
"""

import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.terminal import environment
from tests.e2e.waiting import PATIENCE

_ENDED = "ended with "

_SHELL = f'"$@"; echo "{_ENDED}$?"; exec cat'
"""Runs a program and stays, so that what it said last can be read."""


class Tmux:
    """One program in a tmux of its own; `with` starts it, and ends it whatever happens.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows of the pane; tmux's own line is not among them.
        env: Variables beside those of `environment`.
    """

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._command = list(command)
        self._home = home
        self._env = environment(home, env)
        self._size = size

    def __enter__(self) -> Self:
        # A socket's path may have some hundred characters only, and a test's folder can be long.
        self._sockets = tempfile.TemporaryDirectory(prefix="tmux-")
        columns, rows = self._size
        size = ["-x", str(columns), "-y", str(rows)]
        shell = ["sh", "-c", _SHELL, "sh", *self._command]
        self.run("new-session", "-d", "-c", str(self._home), *size, *shell)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.run("kill-server")
        self._sockets.cleanup()

    def run(self, *arguments: str) -> str:
        """Give tmux a command and return what it prints, such as `"show-buffer"`."""
        return subprocess.run(
            ["tmux", "-L", "test", "-f", "/dev/null", *arguments],
            env=self._env | {"TMUX_TMPDIR": self._sockets.name},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        ).stdout

    @property
    def screen(self) -> list[str]:
        """The rows as text; what stands right of the last character is cut off."""
        return [row.rstrip() for row in self.run("capture-pane", "-p").split("\n")[:-1]]

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names: `"Right", "Enter", "C-b", "M-Down", "C-PageDown"`."""
        self.run("send-keys", *names)

    def type(self, text: str) -> None:
        """Type `text` as it is."""
        # tmux takes a semicolon at an argument's end for the end of its command.
        self.run("send-keys", "-l", "--", re.sub(";$", r"\\;", text))

    def wait_for(
        self, what: str | Callable[[list[str]], bool], timeout: float = PATIENCE
    ) -> list[str]:
        """Wait until a text stands in one row, or a test of the rows holds; return the rows.

        Raises:
            AssertionError: It did not come; the message has the screen.
        """
        deadline = time.monotonic() + timeout
        while True:
            rows = self.screen
            if any(what in row for row in rows) if isinstance(what, str) else what(rows):
                return rows
            if time.monotonic() > deadline:
                shown = "\n".join(f"|{row}" for row in rows)
                raise AssertionError(f"waited in vain for {what!r}; the screen:\n{shown}")
            time.sleep(0.05)

    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait until the program ends; return its exit status.

        Raises:
            AssertionError: It runs on; the message has the screen.
        """
        rows = self.wait_for(lambda rows: any(row.startswith(_ENDED) for row in rows), timeout)
        return next(int(row.removeprefix(_ENDED)) for row in rows if row.startswith(_ENDED))
