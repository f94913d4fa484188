"""The formats a canvas can be written in and read from, by name.

Each is a module beside this one, with `write(canvas, guide)` and, where it can be read back,
`read(text)`. A module is imported when it is called for: a command must feel instant, and the
app's first picture needs none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, cast

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import translated
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from bmc_tui.formats.reading import Reading

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a canvas."""

    name: str
    """What the command line calls it, and what the catalogue's `formats` has a line about."""
    suffix: str
    """What the names of its files end in, such as `.md`. The first format with a suffix is the
    one that a file with that suffix is taken to be."""
    module: str
    """The module that writes it, in this package."""
    reads: bool = False
    """Whether the module reads it too."""
    binary: bool = False
    """Whether it is written as bytes, which no terminal or clipboard can take."""
    marked: bool = False
    """Whether its files start with a byte order mark: without it Excel takes UTF-8 for the old
    encoding of its system."""

    exact: bool = False
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
        if not self.exact:
            canvas = translated(canvas, guide)
        return cast("str | bytes", self._load().write(canvas, guide))

    def encode(self, written: str | bytes) -> bytes:
        """Return what a file holds of which `write` gave the content."""
        if isinstance(written, bytes):
            return written
        return (_MARK if self.marked else b"") + written.encode("utf-8")

    def read(self, text: str) -> "Reading":
        """Return the canvas that a text in this format holds. Only for a format that `reads`.

        Raises:
            FormatError: The text is no canvas in this format.
        """
        return cast("Reading", self._load().read(text))

    def _load(self) -> ModuleType:
        """Return the format's module."""
        return import_module(f"{__name__}.{self.module}")


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("markdown", ".md", "markdown", reads=True),
        Format("report", ".md", "report", reads=True),
        Format("table", ".md", "table", reads=True),
        Format("text", ".txt", "text", reads=True),
        Format("html", ".html", "html", reads=True),
        Format("svg", ".svg", "svg", reads=True),
        Format("png", ".png", "png", binary=True),
        Format("pdf", ".pdf", "pdf", binary=True),
        Format("json", ".json", "json_", reads=True, exact=True),
        Format("csv", ".csv", "csv_", reads=True, marked=True),
        Format("jsoncanvas", ".canvas", "jsoncanvas", reads=True),
        Format("obsidian", ".md", "obsidian", reads=True),
        Format("textusm", ".bmc", "textusm", reads=True),
    )
}
"""Every format, by name, in the order of a list; the first is the one a copy is made in."""


def of_file(name: str, by_default: Format | None = None) -> Format:
    """Return the format that a file is meant to have, by the end of its name.

    Args:
        name: The file's name or path; capitals do not matter.
        by_default: The format where there is none with that suffix, or where it is one of them;
            the one that a copy is made in when left out.

    Returns:
        The first format with that suffix, unless `by_default` goes before it.
    """
    formats = [*filter(None, [by_default]), *FORMATS.values()]
    return next((each for each in formats if name.lower().endswith(each.suffix)), formats[0])
