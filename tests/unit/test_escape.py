"""Escape and the key that came right behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.ui.escape import EscapeSplitter


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ("\x1bq", ["\x1b", "q"]),
        ("abc\x1b3\r", ["abc", "\x1b", "3\r"]),
        ("\x1b\r", ["\x1b", "\r"]),
        ("\x1b", ["\x1b"]),
        ("\x1b[A\x1b[1;3B\x1bOP", ["\x1b[A\x1b[1;3B\x1bOP"]),
        ("\x1b\x7f", ["\x1b\x7f"]),
        ("\x1b\x1b[A", ["\x1b\x1b[A"]),
        ("x\x1b[200~a\x1bq\x1b[201~\x1bq", ["x\x1b[200~", "a\x1bq\x1b[201~", "\x1b", "q"]),
    ],
)
def test_an_escape_with_a_key_behind_it_is_two_keys(data: str, parts: list[str]) -> None:
    assert list(EscapeSplitter().split(data)) == parts


def test_a_paste_that_comes_in_several_reads_is_left_as_it_is() -> None:
    splitter = EscapeSplitter()
    reads = ["\x1b[200~one", "\x1btwo", "\x1b[201~", "\x1bq"]
    assert [list(splitter.split(data)) for data in reads] == [
        ["\x1b[200~", "one"],
        ["\x1btwo"],
        ["\x1b[201~"],
        ["\x1b", "q"],
    ]


@given(st.lists(st.text("a\x1b[~q201", max_size=12), max_size=5))
def test_no_character_is_lost(reads: list[str]) -> None:
    splitter = EscapeSplitter()
    assert ["".join(splitter.split(data)) for data in reads] == reads
