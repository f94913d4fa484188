"""Writes and reads a canvas as JSON without any loss, for other programs and for archiving.

    {"format": "bmc-tui", "schema": 1, "title": "…",
     "blocks": {"channels": [{"text": "…", "section": "awareness"}, …], …}}

All nine blocks are there, in filling order; a note in the general section has no `section`. The
ids are those of the model, the same in every language.
"""

import json
from typing import Any

from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

FORMAT = "bmc-tui"
"""The value of `format`, by which our JSON is recognized."""

SCHEMA = 1
"""The version of the structure, the only one that is read."""


def write(canvas: Canvas, _guide: Guide) -> str:
    """Return the canvas as JSON.

    Args:
        canvas: The canvas.
        _guide: Unused: there are no words around the notes.
    """
    blocks = {
        block.value: [
            {"text": note.text} | ({"section": note.section} if note.section else {})
            for note in canvas.notes(block)
        ]
        for block in BLOCKS
    }
    data = {"format": FORMAT, "schema": SCHEMA, "title": canvas.title, "blocks": blocks}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas that our JSON holds.

    Raises:
        FormatError: It is not JSON, not a canvas, or of a newer version.
    """
    data = parse_object(text)
    if data.get("format") != FORMAT:
        raise FormatError("reading.no_canvas")
    if data.get("schema") != SCHEMA:
        raise FormatError("reading.newer", schema=data.get("schema"))
    title, blocks = data.get("title", ""), data.get("blocks")
    if not isinstance(title, str) or not isinstance(blocks, dict):
        raise FormatError("reading.no_canvas")
    canvas = Canvas().with_title(title)
    for block in BLOCKS:
        canvas = canvas.with_notes(block, _parse_notes(blocks.pop(block.value, [])))
    remarks = []
    for name, notes in blocks.items():
        unplaced = [Note(note.text, UNPLACED) for note in _parse_notes(notes)]
        canvas = canvas.with_notes(BLOCKS[0], [*canvas.notes(BLOCKS[0]), *unplaced])
        values = {"block": BLOCKS[0], "text": clean(name)}
        remarks.append(Remark(line_of(text, name), "reading.key", values))
    return ImportResult(canvas, tuple(remarks))


def parse_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        FormatError: It is not JSON, or too deep or large for Python's parser.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError("reading.not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    except ValueError as error:  # an integer with more digits than Python converts
        raise FormatError("reading.no_canvas") from error


def parse_object(text: str) -> dict[str, Any]:
    """Return the object of a JSON text.

    Raises:
        FormatError: It is not JSON, or not an object.
    """
    data = parse_json(text)
    if not isinstance(data, dict):
        raise FormatError("reading.no_canvas")
    return data


def line_of(text: str, value: str) -> int:
    """Return the first line of a JSON text on which a string stands, from 1; 0 if none does."""
    position = text.find(json.dumps(value, ensure_ascii=False))
    return text.count("\n", 0, position) + 1 if position >= 0 else 0


def _parse_notes(value: object) -> list[Note]:
    """Return the notes of a block.

    Raises:
        FormatError: The value is not a list of notes.
    """
    if not isinstance(value, list):
        raise FormatError("reading.no_canvas")
    notes = []
    for entry in value:
        if not isinstance(entry, dict):
            raise FormatError("reading.no_canvas")
        text, section = entry.get("text"), entry.get("section", GENERAL)
        if not isinstance(text, str) or not isinstance(section, str):
            raise FormatError("reading.no_canvas")
        notes.append(Note(text, Section(section)))
    return notes
