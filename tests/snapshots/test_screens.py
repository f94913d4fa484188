"""How the screens look; a picture guards looks only, behaviour has tests of its own."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bmc_tui.canvas.canvas import Canvas
from tests.ui.apps import app_on, coffee_cart, hostile, overfull

SnapCompare = Callable[..., bool]

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}

LOOKS: dict[str, tuple[Callable[[], Canvas] | None, str, tuple[str, ...]]] = {
    "board": (coffee_cart, "en", ("3",)),
    "board_empty_nl": (None, "nl", ("7",)),
    "board_overfull": (overfull, "en", ("3",)),
    "board_hostile": (hostile, "nl", ("5",)),
    "editor": (coffee_cart, "en", ("3", "enter", "down", "down", "down")),
    "editor_empty_nl": (None, "nl", ("5", "enter")),
    "editor_overfull": (overfull, "nl", ("4", "enter", "up", "up")),
}

OTHERS: dict[str, tuple[Callable[[], Canvas] | None, str, tuple[str, ...]]] = {
    "quick_add": (coffee_cart, "nl", ("8", "a", *"Stroom")),
    "message": (coffee_cart, "en", ("4", "u")),
    "picker": (coffee_cart, "en", ("1", "enter", "up", "ctrl+b")),
    "canvases": (coffee_cart, "en", ("o",)),
    "keys": (coffee_cart, "nl", ("question_mark",)),
    "palette": (coffee_cart, "en", ("ctrl+p",)),
}


@pytest.fixture(autouse=True)
def in_a_folder_and_time_zone_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterable[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", LOOKS)
def test_look(snap_compare: SnapCompare, look: str, size: str) -> None:
    make, language, keys = LOOKS[look]
    app = app_on(Path(), make and make(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("look", OTHERS)
def test_other(snap_compare: SnapCompare, look: str) -> None:
    make, language, keys = OTHERS[look]
    app = app_on(Path(), make and make(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES["80x24"])


@pytest.mark.parametrize(
    "size", [(60, 20), (40, 15), (20, 5), (1, 1)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_small(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(Path(), coffee_cart()), press=["3"], terminal_size=size)


def test_readme(snap_compare: SnapCompare) -> None:
    assert snap_compare(app_on(Path(), coffee_cart()), press=["3"], terminal_size=(80, 24))
