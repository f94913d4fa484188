"""How common a word is, in English or Dutch."""

from bmc_tui.ui.keys.words import UNKNOWN, commonness


def test_the_list_has_common_words_of_both_languages_and_their_starts() -> None:
    assert commonness("hotel") > UNKNOWN
    assert commonness("Klant") > UNKNOWN
    assert commonness("hote", is_start=True) > UNKNOWN
    assert commonness("hote") == commonness("dvr") == commonness("") == UNKNOWN
    assert commonness("the") > commonness("long") > commonness("hotel")


def test_longer_words_count_by_their_first_letters_or_by_the_word_they_start_with() -> None:
    assert commonness("advertising") == commonness("advert")
    assert commonness("hotelgasten") == commonness("hotel")
    assert commonness("ex-students") == commonness("ex")
    assert commonness("allama") == UNKNOWN


def test_numbers_and_signs_before_a_word_count() -> None:
    assert commonness("24/7") > UNKNOWN
    assert commonness("@home") == commonness("home")
