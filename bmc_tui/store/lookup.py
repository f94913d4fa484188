"""The canvas that a person means by a title or an id, and the errors that name others."""

from collections.abc import Sequence

from bmc_tui.model.sanitize import clean
from bmc_tui.store.documents import Entry
from bmc_tui.store.errors import AmbiguousCanvasError, UnknownCanvasError

SHORT_ID = 8
"""How much of an id a person sees; `named` takes it."""

SHORTEST_ID = 4
"""How much of an id names a canvas at least."""

MOST_NAMED = 9
"""How many canvases a message names at most."""


def named(text: str, entries: Sequence[Entry], *, in_trash: bool = False) -> Entry:
    """Return the canvas that a person means.

    Args:
        text: Its id or title, or else the start of one, of an id at least four characters.
            Capitals do not matter in a title.
        entries: The canvases to choose from.
        in_trash: Whether they are those in the trash, for the errors.

    Raises:
        UnknownCanvasError: There is none.
        AmbiguousCanvasError: There is more than one.
    """
    name = clean(text)
    wanted = name.casefold()
    found = (
        [entry for entry in entries if entry.id == name]
        or [entry for entry in entries if entry.title.casefold() == wanted]
        or [
            entry
            for entry in entries
            if entry.title.casefold().startswith(wanted)
            or (len(name) >= SHORTEST_ID and entry.id.startswith(wanted))
        ]
    )
    if not found:
        raise unknown(name, entries, in_trash=in_trash)
    if len(found) > 1:
        raise AmbiguousCanvasError("store.ambiguous", text=name, candidates=_names(found))
    return found[0]


def unknown(text: str, entries: Sequence[Entry], *, in_trash: bool = False) -> UnknownCanvasError:
    """Return the error that says which canvases there are instead.

    Args:
        text: What was named.
        entries: The canvases there are.
        in_trash: Whether they are those in the trash.
    """
    candidates = _names(entries)
    if not candidates:
        return UnknownCanvasError("trash.none" if in_trash else "store.none", text=text)
    key = "trash.unknown" if in_trash else "store.unknown"
    return UnknownCanvasError(key, text=text, candidates=candidates)


def _names(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return canvases as a message names them: the last changed ones, when they are many."""
    names = [f"{entry.title} ({entry.id[:SHORT_ID]})".lstrip() for entry in entries[:MOST_NAMED]]
    return (*names, "…") if len(entries) > MOST_NAMED else tuple(names)
