"""A text in the person's own editor: `$VISUAL`, else `$EDITOR`. What was saved there is not lost.

The text lies in a file of the data folder meanwhile, which stays until what is in it is taken over.
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

from bmc_tui.guide import TellableError

Away = Callable[[Callable[[], int]], Awaitable[int | None]]
"""Calls a function while the terminal is given back; None where that can't be done."""


class EditorError(TellableError):
    """There is no editor, or it failed."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A text as it came back."""

    text: str
    file: Path

    def taken(self) -> None:
        """Remove the file: what is in it is taken over."""
        with suppress(OSError):  # a copy too many does no harm
            self.file.unlink()


async def edit(text: str, environ: Mapping[str, str], folder: Path, away: Away) -> Edited:
    """Have a text edited.

    Args:
        text: What to edit.
        environ: Says which editor; and it gets these variables.
        folder: Where the file is put meanwhile.
        away: Gives the terminal away.

    Raises:
        EditorError: There is no editor, or it failed. Where somebody has changed the file, it stays
            and the error says where.
    """
    command, file = _command(environ), _put(text, folder)
    return _taken_back(
        text, await away(lambda: _run([*command, str(file)], environ)), command, file
    )


def edit_here(text: str, environ: Mapping[str, str], folder: Path) -> Edited:
    """Have a text edited where no app has the terminal; else as `edit`.

    Args:
        text: What to edit.
        environ: Says which editor; and it gets these variables.
        folder: Where the file is put meanwhile.

    Raises:
        EditorError: As for `edit`.
    """
    command, file = _command(environ), _put(text, folder)
    return _taken_back(text, _run([*command, str(file)], environ), command, file)


def _taken_back(text: str, code: int | None, command: list[str], file: Path) -> Edited:
    """Return what an editor left.

    Raises:
        EditorError: It failed, or the file is gone.
    """
    try:
        # As bytes: no line end is turned into another.
        edited = Edited(file.read_bytes().decode("utf-8", "replace"), file)
    except OSError as error:
        raise EditorError("editor.no_file", file=str(file), reason=error) from error
    if code == 0:
        return edited
    if edited.text == text:
        edited.taken()
        key = "editor.no_terminal" if code is None else "editor.failed"
        raise EditorError(key, editor=command[0], code=code)
    raise EditorError("editor.failed_kept", editor=command[0], code=code, file=str(file))


def _put(text: str, folder: Path) -> Path:
    """Write a text into a new file, for its owner only.

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
        EditorError: None is named, or there is none of that name.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError:  # a quote that is not closed
        raise EditorError("editor.not_found", editor=named) from None
    if not command:
        raise EditorError("editor.none")
    if shutil.which(command[0], path=environ.get("PATH")) is None:
        raise EditorError("editor.not_found", editor=command[0])
    return command


def _run(command: list[str], environ: Mapping[str, str]) -> int:
    """Run an editor in the terminal, stop and go on together with it, and return its exit code."""
    terminal = sys.__stdin__.fileno() if sys.__stdin__ else 0
    try:
        before = termios.tcgetattr(terminal)
    except termios.error:  # a file or a pipe, which an editor of lines reads its commands from
        before = None
    try:
        # The app writes to stderr: that is the terminal, wherever the output goes.
        editor = subprocess.Popen(command, env=environ, stdin=terminal, stdout=2)  # noqa: S603 - the person's own
    except OSError as error:
        return error.errno or 1
    with _aside():
        while True:
            _, status = os.waitpid(editor.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                break
            # It has stopped itself alone: the shell waits for us, not for it.
            os.kill(os.getpid(), signal.SIGSTOP)
            os.kill(editor.pid, signal.SIGCONT)
    editor.returncode = os.waitstatus_to_exitcode(status)
    # One that crashed leaves the terminal as it used it.
    if before is not None:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return editor.returncode


@contextmanager
def _aside() -> Iterator[None]:
    """Leave the keyboard's signals to the editor; a stop stops us with it."""
    handlers = {
        signal.SIGINT: signal.SIG_IGN,
        signal.SIGQUIT: signal.SIG_IGN,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
