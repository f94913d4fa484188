"""Text typed where letters are commands is distinguished from commands as soon as possible."""

import pytest

from bmc_tui.ui.keys.bursts import Burst, BurstReading, Fate, fate_of

MOVES, LEADS, ACTS, TYPES = Fate.MOVES, Fate.LEADS, Fate.ACTS, Fate.TYPES
BOTH = {**dict.fromkeys("hjkl", MOVES), **dict.fromkeys("LTcipqrvE", LEADS), "t": Fate.ASKS}
BOTH |= dict.fromkeys("123456789 ", MOVES) | dict.fromkeys("uU", Fate.CORRECTS)
BOTH |= dict.fromkeys("aeyYmMsSC/", ACTS) | {"a": Fate.ASKS}
BOARD = BOTH | {"o": LEADS, "x": ACTS}
NOTES = BOTH | dict.fromkeys("gG", MOVES) | dict.fromkeys("dxpb@#", ACTS) | {"o": Fate.ASKS}
OPENERS = {"board": "aeti/", "notes": "aoeti/"}
"""The keys of each level after which letters are text."""


def read(text: str, level: str = "notes") -> Burst:
    """Return the burst of what was typed on a level, up to the key by which its kind is certain."""
    keys, burst = BOARD if level == "board" else NOTES, Burst()
    for character in text:
        is_open = burst.is_typing or bool(burst.letters and burst.letters[-1] in OPENERS[level])
        burst = burst.add(character, TYPES if is_open else keys.get(character, Fate.DEAD))
        if burst.reading is not BurstReading.OPEN:
            break
    return burst


def test_what_becomes_of_a_key_is_known_by_its_action() -> None:
    assert fate_of("screen.find_step(1)") is MOVES
    assert fate_of("step('LEFT')") is MOVES
    assert fate_of("app.quit") is LEADS
    assert fate_of("act('delete')") is ACTS
    assert fate_of("") is Fate.DEAD


@pytest.mark.parametrize("level", ["board", "notes"])
@pytest.mark.parametrize(
    "text",
    [
        *("Students ", "coffee", "website", "rent", "xylophones", "Local", "Universities", "één"),
        *("Events", "kiosk", "24/7 shops", "hospitals", "advertising", "email ", "sauna "),
        *("lopers ", "a shop", "ja graag", "b2b customers", "een café", "in town", "it\n"),
        *("iPad kiosk", "iPhones ", "huur", "zzp’er", "e-bike ", "t-shirts ", "a-merken "),
        *("hulp", "old people", "op afspraak", "an app", "jonkies "),
    ],
)
def test_text_is_told_by_two_keys_that_nobody_gives_in_a_row_or_by_its_first_word(
    text: str, level: str
) -> None:
    burst = read(text, level)
    assert burst.reading is BurstReading.TEXT
    assert text.startswith(burst.letters)


@pytest.mark.parametrize(
    "text",
    [
        *("jjd", "dd", "ddu", "xx", "xp", "xjp", "jjjx", "kkp", "ss", "ssp", "uu", "uUu", "xu"),
        *(
            "gd",
            "Gd",
            "ja",
            "ll",
            "hj",
            "r",
            "xr",
            "bb",
            "b2b3",
            "pull",
            "jj d",
            "3 jd",
            "p4  ",
            "dd j",
        ),
    ],
)
def test_commands_are_not_taken_for_text(text: str) -> None:
    assert read(text).reading is BurstReading.OPEN


@pytest.mark.parametrize(
    "text",
    [
        *("aTea", "atea ", "allama ", "3aw00 ", "3 aw00 ", "satea ", "jatea ", "jaTea", "datext "),
        *("iDeas ", "aPad ", "tTuinders "),
        *("ddatea ", "dotext ", "jetea ", "xotea ", "yatea ", "uatea ", "33atea ", "a€ 5"),
    ],
)
def test_what_is_typed_after_a_command_that_asks_for_a_note_is_that_note(text: str) -> None:
    assert read(text).reading is BurstReading.KEYS


@pytest.mark.parametrize("text", ["along ", "art ", "jobmc ", "3along ", "oma’s ", "tuinders "])
def test_where_either_can_be_meant_the_keys_have_acted_and_that_is_doubted(text: str) -> None:
    burst = read(text)
    assert burst.reading is BurstReading.UNSURE
    assert burst.add("x", TYPES) is burst


@pytest.mark.parametrize("text", ["@p", "€ 5", "“q", "nt"])
def test_a_key_that_does_nothing_beside_another_one_starts_a_text(text: str) -> None:
    burst = Burst()
    for index, character in enumerate(text):
        assert burst.reading is BurstReading.OPEN
        burst = burst.add(character, ACTS if index else Fate.DEAD)
    assert burst.reading is BurstReading.TEXT


def test_a_text_begins_after_commands_that_start_no_word_and_the_digit_of_a_block() -> None:
    assert read("jjwebsite").letters == "we"
    assert read("3advertising").text_start == 1
    assert read("9 to a").text_start == 0


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("new ", 2),
        ("ex-t ", 1),
        ("klein", 3),
        ("newc", 2),
        ("er ", 1),
        ("e-b ", 1),
        ("de ", 2),
        ("een c", 1),
        ("tuinders\n", 1),
    ],
)
def test_a_word_whose_letters_arrive_after_a_note_is_text(text: str, keys: int) -> None:
    burst = Burst()
    for index, letter in enumerate(text):
        burst = burst.add(letter, ACTS if index < keys else Fate.CONTINUES)
    assert burst.reading is BurstReading.TEXT


@pytest.mark.parametrize("text", ["jes ", "es ", "e-5 ", "een\n", "een, c", "e and"])
def test_an_ending_after_a_note_is_none(text: str) -> None:
    burst, keys = Burst(), text.index("e") + 1
    for index, letter in enumerate(text):
        burst = burst.add(letter, ACTS if index < keys else Fate.CONTINUES)
    assert burst.reading is BurstReading.KEYS


def test_one_letter_of_text_makes_a_word_only_of_the_most_common_ones() -> None:
    burst = Burst().add("i", LEADS).add("x", Fate.TYPES).add("\n", Fate.TYPES)
    assert burst.reading is BurstReading.KEYS


def test_a_word_of_keys_on_the_screen_that_its_first_one_opened_is_text() -> None:
    burst = Burst().add("o", LEADS)
    for letter in "ude":
        assert burst.reading is BurstReading.OPEN
        burst = burst.add(letter, Fate.FOLLOWS)
    assert burst.reading is BurstReading.TEXT


def test_keys_that_open_two_screens_are_rather_the_start_of_a_word() -> None:
    fates = [MOVES, LEADS, Fate.FOLLOWS]
    burst = Burst()
    for letter, fate in zip("jon", fates, strict=True):
        burst = burst.add(letter, fate)
    assert burst.reading is BurstReading.TEXT
