"""Copies a text by the routes of the environment: desktop, tmux, terminal, file.

Routes whose clipboard can be read back come first. Where none of them reaches the user's own
clipboard, the text is sent to the terminal, which never confirms, and written to a file.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from bmc_tui.clipboard import desktop, osc52, tmux
from bmc_tui.clipboard.desktop import DesktopResult
from bmc_tui.clipboard.environment import Environment, detect_environment
from bmc_tui.clipboard.outcome import Outcome, Reason
from bmc_tui.files import paths

ROUTE_TIMEOUT_S = 2.0
"""Seconds that each program that a route runs may take."""

_REASONS = {
    DesktopResult.MISSING: Reason.MISSING,
    DesktopResult.REFUSED: Reason.REFUSED,
    DesktopResult.SLOW: Reason.SLOW,
}


def copy(
    text: str,
    *,
    environ: Mapping[str, str],
    send: Callable[[str], None],
    file: Path,
    timeout_s: float = ROUTE_TIMEOUT_S,
) -> Outcome:
    """Copy `text` to the clipboard, or as near to it as the environment allows.

    Blocks for a few times `timeout_s` at worst, so the app calls it from a thread.

    Args:
        text: The text to copy.
        environ: The environment variables: they say where the program runs, and are passed on to
            the programs that it starts.
        send: Writes a control sequence to the terminal; it may raise an `OSError`.
        file: Where the text is saved when no route can confirm; an existing file is replaced.
        timeout_s: Seconds that each program that a route runs may take.

    Returns:
        The result of each route; no error is raised.
    """
    data = text.encode("utf-8", "replace")
    fits = len(data) <= osc52.MAX_TEXT_BYTES
    client = tmux.attached_client(environ, timeout_s) if detect_environment(environ).tmux else None
    if client:
        environ = client.environ
    environment = detect_environment(environ)
    reason = _copy_to_desktop(data, environment, environ, timeout_s)
    tmux_sends = client is not None and client.takes_clipboard and fits
    buffered = client is not None and tmux.load_buffer(data, environ, timeout_s, send=tmux_sends)
    sent = buffered and tmux_sends
    # GNU screen does not say which client is attached: the user may be at another desktop.
    is_certain = reason is None and not (environment.screen and client is None)
    if is_certain or sent:
        return Outcome(reason, buffered=buffered, sent=sent and not is_certain)
    if not buffered and fits:
        sent = _send_to_terminal(data, environment, send)
    too_large = not fits and not environment.console
    save_error = save(file, data)
    return Outcome(
        reason,
        buffered=buffered,
        sent=sent,
        too_large=too_large,
        path=file,
        save_error=save_error,
    )


def _copy_to_desktop(
    data: bytes, environment: Environment, environ: Mapping[str, str], timeout_s: float
) -> Reason | None:
    """Copy to the desktop's clipboard on this machine, if it is the user's own.

    Returns:
        None when the text was read back from there, or else why it was not.
    """
    if environment.remote:
        return Reason.REMOTE
    if not environment.display:
        return Reason.MISSING
    return _REASONS.get(desktop.copy(data, environ, timeout_s))


def _send_to_terminal(data: bytes, environment: Environment, send: Callable[[str], None]) -> bool:
    """Send a text to the terminal's clipboard, and tell whether that was possible."""
    sequence = osc52.clipboard_sequence(data, environment)
    if sequence is None:
        return False
    try:
        send(sequence)
    except OSError:
        return False
    return True


def save(file: Path, data: bytes) -> OSError | None:
    """Write a file atomically with mode 600.

    Args:
        file: Its path; an existing file is replaced.
        data: Its content.

    Returns:
        The error, or None when it was written.
    """
    from bmc_tui.files.atomic import replace
    from bmc_tui.files.folders import make_folder

    try:
        make_folder(file.parent)
        replace(paths.real(file), data)
    except OSError as error:
        return error
    return None
