"""Prints how the app does in ten terminals: their keys, colours, copies and widths.

    python -m tests.bench.matrix

Each cell of the table is the outcome of the tests that show it, which are run for it. Windows are
compared by pictures of them; what lies between two terminals, by the cells and bytes that arrive.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

_WINDOWS = {
    "pterm": "PuTTY",
    "urxvt": "urxvt",
    "xterm": "xterm",
    "kitty": "kitty",
    "vte": "VTE",
    "mlterm": "mlterm",
}
"""The names of terminals in windows, and those that the table of keys has for them."""

_ASPECTS = ("keys", "colours", "copy", "widths")

_TABLE = "tests/unit/ui/terminal/test_key_sequences.py"
_KEYS = (
    f"{_TABLE}::test_each_key_of_a_terminal_is_the_one_that_was_pressed",
    f"{_TABLE}::test_every_action_of_the_footer_has_a_key_that_a_terminal_sends",
)
_WINDOW_KEYS = "tests/e2e/test_keys_in_windows.py::test_a_terminal_sends_what_the_table_of_keys_has"
_LOOKS = "tests/e2e/test_windows.py"
_COLOURS = f"{_LOOKS}::test_what_is_picked_and_messages_can_be_read"
_WIDTHS = f"{_LOOKS}::test_odd_widths_and_directions_stay_in_their_block"
_COPY = f"{_LOOKS}::test_a_copy_arrives_whole_or_not_at_all"
_PLAIN = f"{_LOOKS}::test_plain_lines_are_straight_where_such_characters_are_wide"
_BETWEEN = "tests/e2e/test_multiplexers.py"
_PASSED_KEYS = f"{_BETWEEN}::test_it_passes_on_the_keys_of_a_terminal"
_PASSED_PICTURE = f"{_BETWEEN}::test_it_shows_colours_and_widths_as_they_are_meant"
_ROUTES = "tests/e2e/test_copy_routes.py"
_ANSI_TERM = "tests/e2e/test_ansi_term.py"


def cells() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the tests that show each aspect, by the terminal."""
    tests = {
        window: {
            "keys": (*(f"{test}[{name}]" for test in _KEYS), f"{_WINDOW_KEYS}[{name}]"),
            "colours": (f"{_COLOURS}[{window}]",),
            "copy": (f"{_COPY}[{window}]",),
            "widths": (f"{_WIDTHS}[{window}]",),
        }
        for window, name in _WINDOWS.items()
    }
    for window in ("pterm", "xterm", "vte", "mlterm"):
        tests[window]["widths"] += (f"{_PLAIN}[{window}]",)
    copies = {
        "tmux": f"{_ROUTES}"
        "::test_in_tmux_the_buffer_has_it_and_the_outer_terminal_is_sent_it[ssh-]",
        "screen": f"{_ROUTES}::test_gnu_screen_passes_it_on_to_its_terminal_whole",
        "mosh": "tests/e2e/test_copy_between.py"
        "::test_mosh_is_sent_what_it_passes_on_and_the_file_has_it_too",
    }
    for name, copy in copies.items():
        table = [f"{test}[{name}]" for test in _KEYS] if name != "mosh" else []
        picture = (f"{_PASSED_PICTURE}[{name}]",)
        keys = (*table, f"{_PASSED_KEYS}[{name}]")
        tests[name] = {"keys": keys, "colours": picture, "copy": (copy,), "widths": picture}
    tests["ansi-term"] = {
        "keys": tuple(f"{test}[ansi-term]" for test in _KEYS),
        "colours": (f"{_ANSI_TERM}::test_it_shows_the_same_as_another_terminal",),
        "copy": (f"{_ANSI_TERM}::test_a_copy_is_in_the_file_and_is_not_said_to_be_sent",),
        "widths": (f"{_ANSI_TERM}::test_it_shows_the_same_as_another_terminal",),
    }
    return tests


def main() -> None:
    """Run the tests, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matrix", description=__doc__)
    parser.add_argument("-n", default="2", help="how many tests run at once (2)")
    processes = parser.parse_args().n
    tests = cells()
    ids = sorted({test for row in tests.values() for cell in row.values() for test in cell})
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        options = ["-q", "-n", processes, "--junitxml", str(report), "-o", "junit_family=xunit2"]
        command = [sys.executable, "-m", "pytest", *options, *ids]
        subprocess.run(command, check=False, stdout=sys.stderr)
        outcomes = dict(_outcomes(ET.parse(report).iter("testcase")))  # noqa: S314 - our own file
    print("| terminal |", " | ".join(_ASPECTS), "|")  # noqa: T201
    print("|---" * (len(_ASPECTS) + 1) + "|")  # noqa: T201
    for terminal, row in tests.items():
        states = (
            dict.fromkeys(outcomes.get(test, "not run") for test in row[each]) for each in _ASPECTS
        )
        print(f"| {terminal} |", " | ".join("; ".join(cell) for cell in states), "|")  # noqa: T201


def _outcomes(cases: Iterable[ET.Element]) -> Iterable[tuple[str, str]]:
    """Yield the id of each test, and how it ended."""
    for case in cases:
        id_ = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            yield id_, "**failed**"
        elif skipped is not None:
            yield id_, f"skipped: {skipped.get('message')}"
        else:
            facts = [str(each.get("value")) for each in case.iter("property")]
            yield id_, ", ".join(["passed", *facts])


if __name__ == "__main__":
    main()
