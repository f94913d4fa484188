"""Runs the user's own editor, `$VISUAL`, `$EDITOR` or else one that is installed, on a draft."""

import os
import shlex
import shutil
import signal
import sys
import termios
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.external_editor.drafts import Draft
from bmc_tui.external_editor.open_drafts import note_process
from bmc_tui.external_editor.origin import DraftOrigin
from bmc_tui.guide import ReportableError

ExitCode = int | OSError
"""The exit code of an editor, negative for a signal that ended it; or why it was not started."""

Suspend = Callable[[Callable[[], ExitCode]], Awaitable[ExitCode | None]]
"""Calls a function while the app has released the terminal, and returns its result; None when the
terminal can't be released."""

_USUAL_EDITORS = ("sensible-editor", "nano", "vi")
"""The editors to run where the environment names none: the first of these that is there. Debian's
own knows what the user has chosen (sensible-editor(1))."""

_SHELL_SIGNAL_CODES = range(129, 193)
"""The exit codes of a shell for a program that a signal ended: 128 and its number (POSIX)."""


class EditorError(ReportableError):
    """There is no editor, it failed, or its file can't be written or read."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited text."""

    text: str
    draft: Draft
    """The draft, still locked: the caller must `finish`, `set_aside` or `release` it."""
    was_killed: bool = False
    """Whether a signal ended the editor: the text is what it had saved until then."""

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from the one before the edit."""
        return self.draft.origin is None or self.text != self.draft.origin.text


async def edit(
    origin: DraftOrigin,
    environ: Mapping[str, str],
    folder: Path,
    suspend: Suspend,
    is_ending: Callable[[], bool],
) -> Edited:
    """Edit a text in the user's editor, while the app has released the terminal to it.

    Args:
        origin: The text, and where it comes from.
        environ: The environment, which names the editor and is passed on to it.
        folder: The folder for drafts.
        suspend: Suspends the app.
        is_ending: Tells whether the app was asked to end, as by a lost connection.

    Raises:
        EditorError: There is no editor, it failed, or the file can't be written or read. If the
            text was changed, the draft was set aside and the error names it.
    """
    command, draft = editor_command(environ), _create(origin, folder)
    try:
        exit_code = await suspend(lambda: _run(command, draft, environ))
        return _read_back(origin, exit_code, command, draft, was_killed=is_ending())
    except BaseException:
        draft.release()
        raise


def edit_in_terminal(origin: DraftOrigin, environ: Mapping[str, str], folder: Path) -> Edited:
    """Edit a text in the user's editor when no app uses the terminal.

    Args:
        origin: The text, and where it comes from.
        environ: The environment, which names the editor and is passed on to it.
        folder: The folder for drafts.

    Raises:
        EditorError: As for `edit`.
    """
    command, draft = editor_command(environ), _create(origin, folder)
    try:
        return _read_back(origin, _run(command, draft, environ), command, draft)
    except BaseException:
        draft.release()
        raise


def _read_back(
    origin: DraftOrigin,
    exit_code: ExitCode | None,
    command: list[str],
    draft: Draft,
    *,
    was_killed: bool = False,
) -> Edited:
    """Return the edited text, or raise the error of the editor.

    An exit code other than 0 may be the user's choice: Vim's `:cq` means that the text is not to be
    used. If a signal ended the editor, that was not the user's choice: its saved text is used. Its
    exit code does not always show this: Vim handles the signal and ends with 1.

    Args:
        origin: The text before the edit, and where it comes from.
        exit_code: What `_run` returned; None when the app could not release the terminal.
        command: The editor and its arguments.
        draft: The draft.
        was_killed: Whether the editor was ended by the same signal as this program.

    Raises:
        EditorError: The editor failed, or the file can't be read.
    """
    if exit_code is None or isinstance(exit_code, OSError):
        draft.finish(origin.text)
        key = "editor.no_terminal" if exit_code is None else "editor.not_started"
        raise EditorError(key, editor=command[0], reason=exit_code)
    try:
        text, _ = draft.read()
    except OSError as error:
        is_gone = isinstance(error, FileNotFoundError)
        file = draft.file if is_gone else draft.set_aside()
        if is_gone:
            draft.finish(origin.text)
        raise EditorError("editor.no_file", file=str(file), reason=error) from error
    was_killed |= exit_code < 0 or exit_code in _SHELL_SIGNAL_CODES
    if exit_code == 0 or (was_killed and text != origin.text):
        return Edited(text, draft, was_killed)
    if text == origin.text:
        draft.finish(text)
        key = "editor.stopped" if was_killed else "editor.failed"
        raise EditorError(key, editor=command[0], code=exit_code)
    file = draft.set_aside()
    raise EditorError("editor.failed_kept", editor=command[0], code=exit_code, file=str(file))


def _create(origin: DraftOrigin, folder: Path) -> Draft:
    """Create a draft.

    Raises:
        EditorError: It can't be written.
    """
    try:
        return Draft.create(folder, origin)
    except OSError as error:
        file = str(folder / origin.name)
        raise EditorError("editor.no_file", file=file, reason=error) from error


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return the editor and its arguments.

    Args:
        environ: The environment, which may name one.

    Raises:
        EditorError: It names one that does not exist; or none, and no usual one is installed.
    """
    path = environ.get("PATH")
    command_line = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(command_line)
    except ValueError:  # an unclosed quote
        raise EditorError("editor.not_found", editor=command_line) from None
    if not command:
        command = [name for name in _USUAL_EDITORS if shutil.which(name, path=path)][:1]
    if not command:
        raise EditorError("editor.none")
    if shutil.which(command[0], path=path) is None:
        raise EditorError("editor.not_found", editor=command[0])
    return command


