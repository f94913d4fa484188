"""Reads the JSON of other programs with a business model canvas.

- streamlit-bmc: `{"visual": {"company_name": "Apple"}, "key_partners": {"cards": [{"id": "1",
  "text": "Carriers"}]}, "customer_relationship": …}` (its README);
- the `<business-model-canvas>` element of biz-dev-ops: `{"keyPartnerships": ["A"], "channels":
  null}` (its `Model`).

Any object whose keys are names of blocks is read in the same way, and so is any list of objects of
which a field is the name of a block, however deep they are; `json_notes` reads what is in a block.
What is next to a canvas is its title, or parked. A file may hold several canvases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bmc_tui.formats.data.json import lines_of, parse_json
from bmc_tui.formats.data.json_notes import (
    TECHNICAL_KEYS,
    BlockNotes,
    RowFields,
    block_of_key,
    is_identity,
    is_time,
    is_words,
    notes_beside,
    notes_of,
)
from bmc_tui.formats.data.json_texts import key_as_words
from bmc_tui.formats.data.linked_json import with_records_joined
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.spelling import block_misspelt
from bmc_tui.formats.parking import lines_of_values, parked_or_none
from bmc_tui.formats.result import FormatError, ImportResult, Remark, no_canvas
from bmc_tui.guide.aliases import is_no_title, is_parked_heading
from bmc_tui.guide.method_lines import lean_section
from bmc_tui.guide.named_lines import is_title_of_block
from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

_TITLE_KEYS = (
    *("company_name", "companyname", "title", "name", "company", "canvasname", "canvas_name"),
    *("productname", "product_name", "product", "projectname", "project_name", "project"),
    *("businessname", "business_name", "business", "titel", "naam"),
    *("team", "teamname", "team_name", "idea", "startup", "bedrijf", "onderneming"),
)
"""Keys of the canvas's title."""

_WRAPPERS = frozenset(
    (
        *("canvas", "canvases", "bmc", "data", "attributes", "result", "results", "document"),
        *("documents", "model", "models", "content", "contents", "body", "root", "blocks", "items"),
        *("sections", "cells", "entries", "list", "json", "export", "visual", "meta", "metadata"),
        *("columns", "rows", "cards", "nodes", "elements", "areas", "parts", "info", "lists"),
    )
)
"""Keys that only say that a canvas, or what is about it, is in them."""

_PEOPLE = ("author", "authors", "owner", "creator", "user", "by", "contact", "team", "person")
"""Keys of objects whose name is not that of the canvas."""

_MIN_NAMED_BLOCKS = 2
"""A single key could be a word in common with a canvas."""

_MIN_LEAN_NAMES = 2
"""Minimum number of names of a Lean Canvas in one: `problem` alone can be a key of anything."""

_MIN_BLOCKS_WITH_SLIPS = 3
"""Minimum number of blocks that are named where a name may have a slip in it."""

_MAX_NAMES_WITH_SLIPS = 100
"""Names among which one with a slip is looked for."""

_Entries = list[tuple[str, Block | None, Any]]
"""The keys or names of the parts of a canvas, their blocks if they have one, and their values."""


@dataclass(slots=True)
class _JsonCanvas:
    """A canvas in the data."""

    keys: tuple[str, ...]
    """The keys under which it is, from the outermost; none for what is at the top."""
    entries: _Entries
    """Its parts."""


@dataclass(slots=True)
class _Contents:
    """What is in the data, or in a part of it."""

    canvases: list[_JsonCanvas] = field(default_factory=list)
    beside: _Entries = field(default_factory=list)
    """What is beside the canvases, and around them."""
    keys: list[str] = field(default_factory=list)
    """All keys, to tell what was seen."""

    def add(self, key: str, value: Any, part: "_Contents") -> None:
        """Add what is in a part, or if it has no canvas, the part itself."""
        self.keys += [key, *part.keys] if key else part.keys
        if part.canvases:
            for canvas in part.canvases:
                canvas.keys = (key, *canvas.keys) if key else canvas.keys
            self.canvases += part.canvases
            self.beside += part.beside
        else:
            self.beside.append((key, None, value))


def read(text: str) -> ImportResult:
    """Return the canvas in the JSON of another program; the first one, followed by the others.

    Args:
        text: The JSON.

    Raises:
        FormatError: It is not JSON, or not a canvas.
    """
    data, left_out = with_records_joined(parse_json(text))
    result = read_values(data, text)
    remarks = (Remark(0, "reading.left_out", {"text": each}) for each in dict.fromkeys(left_out))
    return replace(result, remarks=(*result.remarks, *remarks))


