"""The events that a session emits to the screen that shows its canvas."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import Conflict
from bmc_tui.store import StoreError


class SaveState(Enum):
    """Whether the file has the canvas as it is on the screen."""

    SAVED = auto()
    WAITING = auto()
    """Changed; the autosave is due or under way."""
    FAILED = auto()
    """The last save failed; it is retried."""
    GONE = auto()
    """The file is gone, so that nothing is saved; saving is tried until it is there again."""


class SaveStateChanged(NamedTuple):
    """The session's `state` has changed."""

    state: SaveState


class SaveFailed(NamedTuple):
    """A save failed. The same failure is only reported again when the canvas has changed since."""

    error: StoreError
    unjournaled: bool
    """Whether the journal could not be written either: to quit now would lose the changes."""


@dataclass(frozen=True, slots=True)
class _Merge:
    """The canvas was merged with what another program has written; an event says when.

    Events are equal if they are of the same class and have the same conflicts.
    """

    conflicts: tuple[Conflict, ...]
    """What both sides changed: notes, of which the canvas has both texts, and the title."""
    before: Canvas = field(default=Canvas(), compare=False)
    """The canvas as it was here before that."""


class Merged(_Merge):
    """The canvas was merged with what another program has saved or was copied over the file."""


class FileBack(_Merge):
    """The file was gone and is back; the canvas was saved, merged with what is in it."""


class ChangedElsewhere(_Merge):
    """Another program changed the canvas; its changes were merged into the session's canvas.

    There may be conflicts, as the user may have typed while the file was being read.
    """


@dataclass(frozen=True, slots=True)
class _Fate:
    """What has become of the canvas in the file; events are equal if they are of the same class."""


class Restored(_Fate):
    """The canvas was saved and taken out of the trash, where another program had put it."""


class DeletedElsewhere(_Fate):
    """Another program deleted the canvas; the next change brings it back."""


class VersionFailed(NamedTuple):
    """The version of the canvas before the first change could not be written."""

    error: StoreError


Event = (
    SaveStateChanged
    | SaveFailed
    | Merged
    | FileBack
    | Restored
    | ChangedElsewhere
    | DeletedElsewhere
    | VersionFailed
)
