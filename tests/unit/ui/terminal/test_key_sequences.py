"""The bytes that ten terminals send for their keys, and the keys that these are taken for.

`terminal_keys.tsv` has what PuTTY (its pterm), urxvt, xterm, kitty, mlterm and VTE sent as they
come, without settings; what tmux and GNU screen made of xterm's; and what Emacs' `ansi-term` and
`vterm` send. "-" is a key that the terminal handles itself, or has no bytes for.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from bmc_tui.ui.key_names import character_of, parse_key
from bmc_tui.ui.keys.keymap import KEY_CONTEXTS
from bmc_tui.ui.terminal.input import InputTokenizer, TokenKind
from bmc_tui.ui.terminal.key_sequences import KeyDecoder, KeyPress, is_report
from bmc_tui.ui.terminal.typed_text import key_of

TABLE = Path(__file__).with_name("terminal_keys.tsv")


def bytes_by_terminal() -> Mapping[str, Mapping[str, bytes]]:
    """Return the bytes of each key, by the terminal's name and the key's."""
    with TABLE.open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        terminal: {
            row["key"]: row[terminal].encode("ascii").decode("unicode_escape").encode("latin-1")
            for row in rows
            if row[terminal] != "-"
        }
        for terminal in rows[0]
        if terminal != "key"
    }


TERMINALS = bytes_by_terminal()

TAKEN = {"tmux": {"ctrl+b"}, "screen": {"ctrl+a"}}
"""The keys that a multiplexer takes before what runs in it."""


def pressed(data: bytes, decoder: KeyDecoder | None = None) -> list[str]:
    """Return the names of the keys that bytes are, in one read."""
    tokenizer, decoder = InputTokenizer(0.1), decoder or KeyDecoder()
    names = []
    for kind, text in [*tokenizer.feed(data), *tokenizer.time_out()]:
        if kind is TokenKind.SEQUENCE:
            names += [key.name for key in decoder.keys_of(text) or ()]
        elif kind is TokenKind.ALT_KEY:
            names.append(f"alt+{key_of(text).key}")
        else:
            names += ["escape" if kind is TokenKind.ESCAPE else key_of(char).key for char in text]
    return names


@pytest.mark.parametrize("terminal", TERMINALS)
def test_each_key_of_a_terminal_is_the_one_that_was_pressed(terminal: str) -> None:
    keys, decoder = TERMINALS[terminal], KeyDecoder()
    for name, data in keys.items():
        [found] = pressed(data, decoder)
        is_same = name.split("+")[-1] == found or keys.get(found) == data
        assert found == name or is_same, f"{name} is taken for {found}"


def test_a_key_with_alt_arrives_if_it_can_be_set_and_is_refused_otherwise() -> None:
    for character in map(chr, range(0x21, 0x7F)):
        can_be_set = parse_key(f"alt+{character}")
        arrives = pressed(f"\x1b{character}".encode()) == [f"alt+{key_of(character).key}"]
        assert can_be_set == (f"alt+{key_of(character).key}" if arrives else None), character
    for name, data in {"alt+enter": b"\x1b\r", "alt+backspace": b"\x1b\x7f"}.items():
        assert [parse_key(name)] == pressed(data)


@pytest.mark.parametrize("terminal", TERMINALS)
def test_every_action_of_the_footer_has_a_key_that_a_terminal_sends(terminal: str) -> None:
    decoder = KeyDecoder()
    sent = {name for data in TERMINALS[terminal].values() for name in pressed(data, decoder)}
    sent -= TAKEN.get(terminal, set())
    unreachable = {
        binding.id
        for context in KEY_CONTEXTS
        for binding in context.bindings({})
        if binding.show
        and not any(
            key in sent or (character_of(key) and "+" not in key) for key in binding.key.split(",")
        )
    }
    assert unreachable == set()


def test_an_arrow_with_ctrl_in_putty_is_told_from_an_arrow_in_emacs() -> None:
    putty, emacs = KeyDecoder(), KeyDecoder()
    assert pressed(b"\x1b[A", putty) == ["up"]
    assert pressed(b"\x1bOB", putty) == ["ctrl+down"]
    assert pressed(b"\x1bOA\x1bOB", emacs) == ["up", "down"]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"\x1b[13;2u", ["shift+enter"]),
        (b"\x1b[127;2u", ["shift+backspace"]),
        (b"\x1b[97;65;97u", ["a"]),  # with Caps Lock
        (b"\x1b[97;2;65u\x1b[97:65;2u", ["A", "A"]),
        (b"\x1b[57414u\x1b[57419u\x1b[57399;129;48u", ["enter", "up", "0"]),  # the keypad
        (b"\x1b[0;;228u", ["ä"]),  # composed
        (b"\x1b[105;5u\x1b[109;5u\x1b[91;5u", ["tab", "enter", "escape"]),
        (b"\x1b[27;5;13~\x1b[27;3;97~", ["ctrl+enter", "alt+a"]),  # xterm, modifyOtherKeys
        (b"\x1b[1;9A\x1bO5B\x1b[5A", ["alt+up", "ctrl+down", "ctrl+up"]),  # iTerm2, old ones
        (b"\x1b[1;5Z\x1b\t\x1b[[C", ["ctrl+shift+tab", "shift+tab", "f3"]),
        (b"\x1b[8^\x1b[7^\x1bOb", ["ctrl+end", "ctrl+home", "ctrl+down"]),  # rxvt
        (b"\x1bOp\x1bOM\x1bOk", ["0", "enter", "plus"]),
    ],
)
def test_keys_of_other_dialects_are_known(data: bytes, names: list[str]) -> None:
    assert pressed(data) == names


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b[57441u",  # Shift itself
        b"\x1b[97;1:3u",  # let go
        b"\x1b[24;80R",  # where the cursor is
        b"\x1b[?62;22c\x1b[>0;136;0c\x1b[?31u\x1b[?1;2c",
        b"\x1b[25~\x1b[99~\x1b[E\x1b[999999999999u\x1b[55296u\x1b[1114112u",
        b"\x1bO~\x1bO5p\x1b[3;3;3;3z\x1b\x1b[25~\x1b\x1b[57441u",
        b"\x1b]11;rgb:0/0/0\x07\x1bP1+r\x1b\\\x1b[M !!",
        b"\x1b[" + b"1" * 5000 + b"u",
        "\x85\x9b".encode(),
    ],
)
def test_what_is_not_a_known_key_does_nothing_and_types_nothing(data: bytes) -> None:
    assert pressed(data) == []


def test_a_key_has_the_character_that_it_types() -> None:
    keys = KeyDecoder().keys_of
    assert keys("\x1b[8364;;8364u") == [KeyPress(key_of("€").key, "€")]
    assert keys("\x1b[13u") == [KeyPress("enter", "\r")]
    assert keys("\x1b[98;5u") == [KeyPress("ctrl+b")]
    assert keys("\x1b[0;;128104:8205:128105u") == [
        KeyPress(key_of(part).key, part) for part in "👨\u200d👩"
    ]


@pytest.mark.parametrize(
    ("sequence", "passes"),
    [
        ("\x1b[<0;5;2M", True),
        ("\x1b[I", True),
        ("\x1b[?2026;2$y", True),
        ("\x1b[48;24;80;480;800t", True),
        ("\x1b[<0;" + "9" * 40 + ";2M", False),  # Textual would type it
        ("\x1b[24;80R", False),
        ("\x1b[M !!", False),
    ],
)
def test_only_reports_that_textual_knows_are_passed_on(sequence: str, *, passes: bool) -> None:
    assert is_report(sequence) is passes
