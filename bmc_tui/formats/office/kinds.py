"""Recognizes files that are not text by their bytes: Word, spreadsheets, PDF, pictures.

Each is named in the error, with the way in: what to save it as. A file of Word is read, by `docx`.
"""

from io import BytesIO

from bmc_tui.formats.result import FormatError

DOCX = "docx"
"""The kind of a document, template or macro document of Word since 2007."""

ZIP_START = b"PK\x03\x04"
"""How a zip archive starts, in which nearly all office programs save."""

MAX_ARCHIVE_BYTES = 40_000_000
"""Maximum number of bytes of an archive: pictures, which are not read, take nearly all of a large
one."""

_STARTS = {
    b"%PDF-": "pdf",
    b"{\\rtf": "rtf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old_office",
    b"\x89PNG\r\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
}
"""The kind of a file by its first bytes."""

_PARTS = {
    "word/document.xml": DOCX,
    "xl/workbook.xml": "spreadsheet",
    "xl/workbook.bin": "spreadsheet",
    "ppt/presentation.xml": "presentation",
    "Index/Document.iwa": "iwork",
    "Index.zip": "iwork",
}
"""The kind of a zip archive by a file in it."""

_MIME_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "presentation",
    b"application/vnd.oasis.opendocument.graphics": "presentation",
    b"application/epub+zip": "ebook",
}
"""The kind of a zip archive by the start of its file `mimetype` (OpenDocument 1.3, part 2, 3.3)."""

_MAX_MIME_TYPE_BYTES = 100


def file_kind(raw: bytes) -> str:
    """Return the kind of a file that is not text; "" if it is unknown.

    Args:
        raw: Its content.

    Raises:
        FormatError: It is a zip archive that is damaged or too large.
    """
    if len(raw) > MAX_ARCHIVE_BYTES:
        raise FormatError("reading.too_large", size=MAX_ARCHIVE_BYTES // 1_000_000)
    if raw.startswith(ZIP_START):
        return _archive_kind(raw)
    if raw[4:12] in (b"ftypheic", b"ftypavif") or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        return "picture"
    # Some programs put spaces before the start of a PDF or RTF.
    starts = (raw, raw[:1024].lstrip())
    return next(
        (
            kind
            for start, kind in _STARTS.items()
            if any(content.startswith(start) for content in starts)
        ),
        "",
    )


def _archive_kind(raw: bytes) -> str:
    """Return the kind of a zip archive."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    mime_type = stream.read(_MAX_MIME_TYPE_BYTES)
            else:
                mime_type = b""
    # Any error that the library may raise on an archive that was made to break it.
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise FormatError("reading.archive_damaged") from error
    kinds = (kind for part, kind in _PARTS.items() if part in names)
    by_type = (kind for start, kind in _MIME_TYPES.items() if mime_type.startswith(start))
    return next(kinds, next(by_type, "archive"))
