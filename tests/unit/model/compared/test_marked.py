"""One canvas with the notes of two, each with what became of it."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import PLACES, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, mark_notes
from tests.unit.growth import is_linear

AWARENESS, PURCHASE = Section(Phase.AWARENESS), Section(Phase.PURCHASE)
CART = (
    Canvas("Coffee cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff", "Guests")
    .add(Block.CHANNELS, "Cart on the square")
    .add(Block.CHANNELS, "Instagram", section=AWARENESS)
)


def rows(marked: MarkedCanvas, block: Block) -> list[str]:
    """Return the notes of a block, each after what became of it."""
    return [
        f"{mark.kind} {note.text}" if mark else note.text
        for note, mark in marked.marked_notes(block)
    ]


def test_a_canvas_that_did_not_change_has_no_marks() -> None:
    marked = mark_notes(CART, CART)
    assert (marked.canvas, marked.marks) == (CART, {})


def test_what_is_gone_is_where_it_was_and_what_is_new_where_it_is() -> None:
    newer = CART.with_section(Block.CUSTOMER_SEGMENTS, Section(""), ["Students", "Guests", "Kids"])
    assert rows(mark_notes(CART, newer), Block.CUSTOMER_SEGMENTS) == [
        "Students",
        "removed Staff",
        "Guests",
        "added Kids",
    ]
    emptied = mark_notes(CART, Canvas("Coffee cart"))
    assert rows(emptied, Block.CUSTOMER_SEGMENTS) == [
        "removed Students",
        "removed Staff",
        "removed Guests",
    ]
    assert rows(emptied, Block.CHANNELS) == ["removed Cart on the square", "removed Instagram"]


def test_a_reworded_note_has_its_former_wording() -> None:
    newer = CART.with_section(
        Block.CUSTOMER_SEGMENTS, Section(""), ["Students of the campus", "Staff", "Guests"]
    )
    ((spot, mark),) = mark_notes(CART, newer).marks.items()
    assert (spot.index, mark.kind) == (0, MarkKind.REWORDED)
    assert mark.other is not None
    assert mark.other.note.text == "Students"


def test_a_note_that_moved_to_another_block_is_in_both_and_each_names_the_other() -> None:
    first, *rest = CART.notes(Block.CUSTOMER_SEGMENTS)
    newer = CART.with_notes(Block.CUSTOMER_SEGMENTS, rest).add(Block.KEY_PARTNERS, first.text)
    marked = mark_notes(CART, newer)
    assert rows(marked, Block.CUSTOMER_SEGMENTS) == ["departed Students", "Staff", "Guests"]
    assert rows(marked, Block.KEY_PARTNERS) == ["arrived Students"]
    blocks = {mark.kind: mark.other.block for mark in marked.marks.values() if mark.other}
    assert blocks == {
        MarkKind.DEPARTED: Block.KEY_PARTNERS,
        MarkKind.ARRIVED: Block.CUSTOMER_SEGMENTS,
    }


def test_a_note_that_moved_within_its_block_is_there_once() -> None:
    later = CART.with_section(Block.CHANNELS, AWARENESS, []).add(
        Block.CHANNELS, "Instagram", section=PURCHASE
    )
    assert rows(mark_notes(CART, later), Block.CHANNELS) == [
        "Cart on the square",
        "shifted Instagram",
    ]
    reordered = CART.with_section(
        Block.CUSTOMER_SEGMENTS, Section(""), ["Staff", "Guests", "Students"]
    )
    assert rows(mark_notes(CART, reordered), Block.CUSTOMER_SEGMENTS) == [
        "Staff",
        "Guests",
        "reordered Students",
    ]


def test_of_equal_notes_the_last_is_the_new_one() -> None:
    newer = CART.add(Block.CUSTOMER_SEGMENTS, "Students")
    marked = rows(mark_notes(CART, newer), Block.CUSTOMER_SEGMENTS)
    assert marked == ["Students", "Staff", "Guests", "added Students"]


def test_what_is_gone_from_a_phase_stays_in_it() -> None:
    newer = CART.with_section(Block.CHANNELS, AWARENESS, []).add(
        Block.CHANNELS, "By phone", section=PURCHASE
    )
    marked = mark_notes(CART, newer)
    assert rows(marked, Block.CHANNELS) == [
        "Cart on the square",
        "removed Instagram",
        "added By phone",
    ]
    sections = [note.section for note in marked.canvas.notes(Block.CHANNELS)]
    assert sections == ["", AWARENESS, PURCHASE]


def test_parked_notes_are_marked_too() -> None:
    newer = CART.without_note(next(CART.spots(Block.CHANNELS))[0]).add(
        Block.PARKED, "Cart on the square"
    )
    assert rows(mark_notes(CART, newer), Block.PARKED) == ["arrived Cart on the square"]


def _with(notes: list[tuple[Block, str, str]]) -> Canvas:
    canvas = Canvas("Cart")
    for block, section, text in notes:
        canvas = canvas.with_notes(block, [*canvas.notes(block), Note(text, Section(section))])
    return canvas


canvases = st.builds(
    _with,
    st.lists(
        st.tuples(
            st.sampled_from([Block.CHANNELS, Block.KEY_PARTNERS, Block.PARKED]),
            st.sampled_from(["", AWARENESS, "of a newer program"]),
            st.sampled_from(["a", "b", "Roastery in town", "Roastery out of town", "c"]),
        ),
        max_size=8,
    ),
)


@given(canvases, canvases)
def test_no_note_of_either_side_is_missing_or_there_twice(older: Canvas, newer: Canvas) -> None:
    marked = mark_notes(older, newer)
    was: Counter[tuple[Block, str]] = Counter()
    is_now: Counter[tuple[Block, str]] = Counter()
    for block in PLACES:
        for note, mark in marked.marked_notes(block):
            kind = mark.kind if mark else None
            if kind not in {MarkKind.REMOVED, MarkKind.DEPARTED}:
                is_now[block, note.text] += 1
            if kind is MarkKind.REWORDED and mark and mark.other:
                was[mark.other.block, mark.other.note.text] += 1
            elif kind not in {MarkKind.ADDED, MarkKind.ARRIVED}:
                was[block, note.text] += 1
        assert marked.canvas.with_notes(block, marked.canvas.notes(block)) == marked.canvas
    assert is_now == Counter((block, note.text) for block, note in newer)
    assert was == Counter((block, note.text) for block, note in older)


def test_marking_takes_time_in_proportion_to_the_notes() -> None:
    def marking(size: int) -> Callable[[], object]:
        texts = [f"note number {number}" for number in range(size)]
        older = Canvas().add(Block.KEY_PARTNERS, *texts)
        newer = Canvas().add(Block.KEY_PARTNERS, *texts[size // 2 :], *(f"{t}s" for t in texts))
        return lambda: mark_notes(older, newer)

    assert is_linear(marking, 600)
