"""Checks the terminal: its name, colours and size, and, by asking it, UTF-8 and bracketed paste."""

import os
import re
import select
import termios
import time
from collections.abc import Iterator, Mapping

from bmc_tui.cli.checks.check import Check, CheckState
from bmc_tui.clipboard.kitty import terminal_line
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.themes.palettes import colour_depth, is_colourless

_ANSWER_TIMEOUT_S = 1.0
"""Seconds to wait for the answers; over a slow line one takes some tenths."""

_QUESTIONS = (
    b"\r\xc3\xa9\x1b[6n"  # one character in UTF-8, two otherwise; then: where is the cursor?
    b"\r\x1b[K"
    b"\x1b[?2004$p"  # DECRQM: does it know bracketed paste?
    b"\x1b[c"  # DA1, which every terminal answers: nothing comes after it
)
_PLACE = re.compile(rb"\x1b\[\d+;(\d+)R")
_PASTE = re.compile(rb"\x1b\[\?2004;(\d)\$y")
_END = re.compile(rb"\x1b\[\?[\d;]*c")

_ONE_CHARACTER = b"2"
"""The column after one character."""

_UNKNOWN_MODE = b"0"

_BOARD_COLUMNS, _BOARD_ROWS = 80, 24
"""The least size for all nine blocks beside each other."""


def terminal_checks(environ: Mapping[str, str], guide: Guide) -> Iterator[Check]:
    """Yield the results.

    Args:
        environ: The environment.
        guide: The language.
    """
    name = clean(environ.get("TERM", ""))
    if name in ("", "dumb"):
        yield Check("terminal", CheckState.BAD, guide.say("cli.dumb_terminal"))
    else:
        yield Check("terminal", CheckState.GOOD, name)
    depth = "none" if is_colourless(environ) else colour_depth(environ).value
    yield Check("colours", CheckState.GOOD, guide.say(f"doctor.colours.{depth}"))
    yield _size(guide)
    answers = _answers()
    yield _encoding(answers, guide)
    yield _paste(answers, guide)


def _size(guide: Guide) -> Check:
    """Check that the terminal reports its size, and that the nine blocks fit."""
    for descriptor in (0, 1, 2):
        try:
            columns, rows = os.get_terminal_size(descriptor)
        except OSError:  # not a terminal
            continue
        if not (columns and rows):
            return Check("size", CheckState.BAD, guide.say("doctor.size.none"))
        is_small = columns < _BOARD_COLUMNS or rows < _BOARD_ROWS
        key = "doctor.size.small" if is_small else "doctor.size.good"
        text = guide.say(key, columns=columns, rows=rows)
        return Check("size", CheckState.BAD if is_small else CheckState.GOOD, text)
    return Check("size", CheckState.UNKNOWN, guide.say("doctor.no_terminal"))


def _encoding(answers: bytes | None, guide: Guide) -> Check:
    """Check that a character of two bytes takes one cell."""
    place = answers and _PLACE.search(answers)
    if not place:
        key = "doctor.no_terminal" if answers is None else "doctor.no_answer"
        return Check("encoding", CheckState.UNKNOWN, guide.say(key))
    is_good = place[1] == _ONE_CHARACTER
    key = "doctor.encoding.good" if is_good else "doctor.encoding.bad"
    return Check("encoding", CheckState.GOOD if is_good else CheckState.BAD, guide.say(key))


def _paste(answers: bytes | None, guide: Guide) -> Check:
    """Check that the terminal marks pasted text."""
    mode = answers and _PASTE.search(answers)
    if not mode:
        key = "doctor.no_terminal" if answers is None else "doctor.paste.unknown"
        return Check("paste", CheckState.UNKNOWN, guide.say(key))
    is_good = mode[1] != _UNKNOWN_MODE
    key = "doctor.paste.good" if is_good else "doctor.paste.bad"
    return Check("paste", CheckState.GOOD if is_good else CheckState.BAD, guide.say(key))


def _answers() -> bytes | None:
    """Return what the terminal answers to the questions; None where there is none."""
    received = b""
    try:
        with terminal_line() as line:
            os.write(line, _QUESTIONS)
            deadline = time.monotonic() + _ANSWER_TIMEOUT_S
            while not _END.search(received):
                remaining_s = deadline - time.monotonic()
                if remaining_s <= 0 or not select.select([line], [], [], remaining_s)[0]:
                    break
                received += os.read(line, 1024) or b"\x1b[?c"  # hung up
    except (OSError, termios.error):
        return None
    return received
