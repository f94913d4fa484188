"""Converts a canvas to a JSON document, and back.

A document of the table `canvases`, under the canvas's id:

    {"rev": 3, "title": "Coffee cart", "created": TIME, "changed": TIME, "deleted": null,
     "blocks": {"channels": [{"text": "Cart on the square"},
                             {"text": "Instagram #online", "section": "awareness"}]},
     "dismissed": [{"rule": "several_ideas", "block": "channels", "text": "Cart on the square"}],
     "design": [{"question": "scalability", "text": "A cart a campus", "score": 6}],
     "parked": [{"text": "Ask the baker"}],
     "particulars": {"by_whom": "Ann", "version": "3"},
     "lineage": "3a7bd3e2360a3d29 5e6f7a8b:3"}

TIME is ISO 8601 in UTC; `lineage` is described in `lineage.py`. The general section is left out,
and so are blocks without notes, an empty `dismissed`, `design`, `parked` or `particulars`, and a
text, score or particular that was not given. What a newer version of the program has added (keys of
the document, blocks, sections, particulars) is preserved.

Files of schema 1 have no `parked`. Notes that an import could not place are in the section
`unplaced` of the first block there, and are parked when the document is read.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Dismissal, Note, Particulars
from bmc_tui.model.sanitize import clean
from bmc_tui.store.lineage import Lineage, State, read_lineage

Document = Mapping[str, Any]
_Value = TypeVar("_Value")

_PARTICULARS = "particulars"

OPTIONAL_KEYS = frozenset({Block.PARKED.value, _PARTICULARS})
"""The keys that `canvas_to_dict` leaves out where the canvas has nothing there, for a document that
had them too."""


class MalformedError(ValueError):
    """A document that is not as described above.

    Its text says where, such as `blocks.channels`; it is empty when the id is malformed.
    """


class Entry(NamedTuple):
    """One canvas on the shelf, without its notes."""

    id: str
    title: str
    rev: int
    """The revision: how many times its content was saved, for display. It gives no order: a copy on
    another computer counts its own."""
    note_count: int
    created: datetime
    """Aware, in UTC, as all times here."""
    changed: datetime
    """When its content was last saved."""
    deleted: datetime | None
    """When it was moved to the trash; None when it is not there."""


class StoredCanvas(NamedTuple):
    """A canvas as the file has it."""

    entry: Entry
    canvas: Canvas
    lineage_text: object = None
    """The document's `lineage`, which is not checked before it is needed."""

    @property
    def lineage(self) -> Lineage:
        """The saves that it contains. Computing them takes a digest of all notes."""
        return read_lineage(self.lineage_text, self.canvas)

    @property
    def state(self) -> State:
        """The canvas with its lineage, which takes a digest of all notes too."""
        return State(self.lineage, self.canvas)


def parse_stored(id_: str, document: Document) -> StoredCanvas:
    """Return the canvas in a document.

    Args:
        id_: The canvas's id.
        document: The document with that id.

    Raises:
        MalformedError: The document is not as described above.
    """
    canvas = canvas_from_dict(document)
    entry = _entry(id_, document, canvas.title, canvas.note_count)
    return StoredCanvas(entry, canvas, document.get("lineage"))


def parse_entry(id_: str, document: Document) -> Entry:
    """Return the entry alone, without parsing the notes; they are only checked and counted.

    Args:
        id_: The canvas's id.
        document: The document with that id.

    Raises:
        MalformedError: The document is not as described above.
    """
    title = clean(_get(document, "title", str))
    blocks: Mapping[str, Any] = _get(document, "blocks", dict)
    return _entry(id_, document, title, _note_count(blocks, document.get(Block.PARKED, [])))


def _entry(id_: str, document: Document, title: str, note_count: int) -> Entry:
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
        note_count=note_count,
        created=parse_time(document, "created"),
        changed=parse_time(document, "changed"),
        deleted=None if document.get("deleted") is None else parse_time(document, "deleted"),
    )


def canvas_from_dict(document: Document) -> Canvas:
    """Return the canvas in a document; unplaced notes of the first block are parked.

    Args:
        document: What `canvas_to_dict` returns; it may have more keys.

    Raises:
        MalformedError: The document is not as described above.
    """
    return exact_canvas(document).with_unplaced_parked()


def exact_canvas(document: Document) -> Canvas:
    """Return the canvas in a document as it is there, with each note in its section.

    Raises:
        MalformedError: See `canvas_from_dict`.
    """
    canvas = Canvas().with_title(_get(document, "title", str))
    blocks: Mapping[str, Any] = _get(document, "blocks", dict)
    for block in BLOCKS:
        if block in blocks:
            canvas = canvas.with_notes(block, _notes(block, blocks[block]))
    if "dismissed" in document:
        canvas = replace(canvas, dismissed=_dismissed(document))
    if "design" in document:
        canvas = replace(canvas, design=_design(document))
    if Block.PARKED in document:
        canvas = canvas.with_notes(Block.PARKED, _notes(Block.PARKED, document[Block.PARKED]))
    if _PARTICULARS in document:
        canvas = canvas.with_particulars(_particulars(document))
    return canvas


