"""The command that reports which way to a clipboard this terminal has, and tests it if it can."""

import os
import platform
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from bmc_tui import __version__
from bmc_tui.cli.output import table, to_json
from bmc_tui.clipboard.diagnose import Diagnosis, Route, diagnose
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

_LIBRARIES = ("textual", "rich", "tinydb", "pyperclip")
"""The libraries whose versions belong in a bug report."""


def doctor_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what is between this terminal and a clipboard: as a table, or as JSON."""
    diagnosis = diagnose(os.environ)
    files = {"data": str(shelf.path), "copies": str(copied_text_file())}
    if args.json:
        return to_json(_json_diagnosis(diagnosis, files))
    return table([(label, clean(text)) for label, text in _rows(diagnosis, files, guide)])


def _rows(
    diagnosis: Diagnosis, files: Mapping[str, str], guide: Guide
) -> Iterator[tuple[str, str]]:
    """Yield the rows, each with a label; only the first row of several has it."""
    say, environment = guide.say, diagnosis.environment
    yield say("doctor.label.terminal"), environment.terminal or say("doctor.none")
    yield say("doctor.label.place"), say("doctor.remote" if environment.remote else "doctor.here")
    yield say("doctor.label.multiplexer"), _multiplexer(diagnosis, guide)
    yield say("doctor.label.display"), environment.display or say("doctor.none")
    yield say("doctor.label.route"), say(f"doctor.route.{diagnosis.route.value}")
    label = say("doctor.label.proof")
    for result in _test_results(diagnosis, guide):
        yield label, result
        label = ""
    yield say("doctor.label.data"), files["data"]
    yield say("doctor.label.copies"), files["copies"]
    versions = ", ".join(f"{name} {number}" for name, number in _versions().items())
    yield say("doctor.label.versions"), versions


def _multiplexer(diagnosis: Diagnosis, guide: Guide) -> str:
    """Return the multiplexers between the program and the terminal."""
    names = []
    if diagnosis.tmux_client:
        terminal = diagnosis.tmux_client.terminal or guide.say("doctor.none")
        names.append(
            guide.say("doctor.tmux", version=diagnosis.tmux_client.version, terminal=terminal)
        )
    elif diagnosis.environment.tmux:
        names.append(guide.say("doctor.tmux_mute"))
    if diagnosis.environment.screen:
        names.append("GNU screen")
    return ", ".join(names) or guide.say("doctor.none")


def _test_results(diagnosis: Diagnosis, guide: Guide) -> Iterator[str]:
    """Yield the result of each test, and what cannot be tested."""
    if diagnosis.desktop_result is not None:
        yield guide.say(f"doctor.desktop.{diagnosis.desktop_result.name.lower()}")
    if diagnosis.tmux_client:
        yield guide.say(
            "doctor.buffer.verified" if diagnosis.tmux_verified else "doctor.buffer.refused"
        )
        takes_clipboard = diagnosis.tmux_client.takes_clipboard
        yield guide.say("doctor.buffer.sent" if takes_clipboard else "doctor.buffer.not_sent")
    if diagnosis.route in (Route.SCREEN, Route.TERMINAL, Route.TMUX):
        yield guide.say("doctor.ignores" if diagnosis.ignores_clipboard else "doctor.unproven")
    if diagnosis.route is Route.FILE:
        yield guide.say("doctor.by_file")


def _json_diagnosis(diagnosis: Diagnosis, files: Mapping[str, str]) -> dict[str, object]:
    """Return what `doctor --json` prints."""
    client = diagnosis.tmux_client
    tmux_client = client and {
        "version": client.version,
        "terminal": client.terminal,
        "takes_clipboard": client.takes_clipboard,
        "buffer_verified": diagnosis.tmux_verified,
    }
    return {
        **asdict(diagnosis.environment),
        "route": diagnosis.route.value,
        "desktop": None
        if diagnosis.desktop_result is None
        else diagnosis.desktop_result.name.lower(),
        "tmux_client": tmux_client,
        "terminal_ignores_clipboard": diagnosis.ignores_clipboard,
        "data_file": files["data"],
        "copied_file": files["copies"],
        "versions": _versions(),
    }


def _versions() -> dict[str, str]:
    """Return the versions of the program, Python and the libraries, by name."""
    versions = {"bmc": __version__, "Python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:  # packaged without its metadata
            versions[name] = "?"
    return versions
