"""Runs a program in a pane of a real tmux, with default settings and no client attached.

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
from tests.e2e.waiting import TIMEOUT_S

_ENDED = "ended with "
"""What the pane shows when the program has ended, before the exit status."""

_POLL_INTERVAL_S = 0.05
"""The time between two looks at the screen; each runs tmux."""

_SHELL = f'"$@"; echo "{_ENDED}$?"; exec cat'
"""Runs a program, and keeps the pane open at its end, so that its last output can be read."""


class Tmux:
    """One program in a tmux server of its own; `with` starts it, and kills it at the end.

    Args:
        command: The program and its arguments.
        home: Its home and working folder.
        size: Columns and rows of the pane, without tmux's status line.
        env: Variables to add to those of `environment`.
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
        # The path of a socket is limited to some hundred characters; a test's folder can be longer.
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
        """Run a command of tmux, such as `"show-buffer"`, and return what it prints."""
        return subprocess.run(
            ["tmux", "-L", "test", "-f", "/dev/null", *arguments],
            env=self._env | {"TMUX_TMPDIR": self._sockets.name},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
        ).stdout

    @property
    def screen(self) -> list[str]:
        """The rows as text, without trailing spaces."""
        return [row.rstrip() for row in self.run("capture-pane", "-p").split("\n")[:-1]]

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names: `"Right", "Enter", "C-b", "M-Down", "C-PageDown"`."""
        self.run("send-keys", *names)

    def type(self, text: str) -> None:
        """Type `text` literally: no word of it is the name of a key."""
        # tmux reads a semicolon at the end of an argument as the end of the command.
        self.run("send-keys", "-l", "--", re.sub(";$", r"\\;", text))

    def wait_for(
        self, expected: str | Callable[[list[str]], bool], timeout: float = TIMEOUT_S
    ) -> list[str]:
        """Wait until one row contains a text, or a condition on the rows is true; return the rows.

        Raises:
            AssertionError: It did not happen in time; the message has the screen.
        """
        deadline = time.monotonic() + timeout
        while True:
            rows = self.screen
            if (
                any(expected in row for row in rows)
                if isinstance(expected, str)
                else expected(rows)
            ):
                return rows
            if time.monotonic() > deadline:
                screen = "\n".join(f"|{row}" for row in rows)
                raise AssertionError(f"waited in vain for {expected!r}; the screen:\n{screen}")
            time.sleep(_POLL_INTERVAL_S)

    def wait(self, timeout: float = TIMEOUT_S) -> int:
        """Wait until the program ends; return its exit status.

        Raises:
            AssertionError: It did not end; the message has the screen.
        """
        rows = self.wait_for(lambda rows: any(row.startswith(_ENDED) for row in rows), timeout)
        return next(int(row.removeprefix(_ENDED)) for row in rows if row.startswith(_ENDED))
