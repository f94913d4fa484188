"""Amounts as people write them: none is computed wrong, and no number goes unnoticed."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bmc_tui.guide import load
from bmc_tui.guide.lexicon import lexicon
from bmc_tui.guide.money import format_money
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.amounts import Amount, Reading, amount_of, read_amount
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.sums import reading_in_block

DUTCH, ENGLISH = load("nl"), load("en")

CASES = Path(__file__).with_name("amounts.tsv")
"""Notes as people write them, with the yearly sum that a person computes, "" if none is known.

The last columns are the reason that a note has no sum, where it matters that just that one is
said, and the block of the note where it matters on which side it is.
"""

MISSED = {
    "Abonnement: 12,50 per maand (40 leden)",
    "2 medewerkers € 3.000 per maand",
}
"""The notes of `CASES` that are not counted because they may be meant otherwise: € 3.000 for each
of the two, or for both."""


def rows() -> list[dict[str, str]]:
    """Return the rows of the table of cases."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def reading_of(row: dict[str, str]) -> Reading:
    """Return what the note of a case says, in its block where the case has one."""
    if not row["block"]:
        return read_amount(row["note"], lexicon())
    block = {"revenue": Block.REVENUE_STREAMS, "costs": Block.COST_STRUCTURE}[row["block"]]
    return reading_in_block(Note(row["note"]), block, Canvas(), lexicon())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["note"])
def test_an_amount_as_people_write_it_is_right_or_not_counted(row: dict[str, str]) -> None:
    reading = reading_of(row)
    if row["note"] in MISSED or not row["yearly"]:
        assert reading.amount is None
        assert reading.reason is not None
        assert reading.reason.value == (row["reason"] or reading.reason.value)
    else:
        assert reading.amount is not None
        assert reading.amount.yearly == Decimal(row["yearly"])
        assert reading.amount.currency in (row["currency"], "")


