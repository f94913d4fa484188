"""What a terminal still sends over a slow line when the app has ended is read and dropped."""

import os
import pty
import select
import tty
from collections.abc import Iterator
from threading import Thread

import pytest

from bmc_tui.ui.terminal import late_answers
from bmc_tui.ui.terminal.late_answers import LateAnswers

MODES = "\x1b[?2026$p\x1b[?2048$p"
SUPPORTED = "\x1b[?2026;2$y\x1b[?2048;2$y"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """Give the terminal's end of a line and the program's, on which answers may take long."""
    monkeypatch.setattr(late_answers, "ANSWER_TIMEOUT_S", 60.0)
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_answers_under_way_are_waited_for_and_dropped(line: tuple[int, int]) -> None:
    ours, theirs = line
    answers = LateAnswers()
    answers.note_written(MODES)
    waiting = Thread(target=answers.discard, args=(theirs, pytest.fail))
    waiting.start()
    for character in f"keys{SUPPORTED}":
        assert waiting.is_alive()
        os.write(ours, character.encode())
    waiting.join(60)
    assert not select.select([theirs], [], [], 0)[0]


@pytest.mark.parametrize("report", ["\x1b[<35;40;12M", "\x1b[M#@@", "\x1b[113;1;113u"])
def test_after_reports_an_answer_is_asked_for(line: tuple[int, int], report: str) -> None:
    ours, theirs = line
    answers, written = LateAnswers(), []
    answers.note_read(report)

    def answer(question: str) -> None:
        written.append(question)
        os.write(ours, f"{report}\x1b[?62;4c".encode())

    for _ in range(2):  # as at the end, which stops the input twice
        answers.discard(theirs, answer)
    assert written == ["\x1b[c"]
    assert not select.select([theirs], [], [], 0)[0]


def test_what_came_or_never_comes_is_not_waited_for(
    line: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(select, "select", lambda *_: pytest.fail("it waits"))
    now = 0.0
    answered, ignored, keys = (LateAnswers(lambda: now) for _ in range(3))
    for answers in (answered, ignored):
        answers.note_written(MODES)
    answered.note_read(SUPPORTED)
    keys.note_read("\x1b[A")
    now = late_answers.ANSWER_TIMEOUT_S
    for answers in (answered, ignored, keys):
        answers.discard(line[1], pytest.fail)


def test_a_terminal_that_is_gone_sends_nothing_more() -> None:
    ours, theirs = pty.openpty()
    os.close(ours)
    answers = LateAnswers()
    answers.note_written(MODES)
    answers.discard(theirs, pytest.fail)
    os.close(theirs)
