"""What the screen of changes can show, copy and save: two states, two canvases, or progress."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bmc_tui.formats.changes import (
    CHANGES_FORMATS,
    changes_format_for_file,
    progress,
    sides,
    text,
)
from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.progress import ProgressStep
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import Guide
from bmc_tui.render.compared.picture import picture_with_legend
from bmc_tui.render.compared.progress import progress_lines
from bmc_tui.render.compared.sides import sides_lines
from bmc_tui.ui.widgets.grid.picture import Drawing


class WrittenExhibit(NamedTuple):
    """The contents of a file."""

    raw: bytes
    format_name: str


class Exhibit(ABC):
    """What is shown; all but the suffixes may take a while, and is called in a thread."""

    @abstractmethod
    def titles(self, guide: Guide) -> tuple[str, str]:
        """Return the text of the title bar: what is shown, and of which canvas."""

    @abstractmethod
    def file_name(self, guide: Guide) -> str:
        """Return the name of a file for it, without a suffix."""

    @abstractmethod
    def drawing(self, guide: Guide) -> Drawing:
        """Return a function that draws it at any width."""

    @abstractmethod
    def markdown(self, guide: Guide) -> str:
        """Return it as Markdown, to be copied."""

    @abstractmethod
    def plain(self, guide: Guide, width: int) -> str:
        """Return it as plain text of some width in cells."""

    @abstractmethod
    def without_notation(self, guide: Guide) -> "Exhibit":
        """Return it as it is handed in; see `formats.without_notation`."""

    @property
    @abstractmethod
    def endings(self) -> Iterable[str]:
        """The suffixes of files that it can be written to."""

    @abstractmethod
    def written(self, guide: Guide, name: str) -> WrittenExhibit | None:
        """Return it as the contents of a file.

        Args:
            guide: The language.
            name: The name of the file, whose suffix says the format.

        Returns:
            None if no format has that suffix.

        Raises:
            FormatError: A library that the format needs is not installed.
        """


@dataclass(frozen=True)
class ComparisonExhibit(Exhibit):
    """What changed on the nine blocks; two canvases side by side."""

    comparison: Comparison

    def titles(self, guide: Guide) -> tuple[str, str]:
        """Return what is compared, and the canvas whose states these are."""
        if self.comparison.is_pair:
            return self.comparison.heading, ""
        return guide.canvas_title(self.comparison.newer.title), self.comparison.heading

    def file_name(self, guide: Guide) -> str:
        """Return the name of a file for it, without a suffix."""
        return self.comparison.title(guide)

    def drawing(self, guide: Guide) -> Drawing:
        """Return a function that draws the picture, or both canvases, at any width."""
        comparison = self.comparison
        marked = comparison.marked()
        if comparison.is_pair:
            names = (comparison.older_name, comparison.newer_name)
            return lambda width: sides_lines(marked, names, guide, width)
        return lambda width: picture_with_legend(marked, guide, width)

    def markdown(self, guide: Guide) -> str:
        """Return the nine blocks with all notes and their signs as Markdown."""
        return str(CHANGES_FORMATS["markdown"].write(self.comparison, guide))

    def plain(self, guide: Guide, width: int) -> str:
        """Return what is shown as plain text."""
        write = sides.write if self.comparison.is_pair else text.write
        return write(self.comparison, guide, width)

    def without_notation(self, guide: Guide) -> Exhibit:
        """Return it with both canvases as they are handed in."""
        return ComparisonExhibit(self.comparison.without_notation(guide))

    @property
    def endings(self) -> Iterable[str]:
        """The suffixes of all formats of changes."""
        return dict.fromkeys(format_.suffix for format_ in CHANGES_FORMATS.values())

    def written(self, guide: Guide, name: str) -> WrittenExhibit | None:
        """Return the contents of a file; see `Exhibit.written`."""
        format_ = changes_format_for_file(name)
        if format_ is None:
            return None
        if self.comparison.is_pair and format_.name == "text":
            format_ = CHANGES_FORMATS["sides"]
        written = format_.write(self.comparison, guide)
        raw = written.encode("utf-8") if isinstance(written, str) else written
        return WrittenExhibit(raw, format_.name)


@dataclass(frozen=True)
class ProgressExhibit(Exhibit):
    """The progress report of a canvas."""

    steps: Sequence[ProgressStep]

    def titles(self, guide: Guide) -> tuple[str, str]:
        """Return what the report is about."""
        return self.file_name(guide), ""

    def file_name(self, guide: Guide) -> str:
        """Return the title of the report."""
        title = guide.canvas_title(self.steps[-1].canvas.title)
        return guide.say("progress.title", title=title)

    def drawing(self, guide: Guide) -> Drawing:
        """Return a function that draws the report without the latest canvas, shown on the board."""
        drawn = [(step.name, step.why, step.canvas) for step in self.steps]
        return progress_lines(drawn, guide)

    def markdown(self, guide: Guide) -> str:
        """Return the report as Markdown."""
        return progress.write(self.steps, guide)

    def plain(self, guide: Guide, width: int) -> str:
        """Return the report as Markdown, whatever the width: the terminal wraps it."""
        return self.markdown(guide)

    def without_notation(self, guide: Guide) -> Exhibit:
        """Return it with every canvas as it is handed in."""
        return ProgressExhibit(
            [replace(step, canvas=without_notation(step.canvas, guide)) for step in self.steps]
        )

    @property
    def endings(self) -> Iterable[str]:
        """The suffixes of Markdown, pages and Word documents."""
        return progress.PROGRESS_ENDINGS

    def written(self, guide: Guide, name: str) -> WrittenExhibit | None:
        """Return the contents of a file; see `Exhibit.written`."""
        ending = next((each for each in self.endings if name.lower().endswith(each)), None)
        if ending is None:
            return None
        return WrittenExhibit(progress.written(self.steps, ending, guide), "progress")
