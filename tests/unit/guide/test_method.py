"""The words of the method: complete compared with the sheet, meaning the same in every language."""

import pytest

from bmc_tui.guide import Guide, languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.tokens import tokens

ENGLISH, DUTCH = load("en"), load("nl")

in_every_language = pytest.mark.parametrize("guide", [load(code) for code in languages()])


def test_there_is_english_and_dutch() -> None:
    assert languages() == ("en", "nl")
    assert (ENGLISH.name, DUTCH.name) == ("English", "Nederlands")


def test_a_language_that_is_not_there_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        load("tlh")


@in_every_language
def test_every_question_of_the_sheet_is_there(guide: Guide) -> None:
    asked = [
        [guide.section_title(block, question) for question in block.questions] for block in BLOCKS
    ]
    assert [len(questions) for questions in asked] == [4, 4, 5, 5, 5, 4, 4, 5, 5]
    assert all(question[-1] in "?!…" for questions in asked for question in questions)
    assert len({question for questions in asked for question in questions}) == 41


@in_every_language
def test_the_hints_are_where_the_sheet_has_them(guide: Guide) -> None:
    hinted = {block: len(guide.hints(block)) for block in BLOCKS if guide.hints(block)}
    assert hinted == {Block.CHANNELS: 1, Block.KEY_ACTIVITIES: 1}


@in_every_language
def test_the_vocabularies_have_the_words_of_the_sheet(guide: Guide) -> None:
    counts = {
        block: {part.id: len(part.words) for part in guide.vocabulary(block)} for block in BLOCKS
    }
    assert counts == {
        Block.CUSTOMER_SEGMENTS: {"role": 2},
        Block.VALUE_PROPOSITIONS: {},
        Block.CHANNELS: {"ownership": 2, "medium": 2},
        Block.CUSTOMER_RELATIONSHIPS: {"contact": 2, "motive": 3},
        Block.REVENUE_STREAMS: {"recurrence": 2, "paid_for": 6},
        Block.KEY_RESOURCES: {"kind": 4},
        Block.KEY_ACTIVITIES: {"kind": 5},
        Block.KEY_PARTNERS: {"form": 3},
        Block.COST_STRUCTURE: {"behaviour": 2, "scale": 1},
    }


@in_every_language
def test_every_word_of_a_vocabulary_can_be_typed_as_a_token(guide: Guide) -> None:
    for block in BLOCKS:
        words = [word.name for part in guide.vocabulary(block) for word in part.words]
        assert len(set(words)) == len(words)
        assert [token.name for word in words for token in tokens(f"#{word}")] == words


def test_a_word_has_the_same_id_in_every_language_and_it_is_the_english_word() -> None:
    for block in BLOCKS:
        english, dutch = ENGLISH.vocabulary(block), DUTCH.vocabulary(block)
        ids = [[word.id for word in part.words] for part in english]
        assert ids == [[word.id for word in part.words] for part in dutch]
        assert ids == [[word.name for word in part.words] for part in english]


def test_the_words_mean_the_same_in_both_languages() -> None:
    costs = [
        (word.id, word.name)
        for part in DUTCH.vocabulary(Block.COST_STRUCTURE)
        for word in part.words
    ]
    assert costs == [("fixed", "vast"), ("variable", "variabel"), ("scale", "schaalvoordeel")]


def test_the_questions_keep_the_sheets_own_wording() -> None:
    assert [
        DUTCH.section_title(Block.CHANNELS, question) for question in Block.CHANNELS.questions
    ] == [
        "Hoe krijgen mijn klanten (informatie over) het product?",
        "Hoe willen mijn klanten bereikt worden (hoe doen we dat nu)?",
        "Gebruik ik directe of indirecte kanalen?",
        "Gebruik ik online of offline kanalen?",
        "Hoe zijn deze kanalen met elkaar geïntegreerd?",
    ]
    who = Section("customer_segments.who")
    assert ENGLISH.section_title(Block.CUSTOMER_SEGMENTS, who) == (
        "Who are my customers, and what characterises them?"
    )


def test_the_sections_of_channels_are_the_notes_the_phases_and_the_questions() -> None:
    titles = [DUTCH.section_title(Block.CHANNELS, part) for part in Block.CHANNELS.sections]
    assert titles[:6] == [
        "Notities",
        "Bekendheid",
        "Evaluatie",
        "Aankoop",
        "Aflevering",
        "After sales",
    ]
    assert ENGLISH.section_title(Block.CHANNELS, GENERAL) == "Notes"


def test_a_section_of_a_newer_version_is_headed_by_its_id() -> None:
    newer = Section("channels.newer")
    assert ENGLISH.section_title(Block.CHANNELS, newer) == "channels.newer"


def test_titles_are_long_or_short_and_dutch_headings_show_the_sheets_name_too() -> None:
    block = Block.KEY_RESOURCES
    assert (ENGLISH.title(block), ENGLISH.short_title(block)) == ("Key resources", "Resources")
    assert (DUTCH.title(block), DUTCH.short_title(block)) == ("Kernmiddelen", "Middelen")
    for each in BLOCKS:
        assert ENGLISH.heading(each) == ENGLISH.title(each)
        assert DUTCH.heading(each) == f"{DUTCH.title(each)} ({ENGLISH.title(each)})"
