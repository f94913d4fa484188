"""What goes over the line, counted in bytes beside a stock Textual app: exact, not timed."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.bench.ruler import Ruler
from tests.bench.sessions import BMC_SIGN, BMC_WALK, FLOOR, FLOOR_SIGN, FLOOR_WALK, TYPED
from tests.bench.work import fill
from tests.e2e.terminal import BMC

pytestmark = pytest.mark.slow

QUIET = 0.2
"""Seconds of silence after a key; more than the clock needs, less than a save waits."""


@pytest.fixture(scope="module", params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    both: tuple[int, int] = request.param
    return both


@pytest.fixture(scope="module")
def floor(size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Count the bytes of a stock Textual app with nine panels, a footer and an Input."""
    home = tmp_path_factory.mktemp("floor")
    with Ruler(FLOOR, home, size=size) as ruler:
        start = ruler.start(FLOOR_SIGN).bytes
        ruler.settle()
        move = median(ruler.press(key).bytes for key in FLOOR_WALK[:5])
    with Ruler([*FLOOR, "input"], home, size=size) as ruler:
        ruler.start(FLOOR_SIGN)
        ruler.settle()
        ruler.press("i")
        typed = median(ruler.press(key, 0.1).bytes for key in TYPED)
    return {"start": start, "move": move, "typed": typed}


@pytest.fixture
def app(size: tuple[int, int], tmp_path: Path) -> Iterator[Ruler]:
    with Ruler([BMC], fill(tmp_path), size=size) as ruler:
        yield ruler


@pytest.fixture
def board(app: Ruler) -> Ruler:
    app.start(BMC_SIGN)
    app.settle(0.5)
    return app


def test_the_start(app: Ruler, floor: dict[str, float]) -> None:
    assert app.start(BMC_SIGN).bytes <= 0.30 * floor["start"]


def test_a_move(board: Ruler, floor: dict[str, float]) -> None:
    samples = [board.press(key, QUIET) for key in BMC_WALK]
    assert all(sample.seen for sample in samples)
    assert max(sample.bytes for sample in samples) <= 0.06 * floor["move"]
    assert {sample.writes for sample in samples} == {1}


def test_a_typed_character(board: Ruler, floor: dict[str, float]) -> None:
    board.press("enter", QUIET)
    samples = [board.press(key, 0.1) for key in TYPED]
    # A few of them come with the news that there is something to save, or that it is saved.
    assert median(sample.bytes for sample in samples) <= 0.06 * floor["typed"]
    assert all(sample.bytes <= 0.30 * floor["typed"] for sample in samples)
    assert median(sample.writes for sample in samples) == 1


def test_all_that_a_character_changes_comes_in_one_frame(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    # Each makes a segment's name longer, which stands in the title line, in the editor, and on the
    # grid where that is in sight.
    with Ruler([BMC], fill(tmp_path, notes=9), size=size) as ruler:
        ruler.start(BMC_SIGN)
        ruler.settle(0.5)
        ruler.press("enter", QUIET)
        samples = [ruler.press(key, 0.1) for key in "hellothere"]
        assert "hellothere" in "".join(ruler.screen)
    # A save tells of itself in between.
    assert sum(sample.writes > 1 for sample in samples) <= 3


def test_opening_and_closing_the_editor(board: Ruler, size: tuple[int, int]) -> None:
    most = 6_000 * size[0] * size[1] / (80 * 24)
    assert 0 < board.press("enter", QUIET).bytes <= most
    assert 0 < board.press("escape", QUIET).bytes <= most


def test_nothing_while_nobody_does_anything(board: Ruler) -> None:
    board.settle(1)
    received, wakeups = board.received, board.wakeups()
    board.settle(quiet=5)
    assert board.received == received
    assert board.wakeups() - wakeups <= 5
