"""Decodes text from every source: imports, stdin, and what an editor saved."""

import codecs
from typing import NamedTuple

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MARK = "\ufeff"
"""The byte order mark as a character."""

_AS_WINDOWS = "bmc-windows"
"""The name by which `codecs` knows `_as_windows`."""

_MAX_BYTES_AMISS = 1000
"""With more bytes that are not UTF-8, a text is all in Windows-1252."""


class Decoded(NamedTuple):
    """A text, and whether its encoding is a guess."""

    text: str
    """Each line is ended by a line feed."""
    guessed_at: int
    """The line at which it is not UTF-8, and was read as Windows-1252; 0 for none."""


class UndecodableError(ValueError):
    """The bytes are not text, or are damaged text.

    Args:
        encoding: The encoding that its mark names; "" if they are not text in any known encoding.
        byte: The number of the first byte that is wrong, from 1 on.
    """

    def __init__(self, encoding: str = "", byte: int = 0) -> None:
        super().__init__(encoding, byte)
        self.encoding = encoding
        self.byte = byte


def decode(raw: bytes) -> Decoded:
    """Decode a text.

    Args:
        raw: UTF-8, UTF-16 or UTF-32 with a byte order mark; UTF-8 without one; or else
            Windows-1252, the encoding of most older text of Western Europe, in which any bytes are
            valid: for all of the text, or for single lines of a text in UTF-8.

    Raises:
        UndecodableError: It is damaged, or not text.
    """
    text, guessed_at = _decode_characters(raw)
    if "\0" in text:  # binary files nearly always have one, texts never
        raise UndecodableError
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Texts that were joined each have a mark.
    return Decoded(text.lstrip(_MARK).replace(f"\n{_MARK}", "\n"), guessed_at)


def _decode_characters(raw: bytes) -> Decoded:
    """Decode bytes by their mark, else as UTF-8, else as Windows-1252."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            try:
                return Decoded(raw[len(mark) :].decode(encoding), 0)
            except UnicodeDecodeError as error:
                name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
                raise UndecodableError(name, len(mark) + error.start + 1) from error
    try:
        return Decoded(raw.decode("utf-8"), 0)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        bytes_amiss = raw.decode("utf-8", "replace").count("\ufffd")
        is_utf8 = bytes_amiss <= _MAX_BYTES_AMISS and not raw.decode("utf-8", "ignore").isascii()
        if is_utf8:
            return Decoded(raw.decode("utf-8", _AS_WINDOWS), line)
        return Decoded(raw.decode("cp1252", "replace"), line)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are wrong as Windows-1252, and where to go on; see `codecs`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_WINDOWS, _as_windows)
