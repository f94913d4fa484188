"""Edits a text in the user's own editor, in a file that outlives a crash of either program."""

from bmc_tui.external_editor.drafts import (
    Draft,
    find_drafts,
    has_waiting_drafts,
    open_abandoned,
    set_aside_old_files,
)
from bmc_tui.external_editor.editor import (
    Edited,
    EditorError,
    Suspend,
    edit,
    edit_in_terminal,
    editor_command,
)
from bmc_tui.external_editor.open_drafts import OpenDraft, find_open_drafts
from bmc_tui.external_editor.origin import DraftOrigin

__all__ = [
    "Draft",
    "DraftOrigin",
    "Edited",
    "EditorError",
    "OpenDraft",
    "Suspend",
    "edit",
    "edit_in_terminal",
    "editor_command",
    "find_drafts",
    "find_open_drafts",
    "has_waiting_drafts",
    "open_abandoned",
    "set_aside_old_files",
]
