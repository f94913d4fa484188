"""The examples are whole canvases, and what every format makes of them is read back."""

import pytest

from bmc_tui.examples import EXAMPLE_LANGUAGES, example_names, load_example
from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.money.sums import money_totals
from bmc_tui.model.tokens import Mark, tokens
from bmc_tui.review.finding import Severity
from bmc_tui.review.review import review

READABLE = [name for name, each in FORMATS.items() if each.is_readable and not each.binary]


def test_half_of_them_are_in_each_language_and_those_in_one_s_own_come_first() -> None:
    assert [EXAMPLE_LANGUAGES[name] for name in example_names("nl")] == ["nl"] * 3 + ["en"] * 3
    assert [EXAMPLE_LANGUAGES[name] for name in example_names("en")] == ["en"] * 3 + ["nl"] * 3


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_an_example_fills_all_blocks_and_every_phase(name: str) -> None:
    canvas = load_example(name)
    assert canvas.title
    assert all(canvas.notes(block) for block in BLOCKS)
    assert all(canvas.texts(Block.CHANNELS, phase) for phase in Block.CHANNELS.phases)


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_an_example_uses_words_of_its_language_and_segments_that_it_has(name: str) -> None:
    canvas, guide = load_example(name), load(EXAMPLE_LANGUAGES[name])
    found = [(block, token) for block, note in canvas for token in tokens(note.text)]
    handles = {
        token.name
        for block, token in found
        if block is Block.CUSTOMER_SEGMENTS and token.mark is Mark.SEGMENT
    }
    assert handles == {token.name for _, token in found if token.mark is Mark.SEGMENT}
    for block, token in found:
        if token.mark is Mark.WORD and not token.is_evidence:
            words = {word.name for each in guide.vocabulary(block) for word in each.words}
            assert token.name in words, (block, token.name)


@pytest.mark.parametrize("format_", READABLE)
@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_an_example_comes_back_from_every_format(name: str, format_: str) -> None:
    written = FORMATS[format_].write(load_example(name), load(EXAMPLE_LANGUAGES[name]))
    assert isinstance(written, str)
    assert read_text(written, format_).canvas == load_example(name)


def test_an_unknown_name_is_none_of_them() -> None:
    with pytest.raises(KeyError):
        load_example("../guide")


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_the_review_finds_nothing_in_an_example_but_hints(name: str) -> None:
    found = review(load_example(name)).findings
    assert [each for each in found if each.severity is not Severity.HINT] == []


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_the_numbers_of_an_example_are_understood_and_leave_something(name: str) -> None:
    canvas = load_example(name)
    for block in (Block.REVENUE_STREAMS, Block.COST_STRUCTURE):
        unread = [note.text for note in canvas.notes(block) if "€" in note.text]
        assert [text for text in unread if amount_of(text, lexicon()) is None] == []
    (left,) = money_totals(canvas, lexicon()).balance.values()
    assert left > 0
