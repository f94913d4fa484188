"""A block that is scrolled in its box: what is in sight around the note with the cursor."""

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.block_lines import Inside, block_inside
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.highlight import Highlight
from bmc_tui.render.overflow import Scroll
from bmc_tui.render.roles import Role

ACTIVITIES = Block.KEY_ACTIVITIES
NOTES = ("one", "two is long", "three", "four is long", "five", "six")
"""Eight lines in a box ten cells wide."""


def inside(height: int, scroll: Scroll | None, notes: tuple[str, ...] = NOTES) -> Inside:
    """Return the inside of a box ten cells wide."""
    canvas = Canvas().add(ACTIVITIES, *notes)
    return block_inside(
        canvas, ACTIVITIES, load("en"), Box(0, 0, 11, height + 1), scroll=scroll, brief=True
    )


def texts(inside: Inside) -> list[str]:
    """Return the lines as text."""
    return ["".join(run.text for run in line).rstrip() for line in inside.lines]


def test_the_note_with_the_cursor_has_an_edge_and_is_reversed() -> None:
    lines = inside(8, Scroll(0, 1)).lines
    current = [[run.text for run in line if run.role is Role.CURRENT_NOTE] for line in lines]
    assert current == [[], ["two is"], ["long"], [], [], [], [], []]
    assert texts(inside(8, Scroll(0, 1)))[:3] == ["· one", " ▌two is", " ▌long"]


def test_it_scrolls_as_little_as_the_note_takes_to_be_whole() -> None:
    scrolled = inside(5, Scroll(0, 3))
    assert texts(scrolled) == ["↑ 2 more", "· three", " ▌four is", " ▌long", "↓ 2 more"]
    assert scrolled.notes == [None, 2, 3, 3, None]
    assert texts(inside(5, Scroll(scrolled.top, 2)))[1] == " ▌three"
    assert inside(5, Scroll(scrolled.top, 2)).top == scrolled.top


@pytest.mark.parametrize("height", range(1, 7))
def test_a_note_longer_than_the_box_is_read_whole_by_scrolling_in_it(height: int) -> None:
    words = [f"word.{n}" for n in range(9)]
    lines: list[str] = []
    for skipped in range(12):
        scrolled = inside(height, Scroll(0, 1, skipped), ("one", " ".join(words), "three"))
        lines += [text for text in texts(scrolled) if "▌" in text]
        assert scrolled.cut.visible == scrolled.notes.count(1)
        assert scrolled.cut.above == min(skipped, 9 - scrolled.cut.visible)
        assert sum(scrolled.cut) == 9
    assert {line.strip(" ▌…") for line in lines} == set(words)


def test_at_the_start_and_at_the_end_there_is_one_count() -> None:
    assert texts(inside(5, Scroll(4, 0))) == [" ▌one", "· two is", "  long", "· three", "↓ 3 more"]
    assert texts(inside(5, Scroll(0, 5)))[0] == "↑ 3 more"
    assert texts(inside(5, Scroll(0, 5)))[-1] == " ▌six"


@pytest.mark.parametrize("height", [1, 2, *range(4, 10)])
@pytest.mark.parametrize("top", [0, 1, 3, 99])
@pytest.mark.parametrize("note", range(6))
def test_the_note_is_whole_at_every_height_that_has_room(height: int, top: int, note: int) -> None:
    scrolled = inside(height, Scroll(top, note))
    assert scrolled.notes.count(note) == min(height, 2 if note in (1, 3) else 1)
    assert len(scrolled.lines) == height
    has_count_above = texts(scrolled)[0].startswith("↑")
    assert has_count_above is (height > 2 and scrolled.top > 0)


@pytest.mark.parametrize("height", range(3, 9))
def test_the_counts_and_the_notes_in_sight_add_up(height: int) -> None:
    for top in range(9):
        scrolled = inside(height, Scroll(top))
        counts = [int(text.split()[1]) for text in texts(scrolled) if text[:1] in "↑↓"]
        whole = {n for n in scrolled.notes if n is not None}
        assert sum(counts) + len(whole) >= len(NOTES)
        cut = sum(counts) + len(whole) - len(NOTES)
        assert cut <= 2  # one at each end, which its count counts as out of sight


def test_a_note_higher_than_the_box_shows_its_start() -> None:
    scrolled = inside(4, Scroll(0, 1), ("one", "a " * 40, "three"))
    assert scrolled.notes == [None, 1, 1, None]
    assert texts(scrolled)[2].endswith("…")


def test_a_block_that_fits_is_not_scrolled() -> None:
    assert inside(8, Scroll(5, 0)).top == 0
    assert inside(8, Scroll(5)).top == 0


def test_an_empty_block_shows_its_question_and_no_note() -> None:
    empty = block_inside(
        Canvas(), ACTIVITIES, load("en"), Box(0, 0, 11, 4), scroll=Scroll(3), brief=True
    )
    assert set(empty.notes) == {None}
    assert texts(empty)[0].startswith("Which")


@pytest.mark.parametrize("follow", ["", "regulars", "guests"])
def test_the_edge_takes_no_letter_of_the_text_also_of_a_dimmed_note(follow: str) -> None:
    canvas = (
        Canvas()
        .add(Block.CUSTOMER_SEGMENTS, "Regulars", "Guests")
        .add(ACTIVITIES, "A price for @regulars", "More for @guests")
    )
    find = Highlight("price")
    box = Box(0, 0, 31, 4)
    for highlight in (None, find):
        shown = block_inside(
            canvas,
            ACTIVITIES,
            load("en"),
            box,
            brief=True,
            follow=follow,
            highlight=highlight,
            scroll=Scroll(0, 0),
        )
        first = texts(shown)[0]
        assert first[1:] == "▌A price for @A"
        assert first[0] in " »"


@pytest.mark.parametrize(
    ("height", "lines"),
    [
        # The second note is begun, and so in sight.
        (3, ["· one", "· two is …", "+4 more"]),
        (4, ["· one", "· two is", "  long", "+4 more"]),
        (6, ["· one", "· two is", "  long", "· three", "· four is…", "+2 more"]),
        (7, ["· one", "· two is", "  long", "· three", "· four is", "  long", "+2 more"]),
    ],
)
def test_a_note_that_is_begun_is_not_counted_among_those_out_of_sight(
    height: int, lines: list[str]
) -> None:
    assert texts(inside(height, None)) == lines


def test_where_only_the_last_note_is_cut_its_ellipsis_says_so() -> None:
    notes = ("one", "two is very very long")
    assert texts(inside(3, None, notes)) == ["· one", "· two is", "  very …"]
