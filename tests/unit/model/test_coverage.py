"""Which segments are reached through which channels, what each segment has, and the report."""

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.coverage import add_channels, channel_coverage, count_mentions
from bmc_tui.model.segments import is_handle, rename_segment

CART = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff of the campus")
    .add(Block.CHANNELS, "Poster", section=Section("awareness"))
    .add(Block.CHANNELS, "Mail | @staff", section=Section("delivery"))
    .add(Block.CHANNELS, "Lost @nobody", section=Section("purchase"))
    .add(Block.REVENUE_STREAMS, "Cups @Students, @STAFF")
)


def test_a_channel_reaches_the_segments_that_it_names_in_its_phase() -> None:
    cells = channel_coverage(CART, segments_of(CART))
    assert cells[Phase.AWARENESS, "students"] == cells[Phase.AWARENESS, "staff"] == ()
    assert cells[Phase.AWARENESS, ""] == ("Poster",)
    assert cells[Phase.DELIVERY, "students"] == ()
    assert cells[Phase.DELIVERY, "staff"] == ("Mail |",)
    assert cells[Phase.PURCHASE, "students"] == ()
    assert cells[Phase.PURCHASE, ""] == ("Lost @nobody",)


def test_a_channel_without_a_phase_is_a_channel() -> None:
    canvas = CART.add(Block.CHANNELS, "For the staff:", "Cart on the square", "Shop @students")
    cells = channel_coverage(canvas, segments_of(canvas))
    assert cells[None, "staff"] == ("Cart on the square", "Shop")
    assert cells[None, "students"] == ("Shop",)
    assert cells[None, ""] == ()


def test_answers_are_about_channels_and_are_none() -> None:
    canvas = CART.add(Block.CHANNELS, "By post", section=Block.CHANNELS.questions[0])
    assert channel_coverage(canvas, segments_of(canvas)) == channel_coverage(
        CART, segments_of(CART)
    )


def test_a_channel_is_added_in_a_cell_with_its_phase_and_segment() -> None:
    segments = segments_of(CART)
    canvas, spot = add_channels(CART, segments, (Phase.AWARENESS, "staff"), ["Mail", "Wall @STAFF"])
    awareness = Section("awareness")
    assert canvas.texts(Block.CHANNELS, awareness) == ("Poster", "Mail @staff", "Wall @STAFF")
    assert spot == Spot(Block.CHANNELS, awareness, 2)
    canvas, spot = add_channels(CART, segments, (None, ""), ["Shop"])
    assert canvas.texts(Block.CHANNELS, GENERAL) == ("Shop",)
    assert channel_coverage(canvas, segments)[None, ""] == ("Shop",)


@pytest.mark.parametrize(
    "section",
    [
        ("For the students:", "Poster", "For the staff:", "Intranet"),
        ("Students", "Poster", "Staff", "Intranet"),
        ("Wall", "For the students:", "Poster"),
        ("For the staff:", "Wall"),
    ],
)
@pytest.mark.parametrize("handle", ["students", "staff"])
def test_an_added_channel_is_tied_to_its_segment_alone_and_changes_no_other(
    section: tuple[str, ...], handle: str
) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students", "Staff", "Guests")
    canvas = canvas.add(Block.CHANNELS, *section)
    before = channel_coverage(canvas, segments_of(canvas))
    canvas, spot = add_channels(canvas, segments_of(canvas), (None, handle), ["Mail"])
    after = channel_coverage(canvas, segments_of(canvas))
    assert {cell for cell in after if "Mail" in after[cell]} == {(None, handle)}
    assert canvas.texts(Block.CHANNELS, GENERAL)[spot.index] == f"Mail @{handle}"
    without = {
        cell: tuple(text for text in texts if text != "Mail") for cell, texts in after.items()
    }
    assert without == before


def test_a_segment_has_what_names_it() -> None:
    students, _ = segments_of(CART)
    assert count_mentions(CART, segments_of(CART))[students.handle] == {
        Block.VALUE_PROPOSITIONS: 0,
        Block.CHANNELS: 0,
        Block.CUSTOMER_RELATIONSHIPS: 0,
        Block.REVENUE_STREAMS: 1,
    }


def test_the_report_has_the_matrix_and_is_read_back_without_it() -> None:
    report = str(FORMATS["report"].write(CART, load("en")))
    assert "| Phase | A students | B staff | (no segment) |\n| --- | --- | --- | --- |\n" in report
    assert "| Awareness | – | – | Poster |\n" in report
    assert "| Delivery | – | Mail \\| |  |\n" in report
    assert FORMATS["report"].read(report).canvas == CART


def test_the_report_has_a_row_for_channels_without_a_phase() -> None:
    canvas = CART.add(Block.CHANNELS, "Cart @staff")
    for language, row in (("en", "No phase yet"), ("nl", "Nog geen fase")):
        report = str(FORMATS["report"].write(canvas, load(language)))
        assert f"| {row} |  | Cart |  |\n" in report
        assert FORMATS["report"].read(report).canvas == canvas
        assert row not in str(FORMATS["report"].write(CART, load(language)))


def test_a_segment_is_renamed_wherever_it_is_named_however_it_is_spelled() -> None:
    students, staff = segments_of(CART)
    canvas = rename_segment(CART, segments_of(CART), students, "pupils")
    assert canvas.notes(Block.CUSTOMER_SEGMENTS)[0].text == "Students @pupils"
    assert canvas.notes(Block.REVENUE_STREAMS)[0].text == "Cups @pupils, @STAFF"
    canvas = rename_segment(CART, segments_of(CART), staff, "crew")
    assert canvas.notes(Block.CUSTOMER_SEGMENTS)[1].text == "Staff of the campus @crew"
    assert [one.handle for one in segments_of(canvas)] == ["students", "crew"]


def test_a_name_that_another_segment_has_is_refused() -> None:
    students, _ = segments_of(CART)
    with pytest.raises(ValueError, match="Staff"):
        rename_segment(CART, segments_of(CART), students, "Staff")


@pytest.mark.parametrize(
    ("name", "can"), [("a", True), ("zzp-ers", True), ("1st", False), ("a b", False), ("", False)]
)
def test_a_handle_is_a_letter_and_what_may_follow_it(name: str, can: bool) -> None:
    assert is_handle(name) is can


def test_an_export_speaks_the_language_that_it_is_written_in_but_data_is_as_typed() -> None:
    canvas = Canvas("T").add(Block.COST_STRUCTURE, "Huur #vast #eigen")
    english = load("en")
    for name in ("markdown", "report", "table", "html", "svg", "csv"):
        written = str(FORMATS[name].write(canvas, english))
        assert "fixed" in written
        assert "vast" not in written
    assert "#vast #eigen" in str(FORMATS["json"].write(canvas, english))