def _run(command: list[str], draft: Draft, environ: Mapping[str, str]) -> ExitCode:
    """Run an editor in the terminal; return its exit code, or why it was not started.

    When the editor stops, as by Ctrl+Z, this program stops too; when it is continued, so is the
    editor. The editor inherits its lock of the draft, which so lasts as long as it runs.
    """
    terminal = sys.__stdin__.fileno() if sys.__stdin__ else 0
    try:
        attributes = termios.tcgetattr(terminal)
    except termios.error:  # a file or a pipe, from which a line editor reads commands
        attributes = None
    with _signals_left_to_editor() as defaults:
        try:
            pid = _start(
                [*command, str(draft.file)], draft.editor_lock, environ, terminal, defaults
            )
        except OSError as error:
            return error
        if draft.editor_lock is not None:
            note_process(draft.editor_lock, pid)
        while True:
            _, status = os.waitpid(pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                break
            # The editor may have stopped only itself, but the shell waits for this program.
            os.kill(os.getpid(), signal.SIGSTOP)
            os.kill(pid, signal.SIGCONT)
    # An editor that crashed may have left the terminal in its own mode.
    if attributes is not None:
        with suppress(termios.error):  # the terminal is gone, but the text must not be lost
            termios.tcsetattr(terminal, termios.TCSADRAIN, attributes)
    return os.waitstatus_to_exitcode(status)


def _start(
    command: list[str],
    lock: int | None,
    environ: Mapping[str, str],
    terminal: int,
    defaults: Iterable[signal.Signals],
) -> int:
    """Start an editor and return its process.

    Not by `subprocess`, which can't give it signals that this program ignores already: set after
    the start, a Ctrl+C in that moment would end this program.

    Args:
        command: The editor and its arguments.
        lock: The descriptor of its lock, which it inherits.
        environ: Its environment.
        terminal: The descriptor it reads.
        defaults: The signals that it handles by default.

    Raises:
        OSError: It can't be started.
    """
    if lock is not None:
        os.set_inheritable(lock, True)
    try:
        return os.posix_spawn(
            shutil.which(command[0], path=environ.get("PATH")) or command[0],
            command,
            environ,
            # stderr is the terminal, even when the output is redirected.
            file_actions=[(os.POSIX_SPAWN_DUP2, terminal, 0), (os.POSIX_SPAWN_DUP2, 2, 1)],
            setsigdef=defaults,
        )
    finally:
        if lock is not None:
            os.set_inheritable(lock, False)


@contextmanager
def _signals_left_to_editor() -> Iterator[list[signal.Signals]]:
    """Ignore SIGINT and SIGQUIT, which are for the editor, and stop and continue by default.

    Gives the signals that the editor is to handle by default: those that Python or this function
    ignores, but not one that the shell did, as with `nohup`.
    """
    handlers = {
        signal.SIGINT: signal.SIG_IGN,
        signal.SIGQUIT: signal.SIG_IGN,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    previous = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    ours = [number for number, handler in previous.items() if handler is not signal.SIG_IGN]
    try:
        yield [*ours, signal.SIGPIPE, signal.SIGXFSZ]
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
