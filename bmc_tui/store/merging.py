"""Saves a canvas that other programs may be saving too: load, merge, save, and retry on a conflict.

Nothing is locked between the load and the save. A save names the state that it is based on, and is
refused when the file has another one; then the canvas is loaded and merged again.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import Conflict, find_conflicts, merge
from bmc_tui.store.documents import StoredCanvas
from bmc_tui.store.errors import ConflictError, UnknownCanvasError
from bmc_tui.store.lineage import Ancestry, Lineage, State
from bmc_tui.store.shelf import Shelf


def merge_and_save(
    shelf: Shelf,
    id_: str,
    merge_stored: Callable[[StoredCanvas | None], Canvas | None],
    *,
    start: StoredCanvas | None = None,
    tries: int | None = None,
    contained: Callable[[], Lineage] = Lineage,
) -> StoredCanvas:
    """Save a canvas, merged with what the file has.

    Args:
        shelf: The canvases.
        id_: The canvas's id.
        merge_stored: Returns the canvas to save, given the one in the file, or None to save
            nothing. It is called again after each conflict; what the last call returned was saved.
            When the file has no such canvas, it is given None and returns the canvas to create, if
            any.
        start: The canvas as it was last read from the file; read now by default.
        tries: How many times to try before a conflict is raised; no limit by default.
        contained: Returns what the canvas to save contains besides the one in the file; called
            after `merge_stored`.

    Returns:
        The canvas as the file has it now. Nothing was written if that equals the merged one.

    Raises:
        ConflictError: Other programs saved the canvas during each of `tries`.
        UnknownCanvasError: There is no such canvas, and `merge_stored` did not return one to
            create.
        StoreError: The file can't be read or written.
    """
    attempt = 1
    while True:
        try:
            return _try_once(shelf, id_, merge_stored, start, contained)
        except ConflictError:
            if attempt == tries:
                raise
        attempt += 1
        start = None


def _try_once(
    shelf: Shelf,
    id_: str,
    merge_stored: Callable[[StoredCanvas | None], Canvas | None],
    start: StoredCanvas | None,
    contained: Callable[[], Lineage],
) -> StoredCanvas:
    """Merge and save once, as `merge_and_save` does."""
    try:
        stored = start or shelf.load(id_)
        merged = merge_stored(stored)
        if merged is None or merged == stored.canvas:
            return stored
        return shelf.save(stored, merged, contained())
    except UnknownCanvasError:
        canvas = merge_stored(None)
        if canvas is None:
            raise
        return shelf.create(canvas, id_, contained())


class MergedCanvas(NamedTuple):
    """The merge of two stored canvases."""

    canvas: Canvas
    lineage: Lineage
    """All saves that it contains."""
    base: Canvas
    """What it was merged from; empty when the last common state is not known."""
    conflicts: tuple[Conflict, ...]
    """The notes that both sides changed; the canvas has both wordings."""


def merge_canvases(
    mine: StoredCanvas, theirs: StoredCanvas, earlier: Iterable[State] = ()
) -> MergedCanvas:
    """Merge a canvas of another file, such as a copy from another computer, into ours.

    If one of them continues the other, the merge is that one. To save it, give `Shelf.save` `mine`,
    the merged canvas and its lineage.

    Args:
        mine: The canvas in our file.
        theirs: The canvas with the same id in the other file.
        earlier: Earlier states of `mine`, the oldest first, such as that in the backup beside the
            file: the newest one that `theirs` contains too is the base of the merge.
    """
    my_state, their_state = mine.state, theirs.state
    lineage = my_state.lineage.join(their_state.lineage)
    if my_state.lineage.contains(their_state.lineage):  # theirs has nothing that mine lacks
        return MergedCanvas(mine.canvas, lineage, theirs.canvas, ())
    ancestry = Ancestry()
    for state in (*earlier, my_state):
        if my_state.lineage.contains(state.lineage):
            ancestry = ancestry.with_state(state)
    base = ancestry.base(their_state).canvas
    return MergedCanvas(
        merge(base, mine.canvas, theirs.canvas),
        lineage,
        base,
        tuple(find_conflicts(base, mine.canvas, theirs.canvas)),
    )
