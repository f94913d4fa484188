"""The words of amounts in one table: currencies, periods, and the words around them.

It is derived from a `Lexicon` once, since a note is read with each keystroke.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bmc_tui.model.lexicon import CURRENCY_SIGNS, PERIODS_PER_YEAR, Lexicon
from bmc_tui.model.money.patterns import END, START, LazyPattern, any_of, whole_words

OTHER_CURRENCIES = frozenset(
    [
        "AED",
        "AUD",
        "BRL",
        "CAD",
        "CHF",
        "CNY",
        "CZK",
        "DKK",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "JPY",
        "KRW",
        "MXN",
        "NOK",
        "NZD",
        "PLN",
        "RON",
        "SEK",
        "SGD",
        "TRY",
        "UAH",
        "ZAR",
    ]
)
"""ISO 4217 codes that are their own sign, in capitals only: `try` and `all` are words too."""

_PREFIXED_DOLLAR = r"(?:US|USD|A|AU|C|CA|NZ|HK|S|R|MX)\$"
_OTHER_SIGNS = "¥₹₩₺₽₪฿"


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The patterns of what may be in an amount, and the values of their words."""

    currency: LazyPattern
    """A sign, code or word of a currency."""
    signs: Mapping[str, str]
    """The sign of each currency by its codes and words, in lower case."""
    period: LazyPattern
    """`per month`, `/mnd`, `p/m`, `every 4 weeks`; groups: `count`, and `name` or `letter`."""
    adverb: LazyPattern
    """A word that states a period by itself: `monthly`, `jaarhuur`."""
    short: LazyPattern
    """An abbreviation that is a period only right after a number: `pm`, `pcm`, `p.a.`."""
    unit: LazyPattern
    """`per customer`, `/uur`, `p.p.`, `each`; the group `name` is what it is per."""
    periods: Mapping[str, str]
    """The period, a key of `PERIODS_PER_YEAR`, by each word for it."""
    magnitudes: Mapping[str, int]
    """`mln` and the like, by each word."""
    magnitude: LazyPattern
    ignored: LazyPattern
    """Phrases with a number that says nothing about the amount: `24/7`, `21% btw`."""
    cent: LazyPattern
    """A hundredth of a currency, after a number: `cent`, `pence`."""
    first_period: LazyPattern
    """What says that not all periods are paid alike: `first month`, `thereafter`."""
    part_of_year: LazyPattern
    """Months, seasons and terms: `in July`, `apr-oct`, `zomer`."""
    capital_month: LazyPattern
    """The months that are other words too without a capital: `May`, `March`."""
    day_of_week: LazyPattern
    other_period: LazyPattern
    """A period of which it is unknown how often a year has it: `season`, `biweekly`."""
    once: LazyPattern
    """What says that something is paid once: `one-off`."""
    pay: frozenset[str]
    """The verb between who pays and the amount: `pays`."""
    payers: frozenset[str]
    """Who pays each for himself, in singular and plural: `members`."""
    pay_fillers: frozenset[str]
    """Words before that verb that are not such payers: `we`, `to`."""
    articles: frozenset[str]
    """The indefinite articles."""
    at: frozenset[str]
    """Words between a count and the price of each: `25 hours at £ 28`."""
    about: frozenset[str]
    """Words between a limit and its number: `the`, `about`."""
    bounds: frozenset[str]
    """Words before a number that make it a limit: `up to`, `vanaf`."""
    limits: frozenset[str]
    """Words that make a number a limit wherever they are: `maximum`."""
    denials: LazyPattern
    """What says that a note is not true yet, or not any more: `no longer`, `vroeger`."""
    negations: frozenset[str]
    past_verbs: frozenset[str]
    """Verbs that make the amount right after them one of the past: `was € 900`."""
    negation_ends: frozenset[str]
    """The second part of a negation: `geen … meer`."""
    sharing: LazyPattern
    """What says that a part of the amount is of another party: `split with`."""
    per_thousand: frozenset[str]
    """Words for the price of a thousand of something, such as views: `CPM`."""
    number_words: frozenset[str]
    """Numbers in words, which are not read: `twice`, `a dozen`."""
    deductions: frozenset[str]
    """Words of what is taken off: `discount`."""
    year_words: frozenset[str]
    """Words before the number of a year: `since`, `vanaf`."""
    of: frozenset[str]
    """Words between a percentage and what it is of."""
    times: frozenset[str]
    """Words after a count that multiply: `2 times € 40`."""
    in_words: LazyPattern
    """A number of times in words: `two` before `times`, or `twice` before `a week`."""
    digits: Mapping[str, str]
    """What stands for each match of `in_words` in digits: `2`, or `2 x`."""
    synonyms: Mapping[str, str]
    """One word for all words of some units: of hours, of persons."""

    def with_digits(self, text: str) -> str:
        """Return a text with its numbers of times in digits instead of words."""
        return self.in_words.sub(lambda match: self.digits[match[0].lower()], text)

    def sign_of(self, currency: str) -> str:
        """Return the sign of a currency, given what `currency` matched."""
        return self.signs.get(currency.lower(), currency)

    def times_per_year(self, match: re.Match[str]) -> tuple[str, Fraction]:
        """Return the period of a match of `period`, and how often a year has it."""
        period = self.periods[_word(match["name"] or match["letter"] or match["bracketed"])]
        often = Fraction(PERIODS_PER_YEAR[period])
        if match["count"]:
            often /= int(match["count"])
        return (period if often == PERIODS_PER_YEAR[period] else ""), often

    def period_of(self, word: str) -> tuple[str, Fraction]:
        """Return the period that an adverb or abbreviation states, and how often a year has it."""
        period = self.periods[_word(word).rstrip(".")]
        return period, Fraction(PERIODS_PER_YEAR[period])


