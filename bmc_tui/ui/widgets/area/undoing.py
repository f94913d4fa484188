"""Undoes and redoes typing in a text area, and reports what that changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import TextArea

from bmc_tui.model.blocks import Section

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.note_area import NoteArea


@dataclass
class UndoRequested(Message):
    """The user asked for undo or redo, and the area has no typing to undo or redo."""

    redo: bool


@dataclass
class TypingUndone(Message):
    """Typing in an area was undone or redone."""

    section: Section
    before: tuple[str, ...]
    """The notes of the area before that."""
    after: tuple[str, ...]
    """Its notes now."""
    redo: bool


def step_typing(area: "NoteArea", *, redo: bool) -> None:
    """Undo or redo typing in an area; if there is none, ask for a step of the canvas.

    Args:
        area: The text area.
        redo: Whether to redo.
    """
    history = area.history
    if not (history.redo_stack if redo else history.undo_stack):
        area.post_message(UndoRequested(redo))
        return
    before = area.texts
    (TextArea.action_redo if redo else TextArea.action_undo)(area)
    area.post_message(TypingUndone(area.section, before, area.texts, redo))
