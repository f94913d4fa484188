"""Splits the text of a note into the parts that an amount is read from: numbers, periods, units.

Every digit of the text ends up in a number, in a year or idiom that is known to say nothing about
the amount, or in a word that begins with a letter (`B2B`, `m2`). So no number can go unnoticed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from bmc_tui.model.lexicon import PERIODS_PER_YEAR
from bmc_tui.model.money.words import AmountWords

_DIGITS_PER_GROUP = 3
"""Digits between two separators of thousands."""

_MAX_DIGITS = 12
"""A number with more digits is an account or a telephone number."""

_YEARS = range(1900, 2100)

_SPACES = "\u00a0\u2007\u2009\u202f"
"""Spaces that keep a number together: no-break, figure, thin and narrow no-break."""

_HAS_DIGIT = re.compile("[0-9]")
_TOKEN = re.compile(r"(?<!\S)[@#][^\W\d_][\w-]*")
_NUMERAL = re.compile(rf"[0-9](?:[0-9.,:/'’{_SPACES}–−-]*[0-9])?")
_SPACED_NUMERAL = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]{1,2})?(?![0-9])")
_SIMPLE = re.compile(r"[0-9]+(?:[.,][0-9]{1,4})?")
_GROUPED = re.compile(
    rf"[0-9]{{1,3}}(?:([.,'’ {_SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[.,][0-9]{{1,3}})?"
)
_LETTER_FOR_DIGIT = re.compile(r"(?=[0-9]*[oil])[0-9oil]+(?![^\W_])", re.IGNORECASE)
"""The letters that are typed for a nought or a one: the rest of `1O0`."""
_SHORT_PERSON = re.compile(r"pp(?=p/|[^\w]|$)|ppp[a-z]*", re.IGNORECASE)
"""Per person, right after money only: `pp`, `pppm`."""
_SLOPPY_MILLIONS = re.compile(r"m(?![^\W_])")
_ROUND = re.compile(r"[.,][-–—−=]{1,2}(?![0-9])")
_RANGE = re.compile(r"[0-9.,]+[–−-][0-9.,]+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?(?:(?<=[0-9])[.,:/-][0-9]+)*")
_TIMES = re.compile(r"[x×*·](?![^\W\d_])|[àa@](?=\s*[€$£0-9])|à(?=\s)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_TON = re.compile(r"\s?ton(?![^\W_])\s*", re.IGNORECASE)
"""A hundred thousand euros in Dutch; a weight where no currency is beside it."""

_MAX_TONS = 100


def has_odd_digit(text: str) -> bool:
    """Tell whether a text has a number that is not read: a fraction such as `½`, other digits."""
    return any(_is_odd_digit(character) for character in text)


def _is_odd_digit(character: str) -> bool:
    """Tell whether a character is a number other than 0-9; `²` belongs to a word, as in `m²`."""
    return not character.isascii() and (
        character.isdecimal() or unicodedata.decomposition(character).startswith("<fraction>")
    )


class Kind(Enum):
    """What a part of a note is."""

    NUMBER = auto()
    PERCENT = auto()
    RANGE = auto()
    """Two numbers joined by a dash."""
    UNREADABLE = auto()
    """Digits that are not a number: a date, a time of day, `5/10`."""
    YEAR = auto()
    PERIOD = auto()
    UNIT = auto()
    """What an amount is per, such as `per customer`."""
    ADVERB = auto()
    """A word that states a period by itself, such as `monthly`."""
    TIMES = auto()
    PLUS = auto()
    WORD = auto()
    BREAK = auto()
    """Punctuation that separates: a comma, a bracket, a dash, a colon."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a note."""

    kind: Kind
    text: str
    """The part as written; of a unit or period what comes after `per`."""
    start: int
    """Where it starts in the note."""
    end: int
    value: Decimal = Decimal(0)
    """Of a number or percentage."""
    currency: str | None = None
    """Of a number: the sign of its currency; None if it has none."""
    has_minus: bool = False
    """Of a number: whether a minus is between its currency and its digits."""
    is_signed: bool = False
    """Of a number: whether a dash touches its front, so that it may be negative, or a list item."""
    is_slash: bool = False
    """Of a unit or period: whether a slash is before it."""
    per_year: Fraction = Fraction(0)
    """Of a period or adverb: how often a year has it."""
    period: str = ""
    """Of a period or adverb: its name, a key of `PERIODS_PER_YEAR`; "" for several of them."""


def parts(text: str, words: AmountWords) -> tuple[Part, ...]:
    """Return the parts of the text of a note, in order.

    Args:
        text: The text.
        words: The words of amounts.
    """
    found = list(_scan(words.with_digits(text), words))
    return tuple(_as_year(found, index, words) or part for index, part in enumerate(found))


