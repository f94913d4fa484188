"""Reads the notes in the value of a block in the JSON of other programs.

The value is a text, a number, an object, or a list of these. Each line of a text is a note. An
object with a list in it is a group of notes, any other is one note: its texts and numbers, as
`Rent — 900 — month`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bmc_tui.guide.aliases import block_of_heading, phase_of_heading
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Note
from bmc_tui.model.sanitize import clean, pasted_notes

TECHNICAL_KEYS = frozenset(
    (
        *("id", "_id", "uuid", "key", "type", "kind", "color", "colour", "icon", "emoji", "order"),
        *(
            "x",
            "y",
            "width",
            "height",
            "position",
            "index",
            "number",
            "version",
            "schema",
            "format",
        ),
        *("createdat", "created_at", "created", "updatedat", "updated_at", "updated", "modified"),
        *("timestamp", "parent", "parentid", "class", "style", "locale", "lang", "language"),
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
"""Keys of lists of notes, which are no names of groups."""

_HINT_KEYS = frozenset(
    (
        *("description", "hint", "help", "question", "questions", "subtitle", "placeholder"),
        *("prompt", "prompts", "guide", "instructions", "instruction", "tooltip", "explanation"),
    )
)
"""Keys of what a program says about a block, beside its notes."""

_SEPARATOR = " — "


@dataclass(slots=True)
class BlockNotes:
    """What is in the value of a block."""

    notes: list[Note] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The texts that are no notes."""


def block_of_key(key: str) -> Block | None:
    """Return the block that a key names, also by an abbreviation in small letters."""
    return block_of_heading(key) or block_of_heading(key.upper()) if key else None


def notes_of(value: Any, block: Block | None) -> BlockNotes:
    """Return the notes in the value of a block.

    Args:
        value: The value, as parsed from JSON.
        block: The block; None for a value that belongs to none.
    """
    result = BlockNotes()
    _add(value, block, GENERAL, result)
    return result


def _add(value: Any, block: Block | None, section: Section, result: BlockNotes) -> None:
    """Add the notes in a value."""
    if isinstance(value, Mapping):
        _add_object(value, block, section, result)
    elif isinstance(value, list):
        for part in value:
            _add(part, block, section, result)
    elif (text := _text(value)) is not None:
        result.notes += [Note(line, section) for line in pasted_notes(text)]


def _add_object(
    value: Mapping[str, Any], block: Block | None, section: Section, result: BlockNotes
) -> None:
    """Add the notes in an object: a group of notes, or one note."""
    if not any(isinstance(inner, Mapping | list) and inner for inner in value.values()):
        texts = [clean(text) for text in map(_text, _own(value)) if text and clean(text)]
        if any(isinstance(text, str) and "\n" in text.strip() for text in _own(value)):
            for text in _own(value):
                _add(text, block, section, result)
        elif texts:
            result.notes.append(Note(_SEPARATOR.join(texts), section))
        return
    for key, inner in value.items():
        name = key.casefold()
        if name in TECHNICAL_KEYS and not isinstance(inner, Mapping | list):
            continue
        if isinstance(inner, str) and name in _HINT_KEYS:
            result.left_out += [inner] if clean(inner) else []
        elif not (isinstance(inner, str) and block and block_of_key(inner) is block):
            inner_section = section
            is_group = isinstance(inner, Mapping | list) and inner and name not in _GROUP_KEYS
            if is_group and block and block.phases and (phase := phase_of_heading(key)):
                inner_section = phase
            elif is_group:
                result.notes.append(Note(clean(key.replace("_", " ")), section))
            _add(inner, block, inner_section, result)


def _own(value: Mapping[str, Any]) -> Iterable[Any]:
    """Return the values of an object without those that a program keeps for itself."""
    return [inner for key, inner in value.items() if key.casefold() not in TECHNICAL_KEYS]


def _text(value: Any) -> str | None:
    """Return a value as text; None if it has none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)
