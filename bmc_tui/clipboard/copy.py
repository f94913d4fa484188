"""Copies a text by the routes of the environment: desktop, tmux, terminal, file.

Routes whose clipboard can be read back come first. Where none of them reaches the user's own
clipboard, the text is sent to the terminal, which never confirms, and written to a file.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from bmc_tui.clipboard import desktop, osc52, tmux
from bmc_tui.clipboard.desktop import DesktopResult
from bmc_tui.clipboard.environment import Environment
from bmc_tui.clipboard.outcome import Outcome, Reason, Unsent
from bmc_tui.clipboard.surroundings import Surroundings, survey
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
    around = survey(environ, timeout_s)
    environ, environment, clients = around.environ, around.environment, around.clients
    unsent = around.unsent or _too_large(data, around)
    reason = _copy_to_desktop(data, environment, environ, timeout_s)
    tmux_sends = bool(clients) and clients[-1].takes_clipboard and unsent is None
    buffered = [
        tmux.load_buffer(data, client.environ, timeout_s, send=tmux_sends and client is clients[-1])
        for client in clients
    ]
    sent = tmux_sends and buffered[-1]
    # GNU screen does not say which client is attached: the user may be at another desktop.
    is_certain = reason is None and not (environment.screen and not clients)
    if is_certain or (sent and not environment.mosh):
        return Outcome(reason, buffered=any(buffered), sent=sent and not is_certain)
    if not any(buffered) and unsent is None:
        sent = _send_to_terminal(data, environment, send)
    return Outcome(
        reason,
        buffered=any(buffered),
        sent=sent,
        unsent=None if environment.console else unsent,
        path=file,
        save_error=save(file, data),
    )


def _too_large(data: bytes, around: Surroundings) -> Unsent | None:
    """Return why a text is too large to be sent; None when it is not."""
    if len(data) <= around.max_bytes:
        return None
    return Unsent.TOO_LARGE_FOR_MOSH if around.environment.mosh else Unsent.TOO_LARGE


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
