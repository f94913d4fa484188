"""What the app looks like in windows of real terminals, measured in pictures of them."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import ne
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.displays import read_clipboard
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.windows import (
    COLUMNS,
    EMULATORS,
    ROWS,
    WIDE,
    Emulator,
    Picture,
    Window,
    Windowed,
    display,
)
from tests.faults.app import shelf_at

pytestmark = [pytest.mark.slow, pytest.mark.needs("Xvfb")]

MIN_CONTRAST = 4.5
"""Of text and its ground, at least (WCAG 2.2, 1.4.3)."""


OWN_COLOURS = 'theme = "terminal"'
"""The settings in which the app has the terminal's own colours, however many there are."""


PICKED = {"3": "Channels", "u": "Nothing", "r": "hint", "o": "Campus", "ctrl+p": "Add"}
"""Keys, and a word that is reversed then: the focus, a message, a finding, a canvas, a command."""

MAX_STRAY_PART = 0.04
"""Part of the pixels of a cell that letters beside it may take; a line takes more."""

TOUR = ("right", "8", "3", "5", "9", "right", "up", "left", "left", "2", "1")
"""Moves that return to where they began, over every side of the blocks."""

STAYS = {"3", "u"}
"""Those after which there is nothing to go back from."""


@pytest.fixture(scope="module", params=EMULATORS)
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    with opened(EMULATORS[request.param]) as window:
        yield window


@contextmanager
def opened(emulator: Emulator) -> Iterator[Window]:
    """Give a window of a terminal, on a display of its own."""
    emulator.require()
    with display() as screen, Window(emulator, screen) as window:
        yield window


def settings(home: Path, text: str) -> dict[str, str]:
    """Write the file of the settings; return the variables that lead to it."""
    file = home / "config.toml"
    file.write_text(text, encoding="utf-8")
    return {"BMC_CONFIG": str(file)}


def luminance(pixel: bytes) -> float:
    """Return the relative luminance of blue, green and red (WCAG 2.2, "relative luminance")."""
    parts = (part / 255 for part in pixel)
    blue, green, red = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(picture: Picture, x: int, y: int, end: int) -> float:
    """Return the contrast of the text in the cells from `x` up to `end` with its ground."""
    pixels = Counter[bytes]()
    for column in range(x, end):
        data = picture.cell(column, y)
        pixels.update(data[at : at + 3] for at in range(0, len(data), 4))
    ground = luminance(pixels.most_common(1)[0][0])
    ratios = (
        (max(ground, text) + 0.05) / (min(ground, text) + 0.05) for text in map(luminance, pixels)
    )
    return max(ratios)


def picked(terminal: Terminal) -> Iterator[tuple[int, int, int, str]]:
    """Yield the words that are reversed: row, first column, the column after, and text."""
    for y in range(ROWS):
        cells = [terminal.cell(x, y) for x in range(COLUMNS)]
        row = "".join(cell.data[:1] if cell.reverse else " " for cell in cells)
        for word in re.finditer(r"\S+", row):
            yield y, word.start(), word.end(), word[0]


def changed(one: Picture, other: Picture) -> list[tuple[int, int]]:
    """Return the cells that differ in two pictures of a window, without the last, a mark.

    In some terminals letters go a pixel beyond their cell, until what is beside them is written.
    """
    cells = [(x, y) for y in range(ROWS) for x in range(COLUMNS)][:-1]
    pairs = [(cell, one.cell(*cell), other.cell(*cell)) for cell in cells]
    return [
        cell for cell, data, old in pairs if sum(map(ne, data, old)) > MAX_STRAY_PART * len(data)
    ]


