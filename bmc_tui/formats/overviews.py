"""Leaves out the overviews of a report and the legend of a page, which repeat what the notes say.

Overviews are recognized by their headings, in any language, and a legend by its letters, whatever
other program the document went through. A line or a table is left out only if the notes make the
same one again; what someone added or changed there is read as the rest of the document is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import chain

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.render.overviews import OVERVIEW_KEYS, overviews

_WORD = re.compile(r"\w+")

_LEGEND = re.compile(r"A [^\s,]+(?:,? [A-Z]{1,2} [^\s,]+)*")
"""What may be a legend: letters, each with a handle."""

_MAX_LEGEND_CHARACTERS = 10_000

_LETTER = re.compile(r"[a-z]{1,2} ")
"""The letter of a segment before its handle, which is another one where a segment was added."""


def with_open_questions(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield a document in which the questions without an answer are read as questions.

    A format without prompts of the method, such as a page, has them only in a report's list of
    those. What is typed beneath one of them answers it.

    Args:
        items: The document.
    """
    headings = _words_in_all_languages("report.unanswered")
    level = 0
    for item in items:
        if item.level and (not level or item.level <= level):
            level = item.level if _words(item.text) in headings else 0
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
        """The heading of each overview, with what stands beneath it."""
        self._legends = [item for item in items if _may_be_legend(item)]
        section: list[OutlineItem] | None = None
        has_title = False
        for item in items:
            if item.level:
                guides = _guides_by_heading().get(_words(item.text), ()) if has_title else ()
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
        """Return a copy of the document without them: reading changes what it reads."""
        return self._copy([*chain.from_iterable(self._sections), *self._legends])

    def document_without_repeated(self, canvases: Sequence[Canvas]) -> list[OutlineItem] | None:
        """Return a copy of the document without what its notes make again.

        Args:
            canvases: The canvases in the rest of the document.

        Returns:
            None if that is all of the overviews.
        """
        from bmc_tui.render.title_line import legend_text

        canvases = tuple(canvases)
        legends = {_words(legend_text(canvas)) for canvas in canvases}
        texts = {
            _words(text)
            for canvas in canvases
            for guide in self._guides.values()
            for overview in overviews(canvas, guide)
            for text in (*overview.lines, *(cell for row in overview.rows for cell in row))
        }
        handles = {_words(each.handle) for canvas in canvases for each in segments_of(canvas)}
        # The first title of a table of which only the text is left reads like a legend of one.
        repeated = [
            item
            for item in self._legends
            if _words(item.text) in legends or _is_repeated(item, texts, set())
        ]
        for heading, *below in self._sections:
            repeated_below = [item for item in below if _is_repeated(item, texts, handles)]
            repeated += repeated_below
            repeated += [heading] if len(repeated_below) == len(below) else []
        is_all = len(repeated) == sum(map(len, (*self._sections, self._legends)))
        return None if is_all else self._copy(repeated)

    def _copy(self, left_out: Iterable[OutlineItem]) -> list[OutlineItem]:
        """Return a copy of the document without some of its items."""
        identities = {id(item) for item in left_out}
        return deepcopy([item for item in self._items if id(item) not in identities])


def _may_be_legend(item: OutlineItem) -> bool:
    """Tell whether an item is a line of its own that reads like a legend."""
    is_line = item.plain and not (item.level or item.children or item.table)
    return (
        is_line
        and item.text.startswith("A ")
        and len(item.text) <= _MAX_LEGEND_CHARACTERS
        and _LEGEND.fullmatch(clean(item.text)) is not None
    )


def _is_repeated(item: OutlineItem, texts: set[str], handles: set[str]) -> bool:
    """Tell whether all that an item says is among the texts of overviews.

    Args:
        item: What stands in an overview.
        texts: The texts of overviews of the same notes.
        handles: The handles of their segments.
    """
    return all(
        words in texts or _LETTER.sub("", words, count=1) in handles
        for words in map(_words, _texts(item))
    )


def _texts(item: OutlineItem) -> Iterator[str]:
    """Yield the text of an item and of those beneath it, or of each cell of a table."""
    if not item.table:
        yield " ".join(texts_of([item]))
        return
    for row in item.table.rows:
        yield from (" ".join(texts_of(cell.items)) for cell in row if cell.items)


def _words(text: str) -> str:
    """Return the words of a text: other programs set its punctuation and spaces their own way."""
    return " ".join(_WORD.findall(clean(text).casefold()))


@cache
def _guides_by_heading() -> Mapping[str, tuple[Guide, ...]]:
    """Return the languages in which a text is the heading of an overview, by its words."""
    guides: dict[str, tuple[Guide, ...]] = {}
    for guide in map(load, languages()):
        for heading in {_words(guide.say(key)) for key in OVERVIEW_KEYS}:
            guides[heading] = (*guides.get(heading, ()), guide)
    return guides


@cache
def _words_in_all_languages(key: str) -> frozenset[str]:
    """Return the words of a message in each language."""
    return frozenset(_words(guide.say(key)) for guide in map(load, languages()))
