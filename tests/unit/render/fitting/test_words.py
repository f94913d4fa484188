"""Notes on the board are broken where a language breaks words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.block_lines import block_inside
from bmc_tui.render.fitting.words import break_lines
from bmc_tui.render.grid import board_boxes
from tests.unit.growth import slow_growth

FAMILY = "👨\u200d👩\u200d👧"


def shown(text: str, width: int, language: str = "nl") -> list[str]:
    return [line.shown(text) for line in break_lines(text, width, language)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("Brood en koek", 8, ["Brood en", "koek"]),
        ("producten/diensten bieden", 13, ["producten/", "diensten", "bieden"]),
        ("een part-timebaan", 8, ["een", "part-", "timebaan"]),
        ("aan producten/diensten", 15, ["aan producten/", "diensten"]),
        ("e-mailadressen", 9, ["e-mail-", "adressen"]),
        ("Onderhoudsabonnement", 13, ["Onderhouds-", "abonnement"]),
        ("de fietsonderdelen", 13, ["de fietson-", "derdelen"]),
        ("#netwerkbeheer", 13, ["#netwerkbe-", "heer"]),
        ("geautomatiseerd?", 15, ["geautomati-", "seerd?"]),
        ("GEAUTOMATISEERD", 12, ["GEAUTOMATI-", "SEERD"]),
        ("is het geautomatiseerd ?", 17, ["is het", "geautomatiseerd ?"]),
        ("Vis en chips !", 12, ["Vis en", "chips !"]),
        ("Pacht € 250/month", 7, ["Pacht €", "250/", "month"]),
        ("Pacht € 250/mnd", 10, ["Pacht", "€ 250/mnd"]),
        ("Pacht 250 €", 10, ["Pacht", "250 €"]),
        ("Koek € 6 x 150/mnd", 15, ["Koek € 6", "x 150/mnd"]),
        ("xxxxxxxxxxxx?", 12, ["xxxxxxxxxx", "xx?"]),
        ("info@fietsenmakerij.nl", 12, ["info@fietsen", "makerij.nl"]),
        ("to 日本の友達と", 7, ["to 日本", "の友達", "と"]),
        (f"a {FAMILY}{FAMILY}", 3, ["a", FAMILY, FAMILY]),
        ("日", 1, ["日"]),
    ],
)
def test_words_are_broken_as_the_language_breaks_them(
    text: str, width: int, expected: list[str]
) -> None:
    assert shown(text, width) == expected


def test_english_has_hyphens_of_its_own() -> None:
    assert shown("#problem-solving", 13, "en") == ["#problem-", "solving"]
    assert shown("Internationalisation", 12, "en") == ["Internation-", "alisation"]


def test_a_language_without_patterns_has_none() -> None:
    assert shown("Onderhoudsabonnement", 13, "xx") == ["Onderhoudsabo", "nnement"]


PARTS = [
    "Onderhouds",
    "abonnement",
    " ",
    "-",
    "/",
    "€ ",
    "12",
    "?",
    "日",
    FAMILY,
    "e\u0301",
    "#",
    "@",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.integers(1, 20))
def test_nothing_but_hyphens_is_added_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = [*break_lines(text, width, "nl")]
    unbroken = "".join(text[line.start : line.end] for line in lines)
    assert unbroken.replace(" ", "") == text.replace(" ", "")
    assert all(line.end > line.start for line in lines) or not text.strip()
    if width > 1:
        assert all(cell_len(line.shown(text)) <= width for line in lines)
    for line in lines:
        if line.is_hyphenated:
            assert text[line.end - 1 : line.end + 1].isalpha()


@given(st.text(max_size=80), st.integers(1, 12))
def test_any_text_comes_through(text: str, width: int) -> None:
    lines = [*break_lines(text, width, "en")]
    unbroken = "".join(text[line.start : line.end] for line in lines)
    assert unbroken.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("unit", ["x", "? ", "€ ", "a/", "onderhoud", "日", "1 x "])
def test_time_to_break_a_long_text_grows_linearly(unit: str) -> None:
    assert not slow_growth(
        lambda text: [*break_lines(text, 13, "nl")], lambda size: unit * (size // len(unit))
    )


def sawn(text: str, width: int, language: str) -> list[str]:
    """Return the lines that end within a word, without a hyphen or a slash."""
    lines = [line for line in break_lines(text, width, language) if line.end < len(text)]
    return [
        line.shown(text)
        for line in lines
        if text[line.end] != " " and line.shown(text)[-1] not in "-/"
    ]


@pytest.mark.parametrize("width", range(13, 20))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_word_of_the_examples_and_questions_is_sawn_in_two(language: str, width: int) -> None:
    guide = load(language)
    names = [name for name, code in EXAMPLE_LANGUAGES.items() if code == language]
    canvases = [load_example(name) for name in names]
    texts = [note.text for canvas in canvases for block in BLOCKS for note in canvas.notes(block)]
    texts += [
        guide.section_title(block, question) for block in BLOCKS for question in block.questions
    ]
    assert len(texts) > 100
    for text in texts:
        assert not sawn(text, width, language)
        assert all(re.search(r"\w", line) for line in shown(text, width, language))


def test_neither_the_picture_as_text_nor_the_notes_get_hyphens() -> None:
    canvas = Canvas().add(Block.CHANNELS, "Onderhoudsabonnement")
    guide = load("nl")
    boxes = board_boxes(canvas, guide, 80, 22)
    on_board = block_inside(canvas, Block.CHANNELS, guide, boxes[Block.CHANNELS], brief=True).lines
    as_text = block_inside(canvas, Block.CHANNELS, guide, boxes[Block.CHANNELS]).lines
    assert "".join(run.text for line in on_board for run in line).split()[1:] == [
        "Onderhouds-",
        "abonnement",
    ]
    assert "-" not in "".join(run.text for line in as_text for run in line)