def opens_note(note_parts: Sequence[Part], index: int) -> bool:
    """Tell whether a part is the first of a note, or of the text after a label and its colon.

    A label does not count if something is paid by the day, which may not be every day: `Dog
    walking: 12 dogs at € 15 a day`.

    Args:
        note_parts: The parts of a note.
        index: The index of the part.
    """
    label = note_parts[:index]
    if not label:
        return True
    are_words = all(part.kind in (Kind.WORD, Kind.BREAK) for part in label)
    is_daily = any(part.per_year > PERIODS_PER_YEAR["week"] for part in note_parts)
    return label[-1].text == ":" and are_words and not is_daily


def _scan(text: str, words: AmountWords) -> Iterator[Part]:
    """Yield the parts of a text; a number that could be a year is still a number."""
    position, previous = 0, None
    while position < len(text):
        if space := _SPACE.match(text, position) or _TOKEN.match(text, position):
            position = space.end()
            continue
        part = (
            _ignored(text, position, words)
            or _number(text, position, words)
            or _per(text, position, words, previous)
            or _other(text, position)
        )
        yield part
        previous, position = part, part.end


def _ignored(text: str, start: int, words: AmountWords) -> Part | None:
    """Return a phrase with a number that says nothing about the amount."""
    match = words.ignored.match(text, start)
    return Part(Kind.YEAR, match[0], start, match.end()) if match else None


def _number(text: str, start: int, words: AmountWords) -> Part | None:
    """Return a number, with its currency, magnitude and rounding, or other digits."""
    position, currency, has_minus = start, None, False
    is_signed = text[start] in "-−–" and (start == 0 or text[start - 1].isspace())
    position += is_signed
    if before := words.currency.match(text, position):
        currency = words.sign_of(before[0])
        position = before.end()
        if space := _SPACE.match(text, position):
            position = space.end()
        if text[position : position + 1] in ("-", "−", "–"):
            has_minus, position = True, position + 1
    spaced = _SPACED_NUMERAL.match(text, position) if currency else None
    numeral = spaced or _NUMERAL.match(text, position)
    end = numeral.end() if numeral else position
    if mistyped := _end_of_mistyped(
        text, end, is_number=numeral is not None or currency is not None
    ):
        return Part(Kind.UNREADABLE, text[start:mistyped], start, mistyped)
    if numeral is None:
        return None
    value = _value(numeral[0])
    if value is None:
        kind = Kind.RANGE if _RANGE.fullmatch(numeral[0]) else Kind.UNREADABLE
        return Part(kind, text[start:end], start, end)
    digits = Part(Kind.NUMBER, numeral[0], start, end, value, currency, has_minus, is_signed)
    return _whole_number(text, digits, words)


def _whole_number(text: str, digits: Part, words: AmountWords) -> Part:
    """Return a number with the magnitude, rounding and currency that follow its digits.

    Args:
        text: The text of the note.
        digits: The number up to the end of its digits, with the currency before them.
        words: The words of amounts.
    """
    start, end, value, currency = digits.start, digits.end, digits.value, digits.currency
    if percent := re.compile(r"\s?%").match(text, end):
        return Part(Kind.PERCENT, text[start : percent.end()], start, percent.end(), value)
    if round_ := _ROUND.match(text, end):
        end = round_.end()
    factor, end = _magnitude(text, digits, end, words)
    value *= factor
    ton = _TON.match(text, end)
    if ton and (currency is not None or words.currency.match(text, ton.end())):
        if value >= _MAX_TONS:  # `€ 200 ton`: a price per ton?
            return Part(Kind.UNREADABLE, text[start : ton.end()], start, ton.end())
        value, end = value * 10**5, ton.end()
    if (cent := words.cent.match(text, end)) and currency is None:
        value, currency, end = value / 100, "", cent.end()
    after = re.compile(r"\s*").match(text, end)
    if after and (match := words.currency.match(text, after.end())):
        # `2 € 50` may be 2 euros, 50 euros or both.
        if currency is not None or re.compile(r"\s?[0-9]").match(text, match.end()):
            return Part(Kind.UNREADABLE, text[start : match.end()], start, match.end())
        currency, end = words.sign_of(match[0]), match.end()
    if digits.has_minus:
        value = -value
    return replace(digits, text=text[start:end], end=end, value=value, currency=currency)


def _end_of_mistyped(text: str, position: int, *, is_number: bool) -> int:
    """Return where a number with letters for digits or a fraction ends: `1O0`, `2½`; 0 if none.

    Args:
        text: The text.
        position: Where the digits end, or could begin.
        is_number: Whether digits or a currency precede it.
    """
    if has_odd_digit(text[position : position + 1]):
        return position + 1
    letters = _LETTER_FOR_DIGIT.match(text, position) if is_number else None
    follows_digit = position > 0 and text[position - 1].isdigit()
    if letters and (follows_digit or _HAS_DIGIT.search(letters[0])):
        return letters.end()
    return 0


