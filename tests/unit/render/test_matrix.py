"""The matrix of channels as it is drawn: its rows, its places, and the cursor."""

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.layout import Direction
from bmc_tui.render.matrix import Matrix, MatrixPlace, lay_out_matrix, matrix_lines

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


def walk(layout: Matrix, start: MatrixPlace, *directions: str) -> list[MatrixPlace]:
    places = []
    for direction in directions:
        start = layout.step(start, Direction[direction])
        places.append(start)
    return places


def test_a_cursor_goes_through_the_channels_of_a_cell_and_on_to_the_next_cell() -> None:
    layout = lay_out_matrix(CART, ENGLISH, 60)
    first = MatrixPlace(None, "students")
    assert walk(layout, first, "DOWN", "DOWN", "DOWN") == [
        MatrixPlace(None, "students", 1),
        MatrixPlace(Phase.AWARENESS, "students"),
        MatrixPlace(Phase.EVALUATION, "students"),
    ]
    assert walk(layout, MatrixPlace(None, "students", 1), "RIGHT", "LEFT", "LEFT") == [
        MatrixPlace(None, "staff"),
        first,
        first,
    ]
    assert walk(layout, first, "UP") == [first]


def test_a_cursor_leaves_a_table_for_the_one_below_it_and_comes_back() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"Group{letter}" for letter in "abcdef"))
    layout = lay_out_matrix(canvas, ENGLISH, 80)
    last = MatrixPlace(Phase.AFTER_SALES, "groupb")
    assert walk(layout, last, "DOWN", "UP") == [MatrixPlace(Phase.AWARENESS, "groupe"), last]
    assert walk(layout, MatrixPlace(Phase.AWARENESS, "groupc"), "RIGHT") == [
        MatrixPlace(Phase.AWARENESS, "groupd")
    ]
    bottom = MatrixPlace(Phase.AFTER_SALES, "groupf")
    assert walk(layout, bottom, "DOWN") == [bottom]


def test_a_place_that_is_gone_leads_to_the_nearest_one() -> None:
    layout = lay_out_matrix(CART, ENGLISH, 60)
    assert layout.nearest(MatrixPlace(None, "students", 9)) == MatrixPlace(None, "students", 1)
    assert layout.nearest(MatrixPlace(None, "guests")) == MatrixPlace(None, "students")
    assert lay_out_matrix(Canvas(), ENGLISH, 60).nearest(MatrixPlace(None, "x")) is None


def test_a_click_is_on_the_place_that_is_drawn_there() -> None:
    layout = lay_out_matrix(CART, ENGLISH, 60)
    for place, region in layout.regions.items():
        assert layout.at(region.x, region.y) == place
        assert layout.at(region.x + region.width - 1, region.y + region.height - 1) == place
        assert layout.at(region.x - 1, region.y) != place


def test_segments_without_room_are_in_a_further_table_with_places_of_its_own() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"Group{letter}" for letter in "abcdefgh"))
    canvas = canvas.add(Block.CHANNELS, "Post @grouph")
    layout = lay_out_matrix(canvas, ENGLISH, 80)
    region = layout.regions[MatrixPlace(None, "grouph")]
    assert "".join(run.text for run in layout.lines[region.y])[region.x :].startswith("Post")
    assert region.y > layout.regions[MatrixPlace(Phase.AFTER_SALES, "groupa")].y
