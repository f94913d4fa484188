"""Text typed where letters are commands is told from commands, as soon as that can be told."""

import pytest

from bmc_tui.ui.keys.bursts import Burst, Fate

BOARD = frozenset("hjklenNaiyYmMuUEpxrsSCcvoqtTL")
NOTES = frozenset("eaodybxpmjkhlgGnNiYMuUErsSCcvqtTL")
OPENERS = {BOARD: "aet", NOTES: "aoet"}
"""The keys of each level after which letters are text."""


def recognized(text: str, keys: frozenset[str], title: str = "Cafe") -> str:
    """Return the letters at which a text is recognized; "" if it is not."""
    burst, is_typing = Burst(), False
    for letter in text:
        if burst.starts_anew(letter):
            burst, is_typing = Burst(), False
        fate = Fate.ACTS if letter in keys else Fate.DEAD
        if is_typing:
            opener = burst.letters[-1]
            fate = Fate.JOINS if opener == "t" and title else Fate.TYPES
        burst = burst.add(letter, fate)
        if burst.is_text:
            return burst.letters
        if burst.is_over:
            return ""
        is_typing = letter in OPENERS[keys]
    return ""


@pytest.mark.parametrize(
    ("text", "keys", "letters"),
    [
        ("Students", BOARD, "Stu"),
        ("Bakery", BOARD, "Ba"),
        ("donations", BOARD, "do"),
        ("donations", NOTES, "don"),
        ("donaties", NOTES, "don"),
        ("coffee", BOARD, "cof"),
        ("koffie", NOTES, "kof"),
        ("website", NOTES, "we"),
        ("rent", BOARD, "ren"),
        ("value", NOTES, "val"),
        ("partners", BOARD, "par"),
        ("xylophones", NOTES, "xylo"),
        ("haven", BOARD, "hav"),
        ("Local", BOARD, "Loc"),
        ("Universities", BOARD, "Univ"),
        ("text", BOARD, "te"),
        ("één", BOARD, "éé"),
        ("Events", BOARD, "Eve"),
    ],
)
def test_a_word_is_recognized_by_its_first_letters(
    text: str, keys: frozenset[str], letters: str
) -> None:
    if letters == "éé":
        letters = "één"  # twice the same key is none
    assert recognized(text, keys) == letters


@pytest.mark.parametrize("keys", [BOARD, NOTES])
@pytest.mark.parametrize(
    "text",
    [
        "jjd",
        "dd",
        "ddu",
        "xx",
        "xp",
        "xjp",
        "jjjx",
        "kkp",
        "ss",
        "ssp",
        "uu",
        "uUu",
        "nnN",
        "xu",
        "gd",
        "Gd",
        "ja",
        "aTea",
        "atea",
        "jaTea",
        "eTea",
        "ll",
        "hj",
        "r",
        "xr",
        "sr",
        "bb",
    ],
)
def test_commands_are_not_taken_for_text(text: str, keys: frozenset[str]) -> None:
    assert recognized(text, keys) == ""


def test_a_title_that_is_typed_into_an_empty_line_is_one() -> None:
    assert recognized("tea", BOARD, title="") == ""
