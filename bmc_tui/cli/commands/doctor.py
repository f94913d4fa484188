"""The command that says which way to a clipboard this terminal has, and proves it where it can."""

import json
import os
import platform
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from bmc_tui import __version__
from bmc_tui.clipboard.diagnose import Diagnosis, Route, diagnose
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf, copied_file

_LIBRARIES = ("textual", "rich", "tinydb", "pyperclip")
"""Whose versions matter to whoever looks into a fault."""


def doctor(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what there is between this terminal and a clipboard: a line each, or as JSON."""
    found = diagnose(os.environ)
    files = {"data": str(shelf.path), "copies": str(copied_file())}
    if args.json:
        return json.dumps(_as_json(found, files), indent=1) + "\n"
    rows = list(_rows(found, files, guide))
    widest = max(len(label) for label, _ in rows)
    return "".join(f"{label:<{widest}}  {clean(text)}\n" for label, text in rows)


def _rows(found: Diagnosis, files: Mapping[str, str], guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield what is told, each behind its label; a label is not repeated."""
    say, place = guide.say, found.environment
    yield say("doctor.label.terminal"), place.terminal or say("doctor.none")
    yield say("doctor.label.place"), say("doctor.remote" if place.remote else "doctor.here")
    yield say("doctor.label.multiplexer"), _multiplexer(found, guide)
    yield say("doctor.label.display"), place.display or say("doctor.none")
    yield say("doctor.label.route"), say(f"doctor.route.{found.route.value}")
    label = say("doctor.label.proof")
    for proof in _proofs(found, guide):
        yield label, proof
        label = ""
    yield say("doctor.label.data"), files["data"]
    yield say("doctor.label.copies"), files["copies"]
    versions = ", ".join(f"{name} {number}" for name, number in _versions().items())
    yield say("doctor.label.versions"), versions


def _multiplexer(found: Diagnosis, guide: Guide) -> str:
    """Return what stands between the program and the terminal."""
    names = []
    if found.tmux_client:
        terminal = found.tmux_client.terminal or guide.say("doctor.none")
        names.append(guide.say("doctor.tmux", version=found.tmux_client.version, terminal=terminal))
    elif found.environment.tmux:
        names.append(guide.say("doctor.tmux_mute"))
    if found.environment.screen:
        names.append("GNU screen")
    return ", ".join(names) or guide.say("doctor.none")


def _proofs(found: Diagnosis, guide: Guide) -> Iterator[str]:
    """Yield what was tried and what became of it, and what can't be known."""
    if found.desktop_result is not None:
        yield guide.say(f"doctor.desktop.{found.desktop_result.name.lower()}")
    if found.tmux_client:
        yield guide.say(
            "doctor.buffer.verified" if found.tmux_verified else "doctor.buffer.refused"
        )
        takes = found.tmux_client.takes_clipboard
        yield guide.say("doctor.buffer.sent" if takes else "doctor.buffer.not_sent")
    if found.route in (Route.SCREEN, Route.TERMINAL, Route.TMUX):
        yield guide.say("doctor.ignores" if found.ignores_clipboard else "doctor.unproven")
    if found.route is Route.FILE:
        yield guide.say("doctor.by_file")


def _as_json(found: Diagnosis, files: Mapping[str, str]) -> dict[str, object]:
    """Return all of it for a program."""
    return {
        **asdict(found.environment),
        "route": found.route.value,
        "desktop": None if found.desktop_result is None else found.desktop_result.name.lower(),
        "tmux_client": None
        if found.tmux_client is None
        else {
            "version": found.tmux_client.version,
            "terminal": found.tmux_client.terminal,
            "takes_clipboard": found.tmux_client.takes_clipboard,
            "buffer_verified": found.tmux_verified,
        },
        "terminal_ignores_clipboard": found.ignores_clipboard,
        "data_file": files["data"],
        "copied_file": files["copies"],
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    """Return the versions of what the program is made of."""
    found = {"bmc": __version__, "Python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # put together by somebody else, without its papers
            found[name] = "?"
    return found
