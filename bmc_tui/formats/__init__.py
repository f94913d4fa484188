"""The registry of the formats that a canvas is written in and read from.

To add a format, write its module and add a `Format` to `FORMATS`, with a line in the catalogue's
`formats`. The module of a writer has `write(canvas: Canvas, guide: Guide) -> str` (bytes for a
binary format), that of a reader `read(text: str) -> ImportResult` (the same); both may raise
`FormatError`. A format that is only read is one of the `OTHER_READERS` in `detect`. The registry
names modules and imports one when it is needed: a command must feel instant, and the first frame
needs none of them.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from bmc_tui.formats.result import ImportResult


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and the modules that write and read it."""

    name: str
    """Its name on the command line and in the catalogue's `formats`."""
    suffix: str
    """How the names of its files end, such as `.md`. Where several formats have the same suffix, a
    file is in the first of them."""
    writer: str
    """The module in this package whose `write` writes it, or `MODULE:FUNCTION`."""
    reader: str = ""
    """The module whose `read` reads it; "" when it cannot be read."""
    binary: bool = False
    """Whether it is written as bytes, which no terminal or clipboard takes."""
    has_bom: bool = False
    """Whether its files start with a byte order mark: without it Excel takes UTF-8 for the old
    encoding of its system."""
    verbatim: bool = False
    """Whether notes are written as typed; else the words of the vocabulary in them are translated
    into the language of the output."""
    is_data: bool = False
    """Whether other programs, or this one, read the notes from it rather than people: a setting for
    handing in leaves it as typed, for it may be a backup."""
    page_writer: str = ""
    """The module whose `write` writes it as a page to paste into a document or a mail, as `writer`
    is; "" for a format that has no layout to keep."""

    def write(self, canvas: Canvas, guide: Guide) -> str | bytes:
        """Return the canvas in this format.

        Args:
            canvas: The canvas.
            guide: The language of the words around the notes.

        Returns:
            Bytes where the format is binary, else text.

        Raises:
            FormatError: A library that this format needs is not installed.
        """
        if not self.verbatim:
            canvas = translate_words(canvas, guide)
        return cast("str | bytes", _import_function(self.writer, "write")(canvas, guide))

    def write_page(self, canvas: Canvas, guide: Guide) -> str:
        """Return the canvas as HTML for the clipboard; the format must have a layout.

        Args:
            canvas: The canvas.
            guide: The language of the words around the notes.
        """
        canvas = translate_words(canvas, guide)
        return cast("str", _import_function(self.page_writer, "write")(canvas, guide))

    def encode(self, written: str | bytes) -> bytes:
        """Return the content of a file in this format.

        Args:
            written: What `write` returned.
        """
        if isinstance(written, bytes):
            return written
        return (codecs.BOM_UTF8 if self.has_bom else b"") + written.encode("utf-8")

    def read(self, content: str | bytes) -> "ImportResult":
        """Return the canvas in a file of this format, which must be readable.

        Args:
            content: Bytes where the format is binary, else text.

        Raises:
            FormatError: It is not a canvas in this format.
        """
        return cast("ImportResult", _import_function(self.reader, "read")(content))

    @property
    def has_layout(self) -> bool:
        """Whether it can be copied with its layout."""
        return bool(self.page_writer)

    @property
    def is_readable(self) -> bool:
        """Whether a file in this format can be read."""
        return bool(self.reader)


def _import_function(location: str, default: str) -> Callable[..., object]:
    """Import a writer or a reader.

    Args:
        location: `MODULE` or `MODULE:FUNCTION`, as in `Format.writer`.
        default: The function to use if the location names only a module.
    """
    module, _, function = location.partition(":")
    return cast(
        "Callable[..., object]", getattr(import_module(f"{__name__}.{module}"), function or default)
    )


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format(
            "markdown",
            ".md",
            "markdown.writer",
            "markdown.reader",
            page_writer="rich.document",
        ),
        Format(
            "report",
            ".md",
            "markdown.report",
            "markdown.reader",
            page_writer="rich.document:write_report",
        ),
        Format("table", ".md", "markdown.table", "markdown.reader", page_writer="rich.boxes"),
        Format("text", ".txt", "text.writer", "text.reader"),
        Format("docx", ".docx", "office.docx_writer", "office.docx", binary=True),
        Format("html", ".html", "page.html", "page.html_reader", page_writer="rich.boxes"),
        Format("svg", ".svg", "page.svg", "page.svg_reader"),
        Format("png", ".png", "page.poster:write_png", binary=True),
        Format("pdf", ".pdf", "page.poster:write_pdf", binary=True),
        Format("json", ".json", "data.json", "data.json", verbatim=True, is_data=True),
        Format("csv", ".csv", "data.csv", "data.csv_reader", has_bom=True, is_data=True),
        Format("jsoncanvas", ".canvas", "data.jsoncanvas", "data.jsoncanvas", is_data=True),
        Format("obsidian", ".md", "markdown.obsidian", "markdown.reader", is_data=True),
        Format("textusm", ".bmc", "data.textusm", "data.textusm", is_data=True),
        Format("org", ".org", "markups.org_writer"),
        Format("latex", ".tex", "markups.latex_writer"),
        Format("mermaid", ".mmd", "diagrams.mermaid_writer"),
    )
}
"""Every format by name, in the order in which lists show them; the first is the default."""


def has_unknown_ending(name: str) -> bool:
    """Tell whether the name of a file has a suffix, such as `.odt`, that no format has.

    Args:
        name: The file's name or path. A number after a dot, as in `plan 1.2`, is not a suffix.
    """
    lower = name.lower()
    return bool(ending_of(name)) and not any(lower.endswith(x.suffix) for x in FORMATS.values())


def ending_of(name: str) -> str:
    """Return the suffix of a file's name in lower case, such as `.odt`; "" without one."""
    ending = _ENDING.search(name.lower())
    return ending[1] if ending else ""


_ENDING = re.compile(r"[^/\\](\.[a-z][a-z0-9]{0,9})$")
"""The ending of a file's name, after at least one other character."""


def format_for_file(name: str, default: Format | None = None) -> Format:
    """Return the format of a file by its suffix.

    Args:
        name: The file's name or path; capitals do not matter.
        default: The format for an unknown suffix, which also takes precedence over other formats
            with its suffix; the first of `FORMATS` by default.
    """
    formats = [*filter(None, [default]), *FORMATS.values()]
    lower_name = name.lower()
    return next((format_ for format_ in formats if lower_name.endswith(format_.suffix)), formats[0])
