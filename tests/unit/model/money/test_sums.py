"""Sums of a block: exact, currencies never added up, and what does not count is named."""

from decimal import Decimal

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.sums import Sums, money_totals
from bmc_tui.model.money.zero import is_zero
from bmc_tui.render.totals import (
    note_total,
    segment_size,
    title_balances,
    title_sums,
    total_lines,
)

EARNED, SPENT = Block.REVENUE_STREAMS, Block.COST_STRUCTURE
DUTCH, ENGLISH = load("nl"), load("en")


def sums(canvas: Canvas, block: Block) -> Sums:
    """Return the totals of a block."""
    return money_totals(canvas, lexicon()).blocks[block].sums


def test_sums_are_exact_where_floats_are_not() -> None:
    canvas = Canvas().add(EARNED, *["€ 0,10/jaar"] * 3)
    assert sums(canvas, EARNED) == {"€": Decimal("0.30")}


def test_currencies_are_never_added_up_and_one_without_is_on_its_own() -> None:
    canvas = Canvas().add(EARNED, "€ 10/year", "$ 10/year", "5/year").add(SPENT, "$ 4/year")
    assert sums(canvas, EARNED) == {"€": 10, "$": 10, "": 5}
    assert money_totals(canvas, lexicon()).balance == {"€": 10, "$": 6, "": 5}
    assert not any("leaves" in text for text in title_sums(canvas, EARNED, ENGLISH))


def test_an_amount_without_a_currency_is_in_the_only_one_there_is() -> None:
    canvas = Canvas().add(EARNED, "€ 10/year").add(SPENT, "4/year")
    assert money_totals(canvas, lexicon()).balance == {"€": 6}


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
    assert money_totals(canvas, lexicon()).balance == {}


def test_a_canvas_without_numbers_says_nothing_of_them() -> None:
    canvas = Canvas().add(EARNED, "Cups")
    assert title_sums(canvas, EARNED, ENGLISH) == ()
    assert list(total_lines(canvas, ENGLISH)) == []


def test_a_sum_beyond_all_sense_is_shown_all_the_same() -> None:
    canvas = Canvas().add(EARNED, *["€ 999.999.999k x 999.999.999 per day"] * 2000)
    assert title_sums(canvas, EARNED, DUTCH)[0].startswith("€ ")


def test_the_answers_to_questions_do_not_count() -> None:
    canvas = Canvas().add(SPENT, "Zaalhuur € 500/mnd")
    for section in SPENT.questions:
        canvas = canvas.add(SPENT, "De zaal: huur € 500/mnd", section=section)
    assert sums(canvas, SPENT) == {"€": 6000}


def test_a_sum_names_how_many_notes_it_is_of_and_a_balance_only_what_could_be_counted() -> None:
    canvas = (
        Canvas()
        .add(EARNED, "€ 100/month", "Clinics $99/clinician/month", "Grants")
        .add(SPENT, "€ 40/month")
    )
    assert title_sums(canvas, EARNED, ENGLISH) == (
        "€ 100/month  € 1,200/year  1 of 3 notes",
        "€ 100/month  1 of 3 notes",
        "€ 100/month 1/3",
    )
    assert title_balances(canvas, ENGLISH)[1:] == (
        "€ 1,200 − € 480 = € 720/year  of what could be counted",
        "€ 1,200 − € 480 = € 720/year (in part)",
    )
    assert list(total_lines(canvas, ENGLISH)) == [
        "Revenue streams: € 100.00/month, € 1,200.00/year (1 of 3 notes)",
        "Cost structure: € 40.00/month, € 480.00/year",
        "What is left: € 60.00/month, € 720.00/year (of what could be counted)",
        "Revenue streams: not counted: a price without how many (“Clinics $99/clinician/month”)",
    ]


def test_many_notes_that_do_not_count_are_one_line_with_the_first_of_each_reason() -> None:
    texts = [f"Van {n}: 3 of 5, € 300" for n in range(98)]
    canvas = Canvas().add(SPENT, "€ 40/month", "Permit € 90", *texts)
    first = "“Van 0: 3 of 5, € 300”, “Van 1: 3 of 5, € 300”, “Van 2: 3 of 5, € 300”"
    assert list(total_lines(canvas, ENGLISH))[1:] == [
        f"Cost structure: not counted: two numbers ({first} and 95 more); no period (“Permit € 90”)"
    ]


def test_a_balance_is_one_where_all_notes_with_digits_count() -> None:
    canvas = Canvas().add(EARNED, "€ 100/month", "Grants").add(SPENT, "€ 40/month")
    assert money_totals(canvas, lexicon()).is_complete
    assert not money_totals(canvas.add(SPENT, "2 freelancers"), lexicon()).is_complete


def total_of(text: str, section: str = GENERAL, block: Block = EARNED, others: str = "") -> str:
    """Return what a note says in the editor, beside another note."""
    canvas = Canvas().add(block, others) if others else Canvas()
    return note_total(Note(text, Section(section)), block, canvas, ENGLISH)


def test_a_note_says_what_it_adds_to_the_sums_or_why_it_adds_nothing() -> None:
    note, canvas = Note("Huur #fixed € 1.250/mnd"), Canvas()
    assert note_total(note, SPENT, canvas, ENGLISH) == "= € 15,000/year"
    assert note_total(note, SPENT, canvas, DUTCH) == "= € 15.000/jaar"
    assert note_total(Note("2 karren € 400/mnd"), SPENT, canvas, DUTCH) == (
        "telt niet mee: twee getallen"
    )
    assert total_of("2 carts € 400/month") == "not counted: two numbers"
    assert total_of("€ 5") == "not counted: no period"


