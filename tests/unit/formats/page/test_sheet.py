"""The nine blocks on a sheet: blocks with more notes get more room, and all notes fit."""

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats.page.metrics import break_lines, text_width
from bmc_tui.formats.page.sheet import (
    MIN_COLUMN_WIDTH,
    Area,
    Sheet,
    canvas_contents,
    lay_out,
    paragraphs,
    place_paragraphs,
)
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

ENGLISH = load("en")
PAGE = Area(0, 0, 1000, 700)


def laid_out(canvas: Canvas, min_column_width: float = inf) -> Sheet:
    return lay_out(canvas_contents(canvas, ENGLISH).blocks, PAGE, "en", min_column_width)


def sizes_of(area: Area) -> tuple[float, float]:
    return round(area.right - area.left, 2), round(area.bottom - area.top, 2)


def test_an_empty_sheet_is_divided_as_the_printed_one() -> None:
    sheet = laid_out(Canvas())
    assert sizes_of(sheet.blocks[Block.KEY_PARTNERS]) == (200, 490)
    assert sizes_of(sheet.blocks[Block.CHANNELS]) == (200, 245)
    assert sizes_of(sheet.blocks[Block.COST_STRUCTURE]) == (500, 210)


def test_the_rows_make_room_before_the_notes_become_smaller() -> None:
    empty = laid_out(Canvas())
    canvas = Canvas().add(Block.CHANNELS, *["A channel"] * 12)
    sheet = laid_out(canvas)
    assert sheet.size == empty.size
    assert sizes_of(sheet.blocks[Block.CHANNELS])[1] > 300
    assert sizes_of(sheet.blocks[Block.CUSTOMER_RELATIONSHIPS])[1] < 190


@pytest.mark.parametrize("notes", [100, 1_000, 10_000])
def test_the_notes_become_as_small_as_it_takes(notes: int) -> None:
    canvas = Canvas()
    for block in BLOCKS:
        canvas = canvas.with_notes(block, [Note("Good coffee in two minutes")] * (notes // 9))
    sheet = laid_out(canvas)
    assert sheet.blocks[Block.COST_STRUCTURE].bottom == 700
    assert 0 < sheet.size < 14
    for block in BLOCKS:
        wide, high = sizes_of(sheet.blocks[block])
        assert wide > 0
        assert high >= notes // 9 * sheet.size


def shown(text: str, room: float, language: str = "") -> list[str]:
    """Return the lines of a text with their hyphens."""
    return [line.shown(text) for line in break_lines(text, room, language)]


@given(st.text(max_size=80).map(clean), st.floats(0.5, 40), st.sampled_from(["en", "nl", ""]))
def test_the_lines_of_a_text_are_the_text_and_fit(text: str, room: float, language: str) -> None:
    lines = break_lines(text, room, language)
    assert "".join(text[line.start : line.end] for line in lines) == text
    for line in lines:
        shown = line.shown(text).rstrip(" ")
        assert text_width(shown) <= room + 1e-6 or len(shown) <= 8


def test_words_stay_whole_where_they_fit_in_a_line() -> None:
    text = "Good coffee in two minutes"
    assert shown(text, 6) == ["Good coffee ", "in two ", "minutes"]


def test_a_word_wider_than_the_line_is_broken_in_it() -> None:
    lines = shown("See " + "w" * 300, 10)
    assert len(lines) > 20
    assert len(lines[1]) > 8


def test_a_word_wider_than_the_line_is_hyphenated_as_on_the_board() -> None:
    text = "Arbeidsongeschiktheidsverzekering voor € 40"
    assert shown(text, 10, "nl") == ["Arbeidsongeschikt-", "heidsverzekering ", "voor € 40"]
    assert shown("See https://example.com/a-page", 8, "en")[1:] == [
        "https://example.",
        "com/a-page",
    ]


def test_small_notes_stand_in_columns_one_below_the_other_and_within_the_block() -> None:
    notes = [f"Good coffee in {minutes} minutes" for minutes in range(60)]
    canvas = Canvas().add(Block.COST_STRUCTURE, *notes).add(Block.CHANNELS, *notes)
    sheet = laid_out(canvas, MIN_COLUMN_WIDTH)
    assert sheet.size > laid_out(canvas).size
    area = sheet.blocks[Block.COST_STRUCTURE]
    inside = list(paragraphs(canvas, Block.COST_STRUCTURE, ENGLISH))
    places = list(place_paragraphs(inside, area, sheet.size, "en", MIN_COLUMN_WIDTH))
    assert [each.paragraph.text for each in places] == notes
    assert len({each.left for each in places}) > 1
    assert [(each.left, each.top) for each in places] == sorted(
        (each.left, each.top) for each in places
    )
    for each in places:
        assert each.left + MIN_COLUMN_WIDTH * sheet.size <= area.right
        assert each.top + len(each.lines) * sheet.size <= area.bottom


def test_a_phase_does_not_stand_alone_at_the_foot_of_a_column() -> None:
    canvas = Canvas()
    for phase in Block.CHANNELS.phases:
        canvas = canvas.add(Block.CHANNELS, *["Instagram"] * 5, section=phase)
    inside = list(paragraphs(canvas, Block.CHANNELS, ENGLISH))
    for high in range(80, 200, 3):
        places = list(place_paragraphs(inside, Area(0, 0, 2000, high), 10, "en", MIN_COLUMN_WIDTH))
        for each, following in pairwise(places):
            assert each.paragraph.kind.is_note or each.left == following.left
