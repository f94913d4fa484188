"""Notes of one block beside each other: no part, total, alternative or repeat counts twice."""

import pytest

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.sums import BlockTotal, money_totals, reading_in_block

SPENT, EARNED = Block.COST_STRUCTURE, Block.REVENUE_STREAMS


def total(block: Block, *texts: str) -> BlockTotal:
    """Return the total of a block with these notes."""
    return money_totals(Canvas().add(block, *texts), lexicon()).blocks[block]


def yearly(block: Block, *texts: str) -> int:
    """Return the sum of these notes in a block; 0 if none counts."""
    return int(sum(total(block, *texts).sums.values()))


def reasons(block: Block, *texts: str) -> list[str]:
    """Return why notes among these do not count."""
    return [one.reason.value for one in total(block, *texts).uncounted]


@pytest.mark.parametrize(
    "texts",
    [
        ("Staff: €5,000 per month", "of which chef €3,000 per month"),
        ("Staff €5,000 a month", "- including chef €3,000 a month", "of which waiter €900 a month"),
        ("Lasten € 5.000 per maand", "waarvan huur € 900 per maand", "waaronder gas € 9 per maand"),
        ("Lasten € 5.000 per maand:", "huur € 4.000 per maand", "gas € 1.000 per maand"),
        ("Fixed €5,000 a month, of which", "rent €900 a month", "insurance €300 a month"),
        ("Staff €5,000 a month", "- chef €3,000 a month", "- waiter €1,500 a month"),
        ("Staff €5,000 a month, namely", "chef €3,000 a month", "waiter €1,900 a month"),
        ("Lasten € 5.000 per maand, waarvan:", "huur € 900 per maand"),
    ],
)
def test_a_part_does_not_count_beside_its_whole(texts: tuple[str, ...]) -> None:
    assert yearly(SPENT, *texts) == 60_000
    assert set(reasons(SPENT, *texts)) == {"part"}
    assert total(SPENT, *texts).is_complete


def test_parts_end_where_they_would_be_more_than_the_whole() -> None:
    texts = ("Fixed €1,200 a month:", "rent €900 a month", "gas €300 a month", "Pay €500 a month")
    assert yearly(SPENT, *texts) == 12 * 1_700
    assert yearly(SPENT, "- rent €900 a year", "- gas €300 a year", "- pay €100 a year") == 1_300
    assert yearly(SPENT, "Pay €900 a year", "Including VAT: rent €100 a year") == 1_000
    assert yearly(SPENT, "Staff", "of which chef €3,000 per month") == 36_000


@pytest.mark.parametrize(
    "texts",
    [
        ("Staff €5,000 a month", "Chef €3,000 a month", "Waiter €2,000 a month"),
        ("Chef €3,000 a month", "Waiter €2,000 a month", "The lot €5,000 a month"),
        ("Chef €36,000 a year", "Waiter €24,000 a year", "Ploeg €5,000 per maand"),
    ],
)
def test_the_sum_of_other_notes_does_not_count_and_leaves_a_doubt(texts: tuple[str, ...]) -> None:
    assert yearly(SPENT, *texts) == 60_000
    assert reasons(SPENT, *texts) == ["sum"]
    assert not total(SPENT, *texts).is_complete


def test_notes_that_are_as_much_as_another_are_not_its_sum() -> None:
    assert yearly(SPENT, "Rent €500 a month", "Pay €500 a month") == 12_000
    assert total(SPENT, "€1/year", "£2/year", "3/year").counted == 3
    assert total(SPENT, "Fixed €9/year:", "Gas £2/year", "Pay £3/year").counted == 3
    assert yearly(SPENT, "Rent €0 a month", "Gas €0 a month", "Pay €0 a month") == 0
    assert reasons(SPENT, "Rent €0 a month", "Gas €0 a month", "Pay €0 a month") == []


@pytest.mark.parametrize(
    "name",
    [
        *("Together", "Sum:", "Overall", "All in", "All-in", "Combined", "Everything"),
        *("Alles bij elkaar", "Alles samen", "In total", "Tezamen", "Gezamenlijk"),
    ],
)
def test_a_total_has_other_names_too(name: str) -> None:
    parts = ("Rent €900 a month", "Pay €3,000 a month", "Gas €100 a month")
    assert yearly(SPENT, *parts, f"{name} €3,900 a month") == 48_000
    assert yearly(SPENT, f"{name} €4,000 a month", *parts) == 48_000


@pytest.mark.parametrize(
    "texts",
    [
        ("20 clubs x €50 per month", "or: 5 clubs x €150 per month"),
        ("20 clubs x € 50 per maand", "of 5 clubs x € 150 per maand"),
        ("Option A: 20 clubs x €50 per month", "Option B: 5 clubs x €150 per month"),
        ("Low: €40,000 a year", "High: €60,000 a year"),
        ("Scenario laag: € 40.000 per jaar", "Scenario hoog: € 60.000 per jaar"),
        ("Pessimistic €40,000 a year", "Optimistic €60,000 a year"),
        ("2027: € 40.000 per jaar", "2028: € 60.000 per jaar"),
        ("€ 1.000 per maand in 2026", "€ 5.000 per maand in 2027"),
        ("€ 1.000 per maand (2026)", "€ 5.000 per maand (2027)"),
        ("This year €40,000 a year", "Next year €60,000 a year"),
        ("20 clubs x €50 a month", "alternatively 5 clubs x €150 a month"),
        ("Now €1,000 a month", "Goal €5,000 a month"),
        ("Nu € 1.000 per maand", "Straks € 5.000 per maand"),
    ],
)
def test_of_alternatives_and_years_none_counts(texts: tuple[str, ...]) -> None:
    assert yearly(EARNED, *texts) == 0
    assert "alternative" in reasons(EARNED, *texts)
    assert len(reasons(EARNED, *texts)) == len(texts)
    assert yearly(EARNED, *texts, "Bar €1,000 a year") == 1_000


def test_an_or_below_no_amount_is_not_an_alternative() -> None:
    assert yearly(SPENT, "of the cart Rent € 400/year", "Gas € 20/year") == 420
    assert yearly(SPENT, "Pay", "Or van rent € 400/year") == 400


def test_years_since_which_something_is_paid_are_not_alternatives() -> None:
    assert yearly(SPENT, "Rent €900 a year since 2019", "Van €100 a year since 2021") == 1_000
    assert yearly(SPENT, "Rent €900 a year in 2026", "Van €100 a year in 2026") == 1_000
    assert yearly(EARNED, "Now 20 members x €5 a month") == 1_200
    assert yearly(EARNED, "Now 20 members x €5 a month", "Grant €9 a month, if granted") == 1_200


def test_the_same_by_another_period_counts_once_and_two_alike_count_twice() -> None:
    assert yearly(SPENT, "Rent €900 per month", "Rent €10,800 per year") == 10_800
    assert reasons(SPENT, "Rent €900 per month", "Rent €10,800 per year") == ["repeated"]
    assert yearly(SPENT, "Rent €900 per month", "Rent €900 per month") == 21_600
    assert yearly(SPENT, "€900 per month", "€10,800 per year") == 21_600


def test_a_note_in_the_editor_says_the_same_as_the_sums() -> None:
    canvas = Canvas().add(SPENT, "Rent €900 a month", "of which gas €90 a month")
    reading = reading_in_block(Note("of which gas €90 a month"), SPENT, canvas, lexicon())
    assert reading.reason is UncountedReason.PART
    typed = reading_in_block(Note("waarvan licht € 9 per maand"), SPENT, canvas, lexicon())
    assert typed.reason is UncountedReason.PART
