"""Finds the overviews in a document, and leaves out what they repeat.

Overviews are recognized by their headings, in any language, and a legend by its letters, whatever
other program the document went through. A line or a table is left out if it follows from the notes
or has the form of one that does; what someone added there is read as the rest of the document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import chain
from types import MappingProxyType

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.formats.overviews.forms import DASHES, OverviewForms, notes_below
from bmc_tui.formats.overviews.words import OverviewNotes, words_of
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.render.overviews import OVERVIEW_KEYS, overviews

_LEGEND = re.compile(r"A [^\s,]+(?:,? [A-Z]{1,2} [^\s,]+)*")
"""What may be a legend: letters, each with a handle."""

_MAX_LEGEND_CHARACTERS = 10_000

_LOST_TABLE = "[TABLE]"
"""What pandoc writes for a table in a format that has none."""

_LETTER = re.compile(r"[a-z]{1,2} ")
"""The letter of a segment before its handle, which is another one where a segment was added."""


def with_open_questions(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield a document in which the questions without an answer are read as questions.

    A format without prompts of the method, such as a page, has them only in a report's list of
    those. Text that is typed below one of them answers it.

    Args:
        items: The document.
    """
    headings = _words_in_all_languages("report.unanswered")
    level = 0
    for item in items:
        if item.level and (not level or item.level <= level):
            level = item.level if words_of(item.text) in headings else 0
        yield replace(item, literal=False) if level and not item.level and item.literal else item


class OverviewSections:
    """The overviews in a document.

    Args:
        items: The document. Its first heading is its title, whatever it says.
    """

    def __init__(self, items: Sequence[OutlineItem]) -> None:
        self._items = items
        self._guides: dict[str, Guide] = {}
        """The languages of the headings, by their codes."""
        self._sections: list[list[OutlineItem]] = []
        """The heading of each overview, with what is below it."""
        self._legends = [item for item in items if _may_be_legend(item)]
        section: list[OutlineItem] | None = None
        has_title = False
        for item in items:
            if item.level:
                guides = _guides_by_heading().get(words_of(item.text), ()) if has_title else ()
                section = [item] if guides else None
                self._guides |= {guide.language: guide for guide in guides}
                self._sections += [section] if section else []
                has_title = True
            elif section and not _may_be_legend(item):
                section.append(item)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._sections or self._legends)

    def document_without(self) -> list[OutlineItem]:
        """Return a copy of the document without them: reading modifies its items."""
        return self._copy([*chain.from_iterable(self._sections), *self._legends])

    def document_without_repeated(self, canvases: Sequence[Canvas]) -> list[OutlineItem] | None:
        """Return a copy of the document without what follows from its notes.

        Args:
            canvases: The canvases in the rest of the document.

        Returns:
            None if that is all of the overviews.
        """
        from bmc_tui.render.title_line import legend_text

        canvases = tuple(canvases)
        legends = {words_of(legend_text(canvas)) for canvas in canvases}
        made = [
            overview
            for canvas in canvases
            for guide in self._guides.values()
            for overview in overviews(canvas, guide)
        ]
        lines = {words_of(line) for overview in made for line in overview.lines}
        cells = {words_of(cell) for overview in made for row in overview.rows for cell in row}
        cells |= {words_of(each.handle) for canvas in canvases for each in segments_of(canvas)}
        # The first title of a table that is left as text only reads like a legend with one entry.
        left_out = [
            item
            for item in self._legends
            if words_of(item.text) in legends or _is_repeated(item, lines, cells)
        ]
        is_all = len(left_out) == len(self._legends)
        rests: dict[int, list[OutlineItem]] = {}
        sections = [
            (heading, below, _guides_by_heading()[words_of(heading.text)])
            for heading, *below in self._sections
        ]
        notes = OverviewNotes(
            canvases, (text for _, below, guides in sections for text in notes_below(below, guides))
        )
        for heading, below, guides in sections:
            repeated = [item for item in below if _is_repeated(item, lines, cells)]
            identities = {id(item) for item in repeated}
            others = [item for item in below if id(item) not in identities]
            forms = OverviewForms(guides, repeated, notes)
            rests |= {id(item): forms.rest(item) for item in others}
            has_rest = any(rests[id(item)] for item in others)
            left_out += repeated if has_rest else [heading, *repeated]
            is_all = is_all and not has_rest
        return None if is_all else self._copy(left_out, rests)

    def _copy(
        self,
        left_out: Iterable[OutlineItem],
        rests: Mapping[int, Sequence[OutlineItem]] = MappingProxyType({}),
    ) -> list[OutlineItem]:
        """Return a copy of the document without some of its items.

        Args:
            left_out: Those items.
            rests: The replacements of other items, by their identity.
        """
        identities = {id(item) for item in left_out}
        items = [item for item in self._items if id(item) not in identities]
        return deepcopy([each for item in items for each in rests.get(id(item), (item,))])


def _may_be_legend(item: OutlineItem) -> bool:
    """Tell whether an item is a line of its own that reads like a legend."""
    is_line = item.plain and not (item.level or item.children or item.table)
    return (
        is_line
        and item.text.startswith("A ")
        and len(item.text) <= _MAX_LEGEND_CHARACTERS
        and _LEGEND.fullmatch(clean(item.text)) is not None
    )


def _is_repeated(item: OutlineItem, lines: set[str], cells: set[str]) -> bool:
    """Tell whether all that an item says is among the texts of overviews.

    Args:
        item: An item in an overview.
        lines: The words of each line of overviews of the same notes.
        cells: The words of each cell of them, and of the handles of their segments.
    """
    if item.text == _LOST_TABLE:
        return True
    if not (item.table or item.plain):
        return words_of(" ".join(texts_of([item]))) in lines
    rows = item.table.rows if item.table else ()
    # A program that keeps only the text makes a line of each cell of a table.
    texts = [" ".join(texts_of(cell.items)) for row in rows for cell in row] or [*texts_of([item])]
    return all(
        DASHES.fullmatch(text)
        or (words := words_of(text)) in lines
        or words in cells
        or _LETTER.sub("", words, count=1) in cells
        for text in texts
    )


@cache
def _guides_by_heading() -> Mapping[str, tuple[Guide, ...]]:
    """Return the languages in which a text is the heading of an overview, by its words."""
    guides: dict[str, tuple[Guide, ...]] = {}
    for guide in map(load, languages()):
        for heading in {words_of(guide.say(key)) for key in OVERVIEW_KEYS}:
            guides[heading] = (*guides.get(heading, ()), guide)
    return guides


@cache
def _words_in_all_languages(key: str) -> frozenset[str]:
    """Return the words of a message in each language."""
    return frozenset(words_of(guide.say(key)) for guide in map(load, languages()))
