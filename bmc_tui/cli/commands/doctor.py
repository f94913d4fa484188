"""The command that checks everything the program needs, and says what is good and what to do."""

import os
import platform
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from bmc_tui import __version__
from bmc_tui.cli.checks.check import Check, CheckState
from bmc_tui.cli.checks.storage import storage_checks
from bmc_tui.cli.checks.surroundings import surroundings_checks
from bmc_tui.cli.checks.terminal import terminal_checks
from bmc_tui.cli.commands.config import with_checked_keys
from bmc_tui.cli.output import table, terminal_width, to_json, wrapped
from bmc_tui.clipboard.desktop import DesktopResult
from bmc_tui.clipboard.diagnose import Diagnosis, Route, diagnose
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

_MARK_CELLS, _MIN_TEXT_CELLS = 6, 20
"""The widths of what is before a label and after it, and the least one of the texts."""

_LIBRARIES = ("textual", "rich", "tinydb", "pyperclip")
"""The libraries whose versions belong in a bug report."""


def doctor_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what the program finds where it runs: as a table, or as JSON.

    Each row is good, or says what to do.
    """
    diagnosis = diagnose(os.environ)
    checks = [
        *terminal_checks(os.environ, guide),
        *_clipboard_checks(diagnosis, guide),
        *storage_checks(shelf, guide),
        *surroundings_checks(with_checked_keys(args.config), os.environ, guide),
    ]
    if args.json:
        return to_json(_json_diagnosis(diagnosis, shelf, checks))
    bad = sum(check.state is CheckState.BAD for check in checks)
    versions = ", ".join(f"{name} {number}" for name, number in _versions().items())
    result = guide.pluralize("doctor.bad", bad) if bad else guide.say("doctor.good")
    return f"{table(list(_rows(checks, guide)))}\n{versions}\n{result}\n"


def _rows(checks: Sequence[Check], guide: Guide) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the table, wrapped in a terminal; the first of several has the label."""
    labels = [guide.say(f"doctor.label.{check.name}") for check in checks]
    columns = terminal_width()
    cells = max(_MIN_TEXT_CELLS, columns - max(map(len, labels)) - _MARK_CELLS)
    former = ""
    for check, label in zip(checks, labels, strict=True):
        text = clean(check.text)
        first, *rest = wrapped(text, cells) if columns else [text]
        yield check.state.value, "" if label == former else label, first
        yield from (("", "", row) for row in rest)
        former = label


def _clipboard_checks(diagnosis: Diagnosis, guide: Guide) -> Iterator[Check]:
    """Yield what is between this terminal and a clipboard."""
    say, environment = guide.say, diagnosis.environment
    place = "mosh" if environment.mosh else "remote" if environment.remote else "here"
    for name, text in (
        ("place", say(f"doctor.{place}")),
        ("multiplexer", _multiplexer(diagnosis, guide)),
        ("display", environment.display or say("doctor.none")),
        ("route", say(f"doctor.route.{diagnosis.route.value}")),
    ):
        yield Check(name, CheckState.GOOD, text)
    yield from _test_results(diagnosis, guide)
    yield Check("copies", CheckState.GOOD, str(copied_text_file()))


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


def _test_results(diagnosis: Diagnosis, guide: Guide) -> Iterator[Check]:
    """Yield the result of each test, and what cannot be tested."""

    def result(key: str, state: CheckState) -> Check:
        return Check("proof", state, guide.say(f"doctor.{key}"))

    def either(*, is_good: bool, good: str, bad: str) -> Check:
        return result(good, CheckState.GOOD) if is_good else result(bad, CheckState.BAD)

    desktop, client = diagnosis.desktop_result, diagnosis.tmux_client
    if desktop is not None:
        states = {
            DesktopResult.VERIFIED: CheckState.GOOD,
            DesktopResult.LEFT_ALONE: CheckState.UNKNOWN,
        }
        yield result(f"desktop.{desktop.name.lower()}", states.get(desktop, CheckState.BAD))
    if client:
        is_good = bool(diagnosis.tmux_verified)
        yield either(is_good=is_good, good="buffer.verified", bad="buffer.refused")
        yield either(is_good=client.takes_clipboard, good="buffer.sent", bad="buffer.not_sent")
    if diagnosis.unsent:
        yield Check("proof", CheckState.BAD, guide.say(f"clipboard.unsent.{diagnosis.unsent}"))
    elif diagnosis.route in (Route.SCREEN, Route.TERMINAL, Route.TMUX):
        is_lost = diagnosis.ignores_clipboard
        yield (
            result("ignores", CheckState.BAD) if is_lost else result("unproven", CheckState.UNKNOWN)
        )
    if diagnosis.route is Route.FILE:
        yield result("by_file", CheckState.UNKNOWN)


def _json_diagnosis(
    diagnosis: Diagnosis, shelf: Shelf, checks: Sequence[Check]
) -> dict[str, object]:
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
        "data_file": str(shelf.path),
        "copied_file": str(copied_text_file()),
        "versions": _versions(),
        "checks": [
            {"name": check.name, "state": check.state.name.lower(), "text": clean(check.text)}
            for check in checks
        ],
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
