"""A file of somebody's as a canvas, and what a person is told of how it was read."""

import codecs
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bmc_tui.formats.detect import AUTO, read_text
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide, TellableError
from bmc_tui.model.blocks import BLOCKS, UNPLACED
from bmc_tui.model.sanitize import clean

_SHOWN = 60
"""Characters of somebody's text that a remark shows."""


class ImportFileError(TellableError):
    """A file that no canvas can be made of."""


def import_file(path: Path, guide: Guide, name: str = AUTO, *, waits: bool = True) -> ImportResult:
    """Return the canvas in a file; one without a title gets the file's name.

    Args:
        path: The file.
        guide: The language of the error.
        name: The format, one of `readable()`.
        waits: Whether it may be a pipe, on which one has to wait.

    Raises:
        SourceError: It can't be read, or is no canvas.
    """
    file = clean(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ImportFileError("import.folder", file=file)
        if not (stat.S_ISREG(mode) or (waits and stat.S_ISFIFO(mode))):
            raise ImportFileError("import.no_file", file=file)
        with path.open("rb") as stream:
            raw = stream.read(MAX_IMPORT_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = error if isinstance(error, OSError) else str(error)
        raise ImportFileError("import.not_read", file=file, reason=reason) from error
    reading = import_bytes(raw, file, guide, name)
    if reading.canvas.title:
        return reading
    return replace(reading, canvas=reading.canvas.with_title(os.fsdecode(path.stem)))


def import_bytes(raw: bytes, file: str, guide: Guide, name: str = AUTO) -> ImportResult:
    """Return the canvas in what a file holds.

    Args:
        raw: What it holds.
        file: What to call it in the error.
        guide: The language of the error.
        name: The format, one of `readable()`.

    Raises:
        SourceError: It is no canvas.
    """
    try:
        text, remarks = decode_text(raw)
        reading = read_text(text, name)
    except FormatError as error:
        raise ImportFileError("import.not_done", file=file, reason=guide.tell(error)) from error
    return replace(reading, remarks=(*remarks, *reading.remarks))


def report_lines(reading: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield lines that say how many notes went where, then what was not understood."""
    for block in BLOCKS:
        notes = reading.canvas.notes(block)
        unplaced = len(reading.canvas.texts(block, UNPLACED))
        section = guide.section_title(block, UNPLACED)
        for place, count in (
            (guide.title(block), len(notes) - unplaced),
            (f"{guide.title(block)}, {section}", unplaced),
        ):
            if count:
                yield guide.say(
                    "import.placed", place=place, notes=guide.count("count.note", count)
                )
    for remark in reading.remarks:
        values = {name: _short(value) for name, value in remark.values.items()}
        said = guide.say(remark.key, **values)
        yield guide.say("import.line", line=remark.line, remark=said) if remark.line else said


def _short(value: object) -> object:
    """Return a value of a remark, a long text only as far as one needs to find it."""
    if isinstance(value, tuple):
        return tuple(_short(part) for part in value)
    if type(value) is str and len(value) > _SHOWN:
        return value[: _SHOWN - 1].rstrip() + "…"
    return value


MAX_IMPORT_BYTES = 4_000_000
"""Bytes: no canvas comes near it. What is larger is not even read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(raw: bytes) -> tuple[str, tuple[Remark, ...]]:
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
    if len(raw) > MAX_IMPORT_BYTES:
        raise FormatError("reading.too_large", size=MAX_IMPORT_BYTES // 1_000_000)
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
