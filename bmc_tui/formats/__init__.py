"""The formats a canvas can be written in and read from, by name.

A format is written by the `write(canvas, guide)` of one module and, where it can be read back,
read by the `read(text)` of one; both are named here. A module is imported when it is called for:
a command must feel instant, and the app's first picture needs none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import translated
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from bmc_tui.formats.result import ImportResult

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a canvas."""

    name: str
    """What the command line calls it, and what the catalogue's `formats` has a line about."""
    suffix: str
    """What the names of its files end in, such as `.md`. The first format with a suffix is the
    one that a file with that suffix is taken to be."""
    writer: str
    """The module in this package whose `write` writes it, or `MODULE:FUNCTION`."""
    reader: str = ""
    """The module whose `read` reads it back; "" when nothing does."""
    binary: bool = False
    """Whether it is written as bytes, which no terminal or clipboard can take."""
    has_bom: bool = False
    """Whether its files start with a byte order mark: without it Excel takes UTF-8 for the old
    encoding of its system."""

    verbatim: bool = False
    """Whether notes are written as they were typed; else the words of their vocabulary are put
    into the language that is written."""

    def write(self, canvas: Canvas, guide: Guide) -> str | bytes:
        """Return the canvas in this format.

        Args:
            canvas: What to write.
            guide: The language of what is said beside the notes.

        Returns:
            Bytes where the format is binary, else text.

        Raises:
            FormatError: A library that this format needs is not installed.
        """
        if not self.verbatim:
            canvas = translated(canvas, guide)
        return cast("str | bytes", _function(self.writer, "write")(canvas, guide))

    def encode(self, written: str | bytes) -> bytes:
        """Return what a file holds of which `write` gave the content."""
        if isinstance(written, bytes):
            return written
        return (_MARK if self.has_bom else b"") + written.encode("utf-8")

    def read(self, text: str) -> "ImportResult":
        """Return the canvas that a text in this format holds. Only for a format that `is_readable`.

        Raises:
            FormatError: The text is no canvas in this format.
        """
        return cast("ImportResult", _function(self.reader, "read")(text))

    @property
    def is_readable(self) -> bool:
        """Whether a file in this format can be read back."""
        return bool(self.reader)


def _function(where: str, name: str) -> Callable[..., object]:
    """Import and return what `Format.writer` or `Format.reader` names; `name` where none is."""
    module, _, function = where.partition(":")
    return cast(
        "Callable[..., object]", getattr(import_module(f"{__name__}.{module}"), function or name)
    )


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("markdown", ".md", "markdown.writer", "markdown.reader"),
        Format("report", ".md", "markdown.report", "markdown.reader"),
        Format("table", ".md", "markdown.table", "markdown.reader"),
        Format("text", ".txt", "text.writer", "text.reader"),
        Format("html", ".html", "page.html", "page.html_reader"),
        Format("svg", ".svg", "page.svg", "page.svg_reader"),
        Format("png", ".png", "page.poster:write_png", binary=True),
        Format("pdf", ".pdf", "page.poster:write_pdf", binary=True),
        Format("json", ".json", "data.json", "data.json", verbatim=True),
        Format("csv", ".csv", "data.csv", "data.csv", has_bom=True),
        Format("jsoncanvas", ".canvas", "data.jsoncanvas", "data.jsoncanvas"),
        Format("obsidian", ".md", "markdown.obsidian", "markdown.reader"),
        Format("textusm", ".bmc", "data.textusm", "data.textusm"),
    )
}
"""Every format, by name, in the order of a list; the first is the one a copy is made in."""


def format_for_file(name: str, default: Format | None = None) -> Format:
    """Return the format that a file is meant to have, by the end of its name.

    Args:
        name: The file's name or path; capitals do not matter.
        default: The format where there is none with that suffix, or where it is one of them;
            the one that a copy is made in when left out.

    Returns:
        The first format with that suffix, unless `default` goes before it.
    """
    formats = [*filter(None, [default]), *FORMATS.values()]
    return next((each for each in formats if name.lower().endswith(each.suffix)), formats[0])
