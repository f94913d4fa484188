"""Reads the JSON of other programs with a business model canvas.

- streamlit-bmc: `{"visual": {"company_name": "Apple"}, "key_partners": {"cards": [{"id": "1",
  "text": "Carriers"}]}, "customer_relationship": …}` (its README);
- the `<business-model-canvas>` element of biz-dev-ops: `{"keyPartnerships": ["A"], "channels":
  null}` (its `Model`).

Any object whose keys are names of blocks is read in the same way: the value of a key is a text, an
object with a text, or a list of these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bmc_tui.formats.data.json import lines_of, parse_json
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.aliases import block_of_heading
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean, clean_lines

_TEXT_KEYS = ("text", "title", "name", "label", "content", "value")
"""Keys of the text of a note that is an object; the first of them that it has counts."""

_LIST_KEYS = ("cards", "items", "notes", "elements")
"""Keys of the notes of a block that is an object."""

_TITLE_KEYS = ("company_name", "companyname", "title", "name", "company")
"""Keys of the canvas's title."""

_VISUAL_KEY = "visual"
"""The key of streamlit-bmc's object with the title."""

_MIN_NAMED_BLOCKS = 2
"""A single key could be a word in common with a canvas."""


def read(text: str) -> ImportResult:
    """Return the canvas in the JSON of another program.

    Args:
        text: The JSON.

    Raises:
        FormatError: It is not JSON, or not a canvas.
    """
    data = parse_json(text)
    try:
        return _read_value(data, text)
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error


def _read_value(data: Any, text: str) -> ImportResult:
    """Return the canvas in a parsed value; `text` is what it was parsed from."""
    if isinstance(data, dict) and not any(map(block_of_heading, data)):
        # Some programs wrap it: {"canvas": {…}}, {"businessModelCanvas": {…}}.
        objects = [value for value in data.values() if isinstance(value, dict)]
        data = next((value for value in objects if any(map(block_of_heading, value))), data)
    if not isinstance(data, dict) or len(list(filter(block_of_heading, data))) < _MIN_NAMED_BLOCKS:
        raise FormatError("reading.no_canvas")
    notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
    unplaced_keys: list[tuple[Block, str]] = []
    title = ""
    for key, value in data.items():
        block, section = block_of_heading(key), GENERAL
        if block is None and (key_title := _title(key, value)):
            title = title or key_title
            continue
        if block is None:
            block, section = BLOCKS[0], UNPLACED
        texts = tuple(_texts(value))
        notes[block] += _notes(texts, section)
        if section == UNPLACED and texts:
            unplaced_keys.append((block, key))
    lines = lines_of(text, (key for _, key in unplaced_keys))
    remarks = [
        Remark(lines[key], "reading.key", {"block": block, "text": clean(key)})
        for block, key in unplaced_keys
    ]
    check_notes(sum(map(len, notes.values())))
    canvas = Canvas().with_title(title)
    for block, block_notes in notes.items():
        canvas = canvas.with_notes(block, block_notes)
    return ImportResult(canvas, tuple(remarks))


def _notes(texts: tuple[str, ...], section: Section) -> Iterator[Note]:
    """Yield each line of each text as a note."""
    for text in texts:
        for line in clean_lines(text):
            yield Note(line, section)


def _title(key: str, value: Any) -> str:
    """Return the title of the canvas if this is its key, else ""."""
    if key == _VISUAL_KEY and isinstance(value, Mapping):
        return next(
            (clean(value[name]) for name in _TITLE_KEYS if isinstance(value.get(name), str)), ""
        )
    return clean(value) if key.casefold() in _TITLE_KEYS and isinstance(value, str) else ""


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a block, in order, from any nesting of lists and objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool | None):
        return
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list):
        for element in value:
            yield from _texts(element)
    elif isinstance(value, Mapping):
        name = next((name for name in (*_LIST_KEYS, *_TEXT_KEYS) if value.get(name)), None)
        if name:
            yield from _texts(value[name])
            if name in _TEXT_KEYS and isinstance(value.get("description"), str):
                yield value["description"]
        else:
            for element in value.values():
                yield from _texts(element)
