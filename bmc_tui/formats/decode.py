"""The bytes of somebody's file as text, in whatever encoding they are."""

import codecs

from bmc_tui.formats.reading import FormatError, Remark

LARGEST = 4_000_000
"""Bytes: no canvas comes near it. What is larger is not even read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the text in a file.

    Args:
        raw: What is in the file: UTF-8, UTF-16 or UTF-32 with a byte order mark, UTF-8 without, or
            else Windows-1252, which most older text in Western Europe is and any bytes could be.

    Returns:
        The text, with line feeds at the ends of its lines, and a remark where its encoding is a
        guess.

    Raises:
        FormatError: It is too large, empty, damaged, or no text.
    """
    if len(raw) > LARGEST:
        raise FormatError("reading.too_large", size=LARGEST // 1_000_000)
    text, remarks = _text(raw)
    if not text.strip():
        raise FormatError("reading.empty")
    if "\0" in text:  # no text has it, and what is no text hardly ever is without
        raise FormatError("reading.no_text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), remarks


def _text(raw: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the characters, and a remark where they are a guess."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
                place = len(mark) + error.start + 1
                raise FormatError("reading.damaged", encoding=name, byte=place) from error
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return raw.decode("cp1252", "replace"), (Remark(line, "reading.windows"),)
