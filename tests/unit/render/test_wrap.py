"""Text broken into lines by cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bmc_tui.render.wrap import truncate, truncate_title, wrap

FAMILY = "👨\u200d👩\u200d👧"


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("brew and serve", 8, ["brew and", "serve"]),
        ("brew and serve", 7, ["brew", "and", "serve"]),
        ("see @retention", 6, ["see", "@reten", "tion"]),
        ("日本の友達", 4, ["日本", "の友", "達"]),
        ("to 日本の友達と", 7, ["to 日本", "の友達", "と"]),
        (f"a {FAMILY}{FAMILY}", 3, ["a", f"{FAMILY}", f"{FAMILY}"]),
        ("日", 1, ["日"]),
    ],
)
def test_lines_break_at_spaces_and_else_where_the_line_is_full(
    text: str, width: int, expected: list[str]
) -> None:
    assert lines(text, width) == expected


@given(
    st.lists(st.sampled_from(["a", "b", " ", "日", FAMILY, "e\u0301", "🇳🇱"]), max_size=60).map(
        "".join
    ),
    st.integers(2, 12),
)
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    found = lines(text, width)
    assert all(cell_len(line) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_a_text_that_is_cut_says_so() -> None:
    assert truncate("Waardeproposities", 8) == "Waardep…"
    assert truncate("Waarde", 8) == "Waarde"
    assert truncate("日本の友達", 6) == "日本…"
    assert truncate("日本", 0) == ""


def test_a_very_long_line_takes_no_time_to_speak_of() -> None:
    assert len(lines("x" * 5000, 13)) == 385


def test_a_title_keeps_what_tells_a_copy_from_its_original() -> None:
    assert truncate_title("Campus coffee cart (copy 2)", 20) == "Campus cof… (copy 2)"
    assert truncate_title("Campus coffee cart (copy)", 11) == "Campus cof…"
    assert truncate_title("Campus coffee cart (copy)", 25) == "Campus coffee cart (copy)"
    assert truncate_title("Campus coffee cart", 11) == "Campus cof…"
    assert truncate_title("(copy) and more", 14) == "(copy) and mo…"
    assert truncate_title("日本の友達 (copy)", 14) == "日本の… (copy)"
