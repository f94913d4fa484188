"""What changed, on the nine blocks in plain characters."""

import re

import pytest
from rich.cells import cell_len

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.text import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from tests.unit.formats.changes.canvases import CHANGED, NEWER
from tests.unit.hostile_canvases import HOSTILE_CANVASES

ENGLISH, DUTCH = load("en"), load("nl")


def words(text: str) -> str:
    """Return the texts of a picture of one column: without borders, wrapped lines joined."""
    return re.sub(r"[│─┌┐└┘├┤\s]+", " ", text)


@pytest.mark.parametrize("width", [20, 60, 80, 100, 200])
def test_the_picture_is_as_wide_as_it_is_asked_for(width: int) -> None:
    lines = write(CHANGED, ENGLISH, width).splitlines()
    assert {cell_len(line) for line in lines} == {width}


def test_each_note_has_the_sign_of_what_became_of_it() -> None:
    text = words(write(CHANGED, ENGLISH, 60))
    for shown in (
        "· Students @students",
        "- A better cup",
        "~ A price that is low @students was: A low price @students",
        "→ Free refill to 4 Relations",
        "← Free refill from 2 Value",
        "+ Stamp card @students",
        "↕ Instagram from Awareness",
        "- Parked: Ask the baker",
        "~ Title: Coffee and tea cart was: Coffee cart",
    ):
        assert shown in text


def test_only_the_signs_that_are_there_are_explained() -> None:
    assert "+ new, - gone, ~ reworded, ← moved here, → moved away" in words(
        write(CHANGED, ENGLISH, 100)
    )
    added = Comparison(Canvas("Cart"), Canvas("Cart").add(BLOCKS[0], "Students"), "v1", "now")
    text = write(added, DUTCH, 100)
    assert "+ nieuw" in text
    assert "weg" not in text


def test_without_changes_the_picture_says_so() -> None:
    text = write(Comparison(NEWER, NEWER, "v1", "now"), ENGLISH, 200)
    assert "Nothing changed." in text
    assert "· Stamp card @students" in text


@pytest.mark.parametrize("name", HOSTILE_CANVASES)
def test_hostile_canvases_stay_in_the_frame(name: str) -> None:
    canvas = HOSTILE_CANVASES[name](2000)
    comparison = Comparison(Canvas("Cart").add(BLOCKS[0], "Students"), canvas, "v1", "now")
    lines = write(comparison, ENGLISH, 80).splitlines()
    assert {line[0] for line in lines} <= set("┌│├└")
    assert {line[-1] for line in lines} <= set("┐│┤┘")
