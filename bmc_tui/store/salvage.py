"""Salvages the canvases and notes of a damaged file, before and after the damage.

Libraries that repair JSON either guess what was meant or stop at the damage. Here nothing is
guessed: Python's own parser reads each canvas and each note that is intact, and of a text that is
cut off, the part that is there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import uuid4

from bmc_tui.model.blocks import BLOCKS, PLACES, Block
from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import MalformedError, canvas_from_dict, format_time, parse_stored
from bmc_tui.store.file_format import CANVASES, META, SCHEMA, SHELF, Tables

_STRING = r'"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)'
"""The opening quote of a string and its content, which ends before the closing quote or the damage.
A quote inside the content has a backslash, so that a text is never mistaken for structure."""

_OBJECT = re.compile(r"(?<=[\s{,])" + _STRING + r'"\s*:\s*(?=\{)')
"""A key whose value is an object: a canvas's id, or one of `_STRUCTURE`."""

_BLOCK = re.compile(rf'"({"|".join(PLACES)})"\s*:\s*(?=\[)')
"""The key of a block or of the parked notes, whose value is a list."""

_NOTE = re.compile(r'\{\s*"text"\s*:\s*(?=")')
"""The start of a note, up to its text."""

_ANSWER = re.compile(r'\{(?=\s*"question"\s*:\s*")')
"""The start of an answer to a question on the design."""

_TEXT = re.compile(_STRING)
_TITLE = re.compile(r'"title"\s*:\s*' + _STRING)
_PARTICULARS_KEY = re.compile(r'"particulars"\s*:\s*(?=\{)')
"""The key of the particulars, whose value is an object."""

_BLOCKS, _DESIGN, _PARKED = "blocks", "design", Block.PARKED.value
_PARTICULARS = "particulars"
_LISTS = ("dismissed", _DESIGN, _PARKED, _PARTICULARS)
"""The lists of a document that are left out of it where they can't be parsed, and what else is."""

_STRUCTURE = {CANVASES, META, SHELF, _BLOCKS, _PARTICULARS}
"""The names of objects that are not canvases."""

_DECODER = json.JSONDecoder()


def salvage(raw: bytes, now: datetime) -> Tables:
    """Return the tables of a sound file with all that can be read of a damaged one.

    Args:
        raw: The bytes of the damaged file.
        now: Replaces times that can't be read.
    """
    text = raw.decode("utf-8-sig", "replace")
    canvases: dict[str, Any] = {}
    position = max(text.find(f'"{CANVASES}"'), 0)
    while match := _OBJECT.search(text, position):
        id_ = clean(_string(match[1]))
        after_previous, position = position, match.end()
        document: dict[str, Any] = {}
        if id_ == _BLOCKS:  # of a canvas whose beginning is damaged
            id_, start = "", after_previous
        elif id_ in _STRUCTURE:
            continue
        else:
            start = position
            with suppress(ValueError, RecursionError):
                document, position = _DECODER.raw_decode(text, start)
        if not _is_sound(id_, document):
            position = max(position, _next_canvas(text, start))
            document = _repaired(document, _fragments(text[start:position]), format_time(now))
        if document:
            # A second canvas with the same id gets a new id.
            id_ = id_ if id_ and id_ not in canvases else str(uuid4())
            canvases[id_] = document
    return {META: {SHELF: {"schema": SCHEMA, "last": None}}, CANVASES: canvases}


def _next_canvas(text: str, start: int) -> int:
    """Return the position where the next canvas begins, or the file ends."""
    objects = _OBJECT.finditer(text, start)
    return next((match.start() for match in objects if match[1] not in _STRUCTURE), len(text))


