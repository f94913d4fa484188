"""Diagnoses the routes to a clipboard for `bmc doctor`, with a test text where that is harmless."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bmc_tui.clipboard import desktop, osc52, tmux
from bmc_tui.clipboard.copy import ROUTE_TIMEOUT_S
from bmc_tui.clipboard.desktop import DesktopResult
from bmc_tui.clipboard.environment import Environment
from bmc_tui.clipboard.outcome import Unsent
from bmc_tui.clipboard.surroundings import survey

_TERMINALS_IGNORING_OSC52 = {
    "VTE_VERSION": "",
    "TERM_PROGRAM": "Apple_Terminal",
}
"""Variables of terminals that are known to ignore the clipboard sequence, each with the value that
says so; "" for any value."""


class Route(StrEnum):
    """The first route that a copied text takes."""

    DESKTOP = "desktop"
    """To the desktop's clipboard."""
    TMUX = "tmux"
    """To tmux's buffer, and from there to the terminal."""
    SCREEN = "screen"
    """Through GNU screen to the terminal, and into a file."""
    TERMINAL = "terminal"
    """To the terminal, and into a file."""
    FILE = "file"
    """Into a file."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The routes to a clipboard, and the results of testing them."""

    environment: Environment
    """Where the program runs, seen from the client that is attached now."""
    tmux_client: tmux.TmuxClient | None
    """The client attached to tmux; None where no tmux answers."""
    route: Route
    """The first route that a copied text takes."""
    desktop_result: DesktopResult | None
    """The result of a test text on the desktop's clipboard; None where that is not a route."""
    tmux_verified: bool | None
    """Whether tmux gave a test text back; None where that is not a route."""
    ignores_clipboard: bool
    """Whether the terminal is known to ignore the clipboard sequence."""
    unsent: Unsent | None
    """Why nothing that is sent to the terminal can arrive; None where it may."""


def diagnose(environ: Mapping[str, str], timeout_s: float = ROUTE_TIMEOUT_S) -> Diagnosis:
    """Test the routes that can be tested, and restore the clipboard afterwards.

    Nothing is sent to the terminal: its clipboard could not be restored.

    Args:
        environ: The environment variables that say where the program runs.
        timeout_s: Seconds that each program that a route runs may take.
    """
    around = survey(environ, timeout_s)
    environ, environment = around.environ, around.environment
    client = around.clients[0] if around.clients else None
    has_desktop = bool(environment.display) and not environment.remote
    desktop_result = desktop.probe(environ, timeout_s) if has_desktop else None
    tmux_verified = tmux.probe(desktop.PROBE_TEXT, client.environ, timeout_s) if client else None
    ignores_clipboard = any(
        environ.get(name) and value in ("", environ[name])
        for name, value in _TERMINALS_IGNORING_OSC52.items()
    )
    route = _first_route(environment, desktop_result, is_in_tmux=bool(tmux_verified))
    return Diagnosis(
        environment,
        client,
        route,
        desktop_result,
        tmux_verified,
        ignores_clipboard,
        around.unsent,
    )


def _first_route(
    environment: Environment, desktop_result: DesktopResult | None, *, is_in_tmux: bool
) -> Route:
    """Return the first route that a copied text takes."""
    works = desktop_result in (
        DesktopResult.VERIFIED,
        DesktopResult.LEFT_ALONE,
        DesktopResult.NOT_RESTORED,
    )
    # GNU screen does not say which client is attached: the user may be at another desktop.
    if works and (is_in_tmux or not environment.screen):
        return Route.DESKTOP
    if is_in_tmux:
        return Route.TMUX
    if osc52.clipboard_sequence(b"", environment) is None:
        return Route.FILE
    return Route.SCREEN if environment.screen else Route.TERMINAL