def _magnitude(text: str, digits: Part, end: int, words: AmountWords) -> tuple[int, int]:
    """Return what the word after a number multiplies it with, and where that word ends."""
    if magnitude := words.magnitude.match(text, end):
        if word := magnitude["word"]:
            return words.magnitudes[word.lower()], magnitude.end()
        return {"k": 10**3}.get(magnitude["letter"].lower(), 10**6), magnitude.end()
    if _is_millions(text, digits, end):
        return 10**6, end + 1
    return 1, end


def _is_millions(text: str, digits: Part, end: int) -> bool:
    """Tell whether an `m` right after money is millions: `$1.2m`; `€ 3m` may be of metres."""
    is_fraction = re.fullmatch(r"[0-9]{1,3}[.,][0-9]{1,2}", digits.text) is not None
    is_sure = digits.currency in ("$", "£") or (digits.currency is not None and is_fraction)
    return is_sure and _SLOPPY_MILLIONS.match(text, end) is not None


def _value(numeral: str) -> Decimal | None:
    """Return a number in Dutch, English, German or Swiss notation; None if it is not a number.

    A single separator with exactly three digits after it separates thousands (`2.500` and `2,500`
    are the same), unless only a zero precedes it (`0.500` is a half).
    """
    if sum(character.isdigit() for character in numeral) > _MAX_DIGITS:
        return None
    grouped = _GROUPED.fullmatch(numeral)
    if grouped and not numeral.startswith("0"):
        separator, rest = grouped[1], ""
        whole = numeral
        last = max(numeral.rfind("."), numeral.rfind(","))
        if last >= 0 and numeral[last] != separator:
            whole, rest = numeral[:last], numeral[last + 1 :]
        elif last >= 0 and len(numeral) - last - 1 != _DIGITS_PER_GROUP:  # `1.000.00`
            return None
        return Decimal(f"{whole.replace(separator, '')}.{rest or 0}")
    if _SIMPLE.fullmatch(numeral):
        return Decimal(numeral.replace(",", "."))
    return None


def _per(text: str, start: int, words: AmountWords, previous: Part | None) -> Part | None:
    """Return a period, what an amount is per, or a word that states a period."""
    follows_money = previous is not None and previous.currency is not None
    if match := words.period.match(text, start):
        period, often = words.times_per_year(match)
        is_slash = text[start] == "/"
        return Part(
            # It is unknown how often a year has such a course or stay.
            Kind.UNREADABLE if _is_one_of_a_kind(match["count"], often) else Kind.PERIOD,
            match[0],
            start,
            match.end(),
            is_slash=is_slash,
            per_year=often,
            period=period,
        )
    if match := (follows_money and words.short.match(text, start)) or words.adverb.match(
        text, start
    ):
        period, often = words.period_of(match[0])
        kind = Kind.PERIOD if follows_money else Kind.ADVERB
        return Part(kind, match[0], start, match.end(), per_year=often, period=period)
    if follows_money and (match := _SHORT_PERSON.match(text, start)):
        return Part(Kind.UNIT, "pp", start, match.end())
    is_part = previous is not None and previous.text.lower() in words.of  # `the share of each sale`
    if (match := words.unit.match(text, start)) and not (is_part and match["name"]):
        name = match["name"] or match[0].rstrip(".")
        return Part(Kind.UNIT, name, start, match.end(), is_slash=text[start] == "/")
    return None


def _is_one_of_a_kind(count: str | None, often: Fraction) -> bool:
    """Tell whether a count of periods is not a billing cycle: `per 3 days`, `per 10 weeks`.

    A cycle of weeks or months fits a whole number of times into a year, one of years need not.

    Args:
        count: The digits of the count; None if there is none.
        often: How often a year has the period.
    """
    if count is None:
        return False
    per_year = often * int(count)
    is_of_days = per_year == PERIODS_PER_YEAR["day"] and count != "1"
    return is_of_days or (per_year > 1 and often.denominator > 1)


def _other(text: str, start: int) -> Part:
    """Return a word, a sign of multiplication or addition, or a character that separates."""
    if times := _TIMES.match(text, start):
        return Part(Kind.TIMES, times[0], start, times.end())
    if word := _WORD.match(text, start):
        return Part(Kind.WORD, word[0], start, word.end())
    kind = Kind.PLUS if text[start] == "+" else Kind.BREAK
    return Part(kind, text[start], start, start + 1)


def _as_year(found: list[Part], index: int, words: AmountWords) -> Part | None:
    """Return the year that a number is, by its size and by what is around it."""
    part = found[index]
    if part.kind is not Kind.NUMBER or part.currency is not None or len(part.text) != len("2025"):
        return None
    if not part.text.isdigit() or int(part.text) not in _YEARS:
        return None
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    is_named = before is not None and before.text.lower() in words.year_words
    multiplies = before is not None and before.kind is Kind.TIMES
    counts = after is not None and after.kind in (
        Kind.WORD,
        Kind.TIMES,
        Kind.PERIOD,
        Kind.UNIT,
    )
    if multiplies or (counts and not is_named):
        return None
    return Part(Kind.YEAR, part.text, part.start, part.end)
