"""What a terminal sends, split into keys, sequences, bursts and pastes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.ui.terminal.input import (
    MIN_TYPED_TEXT_CHARS,
    InputToken,
    InputTokenizer,
    TokenKind,
    escape_delay,
    joins_escape,
)

ESCAPE = InputToken(TokenKind.ESCAPE, "\x1b")


def keys(text: str) -> InputToken:
    return InputToken(TokenKind.KEYS, text)


def alt(text: str) -> InputToken:
    return InputToken(TokenKind.ALT_KEY, text)


def sequence(text: str) -> InputToken:
    return InputToken(TokenKind.SEQUENCE, text)


def pasted(text: str) -> InputToken:
    return InputToken(TokenKind.PASTE, text)


@pytest.fixture
def tokenizer() -> InputTokenizer:
    return InputTokenizer(escape_delay=0.1)


@pytest.mark.parametrize(
    ("data", "tokens"),
    [
        (b"\x1bq", [alt("q")]),
        (b"abc\x1b3\r", [keys("abc"), alt("3"), keys("\r")]),
        (b"\x1bone", [ESCAPE, keys("one")]),
        (b"\x1b\r", [alt("\r")]),
        (b"\x1b\x11", [ESCAPE, keys("\x11")]),
        (b"\x1b\x7f", [alt("\x7f")]),
        (b"\x1b\x1b[A\x1b\x1bOb", [sequence("\x1b\x1b[A"), sequence("\x1b\x1bOb")]),
        (
            b"\x1b\x1b[<0;5;2M\x1b\x1b[I",
            [ESCAPE, sequence("\x1b[<0;5;2M"), ESCAPE, sequence("\x1b[I")],
        ),
        (b"\xc2\x9b\xc2\x89", []),  # Alt and Escape or Tab, of xterm with its default settings
        (b"\x1b[A\x1b[1;3B\x1bOP", [sequence(s) for s in ("\x1b[A", "\x1b[1;3B", "\x1bOP")]),
        (b"\x1b[[Aa\x1b[3$b", [sequence("\x1b[[A"), keys("a"), sequence("\x1b[3$"), keys("b")]),
        (b"\x1b[M !\x1b\x1b[<0;5;2M", [sequence("\x1b[M !\x1b"), sequence("\x1b[<0;5;2M")]),
        (b"\x1b]11;rgb:0/0/0\x07a", [sequence("\x1b]11;rgb:0/0/0\x07"), keys("a")]),
        (b"\x1bP1+r\x1b\\a", [sequence("\x1bP1+r\x1b\\"), keys("a")]),
        (b"\x1b[1;\x1b[Aa", [sequence("\x1b[A"), keys("a")]),
        (b"\x1b[201~a", [keys("a")]),
    ],
)
def test_input_is_split_into_tokens(
    tokenizer: InputTokenizer, data: bytes, tokens: list[InputToken]
) -> None:
    assert tokenizer.feed(data) == tokens
    assert tokenizer.timeout is None


def test_escape_is_the_key_when_nothing_follows_it_soon(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"\x1b") == []
    assert tokenizer.timeout == 0.1
    assert tokenizer.time_out() == [ESCAPE]


def test_a_lone_escape_is_waited_for_longer_only_where_a_slow_line_may_tear_it_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("textual.constants.ESCAPE_DELAY", 0.1)
    far = {"SSH_TTY": "/dev/pts/7"}
    assert escape_delay({}) == escape_delay(far | {"TMUX": "x"}) == 0.1
    assert 0.3 < escape_delay(far) < 0.5
    monkeypatch.setattr("textual.constants.ESCAPE_DELAY", 2.0)  # as the user has set it
    assert escape_delay({}) == escape_delay(far) == 2.0


def test_once_a_sequence_has_begun_its_rest_is_waited_for_longer(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"\x1b") == []
    assert tokenizer.feed(b"[") == []
    assert tokenizer.timeout is not None
    assert tokenizer.timeout >= 0.5
    assert tokenizer.feed(b"1;5") == []
    assert tokenizer.feed(b"Aa") == [sequence("\x1b[1;5A"), keys("a")]


@pytest.mark.parametrize("rest", [[b"[A"], [b"[", b"A"]])
def test_the_rest_of_a_sequence_that_comes_after_all_is_not_text(
    tokenizer: InputTokenizer, rest: list[bytes]
) -> None:
    tokenizer.feed(b"\x1b")
    assert tokenizer.time_out() == [ESCAPE]
    assert [piece for data in rest for piece in tokenizer.feed(data)] == [sequence("\x1b[A")]
    assert tokenizer.timeout is None


def test_a_bracket_typed_after_escape_is_one(tokenizer: InputTokenizer) -> None:
    tokenizer.feed(b"\x1b")
    tokenizer.time_out()
    assert tokenizer.feed(b"[") == []
    assert tokenizer.time_out() == [keys("[")]
    tokenizer.feed(b"\x1b")
    tokenizer.time_out()
    assert tokenizer.time_out() == []
    assert tokenizer.timeout is None
    assert tokenizer.feed(b"[A") == [keys("[A")]


def test_escape_twice_is_escape_twice(tokenizer: InputTokenizer) -> None:
    tokenizer.feed(b"\x1b")
    assert tokenizer.time_out() == [ESCAPE]
    tokenizer.feed(b"\x1b")
    assert tokenizer.time_out() == [ESCAPE]


def test_escape_and_an_arrow_are_one_key_only_when_they_come_together(
    tokenizer: InputTokenizer,
) -> None:
    tokenizer.feed(b"\x1b")
    assert tokenizer.feed(b"\x1b[B") == [ESCAPE, sequence("\x1b[B")]
    assert tokenizer.feed(b"\x1b\x1b[") == []  # torn on the line
    assert tokenizer.feed(b"B") == [sequence("\x1b\x1b[B")]


def test_gnu_screen_sends_escape_together_with_the_key_after_it() -> None:
    assert joins_escape({}) is joins_escape({"STY": "x", "TMUX": "x"}) is True
    tokenizer = InputTokenizer(0.1, joins_escape=joins_escape({"STY": "x"}))
    assert tokenizer.feed(b"\x1b\x1b[B") == [ESCAPE, sequence("\x1b[B")]


def test_escape_twice_in_one_read_is_escape_as_emacs_sends_it(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"\x1b\x1b") == []
    assert tokenizer.timeout == 0.1
    assert tokenizer.time_out() == [ESCAPE]


def test_a_sequence_that_never_ends_is_nothing(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"a\x1b[1;5") == [keys("a")]
    assert tokenizer.time_out() == []
    assert tokenizer.feed(b"b") == [keys("b")]


def test_what_is_not_utf8_is_shown_as_that(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"caf\xe9 \xff.") == [keys("caf\ufffd \ufffd.")]


def test_a_character_may_come_in_several_reads(tokenizer: InputTokenizer) -> None:
    data = "€\x1b[A😀".encode()
    assert [piece for byte in data for piece in tokenizer.feed(bytes([byte]))] == [
        keys("€"),
        sequence("\x1b[A"),
        keys("😀"),
    ]


def test_nothing_in_a_paste_is_a_key(tokenizer: InputTokenizer) -> None:
    text = "one\x1btwo\x11\r\x1b[200~\x1b[Athree"
    assert tokenizer.feed(f"a\x1b[200~{text}\x1b[201~b".encode()) == [
        keys("a"),
        pasted("onetwo\x11\r\x1b[200~\x1b[Athree"),
        keys("b"),
    ]


def test_the_end_of_a_paste_may_come_in_several_reads(tokenizer: InputTokenizer) -> None:
    data = b"\x1b[200~one\x1btwo\x1b[20\x1b[201~\x1bq"
    tokens = [piece for byte in data for piece in tokenizer.feed(bytes([byte]))]
    assert tokens == [pasted("onetwo\x1b[20"), alt("q")]


def test_a_paste_whose_end_is_lost_is_over_at_last(tokenizer: InputTokenizer) -> None:
    assert tokenizer.feed(b"\x1b[200~one\x1b[20") == []
    assert tokenizer.timeout is not None
    assert tokenizer.timeout > 1
    assert tokenizer.time_out() == [pasted("one\x1b[20")]
    assert tokenizer.feed(b"q\x1b[201~") == [keys("q")]


def test_a_tab_among_few_characters_is_a_key(tokenizer: InputTokenizer) -> None:
    text = "x" * MIN_TYPED_TEXT_CHARS
    burst = InputToken(TokenKind.TYPED_TEXT, text)
    assert tokenizer.feed(f"{text}\t{text}".encode()) == [burst, keys("\t"), burst]


def test_text_that_nobody_types_so_fast_is_a_burst(tokenizer: InputTokenizer) -> None:
    long = "one two\r\n\tthree " * MIN_TYPED_TEXT_CHARS
    assert tokenizer.feed(f"{long}\x11ab\x1b[A".encode()) == [
        InputToken(TokenKind.TYPED_TEXT, long),
        keys("\x11"),
        keys("ab"),
        sequence("\x1b[A"),
    ]


@given(st.lists(st.text("a\x1b[~q201€\x11", max_size=90), max_size=5))
def test_what_is_typed_comes_out_whichever_way_it_arrives(reads: list[str]) -> None:
    whole, split = InputTokenizer(0.1), InputTokenizer(0.1)
    data = re.sub("\x1b+", "\x1b", "".join(reads)).encode()  # two in one read may be Alt
    at_once = [*whole.feed(data), *whole.time_out()]
    in_bytes = [piece for byte in data for piece in split.feed(bytes([byte]))]
    in_bytes += split.time_out()
    assert _flat(at_once) == _flat(in_bytes)


def _flat(tokens: list[InputToken]) -> list[str]:
    """Return the tokens' texts, runs of keys one by one."""
    simple = {TokenKind.KEYS, TokenKind.TYPED_TEXT}
    return [
        part
        for kind, text in tokens
        for part in (
            text if kind in simple else f"\x1b{text}" if kind is TokenKind.ALT_KEY else [text]
        )
    ]
