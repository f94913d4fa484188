"""Two canvases side by side, and one under the other where there is no room."""

import pytest
from rich.cells import cell_len

from bmc_tui.formats.changes import markdown
from bmc_tui.formats.changes import text as text_writer
from bmc_tui.formats.changes.comparison import Comparison, canvas_pair
from bmc_tui.formats.changes.sides import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Particulars
from tests.unit.formats.changes.canvases import NEWER, OLDER
from tests.unit.hostile_canvases import HOSTILE_CANVASES

GUIDE = load("en")
PAIR = canvas_pair(
    OLDER,
    NEWER.add(Block.COST_STRUCTURE, "Rent € 100/month"),
    ("Coffee cart", "Coffee and tea cart"),
    GUIDE,
)


def rows(width: int) -> list[tuple[str, str]]:
    """Return the rows as the text of the left and that of the right side."""
    parts = (line.partition("│") for line in write(PAIR, GUIDE, width).splitlines())
    return [(left.strip(), right.strip()) for left, _, right in parts]


@pytest.mark.parametrize("width", [100, 120, 200])
def test_from_100_columns_on_they_are_side_by_side(width: int) -> None:
    shown = rows(width)
    for row in (
        ("Coffee cart", "Coffee and tea cart"),
        ("1 Customer segments", ""),
        ("· Students @students", "· Students @students"),
        ("» A better cup", ""),
        ("", "» Stamp card @students"),
        ("~ A low price @students", "~ A price that is low @students"),
        ("→ Free refill", ""),
        ("there in 4 Relations", ""),
        ("", "→ Free refill"),
        ("", "there in 2 Value"),
        ("↕ 1 Instagram", "↕ Instagram"),
        ("there in no phase", "there in Awareness"),
    ):
        assert row in shown
    assert max(map(cell_len, write(PAIR, GUIDE, width).splitlines())) <= width


def test_what_differs_outside_the_blocks_is_below_them() -> None:
    older, newer = (
        Canvas("Cart", design=(DesignAnswer("switching_costs", note),))
        .add(Block.PARKED, "Ask the school", note)
        .with_particulars(Particulars(by_whom=author))
        for note, author in (("A bike", "Ann"), ("Stamps", "Bo"))
    )
    pair = canvas_pair(older, newer, ("One", "Other"), GUIDE)
    text = write(pair, GUIDE, 100)
    shown = [tuple(map(str.strip, line.split("│"))) for line in text.splitlines() if line]
    costs = shown.index(("9 Cost structure",))
    assert shown[costs + 1 : costs + 9] == [
        ("0 Parked",),
        ("· Ask the school", "· Ask the school"),
        ("» A bike", "» Stamps"),
        ("About this canvas",),
        ("~ Designed by: Ann", "~ Designed by: Bo"),
        ("Seven questions on the design",),
        ("~ Switching costs: A bike", "~ Switching costs: Stamps"),
        ("0 notes", "0 notes"),
    ]


@pytest.mark.parametrize("width", [30, 60, 99])
def test_below_that_one_is_under_the_other_in_each_block(width: int) -> None:
    text = write(PAIR, GUIDE, width)
    assert "│" not in text
    lines = text.splitlines()
    value = lines.index("2 Value propositions")
    assert lines[value + 1] == "Coffee cart"
    assert "» A better cup" in lines[value:]
    assert "» Stamp card @students" in lines
    assert max(map(cell_len, lines)) <= width


def phase_pair(one: Phase, other: Phase) -> Comparison:
    """Return two canvases with the same note in a phase each."""
    canvases = [
        Canvas(name).add(Block.CHANNELS, "Shop", section=Section(phase))
        for name, phase in (("A", one), ("B", other))
    ]
    return canvas_pair(canvases[0], canvases[1], ("A", "B"), GUIDE)


def test_the_same_note_in_another_phase_is_not_in_both() -> None:
    pair = phase_pair(Phase.AWARENESS, Phase.PURCHASE)
    shown = [line.split("│") for line in write(pair, GUIDE, 100).splitlines() if "│" in line]
    assert [part.strip() for part in shown[1]] == ["↕ 1 Shop", "↕ 3 Shop"]
    assert [part.strip() for part in shown[2]] == ["there in Purchase", "there in Awareness"]
    text = text_writer.write(pair, GUIDE)
    assert "↕ 3 Shop" in text
    assert "in A:" in text
    assert "- **↕** Shop\n  - in A: Awareness\n" in markdown.write(pair, GUIDE)
    assert "- **↕** Shop\n" in markdown.write_list(pair, GUIDE)
    same = phase_pair(Phase.PURCHASE, Phase.PURCHASE)
    assert "· 3 Shop" in write(same, GUIDE, 100)
    assert "↕ " not in markdown.write(same, GUIDE)


def test_only_another_order_is_said_to_be_no_more() -> None:
    older, newer = (
        Canvas("Cart").add(Block.KEY_PARTNERS, *texts) for texts in (("A", "B"), ("B", "A"))
    )
    text = write(canvas_pair(older, newer, ("One", "Other"), GUIDE), GUIDE, 100)
    assert "Both have the same notes; only the order differs." in text


@pytest.mark.parametrize("width", [60, 120])
def test_two_that_are_the_same_are_said_to_be(width: int) -> None:
    same = canvas_pair(OLDER, OLDER.with_title("Copy"), ("Coffee cart", "Copy"), GUIDE)
    assert "\nBoth are the same.\n" in write(same, GUIDE, width)
    assert "same" not in write(PAIR, GUIDE, width)


def test_the_sums_of_both_are_below() -> None:
    *_, notes, sums, _, legend = rows(120)
    assert notes == ("8 notes", "9 notes")
    assert "€ 100/month" in sums[1]
    assert legend[0].startswith("· in both, » only here")


def test_a_difference_says_of_what_it_is() -> None:
    canvas = (
        Canvas("Cart")
        .add(Block.REVENUE_STREAMS, "Cups € 300/month")
        .add(Block.COST_STRUCTURE, "Rent € 100/month")
    )
    text = write(canvas_pair(canvas, canvas, ("A", "B"), GUIDE), GUIDE, 120)
    assert "Revenue − Costs: € 3,600 − € 1,200 = € 2,400/year" in " ".join(
        text.split("│")[-1].split()
    )


def test_the_titles_are_no_change() -> None:
    assert PAIR.changes().title is None


@pytest.mark.parametrize("name", HOSTILE_CANVASES)
def test_hostile_canvases_stay_in_their_column(name: str) -> None:
    canvas = HOSTILE_CANVASES[name](2000)
    pair = canvas_pair(NEWER, canvas, ("a", "b"), GUIDE)
    assert max(map(cell_len, write(pair, GUIDE, 100).splitlines())) <= 101
