"""How much an edit deletes: ordinary edits are little, a replacement is much."""

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.loss import (
    REMOVAL,
    Occasion,
    OccasionKind,
    has_many_fewer_notes,
    takes_much_away,
)

RESTORE = Occasion(OccasionKind.RESTORE, "start")


def channels(*texts: str) -> Canvas:
    return Canvas("Cart").add(Block.CHANNELS, *texts)


NOTES = channels("Square", "Phone", "Van")


@pytest.mark.parametrize(
    "after",
    [
        channels("Square", "Phone", "Van", "Post"),
        channels("Square", "Phones", "Van"),
        channels("Square", "Phone"),
        channels("Van", "Phone", "Square"),
        channels("SquarePhone", "Van"),
        channels("Square", "Ph", "one", "Van"),
        Canvas("Cart").add(Block.KEY_PARTNERS, "Square", "Phone", "Van"),
        NOTES.with_title("Coffee"),
    ],
    ids=["add", "type", "delete", "move", "join", "split", "other block", "title"],
)
def test_what_a_key_does_takes_little_away(after: Canvas) -> None:
    assert not takes_much_away(NOTES, after, REMOVAL)
    assert not takes_much_away(NOTES, NOTES, REMOVAL)


@pytest.mark.parametrize(
    "after",
    [
        Canvas("Cart"),
        channels("Square"),
        channels("Pasted", "Pasted too", "And more", "And more still"),
        channels("Square", "Pasted"),
        channels("SquarePhoneVan"),
    ],
)
def test_what_takes_two_notes_away_at_once_takes_much_away(after: Canvas) -> None:
    assert takes_much_away(NOTES, after, REMOVAL)
    assert takes_much_away(NOTES, after, Occasion(OccasionKind.UNDO))


@pytest.mark.parametrize(
    "after",
    [
        channels("Square", "Phones", "Van"),
        channels("Square", "Phone"),
        channels("Van", "Phone", "Square"),
        NOTES.with_title("Coffee"),
        NOTES.with_notes(Block.CHANNELS, [Note("Square"), Note("Phone")]).add(
            Block.KEY_PARTNERS, "Van"
        ),
    ],
    ids=["reword", "remove", "order", "title", "move"],
)
def test_a_replacement_takes_much_away_as_soon_as_anything_is_not_as_it_was(after: Canvas) -> None:
    assert takes_much_away(NOTES, after, RESTORE)


def test_a_replacement_that_only_adds_takes_nothing_away() -> None:
    after = channels("Square", "New", "Phone", "Van", "Post").add(Block.KEY_PARTNERS, "Roastery")
    assert not takes_much_away(NOTES, after, RESTORE)
    assert not takes_much_away(Canvas(), NOTES, RESTORE)


def test_notes_that_go_one_by_one_are_many_together_and_reworded_ones_are_not() -> None:
    assert has_many_fewer_notes(NOTES, channels("Square"))
    assert not has_many_fewer_notes(NOTES, channels("Square", "Phone"))
    assert not has_many_fewer_notes(NOTES, channels("Squares", "Phones", "Vans"))
