"""The words of amounts in one table: currencies, periods, and the words around them.

It is derived from a `Lexicon` once, since a note is read with each keystroke.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bmc_tui.model.lexicon import CURRENCY_SIGNS, PERIODS_PER_YEAR, Lexicon

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


START = r"(?<![^\W_])"
"""Where a word can begin."""


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The patterns of what may stand in an amount, and the values of their words."""

    currency: re.Pattern[str]
    """A sign, code or word of a currency."""
    signs: Mapping[str, str]
    """The sign of each currency by its codes and words, in lower case."""
    period: re.Pattern[str]
    """`per month`, `/mnd`, `p/m`, `every 4 weeks`; groups: `count`, and `name` or `letter`."""
    adverb: re.Pattern[str]
    """A word that states a period by itself: `monthly`, `jaarhuur`."""
    short: re.Pattern[str]
    """An abbreviation that is a period only right behind a number: `pm`, `pcm`, `p.a.`."""
    unit: re.Pattern[str]
    """`per customer`, `/uur`, `p.p.`, `each`; the group `name` is what it is per."""
    periods: Mapping[str, str]
    """The period, a key of `PERIODS_PER_YEAR`, by each word for it."""
    magnitudes: Mapping[str, int]
    """`mln` and the like, by each word."""
    magnitude: re.Pattern[str]
    ignored: re.Pattern[str]
    """Phrases with a number that says nothing about the amount: `24/7`, `21% btw`."""
    cent: re.Pattern[str]
    """A hundredth of a currency, behind a number: `cent`, `pence`."""
    first_period: re.Pattern[str]
    """What says that not all periods are paid alike: `first month`, `thereafter`."""
    part_of_year: re.Pattern[str]
    """Months, seasons and terms: `in July`, `apr-oct`, `zomer`."""
    capital_month: re.Pattern[str]
    """The months that are other words too without a capital: `May`, `March`."""
    day_of_week: re.Pattern[str]
    other_period: re.Pattern[str]
    """A period of which it is unknown how often a year has it: `season`, `biweekly`."""
    once: re.Pattern[str]
    """What says that something is paid once: `one-off`."""
    pay: frozenset[str]
    """The verb between who pays and the amount: `pays`."""
    payers: frozenset[str]
    """Who pays each for himself, in singular and plural: `members`."""
    pay_fillers: frozenset[str]
    """Words before that verb that are no such payers: `we`, `to`."""
    articles: frozenset[str]
    """The indefinite articles."""
    at: frozenset[str]
    """Words between a count and the price of each: `25 hours at £ 28`."""
    about: frozenset[str]
    """Words between a limit and its number: `the`, `about`."""
    bounds: frozenset[str]
    """Words before a number that make it a limit: `up to`, `vanaf`."""
    limits: frozenset[str]
    """Words that make a number a limit wherever they stand: `maximum`."""
    denials: re.Pattern[str]
    """What says that a note is not true yet, or not any more: `no longer`, `vroeger`."""
    negations: frozenset[str]
    past_verbs: frozenset[str]
    """Verbs that make the amount right behind them one of the past: `was € 900`."""
    negation_ends: frozenset[str]
    """The second part of a negation: `geen … meer`."""
    sharing: re.Pattern[str]
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
    """Words behind a count that multiply: `2 times € 40`."""
    in_words: re.Pattern[str]
    """A number of times in words: `two` before `times`, or `twice` before `a week`."""
    digits: Mapping[str, str]
    """What stands for each match of `in_words` in digits: `2`, or `2 x`."""
    synonyms: Mapping[str, str]
    """One word for all words of some units: of hours, of persons."""

    def with_digits(self, text: str) -> str:
        """Return a text with digits for the numbers of times that it has in words."""
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
    """Return a word in the form in which the tables have it."""
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
    end = r"(?![^\W_])"
    short_months = rf"(?:{any_of(lexicon.amounts['short_months'])}){end}\.?"
    capital_months = any_of(word.title() for word in lexicon.amounts["capital_months"])
    to = rf"\s*(?:[-–—]|t/m|(?:{any_of(lexicon.amounts['bounds'])}){end})\s*"
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
        currency=compiled(
            rf"{_PREFIXED_DOLLAR}|[€$£{_OTHER_SIGNS}]|(?:{any_of(signs)}){end}"
            rf"|(?-i:{any_of(OTHER_CURRENCIES)}){end}|(?:kr|s?fr){end}\.?|zł|kč"
        ),
        signs=signs,
        # "/m" alone is per metre.
        period=compiled(
            rf"(?:/\s?|p[/.]\s?|(?:{per})\s+)(?:(?P<count>[1-9][0-9]?)\s+)?"
            rf"(?P<name>{names}){end}"
            rf"|(?:/(?!m{end})|p[/.])(?P<letter>{letters}){end}\.?"
            rf"|\(\s*(?P<bracketed>{names})\s*\)"
        ),
        adverb=compiled(
            any_of(word for words in lexicon.period_adverbs.values() for word in words) + end
        ),
        short=compiled(
            any_of(word for words in lexicon.period_abbreviations.values() for word in words) + end
        ),
        unit=compiled(
            rf"(?:/\s?|p/|(?:{words['per_unit']})\s+(?!(?:{words['not_units']}){end}))"
            r"(?P<name>[^\W\d_]+\^?[0-9²³]*)"  # `m2` too
            rf"|p\.p\b[a-z.]*|(?P<each>{words['each']}|{words['hourly']}){end}"
        ),
        periods=periods,
        magnitudes=magnitudes,
        magnitude=compiled(
            rf"\s?(?P<letter>(?-i:[kKM]))(?!\w)|\s?(?P<word>{any_of(magnitudes)}){end}"
        ),
        ignored=compiled(
            rf"24/7(?![\d/])|[0-9]{{1,2}}(?:[.,][0-9])?\s?%\s?(?:{words['taxes']}){end}"
        ),
        cent=compiled(rf"\s?(?:{any_of(lexicon.amounts['cents'])}){end}"),
        first_period=whole_words(lexicon.amounts["first_periods"]),
        part_of_year=compiled(
            rf"{START}(?:(?:{any_of(lexicon.amounts['parts_of_year'])}){end}"
            rf"|{short_months}{to}{short_months})"
        ),
        capital_month=re.compile(rf"{START}(?:{capital_months}){end}"),
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
        sharing=compiled(
            rf"{START}(?:{words['sharing']}|(?:{words['together']})\s.*\s"
            rf"(?:{words['sharing_verbs']})|(?:{words['sharing_verbs']})\s+(?:{words['together']})){end}"
        ),
        per_thousand=lexicon.amounts["per_thousand"],
        number_words=lexicon.amounts["number_words"],
        deductions=lexicon.amounts["deductions"],
        year_words=lexicon.amounts["year_words"],
        of=lexicon.amounts["of"],
        times=lexicon.amounts["times"],
        in_words=compiled(
            rf"{START}(?:(?:{any_of(digits)})(?=\s+(?:{any_of(lexicon.amounts['times'])}){end})"
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


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, the longest first; none match if there are none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or "(?!)"


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words or phrases in a text, as a whole."""
    return compiled(rf"{START}(?:{any_of(words)})(?![^\W_])")


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that has no regard to case."""
    return re.compile(f"(?:{pattern})", re.IGNORECASE)
