"""Reports drafts: texts saved in the user's own editor that a crash kept out of the canvas."""

import os
from contextlib import suppress

from bmc_tui.cli.output import write_errors
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf


def warn_of_drafts(guide: Guide, shelf: Shelf) -> None:
    """Warn on stderr when a draft waits that the app would recover."""
    if _may_have_drafts():
        from bmc_tui.external_editor import has_waiting_drafts

        if has_waiting_drafts(copied_text_file().parent, shelf.path):
            write_errors(guide.say("recovered.draft_waits"))


def recover_drafts(guide: Guide, shelf: Shelf) -> str:
    """Merge the drafts that are not in their canvas yet; report that, and those still open."""
    if not _may_have_drafts():
        return ""
    from bmc_tui.external_editor import find_open_drafts
    from bmc_tui.session import external_edit
    from bmc_tui.session.draft_report import draft_report, open_drafts_report

    folder = copied_text_file().parent
    recovery = external_edit.recover_drafts(shelf, folder)
    open_drafts = find_open_drafts(folder, shelf.path)
    reports = (draft_report(recovery, guide), open_drafts_report(open_drafts, shelf, guide))
    return " ".join(filter(None, reports))


def _may_have_drafts() -> bool:
    """Tell whether the folder for drafts contains anything with the name of one.

    Every command asks this, so it imports nothing unless there is one.
    """
    with suppress(OSError):
        names = os.listdir(copied_text_file().parent)  # noqa: PTH208 - pathlib's way is slower
        return any(
            name.startswith(("edit-", ".edit-")) and not name.endswith((".kept", ".kept.md"))
            for name in names
        )
    return False