def test_what_is_picked_and_messages_can_be_read(window: Window, tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    environ = settings(tmp_path, OWN_COLOURS)
    with Windowed([BMC], tmp_path, window, environ) as app:
        app.wait_for("? keys")
        picture = app.picture()
        frame = [(x, y) for y in range(ROWS) for x in range(COLUMNS) if app.cell(x, y).data in "━┃"]
        assert frame
        assert min(contrast(picture, x, y, x + 1) for x, y in frame) >= MIN_CONTRAST
        app.keys(*TOUR)
        assert changed(app.picture(), picture) == []
        for key, text in PICKED.items():
            app.keys(key)
            app.wait_for(lambda _: text in [word for *_, word in picked(app)])  # noqa: B023
            picture = app.picture()
            ratios = {word: contrast(picture, x, y, end) for y, x, end, word in picked(app)}
            assert {word: ratio for word, ratio in ratios.items() if ratio < MIN_CONTRAST} == {}
            if key not in STAYS:
                app.keys("escape")


ODD = (
    "❤️ love",
    "👨‍👩‍👧 family",
    "🇳🇱 flag",
    "👍🏽 thumb",
    "e\u0301te\u0301",
    "नमस्ते दुनिया",
    "مرحبا ١٢",
)
"""Notes of characters about whose widths terminals disagree, or that join one another."""

HEBREW = "שלום עולם 12"

AMBIGUOUS = ("één café", "€ 5 × 3", "“quoted” – …", "Привет", "½ ¾ æ")
"""Notes of characters that some terminals can be set to show two cells wide."""

SIDES = [0, *range(16, 32), *range(48, COLUMNS)]
"""The columns beside the contents of blocks 8 and 2 at 80x24: their sides, and all other blocks."""


def ink(picture: Picture, x: int, y: int) -> set[int]:
    """Return the columns of pixels in a cell in which something is drawn."""
    data = picture.cell(x, y)
    pixels = [data[at : at + 3] for at in range(0, len(data), 4)]
    ground = Counter(pixels).most_common(1)[0][0]
    return {at % picture.cell_width for at, pixel in enumerate(pixels) if pixel != ground}


def drawn(window: Window, home: Path, notes: Mapping[Block, Sequence[str]], lines: str) -> Picture:
    """Return a picture of a canvas.

    Args:
        window: The window.
        home: The home folder.
        notes: The notes of each block.
        lines: The setting of the lines.
    """
    canvas = Canvas("Cart")
    for block, texts in notes.items():
        canvas = canvas.add(block, *texts)
    shelf_at(home / DATA_FOLDER / "canvases.json").create(canvas)
    env = settings(home, f'{OWN_COLOURS}\nlines = "{lines}"')
    with Windowed([BMC], home, window, env) as app:
        app.wait_for("? keys")
        return app.picture()


def test_odd_widths_and_directions_stay_in_their_block(window: Window, tmp_path: Path) -> None:
    others = {Block.KEY_ACTIVITIES: ["Brew"], Block.CUSTOMER_RELATIONSHIPS: [HEBREW]}
    odd = {Block.KEY_PARTNERS: ODD, Block.VALUE_PROPOSITIONS: [HEBREW], **others}
    # On a row with text from right to left the sides are letters: so both have it in the last one.
    words = [*["word"] * len(ODD[:-1]), HEBREW]
    plain = {Block.KEY_PARTNERS: words, Block.VALUE_PROPOSITIONS: ["word"], **others}
    one = drawn(window, tmp_path / "odd", odd, "drawn")
    other = drawn(window, tmp_path / "plain", plain, "drawn")
    rows = range(2, 2 + len(ODD))
    assert [(x, y) for y in rows for x in SIDES if ink(one, x, y) != ink(other, x, y)] == []


@pytest.mark.parametrize("name", WIDE)
def test_plain_lines_are_straight_where_such_characters_are_wide(name: str, tmp_path: Path) -> None:
    with opened(WIDE[name]) as window:
        wide = drawn(window, tmp_path / "wide", {Block.KEY_PARTNERS: AMBIGUOUS}, "plain")
        notes = {Block.KEY_PARTNERS: ["word"] * len(AMBIGUOUS)}
        words = drawn(window, tmp_path / "words", notes, "plain")
    assert [cell for cell in changed(wide, words) if cell[0] in SIDES] == []


@pytest.mark.needs("xclip")
def test_a_copy_arrives_whole_or_not_at_all(
    window: Window, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    over_ssh = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_TTY": "/dev/pts/7"}
    with Windowed([BMC], tmp_path, window, over_ssh) as app:
        app.wait_for("? keys")
        app.keys("y")
        app.wait_for("Sent to your terminal")
        app.picture()  # which comes after what was sent
        try:
            arrived = read_clipboard({"DISPLAY": window.display.name})
        except subprocess.CalledProcessError:  # nothing was ever copied there
            arrived = ""
    copied = (tmp_path / DATA_FOLDER / "copied.md").read_text(encoding="utf-8")
    assert copied == run_bmc(tmp_path, "export")
    assert arrived in ("", copied)
    record_property("copy", "arrives" if arrived else "does not arrive: the file has it")
