"""Reads and drops answers of the terminal that arrive after the app has ended or stopped.

Over a slow line an answer may be under way when the app ends, as may reports of the mouse and keys
in kitty's protocol: the shell would take them for keys, and show `2026;2$y`.
"""

import os
import re
import select
import time
from collections.abc import Callable
from contextlib import suppress

from bmc_tui.ui.terminal.input import ESCAPE

ANSWER_TIMEOUT_S = 1.0
"""Seconds after a question in which its answer comes; some terminals never answer some of them."""

_ANSWERS = {
    "\x1b[?2026$p": re.compile("\x1b\\[\\?2026;\\d+\\$y"),
    "\x1b[?2048$p": re.compile("\x1b\\[\\?2048;\\d+\\$y"),
    "\x1b[?2048h": re.compile("\x1b\\[48;[\\d;:]*t"),
    "\x1b[6n": re.compile("\x1b\\[\\d+;\\d+R"),
    "\x1b[c": re.compile("\x1b\\[\\?[\\d;]*c"),
}
"""The answer to each question: whether a mode is there (DECRQM), the size, which comes at once when
its reports are turned on, the cursor's place (CPR), and the terminal's kind (DA1), which every
terminal says."""

_IDENTIFY = "\x1b[c"

_REPORTS = re.compile("\x1b\\[(?:<[\\d;]+[Mm]|M|[\\d;:]+u)")
"""What a terminal keeps sending until the program turns it off: of the mouse, its position as
numbers or as three more characters; and keys in kitty's protocol."""

_READ_BYTES = 4_096


class LateAnswers:
    """The answers that are still to come, and how long to wait for them.

    Args:
        clock: Gives the time in seconds, such as `time.monotonic`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._deadlines: dict[str, float] = {}
        """Until when the answer to each question may come."""
        self._reports_until = 0.0
        """Until when further reports, of what the user goes on doing, may be under way."""

    def note_written(self, data: str) -> None:
        """Note the questions in what is written to the terminal."""
        for question in _ANSWERS:
            if question in data:
                self._deadlines[question] = self._clock() + ANSWER_TIMEOUT_S

    def note_read(self, text: str) -> None:
        """Note what the terminal has sent: complete sequences or other text."""
        if ESCAPE not in text:
            return
        if _REPORTS.match(text):
            self._reports_until = self._clock() + ANSWER_TIMEOUT_S
        for question in [*self._deadlines]:
            if _ANSWERS[question].search(text):
                del self._deadlines[question]

    @property
    def _remaining_s(self) -> float:
        """Seconds to wait for missing answers; 0 if nothing is to come."""
        return max(0.0, max(self._deadlines.values(), default=0.0) - self._clock())

    def discard(self, terminal: int, write: Callable[[str], None]) -> None:
        """Read what is under way to a terminal that no one else reads, and drop it.

        Args:
            terminal: The terminal's descriptor, without echo.
            write: Writes to it; used if there were reports just now, to ask for an answer that
                comes after the last of them.
        """
        if self._clock() < self._reports_until:
            write(_IDENTIFY)
            self.note_written(_IDENTIFY)
        received = ""
        with suppress(OSError):  # the terminal is gone
            while (timeout_s := self._remaining_s) and select.select([terminal], [], [], timeout_s)[
                0
            ]:
                if not (data := os.read(terminal, _READ_BYTES)):
                    break
                received += data.decode("utf-8", "replace")
                self.note_read(received)
        self._reports_until = 0.0
