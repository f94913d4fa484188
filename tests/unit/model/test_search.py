"""What is found in the notes of a canvas, and where."""

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.search import match_spans, search


def parts(sought: str, text: str) -> list[str]:
    return [text[start:end] for start, end in match_spans(sought, text)]


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        ("card", "Stamp card, loyalty CARD", ["card", "CARD"]),
        ("cafe", "Café on the square", ["Café"]),
        ("cafe", "Cafe\u0301 on the square", ["Cafe\u0301"]),
        ("CAFÉ", "cafe, café and cafe\u0301", ["café", "cafe\u0301"]),
        ("strasse", "Verkauf in der Straße 7", ["Straße"]),
        ("as", "Spaß, Glas", ["aß", "as"]),
        ("i", "İ", ["İ"]),
        ("ss", "ß", ["ß"]),
        ("s", "ß", ["ß"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("  card ", "Stamp card", ["card"]),
        ("@students", "Stamp card @Students", ["@Students"]),
        ("€ 2,50", "Cups € 2,50 x 1200", ["€ 2,50"]),
        ("naïve", "naive", []),
        ("caf\u0301", "caf", []),
        ("é e", "é é, né en", ["é e"]),
        ("", "anything", []),
        ("\u200b", "anything", []),
        ("card", "", []),
        ("coffee cart", "The Coffee\u00a0cart", ["Coffee\u00a0cart"]),
        ("“no-show”", 'a "no‑show"', ['"no‑show"']),
        ("cooperation", "A co\u00adope\u200bration", ["co\u00adope\u200bration"]),
        ("co\u00adope", "cooperation", ["coope"]),
        ("office", "The o\ufb03ce", ["o\ufb03ce"]),
        ("12 cups", "１２ cups", ["１２ cups"]),
    ],
)
def test_capitals_never_matter_and_accents_only_where_they_are_asked_for(
    sought: str, text: str, found: list[str]
) -> None:
    assert parts(sought, text) == found


_CHARACTERS = st.text(st.sampled_from("aAeEéëßİıøØ \u0301\u0308oO👩\u200d日の"), max_size=12)


@given(sought=_CHARACTERS, text=_CHARACTERS)
@example(sought="e", text="e\u0301\u0308e")
@example(sought="A \u200d", text="A")
def test_what_is_found_is_really_in_the_text(sought: str, text: str) -> None:
    def bare(part: str) -> str:
        folded = normalize("NFD", normalize("NFD", part).casefold())
        return "".join(each for each in folded if each not in "\u0301\u0308\u0307\u3099\u200d")

    done = 0
    for start, end in match_spans(sought, text):
        assert done <= start < end <= len(text)
        assert bare(sought).strip() in bare(text[start:end])
        done = end


@given(sought=st.text("abcXYZ ", min_size=1, max_size=3), text=st.text("abcXYZ ", max_size=30))
def test_whatever_is_in_a_text_is_found(sought: str, text: str) -> None:
    is_there = sought.strip() and sought.strip().lower() in text.lower()
    assert bool(match_spans(sought, text)) is bool(is_there)


def test_notes_are_found_in_filling_order_in_every_section() -> None:
    answer = Section("channels.direct")
    canvas = (
        Canvas("The cart")
        .add(Block.COST_STRUCTURE, "Rent", "Cart, fixed")
        .add(Block.CHANNELS, "By the cart", section=answer)
        .add(Block.CHANNELS, "Flyers", "Cart on the square", section=Section("awareness"))
        .add(Block.CUSTOMER_SEGMENTS, "Who sees the CART twice a day, at the cart")
    )
    assert [(match.spot, match.text) for match in search("cart", canvas)] == [
        (
            Spot(Block.CUSTOMER_SEGMENTS, Section(""), 0),
            "Who sees the CART twice a day, at the cart",
        ),
        (Spot(Block.CHANNELS, Section("awareness"), 1), "Cart on the square"),
        (Spot(Block.CHANNELS, answer, 0), "By the cart"),
        (Spot(Block.COST_STRUCTURE, Section(""), 1), "Cart, fixed"),
    ]
