"""Finds the drafts that are still open in an editor after their owner has ended.

The editor's lock says that it runs; the file of that lock has the id of its process.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bmc_tui.external_editor.drafts import EDITOR_LOCK, find_drafts, open_abandoned
from bmc_tui.external_editor.origin import DraftOrigin
from bmc_tui.files import paths

_MAX_PID_BYTES = 20
"""The length of the longest process id in decimal."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft that is still open in an editor."""

    path: Path
    """The path of the draft."""
    origin: DraftOrigin
    process: int | None
    """The id of the editor's process; None if that has ended and another one has the text open."""


def find_open_drafts(parent: Path, data: Path) -> list[OpenDraft]:
    """Return the drafts of a data file that are open in an editor that no program waits for.

    Args:
        parent: The folder for drafts.
        data: The data file.
    """
    drafts = []
    for path in find_drafts(parent):
        with open_abandoned(path) as draft:
            origin = draft.origin if draft else None
            if not draft or not origin or origin.data != str(paths.real(data)):
                continue
            if draft.editor_is_running():
                drafts.append(OpenDraft(path, origin, _read_process(path / EDITOR_LOCK)))
    return drafts


def note_process(lock: int, process: int) -> None:
    """Write the id of the editor's process into the file of its lock; a failure is ignored.

    Args:
        lock: The descriptor of the lock.
        process: The id.
    """
    with suppress(OSError):
        os.pwrite(lock, f"{process}\n".encode(), 0)


def _read_process(lock: Path) -> int | None:
    """Return the id in the file of a lock if that process runs."""
    try:
        with lock.open("rb") as file:
            process = int(file.read(_MAX_PID_BYTES))
        os.kill(process, 0)
    except PermissionError:  # the id is another user's now, so it is another process
        return None
    except (OSError, ValueError, OverflowError):
        return None
    return process
