"""Words are hyphenated exactly as by pyphen, whose patterns are used."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bmc_tui
from bmc_tui.render.fitting.hyphens import MIN_LETTERS, hyphen_positions

pyphen = pytest.importorskip("pyphen")

GUIDES = Path(bmc_tui.__file__).parent / "guide"

LANGUAGES = {"en": "en_GB", "nl": "nl_NL"}
"""The languages of the program, and pyphen's dictionaries of them."""


def expected(word: str, language: str) -> tuple[int, ...]:
    """Return what pyphen itself says, without hyphens in the place of a diaeresis."""
    hyphenator = pyphen.Pyphen(lang=LANGUAGES[language], left=MIN_LETTERS, right=MIN_LETTERS)
    return tuple(n for n in hyphenator.positions(word) if word[n] not in "ëïö")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_of_the_guide_are_hyphenated_as_by_pyphen(language: str) -> None:
    text = (GUIDES / f"{language}.toml").read_text(encoding="utf-8")
    words = set(re.findall(r"[^\W\d_]{6,}", text))
    assert len(words) > 500
    for word in words:
        assert hyphen_positions(word, language) == expected(word, language)


@given(st.text("abcdeghiklmnoprstuvwzéëïö", min_size=6, max_size=25), st.sampled_from(["en", "nl"]))
def test_so_is_any_other_word(word: str, language: str) -> None:
    assert hyphen_positions(word, language) == expected(word, language)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("fietsonderdelen", "fiets-on-der-de-len"),
        ("geautomatiseerd", "geau-to-ma-ti-seerd"),
        ("Buurtbewoners", "Buurt-be-wo-ners"),
        ("productiemiddelen", "pro-duc-tie-mid-de-len"),
        ("financiële", "finan-ciële"),
        ("koffie", "kof-fie"),
        ("thee", "thee"),
        ("x" * 41, "x" * 41),
        ("日本の友達と一緒に", "日本の友達と一緒に"),
        ("İİİİİİİİ", "İİİİİİİİ"),
    ],
)
def test_dutch_syllables(word: str, syllables: str) -> None:
    cuts = (0, *hyphen_positions(word, "nl"), len(word))
    assert "-".join(word[a:b] for a, b in pairwise(cuts)) == syllables


def test_a_language_without_a_dictionary_has_no_hyphens() -> None:
    assert hyphen_positions("onderhoud", "xx") == ()
