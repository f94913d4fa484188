"""Reads the notes in the value of a block in the JSON of other programs.

The value is a text, a number, an object, or a list of these. Each line of a text is a note. An
object with a text is one note, followed by its other fields: `Rent — 900 — month — owner: Ann`; so
is an object with the same fields as the others in its list. An object with lists in it is a group
of notes; of any other object each field is a note: `van: 4000`. Internal data of a program, and
empty fields, are left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bmc_tui.formats.column_titles import is_column_about_notes
from bmc_tui.formats.data.json_texts import (
    SEPARATOR,
    is_empty,
    is_flat,
    joined,
    key_as_words,
    lines_of_text,
    text_of,
    with_key,
)
from bmc_tui.formats.outline.records import is_bare_amount
from bmc_tui.guide.aliases import phase_named, phase_of_heading
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean, pasted_notes

_TIME_KEYS = frozenset(
    (
        *("createdat", "created_at", "created", "updatedat", "updated_at", "updated", "modified"),
        "timestamp",
    )
)
"""Keys of when something was made or changed."""

_IDENTITY_KEYS = _TIME_KEYS | frozenset(
    (
        *("id", "_id", "uuid", "gid", "$schema", "schema", "format", "parent", "parentid"),
        *("locale", "lang", "language"),
    )
)
"""Keys of what no person has written: addresses within the data, times, the structure."""

TECHNICAL_KEYS = _IDENTITY_KEYS | frozenset(
    (
        *("key", "type", "kind", "color", "colour", "icon", "emoji", "order", "x", "y", "width"),
        *("height", "position", "index", "number", "version", "class", "style"),
    )
)
"""Keys of what a program keeps for itself."""

_GROUP_KEYS = frozenset(
    (
        *("cards", "items", "notes", "elements", "content", "contents", "entries", "details"),
        *("points", "list", "values", "value", "data", "ideas", "stickies", "postits", "bullets"),
        *("children", "texts", "text", "blocks", "sections", "hypotheses", "answers", "nodes"),
    )
)
"""Keys of lists of notes, which are not names of groups."""

_TEXT_KEYS = frozenset(
    (
        *("text", "name", "title", "label", "note", "item", "headline", "heading", "idea", "card"),
        *("body", "summary", "statement", "subject", "naam", "titel", "tekst", "omschrijving"),
    )
)
"""Keys of the text of a note."""

_NOTE_KEYS = {"note", "item", "idea", "card"}
"""Those that say no more than that it is a note."""

_FIELD_KEYS = frozenset(
    (
        *("amount", "price", "cost", "costs", "per", "period", "unit", "currency", "frequency"),
        *("quantity", "role", "detail", "description", "remark", "remarks", "comment", "section"),
        "desc",
        *("bedrag", "prijs", "periode", "block", "column", "subtitle"),
    )
)
"""Keys of what is after the text of a note, and says by itself what it is."""

_HINT_KEYS = frozenset(
    (
        *("description", "hint", "help", "question", "questions", "subtitle", "placeholder"),
        *("prompt", "prompts", "guide", "instructions", "instruction", "tooltip", "explanation"),
    )
)
"""Keys of what a program says about a block, beside its notes."""

_CODE = re.compile(r"#?[\W\d_]*|#[0-9a-fA-F]{3,8}|[0-9a-fA-F-]{32,36}|https?://\S*")
"""A text without words: a number, a colour, an identity, an address."""


class RowFields(dict[str, Any]):
    """A row of a table without the name of its block: its other fields."""


@dataclass(slots=True)
class BlockNotes:
    """What is in the value of a block."""

    notes: list[Note] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The texts that are not notes."""

    def leave_out(self, key: str, value: Any = "") -> None:
        """Leave a field out; it is reported once, however often it is there."""
        text = with_key(key, text_of(value) or "")
        if text not in self.left_out[-_MAX_ALIKE:]:
            self.left_out.append(text)


_MAX_ALIKE = 50
"""Texts among which one that is left out again is looked for."""


def block_of_key(key: str) -> Block | None:
    """Return the block that a key names, also by an abbreviation in small letters."""
    return block_of_heading(key) or block_of_heading(key.upper()) if key else None


def notes_of(value: Any, block: Block, section: Section = GENERAL) -> BlockNotes:
    """Return the notes in the value of a block.

    Args:
        value: The value, as parsed from JSON.
        block: The block.
        section: The section that they go to.
    """
    result = BlockNotes()
    if isinstance(value, Mapping) and any(isinstance(each, list) for each in value.values()):
        kind = RowFields if isinstance(value, RowFields) else dict
        value = kind(pair for pair in value.items() if not _is_own_name(*pair, block))
    _add(value, block, section, result)
    return result


