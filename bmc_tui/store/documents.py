"""A canvas as a JSON document, and back.

A document of the table `canvases`, under the canvas's id:

    {"rev": 3, "title": "Coffee cart", "created": TIME, "changed": TIME, "deleted": null,
     "blocks": {"channels": [{"text": "Cart on the square"},
                             {"text": "Instagram #online", "section": "awareness"}]},
     "dismissed": [{"rule": "several_ideas", "block": "channels", "text": "Cart on the square"}]}

TIME is ISO 8601 in UTC. The general section is left out, and so are a block without notes and
`dismissed` where nothing was put away. What a
newer version added (keys of the document, blocks, sections) is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Dismissed, Note
from bmc_tui.model.sanitize import clean

Document = Mapping[str, Any]
_Kind = TypeVar("_Kind")


class MalformedError(ValueError):
    """A document that is not as described above; its text says where, such as `blocks.channels`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One canvas on the shelf, without its notes."""

    id: str
    title: str
    rev: int
    """How many times its content was written; a save names the one that it started from."""
    count: int
    """How many notes it has."""
    created: datetime
    """As all times here: aware, in UTC."""
    changed: datetime
    deleted: datetime | None
    """Since when it is in the trash; None when it is not."""


class StoredCanvas(NamedTuple):
    """A canvas as it stands in the file."""

    entry: Entry
    canvas: Canvas


def read(id_: str, document: Document) -> StoredCanvas:
    """Return the canvas in a document.

    Args:
        id_: Its id.
        document: What the file has under that id.

    Raises:
        MalformedError: The document is not as described above.
    """
    canvas = canvas_of(document)
    return StoredCanvas(_entry(id_, document, canvas.title, canvas.count), canvas)


def entry_of(id_: str, document: Document) -> Entry:
    """Return what `read` tells of the canvas beside its notes; these are only counted.

    Args:
        id_: Its id.
        document: What the file has under that id.

    Raises:
        MalformedError: The document is not as described above.
    """
    title = clean(_get(document, "title", str))
    blocks: Mapping[str, Any] = _get(document, "blocks", dict)
    return _entry(id_, document, title, _count(blocks))


def _entry(id_: str, document: Document, title: str, count: int) -> Entry:
    """Return a canvas's entry."""
    if not id_ or clean(id_) != id_:
        raise MalformedError
    rev = _get(document, "rev", int)
    if type(rev) is not int or rev < 1:
        raise MalformedError("rev")
    return Entry(
        id=id_,
        title=title,
        rev=rev,
        count=count,
        created=time_of(document, "created"),
        changed=time_of(document, "changed"),
        deleted=None if document.get("deleted") is None else time_of(document, "deleted"),
    )


def canvas_of(document: Document) -> Canvas:
    """Return the canvas out of what `content` gives, be there more beside it.

    Raises:
        MalformedError: It is not as `content` gives it.
    """
    canvas = Canvas().with_title(_get(document, "title", str))
    blocks: Mapping[str, Any] = _get(document, "blocks", dict)
    for block in BLOCKS:
        if block in blocks:
            canvas = canvas.with_notes(block, _notes(block, blocks[block]))
    if "dismissed" in document:
        canvas = replace(canvas, dismissed=_dismissed(document))
    return canvas


def content(canvas: Canvas, former: Document | None = None) -> dict[str, Any]:
    """Return the part of a document that the canvas itself is: `title`, `blocks`, `dismissed`.

    Args:
        canvas: The canvas.
        former: The document as `read` took it; blocks of it that this version does not know stay.
    """
    blocks = {block.value: _items(canvas, block) for block in BLOCKS if canvas.notes(block)}
    known = set(BLOCKS)
    unknown = {name: v for name, v in (former or {}).get("blocks", {}).items() if name not in known}
    values: dict[str, Any] = {"title": canvas.title, "blocks": blocks | unknown}
    if canvas.dismissed or "dismissed" in (former or {}):
        values["dismissed"] = [
            {"rule": each.rule, "block": each.block.value}
            | ({"text": each.text} if each.text else {})
            for each in canvas.dismissed
        ]
    return values


def stamp(time: datetime) -> str:
    """Return a time as a document has it, to the millisecond."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def time_of(document: Document, key: str) -> datetime:
    """Return a time in a document; one that does not say its zone could be any time.

    Raises:
        MalformedError: There is no such time.
    """
    try:
        time = datetime.fromisoformat(_get(document, key, str))
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MalformedError(key) from error
    raise MalformedError(key)


def _items(canvas: Canvas, block: Block) -> list[dict[str, str]]:
    """Return the notes of a block as a document has them."""
    return [
        {"text": note.text, "section": note.section} if note.section else {"text": note.text}
        for note in canvas.notes(block)
    ]


def _notes(block: Block, items: object) -> list[Note]:
    """Return the notes in a block of a document."""
    return [Note(text, Section(clean(section))) for text, section in _items_of(block, items)]


def _dismissed(document: Document) -> tuple[Dismissed, ...]:
    """Return what was put away of the review; in a block that there is not, there is nothing."""
    found = []
    for place, item in enumerate(_get(document, "dismissed", list)):
        parts = item if isinstance(item, dict) else {}
        rule, block, text = parts.get("rule"), parts.get("block"), parts.get("text", "")
        if not (isinstance(rule, str) and isinstance(block, str) and isinstance(text, str)):
            raise MalformedError(f"dismissed.{place}")
        if block in set(BLOCKS):
            found.append(Dismissed(clean(rule), Block(block), clean(text)))
    return tuple(dict.fromkeys(found))


def _count(blocks: Mapping[str, Any]) -> int:
    """Return how many notes are in the blocks of a document."""
    known = {block: blocks[block] for block in BLOCKS if block in blocks}
    is_sound = all(isinstance(items, list) for items in known.values())
    try:
        notes = list(chain.from_iterable(known.values())) if is_sound else []
        texts = [note["text"] for note in notes]
        whole = "".join(texts)
        "".join([note.get("section", "") for note in notes])
    except (TypeError, KeyError, AttributeError):
        notes = []
    if not notes:  # none, or not as they should be: then this says where
        texts = [text for block in known for text, _ in _items_of(block, known[block])]
        whole = "".join(texts)
    if whole.isascii() and whole.isprintable():  # then all that can't be seen is white space
        return len(list(filter(None, map(str.strip, texts))))
    return len(list(filter(None, map(clean, texts))))


def _items_of(block: Block, items: object) -> list[tuple[str, str]]:
    """Return the text and the section of each note in a block of a document."""
    if not isinstance(items, list):
        raise MalformedError(f"blocks.{block}")
    found: list[Any] = [
        (item.get("text"), item.get("section", "")) if isinstance(item, dict) else (None, None)
        for item in items
    ]
    for place, (text, section) in enumerate(found):
        if not isinstance(text, str) or not isinstance(section, str):
            raise MalformedError(f"blocks.{block}.{place}")
    return found


def _get(document: Document, key: str, kind: type[_Kind]) -> _Kind:
    """Return a value of a document that must be there and be of a kind."""
    value = document.get(key)
    if not isinstance(value, kind):
        raise MalformedError(key)
    return value
