"""A canvas is a value: an edit returns another, in the order of the worksheet, with all notes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section, phase_number
from bmc_tui.model.canvas import Canvas, Note, Spot

AWARENESS = Section(Phase.AWARENESS)
EVALUATION = Section(Phase.EVALUATION)
DIRECT = Section("channels.direct")
NEWER = Section("channels.newer")


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    """Draw a canvas with some notes in sections of its blocks."""
    canvas = Canvas("drawn")
    for block in draw(st.lists(st.sampled_from(BLOCKS), max_size=12)):
        section = draw(st.sampled_from(block.sections))
        canvas = canvas.add(block, draw(st.sampled_from("abc")), section=section)
    return canvas


def spots(canvas: Canvas) -> list[Spot]:
    """Return where the notes of `canvas` are, in filling order."""
    seen: Counter[tuple[Block, Section]] = Counter()
    found = []
    for block, note in canvas:
        found.append(Spot(block, note.section, seen[block, note.section]))
        seen[block, note.section] += 1
    return found


def words(canvas: Canvas, block: Block) -> list[str]:
    return [note.text for note in canvas.notes(block)]


def test_a_new_canvas_is_empty() -> None:
    assert Canvas().note_count == 0
    assert list(Canvas()) == []
    assert all(Canvas().notes(block) == () for block in BLOCKS)


def test_an_edit_leaves_the_canvas_it_came_from_alone() -> None:
    before = Canvas("Cart").add(Block.CHANNELS, "Square")
    after = before.add(Block.CHANNELS, "Phone").with_title("Coffee cart")
    assert words(before, Block.CHANNELS) == ["Square"]
    assert before.title == "Cart"
    assert words(after, Block.CHANNELS) == ["Square", "Phone"]


def test_equal_canvases_are_equal_however_they_came_about() -> None:
    one = Canvas().add(Block.CHANNELS, "b", section=DIRECT).add(Block.CHANNELS, "a")
    other = Canvas().add(Block.CHANNELS, "a").add(Block.CHANNELS, "b", section=DIRECT)
    assert one == other
    assert hash(one) == hash(other)


def test_notes_stand_in_the_order_of_the_worksheet() -> None:
    canvas = (
        Canvas()
        .add(Block.CHANNELS, "answer", section=DIRECT)
        .add(Block.CHANNELS, "second phase", section=EVALUATION)
        .add(Block.CHANNELS, "first phase", section=AWARENESS)
        .add(Block.CHANNELS, "general", "another")
    )
    assert words(canvas, Block.CHANNELS) == [
        "general",
        "another",
        "first phase",
        "second phase",
        "answer",
    ]


def test_the_worksheet_of_channels_has_the_phases_and_the_others_have_not() -> None:
    assert Block.CHANNELS.sections[:3] == (GENERAL, AWARENESS, EVALUATION)
    assert len(Block.CHANNELS.sections) == 11
    assert [phase_number(section) for section in Block.CHANNELS.sections[:7]] == [
        0,
        1,
        2,
        3,
        4,
        5,
        0,
    ]
    assert Block.KEY_PARTNERS.sections == (GENERAL, *Block.KEY_PARTNERS.questions)


def test_every_question_has_an_id_of_its_own() -> None:
    questions = [question for block in BLOCKS for question in block.questions]
    assert len(set(questions)) == len(questions) == 41
    assert all(q.startswith(f"{block}.") for block in BLOCKS for q in block.questions)


def test_texts_are_cleaned_and_empty_notes_dropped_on_the_way_in() -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, " \x1b[31mRoaster\ny ", "", " \t", "\x07")
    assert words(canvas, Block.KEY_PARTNERS) == ["Roaster y"]
    assert Canvas().with_title(" A\nb\x07 ").title == "A b"


def test_a_section_is_replaced_without_touching_the_others() -> None:
    canvas = Canvas().add(Block.CHANNELS, "kept").add(Block.CHANNELS, "old", section=DIRECT)
    canvas = canvas.with_section(Block.CHANNELS, DIRECT, ["new", "newer"])
    assert canvas.texts(Block.CHANNELS, GENERAL) == ("kept",)
    assert canvas.texts(Block.CHANNELS, DIRECT) == ("new", "newer")


def test_a_section_of_a_newer_version_is_kept_after_the_known_ones() -> None:
    canvas = Canvas().with_notes(Block.CHANNELS, [Note("newer", NEWER), Note("a", DIRECT)])
    canvas = canvas.add(Block.CHANNELS, "general")
    assert words(canvas, Block.CHANNELS) == ["general", "a", "newer"]


# Carrying a note along the worksheet


def test_a_note_moves_past_its_neighbour() -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, "a", "b")
    moved, spot = canvas.move_note(Spot(Block.KEY_PARTNERS, GENERAL, 0), down=True)
    assert words(moved, Block.KEY_PARTNERS) == ["b", "a"]
    assert spot == Spot(Block.KEY_PARTNERS, GENERAL, 1)


def test_past_the_end_of_its_section_a_note_becomes_the_first_of_the_next() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a").add(Block.CHANNELS, "b", section=AWARENESS)
    moved, spot = canvas.move_note(Spot(Block.CHANNELS, GENERAL, 0), down=True)
    assert moved.texts(Block.CHANNELS, AWARENESS) == ("a", "b")
    assert spot == Spot(Block.CHANNELS, AWARENESS, 0)


def test_past_the_start_of_its_section_a_note_becomes_the_last_of_the_one_before() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a").add(Block.CHANNELS, "b", section=AWARENESS)
    moved, spot = canvas.move_note(Spot(Block.CHANNELS, AWARENESS, 0), down=False)
    assert moved.texts(Block.CHANNELS, GENERAL) == ("a", "b")
    assert spot == Spot(Block.CHANNELS, GENERAL, 1)


def test_a_note_can_be_moved_through_empty_sections_to_the_end_and_back() -> None:
    start = Canvas().add(Block.CHANNELS, "a")
    canvas, spot = start, Spot(Block.CHANNELS, GENERAL, 0)
    sections = []
    for _ in range(20):
        canvas, spot = canvas.move_note(spot, down=True)
        sections.append(spot.section)
    assert sections[:10] == list(Block.CHANNELS.sections[1:])
    assert set(sections[10:]) == {Block.CHANNELS.sections[-1]}
    for _ in range(20):
        canvas, spot = canvas.move_note(spot, down=False)
    assert canvas == start
    assert spot == Spot(Block.CHANNELS, GENERAL, 0)


def test_a_note_in_a_newer_versions_section_stays_in_it() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a", "b", section=NEWER)
    at_the_end = Spot(Block.CHANNELS, NEWER, 1)
    assert canvas.move_note(at_the_end, down=True) == (canvas, at_the_end)
    moved, _ = canvas.move_note(at_the_end, down=False)
    assert moved.texts(Block.CHANNELS, NEWER) == ("b", "a")


def test_a_note_is_sent_to_the_end_of_another_block() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a", "b", section=DIRECT).add(Block.KEY_PARTNERS, "c")
    sent, spot = canvas.move_to_block(Spot(Block.CHANNELS, DIRECT, 0), Block.KEY_PARTNERS)
    assert words(sent, Block.CHANNELS) == ["b"]
    assert words(sent, Block.KEY_PARTNERS) == ["c", "a"]
    assert spot == Spot(Block.KEY_PARTNERS, GENERAL, 1)


def test_a_note_sent_to_its_own_block_stays_where_it_is() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a", section=DIRECT)
    spot = Spot(Block.CHANNELS, DIRECT, 0)
    assert canvas.move_to_block(spot, Block.CHANNELS) == (canvas, spot)


def test_a_note_that_is_not_there_cannot_be_moved() -> None:
    nowhere = Spot(Block.CHANNELS, GENERAL, 0)
    with pytest.raises(IndexError):
        Canvas().move_note(nowhere, down=True)
    with pytest.raises(IndexError):
        Canvas().move_to_block(nowhere, Block.KEY_PARTNERS)


@given(canvases(), st.data())
def test_moving_loses_and_makes_no_note_and_says_where_it_is(
    canvas: Canvas, data: st.DataObject
) -> None:
    if not canvas.note_count:
        return
    spot = data.draw(st.sampled_from(spots(canvas)))
    text = canvas.texts(spot.block, spot.section)[spot.index]
    if data.draw(st.booleans()):
        moved, there = canvas.move_note(spot, down=data.draw(st.booleans()))
    else:
        moved, there = canvas.move_to_block(spot, data.draw(st.sampled_from(BLOCKS)))
    assert Counter(note.text for _, note in moved) == Counter(note.text for _, note in canvas)
    assert moved.texts(there.block, there.section)[there.index] == text


@given(canvases(), st.data())
def test_moving_back_undoes_moving(canvas: Canvas, data: st.DataObject) -> None:
    if not canvas.note_count:
        return
    spot = data.draw(st.sampled_from(spots(canvas)))
    down = data.draw(st.booleans())
    moved, there = canvas.move_note(spot, down=down)
    if there != spot:
        assert moved.move_note(there, down=not down) == (canvas, spot)
