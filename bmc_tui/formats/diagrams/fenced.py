"""Reads a canvas that is a diagram in a block of code, with text in Markdown around it.

Where that text names blocks itself it is the canvas, and the diagram no more than a picture of it.
"""

import re

from bmc_tui.formats.diagrams import mermaid, plantuml
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Note

_START = re.compile(r"[ \t]*(```+|~~~+)[ \t]*(mermaid|plantuml|puml)\b")


def read(text: str) -> ImportResult:
    """Return the canvas in the first diagram of a document; the text around it is parked.

    Args:
        text: The document.

    Raises:
        FormatError: There is none, it is no canvas, or the text around it names blocks.
    """
    lines = text.split("\n")
    start, match = next(
        ((index, match) for index, line in enumerate(lines) if (match := _START.match(line))),
        (0, None),
    )
    if match is None:
        raise FormatError("reading.no_canvas")
    rest = enumerate(lines[start + 1 :], start + 1)
    end = next((index for index, line in rest if line.strip().startswith(match[1])), len(lines))
    body = "\n" * (start + 1) + "\n".join(lines[start + 1 : end])
    left_out: list[tuple[int, str]] = []
    around = [*lines[:start], *[""] * (end + 1 - start), *lines[end + 1 :]]
    items = outline_items("\n".join(around), left_out)
    if any(split_name(item.text) for item in items):
        raise FormatError("reading.no_canvas")
    result = (mermaid if match[2] == "mermaid" else plantuml).read(body)
    return _with_text_around(result, items, left_out)


def _with_text_around(
    result: ImportResult, items: list[OutlineItem], left_out: list[tuple[int, str]]
) -> ImportResult:
    """Return a result with the text around a diagram: its title, and what is parked."""
    canvas = result.canvas
    remarks = [Remark(line, "reading.left_out", {"text": text}) for line, text in left_out]
    if items and items[0].level:
        if canvas.title and canvas.title != items[0].text:
            remarks.append(Remark(0, "reading.left_out", {"text": canvas.title}))
        canvas, items = canvas.with_title(items[0].text), items[1:]
    notes = [note for item in items for note in _texts(item)]
    if notes:
        values = {"text": notes[0]}
        remarks.append(Remark(items[0].line, "reading.no_heading", values))
    parked = [*canvas.parked, *map(Note, notes)]
    canvas = canvas.with_notes(Block.PARKED, parked)
    return ImportResult(canvas, (*remarks, *result.remarks), result.headings, result.siblings)


def _texts(item: OutlineItem) -> list[str]:
    """Return the texts of an item, of those beneath it, and of the cells of a table."""
    texts = [item.text] if item.text else []
    for child in item.children:
        texts += _texts(child)
    for row in item.table.rows if item.table else ():
        cells = [text for cell in row for each in cell.items for text in _texts(each)]
        texts += [" — ".join(cells)] if cells else []
    return texts