def test_a_note_without_digits_says_nothing_and_so_do_blocks_that_are_not_summed() -> None:
    assert total_of("Cups of coffee") == total_of("") == ""
    assert total_of("Students 2000 p/y", block=Block.CUSTOMER_SEGMENTS) == ""


def test_a_note_without_a_currency_is_in_the_one_of_the_other_notes_as_in_the_sums() -> None:
    assert total_of("100/month", others="€ 5/month") == "= € 1,200/year"
    assert total_of("100/month", others="€ 5/month + $ 5/month") == "= 1,200/year"


def test_only_an_answer_with_an_amount_says_that_answers_are_not_counted() -> None:
    (question, *_) = EARNED.questions
    assert total_of("€ 5/month", question) == "not counted: the answer to a question"
    assert total_of("Since 2019", question) == total_of("By card", question) == ""


@pytest.mark.parametrize(
    "total",
    [
        *("Total: € 5000/month", "Totaal € 5.000 per maand", "€ 5.000 p/m totaal", "Samen € 5k pm"),
        *("Totale kosten: € 5.000/mnd", "Total costs (rent, pay): € 5,000/month", "Sum € 5k/month"),
        *("In totaal € 60.000 per jaar", "Total fixed costs € 5000 a month", "Totaal: 5000/mnd"),
    ],
)
def test_a_total_does_not_count_beside_its_parts(total: str) -> None:
    canvas = Canvas().add(SPENT, "Rent € 2000/month", "Pay € 3000/month", total)
    assert sums(canvas, SPENT) == {"€": 60_000}
    (uncounted,) = money_totals(canvas, lexicon()).blocks[SPENT].uncounted
    assert uncounted.reason is UncountedReason.TOTAL
    assert money_totals(canvas, lexicon()).is_complete
    assert note_total(Note(total), SPENT, canvas, ENGLISH) == (
        "not counted: the total of other notes"
    )
    alone = Canvas().add(SPENT, "Rent", "Pay", total, "Totaal per jaar: € 60.000/jaar")
    assert list(sums(alone, SPENT).values()) == [60_000]
    assert note_total(Note(total), SPENT, alone, ENGLISH).startswith("= ")


@pytest.mark.parametrize(
    "text",
    [
        *("Total care € 500/month", "Rent € 500/month in total", "Totaalpakket € 500 per maand"),
        *("Profit sharing € 500/month", "Balance boards € 500/month", "Somber weer € 500/mnd"),
    ],
)
def test_what_has_a_name_of_its_own_is_not_a_total(text: str) -> None:
    canvas = Canvas().add(SPENT, "Pay € 3000/month", text)
    assert sums(canvas, SPENT) == {"€": 42_000}


def test_a_total_that_its_parts_do_not_add_up_to_shows_that_one_is_not_counted() -> None:
    canvas = Canvas().add(SPENT, "Rent € 2000/month", "Pay", "Total: € 5000/month")
    assert sums(canvas, SPENT) == {"€": 24_000}
    assert not money_totals(canvas, lexicon()).is_complete
    parts = ("Rent € 2000/month", "Subtotal € 2000/month", "Pay € 3000/month")
    for rest in (("Subtotal: € 3000/month",), ("Total € 5000/month",), ("Total: € 60,000/year",)):
        canvas = Canvas().add(SPENT, *parts, *rest)
        assert sums(canvas, SPENT) == {"€": 60_000}
        assert money_totals(canvas, lexicon()).is_complete


@pytest.mark.parametrize(
    "text", ["€ 0 per month x 300", "300 x € 0", "0 x € 5", "€ 5 x 0", "€ 0", "Free: € 0 a user"]
)
def test_nothing_times_anything_is_nothing(text: str) -> None:
    assert is_zero(text, lexicon())
    assert sums(Canvas().add(EARNED, text), EARNED) == {"€": 0}


@pytest.mark.parametrize(
    "text",
    [
        *("€ 0 set-up, then € 5", "€ 0 + 5% of sales", "from € 0", "€ 0,05 per click", "€ 10"),
        *(
            "€ 0 - 50 per month",
            "5 x 0 visitors",
            "€ 5 per month, first 0 free",
            "0%",
            "€ 100 x 10",
        ),
    ],
)
def test_a_zero_that_is_not_all_there_is_makes_nothing_zero(text: str) -> None:
    assert not is_zero(text, lexicon())


@pytest.mark.parametrize(
    "text",
    [
        "Subscription €14.95 a month",
        "Membership £40 a year",
        "Abonnement € 15 per maand",
        "Jaarcontributie € 120",
        "Leden € 5 per maand",
    ],
)
def test_a_subscription_that_is_sold_needs_how_many_and_one_that_is_paid_does_not(
    text: str,
) -> None:
    totals = money_totals(Canvas().add(EARNED, text).add(SPENT, text), lexicon())
    assert not totals.blocks[EARNED].sums
    assert totals.blocks[EARNED].uncounted[0].reason is UncountedReason.PER_UNIT
    assert totals.blocks[SPENT].counted == 1
    note = Canvas().add(EARNED, text).notes(EARNED)[0]
    assert "how many" in note_total(note, EARNED, Canvas(), ENGLISH)


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("120 subscribers x €5 per month", 7200),
        ("200 leden betalen € 5 per maand", 12000),
        ("Omzet abonnementen € 5.000 per maand", 60000),
        ("Total membership fees $9,000 a year", 9000),
    ],
)
def test_subscriptions_with_how_many_or_all_together_count(text: str, yearly: int) -> None:
    assert sum(sums(Canvas().add(EARNED, text), EARNED).values()) == yearly
