"""Imports a file as a canvas: its bytes are decoded to text, and the text is read as a canvas."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bmc_tui.files.decoding import UndecodableError, decode
from bmc_tui.formats.detect import AUTO, read_text
from bmc_tui.formats.office.kinds import DOCX, MAX_ARCHIVE_BYTES, ZIP_START, file_kind
from bmc_tui.formats.parking import park_text, parked_or_none
from bmc_tui.formats.result import FormatError, ImportResult, Remark, guess_remarks, no_canvas
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.guide.method_lines import is_blank_worksheet
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

MAX_IMPORT_BYTES = 4_000_000
"""Maximum number of bytes of a file: no canvas comes near it, and reading more could exhaust the
memory."""

_PARKABLE = {
    "reading.no_canvas",
    "reading.no_canvas_seen",
    "reading.no_csv",
    "reading.no_csv_seen",
    "reading.no_notes",
    "reading.no_notes_seen",
    "reading.not_json",
    "reading.other_svg",
    "reading.not_toml",
    "reading.not_yaml",
}
"""The errors on a text that was read to its end, all lines of which can be parked."""


_PARKED_FOR_LACK = {"reading.heading", "reading.key", "reading.no_heading"}
"""The remarks on what is parked because nothing says its block."""


class ImportFileError(ReportableError):
    """A file cannot be imported as a canvas."""

    parked: ImportResult | None = None
    """All that the file says as parked notes; None where it cannot be read as a text."""


def import_file(
    path: Path, guide: Guide, name: str = AUTO, *, accepts_pipe: bool = True
) -> ImportResult:
    """Return the canvas in a file, or all of them; one without a title gets the file's name.

    Args:
        path: The file.
        guide: The language of the reason in an error.
        name: The format, one of `detect.readable_formats()`.
        accepts_pipe: Whether the file may be a pipe, reading from which can block.

    Raises:
        ImportFileError: The file cannot be read, or is not a canvas.
    """
    file = clean(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ImportFileError("import.folder", file=file)
        if not (stat.S_ISREG(mode) or (accepts_pipe and stat.S_ISFIFO(mode))):
            raise ImportFileError("import.no_file", file=file)
        with path.open("rb") as stream:
            raw = read_limited(stream)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = error if isinstance(error, OSError) else str(error)
        raise ImportFileError("import.not_read", file=file, reason=reason) from error
    stem = os.fsdecode(path.stem)
    try:
        result = import_bytes(raw, file, guide, name)
    except ImportFileError as error:
        error.parked = error.parked and _titled(error.parked, stem)
        raise
    others = (_titled(other, f"{stem} {number}") for number, other in enumerate(result.siblings, 2))
    return replace(_titled(result, stem), siblings=tuple(others))


def _titled(result: ImportResult, title: str) -> ImportResult:
    """Return a result whose canvas has a title: its own, else the given one."""
    return (
        result if result.canvas.title else replace(result, canvas=result.canvas.with_title(title))
    )


def import_bytes(raw: bytes, file: str, guide: Guide, name: str = AUTO) -> ImportResult:
    """Return the canvas in the content of a file.

    Args:
        raw: The content.
        file: The file's name for an error.
        guide: The language of the reason in an error.
        name: The format, one of `detect.readable_formats()`.

    Raises:
        ImportFileError: The content is not a canvas, or is one without notes.
    """
    try:
        result = _read_bytes(raw, name, Path(file).suffix)
        results = [each for each in result.parts if _has_content(each)]
        if all(map(_is_unplaced, results)):
            raise _no_notes(result)
    except FormatError as error:
        refusal = ImportFileError("import.not_done", file=file, reason=guide.error_message(error))
        if error.key in _PARKABLE:
            refusal.parked = _parked(error, raw)
        raise refusal from error
    first, *others = results
    empty = (each for each in result.parts if not _has_content(each))
    remarks = (Remark(0, "reading.empty_canvas", {"text": each.canvas.title}) for each in empty)
    return replace(first, remarks=(*first.remarks, *remarks), siblings=tuple(others))


def _has_content(result: ImportResult) -> bool:
    """Tell whether a canvas that was read is worth creating: it has notes, or may be empty."""
    canvas = result.canvas
    return bool(canvas.note_count or canvas.design) or _is_blank_worksheet(result)


def _is_unplaced(result: ImportResult) -> bool:
    """Tell whether nothing that was read has a block, and no heading says that it is parked."""
    canvas = result.canvas
    is_placed = canvas.note_count > len(canvas.parked) or canvas.design
    is_meant = not any(remark.key in _PARKED_FOR_LACK for remark in result.remarks)
    return not (is_placed or is_meant or _is_blank_worksheet(result))


def _parked(error: FormatError, raw: bytes) -> ImportResult | None:
    """Return all that a file says as parked notes, if it says anything.

    Args:
        error: The error that it is not a canvas, in which a reader may have parked its text.
        raw: The content of the file.
    """
    result = error.parked
    if result is None:
        try:
            text, remarks = decode_text(raw)
            result = replace(park_text(text), remarks=remarks)
        except FormatError:  # it is a document of Word, or too long
            return None
    return result if result.canvas.parked else None


def _no_notes(result: ImportResult) -> FormatError:
    """Return the error that there are no notes in what was read."""
    for remark in result.remarks:
        if remark.key == "reading.unclosed":  # the reason why
            return FormatError("reading.no_notes_unclosed", line=remark.line)
    parked = parked_or_none(result.lines, result.canvas.title, result.remarks)
    return no_canvas(result.headings, "reading.no_notes", parked)


def _is_blank_worksheet(result: ImportResult) -> bool:
    """Tell whether what was read is the empty worksheet of the method."""
    return any(remark.key == "reading.worksheet" for remark in result.remarks)


def _read_bytes(raw: bytes, name: str, suffix: str) -> ImportResult:
    """Return the canvas in the content of a file: of a document of Word, or of a text.

    Raises:
        FormatError: The content is not a canvas.
    """
    if kind := file_kind(raw):
        if kind != DOCX:
            raise FormatError(f"reading.is_{kind}")
        from bmc_tui.formats.office import docx

        return docx.read(raw)
    text, remarks = decode_text(raw)
    if is_blank_worksheet(text):
        return ImportResult(Canvas(), (*remarks, Remark(0, "reading.worksheet")))
    result = read_text(text, name, suffix)
    return replace(result, remarks=(*remarks, *result.remarks))


def read_limited(stream: BinaryIO) -> bytes:
    """Return the content of a file, up to a little more than can be imported.

    Args:
        stream: The file. More is read of a zip archive, since a document of Word with pictures
            takes more, and the directory of the archive is at its end.
    """
    raw = stream.read(MAX_IMPORT_BYTES + 1)
    if raw.startswith(ZIP_START):
        raw += stream.read(MAX_ARCHIVE_BYTES - MAX_IMPORT_BYTES)
    return raw


def decode_text(raw: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Decode the content of a text file, see `decode`.

    Args:
        raw: The content.

    Returns:
        The text, and a remark if its encoding is a guess.

    Raises:
        FormatError: It is too large, empty, damaged, or not a text.
    """
    if len(raw) > MAX_IMPORT_BYTES:
        raise FormatError("reading.too_large", size=MAX_IMPORT_BYTES // 1_000_000)
    try:
        text, guessed_at = decode(raw)
    except UndecodableError as error:
        key = "reading.damaged" if error.encoding else "reading.no_text"
        raise FormatError(key, encoding=error.encoding, byte=error.byte) from error
    if not text.strip():
        raise FormatError("reading.empty")
    return text, guess_remarks(guessed_at)