@pytest.mark.parametrize(
    ("text", "yearly", "currency"),
    [
        ("€ 2,50 x 1200/mnd", "36000", "€"),
        ("Cups @students #one-off € 2.50 x 1200/month", "36000", "€"),
        ("€300/month", "3600", "€"),
        ("2000 p/y", "2000", ""),
        ("2000 p/j", "2000", ""),
        ("Huur € 1.250,- per maand", "15000", "€"),
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
        "Rent $1,250.50 a desk, no: $1,250.50/month",
        "123456789012345/mnd",
        "€ 5 personal",
        "€ 5 per monthly",
        "",
    ],
)
def test_what_is_not_understood_is_simply_text(text: str) -> None:
    assert amount_of(text, lexicon()) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Huur € 900 per maand, geen btw",
            "De was € 900 per maand",
            "Shared office €900 per month",
        ),
        *(
            "Not-for-profit €900 per month",
            "€ 900 per maand, onderdelen",
            "Was en strijk € 900/mnd",
        ),
        *(
            "€ 900 per month, no VAT",
            "Gedeeld kantoor € 900 per maand",
            "Platform, shared by all areas € 900/month",
            "€ 900 per maand, gedeeld door alle wijken",
            "€ 900 per maand, verdeeld over kamers",
            "No-show € 900 per month",
        ),
    ],
)
def test_what_does_not_deny_the_amount_leaves_it(text: str) -> None:
    assert amount_of(text, lexicon()) == Amount(Decimal(10800), "€")


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("€ 9,99 per maand per gebruiker, 250 gebruikers", 29970),
        ("40 abonnees x € 12,50 per maand", 6000),
        ("3.000 klanten à € 10 per jaar", 30000),
        ("3 fte à € 45.000 per jaar", 135000),
        ("CHF 1’200 pro Jahr", 1200),
        ("SEK 5 000 per month", 60000),
        ("A$ 100 p.a.", 100),
        ("2 x per week € 40", 4160),
        ("20 hours a week at $30/hour", 31200),
        ("$30 an hour, 20 hours a week", 31200),
        ("€ 600 per 2 maanden", 3600),
        ("12 scholen x € 99 per jaar per school", 1188),
        ("€ 100 per month x 12 months", 1200),
        ("€ 50 per maand (excl. 21% btw)", 600),
        ("Support 24/7 € 500 a month", 6000),
        ("B2B: € 500 every month from 2025", 6000),
        ("€ 600 per dag x 2 dagen per week x 46 weken", 55200),
        ("£1.2k pcm", 14400),
        ("€ 0 x 500 per maand", 0),
        ("Membership: 55 members at £12 a month", 7920),
        ("Lidmaatschap (jeugd): 55 leden tegen € 12 per maand", 7920),
        ("€ 2 ton per jaar", 200_000),
        ("1,5 ton euro per jaar", 150_000),
        ("2 ton koffie x € 900 per jaar", 1800),
        ("€ 3 Tsd. pro Jahr", 3000),
    ],
)
def test_money_times_counts_is_per_the_period_that_is_left(text: str, yearly: int) -> None:
    amount = amount_of(text, lexicon())
    assert amount is not None
    assert amount.yearly == yearly


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("€ 100 per month x 12", UncountedReason.OTHER_NUMBER),
        ("10 klanten, € 50 per maand", UncountedReason.OTHER_NUMBER),
        ("€ 50 per maand voor 10 klanten", UncountedReason.OTHER_NUMBER),
        ("visitors x € 5 per month", UncountedReason.PER_UNIT),
        ("€ 500 per maand sinds 01-01-2024", UncountedReason.OTHER_NUMBER),
        *(
            (text, UncountedReason.PERCENTAGE)
            for text in (
                *("€ 500 per maand + 21% marge", "20% van de omzet", "5% of revenue", "3% a year"),
                *(
                    "Commission 10%",
                    "Salaries (60%)",
                    "€ 100 per month, 5% growth",
                    "5% per transactie",
                ),
            )
        ),
        *(
            (text, UncountedReason.UNCLEAR)
            for text in (
                *("€5/10 per maand", "01-01-2025", "020-1234567", "€ 3 grand a month", "€ 3 m"),
                *("€ 2 lakh per year", "€ 200 ton per jaar", "€ 500 half a year", "op 5/6"),
            )
        ),
        *(
            (text, UncountedReason.OTHER_NUMBER)
            for text in (
                *("€ 500 or $ 600 per month", "Fase 2: € 500 per maand", "€ 1 per 1000 views"),
                *("€ 5 CPM x 200.000 per month", "€ 3 m2 per month, 40 m2"),
                *("Rent 50 rooms at £20 per month", "Phase 2: 50 rooms at £20 per month"),
                *("Open: daily, 50 rooms at £20 a month", "Grant: 2 towns of € 5,000 a year"),
                *("Server (8 GB) € 20/month", "€ 500 per maand en € 200 per jaar"),
            )
        ),
        *(
            (text, UncountedReason.NO_MONEY)
            for text in ("1 x handle", "5 medewerkers", "2 ton per jaar", "Depot van 2.000 m²")
        ),
        *(
            (text, UncountedReason.RANGE)
            for text in ("Sailors: 5-15%", "€4K-8K/month", "€ 250 – 400 p/m", "500 à 600 p/m")
        ),
        *(
            (text, UncountedReason.NO_PERIOD)
            for text in ("€ 12 x 40", "100.000", "€ 2 ton", "0 x € 5")
        ),
        *(
            (text, UncountedReason.PER_UNIT)
            for text in ("€ 5 per stuk", "$99/clinician/month", "€ 20 per uur", "€ 200 per ton")
        ),
        *(
            (text, UncountedReason.PER_UNIT)
            for text in (
                *("€ 3 per m2 per maand", "€ 3/m2/maand", "€ 12 per m3 per jaar", "€ 3 m2 a month"),
                *("€ 3 per m² per month", "€ 3 per m^2 per month", "€ 80 per CO2 per year"),
                *("€ 5 CPM per month", "CPM of € 5 per month", "€ 0,50 CPC per maand"),
            )
        ),
        *(
            (text, UncountedReason.DENIED)
            for text in (
                *("Nog geen huur (was € 900 per maand)", "geen € 900 per maand meer"),
                *("not €900 per month but free", "Rent no longer €900 per month"),
                *("Rent €900 per month, no longer", "Huur € 900 per maand niet meer"),
                *("Kraam € 40 per week vervalt", "Stall €40 per week (cancelled)"),
                *("vroeger € 900 per maand huur", "Huur was € 900 per maand", "no more €9 a month"),
                *("Rent used to be €900 per month", "geen huur van € 900 per maand meer"),
                *("We had € 900 per month", "€ 500 per maand (nog niet toegekend)"),
            )
        ),
        *(
            (text, UncountedReason.SHARED)
            for text in (
                *("€ 1500/month split with partner", "€ 1500/month shared with partner"),
                *("€ 1500 per maand gedeeld met partner", "Huur € 900 per maand, delen we met Jan"),
                *(
                    "€ 1500 per maand, samen met de buren delen",
                    "Rent of € 900 a month, split it with Jo",
                ),
                "€ 900 per maand, gedeeld samen met Jan",
            )
        ),
        *(
            (text, UncountedReason.BOUND)
            for text in (
                *("no more than € 500 per month", "not more than € 500 per month"),
                *("more than about € 500 a month", "less than € 500 a month"),
                *("niet meer dan € 500 per maand", "€ 500 per maand hooguit"),
                *("€ 500 per month at most", "€ 500 a month at least"),
            )
        ),
        ("€ 100 eenmalig", UncountedReason.ONCE),
        ("€ 500 - 600 per maand", UncountedReason.RANGE),
        ("up to € 500 per month", UncountedReason.BOUND),
        ("€ 500", UncountedReason.NO_PERIOD),
        ("€ 8,95 per maand p.p.", UncountedReason.PER_UNIT),
        ("2000 leden per maand", UncountedReason.NO_MONEY),
        ("€ 20 korting per maand", UncountedReason.SIGN),
        ("€ 5 per dag per week", UncountedReason.PERIODS),
    ],
)
def test_a_note_that_is_not_counted_has_a_reason(text: str, reason: UncountedReason) -> None:
    assert read_amount(text, lexicon()).reason is reason


