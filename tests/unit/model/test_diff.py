"""What changed between two canvases, as a person would say it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.diff import Change, ChangeKind, Extent, PlacedNote, changes, extent
from tests.unit.growth import is_linear

AWARENESS, PURCHASE = Section(Phase.AWARENESS), Section(Phase.PURCHASE)
CART = (
    Canvas("Coffee cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff", "Guests")
    .add(Block.CHANNELS, "Cart on the square")
    .add(Block.CHANNELS, "Instagram", section=AWARENESS)
)


def change_rows(before: Canvas, after: Canvas) -> list[tuple[ChangeKind, Block, str]]:
    """Return the changes as kind, block and text."""
    return [
        (one.kind, one.subject.block, one.subject.note.text) for one in changes(before, after).notes
    ]


def test_between_a_canvas_and_itself_nothing_changed() -> None:
    assert not changes(CART, CART)
    assert changes(CART, CART).notes == ()


def test_a_note_is_added_or_gone() -> None:
    more = CART.add(Block.KEY_PARTNERS, "Roastery")
    assert change_rows(CART, more) == [(ChangeKind.ADDED, Block.KEY_PARTNERS, "Roastery")]
    assert change_rows(more, CART) == [(ChangeKind.REMOVED, Block.KEY_PARTNERS, "Roastery")]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Students", "Sudents"),
        ("Pay by card", "Pay by phone"),
        ("students", "Students"),
        ("Beans and milk € 0,60 x 1200/month", "Beans and milk € 0,75 x 1400/month"),
        ("Cart", "Cart on the square, 8-11 h, between the bus stop and the library @students"),
        ("Stempelkaart @studenten", "Stempelkaart en app @studenten #behoud"),
    ],
)
def test_two_wordings_of_a_note_are_one_note_that_changed(was: str, now: str) -> None:
    canvas = CART.add(Block.KEY_RESOURCES, "Two baristas")
    (change,) = changes(
        canvas.add(Block.KEY_RESOURCES, was), canvas.add(Block.KEY_RESOURCES, now)
    ).notes
    assert change == Change(
        PlacedNote(Block.KEY_RESOURCES, Note(was)), PlacedNote(Block.KEY_RESOURCES, Note(now))
    )
    assert change.kind is ChangeKind.CHANGED


@pytest.mark.parametrize(("was", "now"), [("Students", "Bakery"), ("ab", "cd"), ("Tea", "Coffee")])
def test_another_note_in_its_place_is_not_a_wording_of_it(was: str, now: str) -> None:
    empty = Canvas()
    kinds = [
        one.kind
        for one in changes(empty.add(Block.CHANNELS, was), empty.add(Block.CHANNELS, now)).notes
    ]
    assert kinds == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_each_note_of_a_block_that_was_rewritten_finds_its_own_former_wording() -> None:
    costs = Canvas().add(
        Block.COST_STRUCTURE, "Beans € 0,60 a cup", "Permit € 90 a month", "Milk € 0,20 a cup"
    )
    dearer = Canvas().add(
        Block.COST_STRUCTURE, "Milk € 0,25 a cup", "Beans € 0,70 a cup", "Permit € 95 a month"
    )
    pairs = {
        (one.old and one.old.note.text, one.new and one.new.note.text)
        for one in changes(costs, dearer).notes
    }
    assert pairs == {
        ("Beans € 0,60 a cup", "Beans € 0,70 a cup"),
        ("Permit € 90 a month", "Permit € 95 a month"),
        ("Milk € 0,20 a cup", "Milk € 0,25 a cup"),
    }


@pytest.mark.parametrize(
    ("gone", "was", "now"), [(5, 7, "Note number seven"), (1, 10, "Note number 10, a new one")]
)
def test_of_notes_that_are_nearly_alike_the_one_that_stood_there_was_reworded(
    gone: int, was: int, now: str
) -> None:
    texts = {number: f"Note number {number}" for number in range(1, 13)}
    before = Canvas().add(Block.COST_STRUCTURE, *texts.values())
    del texts[gone]
    texts[was] = now
    after = Canvas().add(Block.COST_STRUCTURE, *texts.values())
    found = {
        (change.old and change.old.note.text, change.new and change.new.note.text)
        for change in changes(before, after).notes
    }
    assert found == {(f"Note number {was}", now), (f"Note number {gone}", None)}


def test_a_note_in_another_position_phase_or_block_has_moved() -> None:
    moved, _ = CART.move_note(Spot(Block.CUSTOMER_SEGMENTS, Section(""), 2), down=False)
    phase = CART.with_section(Block.CHANNELS, AWARENESS, []).add(
        Block.CHANNELS, "Instagram", section=PURCHASE
    )
    sent, _ = CART.move_to_block(Spot(Block.CHANNELS, AWARENESS, 0), Block.KEY_PARTNERS)
    for after in (moved, phase, sent):
        (change,) = changes(CART, after).notes
        assert change.kind is ChangeKind.MOVED
    assert change.old == PlacedNote(Block.CHANNELS, Note("Instagram", AWARENESS))
    assert change.new == PlacedNote(Block.KEY_PARTNERS, Note("Instagram"))


def test_one_of_two_notes_that_are_the_same_is_gone_and_not_both() -> None:
    twice = CART.add(Block.CHANNELS, "Cart on the square")
    assert change_rows(twice, CART) == [(ChangeKind.REMOVED, Block.CHANNELS, "Cart on the square")]


def test_another_title_is_reported() -> None:
    assert changes(CART, CART.with_title("Bakery")).title == ("Coffee cart", "Bakery")
    assert changes(CART, CART.with_title("Bakery"))


def test_changes_are_reported_in_filling_order_and_within_a_block_kind_by_kind() -> None:
    after = (
        CART.add(Block.CHANNELS, "Shop")
        .with_section(Block.CUSTOMER_SEGMENTS, Section(""), ["New", "Students!", "Guests"])
        .add(Block.KEY_ACTIVITIES, "Brew")
    )
    assert change_rows(CART, after) == [
        (ChangeKind.ADDED, Block.CUSTOMER_SEGMENTS, "New"),
        (ChangeKind.CHANGED, Block.CUSTOMER_SEGMENTS, "Students!"),
        (ChangeKind.REMOVED, Block.CUSTOMER_SEGMENTS, "Staff"),
        (ChangeKind.ADDED, Block.CHANNELS, "Shop"),
        (ChangeKind.ADDED, Block.KEY_ACTIVITIES, "Brew"),
    ]


def test_nine_full_blocks_that_were_all_rewritten_are_compared_note_by_note_and_no_more() -> None:
    def full(word: str, notes: int) -> Canvas:
        canvas = Canvas()
        for block in BLOCKS:
            texts = (f"{word} {n * 7919 % 1000} {word[::-1]} {n}" for n in range(notes))
            canvas = canvas.add(block, *texts)
        return canvas

    def compared(notes: int) -> Callable[[], object]:
        before = full("students on the way to class", notes)
        after = full("another note altogether, quite long", notes)
        return lambda: changes(before, after)

    assert is_linear(compared, 600)


NOTES = st.lists(
    st.tuples(
        st.sampled_from([Block.CHANNELS, Block.KEY_PARTNERS]),
        st.sampled_from([Section(""), AWARENESS]),
        st.sampled_from(["Shop", "Shops", "Shop on the square", "Instagram", "x", "y"]),
    ),
    max_size=8,
)


def canvas_of(notes: Iterable[tuple[Block, Section, str]]) -> Canvas:
    canvas = Canvas()
    for block, section, text in notes:
        canvas = canvas.add(block, text, section=section)
    return canvas


@given(NOTES, NOTES)
def test_the_changes_lead_from_the_one_canvas_to_the_other(
    one: list[tuple[Block, Section, str]], other: list[tuple[Block, Section, str]]
) -> None:
    before, after = canvas_of(one), canvas_of(other)
    found = changes(before, after)
    assert bool(found) == (before != after)
    notes = Counter(PlacedNote(*pair) for pair in before)
    notes.subtract(change.old for change in found.notes if change.old)
    assert min(notes.values(), default=0) >= 0
    notes.update(change.new for change in found.notes if change.new)
    assert +notes == Counter(PlacedNote(*pair) for pair in after)


def test_the_extent_counts_notes_and_names_their_blocks() -> None:
    more = CART.add(Block.CHANNELS, "Phone", "Van")
    changed = extent(CART, more)
    assert (changed.note_count, changed.blocks, changed.text) == (2, (Block.CHANNELS,), "")
    assert changed.kind is ChangeKind.ADDED
    assert extent(more, CART) == replace(changed, kind=ChangeKind.REMOVED)
    assert extent(CART, CART) == Extent(
        0, (), "", ChangeKind.CHANGED, None, has_other_findings=False
    )


def test_the_extent_counts_a_reworded_and_a_moved_note_once() -> None:
    texts = ["Students", "Lecturers", "Guests"]
    reworded = CART.with_section(Block.CUSTOMER_SEGMENTS, Section(""), texts)
    assert extent(CART, reworded).note_count == 1
    assert extent(CART, reworded).text == "Lecturers"
    moved, _ = CART.move_to_block(Spot(Block.CHANNELS, AWARENESS, 0), Block.KEY_PARTNERS)
    changed = extent(CART, moved)
    assert (changed.note_count, changed.text) == (1, "Instagram")
    assert changed.blocks == (Block.CHANNELS, Block.KEY_PARTNERS)


def test_the_extent_of_another_order_is_not_a_note_but_its_block() -> None:
    texts = ["Guests", "Students", "Staff"]
    reordered = CART.with_section(Block.CUSTOMER_SEGMENTS, Section(""), texts)
    changed = extent(CART, reordered)
    assert (changed.note_count, changed.blocks) == (0, (Block.CUSTOMER_SEGMENTS,))
    assert extent(CART, CART.with_title("Tea")).title == "Tea"
