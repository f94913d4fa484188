"""Two canvases side by side, and one under the other where there is no room."""

import pytest
from rich.cells import cell_len

from bmc_tui.formats.changes.comparison import canvas_pair
from bmc_tui.formats.changes.sides import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from tests.unit.formats.changes.canvases import NEWER, OLDER
from tests.unit.hostile_canvases import HOSTILE_CANVASES

GUIDE = load("en")
PAIR = canvas_pair(
    OLDER,
    NEWER.add(Block.COST_STRUCTURE, "Rent € 100/month"),
    ("Coffee cart", "Coffee and tea cart"),
    GUIDE,
)


def rows(width: int) -> list[tuple[str, str]]:
    """Return the rows as the text of the left and that of the right side."""
    parts = (line.partition("│") for line in write(PAIR, GUIDE, width).splitlines())
    return [(left.strip(), right.strip()) for left, _, right in parts]


@pytest.mark.parametrize("width", [100, 120, 200])
def test_from_100_columns_on_they_stand_side_by_side(width: int) -> None:
    shown = rows(width)
    for row in (
        ("Coffee cart", "Coffee and tea cart"),
        ("1 Customer segments", ""),
        ("· Students @students", "· Students @students"),
        ("» A better cup", ""),
        ("", "» Stamp card @students"),
        ("~ A low price @students", "~ A price that is low @students"),
        ("→ Free refill", ""),
        ("there in 4 Relations", ""),
        ("", "→ Free refill"),
        ("", "there in 2 Value"),
        ("· Instagram", "· Instagram"),
    ):
        assert row in shown
    assert max(map(cell_len, write(PAIR, GUIDE, width).splitlines())) <= width


@pytest.mark.parametrize("width", [30, 60, 99])
def test_below_that_one_stands_under_the_other_in_each_block(width: int) -> None:
    text = write(PAIR, GUIDE, width)
    assert "│" not in text
    lines = text.splitlines()
    value = lines.index("2 Value propositions")
    assert lines[value + 1] == "Coffee cart"
    assert "» A better cup" in lines[value:]
    assert "» Stamp card @students" in lines
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [60, 120])
def test_two_that_are_the_same_are_said_to_be(width: int) -> None:
    same = canvas_pair(OLDER, OLDER.with_title("Copy"), ("Coffee cart", "Copy"), GUIDE)
    assert "\nBoth are the same.\n" in write(same, GUIDE, width)
    assert "same" not in write(PAIR, GUIDE, width)


def test_the_sums_of_both_stand_beneath() -> None:
    *_, notes, sums, _, legend = rows(120)
    assert notes == ("8 notes", "9 notes")
    assert "€ 100/month" in sums[1]
    assert legend[0].startswith("· in both, » only here")


def test_the_titles_are_no_change() -> None:
    assert PAIR.changes().title is None


@pytest.mark.parametrize("name", HOSTILE_CANVASES)
def test_hostile_canvases_stay_in_their_column(name: str) -> None:
    canvas = HOSTILE_CANVASES[name](2000)
    pair = canvas_pair(NEWER, canvas, ("a", "b"), GUIDE)
    assert max(map(cell_len, write(pair, GUIDE, 100).splitlines())) <= 101
