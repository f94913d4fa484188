"""The words of the vocabulary: meant in either language, cycled without typing, translated."""

import pytest

from bmc_tui.guide import load
from bmc_tui.guide.vocabulary import Meaning, cycle_word, meaning, translate_words
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas

ENGLISH, DUTCH = load("en"), load("nl")


def test_a_word_means_the_same_in_either_language() -> None:
    fixed = Meaning("behaviour", "fixed")
    assert meaning(Block.COST_STRUCTURE, "vast") == fixed
    assert meaning(Block.COST_STRUCTURE, "FIXED") == fixed


def test_a_word_means_nothing_in_a_block_that_does_not_have_it() -> None:
    assert meaning(Block.KEY_PARTNERS, "vast") is None


def test_the_words_of_a_canvas_are_put_into_the_language_that_is_asked_for() -> None:
    canvas = Canvas().add(Block.COST_STRUCTURE, "Huur #vast #eigen, #VARIABEL #fixed @vast")
    (note,) = translate_words(canvas, ENGLISH).notes(Block.COST_STRUCTURE)
    assert note.text == "Huur #fixed #eigen, #variable #fixed @vast"
    (note,) = translate_words(canvas, DUTCH).notes(Block.COST_STRUCTURE)
    assert note.text == "Huur #vast #eigen, #VARIABEL #vast @vast"


def test_a_word_of_no_vocabulary_and_one_of_another_block_stay_as_typed() -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, "Bank #vast #whatever")
    assert translate_words(canvas, ENGLISH) == canvas


def test_a_form_or_synonym_of_a_word_means_the_same_and_stays_as_typed() -> None:
    assert meaning(Block.COST_STRUCTURE, "Vaste") == Meaning("behaviour", "fixed")
    assert meaning(Block.REVENUE_STREAMS, "abonnementen") == Meaning("recurrence", "recurring")
    assert meaning(Block.KEY_PARTNERS, "suppliers") == Meaning("form", "purchasing")
    for word in ("strategic", "strategisch", "strategische"):
        assert meaning(Block.KEY_PARTNERS, word) == Meaning("form", "alliance")
    assert meaning(Block.COST_STRUCTURE, "ast") is None
    canvas = Canvas().add(Block.REVENUE_STREAMS, "Kaart #abonnement #eenmalige")
    assert translate_words(canvas, ENGLISH) == canvas


def presses(text: str, block: Block, times: int) -> list[str]:
    """Return what a note is after each press of the key, from its end on."""
    found = []
    column = len(text)
    for _ in range(times):
        text, column = cycle_word(text, column, block, ENGLISH)
        found.append(text)
    return found


def test_a_word_is_cycled_through_its_distinction_and_away() -> None:
    assert presses("Rent", Block.COST_STRUCTURE, 4) == [
        "Rent #fixed",
        "Rent #variable",
        "Rent",
        "Rent #fixed",
    ]


def test_the_word_under_the_cursor_is_the_one_that_is_cycled() -> None:
    assert cycle_word("#online Shop #direct", 2, Block.CHANNELS, ENGLISH) == (
        "#offline Shop #direct",
        8,
    )


def test_after_a_word_comes_the_next_distinction() -> None:
    text, _ = cycle_word("Shop #direct, ", 14, Block.CHANNELS, ENGLISH)
    assert text == "Shop #direct, #online"


def test_a_word_of_the_other_language_is_cycled_too() -> None:
    assert cycle_word("Huur #vast", 10, Block.COST_STRUCTURE, ENGLISH)[0] == "Huur #variable"


@pytest.mark.parametrize("text", ["", "Coffee"])
def test_a_block_without_vocabulary_has_nothing_to_cycle(text: str) -> None:
    assert cycle_word(text, len(text), Block.VALUE_PROPOSITIONS, ENGLISH) == (text, len(text))
