"""`@segment` and `#word` are tokens; what merely looks like one is ordinary text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.canvas.tokens import Mark, tokens


def found(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coffee @students #online", ["@students", "#online"]),
        ("@students", ["@students"]),
        ("#one-off, €2", ["#one-off"]),
        ("#klantbehoud. @staff!", ["#klantbehoud", "@staff"]),
        ("tab\t@a nbsp\u00a0#b", ["@a", "#b"]),
        ("#joint-venture- next", ["#joint-venture"]),
        ("@eerste_jaars", ["@eerste_jaars"]),
        ("@creëerders #創造", ["@creëerders", "#創造"]),
        ("@s2 #b2b", ["@s2", "#b2b"]),
        ("@x#y", ["@x"]),
        ("@Students @students", ["@Students", "@students"]),
    ],
)
def test_a_token_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a@b.nl",
        "C#",
        "#1",
        "# heading",
        "@",
        "#",
        "##x",
        "(@x)",
        "@-x",
        "#_x",
        "50 @ € 2",
        "@@x",
        "",
    ],
)
def test_ordinary_text_holds_no_token(text: str) -> None:
    assert found(text) == []


def test_a_token_knows_its_mark_and_its_name_as_typed() -> None:
    segment, word = tokens("@Students #Online")
    assert (segment.mark, segment.name) == (Mark.SEGMENT, "Students")
    assert (word.mark, word.name) == (Mark.WORD, "Online")


@given(st.text(st.sampled_from("@#ab1-_ .\të")))
def test_a_token_is_where_it_says_it_is(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.mark.value + token.name
        assert token.start == 0 or text[token.start - 1].isspace()
        assert token.start >= end
        end = token.end


def test_a_token_with_combining_marks_is_one_token() -> None:
    assert [token.name for token in tokens("@cree\u0308er @ग्राहक")] == ["cree\u0308er", "ग्राहक"]
