"""Rough numbers: amounts in Dutch and English form, exact, and currencies never added up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.amounts import Amount, amount_of, balance, sums
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.totals import (
    format_money,
    segment_size,
    title_balances,
    title_sums,
    total_lines,
)

EARNED, SPENT = Block.REVENUE_STREAMS, Block.COST_STRUCTURE
DUTCH, ENGLISH = load("nl"), load("en")


@pytest.mark.parametrize(
    ("text", "yearly", "currency"),
    [
        ("€ 2,50 x 1200/mnd", "36000", "€"),
        ("Cups @students #one-off € 2.50 x 1200/month", "36000", "€"),
        ("€300/month", "3600", "€"),
        ("2000 p/y", "2000", ""),
        ("2000 p/j", "2000", ""),
        ("Huur € 1.250,- per maand", "15000", "€"),
        ("Rent $1,250.50 a desk, no: $1,250.50/month", "15006", "$"),
        ("€ 180.000 x 6/jaar", "1080000", "€"),
        ("EUR 0,125 × 1.000.000 per year", "125000", "€"),
        ("£4.5k per quarter", "18000", "£"),
        ("15 euro per week", "780", "€"),
        ("10 USD/day", "3650", "$"),
        ("€ 2 x 40 kopjes per dag", "29200", "€"),
        ("€ 12 * 1,500/yr, more or less", "18000", "€"),
        ("Coffee - € 5/mnd", "60", "€"),
        ("(€ 5/mnd)", "60", "€"),
        ("€ 1.234.567/jaar", "1234567", "€"),
        ("€ 1,234.567/year", "1234.567", "€"),
    ],
)
def test_an_amount_is_understood(text: str, yearly: str, currency: str) -> None:
    assert amount_of(text, lexicon()) == Amount(Decimal(yearly), currency)


@pytest.mark.parametrize(
    "text",
    [
        "Cup sales",
        "€ 2,50",
        "1200 cups/month",
        "open 24/7",
        "€ 12/m²",
        "€ 5/month or € 50/year",
        "€ 10 - 20/mnd",
        "€ 10-20/mnd",
        "-€ 5/mnd",
        "−EUR 5/mnd",
        "€ 5 euro/mnd",
        "v2.10/mnd",
        "123456789012345/mnd",
        "€ 5 personal",
        "€ 5 per monthly",
        "",
    ],
)
def test_what_is_not_understood_is_simply_text(text: str) -> None:
    assert amount_of(text, lexicon()) is None


@given(st.text(st.sampled_from("€$£ 0123456789.,kx×*/per mndyjw-−"), max_size=30))
def test_nothing_that_is_typed_does_harm(text: str) -> None:
    amount = amount_of(text, lexicon())
    assert amount is None or amount.yearly >= 0


@given(
    st.decimals(0, 999_999, places=2),
    st.integers(0, 9999),
    st.sampled_from([DUTCH, ENGLISH]),
    st.sampled_from(["€", "$", "£", ""]),
)
def test_an_amount_as_it_is_shown_is_understood_exactly(
    amount: Decimal, times: int, guide: object, currency: str
) -> None:
    shown = format_money(amount, currency, DUTCH if guide is DUTCH else ENGLISH, 2)
    assert amount_of(f"{shown} x {times}/mnd", lexicon()) == Amount(amount * times * 12, currency)


def test_sums_are_exact_where_floats_are_not() -> None:
    canvas = Canvas().add(EARNED, *["€ 0,10/jaar"] * 3)
    assert sums(canvas, EARNED, lexicon()) == {"€": Decimal("0.30")}


def test_currencies_are_never_added_up_and_one_without_is_on_its_own() -> None:
    canvas = Canvas().add(EARNED, "€ 10/year", "$ 10/year", "5/year").add(SPENT, "$ 4/year")
    assert sums(canvas, EARNED, lexicon()) == {"€": 10, "$": 10, "": 5}
    assert balance(canvas, lexicon()) == {"€": 10, "$": 6, "": 5}
    assert not any("leaves" in text for text in title_sums(canvas, EARNED, ENGLISH))


def test_an_amount_without_a_currency_is_in_the_only_one_there_is() -> None:
    canvas = Canvas().add(EARNED, "€ 10/year").add(SPENT, "4/year")
    assert balance(canvas, lexicon()) == {"€": 6}


def test_a_title_says_the_month_the_year_and_what_is_left() -> None:
    canvas = Canvas().add(EARNED, "€ 2,50 x 1200/mnd").add(SPENT, "€ 3.500/mnd")
    assert title_sums(canvas, EARNED, DUTCH) == (
        "€ 3.000/mnd  € 36.000/jaar  over −€ 500",
        "€ 3.000/mnd  over −€ 500",
        "€ 3.000/mnd",
    )
    assert title_sums(canvas, SPENT, ENGLISH)[0] == "€ 3,500/month  € 42,000/year"


def test_the_line_over_the_picture_says_what_comes_in_less_what_goes_out() -> None:
    canvas = Canvas().add(EARNED, "€ 2,50 x 1200/mnd").add(SPENT, "€ 3.500/mnd")
    month, year = "€ 3.000 − € 3.500 = −€ 500/mnd", "€ 36.000 − € 42.000 = −€ 6.000/jaar"
    assert title_balances(canvas, DUTCH) == (f"{month}  {year}", year)


def test_where_currencies_differ_or_a_side_is_missing_each_stands_by_itself() -> None:
    canvas = Canvas().add(EARNED, "€ 10/month").add(SPENT, "$ 4/month")
    assert title_balances(canvas, ENGLISH) == (
        "Revenue € 10/month  € 120/year; Costs $ 4/month  $ 48/year",
    )
    canvas = Canvas().add(SPENT, "€ 4/mnd")
    assert title_balances(canvas, DUTCH) == ("Kosten € 4/mnd  € 48/jaar",)
    assert title_balances(Canvas().add(SPENT, "Rent"), DUTCH) == ()


def test_an_amount_of_a_segment_is_how_many_there_are_or_what_they_are_worth() -> None:
    canvas = Canvas().add(
        Block.CUSTOMER_SEGMENTS, "Students 2000 p/y", "Staff € 300/month", "Guests", "Dogs 12"
    )
    sizes = [segment_size(segment, ENGLISH) for segment in segments_of(canvas)]
    assert sizes == ["2,000/year", "€ 3,600/year", "", ""]
    assert list(total_lines(canvas, ENGLISH)) == [
        "Customer segments: students 2,000/year, staff € 3,600/year"
    ]
    report = str(FORMATS["report"].write(canvas, DUTCH))
    assert "- Klantsegmenten: students 2.000/jaar, staff € 3.600/jaar\n" in report
    assert FORMATS["report"].read(report).canvas == canvas
    assert balance(canvas, lexicon()) == {}


def test_a_canvas_without_numbers_says_nothing_of_them() -> None:
    canvas = Canvas().add(EARNED, "Cups")
    assert title_sums(canvas, EARNED, ENGLISH) == ()
    assert list(total_lines(canvas, ENGLISH)) == []


def test_a_sum_beyond_all_sense_is_shown_all_the_same() -> None:
    canvas = Canvas().add(EARNED, *["€ 999.999.999k x 999.999.999 per day"] * 2000)
    assert title_sums(canvas, EARNED, DUTCH)[0].startswith("€ ")
