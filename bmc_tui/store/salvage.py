"""What can still be read of a damaged file: its canvases and notes, wherever the damage is.

Libraries that repair JSON either guess what was meant or stop at the damage. Here nothing is
guessed, and it goes on behind the damage: each canvas and each note that is whole is read by
Python's own parser, and of a text that breaks off, what is there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import uuid4

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import MalformedError, read, stamp
from bmc_tui.store.file_format import CANVASES, META, SCHEMA, SHELF, Tables

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

_DECODER = json.JSONDecoder()


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
        document: dict[str, Any] = {}
        if id_ == _BLOCKS:  # of a canvas whose beginning is damaged
            id_, start = "", before
        elif id_ in _OURS:
            continue
        else:
            start = at
            with suppress(ValueError, RecursionError):
                document, at = _DECODER.raw_decode(text, start)
        if not _is_sound(id_, document):
            at = max(at, _end(text, start))
            document = _mended(document, _pieces(text[start:at]), stamp(now))
        if document:
            # Twice the same id: neither is lost.
            id_ = id_ if id_ and id_ not in found else str(uuid4())
            found[id_] = document
    return {META: {SHELF: {"schema": SCHEMA, "last": None}}, CANVASES: found}


def _end(text: str, at: int) -> int:
    """Return where the next canvas begins, or the file ends."""
    return next((m.start() for m in _OBJECT.finditer(text, at) if m[1] not in _OURS), len(text))


def _pieces(part: str) -> dict[str, Any]:
    """Return the title and the blocks with notes that are found in what is left of a canvas."""
    document: dict[str, Any] = {}
    if title := _TITLE.search(part):
        document["title"] = _string(title[1])
    places = [*_BLOCK.finditer(part)]
    starts = [0, *(place.end() for place in places)]
    ends = [*(place.start() for place in places), len(part)]
    # Notes of which the block can't be read: rather in a wrong one than lost.
    names = [BLOCKS[0].value, *(place[1] for place in places)]
    blocks: dict[str, list[dict[str, Any]]] = {}
    for name, start, stop in zip(names, starts, ends, strict=True):
        blocks.setdefault(name, []).extend(_notes(part[start:stop]))
    if any(blocks.values()):
        document[_BLOCKS] = {name: notes for name, notes in blocks.items() if notes}
    return document


def _notes(part: str) -> Iterator[dict[str, Any]]:
    """Yield the notes in a part of the file."""
    for match in _NOTE.finditer(part):
        if not (text := _TEXT.match(part, match.end())):
            continue
        note: dict[str, Any] = {}
        with suppress(ValueError, RecursionError):
            note, _ = _DECODER.raw_decode(part, match.start())
        is_whole = isinstance(note.get("text"), str) and isinstance(note.get("section", ""), str)
        yield note if is_whole else {"text": _string(text[1])}


def _mended(document: Mapping[str, Any], pieces: Mapping[str, Any], now: str) -> dict[str, Any]:
    """Return a sound document out of one that is not, and the pieces that were found in it."""
    blocks = document.get(_BLOCKS)
    if not pieces and not isinstance(blocks, dict):
        return {}
    # The lowest rev: a session that has this canvas open brings back what is missing here.
    least = {"rev": 1, "title": "", "created": now, "changed": now, "deleted": None, _BLOCKS: {}}
    kept = {
        key: value
        for key, value in {**document, **pieces}.items()
        if key in ("title", "created", "changed", "deleted")
        and _is_sound("-", {**least, key: value})
    }
    known = set(BLOCKS)
    unknown = (
        {k: v for k, v in blocks.items() if k not in known} if isinstance(blocks, dict) else {}
    )
    return {**document, **least, **kept, _BLOCKS: {**unknown, **pieces.get(_BLOCKS, {})}}


def _is_sound(id_: str, document: Mapping[str, Any]) -> bool:
    """Tell whether a document is as it should be."""
    try:
        read(id_, document)
    except MalformedError:
        return False
    return True


def _string(inside: str) -> str:
    """Return the string that stands between quotes in JSON."""
    text: str = json.loads(f'"{inside}"')
    return text