@given(st.text(st.sampled_from("€$£ 0123456789.,kx×*/per mndyjw-−+%à()"), max_size=40))
@example("€ 1.000.000.000.000.000 per day")
def test_whatever_is_typed_counts_or_has_a_reason_or_has_no_digits(text: str) -> None:
    reading = read_amount(text, lexicon())
    outcomes = [reading.amount is not None, reading.reason is not None]
    assert not all(outcomes)
    if not any(map(str.isdigit, text)):
        assert not any(outcomes)


FILLERS = (
    "",
    "maandelijks",
    "licences",
    "for the hall",
    "(new)",
    "-",
    ",",
    "+",
    "x",
    "per piece",
    "B2B",
)
"""What may be between an amount and another number."""


@example("€ 50 per month", "per piece", "2", "", True)
@given(
    st.sampled_from(
        ("€ 50 per month", "£650 pw", "€ 2,50 x 1200/mnd", "3 fte à € 45.000 per jaar")
    ),
    st.sampled_from(FILLERS),
    st.integers(2, 1800).map(str)
    | st.sampled_from(("12,5", "1.250", "10-20", "7%", "01-02", "5/6")),
    st.sampled_from(FILLERS),
    st.booleans(),
)
def test_a_sum_never_has_a_note_with_a_number_unaccounted_for(
    amount: str, filler: str, number: str, tail: str, is_before: bool
) -> None:
    other = f"{filler} {number} {tail}"
    text = f"{other} {amount}" if is_before else f"{amount} {other}"
    counted = amount_of(text, lexicon())
    if counted is not None:
        # The number counts only as a factor that a sign of multiplication joins to the amount.
        alone = amount_of(amount, lexicon())
        assert alone is not None
        assert re.fullmatch("[0-9.,]+", number)
        factor = amount_of(f"{number} per year", lexicon())
        assert factor is not None
        assert counted == Amount(alone.yearly * factor.yearly, alone.currency)
        assert "x" in (filler, tail)


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
