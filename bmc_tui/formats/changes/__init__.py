"""The registry of the formats that the changes between two canvases are written in.

The module of a writer has `write(comparison: Comparison, guide: Guide) -> str`, or bytes for a
binary format. As in `bmc_tui.formats`, one is imported when it is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from bmc_tui.guide import Guide

if TYPE_CHECKING:
    from bmc_tui.formats.changes.comparison import Comparison


@dataclass(frozen=True, slots=True)
class ChangesFormat:
    """A format of changes, and the module that writes it."""

    name: str
    """Its name on the command line."""
    suffix: str
    """How the names of its files end, such as `.md`."""
    writer: str
    """The module in this package whose `write` writes it, or `MODULE:FUNCTION`."""
    binary: bool = False
    """Whether it is written as bytes, which no terminal or clipboard takes."""

    is_fitted: bool = False
    """Whether its writer takes the width of a line, in cells, as its last argument."""

    def write(self, comparison: "Comparison", guide: Guide, width: int = 0) -> str | bytes:
        """Return what changed in this format.

        Args:
            comparison: What is compared.
            guide: The language of the words around the notes.
            width: Cells of a line, if the format wraps lines; 0 for the width of a mail.

        Raises:
            FormatError: A library that this format needs is not installed.
        """
        module, _, function = self.writer.partition(":")
        writer = getattr(import_module(f"{__name__}.{module}"), function or "write")
        fitted = (width,) if width and self.is_fitted else ()
        return cast("str | bytes", writer(comparison, guide, *fitted))


CHANGES_FORMATS: Mapping[str, ChangesFormat] = {
    format_.name: format_
    for format_ in (
        ChangesFormat("list", ".md", "markdown:write_list"),
        ChangesFormat("markdown", ".md", "markdown"),
        ChangesFormat("text", ".txt", "text", is_fitted=True),
        ChangesFormat("sides", ".txt", "sides", is_fitted=True),
        ChangesFormat("docx", ".docx", "word", binary=True),
        ChangesFormat("html", ".html", "page"),
        ChangesFormat("svg", ".svg", "poster:write_svg"),
        ChangesFormat("png", ".png", "poster:write_png", binary=True),
        ChangesFormat("pdf", ".pdf", "poster:write_pdf", binary=True),
    )
}
"""Every format by name: the first has only what changed, the others all notes with their signs."""


def changes_format_for_file(name: str) -> ChangesFormat | None:
    """Return the format of a file by its suffix; None if no format has it.

    Args:
        name: The file's name or path; capitals do not matter.
    """
    lower_name = name.lower()
    formats = CHANGES_FORMATS.values()
    return next((format_ for format_ in formats if lower_name.endswith(format_.suffix)), None)