def read_values(data: Any, text: str) -> ImportResult:
    """Return the first canvas in values, followed by the others.

    Args:
        data: Objects, lists, texts and numbers.
        text: The text that they come from, for the lines of remarks.

    Raises:
        FormatError: There is no canvas, or they are nested too deep.
    """
    try:
        contents = _contents(data, _MIN_NAMED_BLOCKS)
        if not contents.canvases:
            contents = _contents(data, 1)
        if not contents.canvases:
            raise no_canvas(contents.keys, parked=parked_or_none(lines_of_values(data)))
        results = [
            _result(canvas, text, contents.beside if not index else [], contents)
            for index, canvas in enumerate(contents.canvases)
        ]
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    first, *others = results
    return replace(first, headings=tuple(contents.keys), siblings=tuple(others))


def _contents(value: Any, least: int) -> _Contents:
    """Return the canvases in a value, and what is next to them.

    Args:
        value: The value.
        least: How many blocks a canvas must name; a single one needs a specific name.
    """
    contents = _Contents()
    if entries := _entries(value, least):
        contents.canvases.append(_JsonCanvas((), entries))
        contents.keys += [name for name, *_ in entries]
        return contents
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [("", inner) for inner in value]
    else:
        return contents
    parts = [_contents(inner, least) for _, inner in pairs]
    # Next to a canvas there may be another one with a single block.
    has_sibling = any(part.canvases and not part.canvases[0].keys for part in parts)
    for (key, inner), part in zip(pairs, parts, strict=True):
        if has_sibling and not part.canvases and _has_block(inner):
            entries = [(name, block_of_key(name), each) for name, each in inner.items()]
            part.canvases, part.beside = [_JsonCanvas((), entries)], []
        contents.add(key, inner, part)
    return contents


def _has_block(value: Any) -> bool:
    """Tell whether a value is an object with a list or an object for a block."""
    return isinstance(value, Mapping) and any(
        isinstance(inner, Mapping | list) and inner and block_of_key(key)
        for key, inner in value.items()
    )


def _entries(value: Any, least: int) -> _Entries:
    """Return the parts of a canvas; [] if a value is not one, see `_contents`."""
    if isinstance(value, Mapping):
        entries: _Entries = [(key, block_of_key(key), inner) for key, inner in value.items()]
        is_canvas = _is_canvas({key: block for key, block, _ in entries if block}, least)
        if is_canvas or least == 1:
            entries = _with_slips(entries)
        if is_canvas or len({block for _, block, _ in entries if block}) >= _MIN_BLOCKS_WITH_SLIPS:
            return entries
        value = list(value.values())
    if not isinstance(value, list):
        return []
    objects = [part for part in value if isinstance(part, Mapping)]
    counts: dict[str, dict[str, Block]] = {}
    for part in objects:
        for key, inner in part.items():
            if isinstance(inner, str) and (block := block_of_key(inner)):
                counts.setdefault(key, {})[inner] = block
    name_key = max(counts, key=lambda key: len({*counts[key].values()}), default=None)
    if name_key is None or not _is_canvas(counts[name_key], least):
        return []
    return _with_slips([_entry_of_object(part, name_key) for part in value])


def _with_slips(entries: _Entries) -> _Entries:
    """Return parts with the blocks of misspelt names, if three are named when these count."""
    named = {block for _, block, _ in entries if block}
    slips = {
        key: slip
        for key, block, _ in entries[:_MAX_NAMES_WITH_SLIPS]
        if not block and (slip := block_misspelt(key_as_words(key))) and slip not in named
    }
    if len(named.union(slips.values())) < _MIN_BLOCKS_WITH_SLIPS:
        return entries
    return [(key, block or slips.get(key), inner) for key, block, inner in entries]


def _is_canvas(names: Mapping[str, Block], least: int) -> bool:
    """Tell whether names of blocks are enough for a canvas."""
    if len({*names.values()}) >= _MIN_NAMED_BLOCKS:
        return True
    return least == 1 and any(map(is_title_of_block, names))


def _entry_of_object(value: Any, name_key: str) -> tuple[str, Block | None, Any]:
    """Return an element of a list as a part of a canvas, with its name separate."""
    if not isinstance(value, Mapping) or not isinstance(value.get(name_key), str):
        return "", None, value
    name = value[name_key]
    rest = RowFields((key, inner) for key, inner in value.items() if key != name_key)
    block = block_of_key(name)
    if block or not any(isinstance(inner, list) for inner in rest.values()):
        return name, block, rest
    # `{"key": "risks", "title": "Risks", "items": […]}`: what a person reads is its title.
    title_key = next((key for key, inner in rest.items() if _title(key, inner)), None)
    return (name if title_key is None else rest.pop(title_key)), None, rest


