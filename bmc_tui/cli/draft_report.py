"""Reports drafts: what was saved in the user's own editor, and not taken over before a crash."""

import os
from contextlib import suppress

from bmc_tui.cli.output import display_title, write_errors
from bmc_tui.files.locations import copied_text_file
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf


def warn_of_drafts(guide: Guide, shelf: Shelf) -> None:
    """Warn on stderr when a draft waits that the app would recover."""
    if _may_have_drafts():
        from bmc_tui.external_editor import has_waiting_drafts

        if has_waiting_drafts(copied_text_file().parent, shelf.path):
            write_errors(guide.say("recovered.draft_waits"))


def recover_drafts(guide: Guide, shelf: Shelf) -> str:
    """Merge the drafts that were not taken over, and return the message about that."""
    if not _may_have_drafts():
        return ""
    from bmc_tui.guide.dates import local_time
    from bmc_tui.session import external_edit

    recovery = external_edit.recover_drafts(shelf, copied_text_file().parent)
    messages = []
    for draft in recovery.recovered:
        is_one_block = len(draft.blocks) == 1
        message = guide.say(
            "recovered.draft_of_block" if is_one_block else "recovered.draft",
            saved=local_time(draft.saved),
            title=display_title(draft.title, guide),
            block=guide.title(draft.blocks[0]) if is_one_block else "",
        )
        messages.append(message)
    for kept in recovery.kept:
        message = guide.say(
            "recovered.draft_kept" if kept.reason else "recovered.draft_unknown",
            reason=guide.error_message(kept.reason) if kept.reason else "",
            file=clean(str(kept.path)),
        )
        messages.append(message)
    left = [*recovery.left, *(draft.left for draft in recovery.recovered if draft.left)]
    messages += [guide.say("editor.left", file=clean(str(file))) for file in left]
    if recovery.error:
        reason = guide.error_message(recovery.error)
        messages.append(guide.say("recovered.draft_not_yet", reason=reason))
    return " ".join(messages)


def _may_have_drafts() -> bool:
    """Tell whether the folder for drafts has anything named as one.

    Every command asks this, so it imports nothing unless there is one.
    """
    with suppress(OSError):
        names = os.listdir(copied_text_file().parent)  # noqa: PTH208 - pathlib's way is slower
        return any(
            name.startswith(("edit-", ".edit-")) and not name.endswith((".kept", ".kept.md"))
            for name in names
        )
    return False
