"""Blocks and sections are found by name, and the language by the environment."""

import pytest

from bmc_tui.guide import UnknownNameError, find_block, find_section, language_of, load
from bmc_tui.model.blocks import BLOCKS, Block

ENGLISH, DUTCH = load("en"), load("nl")


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
        ("key\u2011act", Block.KEY_ACTIVITIES),
    ],
)
def test_a_block_is_found_by(typed: str, block: Block) -> None:
    assert find_block(typed) is block


def test_every_block_is_found_by_all_of_its_names() -> None:
    for block in BLOCKS:
        names = [str(block.number), block.value]
        for guide in (ENGLISH, DUTCH):
            names += [guide.title(block), guide.short_title(block)]
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
    message = ENGLISH.error_message(caught.value)
    assert "Key resources, Key activities, Key partners" in message
    assert "Channels" not in message


def test_what_could_be_meant_is_told_by_the_names_that_fit_in_whatever_language() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("k")
    message = ENGLISH.error_message(caught.value)
    assert "Klantsegmenten, Kanalen, Klantrelaties, Key resources, Key activities" in message
    assert "Kosten" in message
    assert "Customer" not in message
    assert "Kernmiddelen, Kernactiviteiten" in DUTCH.error_message(caught.value)
    with pytest.raises(UnknownNameError) as caught:
        find_section(Block.CHANNELS, "a")
    assert "Awareness, Aankoop, Aflevering, After sales" in ENGLISH.error_message(caught.value)
    assert "Awareness, Aankoop, Aflevering, After sales" in DUTCH.error_message(caught.value)


@pytest.mark.parametrize("typed", ["11", "10", "blok", "channels.direct"])
def test_a_name_that_no_block_has_names_them_all(typed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block(typed)
    message = DUTCH.error_message(caught.value)
    assert typed in message
    assert all(DUTCH.title(block) in message for block in BLOCKS)


def test_no_name_at_all_fits_every_block() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("")
    assert "Cost structure" in ENGLISH.error_message(caught.value)


def test_a_section_that_fits_more_than_one_names_them() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_section(Block.CHANNELS, "a")
    message = DUTCH.error_message(caught.value)
    assert "Awareness" in message
    assert "Aankoop" in message
    assert "integration" not in message


def test_a_phase_belongs_to_channels_alone() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_section(Block.KEY_PARTNERS, "awareness")
    assert "who, suppliers, resources, activities, form" in ENGLISH.error_message(caught.value)


def test_control_codes_in_a_name_are_not_told_back() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_block("\x1b[31mred\x07")
    assert "“red”" in ENGLISH.error_message(caught.value)


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
