"""Reads the JSON of other programs with a business model canvas.

- streamlit-bmc: `{"visual": {"company_name": "Apple"}, "key_partners": {"cards": [{"id": "1",
  "text": "Carriers"}]}, "customer_relationship": …}` (its README);
- the `<business-model-canvas>` element of biz-dev-ops: `{"keyPartnerships": ["A"], "channels":
  null}` (its `Model`).

Any object whose keys are names of blocks is read in the same way, and so is any list of objects of
which a field is the name of a block, however deep they are; `json_notes` reads what is in a block.
What stands beside a canvas is its title, or parked. A file may hold several canvases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bmc_tui.formats.data.json import lines_of, parse_json
from bmc_tui.formats.data.json_notes import TECHNICAL_KEYS, BlockNotes, block_of_key, notes_of
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark, no_canvas
from bmc_tui.guide.aliases import is_no_title, is_parked_heading
from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

_TITLE_KEYS = (
    *("company_name", "companyname", "title", "name", "company", "canvasname", "canvas_name"),
    *("productname", "product_name", "product", "projectname", "project_name", "project"),
    *("businessname", "business_name", "business", "titel", "naam"),
)
"""Keys of the canvas's title."""

_MIN_NAMED_BLOCKS = 2
"""A single key could be a word in common with a canvas."""

_Entries = list[tuple[str, Block | None, Any]]
"""The keys or names of the parts of a canvas, their blocks if they have one, and their values."""


@dataclass(slots=True)
class _JsonCanvas:
    """A canvas in the data."""

    key: str
    """The key under which it stands; "" at the top or in a list."""
    entries: _Entries
    """Its parts."""


@dataclass(slots=True)
class _Contents:
    """What is in the data."""

    canvases: list[_JsonCanvas] = field(default_factory=list)
    beside: _Entries = field(default_factory=list)
    """What stands beside the canvases, and around them."""
    keys: list[str] = field(default_factory=list)
    """All keys, to tell what was seen."""


def read(text: str) -> ImportResult:
    """Return the canvas in the JSON of another program; the first, with the others behind it.

    Args:
        text: The JSON.

    Raises:
        FormatError: It is not JSON, or not a canvas.
    """
    return read_values(parse_json(text), text)


def read_values(data: Any, text: str) -> ImportResult:
    """Return the first canvas in values, with the others behind it.

    Args:
        data: Objects, lists, texts and numbers.
        text: The text that they are of, for the lines of remarks.

    Raises:
        FormatError: There is no canvas, or they are nested too deep.
    """
    contents = _Contents()
    try:
        _collect(data, "", contents)
        if not contents.canvases:
            raise no_canvas(contents.keys)
        results = [_result(canvas, text, contents) for canvas in contents.canvases]
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    first, *others = results
    return ImportResult(first.canvas, first.remarks, tuple(contents.keys), tuple(others))


def _collect(value: Any, key: str, contents: _Contents) -> None:
    """Collect the canvases in a value, and what stands beside them."""
    if entries := _entries(value):
        contents.canvases.append(_JsonCanvas(key, entries))
        contents.keys += [name for name, *_ in entries]
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            contents.keys.append(name)
            _collect(inner, name, contents)
    elif isinstance(value, list) and any(isinstance(part, Mapping | list) for part in value):
        for inner in value:
            _collect(inner, "", contents)
    else:
        contents.beside.append((key, None, value))


def _entries(value: Any) -> _Entries:
    """Return the parts of a canvas; [] if a value is none."""
    if isinstance(value, Mapping):
        entries: _Entries = [(key, block_of_key(key), inner) for key, inner in value.items()]
        if len({block for _, block, _ in entries if block}) >= _MIN_NAMED_BLOCKS:
            return entries
        value = list(value.values())
    if not isinstance(value, list):
        return []
    objects = [part for part in value if isinstance(part, Mapping)]
    counts: dict[str, set[Block]] = {}
    for part in objects:
        for key, inner in part.items():
            if isinstance(inner, str) and (block := block_of_key(inner)):
                counts.setdefault(key, set()).add(block)
    name_key = max(counts, key=lambda key: len(counts[key]), default=None)
    if name_key is None or len(counts[name_key]) < _MIN_NAMED_BLOCKS:
        return []
    return [_entry_of_object(part, name_key) for part in value]


def _entry_of_object(value: Any, name_key: str) -> tuple[str, Block | None, Any]:
    """Return an element of a list as a part of a canvas, with its name apart."""
    if not isinstance(value, Mapping) or not isinstance(value.get(name_key), str):
        return "", None, value
    name = value[name_key]
    rest = {key: inner for key, inner in value.items() if key != name_key}
    block = block_of_key(name)
    return name, block, rest if block else value


def _result(canvas: _JsonCanvas, text: str, contents: _Contents) -> ImportResult:
    """Return one of the canvases in the data.

    Args:
        canvas: The canvas.
        text: The JSON.
        contents: What is in the data.
    """
    is_only = len(contents.canvases) == 1
    entries = [*canvas.entries, *contents.beside] if is_only else canvas.entries
    title = "" if is_only else clean(canvas.key)
    notes: dict[Block, list[Note]] = {block: [] for block in PLACES}
    loose: list[tuple[str, BlockNotes]] = []
    left_out: list[str] = []
    for key, block, value in entries:
        if block:
            part = notes_of(value, block)
            notes[block] += part.notes
            left_out += part.left_out
        elif key_title := _title(key, value):
            title = title or key_title
        elif key.casefold() not in TECHNICAL_KEYS:
            loose.append((key, notes_of(value, None)))
    for _, part in loose:
        notes[Block.PARKED] += [Note(note.text) for note in part.notes]
        left_out += part.left_out
    check_notes(sum(map(len, notes.values())))
    result = Canvas().with_title("" if is_no_title(title) else title)
    for block, block_notes in notes.items():
        result = result.with_notes(block, block_notes)
    keys = [key for key, part in loose if part.notes and not is_parked_heading(key)]
    return ImportResult(result, tuple(_remarks(text, keys, left_out)))


def _remarks(text: str, keys: Iterable[str], left_out: Iterable[str]) -> Iterator[Remark]:
    """Yield remarks on the keys that name no block, and on what was left out."""
    keys, left_out = list(keys), list(left_out)
    lines = lines_of(text, [*keys, *left_out])
    for key in keys:
        yield Remark(lines[key], "reading.key", {"text": clean(key)})
    for value in left_out:
        yield Remark(lines[value], "reading.left_out", {"text": clean(value)})


def _title(key: str, value: Any) -> str:
    """Return the title of the canvas if this is its key, or an object with its key, else ""."""
    if isinstance(value, Mapping):
        titles = (_title(name, inner) for name, inner in value.items() if isinstance(inner, str))
        return next(filter(None, titles), "")
    return clean(value) if key.casefold() in _TITLE_KEYS and isinstance(value, str) else ""
