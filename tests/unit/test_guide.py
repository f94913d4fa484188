"""The words: complete against the method sheet, the same in every language, found by name."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bmc_tui
from bmc_tui.canvas.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.canvas.tokens import tokens
from bmc_tui.guide import (
    Guide,
    TellableError,
    UnknownNameError,
    find_block,
    find_section,
    language_of,
    languages,
    load,
)

PACKAGE = Path(bmc_tui.__file__).parent
ENGLISH, DUTCH = load("en"), load("nl")

in_every_language = pytest.mark.parametrize("guide", [load(code) for code in languages()])


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a language's file under its dotted key."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield from ((f"{path}{name}.{place}", text) for place, text in enumerate(value))
        else:
            yield path + name, value


def texts_of(language: str) -> dict[str, str]:
    file = PACKAGE / "guide" / f"{language}.toml"
    return dict(leaves(tomllib.loads(file.read_text(encoding="utf-8"))))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# The sheet


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
def test_the_hints_stand_where_the_sheet_has_them(guide: Guide) -> None:
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
        words = [word.word for part in guide.vocabulary(block) for word in part.words]
        assert len(set(words)) == len(words)
        assert [token.name for word in words for token in tokens(f"#{word}")] == words


def test_a_word_has_the_same_id_in_every_language_and_it_is_the_english_word() -> None:
    for block in BLOCKS:
        english, dutch = ENGLISH.vocabulary(block), DUTCH.vocabulary(block)
        ids = [[word.id for word in part.words] for part in english]
        assert ids == [[word.id for word in part.words] for part in dutch]
        assert ids == [[word.word for word in part.words] for part in english]


def test_the_words_mean_the_same_in_both_languages() -> None:
    costs = [
        (word.id, word.word)
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
    assert (ENGLISH.title(block), ENGLISH.short(block)) == ("Key resources", "Resources")
    assert (DUTCH.title(block), DUTCH.short(block)) == ("Kernmiddelen", "Middelen")
    for each in BLOCKS:
        assert ENGLISH.heading(each) == ENGLISH.title(each)
        assert DUTCH.heading(each) == f"{DUTCH.title(each)} ({ENGLISH.title(each)})"


# The languages beside each other


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(texts_of(language)) == list(texts_of("en"))


@pytest.mark.parametrize("language", languages())
def test_every_text_fills_in_the_same_things_in_every_language(language: str) -> None:
    english, other = texts_of("en"), texts_of(language)
    filled = {key: placeholders(text) for key, text in other.items()}
    assert filled == {key: placeholders(text) for key, text in english.items()}


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty_or_has_room_around_it(language: str) -> None:
    assert [
        key for key, text in texts_of(language).items() if not text or text.strip() != text
    ] == []


@pytest.mark.parametrize("language", languages())
def test_things_that_are_counted_have_a_one_and_an_other(language: str) -> None:
    keys = set(texts_of(language))
    for this, that in (("one", "other"), ("other", "one")):
        counted = {key.rpartition(".")[0] for key in keys if key.endswith(f".{this}")}
        assert all(f"{key}.{that}" in keys for key in counted)


# The catalogue


def test_a_message_is_said_in_the_guides_language() -> None:
    assert ENGLISH.count("count.note", 1) == "1 note"
    assert ENGLISH.count("count.note", 0) == "0 notes"
    assert DUTCH.count("count.note", 3) == "3 notities"


def test_an_error_is_told_in_the_guides_language_with_blocks_and_phases_by_title() -> None:
    error = TellableError(
        "names.ambiguous_section",
        block=Block.CHANNELS,
        text="{e} [red]",
        candidates=(Phase.EVALUATION, Phase.DELIVERY, "direct"),
    )
    told = DUTCH.tell(error)
    assert told.startswith("Bij Kanalen past “{e} [red]” bij meer dan één onderdeel")
    assert "Evaluatie, Aflevering, direct" in told
    assert "names.ambiguous_section" in str(error)
    assert "text='{e} [red]'" in str(error)


def test_a_message_that_is_not_in_the_catalogue_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("names.nothing")
    with pytest.raises(KeyError):
        ENGLISH.say("names.unknown_block", text="x")


def calls_for_messages() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield where in the program a message is asked for by name: the place, the key, the call."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            key = node.args[0]
            name = str(getattr(node.func, "attr", "") or getattr(node.func, "id", ""))
            if name not in {"say", "count"} and not name.endswith("Error"):
                continue
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value:
                place = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                keys = [f"{key.value}.{form}" for form in ("one", "other")]
                yield from ((place, k, node) for k in (keys if name == "count" else [key.value]))


def test_every_message_that_the_program_asks_for_is_in_the_catalogue() -> None:
    known = texts_of("en")
    assert [(place, key) for place, key, _ in calls_for_messages() if key not in known] == []


def test_every_message_that_the_program_asks_for_gets_all_its_values() -> None:
    known = texts_of("en")
    for place, key, call in calls_for_messages():
        given = {keyword.arg for keyword in call.keywords}
        if key in known and None not in given and not key.endswith((".one", ".other")):
            assert placeholders(known[key]) <= given, f"{place} asks for {key}"


def test_no_message_is_left_that_the_program_does_not_ask_for() -> None:
    whole, starts = set(), set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value))
    built = tuple(start for start in starts if re.match(r"[a-z_]+\.", start))
    of_the_program = [
        key
        for key in texts_of("en")
        if key.partition(".")[0] not in {"name", "general", "phases", "blocks"}
    ]
    assert [
        key
        for key in of_the_program
        if not {key, key.rpartition(".")[0]} & whole and not key.startswith(built)
    ] == []


# Names


@pytest.mark.parametrize(
    ("typed", "block"),
    [
        ("3", Block.CHANNELS),
        ("channels", Block.CHANNELS),
        ("Kanalen", Block.CHANNELS),
        ("key_resources", Block.KEY_RESOURCES),
        ("key-resources", Block.KEY_RESOURCES),
        ("KEY RESOURCES", Block.KEY_RESOURCES),
        (" middelen ", Block.KEY_RESOURCES),
        ("klants", Block.CUSTOMER_SEGMENTS),
        ("customer r", Block.CUSTOMER_RELATIONSHIPS),
        ("kosten", Block.COST_STRUCTURE),
        ("w", Block.VALUE_PROPOSITIONS),
        ("partners", Block.KEY_PARTNERS),
    ],
)
def test_a_block_is_found_by(typed: str, block: Block) -> None:
    assert find_block(typed) is block


def test_every_block_is_found_by_all_of_its_names() -> None:
    for block in BLOCKS:
        names = [str(block.number), block.value]
        for guide in (ENGLISH, DUTCH):
            names += [guide.title(block), guide.short(block)]
        assert {find_block(name) for name in names} == {block}


def test_every_section_is_found_by_all_of_its_names() -> None:
    for block in BLOCKS:
        for phase in block.phases:
            for guide in (ENGLISH, DUTCH):
                assert find_section(block, guide.section_title(block, phase)) == phase
        for section in (*block.phases, *block.questions):
            assert find_section(block, section) == section
            assert find_section(block, section.rpartition(".")[2]) == section


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("bek", "awareness"),
        ("AWARE", "awareness"),
        ("after-sales", "after_sales"),
        ("channels.int", "channels.integration"),
        ("int", "channels.integration"),
    ],
)
def test_a_section_is_found_by_the_start_of_a_name(typed: str, section: str) -> None:
    assert find_section(Block.CHANNELS, typed) == section


def test_a_name_that_fits_more_than_one_block_names_them() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("key")
    told = ENGLISH.tell(caught.value)
    assert "Key resources, Key activities, Key partners" in told
    assert "Channels" not in told


@pytest.mark.parametrize("typed", ["0", "10", "blok", "channels.direct"])
def test_a_name_that_no_block_has_names_them_all(typed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block(typed)
    told = DUTCH.tell(caught.value)
    assert typed in told
    assert all(DUTCH.title(block) in told for block in BLOCKS)


def test_no_name_at_all_fits_every_block() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("")
    assert "Cost structure" in ENGLISH.tell(caught.value)


def test_a_section_that_fits_more_than_one_names_them() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_section(Block.CHANNELS, "a")
    told = DUTCH.tell(caught.value)
    assert "Bekendheid" in told
    assert "Aankoop" in told
    assert "integration" not in told


def test_a_phase_belongs_to_channels_alone() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_section(Block.KEY_PARTNERS, "awareness")
    assert "who, suppliers, resources, activities, form" in ENGLISH.tell(caught.value)


def test_control_codes_in_a_name_are_not_told_back() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("\x1b[31mred\x07")
    assert "“red”" in ENGLISH.tell(caught.value)


# The environment


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nds_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "nl"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language
