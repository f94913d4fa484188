"""Segments in pictures: a letter and a role each, short tokens, a legend that shrinks."""

from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.block_lines import block_inside
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.roles import Line, Role
from bmc_tui.render.segment_letters import segment_letter, segment_role
from bmc_tui.render.title_line import legend_entries, title_line

GUIDE = load("en")

CART = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students #customer", "Staff of the campus")
    .add(Block.VALUE_PROPOSITIONS, "Coffee @students, fast", "Quiet @staff", "Plugs @nobody")
)


def inside(canvas: Canvas, block: Block, width: int, height: int, follow: str = "") -> list[Line]:
    box = Box(0, 0, width + 1, height + 1)
    return block_inside(canvas, block, GUIDE, box, brief=True, follow=follow).lines


def texts(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line).rstrip() for line in lines]


def test_each_segment_has_a_letter_of_its_own_also_beyond_z() -> None:
    segments = tuple(
        segments_of(Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"S @s{n}" for n in range(54))))
    )
    letters = [segment_letter(segment) for segment in segments]
    assert letters[:2] + letters[25:28] + letters[52:] == ["A", "B", "Z", "AA", "BB", "AAA", "BBB"]
    assert len({(segment_letter(segment), segment_role(segment)) for segment in segments}) == 54
    assert len({segment_role(segment) for segment in segments[:6]}) == 6


def test_a_segment_is_its_letter_and_has_it_before_its_own_note() -> None:
    assert texts(inside(CART, Block.CUSTOMER_SEGMENTS, 30, 2)) == [
        "A Students #customer",
        "B Staff of the campus",
    ]
    assert texts(inside(CART, Block.VALUE_PROPOSITIONS, 30, 3)) == [
        "· Coffee @A, fast",
        "· Quiet @B",
        "· Plugs @nobody",
    ]


def test_a_segment_has_the_same_role_wherever_it_stands() -> None:
    own, note = (
        inside(CART, Block.CUSTOMER_SEGMENTS, 30, 2),
        inside(CART, Block.VALUE_PROPOSITIONS, 30, 3),
    )
    roles = {text: role for line in (*own, *note) for text, role in line}
    (sign, _), _ = legend_entries(CART)
    assert roles["A "] == roles["@A"] == sign.role == Role.SEGMENT_1
    assert roles["B "] == roles["@B"] == Role.SEGMENT_2
    assert roles["@nobody"] == Role.SEGMENT


def test_a_seventh_segment_has_the_first_one_s_colour_and_a_letter_of_its_own() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"{name} people" for name in "stuvwxy"))
    *_, (sign, _) = legend_entries(canvas)
    assert sign == ("G", Role.SEGMENT_1)


def test_words_of_the_vocabulary_go_where_there_is_no_room_for_them() -> None:
    canvas = Canvas().add(Block.COST_STRUCTURE, "Rent #fixed #mine", "Beans #variable")
    assert texts(inside(canvas, Block.COST_STRUCTURE, 14, 4)) == [
        "· Rent #fixed",
        "  #mine",
        "· Beans",
        "  #variable",
    ]
    assert texts(inside(canvas, Block.COST_STRUCTURE, 14, 3)) == ["· Rent #mine", "· Beans", ""]


def test_a_note_of_nothing_but_tokens_keeps_them() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "@students")
    assert texts(inside(canvas, Block.CUSTOMER_SEGMENTS, 20, 1)) == ["A @students"]


def test_following_a_segment_makes_its_notes_bright_and_marks_them_without_colour() -> None:
    lines = inside(CART, Block.VALUE_PROPOSITIONS, 30, 3, follow="students")
    assert texts(lines) == ["» Coffee @A, fast", "· Quiet @B", "· Plugs @nobody"]
    assert [line[-2].role for line in lines] == [Role.FOLLOWED, Role.DIMMED, Role.DIMMED]
    own = inside(CART, Block.CUSTOMER_SEGMENTS, 30, 2, follow="staff")
    assert own[0][0].role is Role.DIMMED
    assert Role.FOLLOWED in {piece.role for piece in own[1]}


def test_a_phase_keeps_its_number_before_a_short_token() -> None:
    canvas = CART.add(Block.CHANNELS, "@staff Poster", section=Section("awareness"))
    assert texts(inside(canvas, Block.CHANNELS, 30, 1)) == ["· 1 @B Poster"]


def line_of(width: int, title: str = "Cart", location: str = "", status: str = "") -> str:
    line = title_line(width, title, location, status, legend_entries(CART))
    return "".join(piece.text for piece in line)


def test_the_legend_is_at_the_right_and_gives_way() -> None:
    assert line_of(40) == " Cart" + "A students  B staff ".rjust(35)
    assert line_of(40, status="saved") == " Cart" + "A students  B staff  saved ".rjust(35)
    assert line_of(24) == " Cart" + "A students … ".rjust(19)
    assert line_of(14) == " Cart".ljust(14)
    assert line_of(30, location="1 Segments").rstrip() == " Cart  1 Segments"
