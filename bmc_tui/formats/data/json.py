"""Writes and reads a canvas as JSON without any loss, for other programs and for archiving.

    {"format": "bmc-tui", "schema": 1, "title": "…",
     "blocks": {"channels": [{"text": "…", "section": "awareness"}, …], …},
     "parked": [{"text": "…"}, …],
     "design": {"scalability": {"text": "…", "score": 7}, …},
     "particulars": {"for_whom": "…", "by_whom": "…", "date": "…", "version": "…"}}

All nine blocks are there, in filling order, and the list of parked notes; a note in the general
section has no `section`. The `schema` is 2 if notes are parked, else 1: a version of the program
that would ignore them refuses the text. The answers on the design are only there where they were
given, and so are their texts and scores, and the particulars. The ids are those of the model, the
same in every language.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bmc_tui.formats.data import data_file
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Note, Particulars
from bmc_tui.model.design.answers import QUESTIONS, in_order, is_score
from bmc_tui.model.sanitize import clean

FORMAT = "bmc-tui"
"""The value of `format`, by which our JSON is recognized."""

SCHEMA = 1
"""The version of the structure without parked notes."""

SCHEMA_WITH_PARKED = 2
"""The version of the structure with parked notes."""

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
"""A string as it is in a JSON text (RFC 8259, 7)."""


def write(canvas: Canvas, _guide: Guide) -> str:
    """Return the canvas as JSON.

    Args:
        canvas: The canvas.
        _guide: Unused: there are no words around the notes.
    """
    lists = {
        block.value: [
            {"text": note.text} | ({"section": note.section} if note.section else {})
            for note in canvas.notes(block)
        ]
        for block in PLACES
    }
    parked = lists.pop(Block.PARKED.value)
    schema = SCHEMA_WITH_PARKED if parked else SCHEMA
    data: dict[str, Any] = {"format": FORMAT, "schema": schema, "title": canvas.title}
    data |= {"blocks": lists, Block.PARKED.value: parked}
    if canvas.design:
        data["design"] = {
            answer.question: ({"text": answer.text} if answer.text else {})
            | ({} if answer.score is None else {"score": answer.score})
            for answer in canvas.design
        }
    if particulars := dict(canvas.particulars.given()):
        data["particulars"] = particulars
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas that our JSON holds, or the canvases of a whole data file.

    Raises:
        FormatError: It is not JSON, not a canvas, or of a newer version.
    """
    data = parse_object(text)
    if data_file.is_data_file(data):
        return data_file.read(data)
    if data.get("format") != FORMAT:
        raise FormatError("reading.no_canvas")
    if data.get("schema") not in (SCHEMA, SCHEMA_WITH_PARKED):
        raise FormatError("reading.newer", schema=data.get("schema"))
    title, blocks = data.get("title", ""), data.get("blocks")
    if not isinstance(title, str) or not isinstance(blocks, dict):
        raise FormatError("reading.no_canvas")
    design = data.get("design", {})
    check_notes(
        (len(design) if isinstance(design, dict) else 0)
        + len(blocks)
        + sum(len(notes) for notes in blocks.values() if isinstance(notes, list))
    )
    notes_by_block = {block: _parse_notes(blocks.pop(block.value, [])) for block in BLOCKS}
    parked = notes_by_block[Block.PARKED] = _parse_notes(data.get(Block.PARKED, []))
    check_notes(len(parked))
    lines = lines_of(text, blocks)
    remarks: list[Remark] = []
    for name, notes in blocks.items():
        parked += [Note(note.text) for note in _parse_notes(notes)]
        values = {"text": clean(name)}
        remarks.append(Remark(lines[name], "reading.key", values))
    answers = list(_parse_design(text, design, remarks))
    for answer in answers:
        if answer.question not in {*QUESTIONS} and answer.text:
            parked.append(Note(answer.text))
    answers = [answer for answer in answers if answer.question in {*QUESTIONS}]
    canvas = replace(Canvas().with_title(title), design=in_order(answers))
    for block, block_notes in notes_by_block.items():
        canvas = canvas.with_notes(block, block_notes)
    canvas = canvas.with_unplaced_parked()
    canvas = canvas.with_particulars(_parse_particulars(text, data.get("particulars", {}), remarks))
    return ImportResult(canvas, tuple(remarks), lines=tuple(_lines(canvas)))


def _lines(canvas: Canvas) -> Iterator[str]:
    """Yield the names of the blocks with notes, as the JSON has them, each above its notes."""
    for place in PLACES:
        texts = [note.text for note in canvas.notes(place)]
        if texts and place is not Block.PARKED:
            yield place.value.replace("_", " ")
        yield from texts


def _parse_design(text: str, value: object, remarks: list[Remark]) -> Iterator[DesignAnswer]:
    """Yield the answers on the design; add a remark to `remarks` on each malformed one.

    Args:
        text: The JSON.
        value: What it has as `design`.
        remarks: The remarks.

    Raises:
        FormatError: The value is not an object of answers.
    """
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
        raise FormatError("reading.no_canvas")
    lines = lines_of(text, value)
    for name, answer in value.items():
        question, answer_text, score = clean(name), answer.get("text", ""), answer.get("score")
        if not isinstance(answer_text, str):
            raise FormatError("reading.no_canvas")
        if question not in {*QUESTIONS}:
            values = {"text": question}
            remarks.append(Remark(lines[name], "reading.key", values))
        elif score is not None and not is_score(score):
            values = {"score": clean(str(score)), "text": question}
            remarks.append(Remark(lines[name], "reading.score", values))
            score = None
        yield DesignAnswer(question, clean(answer_text), score)


def _parse_particulars(text: str, value: object, remarks: list[Remark]) -> Particulars:
    """Return the particulars; add a remark to `remarks` on each that is unknown.

    Raises:
        FormatError: The value is not an object of texts.
    """
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise FormatError("reading.no_canvas")
    lines = lines_of(text, value)
    for name in value.keys() - {*Particulars._fields}:
        values = {"text": f"{clean(name)}: {clean(value[name])}"}
        remarks.append(Remark(lines[name], "reading.left_out", values))
    return Particulars(*(value.get(name, "") for name in Particulars._fields))


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


def lines_of(text: str, values: Iterable[str]) -> dict[str, int]:
    """Return the first line of a JSON text that contains each of some strings.

    All are searched for in one pass: a pass for each would take quadratic time on many keys.

    Args:
        text: Text that could be parsed.
        values: The strings.

    Returns:
        The lines, from 1, by the string; 0 for a string that is not there, or is written
        differently from `json.dumps`.
    """
    lines = dict.fromkeys(values, 0)
    wanted = {json.dumps(value, ensure_ascii=False): value for value in lines}
    line, counted = 1, 0
    for match in _STRING.finditer(text) if wanted else ():
        if (value := wanted.pop(match[0], None)) is not None:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            lines[value] = line
    return lines


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
