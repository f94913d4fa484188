"""Letters are a word, or keys and another word, whichever is more common."""

import pytest

from bmc_tui.ui.keys.words import WordReading, frequency, read_letters


def test_the_list_has_common_words_of_both_languages_and_their_starts() -> None:
    assert frequency("hotel", is_finished=True)
    assert frequency("klant", is_finished=True)
    assert frequency("hote") > 0
    assert not frequency("hote", is_finished=True)
    assert not frequency("dvr")
    assert not frequency("")


def test_longer_words_count_by_their_first_letters() -> None:
    assert frequency("advertising", is_finished=True) == frequency("advert")


@pytest.mark.parametrize(
    ("word", "keys", "reading"),
    [
        ("open", 1, WordReading.WORD),
        ("along", 1, WordReading.UNSURE),
        ("atea", 1, WordReading.KEYS),
        ("jatea", 2, WordReading.KEYS),
        ("datext", 2, WordReading.KEYS),
        ("datacentre", 2, WordReading.WORD),
        ("Local", 2, WordReading.WORD),
        ("aTea", 1, WordReading.KEYS),
        ("ikxyz", 1, WordReading.UNSURE),
    ],
)
def test_a_finished_word(word: str, keys: int, reading: WordReading) -> None:
    assert read_letters(word, keys, is_finished=True) is reading


def test_a_word_that_goes_on_stays_open() -> None:
    assert read_letters("hot", 2) is WordReading.OPEN
    assert read_letters("hotels", 2) is WordReading.WORD


def test_keys_that_rarely_come_before_text_are_more_easily_a_word() -> None:
    assert read_letters("email", 1, is_finished=True) is WordReading.UNSURE
    assert read_letters("email", 1, 0.3, is_finished=True) is WordReading.WORD
