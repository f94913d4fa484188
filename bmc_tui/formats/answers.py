"""Reads the answers on the design in an outline, and the canvas in the rest of it.

The answers are below a heading of their own, each below its question, which is followed by the
score. Anything else below that heading is read as the rest of the document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.particulars import read_with_particulars
from bmc_tui.formats.outline.reading import canvas_from_outline
from bmc_tui.formats.result import ImportResult, Remark, build_canvas
from bmc_tui.guide.design import DesignHeading, design_heading, is_design_title
from bmc_tui.model.canvas import DesignAnswer
from bmc_tui.model.design.answers import in_order, joined
from bmc_tui.model.sanitize import clean


def canvas_from_document(
    items: Sequence[OutlineItem],
    title: str = "",
    remarks: Sequence[Remark] = (),
    *,
    is_worksheet: bool = False,
) -> ImportResult:
    """Return the canvas that a document describes, with its particulars and answers on its design.

    Args:
        items: The document.
        title: See `canvas_from_outline`.
        remarks: See `canvas_from_outline`.
        is_worksheet: See `canvas_from_outline`.

    Raises:
        FormatError: See `canvas_from_outline`.
    """
    if is_worksheet:
        return canvas_from_outline(items, title, remarks, is_worksheet=True)
    return read_with_particulars(items, lambda rest: _canvas_with_answers(rest, title, remarks))


def _canvas_with_answers(
    items: Sequence[OutlineItem], title: str, remarks: Sequence[Remark]
) -> ImportResult:
    """Return the canvas that a document without particulars describes; see above."""
    titles = [*_titles(items)]
    if not titles:
        return canvas_from_outline(items, title, remarks)
    reader = _Reader(titles)
    rest = [item for item in items if not reader.takes(item)]
    rest += reader.unclaimed
    all_remarks = [*remarks, *reader.remarks]
    if all(item.level == 1 for item in rest[:1]) and not rest[1:]:  # at most a title
        heading = clean(rest[0].text) if rest else title
        result = ImportResult(build_canvas(heading, {}), tuple(all_remarks))
    else:
        result = canvas_from_outline(rest, title, all_remarks)
    return replace(result, canvas=replace(result.canvas, design=reader.answers()))


def _titles(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    """Yield the headings of answers: those that precede the heading of an answer.

    A canvas may have the same words as its title: a first heading without prompts in its format.
    """
    headings = [item for item in items if item.level and not (item.literal and item.level == 1)]
    for heading, following in pairwise(headings):
        is_above = heading.level < following.level and is_design_title(heading.text)
        if is_above and design_heading(following.text):
            yield heading


class _Reader:
    """Takes the answers from the items of a document, one item after another.

    Args:
        titles: The headings of the answers.
    """

    def __init__(self, titles: Iterable[OutlineItem]) -> None:
        self._titles = {id(title) for title in titles}
        self.unclaimed: list[OutlineItem] = []
        """What is below the heading of the answers and is none, with that heading before it."""
        self.remarks: list[Remark] = []
        self._title: OutlineItem | None = None
        """The heading of the answers, while it is that of the items."""
        self._heading: DesignHeading | None = None
        self._texts: dict[str, list[str]] = {}
        self._scores: dict[str, int] = {}

    def answers(self) -> tuple[DesignAnswer, ...]:
        """Return the answers; several lines of one are joined to one line."""
        return in_order(
            DesignAnswer(question, joined(texts), self._scores.get(question))
            for question, texts in self._texts.items()
        )

    def takes(self, item: OutlineItem) -> bool:
        """Take an item if it is below the heading of the answers, and tell whether it is."""
        if id(item) in self._titles:
            self._title, self._heading = item, None
            return True
        if item.level and self._title and item.level <= self._title.level:
            self._title = None
        if not self._title:
            return False
        if item.level:
            self._enter(item)
        elif self._heading and not item.table:
            self._texts[self._heading.question] += _texts(item)
        else:
            self._leave_unclaimed(item)
        return True

    def _enter(self, item: OutlineItem) -> None:
        """Take the next notes as the answer to the question that a heading names."""
        self._heading = heading = design_heading(item.text)
        if heading is None:
            self._leave_unclaimed(item)
            return
        self._texts.setdefault(heading.question, [])
        if heading.score is not None:
            self._scores.setdefault(heading.question, heading.score)
        if heading.invalid_score:
            values = {"score": heading.invalid_score, "text": item.text}
            self.remarks.append(Remark(item.line, "reading.score", values))

    def _leave_unclaimed(self, item: OutlineItem) -> None:
        """Leave an item to be read as the rest of the document."""
        if not self.unclaimed and self._title:
            self.unclaimed.append(self._title)
        self.unclaimed.append(item)


def _texts(item: OutlineItem) -> Iterator[str]:
    """Yield the text of a note and of those below it."""
    if item.text:
        yield item.text
    for child in item.children:
        yield from _texts(child)
