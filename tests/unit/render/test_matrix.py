"""The matrix of channels as it is drawn: its rows, its places, and the cursor."""

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.matrix import MatrixPlace, lay_out_matrix, matrix_lines
from bmc_tui.render.roles import Role

ENGLISH = load("en")
CART = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
    .add(Block.CHANNELS, "Cart on the square until noon @students", "Shop", "Mail @students @staff")
    .add(Block.CHANNELS, "Instagram @students", section=Section("awareness"))
)


def rows(canvas: Canvas, width: int = 80) -> list[str]:
    return [
        "".join(run.text for run in line).rstrip() for line in matrix_lines(canvas, ENGLISH, width)
    ]


def test_channels_without_a_phase_are_the_first_row() -> None:
    lines = rows(CART)
    assert lines[0].split() == ["A", "students", "B", "staff", "(no", "segment)"]
    assert lines[2].split() == ["No", "phase", "yet", "Cart", "on", "the", "square", "Mail", "Shop"]
    assert lines[3].split() == ["until", "noon"]
    assert lines[4].split() == ["Mail"]
    assert lines[6].split() == ["1", "Awareness", "Instagram", "–"]


def test_the_row_is_there_only_where_there_are_such_channels() -> None:
    canvas = CART.with_section(Block.CHANNELS, Section(""), [])
    assert not any("No phase yet" in line for line in rows(canvas))
    assert any(
        "No phase yet" in line
        for line in rows(CART.with_section(Block.CHANNELS, Section("awareness"), []))
    )


def test_without_a_phase_or_a_segment_nothing_is_missing() -> None:
    canvas = CART.with_section(Block.CHANNELS, Section(""), ["Shop"])
    assert "–" not in rows(canvas)[2]


def test_each_channel_and_each_empty_cell_is_a_place_where_it_is_drawn() -> None:
    layout = lay_out_matrix(CART, ENGLISH, 60)
    texts = {
        place: "".join(run.text for run in layout.lines[region.y])[region.x :][
            : region.width
        ].strip()
        for place, region in layout.regions.items()
    }
    assert texts[MatrixPlace(None, "students", 0)] == "Cart on the square"
    assert texts[MatrixPlace(None, "students", 1)] == "Mail"
    assert texts[MatrixPlace(None, "staff", 0)] == "Mail"
    assert texts[MatrixPlace(Phase.AWARENESS, "students", 0)] == "Instagram"
    assert texts[MatrixPlace(Phase.AWARENESS, "staff", 0)] == "–"
    assert texts[MatrixPlace(Phase.AWARENESS, "", 0)] == ""
    assert layout.regions[MatrixPlace(None, "students", 0)].height == 2
    assert len(texts) == 3 * 6 + 1


def test_the_cursor_is_reversed_over_the_whole_width_of_its_place() -> None:
    for place in (MatrixPlace(None, "students", 1), MatrixPlace(Phase.DELIVERY, "staff")):
        layout = lay_out_matrix(CART, ENGLISH, 60, place)
        (run,) = [run for line in layout.lines for run in line if run.role is Role.CURRENT_MATCH]
        assert len(run.text) == layout.regions[place].width


def test_segments_without_room_are_in_a_further_table_with_places_of_its_own() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"Group{letter}" for letter in "abcdefgh"))
    canvas = canvas.add(Block.CHANNELS, "Post @grouph")
    layout = lay_out_matrix(canvas, ENGLISH, 80)
    region = layout.regions[MatrixPlace(None, "grouph")]
    assert "".join(run.text for run in layout.lines[region.y])[region.x :].startswith("Post")
    assert region.y > layout.regions[MatrixPlace(Phase.AFTER_SALES, "groupa")].y
