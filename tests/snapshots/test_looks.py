"""How the screens look in terminals of every size, and in every palette."""

from pathlib import Path

import pytest

from tests.snapshots.test_screens import SnapCompare, keep_versions
from tests.ui.apps import app_on, coffee_cart, overfull_canvas
from tests.ui.pilots import SETTLE

pytestmark = pytest.mark.slow

SIZES = {
    "200x50": (200, 50),
    "120x40": (120, 40),
    "100x30": (100, 30),
    "80x24": (80, 24),
    "60x20": (60, 20),
    "40x15": (40, 15),
    "20x5": (20, 5),
    "1x1": (1, 1),
}

OTHERS = {
    "canvases": ("o",),
    "formats": ("c", SETTLE, "down"),
    "help": ("question_mark",),
    "message": ("u",),
    "palette": ("ctrl+p",),
    "present": ("p", SETTLE, "right"),
    "quick_add": ("8", "a", *"Stroom uit het stopcontact"),
    "review": ("r", SETTLE, "down"),
    "versions": ("v",),
}


@pytest.mark.parametrize("size", ["100x30", "60x20", "40x15", "20x5", "1x1"])
def test_size_editor(snap_compare: SnapCompare, size: str) -> None:
    keys = ["3", "enter", "down", "down", *" op 5"]
    assert snap_compare(app_on(Path(), coffee_cart(), "nl"), press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["200x50", "120x40", "100x30", "80x24", "60x20", "40x15"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_interview(snap_compare: SnapCompare, language: str, size: str) -> None:
    keys = ["i", *["alt+right"] * 10, SETTLE, *"On the app"]
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["100x30", "60x20", "40x15"])
def test_size_board_overfull(snap_compare: SnapCompare, size: str) -> None:
    assert snap_compare(app_on(Path(), overfull_canvas()), press=["3"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["40x15", "20x5"])
@pytest.mark.parametrize("screen", OTHERS)
def test_size(snap_compare: SnapCompare, screen: str, size: str) -> None:
    if screen == "versions":
        keep_versions()
    app = app_on(Path(), coffee_cart(), "nl")
    assert snap_compare(app, press=OTHERS[screen], terminal_size=SIZES[size])


PALETTES: dict[str, tuple[str, dict[str, str]]] = {
    "light": ("light", {}),
    "contrast": ("contrast", {}),
    "contrast-light": ("contrast-light", {}),
    "terminal": ("terminal", {}),
    "no_color": ("", {"NO_COLOR": "1"}),
}

SHOWN: dict[str, tuple[str, ...]] = {
    "board": ("3",),
    "editor": ("3", "enter", "down", "shift+end"),
    "followed": ("s",),
    "review": ("r", SETTLE, "down"),
    "palette": ("ctrl+p", SETTLE, *"cop"),
    "message": ("u",),
}


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("screen", SHOWN)
def test_palette(snap_compare: SnapCompare, screen: str, palette: str) -> None:
    theme, environ = PALETTES[palette]
    app = app_on(Path(), coffee_cart(), environ=environ, theme=theme)
    assert snap_compare(app, press=SHOWN[screen], terminal_size=(80, 24))
