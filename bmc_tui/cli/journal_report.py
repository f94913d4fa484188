"""Reports the journals of sessions that were killed before their last changes were saved."""

import os
from contextlib import suppress

from bmc_tui.cli.output import display_title, write_errors
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf


def warn_of_journals(guide: Guide, shelf: Shelf) -> None:
    """Warn on stderr when a killed session left changes that the app would recover."""
    folder, name = os.path.split(os.path.realpath(shelf.path))
    with suppress(OSError):
        # Every command runs this check, so it imports nothing unless there is a journal.
        if any(entry.startswith(f".{name}.journal-") for entry in os.listdir(folder)):  # noqa: PTH208 - pathlib's way is slower
            from bmc_tui.store.journal_recovery import has_abandoned_journals

            if has_abandoned_journals(shelf.path):
                write_errors(guide.say("recovered.waits"))


def recover_journals(guide: Guide, shelf: Shelf) -> str:
    """Merge the journals of killed sessions into the file, and return the message about that."""
    from bmc_tui.store.journal import find_journals

    if not find_journals(shelf.path):
        return ""
    from bmc_tui.store import journal_recovery

    recovery = journal_recovery.recover_journals(shelf)
    messages = [
        guide.say(
            "recovered.put_back",
            notes=guide.pluralize("count.note", canvas.changed_note_count),
            title=display_title(canvas.title, guide),
        )
        for canvas in recovery.canvases
    ]
    messages += [
        guide.say("recovered.set_aside", file=clean(path.name)) for path in recovery.set_aside
    ]
    if recovery.error:
        messages.append(guide.say("recovered.not_yet", reason=guide.error_message(recovery.error)))
    return " ".join(messages)