def canvas_to_dict(canvas: Canvas, previous: Document | None = None) -> dict[str, Any]:
    """Return the canvas's own part of a document: all that is in a canvas.

    Args:
        canvas: The canvas.
        previous: The document to be replaced; its blocks and particulars that this version of the
            program does not know are preserved.
    """
    blocks = {block.value: _items(canvas, block) for block in BLOCKS if canvas.notes(block)}
    previous = previous or {}
    known_names = set(BLOCKS)
    unknown = {k: v for k, v in previous.get("blocks", {}).items() if k not in known_names}
    values: dict[str, Any] = {"title": canvas.title, "blocks": blocks | unknown}
    if canvas.dismissed or "dismissed" in previous:
        values["dismissed"] = [
            {"rule": dismissal.rule, "block": dismissal.block.value}
            | ({"text": dismissal.text} if dismissal.text else {})
            for dismissal in canvas.dismissed
        ]
    if canvas.design or "design" in previous:
        values["design"] = [
            {"question": answer.question}
            | ({"text": answer.text} if answer.text else {})
            | ({} if answer.score is None else {"score": answer.score})
            for answer in canvas.design
        ]
    if canvas.parked:
        values[Block.PARKED.value] = _items(canvas, Block.PARKED)
    particulars = {name: text for name, text in canvas.particulars._asdict().items() if text}
    newer = previous.get(_PARTICULARS, {}).items()
    particulars |= {k: v for k, v in newer if k not in Particulars._fields}
    if particulars:
        values[_PARTICULARS] = particulars
    return values


def new_id() -> str:
    """Return a new, unique id."""
    from uuid import uuid4

    return str(uuid4())


def format_time(time: datetime) -> str:
    """Return a time in the format of a document, in UTC and to the millisecond."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def parse_time(document: Document, key: str) -> datetime:
    """Return a time in a document, in UTC.

    Raises:
        MalformedError: There is no such time, or it has no time zone and could be any time.
    """
    try:
        time = datetime.fromisoformat(_get(document, key, str))
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MalformedError(key) from error
    raise MalformedError(key)


def _items(canvas: Canvas, block: Block) -> list[dict[str, str]]:
    """Return the notes of a block in the format of a document."""
    return [
        {"text": note.text, "section": note.section} if note.section else {"text": note.text}
        for note in canvas.notes(block)
    ]


def _notes(block: Block, items: object) -> list[Note]:
    """Return the notes in a block of a document."""
    return [
        Note(text, Section(clean(section))) for text, section in _texts_and_sections(block, items)
    ]


def _dismissed(document: Document) -> tuple[Dismissal, ...]:
    """Return the dismissed findings of the review, without those in unknown blocks."""
    dismissed = []
    for index, item in enumerate(_get(document, "dismissed", list)):
        values = item if isinstance(item, dict) else {}
        rule, block, text = values.get("rule"), values.get("block"), values.get("text", "")
        if not (isinstance(rule, str) and isinstance(block, str) and isinstance(text, str)):
            raise MalformedError(f"dismissed.{index}")
        if block in set(BLOCKS):
            dismissed.append(Dismissal(clean(rule), Block(block), clean(text)))
    return tuple(dict.fromkeys(dismissed))


def _design(document: Document) -> tuple[DesignAnswer, ...]:
    """Return the answers to the questions on the design; of two for one question, the first."""
    from bmc_tui.model.design.answers import in_order, is_score

    answers: dict[str, DesignAnswer] = {}
    for index, item in enumerate(_get(document, "design", list)):
        values = item if isinstance(item, dict) else {}
        question, text, score = values.get("question"), values.get("text", ""), values.get("score")
        if not (isinstance(question, str) and isinstance(text, str)):
            raise MalformedError(f"design.{index}")
        if score is not None and not is_score(score):
            raise MalformedError(f"design.{index}.score")
        answers.setdefault(clean(question), DesignAnswer(clean(question), text, score))
    return in_order(answers.values())


def _particulars(document: Document) -> Particulars:
    """Return the particulars, without those that only a newer version of the program has."""
    values: dict[str, Any] = _get(document, _PARTICULARS, dict)
    texts = [values.get(name, "") for name in Particulars._fields]
    for name, text in zip(Particulars._fields, texts, strict=True):
        if not isinstance(text, str):
            raise MalformedError(f"{_PARTICULARS}.{name}")
    return Particulars(*texts)


def _note_count(blocks: Mapping[str, Any], parked: object) -> int:
    """Return how many notes are in the blocks of a document and how many are parked, together.

    Two joins check that all texts and sections are strings, in C rather than note by note; only
    when one fails does `_texts_and_sections` look for the malformed note.
    """
    items_of_block: dict[Block, Any]
    items_of_block = {block: blocks[block] for block in BLOCKS if block in blocks}
    items_of_block[Block.PARKED] = parked
    are_lists = all(isinstance(items, list) for items in items_of_block.values())
    try:
        notes = list(chain.from_iterable(items_of_block.values())) if are_lists else []
        texts = [note["text"] for note in notes]
        all_text = "".join(texts)
        "".join([note.get("section", "") for note in notes])  # a TypeError if one is not a string
    except (TypeError, KeyError, AttributeError):
        notes = []
    if not notes:  # there are none, or one is malformed
        texts = [
            text
            for block, items in items_of_block.items()
            for text, _ in _texts_and_sections(block, items)
        ]
        all_text = "".join(texts)
    if all_text.isascii() and all_text.isprintable():  # then `clean` only strips
        return len(list(filter(None, map(str.strip, texts))))
    return len(list(filter(None, map(clean, texts))))


def _texts_and_sections(block: Block, items: object) -> list[tuple[str, str]]:
    """Return the text and the section of each note in a block of a document."""
    where = block.value if block is Block.PARKED else f"blocks.{block}"
    if not isinstance(items, list):
        raise MalformedError(where)
    pairs: list[Any] = [
        (item.get("text"), item.get("section", "")) if isinstance(item, dict) else (None, None)
        for item in items
    ]
    for index, (text, section) in enumerate(pairs):
        if not isinstance(text, str) or not isinstance(section, str):
            raise MalformedError(f"{where}.{index}")
    return pairs


def _get(document: Document, key: str, type_: type[_Value]) -> _Value:
    """Return a value of a document, having checked its type."""
    value = document.get(key)
    if not isinstance(value, type_):
        raise MalformedError(key)
    return value
