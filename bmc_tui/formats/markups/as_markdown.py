"""Writes the lines of another light markup as Markdown, which is then read as any other.

Each line keeps its number; what the other markup says besides the text is left out with a remark.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.result import ImportResult, Remark
from bmc_tui.model.sanitize import clean

MIN_HEADINGS = 2
"""Minimum number of headings of a document that is known by their form."""

_MAX_LEVELS = 6
"""Levels of headings in Markdown."""

_MAX_BULLET_LEVELS = 20
"""Bullets below bullets that are told apart."""


class MarkdownLines:
    """The lines of a document as Markdown.

    Args:
        count: How many there are.
    """

    def __init__(self, count: int) -> None:
        self.lines = [""] * count
        self._remarks: list[Remark] = []

    def heading(self, index: int, level: int, text: str) -> None:
        """Write a heading.

        Args:
            index: The index of its line.
            level: Its level, from 1.
            text: Its text.
        """
        self.lines[index] = f"{'#' * min(level, _MAX_LEVELS)} {text}"

    def bullet(self, index: int, level: int, text: str) -> None:
        """Write a bullet; the arguments are those of `heading`."""
        self.lines[index] = f"{'  ' * (min(level, _MAX_BULLET_LEVELS) - 1)}- {text}"

    def text(self, index: int, text: str) -> None:
        """Write a line of text."""
        self.lines[index] = text

    def leave_out(self, index: int, text: str) -> None:
        """Leave out a text, with a remark."""
        if any(map(str.isalnum, text)):
            self._remarks.append(Remark(index + 1, "reading.left_out", {"text": clean(text)}))

    def without(self, index: int, text: str, patterns: Iterable[re.Pattern[str]]) -> str:
        """Return a text without the matches of patterns; the group of each is left out."""
        for pattern in patterns:
            for match in pattern.finditer(text):
                self.leave_out(index, match[1] or "")
            text = pattern.sub("", text)
        return text

    def table(
        self, index: int, rows: Sequence[tuple[int, Sequence[str]]], *, has_titles: bool
    ) -> None:
        """Write a table; without titles it is a list of its rows.

        Args:
            index: The index of the line that it starts on: a free one before the first row for its
                titles, or else that of the first row.
            rows: Its rows: the index of the line, and the cells.
            has_titles: Whether the first of them has the titles of the columns.
        """
        filled = [(at, [clean(cell) for cell in cells]) for at, cells in rows if any(cells)]
        if not has_titles or len(filled) < 2:  # noqa: PLR2004 - titles, and a row below them
            for at, cells in filled:
                self.bullet(at, 1, RECORD_SEPARATOR.join(filter(None, cells)))
            return
        (first, titles), *others = filled
        rule = "|---" * len(titles) + "|"
        if index < first:
            self.lines[first - 1], self.lines[first] = _row(titles), rule
        else:  # without a free line for the rule, the next lines get numbers one too high
            self.lines[first] = f"{_row(titles)}\n{rule}"
        last = first
        for at, cells in others:
            # Rows that are written over several lines follow one another without a gap.
            last = min(last + 1, at)
            padding = [""] * (len(titles) - len(cells))
            beyond = RECORD_SEPARATOR.join(filter(None, cells[len(titles) - 1 :]))
            fitting = [*cells[: len(titles) - 1], beyond] if len(cells) > len(titles) else cells
            self.lines[last] = _row([*fitting, *padding])

    def read(self) -> ImportResult:
        """Return the canvas in the lines.

        Raises:
            FormatError: They describe none.
        """
        result = markdown_reader.read("\n".join(self.lines))
        remarks = sorted((*result.remarks, *self._remarks), key=lambda remark: remark.line)
        return replace(result, remarks=tuple(remarks))


def _row(cells: Sequence[str]) -> str:
    """Return a row of a table of Markdown."""
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"
