"""Runs of one character, which a terminal repeats that has shown that it can.

No name of a terminal says whether it has REP (ECMA-48, 8.3.103): xterm, VTE and kitty have it, tmux
3.3 for ASCII alone, mosh and Emacs not at all, and all may be called `xterm-256color`. So it is
tried, and the terminal tells where its cursor is then. What it does not repeat is written.
"""

import re

ASKED_CELLS = 9
"""Cells at the start of a row that the question blanks; in a narrower terminal it would scroll."""

_QUESTION = " \x1b[2b\xa0\x1b[4b\x1b[6n"
"""A blank that is to be repeated twice, another one four times, and where the cursor is (REP, CPR).
A terminal of another encoding, in which the second is two characters, is in none of `_RUNS`."""

_ANSWER = re.compile("\x1b\\[(?!1;)\\d+;(?P<column>\\d+)R")
"""Where the cursor is; in the first row it could be F3 with a modifier."""

_ASCII, _OTHERS = "([ -~])\\1{5,}", "([^\x00-\x7f])\\1{2,}"
"""Runs that take fewer bytes as one character and REP."""

_RUNS = {"5": _ASCII, "7": _OTHERS, "9": f"{_ASCII}|{_OTHERS.replace('1', '2')}"}
"""What a terminal repeats, by the cursor's column after the question; 3 where that is nothing."""


class Repeats:
    """Which characters a terminal repeats, and text for it."""

    def __init__(self) -> None:
        self._is_asked = False
        """Whether the answer is still to come."""
        self._runs: re.Pattern[str] | None = None
        """The runs that the terminal has shown it repeats, if any."""

    def question(self) -> str:
        """Return the question, which is written at the start of a row."""
        self._is_asked, self._runs = True, None
        return _QUESTION

    def note_read(self, text: str) -> None:
        """Take notice of what the terminal has sent, which may be the answer."""
        if self._is_asked and (answer := _ANSWER.fullmatch(text)):
            self._is_asked = False
            runs = _RUNS.get(answer["column"])
            self._runs = re.compile(runs) if runs else None

    def shortened(self, text: str) -> str:
        """Return the shortest sequence that writes a text of sure width."""
        return self._runs.sub(_repetition, text) if self._runs else text


def _repetition(run: re.Match[str]) -> str:
    """Return the sequence that writes one character several times."""
    return f"{run[0][0]}\x1b[{len(run[0]) - 1}b"
