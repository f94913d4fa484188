"""Finds the canvas that a title or an id names; the errors list the candidates."""

from collections.abc import Sequence

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.model.sanitize import clean, folded
from bmc_tui.store.documents import Entry
from bmc_tui.store.errors import AmbiguousCanvasError, UnknownCanvasError

SHORT_ID_LENGTH = 8
"""How many characters of an id are displayed; `find_entry` accepts them."""

MIN_ID_PREFIX_LENGTH = 4
"""Length of the shortest prefix of an id that names a canvas; a shorter one only matches titles."""

MAX_CANDIDATES = 9
"""How many canvases or versions a message lists at most."""


def find_entry(text: str, entries: Sequence[Entry], *, in_trash: bool = False) -> Entry:
    """Return the canvas that a text names.

    Args:
        text: An id, or else a title, or else the start of either, of an id at least
            `MIN_ID_PREFIX_LENGTH` characters. Titles are compared as `folded`.
        entries: The canvases to search.
        in_trash: Whether these are the ones in the trash, for the errors.

    Raises:
        UnknownCanvasError: There is none.
        AmbiguousCanvasError: There is more than one.
    """
    name = clean(text)
    folded_name = folded(name)
    matches = (
        [entry for entry in entries if entry.id == name]
        or [entry for entry in entries if folded(entry.title) == folded_name]
        or [
            entry
            for entry in entries
            if folded(entry.title).startswith(folded_name)
            or (len(name) >= MIN_ID_PREFIX_LENGTH and entry.id.startswith(folded_name))
        ]
    )
    if not matches:
        raise unknown_canvas(name, entries, in_trash=in_trash)
    if len(matches) > 1:
        raise AmbiguousCanvasError("store.ambiguous", text=name, candidates=_names(matches))
    return matches[0]


def unknown_canvas(
    text: str, entries: Sequence[Entry], *, in_trash: bool = False
) -> UnknownCanvasError:
    """Return the error for a name that matches no canvas; it lists the canvases that exist.

    Args:
        text: The name.
        entries: The canvases that exist.
        in_trash: Whether these are the ones in the trash.
    """
    candidates = _names(entries)
    if not candidates:
        return UnknownCanvasError("trash.none" if in_trash else "store.none", text=text)
    key = "trash.unknown" if in_trash else "store.unknown"
    return UnknownCanvasError(key, text=text, candidates=candidates)


def _names(entries: Sequence[Entry]) -> tuple[TranslatedName | str, ...]:
    """Return canvases as a message lists them, at most the first `MAX_CANDIDATES`."""
    names = [_name(entry) for entry in entries[:MAX_CANDIDATES]]
    return (*names, "…") if len(entries) > MAX_CANDIDATES else tuple(names)


def _name(entry: Entry) -> TranslatedName | str:
    """Return the title and the id of a canvas; without a title, what that is called."""
    short_id = entry.id[:SHORT_ID_LENGTH]
    if entry.title:
        return f"{entry.title} ({short_id})"
    names = {each: load(each).canvas_title("") for each in languages()}
    return TranslatedName({each: f"{name} ({short_id})" for each, name in names.items()})
