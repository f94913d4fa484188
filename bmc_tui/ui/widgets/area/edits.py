"""Edits whole notes in a text area: rewrites one, cuts and puts them as undo steps of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from textual.message import Message

from bmc_tui.model.sanitize import clean, clean_lines

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.note_area import NoteArea


@dataclass
class StepBegun(Message):
    """Edits from now on are another undo step than those before."""

    arranges: bool
    """Whether it cuts or puts whole notes, so that the grid makes room for them."""


class _CopyingApp(Protocol):
    """What the app does for cuts and copies."""

    cut_notes: str
    """The whole notes that were cut and not put yet, each with a line break."""

    @property
    def clipboard(self) -> str:
        """What was copied or cut last."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, and report where to."""

    def report_message(self, key: str) -> None:
        """Show the message with a key."""


def rewrite_note(area: "NoteArea", change: Callable[[str, int], tuple[str, int]]) -> bool:
    """Replace the text of the note under the cursor, and move the cursor in it.

    Args:
        area: The text area.
        change: Returns the new text and the cursor's index in it for the current ones.

    Returns:
        Whether the cursor is on a note.
    """
    row, column = area.cursor_location
    line = area.document[row]
    if not area.prepared.is_note(line):
        return False
    text, column = change(line, column)
    area.replace(text, (row, 0), (row, len(line)))
    area.move_cursor((row, min(column, len(text))))
    return True


def cut_note(area: "NoteArea") -> None:
    """Cut the note under the cursor with its line, and copy it with those that were cut before it.

    Args:
        area: The text area.
    """
    app = cast("_CopyingApp", area.app)
    row, _ = area.cursor_location
    line = area.document[row]
    if not area.prepared.is_note(line):
        app.report_message("no_note_here")
        return
    with _own_step(area):
        if row + 1 < area.document.line_count:
            area.delete((row, 0), (row + 1, 0))
        else:
            start = (row - 1, len(area.document[row - 1])) if row else (0, 0)
            area.delete(start, (row, len(line)))
    gathered = app.cut_notes if app.cut_notes == app.clipboard else ""
    app.cut_notes = f"{gathered}{clean(line)}\n"
    app.copy_to_clipboard(app.cut_notes)


def put_notes(area: "NoteArea") -> bool:
    """Insert the notes that were cut or copied last as whole lines; the next cut starts anew.

    Args:
        area: The text area.

    Returns:
        Whether whole notes were copied last.
    """
    app = cast("_CopyingApp", area.app)
    if not app.clipboard:
        app.report_message("nothing_to_put")
    if not app.clipboard.endswith("\n"):
        return False
    with _own_step(area):
        area.insert_lines(clean_lines(app.clipboard))
    app.cut_notes = ""
    return True


@contextmanager
def _own_step(area: "NoteArea") -> Iterator[None]:
    """Make the edits in the context an undo step of the canvas, which the area no longer undoes."""
    area.post_message(StepBegun(arranges=True))
    yield
    area.history.clear()
    area.post_message(StepBegun(arranges=False))
