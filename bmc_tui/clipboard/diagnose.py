"""What there is between this place and a clipboard, and a proof of it where there can be one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bmc_tui.clipboard import desktop, osc52, tmux
from bmc_tui.clipboard.copy import ROUTE_TIMEOUT_S
from bmc_tui.clipboard.desktop import DesktopResult
from bmc_tui.clipboard.environment import Environment, detect_environment

_PASSIVE = {
    "VTE_VERSION": "",
    "TERM_PROGRAM": "Apple_Terminal",
}
"""Variables of terminals that are known to ignore what has them fill their clipboard, and the value
that says so; any, where it is empty."""


class Route(StrEnum):
    """The way that a copied text takes first."""

    DESKTOP = "desktop"
    """Into the desktop's clipboard."""
    TMUX = "tmux"
    """Into tmux's buffer, and from there to the terminal."""
    SCREEN = "screen"
    """Through GNU screen to the terminal, and into a file."""
    TERMINAL = "terminal"
    """To the terminal, and into a file."""
    FILE = "file"
    """Into a file."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found."""

    environment: Environment
    """Where the program runs, for whoever is attached now."""
    tmux_client: tmux.TmuxClient | None
    """Who is attached to tmux; None where there is none that answers."""
    route: Route
    """The way that a copied text takes."""
    desktop_result: DesktopResult | None
    """What became of a test text in the desktop's clipboard; None when it is not a way here."""
    tmux_verified: bool | None
    """Whether tmux gave a test text back; None when it is not a way here."""
    ignores_clipboard: bool
    """Whether the terminal is known to ignore what is sent for its clipboard."""


def diagnose(environ: Mapping[str, str], timeout: float = ROUTE_TIMEOUT_S) -> Diagnosis:
    """Try the ways that can be tried; the clipboard and tmux's buffers are left as they were.

    Nothing is sent to the terminal: its clipboard could not be put back.

    Args:
        environ: The variables that say where the program runs.
        timeout: Seconds that each way may take.
    """
    client = tmux.attached_client(environ, timeout) if detect_environment(environ).tmux else None
    if client:
        environ = client.environ
    place = detect_environment(environ)
    has_desktop = bool(place.display) and not place.remote
    proof = desktop.probe(environ, timeout) if has_desktop else None
    proof_of_tmux = tmux.probe(desktop.PROBE, environ, timeout) if client else None
    passive = any(
        environ.get(name) and value in ("", environ[name]) for name, value in _PASSIVE.items()
    )
    route = _route(place, proof, is_in_tmux=bool(proof_of_tmux))
    return Diagnosis(place, client, route, proof, proof_of_tmux, passive)


def _route(place: Environment, proof: DesktopResult | None, *, is_in_tmux: bool) -> Route:
    """Return the way that a copied text takes first."""
    works = proof in (DesktopResult.VERIFIED, DesktopResult.LEFT_ALONE, DesktopResult.NOT_RESTORED)
    # GNU screen does not tell whether somebody sits at that desktop.
    if works and (is_in_tmux or not place.screen):
        return Route.DESKTOP
    if is_in_tmux:
        return Route.TMUX
    if osc52.clipboard_sequence(b"", place) is None:
        return Route.FILE
    return Route.SCREEN if place.screen else Route.TERMINAL
