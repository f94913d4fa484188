"""What the keys of notes mode do to the note that has the cursor."""

from typing import TYPE_CHECKING

from bmc_tui.render.wrap import truncate

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.notes.mode import NotesMode

_MAX_TEXT_CELLS = 40
"""Cells at which a message truncates a note, so that it fits on one row of 80 cells."""


def delete(mode: "NotesMode") -> None:
    """Delete the note; the cursor goes to the one behind it."""
    spot, note = mode.current, mode.note
    if spot is None or note is None:
        mode.screen.show_message("no_notes_here")
        return
    mode.edit(mode.screen.canvas.without_note(spot), mode.index)
    mode.screen.show_message("note_deleted", text=truncate(note.text, _MAX_TEXT_CELLS))