def _is_own_name(key: str, value: Any, block: Block) -> bool:
    """Tell whether a field of the value of a block gives the name of that block."""
    is_name = isinstance(value, str) and key.casefold() in _TEXT_KEYS | TECHNICAL_KEYS
    return is_name and block_of_key(value) is block


def notes_beside(key: str, value: Any) -> BlockNotes:
    """Return the notes in a field that belongs to no block.

    Args:
        key: Its key, which precedes the text of a note; a list or an object is reported with it.
        value: Its value, as parsed from JSON.
    """
    result = BlockNotes()
    if is_empty(value):
        result.leave_out(key, value)
    elif isinstance(value, Mapping | list):
        _add(value, None, GENERAL, result)
        if result.notes and (words := key_as_words(key)):
            result.notes.insert(0, Note(words))
    else:
        lead = "" if key.casefold() in _GROUP_KEYS | _NOTE_KEYS else key
        result.notes += [Note(with_key(lead, line)) for line in lines_of_text(value)]
    return result


def is_words(value: Any) -> bool:
    """Tell whether a value among a program's internal data can be words of a person."""
    return isinstance(value, str) and _CODE.fullmatch(value.strip()) is None


def is_time(key: str) -> bool:
    """Tell whether a key is for the time when something was made or changed."""
    return key.casefold() in _TIME_KEYS


def is_identity(key: str) -> bool:
    """Tell whether a key is for something that no person has written."""
    return key.casefold() in _IDENTITY_KEYS


def _add(value: Any, block: Block | None, section: Section, result: BlockNotes) -> None:
    """Add the notes in a value."""
    if isinstance(value, RowFields):
        _add_row(value, block, section, result)
    elif isinstance(value, Mapping):
        _add_object(value, block, section, result)
    elif isinstance(value, list):
        are_records = _are_records(value, block)
        for part in value:
            if _is_record(part):
                texts = (clean(text_of(inner) or "") for inner in part)
                result.notes.append(Note(SEPARATOR.join(filter(None, texts)), section))
            elif isinstance(part, Mapping):
                is_record = are_records or _is_nested_record(part, block)
                _add_object(part, block, section, result, is_record=is_record)
            else:
                _add(part, block, section, result)
    elif (text := text_of(value)) is not None:
        result.notes += [Note(line, section) for line in pasted_notes(text)]


def _is_record(value: Any) -> bool:
    """Tell whether a list is one of texts with a number, such as an amount: one note."""
    if not isinstance(value, list) or any(isinstance(each, Mapping | list) for each in value):
        return False
    return {str} < {type(each) for each in value} and not isinstance(value[0], int | float)


def _are_records(values: list[Any], block: Block | None) -> bool:
    """Tell whether the objects in a list are records, such as `{"what": "rent", "amount": 900}`.

    They have the same fields, or one for an amount; and at least one text that is not an amount.
    """
    objects = [value for value in values if isinstance(value, Mapping)]
    values_inside = (inner for each in objects for inner in each.values())
    if not objects or any(isinstance(inner, Mapping | list) for inner in values_inside):
        return False
    names = [{key.casefold() for key in each} for each in objects]
    if block and block.phases and any(map(phase_of_heading, names[0])):
        return False
    have_text = all(_text_key(each) is not None for each in objects)
    are_alike = len(objects) > 1 and all(each == names[0] for each in names)
    return have_text and (are_alike or all(each & _FIELD_KEYS for each in names))


def _is_nested_record(record: Mapping[str, Any], block: Block | None) -> bool:
    """Tell whether an object is a record with small ones in it: `"cost": {"amount": 200}`.

    It starts with a text that is not an amount, and has no list or object with a name for notes.
    """
    fields = {key: each for key, each in record.items() if key.casefold() not in TECHNICAL_KEYS}
    nested = [key for key, each in fields.items() if isinstance(each, Mapping | list)]
    is_first = next(iter(fields), None) == _text_key(fields)
    return (
        bool(nested)
        and is_first
        and all(is_flat(fields[key]) and key.casefold() not in _GROUP_KEYS for key in nested)
        and not (block and block.phases and any(map(phase_of_heading, nested)))
    )


def _text_key(fields: Mapping[str, Any]) -> str | None:
    """Return the key of the text of a record: of its first text that is not an amount."""
    texts = (key for key, value in fields.items() if isinstance(value, str) and clean(value))
    return next((key for key in texts if not is_bare_amount(fields[key])), None)


