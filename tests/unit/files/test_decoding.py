"""Text is decoded in one way, wherever it comes from."""

import pytest

from bmc_tui.files.decoding import Decoded, UndecodableError, decode

TEXT = "één ☕\ntwee\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_utf_8_or_says_what_it_is_is_read_as_that(encoding: str) -> None:
    assert decode(TEXT.replace("\n", "\r\n").encode(encoding)) == Decoded(TEXT, 0)


def test_all_else_is_windows_1252_with_the_line_that_shows_it() -> None:
    assert decode("een\ntwéé\n".encode("cp1252")) == Decoded("een\ntwéé\n", 2)
    assert decode("één\n".encode() + "twéé\n".encode("cp1252")) == Decoded("één\ntwéé\n", 2)


def test_texts_that_were_joined_lose_the_mark_of_each() -> None:
    marked = f"\ufeff{TEXT}"
    assert decode(f"\ufeff{marked}{marked}".encode()) == Decoded(TEXT * 2, 0)


@pytest.mark.parametrize("raw", [TEXT.encode("utf-16-le"), b"\xff\xfea", b"\x7fELF\0"])
def test_what_is_not_text_is_refused(raw: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(raw)
