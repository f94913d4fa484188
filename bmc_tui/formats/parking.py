"""Parks everything in a document: a canvas on which each of its lines is a parked note."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bmc_tui.formats.limits import check_lines, check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean, pasted_notes

_REMARKS_ON_PLACES = {
    "reading.by_place",
    "reading.front_matter",
    "reading.heading",
    "reading.key",
    "reading.lean",
    "reading.no_bullet",
    "reading.no_heading",
    "reading.row_of_names",
    "reading.section",
    "reading.sub_heading",
}
"""The remarks that say in which block something is, which no longer holds once it is parked."""

_MARKS = re.compile(r"^(?:[#>]+\s+)+")
"""The marks of a heading or quotation at the start of a line."""

_BOX_SIDES = " │┃║"
"""The sides of a drawn box, and the spaces within."""


def park_lines(
    lines: Iterable[str], title: str = "", remarks: Sequence[Remark] = ()
) -> ImportResult:
    """Return a canvas with lines as its parked notes.

    Args:
        lines: The lines. Those without a letter or digit, such as rules, are not notes.
        title: The title of the canvas.
        remarks: The remarks on what is left out of the lines.

    Raises:
        FormatError: There are too many.
    """
    notes = [line for line in map(_clean, lines) if any(map(str.isalnum, line))]
    check_notes(len(notes))
    canvas = Canvas().with_title(title).add(Block.PARKED, *notes)
    return ImportResult(canvas, tuple(remarks), lines=tuple(notes))


def parked_or_none(
    lines: Iterable[str], title: str = "", remarks: Sequence[Remark] = ()
) -> ImportResult | None:
    """Return a canvas with lines as its parked notes, None if they are too many for a canvas.

    Args:
        lines: See `park_lines`.
        title: See `park_lines`.
        remarks: See `park_lines`.
    """
    try:
        return park_lines(lines, title, remarks)
    except FormatError:  # what is to be reported is that the file is not a canvas
        return None


def _clean(line: str) -> str:
    """Return a line without control codes, and without the sides of a drawn box."""
    return clean(line).strip(_BOX_SIDES)


def park_text(text: str) -> ImportResult:
    """Return a canvas with the lines of a text as its parked notes, without the marks of lists.

    Raises:
        FormatError: There are too many.
    """
    check_lines(text)
    lines = (_MARKS.sub("", line) for line in text.splitlines())
    return park_lines(note for line in lines for note in pasted_notes(line))


def park_result(result: ImportResult) -> ImportResult:
    """Return what was read with everything parked, also what has a block.

    Args:
        result: What was read. If its reader does not give the lines of the document, its notes are
            parked, in filling order.
    """
    lines = result.lines or tuple(note.text for _, note in result.canvas)
    parked = park_lines(lines, result.canvas.title)
    remarks = (
        remark
        for remark in result.remarks
        if remark.key not in _REMARKS_ON_PLACES and remark.values.get("text") not in lines
    )
    return replace(
        parked,
        canvas=replace(
            parked.canvas, design=result.canvas.design, particulars=result.canvas.particulars
        ),
        remarks=tuple(remarks),
        siblings=tuple(map(park_result, result.siblings)),
    )


def lines_of_values(value: Any, name: str = "") -> Iterator[str]:
    """Yield the values of a data file as lines, each after its name (`rent: 600`).

    Args:
        value: An object, a list, a text or a number.
        name: Its name; "" in a list.
    """
    parts: Iterable[tuple[str, Any]]
    if isinstance(value, Mapping):
        parts = ((str(key), part) for key, part in value.items())
    elif isinstance(value, list):
        parts = (("", part) for part in value)
    else:
        text = "" if value is None else str(value)
        yield f"{name}: {text}" if name and text else name or text
        return
    if name:
        yield name
    for key, part in parts:
        yield from lines_of_values(part, key)