def _word(text: str) -> str:
    """Return a word in the form that the tables use."""
    return " ".join(text.lower().split())


@cache
def amount_words(lexicon: Lexicon) -> AmountWords:
    """Return the table for the words of a lexicon."""
    signs = {
        word: sign
        for code, sign in CURRENCY_SIGNS.items()
        for word in (code, *lexicon.currencies.get(code, ()))
    } | {"us$": "$", "usd$": "$"}
    periods = {
        word: period
        for kind in (lexicon.periods, lexicon.period_letters, lexicon.period_adverbs)
        for period, words in kind.items()
        for word in words
    } | {word: period for period, words in lexicon.period_abbreviations.items() for word in words}
    names = any_of(word for words in lexicon.periods.values() for word in words)
    letters = any_of(word for words in lexicon.period_letters.values() for word in words)
    per = any_of(lexicon.per)
    magnitudes = {
        word: factor
        for group, factor in (("thousands", 10**3), ("millions", 10**6), ("billions", 10**9))
        for word in lexicon.amounts[group]
    }
    short_months = rf"(?:{any_of(lexicon.amounts['short_months'])}){END}\.?"
    capital_months = any_of(word.title() for word in lexicon.amounts["capital_months"])
    to = rf"\s*(?:[-–—]|t/m|(?:{any_of(lexicon.amounts['bounds'])}){END})\s*"
    words = {
        group: any_of(lexicon.amounts[group])
        for group in (
            *("per_unit", "not_units", "each", "hourly", "taxes"),
            *("sharing", "sharing_verbs", "together"),
        )
    }
    digits = {word: str(n) for n, names in lexicon.cardinals.items() for word in names}
    multiples = {word: f"{n} x" for n, names in lexicon.multiples.items() for word in names}
    return AmountWords(
        currency=LazyPattern(
            rf"{_PREFIXED_DOLLAR}|[€$£{_OTHER_SIGNS}]|(?:{any_of(signs)}){END}"
            rf"|(?-i:{any_of(OTHER_CURRENCIES)}){END}|(?:kr|s?fr){END}\.?|zł|kč"
        ),
        signs=signs,
        # "/m" alone is per metre.
        period=LazyPattern(
            rf"(?:/\s?|p[/.]\s?|(?:{per})\s+)(?:(?P<count>[1-9][0-9]?)\s+)?"
            rf"(?P<name>{names}){END}"
            rf"|(?:/(?!m{END})|p[/.])(?P<letter>{letters}){END}\.?"
            rf"|\(\s*(?P<bracketed>{names})\s*\)"
        ),
        adverb=LazyPattern(
            any_of(word for words in lexicon.period_adverbs.values() for word in words) + END
        ),
        short=LazyPattern(
            any_of(word for words in lexicon.period_abbreviations.values() for word in words) + END
        ),
        unit=LazyPattern(
            rf"(?:/\s?|p/|(?:{words['per_unit']})\s+(?!(?:{words['not_units']}){END}))"
            r"(?P<name>[^\W\d_]+\^?[0-9²³]*)"  # `m2` too
            rf"|p\.p\b[a-z.]*|(?P<each>{words['each']}|{words['hourly']}){END}"
        ),
        periods=periods,
        magnitudes=magnitudes,
        magnitude=LazyPattern(
            rf"\s?(?P<letter>(?-i:[kKM]))(?!\w)|\s?(?P<word>{any_of(magnitudes)}){END}"
        ),
        ignored=LazyPattern(
            rf"24/7(?![\d/])|[0-9]{{1,2}}(?:[.,][0-9])?\s?%\s?(?:{words['taxes']}){END}"
        ),
        cent=LazyPattern(rf"\s?(?:{any_of(lexicon.amounts['cents'])}){END}"),
        first_period=whole_words(lexicon.amounts["first_periods"]),
        part_of_year=LazyPattern(
            rf"{START}(?:(?:{any_of(lexicon.amounts['parts_of_year'])}){END}"
            rf"|{short_months}{to}{short_months})"
        ),
        capital_month=LazyPattern(rf"{START}(?:{capital_months}){END}", 0),
        day_of_week=whole_words(lexicon.amounts["days_of_week"]),
        other_period=whole_words(lexicon.amounts["other_periods"]),
        once=whole_words(lexicon.amounts["once"]),
        pay=lexicon.amounts["pay"],
        payers=lexicon.amounts["payers"],
        pay_fillers=lexicon.amounts["pay_fillers"],
        articles=lexicon.amounts["articles"],
        at=lexicon.amounts["at"],
        about=lexicon.amounts["about"],
        bounds=lexicon.amounts["bounds"],
        limits=lexicon.amounts["limits"],
        denials=whole_words(lexicon.amounts["denials"]),
        negations=lexicon.amounts["negations"],
        past_verbs=lexicon.amounts["past_verbs"],
        negation_ends=lexicon.amounts["negation_ends"],
        sharing=LazyPattern(
            rf"{START}(?:{words['sharing']}|(?:{words['together']})\s.*\s"
            rf"(?:{words['sharing_verbs']})|(?:{words['sharing_verbs']})\s+(?:{words['together']})){END}"
        ),
        per_thousand=lexicon.amounts["per_thousand"],
        number_words=lexicon.amounts["number_words"],
        deductions=lexicon.amounts["deductions"],
        year_words=lexicon.amounts["year_words"],
        of=lexicon.amounts["of"],
        times=lexicon.amounts["times"],
        in_words=LazyPattern(
            rf"{START}(?:(?:{any_of(digits)})(?=\s+(?:{any_of(lexicon.amounts['times'])}){END})"
            rf"|(?:{any_of(multiples)})(?=\s*/|\s+(?:{per})\s))"
        ),
        digits=digits | multiples,
        synonyms={
            word: name
            for name, words in (
                ("hour", lexicon.amounts["hours"] | lexicon.amounts["hourly"]),
                ("person", lexicon.amounts["persons"]),
                ("member", lexicon.amounts["members"]),
            )
            for word in words
        },
    )
