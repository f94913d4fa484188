"""Tells which lines and cells below the heading of an overview have the form that we write.

A document that was edited, or written without tokens, has overviews that do not follow word for
word from its notes. Sums and reasons are recognized by the phrases around them, the table of
channels by its titles, and notes in it or in a list because they are those of the canvas or their
former wordings. A line that could be ours counts once: repetitions are read as the rest of the
document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.formats.overviews.words import OverviewNotes, cell_texts, words_of
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.money.reasons import UncountedReason
from bmc_tui.model.money.sums import MONEY_BLOCKS
from bmc_tui.model.sanitize import clean

_AMOUNTS = r"(?:[^\s\d/]{0,5} ?\d[\d.,]*+(?: \+ )?)+"
"""Sums in one or more currencies, such as `−€ 1,250.50 + $ 3`."""

_QUOTES = str.maketrans(dict.fromkeys("“”„«»‘’'", '"'))

DASHES = re.compile(r"[-–—]*")
"""What is in an empty cell of the table, also where a program turned it into hyphens."""

_SEGMENT_TITLE = re.compile(r"[A-Z]{1,2} \S+")
"""The letter of a segment and its handle."""

_HOLE, _OTHER_HOLE = "HOLEA", "HOLEB"
"""Stand for the values of a message in its pattern."""


class OverviewForms:
    """The forms of the lines and cells below the heading of one overview.

    Args:
        guides: The languages that the heading is in.
        repeated: What is below it and can be derived from the notes.
        notes: The notes of the document's canvases.
    """

    def __init__(
        self, guides: Sequence[Guide], repeated: Sequence[OutlineItem], notes: OverviewNotes
    ) -> None:
        self._guides = guides
        self._notes = notes
        self._patterns = [pattern for guide in guides for pattern in _sum_patterns(guide)]
        self._uncounted = [_uncounted_pattern(guide) for guide in guides]
        self._sums = {self._sum_of(item.text) for item in repeated if not item.table} - {""}
        """The sums that are there: their names."""

    def rest(self, item: OutlineItem) -> list[OutlineItem]:
        """Return what of an item is not part of an overview: itself, [] or rows of its table."""
        if item.table:
            return [*self._rest_of_table(item, item.table)]
        return [] if not item.children and self._is_line(clean(item.text)) else [item]

    def _is_line(self, text: str) -> bool:
        """Tell whether a line has one of the forms; of each sum there is one."""
        if name := self._sum_of(text):
            is_first = name not in self._sums
            self._sums.add(name)
            return is_first
        plain = _plain(text)
        if any(pattern.fullmatch(plain) for pattern in self._uncounted):
            return True
        return self._notes.is_said(without_block(text, self._guides))

    def _sum_of(self, text: str) -> str:
        """Return the name of the sum that a line gives; "" for another line."""
        plain = _plain(text)
        matches = (pattern.fullmatch(plain) for pattern in self._patterns)
        return next((match["name"] for match in matches if match), "")

    def _rest_of_table(self, item: OutlineItem, table: Table) -> Iterator[OutlineItem]:
        """Yield, row by row, what is not part of the table of channels; a table of another form."""
        first, *rows = table.rows
        corners = {"", *(words_of(guide.say("report.phase")) for guide in self._guides)}
        if not first or words_of(_text(first[0])) not in corners:
            yield item
            return
        titles = [cell for number, cell in enumerate(first) if number]
        others = [
            _text(cell)
            for number, cell in enumerate(titles, 1)
            if not self._is_column_title(_text(cell), [row[number:] for row in rows])
        ]
        if others:
            yield OutlineItem(first[0].line, RECORD_SEPARATOR.join(others), literal=True)
        for title, *cells in filter(None, rows):
            texts = cell_texts([text for cell in cells for text in texts_of(cell.items)])
            if words_of(_text(title)) in self._row_titles():
                texts = [text for text in texts if not self._is_in_cell(text)]
            if texts:
                line = RECORD_SEPARATOR.join((_text(title), *texts))
                yield OutlineItem(title.line, line, literal=True)

    def _is_column_title(self, title: str, cells: Sequence[Sequence[Cell]]) -> bool:
        """Tell whether a title of a column is that of a segment, or of channels without one.

        Args:
            title: The title.
            cells: The cells of each row from this column on.
        """
        no_segment = {words_of(guide.say("report.no_segment")) for guide in self._guides}
        if not title or _SEGMENT_TITLE.fullmatch(title) or words_of(title) in no_segment:
            return True
        # A segment without a letter: its handle is made of words of its note, and its column has
        # a dash where it has no channel, which some programs take for the sign of a list.
        is_from_notes = self._notes.words.issuperset(
            word for word in words_of(title).split() if not word.isdecimal()
        )
        return " " not in title and (is_from_notes or any(row and _text(row[0]) for row in cells))

    def _is_in_cell(self, text: str) -> bool:
        """Tell whether a text in a cell of the table is one of ours."""
        return DASHES.fullmatch(text) is not None or self._notes.is_said(text)

    def _row_titles(self) -> set[str]:
        """Return the titles of the rows of the table of channels, by their words."""
        return {
            words_of(title)
            for guide in self._guides
            for title in (
                guide.say("report.no_phase"),
                *(guide.section_title(Block.CHANNELS, Section(phase.value)) for phase in Phase),
            )
        }


def notes_below(items: Sequence[OutlineItem], guides: Sequence[Guide]) -> Iterator[str]:
    """Yield what may be a note below the heading of an overview.

    Args:
        items: The items there.
        guides: The languages that the heading is in.
    """
    for item in items:
        if item.table:
            for row in item.table.rows:
                for cell in row:
                    yield from cell_texts([*texts_of(cell.items)])
        else:
            yield without_block(clean(item.text), guides)


def without_block(text: str, guides: Sequence[Guide]) -> str:
    """Return the words of a line after the title of a block; "" if it starts with none."""
    words = words_of(text)
    titles = (f"{words_of(guide.title(block))} " for guide in guides for block in Block)
    return next((words.removeprefix(title) for title in titles if words.startswith(title)), "")


def _text(cell: Cell) -> str:
    """Return all that a cell says."""
    return " ".join(texts_of(cell.items))


def _plain(text: str) -> str:
    """Return a text in lower case with one kind of quotes and one kind of space."""
    return " ".join(text.casefold().translate(_QUOTES).split())


def _pattern(text: str, holes: Mapping[str, str]) -> str:
    """Return the pattern of a message.

    Args:
        text: The message.
        holes: The patterns of its values, by what stands for them in it.
    """
    pattern = re.escape(_plain(text))
    for hole, value in holes.items():
        pattern = pattern.replace(hole.casefold(), value)
    return pattern


def _any_of(patterns: Sequence[str]) -> str:
    """Return a pattern of one of several."""
    return f"(?:{'|'.join(patterns)})"


def _sum_patterns(guide: Guide) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the lines with sums, and that of the sizes of the segments."""
    month, year = (
        _pattern(guide.say(key, amount=_HOLE), {_HOLE: _AMOUNTS})
        for key in ("sums.month", "sums.year")
    )
    names = [*(guide.title(block) for block in MONEY_BLOCKS), guide.say("sums.left")]
    name = _any_of([_pattern(each, {}) for each in names])
    count = guide.say("sums.count", counted=_HOLE, all=_OTHER_HOLE)
    remarks = [
        _pattern(count, {_HOLE: r"\d+", _OTHER_HOLE: r"\d+"}),
        _pattern(guide.say("sums.countable"), {}),
    ]
    yield re.compile(rf"(?P<name>{name}): {month}, {year}(?: \({_any_of(remarks)}\))?")
    segments = _pattern(guide.title(Block.CUSTOMER_SEGMENTS), {})
    yield re.compile(rf"(?P<name>{segments}): \S+ {year}(?:, \S+ {year})*")


def _uncounted_pattern(guide: Guide) -> re.Pattern[str]:
    """Return the pattern of the lines that say which notes are not counted, and why."""
    names = _any_of([_pattern(guide.title(block), {}) for block in MONEY_BLOCKS])
    reasons = _any_of(
        [_pattern(guide.say(f"sums.reason.{reason.value}"), {}) for reason in UncountedReason]
    )
    uncounted = _pattern(guide.say("sums.uncounted", reason=_HOLE), {_HOLE: rf'{reasons} \(".*\)'})
    return re.compile(rf"{names}: {uncounted}")