def _fragments(part: str) -> dict[str, Any]:
    """Return what can be read of a damaged canvas in its text, in the format of a document."""
    document: dict[str, Any] = {}
    if title := _TITLE.search(part):
        document["title"] = _string(title[1])
    matches = [*_BLOCK.finditer(part)]
    starts = [0, *(match.end() for match in matches)]
    ends = [*(match.start() for match in matches), len(part)]
    names = [_PARKED, *(match[1] for match in matches)]
    blocks: dict[str, list[dict[str, Any]]] = {}
    for name, start, end in zip(names, starts, ends, strict=True):
        blocks.setdefault(name, []).extend(_notes(part[start:end]))
    if parked := blocks.pop(_PARKED):  # with the notes whose block can't be read
        document[_PARKED] = parked
    if any(blocks.values()):
        document[_BLOCKS] = {name: notes for name, notes in blocks.items() if notes}
    if answers := [*_answers(part)]:
        document[_DESIGN] = answers
    if match := _PARTICULARS_KEY.search(part):
        with suppress(ValueError, RecursionError):
            particulars, _ = _DECODER.raw_decode(part, match.end())
            if _has_sound(_PARTICULARS, particulars):
                document[_PARTICULARS] = particulars
    return document


def _answers(part: str) -> Iterator[dict[str, Any]]:
    """Yield the intact answers on the design in a part of the file, in the format of documents."""
    for match in _ANSWER.finditer(part):
        with suppress(ValueError, RecursionError):
            answer, _ = _DECODER.raw_decode(part, match.start())
            if not _has_sound(_DESIGN, [answer]):
                answer.pop("score", None)
            if _has_sound(_DESIGN, [answer]):
                yield answer


def _notes(part: str) -> Iterator[dict[str, Any]]:
    """Yield the notes in a part of the file, in the format of documents."""
    for match in _NOTE.finditer(part):
        if not (text := _TEXT.match(part, match.end())):
            continue
        note: dict[str, Any] = {}
        with suppress(ValueError, RecursionError):
            note, _ = _DECODER.raw_decode(part, match.start())
        is_intact = isinstance(note.get("text"), str) and isinstance(note.get("section", ""), str)
        yield note if is_intact else {"text": _string(text[1])}


def _repaired(
    document: Mapping[str, Any], fragments: Mapping[str, Any], now: str
) -> dict[str, Any]:
    """Return a sound document made from a damaged one; an empty one when nothing can be salvaged.

    Args:
        document: What JSON's parser returned; empty when it failed.
        fragments: What `_fragments` returns for its text.
        now: Replaces times that can't be read; in the format of a document.
    """
    blocks = document.get(_BLOCKS)
    if not fragments and not isinstance(blocks, dict):
        return {}
    # Without its lineage: otherwise a session that has this canvas open would take what is missing
    # here for deleted, instead of merging it back in.
    document = {key: value for key, value in document.items() if key != "lineage"}
    document = {k: v for k, v in document.items() if k not in _LISTS or _has_sound(k, v)}
    answers = {key: fragments[key] for key in (_DESIGN, _PARTICULARS) if key in fragments}
    parked = {_PARKED: fragments[_PARKED]} if _PARKED in fragments else {}
    minimal = {"rev": 1, "title": "", "created": now, "changed": now, "deleted": None, _BLOCKS: {}}
    intact = {
        key: value
        for key, value in {**document, **fragments}.items()
        if key in ("title", "created", "changed", "deleted")
        and _is_sound("-", {**minimal, key: value})
    }
    known_names = set(BLOCKS)
    unknown = (
        {k: v for k, v in blocks.items() if k not in known_names}
        if isinstance(blocks, dict)
        else {}
    )
    blocks = {**unknown, **fragments.get(_BLOCKS, {})}
    return {**answers, **document, **minimal, **intact, _BLOCKS: blocks, **parked}


def _is_sound(id_: str, document: Mapping[str, Any]) -> bool:
    """Tell whether a document can be parsed."""
    try:
        parse_stored(id_, document)
    except MalformedError:
        return False
    return True


def _has_sound(key: str, value: object) -> bool:
    """Tell whether one of `_LISTS` can be parsed."""
    try:
        canvas_from_dict({"title": "", _BLOCKS: {}, key: value})
    except MalformedError:
        return False
    return True


def _string(inside: str) -> str:
    """Return the string whose JSON has this between its quotes."""
    text: str = json.loads(f'"{inside}"')
    return text
