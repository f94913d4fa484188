"""What a session reports to the screen that shows its canvas."""

from dataclasses import dataclass
from enum import Enum, auto

from bmc_tui.model.merge import Conflict
from bmc_tui.store import StoreError


class SaveState(Enum):
    """Whether the file has the canvas as it is on the screen."""

    SAVED = auto()
    WAITING = auto()
    """Changed; the autosave is due or under way."""
    FAILED = auto()
    """The last save failed; it is retried."""


@dataclass(frozen=True, slots=True)
class SaveStateChanged:
    """The session's `state` is another one now."""

    state: SaveState


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """A save failed for another reason, or of a newer canvas, than the last one reported."""

    error: StoreError
    unjournaled: bool
    """Whether the journal could not be written either: quitting now loses what is not saved."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The canvas was saved together with what another program had made of it."""

    conflicts: tuple[Conflict, ...]
    """The notes that both sides changed; both wordings are in the canvas."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The canvas was saved and taken out of the trash, where another program had put it."""


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """Another program changed the canvas; its changes are in the session's canvas now."""

    conflicts: tuple[Conflict, ...]
    """As for `Merged`: something may have been typed while the file was read."""


@dataclass(frozen=True, slots=True)
class DeletedElsewhere:
    """Another program deleted the canvas; the next change brings it back."""


@dataclass(frozen=True, slots=True)
class VersionFailed:
    """There is no version of the canvas as it was before the first change."""

    error: StoreError


Event = (
    SaveStateChanged
    | SaveFailed
    | Merged
    | Restored
    | ChangedElsewhere
    | DeletedElsewhere
    | VersionFailed
)
