"""Reports the journals of sessions that were killed before their last changes were saved."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.cli.output import display_title, write_errors
from bmc_tui.files import paths
from bmc_tui.files.locations import has_backup, state_folder
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time, time_of
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf
from bmc_tui.store.errors import display_path, repair_command

if TYPE_CHECKING:
    from bmc_tui.store.journal_recovery import Recovery

_MAX_NAMED_CANVASES = 2
"""Canvases that a brief message names, so that it takes few rows."""


def warn_of_journals(guide: Guide, shelf: Shelf) -> None:
    """Warn on stderr when a killed session left changes that the app would recover."""
    folder, name = os.path.split(paths.real(shelf.path))
    # Every command runs this check, so it imports nothing unless there is a journal.
    # Where there was never a file, or only journals wait for it, the command itself reports them.
    had_file = paths.exists(shelf.path) or has_backup(Path(folder, name))
    if _has_names(folder, f".{name}.journal-") or (
        had_file and _has_names(str(state_folder()), "journal-")
    ):
        from bmc_tui.store.journal_recovery import has_abandoned_journals

        if has_abandoned_journals(shelf.path):
            write_errors(guide.say("recovered.waits"))


def _has_names(folder: str, prefix: str) -> bool:
    """Tell whether a folder has a file whose name starts with a prefix."""
    with suppress(OSError):
        return any(name.startswith(prefix) for name in os.listdir(folder))  # noqa: PTH208 - pathlib's way is slower
    return False


def recover_canvases(guide: Guide, shelf: Shelf, *, is_brief: bool = False) -> str:
    """Merge the journals of killed sessions into the file, and return the message about that.

    Args:
        guide: The language.
        shelf: The canvases.
        is_brief: Whether to count the canvases where they are too many to name each.
    """
    from bmc_tui.files.journal_paths import find_journals

    if not find_journals(shelf.path):
        return ""
    from bmc_tui.store.journal_recovery import recover_journals

    return _report(recover_journals(shelf), guide, shelf, is_brief=is_brief)


def recover_waiting(guide: Guide, shelf: Shelf) -> str:
    """Merge the journals that wait for another file too; return the message, "" for none."""
    from bmc_tui.store.journal_recovery import recover_journals

    return _report(recover_journals(shelf, waiting_too=True), guide, shelf)


def _report(recovery: "Recovery", guide: Guide, shelf: Shelf, *, is_brief: bool = False) -> str:
    """Return the message about what was recovered."""
    named = recovery.canvases
    messages = []
    if is_brief and len(named) > _MAX_NAMED_CANVASES:
        notes = sum(canvas.changed_note_count for canvas in named)
        message = guide.say(
            "recovered.put_back_all",
            notes=guide.pluralize("count.note", notes),
            canvases=guide.pluralize("count.canvas", len({canvas.id for canvas in named})),
        )
        messages, named = [message], ()
    messages += [
        guide.say(
            "recovered.put_back",
            notes=guide.pluralize("count.note", canvas.changed_note_count),
            title=display_title(canvas.title, guide),
        )
        for canvas in named
    ]
    messages += [
        guide.say("recovered.title", theirs=display_title(canvas.their_title, guide))
        for canvas in recovery.canvases
        if canvas.their_title
    ]
    messages += [
        guide.say("recovered.set_aside", file=clean(path.name)) for path in recovery.set_aside
    ]
    if recovery.waiting and paths.exists(shelf.path):  # without a file, the start asks about them
        messages.append(
            guide.say(
                "recovered.for_other",
                written=local_time(_modified(recovery.waiting[0])),
                file=display_path(shelf.path),
                remedy=repair_command(shelf.path, "journal"),
            )
        )
    if recovery.error:
        messages.append(guide.say("recovered.not_yet", reason=guide.error_message(recovery.error)))
    return " ".join(messages)


def _modified(path: Path) -> datetime:
    """Return when a journal was written; the present time if it is gone by now."""
    try:
        return time_of(path.stat().st_mtime)
    except OSError:
        return datetime.now(UTC)
