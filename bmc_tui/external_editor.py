"""Edits a text in the user's own editor, `$VISUAL` or else `$EDITOR`.

The text is written to a temporary file, which stays until its content has been used, so that no
work of the user is lost.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.guide import ReportableError

Suspend = Callable[[Callable[[], int]], Awaitable[int | None]]
"""Calls a function while the app has released the terminal, and returns its result, an exit code;
None when the terminal can't be released."""


class EditorError(ReportableError):
    """There is no editor, it failed, or its file can't be written or read."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited text."""

    text: str
    file: Path
    """The temporary file, which still exists."""

    def discard(self) -> None:
        """Remove the file, because its content has been used."""
        with suppress(OSError):  # a leftover file does no harm
            self.file.unlink()


async def edit(text: str, environ: Mapping[str, str], folder: Path, suspend: Suspend) -> Edited:
    """Edit a text in the user's editor, while the app has released the terminal to it.

    Args:
        text: The text.
        environ: The environment, which names the editor and is passed on to it.
        folder: The folder for the temporary file.
        suspend: Suspends the app.

    Raises:
        EditorError: There is no editor, it failed, or the file can't be written or read. If the
            text was changed, the file stays and the error names it.
    """
    command, file = _command(environ), _write(text, folder)
    exit_code = await suspend(lambda: _run([*command, str(file)], environ))
    return _read_back(text, exit_code, command, file)


def edit_in_terminal(text: str, environ: Mapping[str, str], folder: Path) -> Edited:
    """Edit a text in the user's editor when no app uses the terminal.

    Args:
        text: The text.
        environ: The environment, which names the editor and is passed on to it.
        folder: The folder for the temporary file.

    Raises:
        EditorError: As for `edit`.
    """
    command, file = _command(environ), _write(text, folder)
    return _read_back(text, _run([*command, str(file)], environ), command, file)


def _read_back(text: str, exit_code: int | None, command: list[str], file: Path) -> Edited:
    """Return the edited text, or raise the error of the editor.

    Args:
        text: The text before the edit.
        exit_code: The editor's; None when the app could not release the terminal.
        command: The editor and its arguments.
        file: The temporary file.

    Raises:
        EditorError: The editor failed, or the file can't be read.
    """
    try:
        # Not `read_text`, which would translate line ends.
        edited = Edited(file.read_bytes().decode("utf-8", "replace"), file)
    except OSError as error:
        raise EditorError("editor.no_file", file=str(file), reason=error) from error
    if exit_code == 0:
        return edited
    if edited.text == text:
        edited.discard()
        key = "editor.no_terminal" if exit_code is None else "editor.failed"
        raise EditorError(key, editor=command[0], code=exit_code)
    raise EditorError("editor.failed_kept", editor=command[0], code=exit_code, file=str(file))


def _write(text: str, folder: Path) -> Path:
    """Write a text to a new file with mode 600, and return its path.

    Raises:
        EditorError: It can't be written.
    """
    file = folder / f"edit-{os.urandom(4).hex()}.md"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise EditorError("editor.no_file", file=str(file), reason=error) from error
    return file


def _command(environ: Mapping[str, str]) -> list[str]:
    """Return the editor and its arguments.

    Raises:
        EditorError: The environment names none, or one that does not exist.
    """
    command_line = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(command_line)
    except ValueError:  # an unclosed quote
        raise EditorError("editor.not_found", editor=command_line) from None
    if not command:
        raise EditorError("editor.none")
    if shutil.which(command[0], path=environ.get("PATH")) is None:
        raise EditorError("editor.not_found", editor=command[0])
    return command


def _run(command: list[str], environ: Mapping[str, str]) -> int:
    """Run an editor in the terminal; return its exit code, or the errno when it can't be started.

    When the editor stops, as by Ctrl+Z, this program stops too; when it is continued, so is the
    editor.
    """
    terminal = sys.__stdin__.fileno() if sys.__stdin__ else 0
    try:
        attributes = termios.tcgetattr(terminal)
    except termios.error:  # a file or a pipe, from which a line editor reads commands
        attributes = None
    try:
        # stderr is the terminal, even when the output is redirected.
        editor = subprocess.Popen(command, env=environ, stdin=terminal, stdout=2)  # noqa: S603 - the user's own
    except OSError as error:
        return error.errno or 1
    with _signals_left_to_editor():
        while True:
            _, status = os.waitpid(editor.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                break
            # The editor may have stopped only itself, but the shell waits for this program.
            os.kill(os.getpid(), signal.SIGSTOP)
            os.kill(editor.pid, signal.SIGCONT)
    editor.returncode = os.waitstatus_to_exitcode(status)
    # An editor that crashed may have left the terminal in its own mode.
    if attributes is not None:
        termios.tcsetattr(terminal, termios.TCSADRAIN, attributes)
    return editor.returncode


@contextmanager
def _signals_left_to_editor() -> Iterator[None]:
    """Ignore SIGINT and SIGQUIT, which are for the editor, and stop and continue by default."""
    handlers = {
        signal.SIGINT: signal.SIG_IGN,
        signal.SIGQUIT: signal.SIG_IGN,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    previous = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
