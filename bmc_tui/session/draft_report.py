"""The messages about drafts that were recovered, and about those still open in an editor."""

from collections.abc import Sequence
from contextlib import suppress

from bmc_tui.external_editor import OpenDraft
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.sanitize import clean
from bmc_tui.session.external_edit import DraftRecovery
from bmc_tui.store import Shelf, StoreError


def draft_report(recovery: DraftRecovery, guide: Guide) -> str:
    """Return the message about the recovery of drafts; "" when nothing was recovered.

    Args:
        recovery: Its result.
        guide: The language.
    """
    messages = []
    for draft in recovery.recovered:
        is_one_block = len(draft.blocks) == 1
        message = guide.say(
            "recovered.draft_of_block" if is_one_block else "recovered.draft",
            saved=local_time(draft.saved),
            title=guide.canvas_title(clean(draft.title)),
            block=guide.title(draft.blocks[0]) if is_one_block else "",
        )
        messages.append(message)
        if draft.guessed_at:
            messages.append(guide.say("recovered.draft_guessed", line=draft.guessed_at))
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


def open_drafts_report(drafts: Sequence[OpenDraft], shelf: Shelf, guide: Guide) -> str:
    """Return the message about drafts that are still open in an editor; "" for none.

    Args:
        drafts: The drafts.
        shelf: The canvases of their data file.
        guide: The language.
    """
    if not drafts:
        return ""
    titles: dict[str, str] = {}
    with suppress(StoreError):  # the start reports it
        titles = {entry.id: entry.title for entry in shelf.entries()}
    messages = []
    for draft in drafts:
        blocks = draft.origin.blocks
        title = guide.canvas_title(clean(titles.get(draft.origin.canvas_id, "")))
        text = guide.say("recovered.text_of", title=title)
        if len(blocks) == 1:
            text = guide.say("recovered.text_of_block", title=title, block=blocks[0])
        key = "recovered.draft_open" if draft.process is None else "recovered.draft_open_process"
        messages.append(guide.say(key, text=text, process=draft.process))
    return " ".join(messages)
