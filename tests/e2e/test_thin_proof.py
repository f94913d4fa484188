"""The thin output in a real terminal: the same cells, colours and cursor as Textual's own."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from operator import methodcaller
from pathlib import Path
from typing import Any, Self

import pyte
import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.slow

TRUECOLOR = {"COLORTERM": "truecolor"}

FILE = "canvases.json"

PATH = f"/proc/self/cwd/{FILE}"
"""Each one's own file under the same name: the screen shows it."""

WIDE = ("日本語のメモ", "Family 👪 on a 🚲", "Naïve café e\u0301", "☕ 50 €", "плата")
"""Notes of wide and combining characters, of which pyte and Rich agree how wide they are. Where
they do not, what Textual's own output leaves depends on which frames it happens to write: those
are for the test of the thin output itself, where both get the same frames."""

_UNFILTERED = """
from bmc_tui.cli.main import program
from bmc_tui.ui.terminal.output import ThinOutput
ThinOutput.feed = lambda self, data: data
program()
"""

UNFILTERED = [sys.executable, "-c", _UNFILTERED]
"""The program with the same frames, written just as Textual writes them."""

PLAIN = ["env", "BMC_TERMINAL=plain", BMC]
"""The program with Textual's own frames. Where they begin within a row with characters of doubtful
width, they leave something else than a row that is written whole."""


class OneByOne(pyte.Stream):
    """pyte forgets what follows a character without width in the same piece."""

    def feed(self, data: str) -> None:
        for character in data:
            super().feed(character)


class Pair:
    """The program twice, with the same keys: one writes thinly, one just as Textual does."""

    def __init__(
        self, homes: tuple[Path, Path], size: tuple[int, int], stock: Sequence[str]
    ) -> None:
        self._both = [
            Terminal([*command, "--file", PATH], home, size=size, env=TRUECOLOR)
            for home, command in zip(homes, ([BMC], stock), strict=True)
        ]
        for terminal in self._both:
            terminal._stream = OneByOne(terminal._pyte)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for terminal in self._both:
                stack.enter_context(terminal)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def do(self, step: str, action: Callable[[Terminal], object]) -> None:
        """Do something in both, and see that they show the same afterwards."""
        for terminal in self._both:
            action(terminal)
        # What is shown of saving comes by the clock, and not in both at once.
        wait_until(lambda: not self._differences(), lambda: f"{step}: {self._differences()}")

    def received(self) -> tuple[int, int]:
        thin, stock = self._both
        return thin.received, stock.received

    def _differences(self) -> list[object]:
        for terminal, quiet in zip(self._both, (0.25, 0.1), strict=True):
            terminal.settle(quiet)
        thin, stock = (picture(terminal) for terminal in self._both)
        return [(place, thin[place], stock[place]) for place in thin if thin[place] != stock[place]]


def picture(terminal: Terminal) -> dict[Any, Any]:
    """Return every cell by its place, with its colours, and the cursor."""
    with terminal._changed:
        screen = terminal._pyte
        cells = {
            (x, y): screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)
        }
        cursor = screen.cursor
        return cells | {"cursor": (cursor.x, cursor.y), "hidden": cursor.hidden}


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Return two homes with the same canvas."""
    canvas = Canvas().with_title("Koffiekar ☕ 日本")
    for block in BLOCKS:
        canvas = canvas.add(block, "Students on the way to class @students", "Short #fixed")
    for block in (Block.VALUE_PROPOSITIONS, Block.KEY_PARTNERS):
        canvas = canvas.add(block, *WIDE)
    thin, stock = (tmp_path / name for name in ("thin", "stock"))
    for home in (thin, stock):
        home.mkdir()
        Shelf(home / FILE, lambda: datetime(2026, 1, 1, tzinfo=UTC)).create(canvas, "1")
    return thin, stock


@pytest.fixture(
    params=[((80, 24), UNFILTERED), ((120, 40), PLAIN)], ids=["unfiltered-80x24", "plain-120x40"]
)
def pair(homes: tuple[Path, Path], request: pytest.FixtureRequest) -> Iterator[Pair]:
    size, stock = request.param
    with Pair(homes, size, stock) as pair:
        pair.do("start", methodcaller("wait_for", "? keys"))
        yield pair
        thin, stock = pair.received()
        assert thin < stock / 2


def press(pair: Pair, *keys: str) -> None:
    for key in keys:
        pair.do(key, methodcaller("keys", key))


def write(pair: Pair, text: str) -> None:
    pair.do(text, methodcaller("send", text))


def resize(pair: Pair, columns: int, rows: int) -> None:
    pair.do(f"{columns}x{rows}", methodcaller("resize", columns, rows))


@pytest.mark.parametrize("pair", [((120, 40), UNFILTERED)], ids=["120x40"], indirect=True)
def test_moves_and_editing(pair: Pair) -> None:
    press(pair, "left", "left", "left", "down", "right", "up", "tab", "2", "enter")
    write(pair, "Coffee to go")
    write(pair, "\rсдача 日本 👪 e\u0301")
    press(pair, "up", "left", "backspace", "down", "alt+up", "f2", "f2", "ctrl+pagedown", "escape")
    press(pair, "u", "U", "u")


def test_overlays(pair: Pair) -> None:
    press(pair, "ctrl+p", "c", "down", "escape")
    press(pair, "?", "pagedown", "escape")
    press(pair, "o", "down", "escape")
    press(pair, "2", "enter", "up", "ctrl+b", "5")
    press(pair, "escape", "a")
    write(pair, "Zelf 日本 gebrand\r")
    press(pair, "escape", "t")
    write(pair, " 🚲")
    press(pair, "enter")


def test_other_sizes(pair: Pair) -> None:
    sizes = [(100, 30), (60, 20), (40, 15), (20, 5), (140, 45), (80, 24)]
    for columns, rows in sizes:
        resize(pair, columns, rows)
        press(pair, "left")
    press(pair, "8", "enter")
    for columns, rows in sizes:
        resize(pair, columns, rows)
        write(pair, "é日")
    press(pair, "escape")
