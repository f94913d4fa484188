"""What is typed or pasted becomes clean lines, and is otherwise unchanged."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.sanitize import clean, clean_lines, clean_typing, folded, pasted_notes

# Hostile text: any code point, with the troublesome ones often.
ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from(
            "\x00\x07\x1b\x7f\x85\x90\x9b\x9c\x9d[]\\;?0mPX^_@ \t\r\n\v\f\u2028\u202e\u2066"
        ),
    )
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEART = "\u2764\ufe0f"
FLAG = "\U0001f1f3\U0001f1f1"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def controls(text: str) -> list[str]:
    """Return what a terminal could obey, or a file not hold, in `text`."""
    return [
        char
        for char in text
        if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in OVERRIDES
    ]


@given(ANYTHING)
def test_a_clean_line_holds_no_control_code(text: str) -> None:
    line = clean(text)
    assert controls(line) == []
    assert line.splitlines() in ([], [line])
    assert line.strip() == line
    line.encode("utf-8")


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_typing(clean_typing(text)) == clean_typing(text)
    assert clean_lines("\n".join(clean_lines(text))) == clean_lines(text)


@given(ANYTHING)
def test_lines_and_pasted_notes_are_clean_and_not_empty(text: str) -> None:
    for line in (*clean_lines(text), *pasted_notes(text)):
        assert line
        assert clean(line) == line


@given(ANYTHING)
def test_what_is_typed_keeps_its_lines_and_nothing_else_that_is_a_control(text: str) -> None:
    assert set(controls(clean_typing(text))) <= {"\n"}


@given(ANYTHING)
def test_typed_lines_are_the_notes_they_will_be(text: str) -> None:
    assert clean_lines(clean_typing(text)) == clean_lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "Café créé door Zoë, geïntegreerd",
        "Zoe\u0308 (decomposed)",
        "学生と先生",
        "שלום עולם",
        PERSIAN,
        FAMILY,
        HEART,
        FLAG,
        WALES,
        "a  b   c",
        "[red]text[/] [@click=app.quit] \\[x] {n} $HOME `ls` <b>",
        "5 < 6 > 4 & C# #1 a@b.nl € 2,50 – “ja”",
        "x" * 5000,
    ],
)
def test_text_that_is_only_text_stays_as_it_was(text: str) -> None:
    assert clean(text) == text
    assert clean_lines(text) == (text,)
    assert clean_typing(text) == text
    assert pasted_notes(text) == (text,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[38;2;1;2;3mred\x1b[m", "red"),
        ("\x1b[2J\x1b[1;1Hhome", "home"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;cm0gLXJm\x07", ""),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("\x9b31mred", "red"),
        ("\x1bcreset", "reset"),
        ("bell\x07 null\x00 del\x7f", "bell null del"),
        ("safe\u202etxt.exe\u202c", "safetxt.exe"),
        ("\ufeffbyte order", "byte order"),
        ("\ud800lone", "\ufffdlone"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\nd", "a b c d"),
        ("\u00a0 a \u3000", "a"),
        (" \t\r\n", ""),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text: str, line: str) -> None:
    assert clean(text) == line


@pytest.mark.parametrize("end", [*LINE_ENDS, "\r\n"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert clean(f"a{end}b") == "a b"
    assert clean_lines(f"a{end}b{end}") == ("a", "b")
    assert clean_typing(f"a{end}b") == "a\nb"


def test_lines_with_nothing_in_them_are_left_out() -> None:
    assert clean_lines("a\n\n  \n\x07\nb\n") == ("a", "b")


def test_while_typing_the_room_around_words_stays() -> None:
    assert clean_typing("  a \n\n b ") == "  a \n\n b "


@pytest.mark.parametrize(
    "line",
    [
        "- Coffee",
        "* Coffee",
        "+ Coffee",
        "• Coffee",
        "\u2022\tCoffee",
        "– Coffee",
        "▪ Coffee",
        "o\tCoffee",
        "Ø\tCoffee",
        "l\tCoffee",
        "§\tCoffee",
        "§ Coffee",
        "\uf0fc Coffee",
        "■ Coffee",
        "➢ Coffee",
        "‒ Coffee",
        "🔹 Coffee",
        "⁃\tCoffee",
        "👉\tCoffee",
        "✔\ufe0f Coffee",
        "\uf0b7\tCoffee",
        "✓ Coffee",
        "1. Coffee",
        "12) Coffee",
        "(3) Coffee",
        "a) Coffee",
        "  - Coffee",
        "- [ ] Coffee",
        "- [x] Coffee",
        "* [X] Coffee",
        "Coffee",
    ],
)
def test_a_pasted_line_loses_its_bullet(line: str) -> None:
    assert pasted_notes(line) == ("Coffee",)


@pytest.mark.parametrize(
    "line",
    [
        "-5 degrees",
        "1.5 litres of milk",
        "2024. is a year",
        "A. Jansen",
        "*emphasis*",
        "#online",
        "@students want it",
        "[x] marks the spot",
        "+31 6 12345678",
        "...and so on",
        "o Coffee",
        "Ø 5 mm pipes",
        "§12 of the act",
        "2\tbaristas",
        "€\t500",
        "A\tB\tC",
        "u\u00a0koopt",
    ],
)
def test_a_pasted_line_without_a_bullet_stays_as_it_was(line: str) -> None:
    assert pasted_notes(line) == (line.replace("\t", " "),)


def test_a_pasted_list_is_one_note_a_line() -> None:
    pasted = "Products:\r\n\r\n  1. Coffee\r\n  2. Tea @students\r\n     - green\r\n"
    assert pasted_notes(pasted) == ("Products:", "Coffee", "Tea @students", "green")


def test_an_escape_that_does_not_end_takes_no_text_with_it() -> None:
    assert clean_lines("a \x1b]0;title\nb\x07") == ("a 0;title", "b")
    assert clean("“yes” and then “no”".encode().decode("latin-1")).count("and then") == 1


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Coffee\u00a0cart\u3000two", "coffee cart two"),
        ("It’s “good” and ‚so‘", "it's \"good\" and 'so'"),
        ("no\u2011show – or − not", "no-show - or - not"),
        ("co\u00adope\u200bra\u2060tion", "cooperation"),
        ("ＡＢＣ１２", "abc12"),
        ("o\ufb03ce…", "office..."),
        ("Cafe\u0301", "café"),
        ("½ day", "1/2 day"),
    ],
)
def test_what_software_types_is_folded_to_what_a_hand_types(text: str, typed: str) -> None:
    assert folded(text) == typed == folded(typed)


@pytest.mark.parametrize("text", ["\u200b", "\u00ad \u200e", "\ufe0f", " \u2060 "])
def test_what_nobody_can_see_is_not_a_note(text: str) -> None:
    assert clean(text) == ""


@pytest.mark.parametrize("text", ["-", "* ", "1.", "- [ ]", "☐"])
def test_a_bullet_without_anything_after_it_is_not_a_note(text: str) -> None:
    assert pasted_notes(text) == ()


@given(st.text())
def test_what_is_printable_has_nothing_that_would_be_taken_out(text: str) -> None:
    printable = "".join(character for character in text if character.isprintable())
    assert clean(printable) in {printable.strip(), ""}
    assert clean(f"{printable}\x00") == clean(printable)