def _add_row(row: RowFields, block: Block | None, section: Section, result: BlockNotes) -> None:
    """Add the notes in a row of a table: one note, or the lines of its only text."""
    fields = {key: value for key, value in row.items() if not is_column_about_notes(key)}
    fields = {key: value for key, value in fields.items() if not is_empty(value)}
    is_flat = not any(isinstance(value, Mapping | list) for value in fields.values())
    is_known = _is_one_note(fields) or any(key.casefold() in TECHNICAL_KEYS for key in fields)
    if fields and (not is_flat or is_known or _text_key(fields) is None):
        _add_object(row, block, section, result)
        return
    for key, value in row.items():
        if key not in fields:
            result.leave_out(key, value)
    if len(fields) > 1:
        _add_object(fields, block, section, result, is_record=True)
        return
    for key, value in fields.items():
        if key.casefold() not in _GROUP_KEYS:
            result.leave_out(key)
        result.notes += [Note(line, section) for line in lines_of_text(value)]


def _add_object(
    value: Mapping[str, Any],
    block: Block | None,
    section: Section,
    result: BlockNotes,
    *,
    is_record: bool = False,
) -> None:
    """Add the notes in an object: one note, as of a record, or a group of notes."""
    fields: dict[str, Any] = {}
    for key, inner in value.items():
        name = key.casefold()
        if name in TECHNICAL_KEYS and not isinstance(inner, Mapping | list):
            if name not in _IDENTITY_KEYS and is_words(inner):
                result.leave_out(key, inner)
        elif is_empty(inner):
            if name not in _GROUP_KEYS | _TEXT_KEYS | _FIELD_KEYS | _HINT_KEYS:
                result.leave_out(key, inner)
        else:
            fields[key] = inner
    if _is_one_note(fields) or (is_record and len(fields) > 1):
        _add_note(fields, section, result)
        return
    for key, inner in fields.items():
        if isinstance(inner, str) and key.casefold() in _HINT_KEYS:
            result.left_out.append(inner)
        elif not (isinstance(inner, str) and block and block_of_key(inner) is block):
            _add_field(key, inner, block, section, result)


def _is_one_note(fields: Mapping[str, Any]) -> bool:
    """Tell whether fields are those of one note: a text, with details about it."""
    names = [key.casefold() for key in fields]
    is_flat = not any(isinstance(inner, Mapping) for inner in fields.values()) and not any(
        isinstance(inner, list)
        and (
            key.casefold() in _GROUP_KEYS or any(isinstance(part, Mapping | list) for part in inner)
        )
        for key, inner in fields.items()
    )
    has_text = not _TEXT_KEYS.isdisjoint(names)
    known = _TEXT_KEYS | _FIELD_KEYS | _GROUP_KEYS | _HINT_KEYS
    return is_flat and (has_text or (len(names) > 1 and known.issuperset(names)))


def _add_note(fields: Mapping[str, Any], section: Section, result: BlockNotes) -> None:
    """Add fields as one note; as several, if there are several lines in one of them."""
    known = _TEXT_KEYS | _FIELD_KEYS | _GROUP_KEYS | _HINT_KEYS
    if any(isinstance(inner, str) and "\n" in inner.strip() for inner in fields.values()):
        text_key = _text_key(fields) if _TEXT_KEYS.isdisjoint(map(str.casefold, fields)) else None
        for key, inner in fields.items():
            lead = "" if key == text_key or key.casefold() in known else key
            is_nested = isinstance(inner, Mapping | list)
            texts = [joined(inner)] if is_nested else lines_of_text(inner)
            result.notes += [Note(with_key(lead, line), section) for line in texts]
        return
    text_key = None
    if _TEXT_KEYS.isdisjoint(map(str.casefold, fields)) and (text_key := _text_key(fields)):
        hidden = [key for key in fields if key == text_key or key.casefold() in _FIELD_KEYS]
        result.leave_out(", ".join(map(key_as_words, hidden)))
    texts = []
    for key, inner in fields.items():
        text = joined(inner)
        is_bare = key == text_key or key.casefold() in known
        texts.append(text if is_bare else with_key(key, text))
    result.notes.append(Note(SEPARATOR.join(filter(None, texts)), section))


def _add_field(
    key: str, value: Any, block: Block | None, section: Section, result: BlockNotes
) -> None:
    """Add the notes in a field of an object: those of a group, or one below the key."""
    name = key.casefold()
    if isinstance(value, Mapping) and _FIELD_KEYS.issuperset(map(str.casefold, value)):
        value = joined(value)  # `"rent": {"amount": 5, "per": "day"}`
    if not isinstance(value, Mapping | list):
        lead = "" if name in _GROUP_KEYS | _TEXT_KEYS | _FIELD_KEYS else key
        inner_section = section
        if block and block.phases and (phase := phase_of_heading(key)):
            lead, inner_section = "" if phase_named(key) else key, phase
        result.notes += [Note(with_key(lead, line), inner_section) for line in lines_of_text(value)]
        return
    inner_section = section
    if name not in _GROUP_KEYS:
        if block and block.phases and (phase := phase_of_heading(key)):
            inner_section = phase
        if not (block and block.phases and phase_named(key)):
            result.notes.append(Note(key_as_words(key), inner_section))
    _add(value, block, inner_section, result)