def _result(canvas: _JsonCanvas, text: str, beside: _Entries, contents: _Contents) -> ImportResult:
    """Return one of the canvases in the data.

    Args:
        canvas: The canvas.
        text: The JSON.
        beside: What is next to the canvases, as far as it belongs to this one.
        contents: What is in the data.
    """
    is_only = len(contents.canvases) == 1
    questions = {question for key, *_ in canvas.entries if (question := lean_section(key))}
    result = _Result(is_lean=len(questions) >= _MIN_LEAN_NAMES)
    for key, block, value in canvas.entries:
        result.add(key, block, value, may_be_title=True)
    names = [key for key in canvas.keys if key.casefold() not in _WRAPPERS and not is_no_title(key)]
    has_title = is_only and any(_title(key, value) for key, _, value in beside)
    if names and not (result.title or has_title):
        result.title = key_as_words(names.pop())
    for name in names if is_only else names[-1:]:
        result.left_out.append(name)
    for key, block, value in beside:
        result.add(key, block, value, may_be_title=is_only)
    check_notes(sum(map(len, result.notes.values())))
    title = "" if is_no_title(result.title) else result.title
    read_canvas = Canvas().with_title(title)
    for block, block_notes in result.notes.items():
        read_canvas = read_canvas.with_notes(block, block_notes)
    remarks = tuple(_remarks(text, result.keys, result.left_out))
    lines = lines_of(text, [key for key, *_ in canvas.entries])
    remarks += tuple(
        Remark(lines[key], "reading.misspelt", {"text": clean(key), "block": block})
        for key, block, _ in canvas.entries
        if block and not block_of_key(key)
    )
    if result.lean_names:
        values = {"text": ", ".join(result.lean_names), "block": Block.VALUE_PROPOSITIONS}
        remarks = (Remark(0, "reading.lean", values), *remarks)
    return ImportResult(read_canvas, remarks, lines=tuple(result.lines))


@dataclass(slots=True)
class _Result:
    """Collects what is in the parts of a canvas."""

    title: str = ""
    notes: dict[Block, list[Note]] = field(default_factory=lambda: {block: [] for block in PLACES})
    left_out: list[str] = field(default_factory=list)
    """The texts that are not notes."""
    keys: list[str] = field(default_factory=list)
    """The keys of what is parked."""
    lines: list[str] = field(default_factory=list)
    """The names of the parts, each above its notes."""
    is_lean: bool = False
    """Whether it is a Lean Canvas, which has names of its own."""
    lean_names: list[str] = field(default_factory=list)
    """Those of them that stand for a question of the method."""
    _name: str = ""
    """The name of the last part."""

    def add(self, key: str, block: Block | None, value: Any, *, may_be_title: bool) -> None:
        """Add a part: the notes of a block, the title, or what is parked."""
        if block:
            self._add_part(key, block, notes_of(value, block))
            return
        if self.is_lean and (question := lean_section(key)):
            self._add_part(key, question[0], notes_of(value, *question))
            self.lean_names.append(key_as_words(key))
            return
        if key.casefold() in TECHNICAL_KEYS and not isinstance(value, Mapping | list):
            if (is_words(value) and not is_identity(key)) or (is_time(key) and value):
                self.left_out.append(f"{key}: {clean(str(value))}")
            return
        if may_be_title and not self.title:
            if isinstance(value, RowFields):
                pass
            elif isinstance(value, Mapping) and key.casefold() not in _PEOPLE:
                value = self._without_title(value)
                if not value:
                    return
            elif title := _title(key, value):
                self.title = title
                return
        name = "" if key.casefold() in _WRAPPERS or is_parked_heading(key) else key
        part = notes_beside(name, value)
        self._add_part(name, Block.PARKED, part)
        if (part.notes or part.left_out) and key and not is_parked_heading(key):
            self.keys.append(key)

    def _add_part(self, name: str, block: Block, part: BlockNotes) -> None:
        """Add the notes of a part, which has a name or "", to a block."""
        texts = [note.text for note in part.notes]
        if name and name != self._name and name not in "".join(texts[:1]):
            self.lines.append(key_as_words(name))
        self._name = name
        self.lines += texts
        notes = (
            part.notes if block is not Block.PARKED else [Note(each.text) for each in part.notes]
        )
        self.notes[block] += notes
        self.left_out += [text for text in part.left_out if text not in self.left_out]

    def _without_title(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take the title that is in an object, and return the object without it."""
        key = next((key for key, inner in value.items() if _title(key, inner)), None)
        if key is None:
            return value
        self.title = _title(key, value[key])
        return {name: inner for name, inner in value.items() if name != key}


def _remarks(text: str, keys: Iterable[str], left_out: Iterable[str]) -> Iterator[Remark]:
    """Yield remarks on the keys that name no block, and on what was left out."""
    keys, left_out = list(keys), list(left_out)
    lines = lines_of(text, [*keys, *left_out])
    for key in keys:
        yield Remark(lines[key], "reading.key", {"text": clean(key)})
    for value in left_out:
        yield Remark(lines[value], "reading.left_out", {"text": clean(value)})


def _title(key: str, value: Any) -> str:
    """Return the title of the canvas if this is its key; else ""."""
    return clean(value) if key.casefold() in _TITLE_KEYS and isinstance(value, str) else ""
