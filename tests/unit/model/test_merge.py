"""Two edits of one canvas lose nothing when they are made one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import Conflict, find_conflicts, merge, merge_lists

lists = st.lists(st.sampled_from("abcdef"), max_size=6)


@given(lists, lists)
def test_where_only_one_side_changed_its_list_is_the_result(
    base: list[str], one: list[str]
) -> None:
    assert merge_lists(base, one, base) == one
    assert merge_lists(base, base, one) == one


@given(lists, lists, lists)
def test_what_either_side_added_is_there(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = Counter(merge_lists(base, mine, theirs))
    for added in (Counter(mine) - Counter(base), Counter(theirs) - Counter(base)):
        assert added <= merged


@given(lists, lists)
def test_the_same_edit_on_both_sides_is_made_once(base: list[str], both: list[str]) -> None:
    assert merge_lists(base, both, both) == both


def test_a_note_changed_on_both_sides_stays_in_both_wordings_side_by_side() -> None:
    merged = merge_lists(["one", "two", "three"], ["one", "2", "three"], ["one", "II", "three"])
    assert merged == ["one", "2", "II", "three"]


def test_neighbours_changed_on_both_sides_each_stand_beside_their_other_wording() -> None:
    merged = merge_lists(["a", "b"], ["a1", "b1"], ["a2", "b2"])
    assert merged == ["a1", "a2", "b1", "b2"]


def test_what_stays_in_both_wordings_can_be_told() -> None:
    base = Canvas().add(Block.CHANNELS, "Shop", "Phone", "Post").add(Block.COST_STRUCTURE, "Rent")
    mine = base.with_section(Block.CHANNELS, GENERAL, ["Shop", "Phone call", "Letter"])
    theirs = base.with_section(Block.CHANNELS, GENERAL, ["Shop!", "Telephone", "Post", "Van"])
    assert find_conflicts(base, mine, theirs) == [
        Conflict(Block.CHANNELS, "Phone call", "Telephone")
    ]
    assert find_conflicts(base, mine, mine) == find_conflicts(base, base, theirs) == []


def test_one_of_two_equal_notes_deleted_on_both_sides_leaves_one() -> None:
    assert merge_lists(["a", "a"], ["a"], ["a"]) == ["a"]


def test_edits_of_different_blocks_and_of_the_title_come_together() -> None:
    base = Canvas("Cart").add(Block.CHANNELS, "Square")
    mine = base.add(Block.CHANNELS, "Phone")
    theirs = base.with_title("Coffee cart").add(Block.KEY_PARTNERS, "Roastery")
    merged = merge(base, mine, theirs)
    assert merged.title == "Coffee cart"
    assert [note.text for _, note in merged] == ["Square", "Phone", "Roastery"]
