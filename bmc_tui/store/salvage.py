"""What can still be read of a damaged file: its canvases and notes, wherever the damage is.

Libraries that repair JSON either guess what was meant or stop at the damage. Here nothing is
guessed, and it goes on behind the damage: each canvas and each note that is whole is read by
Python's own parser, and of a text that breaks off, what is there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from bmc_tui.canvas.blocks import BLOCKS
from bmc_tui.canvas.text import clean
from bmc_tui.store.content import CANVASES, META, SCHEMA, SHELF, Tables
from bmc_tui.store.document import MalformedError, read, stamp

_STRING = r'"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)'
"""A string without its end. A quote inside has a backslash: its text is never taken for more."""

_OBJECT = re.compile(r"(?<=[\s{,])" + _STRING + r'"\s*:\s*(?=\{)')
_BLOCK = re.compile(rf'"({"|".join(BLOCKS)})"\s*:\s*(?=\[)')
_NOTE = re.compile(r'\{\s*"text"\s*:\s*(?=")')
_TEXT = re.compile(_STRING)
_TITLE = re.compile(r'"title"\s*:\s*' + _STRING)
_BLOCKS = "blocks"
_OURS = {CANVASES, META, SHELF, _BLOCKS}
"""The names of objects that are no canvas."""

_DECODER = json.JSONDecoder(strict=False)


def salvage(raw: bytes, now: datetime) -> Tables:
    """Return a sound file's tables with all that can be read of a damaged one.

    Args:
        raw: What is in the damaged file.
        now: The time that a canvas gets of which the times can't be read.
    """
    text = raw.decode("utf-8-sig", "replace")
    found: dict[str, Any] = {}
    at = max(text.find(f'"{CANVASES}"'), 0)
    while match := _OBJECT.search(text, at):
        id_, before, at = clean(_string(match[1])), at, match.end()
        if id_ == _BLOCKS:  # of a canvas whose beginning is damaged
            id_, (document, at) = str(uuid4()), _pieces(text, before)
        elif id_ in _OURS or not id_:
            continue
        else:
            document, at = _document(text, at)
        if _BLOCKS in document or "title" in document:
            # Twice the same id: neither is lost.
            id_ = id_ if id_ not in found else str(uuid4())
            found[id_] = _sound(id_, document, stamp(now))
    return {META: {SHELF: {"schema": SCHEMA, "last": None}}, CANVASES: found}


def _document(text: str, at: int) -> tuple[dict[str, Any], int]:
    """Return the document that starts at a place, or what is left of it, and where it ends."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return _pieces(text, at)


def _pieces(text: str, at: int) -> tuple[dict[str, Any], int]:
    """Return what is left of a document that is damaged behind a place, and where it ends."""
    end = next((m.start() for m in _OBJECT.finditer(text, at) if m[1] not in _OURS), len(text))
    part = text[at:end]
    document: dict[str, Any] = {}
    if title := _TITLE.search(part):
        document["title"] = _string(title[1])
    places = [*_BLOCK.finditer(part)]
    ends = [place.start() for place in places[1:]] + [len(part)]
    blocks = {
        place[1]: [*_notes(part[place.end() : stop])]
        for place, stop in zip(places, ends, strict=False)
    }
    if any(blocks.values()):
        document[_BLOCKS] = blocks
    return document, end


def _notes(part: str) -> Iterator[dict[str, Any]]:
    """Yield the notes of a block that is damaged."""
    for match in _NOTE.finditer(part):
        try:
            yield _DECODER.raw_decode(part, match.start())[0]
        except (ValueError, RecursionError):
            if text := _TEXT.match(part, match.end()):
                yield {"text": _string(text[1])}


def _sound(id_: str, document: Mapping[str, Any], now: str) -> dict[str, Any]:
    """Return a document as it should be, with all of it that is."""
    if _is_sound(id_, document):
        return dict(document)
    blocks = document.get(_BLOCKS)
    blocks = blocks if isinstance(blocks, dict) else {}
    # The lowest rev: a session that has this canvas open brings back what is missing here.
    least = {"rev": 1, "title": "", "created": now, "changed": now, "deleted": None, "blocks": {}}
    kept = {
        key: document[key]
        for key in ("title", "created", "changed", "deleted")
        if key in document and _is_sound(id_, {**least, key: document[key]})
    }
    return {**document, **least, **kept, "blocks": {k: _items(k, v) for k, v in blocks.items()}}


def _is_sound(id_: str, document: Mapping[str, Any]) -> bool:
    """Tell whether a document is as it should be."""
    try:
        read(id_, document)
    except MalformedError:
        return False
    return True


def _items(name: str, items: Any) -> Any:
    """Return the notes of a block that have a text; a block that we do not know stays as it is."""
    if name not in set(BLOCKS):
        return items
    notes = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [
        note if isinstance(note.get("section", ""), str) else {"text": note["text"]}
        for note in notes
        if isinstance(note.get("text"), str)
    ]


def _string(inside: str) -> str:
    """Return the string that stands between quotes in JSON."""
    text: str = json.loads(f'"{inside}"', strict=False)
    return text
