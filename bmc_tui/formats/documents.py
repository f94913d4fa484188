"""Reads a document with one canvas or several: each with its title, notes and answers.

If a document draws the nine boxes and repeats them under headings, that is one canvas. A heading
before the first canvas, or above several of them, is left out; text there is parked on the canvas
below it. The overviews of our own reports are left out.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.beside.junk import particular
from bmc_tui.formats.outline.items import OutlineItem, count_notes
from bmc_tui.formats.outline.parts import CanvasPart, canvas_parts
from bmc_tui.formats.outline.reports import refuse_report
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.formats.outline.unstyled import with_styles
from bmc_tui.formats.overviews.sections import OverviewSections, with_open_questions
from bmc_tui.formats.repeated import boxes_of, completed
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.formats.side_by_side import parts_side_by_side
from bmc_tui.guide import languages, load
from bmc_tui.guide.aliases import is_no_title
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean


def canvases_from_document(
    items: Sequence[OutlineItem],
    title: str = "",
    remarks: Sequence[Remark] = (),
    *,
    is_worksheet: bool = False,
) -> ImportResult:
    """Return the first canvas that a document describes, followed by the others.

    Args:
        items: The document.
        title: The title for a document without a title heading, such as that in front matter.
        remarks: The remarks of the format's reader.
        is_worksheet: Whether it is a worksheet of ours, which has one canvas.

    Raises:
        FormatError: See `canvas_from_outline`; or it is a report of ours on changes.
    """
    if is_worksheet:
        return canvas_from_document(items, title, remarks, is_worksheet=True)
    refuse_report([item.text for item in items])
    items = with_styles(items)
    items = [item for item in items if not (item.plain and item.text in _credits())]
    if boxes := boxes_of(items):
        rest = [item for item in items if item is not boxes.item]
        result = canvases_from_document(rest, title, remarks)
        missing = None if result.siblings else boxes.missing(result.canvas)
        if missing is not None:
            return completed(result, missing, boxes)
    items = [*with_open_questions(items)]
    if not (sections := OverviewSections(items)):
        return _canvases(items, title, remarks)
    try:
        result = _canvases(sections.document_without(), title, remarks)
    except FormatError:  # its remarks quote what the document says
        return _canvases(items, title, remarks)
    canvases = [each.canvas for each in (result, *result.siblings)]
    others = sections.document_without_repeated(canvases)
    return result if others is None else _canvases(others, title, remarks)


@cache
def _credits() -> frozenset[str]:
    """Return the lines by which our pages say whose the Business Model Canvas is."""
    return frozenset(load(language).say("canvas.credit") for language in languages())


def _canvases(items: Sequence[OutlineItem], title: str, remarks: Sequence[Remark]) -> ImportResult:
    """Return the first canvas of a document without overviews, followed by the others.

    Raises:
        FormatError: See `canvas_from_outline`.
    """
    parts = canvas_parts(items) or parts_side_by_side(items)
    if not parts:
        return canvas_from_document(items, title, remarks)
    check_notes(count_notes(items))
    if title and not is_no_title(title):
        remarks = [Remark(1, "reading.left_out", {"text": clean(title)}), *remarks]
    try:
        results = [_result(part, [] if index else remarks) for index, part in enumerate(parts)]
    except FormatError:  # one of them is not a canvas: they are parts of one document
        return canvas_from_document(items, title, remarks)
    first, *others = results
    headings = tuple(heading for result in results for heading in result.headings)
    return replace(first, siblings=tuple(others), headings=headings)


def _result(part: CanvasPart, remarks: Sequence[Remark]) -> ImportResult:
    """Return the canvas in a part of a document.

    Args:
        part: The part.
        remarks: The remarks of the format's reader on it.

    Raises:
        FormatError: There is none.
    """
    label = particular(part.heading.text)
    title = label[1] if label and label[0] == "titles" else part.heading.text
    heading = OutlineItem(part.heading.line, title, 1, literal=part.heading.literal)
    items = [replace(item, level=2) if item.level == 1 else item for item in part.items]
    for item in part.before:
        if item.level:
            left_out = Remark(item.line, "reading.left_out", {"text": clean(item.text)})
            remarks = [*remarks, left_out]
    result = canvas_from_document([heading, *items], remarks=remarks)
    texts = [item for item in part.before if not item.level]
    notes = [*texts_of(texts)]
    if notes:
        values = {"block": Block.PARKED, "text": notes[0]}
        parked = Remark(texts[0].line, "reading.no_heading", values)
        all_remarks = sorted([*result.remarks, parked], key=lambda remark: remark.line)
        result = replace(result, remarks=tuple(all_remarks))
    return replace(
        result,
        canvas=result.canvas.add(Block.PARKED, *notes),
        lines=(*texts_of(part.before), *result.lines),
    )
