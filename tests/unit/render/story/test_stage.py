"""What a slide shows: the title stays, the notes gather below it, and the new one stands out."""

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.roles import Line, Role
from bmc_tui.render.story.slides import Slide, slides
from bmc_tui.render.story.stage import overview_lines, stage_lines
from tests.ui.apps import coffee_cart, overfull_canvas

ENGLISH, DUTCH = load("en"), load("nl")
UNMARKED = str.maketrans("▌·", "  ")
SIZES = [(80, 22), (98, 28), (120, 38), (200, 48), (60, 18), (40, 13)]


def rows(lines: list[Line]) -> list[str]:
    """Return lines as text."""
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def words(lines: list[Line]) -> list[str]:
    """Return the lines that are not empty, without indentation."""
    return [row.strip() for row in rows(lines) if row]


def shown(story: tuple[Slide, ...], index: int, size: tuple[int, int] = (80, 22)) -> list[str]:
    """Return the text of a slide."""
    return words(stage_lines(story, index, size, ENGLISH))


def test_the_notes_gather_below_the_title_each_phase_above_its_own() -> None:
    story = slides(coffee_cart(), ENGLISH)
    title = next(n for n, slide in enumerate(story) if slide.block is Block.CHANNELS)
    assert shown(story, title) == [
        "3 Channels",
        "How do my customers get (information about) the product?",
    ]
    assert shown(story, title + 1) == ["3 Channels", "Awareness", "▌ Cart on the square"]
    assert shown(story, title + 3) == [
        "3 Channels",
        "Awareness",
        "· Cart on the square",
        "· Instagram",
        "Purchase",
        "▌ Pay by phone",
    ]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_moves_when_the_next_note_comes(size: tuple[int, int]) -> None:
    story = slides(coffee_cart(), DUTCH)
    for index, slide in enumerate(story[:-1]):
        if slide.is_note and story[index + 1].is_note:
            before, after = (rows(stage_lines(story, n, size, DUTCH)) for n in (index, index + 1))
            assert [row.translate(UNMARKED) for row in after[: len(before)]] == [
                row.translate(UNMARKED) for row in before
            ]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_title_and_the_new_note_are_in_sight_however_many_there_are(
    size: tuple[int, int],
) -> None:
    canvas = overfull_canvas()
    story = slides(canvas, ENGLISH)
    for index, slide in enumerate(story):
        if slide.block is not Block.CHANNELS:
            continue
        lines = stage_lines(story, index, size, ENGLISH)
        assert len(lines) <= size[1]
        assert words(lines)[0] == "3 Channels"
        if slide.is_note:
            bright = [text for line in lines for text, role in line if role is Role.FOLLOWED]
            assert bright
            assert slide.text.startswith(bright[0])


def test_the_number_of_the_notes_that_gave_way_is_in_their_place() -> None:
    canvas = Canvas("T").add(Block.CHANNELS, *(f"Note {n}" for n in range(30)))
    story = slides(canvas, ENGLISH)
    lines = shown(story, 31, (80, 12))
    assert lines[:2] == ["3 Channels", "↑ 22 more"]
    assert lines[2:] == [*(f"· Note {n}" for n in range(22, 29)), "▌ Note 29"]


def test_the_notes_stand_apart_where_the_whole_block_has_room_for_that() -> None:
    story = slides(Canvas("T").add(Block.CHANNELS, "A", "B", "C"), ENGLISH)
    body = rows(stage_lines(story, 4, (80, 22), ENGLISH))
    assert [row.strip() for row in body if row][1:] == ["· A", "· B", "▌ C"]
    assert body.index("    · B") - body.index("    · A") == 2
    low = rows(stage_lines(story, 4, (80, 6), ENGLISH))
    assert low.index("    · B") - low.index("    · A") == 1


def test_where_no_grid_fits_the_whole_is_a_list_of_the_blocks() -> None:
    lines = words(overview_lines(coffee_cart(), DUTCH, (40, 13)))
    assert [line.split()[0] for line in lines] == [str(block.number) for block in BLOCKS]
    assert lines[2].split() == ["3", "Kanalen", "3"]
    assert len(overview_lines(coffee_cart(), DUTCH, (40, 5))) == 5
