"""The words by which notes are read are those of every language together."""

from unicodedata import normalize

import pytest

from bmc_tui.guide.catalog import languages, load, recognized_words
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.lexicon import CURRENCY_SIGNS, PERIODS_PER_YEAR


def test_the_words_of_both_languages_are_recognized_whichever_is_spoken() -> None:
    assert {"the", "de"} <= lexicon().before_names
    assert {"and", "en"} <= lexicon().after_names
    assert {"month", "maand"} <= lexicon().periods["month"]
    assert lexicon().currencies["usd"] == {"dollar", "dollars"}


def test_there_is_one_lexicon_so_that_it_is_a_cheap_key() -> None:
    assert lexicon() is lexicon()
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students")
    assert segments_of(canvas) is segments_of(canvas.with_title("x"))


def test_segments_are_looked_up_without_hashing_each_note(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students")
    segments = segments_of(canvas)

    def hashed(_: Note) -> int:
        pytest.fail("each lookup would take time for each note")

    monkeypatch.setattr(Note, "__hash__", hashed)
    assert segments_of(canvas) is segments


@pytest.mark.parametrize("language", languages())
def test_every_list_of_a_language_is_asked_for_and_normalized(language: str) -> None:
    groups = load(language).recognized
    assert {group for group in groups if group.startswith("periods.")} == {
        f"periods.{period}" for period in PERIODS_PER_YEAR
    }
    assert {group for group in groups if group.startswith("currencies.")} == {
        f"currencies.{code}" for code in CURRENCY_SIGNS
    }
    for group, words in groups.items():
        assert {normalize("NFC", word).lower() for word in words} <= recognized_words(group)


def test_a_list_that_no_language_has_is_empty() -> None:
    assert recognized_words("nothing") == frozenset()
