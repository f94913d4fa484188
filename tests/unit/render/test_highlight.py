"""Search matches highlighted in the boxes of a picture; the current note is always in sight."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bmc_tui.guide import load
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.render.block_lines import block_inside
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.highlight import Highlight, highlight_note
from bmc_tui.render.roles import Line, Role
from bmc_tui.render.spans import token_spans
from tests.ui.apps import coffee_cart
from tests.unit.growth import is_linear

MATCH_ROLES = (Role.MATCH, Role.CURRENT_MATCH)


def cell(
    canvas: Canvas,
    block: Block,
    highlight: Highlight | None,
    size: tuple[int, int],
    follow: str = "",
) -> list[Line]:
    box = Box(0, 0, size[0] + 1, size[1] + 1)
    return block_inside(
        canvas, block, load("en"), box, brief=True, follow=follow, highlight=highlight
    ).lines


def text(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line).rstrip() for line in lines]


def highlighted(lines: list[Line]) -> list[tuple[str, Role]]:
    return [
        (piece.text, piece.role) for line in lines for piece in line if piece.role in MATCH_ROLES
    ]


def test_what_is_found_is_highlighted_and_the_current_note_stands_out() -> None:
    here = Spot(Block.CHANNELS, Section("awareness"), 0)
    canvas = coffee_cart().add(Block.CHANNELS, "Carts of others")
    lines = cell(canvas, Block.CHANNELS, Highlight("cart", here), (30, 8))
    assert highlighted(lines) == [("Cart", Role.MATCH), ("Cart", Role.CURRENT_MATCH)]
    assert "· 1 Cart on the square" in text(lines)


def test_the_sign_of_a_phase_is_not_part_of_the_note() -> None:
    canvas = Canvas().add(Block.CHANNELS, "1 van, 1 driver", section=Section("awareness"))
    lines = cell(canvas, Block.CHANNELS, Highlight("1"), (30, 4))
    assert text(lines)[0] == "· 1 1 van, 1 driver"
    assert len(highlighted(lines)) == 2


def test_a_note_is_as_typed_where_something_is_found_in_what_is_left_out() -> None:
    lines = cell(coffee_cart(), Block.CUSTOMER_RELATIONSHIPS, Highlight("student"), (40, 4))
    assert text(lines)[0] == "· Stamp card @students #retention"
    assert highlighted(lines) == [("student", Role.MATCH)]
    other = cell(coffee_cart(), Block.CUSTOMER_RELATIONSHIPS, Highlight("stamp"), (40, 4))
    assert text(other)[0] == "· Stamp card @A #retention"


def test_what_is_found_is_highlighted_where_another_segment_is_followed() -> None:
    highlight = Highlight("coffee")
    lines = cell(coffee_cart(), Block.VALUE_PROPOSITIONS, highlight, (60, 6), follow="staff")
    assert highlighted(lines) == [("coffee", Role.MATCH)]
    roles = {piece.role for piece in lines[0]}
    assert roles <= {Role.DIMMED, Role.MATCH, Role.SPACE}


def test_a_character_made_of_several_is_highlighted_as_one() -> None:
    canvas = Canvas().add(Block.CHANNELS, "For 👩\u200d👩\u200d👧 only")
    lines = cell(canvas, Block.CHANNELS, Highlight("👧"), (30, 2))
    assert highlighted(lines) == [("👩\u200d👩\u200d👧", Role.MATCH)]


def many(count: int) -> Canvas:
    return Canvas().add(Block.KEY_PARTNERS, *(f"Partner {number}" for number in range(count)))


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        (0, ["· Partner 0", "· Partner 1", "· Partner 2", "+6 more"]),
        (2, ["· Partner 0", "· Partner 1", "· Partner 2", "+6 more"]),
        (3, ["+3 above", "· Partner 3", "· Partner 4", "+4 more"]),
        (6, ["+6 above", "· Partner 6", "· Partner 7", "· Partner 8"]),
        (8, ["+8 above", "· Partner 8", "", ""]),
    ],
)
def test_a_full_cell_shows_the_current_note_and_counts_the_others(
    index: int, shown: list[str]
) -> None:
    highlight = Highlight("partner", Spot(Block.KEY_PARTNERS, GENERAL, index))
    lines = cell(many(9), Block.KEY_PARTNERS, highlight, (14, 4))
    assert text(lines) == shown
    assert ("Partner", Role.CURRENT_MATCH) in highlighted(lines)


def test_a_cell_without_the_current_note_stays_as_it_is() -> None:
    highlight = Highlight("partner", Spot(Block.CHANNELS, GENERAL, 0))
    plain = cell(many(9), Block.KEY_PARTNERS, None, (14, 4))
    assert text(cell(many(9), Block.KEY_PARTNERS, highlight, (14, 4))) == text(plain)


def test_in_a_note_longer_than_its_cell_what_was_found_is_in_sight() -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, "word " * 40 + "needle", "another")
    highlight = Highlight("needle", Spot(Block.KEY_PARTNERS, GENERAL, 0))
    lines = cell(canvas, Block.KEY_PARTNERS, highlight, (14, 4))
    assert highlighted(lines) == [("needle", Role.CURRENT_MATCH)]
    assert text(lines)[0] == "+1 above"


_CHARACTERS = ("a", "b", " ", "é", "e\u0301", "👩\u200d👩\u200d👧", "日", " @a", " #x")


@given(
    texts=st.lists(
        st.lists(st.sampled_from(_CHARACTERS), min_size=1, max_size=30).map("".join),
        min_size=1,
        max_size=12,
    ),
    query=st.text("abe👩日x", min_size=1, max_size=2),
    size=st.tuples(st.integers(2, 12), st.integers(1, 6)),
    at=st.integers(0, 11),
)
def test_a_cell_is_as_large_with_a_highlight_as_without(
    texts: list[str], query: str, size: tuple[int, int], at: int
) -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, *texts)
    highlight = Highlight(query, Spot(Block.KEY_PARTNERS, GENERAL, at))
    lines = cell(canvas, Block.KEY_PARTNERS, highlight, size)
    assert len(lines) == size[1]
    assert {sum(cell_len(piece.text) for piece in line) for line in lines} == {size[0]}


@pytest.mark.slow
def test_many_matches_among_many_tokens_take_linear_time() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students @a")
    spot = Spot(Block.CHANNELS, GENERAL, 0)

    def highlighting(count: int) -> Callable[[], object]:
        note = "@a b " * count
        spans = tuple(token_spans(note, canvas))
        assert len(spans) >= count
        return lambda: highlight_note(Highlight("b"), spot, note, note, spans, canvas)

    assert is_linear(highlighting, 16_000)
