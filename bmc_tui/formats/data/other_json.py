"""The JSON of other programs with a business model canvas.

- streamlit-bmc: `{"visual": {"company_name": "Apple"}, "key_partners": {"cards": [{"id": "1",
  "text": "Carriers"}]}, "customer_relationship": …}` (its README);
- the `<business-model-canvas>` element of biz-dev-ops: `{"keyPartnerships": ["A"], "channels":
  null}` (its `Model`).

Any object whose keys are the names of blocks is read in the same way: in each block texts, objects
with a text, or lists of these.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_of_heading
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean, clean_lines

_TEXTS = ("text", "title", "name", "label", "content", "value")
"""Where an object has its text: the first of these that it has."""

_LISTS = ("cards", "items", "notes", "elements")
"""Where an object has the notes of a block."""

_TITLES = ("company_name", "companyname", "title", "name", "company")
_VISUAL = "visual"


def read(text: str) -> ImportResult:
    """Return the canvas in the JSON of another program.

    Args:
        text: The JSON.

    Raises:
        FormatError: It is no JSON, or no canvas.
    """
    try:
        data = json.loads(text)
        return _read(data, text)
    except json.JSONDecodeError as error:
        raise FormatError("reading.not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    except ValueError as error:  # a whole number longer than Python converts
        raise FormatError("reading.no_canvas") from error


def _read(data: Any, text: str) -> ImportResult:
    """Return the canvas in parsed JSON."""
    if isinstance(data, dict) and not any(map(block_of_heading, data)):
        # Some wrap it: {"canvas": {…}}, {"businessModelCanvas": {…}}.
        inner = [each for each in data.values() if isinstance(each, dict)]
        data = next((each for each in inner if any(map(block_of_heading, each))), data)
    if not isinstance(data, dict) or sum(block_of_heading(key) is not None for key in data) < 2:  # noqa: PLR2004 - one could be a word in common
        raise FormatError("reading.no_canvas")
    notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
    remarks = []
    title = ""
    for key, value in data.items():
        block, section = block_of_heading(key), GENERAL
        if block is None and (found := _title(key, value)):
            title = title or found
            continue
        if block is None:
            block, section = BLOCKS[0], UNPLACED
        texts = tuple(_texts(value))
        notes[block] += _notes(texts, section)
        if section == UNPLACED and texts:
            at = text.count("\n", 0, max(text.find(json.dumps(key)), 0)) + 1
            values = {"block": block, "text": clean(key)}
            remarks.append(Remark(at, "reading.key", values))
    canvas = Canvas().with_title(title)
    for block, found_notes in notes.items():
        canvas = canvas.with_notes(block, found_notes)
    return ImportResult(canvas, tuple(remarks))


def _notes(texts: tuple[str, ...], section: Section) -> Iterator[Note]:
    """Yield texts as notes, one a line."""
    for text in texts:
        for line in clean_lines(text):
            yield Note(line, section)


def _title(key: str, value: Any) -> str:
    """Return the title of the canvas, if this is where it stands."""
    if key == _VISUAL and isinstance(value, Mapping):
        return next(
            (clean(value[name]) for name in _TITLES if isinstance(value.get(name), str)), ""
        )
    return clean(value) if key.casefold() in _TITLES and isinstance(value, str) else ""


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a block, in order, whatever they are wrapped in."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool | None):
        return
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        name = next((name for name in (*_LISTS, *_TEXTS) if value.get(name)), None)
        if name:
            yield from _texts(value[name])
            if name in _TEXTS and isinstance(value.get("description"), str):
                yield value["description"]
        else:
            for each in value.values():
                yield from _texts(each)
