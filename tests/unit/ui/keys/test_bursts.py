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
        fate = Fate.ACTS if letter in keys or not letter.isalpha() else Fate.DEAD
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
        ("coffee", BOARD, "cof"),
        ("website", NOTES, "we"),
        ("rent", BOARD, "ren"),
        ("value", NOTES, "val"),
        ("xylophones", NOTES, "xylo"),
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
        "jatea",
        "xatea",
        "uatea",
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


@pytest.mark.parametrize("text", ["datext", "Gatea", "ddatea", "dotext", "jetea", "xotea", "yatea"])
def test_what_is_typed_behind_a_command_that_asks_for_a_note_is_that_note(text: str) -> None:
    assert recognized(text, NOTES) == ""


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("de buurt", "de "),
        ("da costa", "da "),
        ("ja graag", "ja "),
        ("a shop", "a "),
        ("data ", "data "),
        ("dating", "dating"),
        ("hotels ", "hotels"),
        ("hospitals", "hospita"),
        ("hotelgasten", "hotelg"),
        ("donations ", "donations "),
        ("advertising", "adve"),
        ("open ", "open "),
        ("by bike", "by "),
        ("b2b customers", "b2b "),
        ("xx Large", "xx Lar"),
    ],
)
def test_a_word_of_keys_and_text_is_recognized_where_it_is_rather_that(
    text: str, letters: str
) -> None:
    assert recognized(text, NOTES) == letters


@pytest.mark.parametrize("text", ["jj d", "ll jd", "xx lp", "dd j", "b2b3d", "b2d ", "g ", "a€ 5"])
def test_commands_with_spaces_and_digits_are_not_taken_for_text(text: str) -> None:
    assert recognized(text, NOTES) == ""


def test_where_either_can_be_meant_the_keys_have_acted_and_that_is_doubted() -> None:
    burst = Burst().add("a", Fate.ACTS)
    for letter in "long":
        burst = burst.add(letter, Fate.TYPES)
    assert not burst.is_over
    burst = burst.add(" ", Fate.TYPES)
    assert burst.is_over
    assert burst.is_unsure


def test_the_last_word_of_a_note_can_be_ended_by_hand() -> None:
    burst = Burst().add("e", Fate.ACTS)
    for letter in "en":
        burst = burst.add(letter, Fate.CONTINUES)
    assert not burst.add(" ", Fate.CONTINUES).is_text


def test_a_title_that_is_typed_into_an_empty_line_is_one() -> None:
    assert recognized("tea", BOARD, title="") == ""


@pytest.mark.parametrize("text", ["@p", "€ 5", "“q"])
def test_a_sign_that_is_no_key_starts_a_text(text: str) -> None:
    burst = Burst()
    for character in text:
        assert not burst.is_text
        burst = burst.add(character, Fate.ACTS if character in " 5p" else Fate.DEAD)
    assert burst.is_text


@pytest.mark.parametrize(
    ("text", "keys"),
    [("new ", 2), ("ex-", 1), ("klein", 3), ("newc", 2), ("keen ", 2), ("er ", 1), ("e-b", 1)],
)
def test_a_word_whose_letters_arrive_behind_a_note_is_text(text: str, keys: int) -> None:
    burst = Burst()
    for index, letter in enumerate(text):
        burst = burst.add(letter, Fate.ACTS if index < keys else Fate.CONTINUES)
    assert burst.is_text


@pytest.mark.parametrize("text", ["jes ", "es ", "e-5"])
def test_an_ending_behind_a_note_is_none(text: str) -> None:
    burst, keys = Burst(), text.index("e") + 1
    for index, letter in enumerate(text):
        burst = burst.add(letter, Fate.ACTS if index < keys else Fate.CONTINUES)
    assert not burst.is_text


def test_keys_that_open_two_screens_are_rather_the_start_of_a_word() -> None:
    burst = Burst()
    fates = [Fate.ACTS, Fate.ACTS, Fate.FOLLOWS, *[Fate.ANSWERS] * 3]
    for letter, fate in zip("jonge ", fates, strict=True):
        burst = burst.add(letter, fate)
    assert burst.is_text
