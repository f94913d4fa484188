"""Two edits of one canvas lose nothing when they are made one, order included."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.merge import (
    Conflict,
    find_conflicts,
    merge,
    merge_lists,
    trace_merge,
)
from tests.unit.growth import is_linear

lists = st.lists(st.sampled_from("abcdef"), max_size=6)


@st.composite
def edited(draw: st.DrawFn, items: list[str], added: str, *, reorders: bool) -> list[str]:
    """A list from which some items were deleted, to which some were added, perhaps reordered."""
    kept = [item for item in items if draw(st.booleans())]
    if reorders:
        kept = draw(st.permutations(kept))
    for item in draw(st.lists(st.sampled_from(added), max_size=3, unique=True)):
        kept.insert(draw(st.integers(0, len(kept))), item)
    return kept


bases = st.lists(st.sampled_from("abcdef"), max_size=6, unique=True)


def restricted(items: list[str], *others: list[str]) -> list[str]:
    """The items that are in all the others too."""
    return [item for item in items if all(item in other for other in others)]


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


def test_neighbours_changed_on_both_sides_each_stay_beside_their_other_wording() -> None:
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


@given(lists, lists, lists)
def test_the_sides_are_alike_but_for_the_order(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged, swapped = merge_lists(base, mine, theirs), merge_lists(base, theirs, mine)
    assert Counter(merged) == Counter(swapped)
    assert all(
        count <= max(mine.count(item), theirs.count(item))
        for item, count in Counter(merged).items()
    )


@given(st.data(), bases)
def test_an_order_that_only_one_side_changed_holds(data: st.DataObject, base: list[str]) -> None:
    sorted_anew = data.draw(edited(base, "xyz", reorders=True))
    not_sorted = data.draw(edited(base, "uvw", reorders=False))
    for mine, theirs in ((sorted_anew, not_sorted), (not_sorted, sorted_anew)):
        merged = merge_lists(base, mine, theirs)
        assert restricted(merged, sorted_anew) == restricted(sorted_anew, merged)
        for addition in set("uvw") & set(not_sorted):
            assert addition in merged


@given(st.data(), bases)
def test_moves_of_both_sides_hold_unless_they_contradict_one_another(
    data: st.DataObject, base: list[str]
) -> None:
    mine, theirs = data.draw(st.permutations(base)), data.draw(st.permutations(base))
    merged = merge_lists(base, mine, theirs)

    def is_before(first: str, second: str) -> bool:
        in_base = base.index(first) < base.index(second)
        orders = [side.index(first) < side.index(second) for side in (mine, theirs)]
        return in_base if orders == [in_base, in_base] else not in_base

    wanted = {pair for pair in permutations(base, 2) if is_before(*pair)}
    contradicts = any({(a, b), (b, c), (c, a)} <= wanted for a, b, c in permutations(base, 3))
    assert sorted(merged) == sorted(base)
    if not contradicts:
        assert set(combinations(merged, 2)) == wanted


@given(lists, lists, lists)
def test_each_merged_item_is_traced_to_mine(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = trace_merge(base, mine, theirs)
    assert [item for item, _ in merged] == merge_lists(base, mine, theirs)
    in_place = [index for item, index in merged if index is not None and mine[index] == item]
    assert len(set(in_place)) == len(in_place)
    mine_alone = Counter(mine) - Counter(theirs)
    traced = Counter(mine[index] for index in in_place)
    assert all(traced[item] for item, _ in merged if mine_alone[item] == mine.count(item) > 0)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("AB", "BA", "ABn", "BAn"),  # reorder + add
        ("ABn", "AB", "BAn", "BA"),  # delete + reorder
        ("ABC", "CAB", "AnBC", "CAnB"),  # the addition stays with its neighbour
        ("ABMYZ", "BAMYZ", "ABMZY", "BAMZY"),  # both, in different parts
        ("ABC", "BCA", "CAB", "CBA"),  # both, of one another's notes
        ("ABC", "BAC", "ACB", "ACB"),  # B<A<C<B: a contradiction, so theirs
        ("AAB", "BAA", "AABn", "BAAn"),  # duplicates
        ("ABA", "BA", "ABAn", "BAn"),  # the first of two is deleted
        ("", "mn", "tm", "tmn"),  # both added m
    ],
)
def test_the_order_of_both_sides(base: str, mine: str, theirs: str, merged: str) -> None:
    assert "".join(merge_lists(base, mine, theirs)) == merged


def test_a_reworded_note_goes_where_the_other_side_moved_it() -> None:
    base, reordered = ["Square", "Phone", "Post"], ["Post", "Square", "Phone"]
    reworded = ["Square", "Phone", "Post office"]
    for sides in ((reordered, reworded), (reworded, reordered)):
        assert merge_lists(base, *sides) == ["Post office", "Square", "Phone"]


def test_a_note_added_above_a_reworded_one_is_not_its_other_wording() -> None:
    base, mine, theirs = ["Phone"], ["Phone calls"], ["Van", "Phone book"]
    assert merge_lists(base, mine, theirs) == ["Van", "Phone calls", "Phone book"]
    canvases = [Canvas().add(Block.CHANNELS, *side) for side in (base, mine, theirs)]
    assert find_conflicts(*canvases) == [Conflict(Block.CHANNELS, "Phone calls", "Phone book")]


def test_a_title_that_both_sides_changed_is_mine_and_a_conflict() -> None:
    base, mine, theirs = Canvas("Cart"), Canvas("Coffee cart"), Canvas("Tea cart")
    assert merge(base, mine, theirs).title == "Coffee cart"
    assert find_conflicts(base, mine, theirs) == [Conflict(None, "Coffee cart", "Tea cart")]
    for sides in ((base, mine, base), (base, base, theirs), (base, mine, mine)):
        assert not find_conflicts(*sides)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (lambda notes: ["mine", *notes], lambda notes: [*notes, "theirs"]),
        (lambda notes: [*notes[1:], notes[0]], lambda notes: [*notes, "theirs"]),
        (lambda notes: [*notes[1:], notes[0]], lambda notes: [notes[-1], *notes[:-1]]),
        (lambda notes: notes[::-1], lambda notes: [*notes, "theirs"]),
        (lambda notes: notes[::-1], lambda notes: [*notes[1:], notes[0]]),
        (lambda notes: [*notes, "mine"], lambda notes: ["theirs", *["same"] * len(notes)]),
    ],
    ids=["add", "carry", "carry both", "reverse", "reverse both", "replace by duplicates"],
)
def test_the_time_of_a_merge_grows_with_the_notes_and_not_faster(
    mine: Callable[[list[str]], list[str]], theirs: Callable[[list[str]], list[str]]
) -> None:
    def merging(size: int) -> Callable[[], object]:
        notes = [f"note {number}" for number in range(size)]
        return lambda: merge_lists(notes, mine(notes), theirs(notes))

    assert is_linear(merging, 16_000)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ((Block.CHANNELS, "awareness"), (Block.CHANNELS, "delivery"), (Block.CHANNELS, "delivery")),
        ((Block.KEY_PARTNERS, ""), (Block.CHANNELS, "delivery"), (Block.CHANNELS, "delivery")),
        ((Block.CHANNELS, "delivery"), (Block.KEY_PARTNERS, ""), (Block.KEY_PARTNERS, "")),
        ((Block.KEY_PARTNERS, ""), (Block.PARKED, ""), (Block.PARKED, "")),
        ((Block.PARKED, ""), (Block.PARKED, ""), (Block.PARKED, "")),
    ],
)
def test_a_note_that_both_sides_moved_is_in_one_place(
    mine: tuple[Block, str], theirs: tuple[Block, str], merged: tuple[Block, str]
) -> None:
    base = Canvas().add(Block.CHANNELS, "a", "Taste", "b", section=Section("evaluation"))
    spot = Spot(Block.CHANNELS, Section("evaluation"), 1)

    def moved(place: tuple[Block, str]) -> Canvas:
        return base.without_note(spot).add(place[0], "Taste", section=Section(place[1]))

    assert merge(base, moved(mine), moved(theirs)) == moved(merged)
    assert find_conflicts(base, moved(mine), moved(theirs)) == []


def test_notes_moved_on_one_side_and_copied_on_the_other_are_all_there() -> None:
    base = Canvas().add(Block.CHANNELS, "Taste")
    mine = Canvas().add(Block.KEY_PARTNERS, "Taste")
    theirs = base.add(Block.KEY_RESOURCES, "Taste")
    merged = merge(base, mine, theirs)
    assert [block for block, _ in merged] == [Block.KEY_RESOURCES, Block.KEY_PARTNERS]
