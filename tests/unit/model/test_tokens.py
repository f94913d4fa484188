"""`@segment`, `#word` and `#?`, `#+`, `#-` are tokens; what looks like one is ordinary text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.sanitize import clean
from bmc_tui.model.tokens import (
    Evidence,
    Mark,
    evidence,
    replace_tokens,
    tokens,
    with_next_evidence,
    without_evidence,
    without_tokens,
)
from tests.unit.growth import is_linear

WHITE_SPACE = " \t"


def token_texts(text: str) -> list[str]:
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
        ("They pay for speed #? @students #+", ["#?", "@students", "#+"]),
        ("#- nobody came", ["#-"]),
        ("Instagram (@parents)", ["@parents"]),
        ("[#online] {@a}", ["#online", "@a"]),
        ("TikTok @children/@parents/#online", ["@children", "@parents", "#online"]),
        ("Shop/@parents, @children.", ["@parents", "@children"]),
        ("https://x.nl/@me x.nl/#top @you", ["@you"]),
    ],
)
def test_a_token_is_found(text: str, expected: list[str]) -> None:
    assert token_texts(text) == expected


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
        "(#?)",
        "a/#+",
        "x.nl/@me",
        "https://youtube/@me",
        "@-x",
        "#_x",
        "50 @ € 2",
        "@@x",
        "@?",
        "#??",
        "#?,",
        "#-x",
        "C#?",
        "",
    ],
)
def test_ordinary_text_holds_no_token(text: str) -> None:
    assert token_texts(text) == []


def test_a_token_knows_its_mark_and_its_name_as_typed() -> None:
    segment, word = tokens("@Students #Online")
    assert (segment.mark, segment.name) == (Mark.SEGMENT, "Students")
    assert (word.mark, word.name) == (Mark.WORD, "Online")


@given(st.text(st.sampled_from("@#ab1-_ .\të?+/([")))
def test_a_token_is_where_it_says_it_is(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.mark.value + token.name
        is_after_another = token.mark is Mark.SEGMENT and end and token.start == end
        assert is_after_another or token.start == 0 or text[token.start - 1] in "([{/" + WHITE_SPACE
        assert token.start >= end
        end = token.end


def test_mentions_without_a_space_between_them_are_two_but_a_server_is_none() -> None:
    assert token_texts("Card @parents@children.") == ["@parents", "@children"]
    assert token_texts("@a@b@c-d") == ["@a", "@b", "@c-d"]
    assert token_texts("@me@social.nl and @me@") == ["@me", "@me"]


def test_a_token_with_combining_marks_is_one_token() -> None:
    assert [token.name for token in tokens("@cree\u0308er @ग्राहक")] == ["cree\u0308er", "ग्राहक"]


def test_a_note_says_what_is_known_of_it() -> None:
    assert evidence("They pay for speed #? @students") is Evidence.UNTESTED
    assert evidence("#+ they came back") is Evidence.SUPPORTED
    assert evidence("They wait #-") is Evidence.REFUTED
    assert evidence("C# and #1") is None


def test_going_on_comes_by_all_three_and_back() -> None:
    text = "They pay for speed @students"
    seen = [text]
    for _ in range(4):
        seen.append(with_next_evidence(seen[-1]))
    assert seen == [text, f"{text} #?", f"{text} #+", f"{text} #-", text]


def test_a_note_that_is_only_a_sign_never_becomes_empty() -> None:
    assert with_next_evidence("#-") == "#?"


def test_the_sign_goes_wherever_it_stands() -> None:
    assert without_evidence("#? they pay  #+ for speed #-") == "they pay for speed"
    assert without_evidence("two  spaces") == "two  spaces"


@given(st.text(st.sampled_from("@#ab1- .?+")).map(clean).filter(bool))
def test_going_on_leaves_one_sign_and_all_other_tokens(text: str) -> None:
    after = with_next_evidence(text)
    assert clean(after) == after != ""
    signs = [token.name for token in tokens(after) if token.name in "?+-"]
    assert len(signs) <= 1

    def others(text: str) -> list[str]:
        return [token.name for token in tokens(text) if token.name not in "?+-"]

    assert others(after) == others(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Instagram (@parents)", "Instagram"),
        ("TikTok @children/@parents", "TikTok"),
        ("Card (@a, @b) by mail", "Card by mail"),
        ("(@a)", "(@a)"),
        ("And () / or", "And () / or"),
    ],
)
def test_what_stood_around_tokens_goes_with_them(text: str, rest: str) -> None:
    assert without_tokens(text) == rest


def test_many_tokens_are_replaced_in_linear_time() -> None:
    def replacing(count: int) -> Callable[[], object]:
        text = "@students " * count
        replacements = [(token, "@pupils") for token in tokens(text)]
        return lambda: replace_tokens(text, replacements)

    assert is_linear(replacing, 32_000)
