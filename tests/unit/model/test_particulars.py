"""For whom, by whom, date and version of a canvas: changed, compared and merged."""

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.diff import ParticularChange, changes, extent
from bmc_tui.model.history import History
from bmc_tui.model.loss import Occasion, OccasionKind, takes_much_away
from bmc_tui.model.merge import Conflict, find_conflicts, merge

BASE = Canvas("Cart").add(Block.CHANNELS, "Post").with_particulars(Particulars(by_whom="Ann"))


def given(**texts: str) -> Canvas:
    return BASE.with_particulars(BASE.particulars._replace(**texts))


def test_they_are_cleaned_and_listed_where_given() -> None:
    canvas = Canvas().with_particulars(Particulars(" The\nbank ", "", "\x07", "3"))
    assert [*canvas.particulars.given()] == [("for_whom", "The bank"), ("version", "3")]


def test_missing_ones_are_filled_in_and_others_stay() -> None:
    filled = BASE.with_missing_particulars(Particulars("The bank", "Bo"))
    assert filled.particulars == Particulars("The bank", "Ann")


def test_what_each_side_changed_is_merged() -> None:
    mine, theirs = given(date="May"), given(version="2", by_whom="")
    assert merge(BASE, mine, theirs).particulars == Particulars(date="May", version="2")
    assert find_conflicts(BASE, mine, theirs) == []


def test_of_one_that_both_changed_both_wordings_stay_and_each_once() -> None:
    mine, theirs = given(by_whom="Bo"), given(by_whom="Cy")
    merged = merge(BASE, mine, theirs)
    assert sorted(merged.particulars.by_whom.split(" / ")) == ["Bo", "Cy"]
    assert merge(BASE, merged, theirs) == merged
    (conflict,) = find_conflicts(BASE, mine, theirs)
    assert conflict == Conflict(None, "Bo", "Cy", "by_whom")
    assert not conflict.is_title


def test_the_same_change_on_both_sides_is_not_a_conflict() -> None:
    side = given(by_whom="Bo / Cy")
    assert merge(BASE, side, side) == side
    assert find_conflicts(BASE, side, side) == []


def test_undo_takes_back_only_its_own_change() -> None:
    history = History(BASE).record(given(date="May"))
    history = history.rebase(given(date="May"), given(date="May", version="2"))
    assert history.undo().canvas == given(version="2")
    assert history.undo().redo().canvas == given(date="May", version="2")


def test_changes_are_listed() -> None:
    new = given(by_whom="", date="May")
    assert changes(BASE, new).particulars == (
        ParticularChange("by_whom", "Ann", ""),
        ParticularChange("date", "", "May"),
    )
    assert extent(BASE, new).particulars == ("by_whom", "date")
    assert changes(BASE, new)
    assert not changes(new, new)


def test_a_replacement_that_takes_one_away_takes_much_away() -> None:
    restore = Occasion(OccasionKind.RESTORE, "first")
    assert takes_much_away(BASE, given(by_whom=""), restore)
    assert not takes_much_away(BASE, given(date="May"), restore)
