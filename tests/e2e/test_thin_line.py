"""The bytes that the app writes, compared with a stock Textual app: exact, not timed."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.bench.homes import make_home
from tests.bench.sessions import (
    BASELINE,
    BASELINE_MOVES,
    BASELINE_READY,
    BMC_MOVES,
    BMC_READY,
    NOTE_MOVES,
    TYPED_TEXT,
)
from tests.bench.timed_terminal import TimedTerminal
from tests.e2e.terminal import BMC

pytestmark = pytest.mark.slow

QUIET_S = 0.2
"""Silence after which a key has had its effect: longer than a frame, shorter than the autosave's
delay."""


@pytest.fixture(scope="module", params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    both: tuple[int, int] = request.param
    return both


@pytest.fixture(scope="module")
def baseline(size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Count the bytes of a stock Textual app with nine panels, a footer and an Input."""
    home = tmp_path_factory.mktemp("baseline")
    with TimedTerminal(BASELINE, home, size=size) as terminal:
        start = terminal.start(BASELINE_READY).bytes
        terminal.settle()
        move = median(terminal.press(key).bytes for key in BASELINE_MOVES[:5])
    with TimedTerminal([*BASELINE, "input"], home, size=size) as terminal:
        terminal.start(BASELINE_READY)
        terminal.settle()
        terminal.press("i")
        typed = median(terminal.press(key, 0.1).bytes for key in TYPED_TEXT)
    return {"start": start, "move": move, "typed": typed}


@pytest.fixture
def app(size: tuple[int, int], tmp_path: Path) -> Iterator[TimedTerminal]:
    with TimedTerminal([BMC], make_home(tmp_path), size=size) as terminal:
        yield terminal


@pytest.fixture
def board(app: TimedTerminal) -> TimedTerminal:
    app.start(BMC_READY)
    app.settle(0.5)
    return app


def test_the_start(app: TimedTerminal, baseline: dict[str, float]) -> None:
    assert app.start(BMC_READY).bytes <= 0.30 * baseline["start"]


def test_a_move(board: TimedTerminal, baseline: dict[str, float]) -> None:
    samples = [board.press(key, QUIET_S) for key in BMC_MOVES]
    assert all(sample.seen for sample in samples)
    assert max(sample.bytes for sample in samples) <= 0.028 * baseline["move"]
    assert {sample.writes for sample in samples} == {1}


def test_a_move_within_a_cell(board: TimedTerminal) -> None:
    board.press("space", QUIET_S)
    samples = [board.press(key, QUIET_S) for key in NOTE_MOVES]
    assert all(sample.seen for sample in samples)
    assert max(sample.bytes for sample in samples) <= 300
    assert {sample.writes for sample in samples} == {1}


def test_a_typed_character(board: TimedTerminal, baseline: dict[str, float]) -> None:
    board.press("enter", QUIET_S)
    samples = [board.press(key, 0.1) for key in TYPED_TEXT]
    # A few of them come with the title line's change to "not saved yet" or "saved".
    assert median(sample.bytes for sample in samples) <= 0.06 * baseline["typed"]
    assert all(sample.bytes <= 0.30 * baseline["typed"] for sample in samples)
    assert median(sample.writes for sample in samples) == 1


def test_all_that_a_character_changes_comes_in_one_frame(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    # Each makes a segment's name longer, which is in the title line, in the editor, and on the
    # grid where that is in sight.
    with TimedTerminal([BMC], make_home(tmp_path, notes=9), size=size) as terminal:
        terminal.start(BMC_READY)
        terminal.settle(0.5)
        terminal.press("enter", QUIET_S)
        samples = [terminal.press(key, 0.1) for key in "hellothere"]
        assert "hellothere" in "".join(terminal.screen)
    # A save changes the title line in between.
    assert sum(sample.writes > 1 for sample in samples) <= 3


def test_opening_and_closing_the_editor(board: TimedTerminal, size: tuple[int, int]) -> None:
    # Over the whole of the grid, or over two of its columns, none of which is wrapped anew.
    opened, stepped = (1_300, 900) if size == (80, 24) else (1_900, 2_200)
    assert 0 < board.press("enter", QUIET_S).bytes <= opened
    assert 0 < board.press("ctrl+pagedown", QUIET_S).bytes <= stepped
    assert 0 < board.press("escape", QUIET_S).bytes <= 4_500
    board.press("i", QUIET_S)
    assert 0 < board.press("ctrl+n", QUIET_S).bytes <= stepped


def test_nothing_while_nobody_does_anything(board: TimedTerminal) -> None:
    board.settle(2)
    received, wakeups = board.received, board.wakeups()
    board.settle(quiet=5)
    assert board.received == received
    # A look at the data file every 1.5 seconds, which may take two wake-ups; not one per frame.
    assert board.wakeups() - wakeups <= 10
