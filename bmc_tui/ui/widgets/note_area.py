"""The text area of one section of a block: one line is one note."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from bmc_tui.model.blocks import Section
from bmc_tui.model.sanitize import clean, clean_lines, clean_typing, is_joiner, pasted_notes
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.completion import Candidates, NameCompleter

_FAR = 1_000_000
"""A column beyond every line's end."""


class NoteArea(TextArea):
    """A text area that grows with its text and hands the cursor on at its ends.

    Args:
        section: The section whose notes it holds.
        texts: Its notes.
        candidates_for: Returns the candidates for a name being typed; see `name_candidates`.
    """

    takes_text = True
    """See `KeyQueue`."""

    takes_lines = True
    """See `TypedText`."""

    @dataclass
    class Left(Message):
        """The cursor goes out of the area, up or down, at a column of cells."""

        area: "NoteArea"
        down: bool
        column: int

    @dataclass
    class UndoAsked(Message):
        """Nothing typed here is left to be undone or redone: the step before it is meant."""

        redo: bool

    def __init__(
        self,
        section: Section,
        texts: tuple[str, ...],
        candidates_for: Callable[[str], tuple[str, Candidates]],
    ) -> None:
        super().__init__(
            "\n".join(texts), compact=True, show_line_numbers=False, highlight_cursor_line=False
        )
        self.section = section
        self.cursor_blink = False
        # The other bracket of a pair may be in another note, which it means nothing to.
        self.match_cursor_bracket = False
        self.completer = NameCompleter(self, candidates_for)

    def scroll_to_region(self, region: Region, **_: Any) -> Offset:
        """Leave scrolling to the pane: an area is as high as its text."""
        return Offset(0, 0)

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes that are in the area."""
        return clean_lines(self.text)

    @property
    def index(self) -> int | None:
        """Which note the cursor is on, from 0; None on an empty line."""
        at = self.cursor_location[0]
        lines = self.document.lines
        if not clean_lines(lines[at]):
            return None
        return sum(1 for line in lines[:at] if clean_lines(line))

    def rewrite(self, change: Callable[[str], str]) -> bool:
        """Put another text in the place of the note that has the cursor, which stays where it is.

        Args:
            change: Returns the new text for the one that is there.

        Returns:
            Whether there is a note.
        """
        return self.rewrite_at(lambda line, column: (change(clean(line)), column))

    def rewrite_at(self, change: Callable[[str, int], tuple[str, int]]) -> bool:
        """Put another text in the place of the note that has the cursor, and the cursor in it.

        Args:
            change: Returns the new text, and where the cursor is in it, for those there are.

        Returns:
            Whether there is a note.
        """
        row, column = self.cursor_location
        line = self.document[row]
        if not clean_lines(line):
            return False
        text, column = change(line, column)
        self.replace(text, (row, 0), (row, len(line)))
        self.move_cursor((row, min(column, len(text))))
        return True

    @property
    def text_before_cursor(self) -> str:
        """What stands before the cursor on its line."""
        row, column = self.cursor_location
        return self.document[row][:column] if self.selection.is_empty else ""

    def complete_name(self, typed: int, name: str) -> None:
        """Put a name in the place of the characters of it that were typed."""
        row, column = self.cursor_location
        self._type(name, (row, column - typed), (row, column))

    def tidy(self) -> None:
        """Take away the empty lines; the notes stay as they are."""
        lines = [line for line in self.document.lines if clean_lines(line)]
        if len(lines) != self.document.line_count:
            self.replace("\n".join(lines), self.document.start, self.document.end)

    def open_line(self) -> None:
        """Put the cursor on an empty line below the notes, to write the next one on."""
        end = self.document.end
        if self.document[end[0]]:
            self.insert("\n", end)
        self.move_cursor(self.document.end)

    def show(self, texts: tuple[str, ...]) -> None:
        """Show `texts`. The area's own undo ends here: it would take back only half of a move.

        What is being written goes on where it is: its line is left as it was typed, and an empty
        line that waits for the next note stays below the same note.
        """
        if texts == self.texts:
            return
        lines = list(texts)
        row, column = self.cursor_location
        line = self.document[row]
        above = clean_lines("\n".join(self.document.lines[: row + 1]))
        places = [at for at, text in enumerate(texts) if above and text == above[-1]]
        at = min(places, key=lambda place: abs(place - row), default=min(row, len(lines)))
        if not clean_lines(line) and self.has_focus:
            at += bool(places)
            lines.insert(at, "")
        elif places and clean_lines(line):
            lines[at] = line
        self.replace("\n".join(lines), self.document.start, self.document.end)
        self.history.clear()
        at = min(at, self.document.line_count - 1)
        self.move_cursor((at, min(column, len(self.document[at]))))

    def put_cursor(self, index: int, column: int | None = None) -> None:
        """Put the cursor on a note.

        Args:
            index: Which note, from 0.
            column: The cell in its first line, or None for its end.
        """
        row = min(index, self.document.line_count - 1)
        line = self.document[row]
        at = len(line) if column is None else self.cell_width_to_column_index(column, row)
        self.move_cursor((row, at))

    def enter_from(self, down: bool, column: int) -> None:
        """Take over the cursor that comes in at the top (going down) or at the bottom."""
        if down:
            self.put_cursor(0, column)
            return
        last = self.wrapped_document.height - 1
        self.move_cursor(self.wrapped_document.offset_to_location(Offset(column, last)))

    def _at_edge(self, down: bool) -> bool:
        """Tell whether the cursor is on the first or last line as they are wrapped."""
        y = self.wrapped_document.location_to_offset(self.cursor_location).y
        return y == (self.wrapped_document.height - 1 if down else 0)

    def _leave(self, down: bool, column: int | None = None) -> None:
        """Hand the cursor to the section above or below."""
        if column is None:
            column = self.wrapped_document.location_to_offset(self.cursor_location).x
        self.post_message(self.Left(self, down, column))

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, out of the area from its first one."""
        if not select and self._at_edge(down=False):
            self._leave(down=False)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, out of the area from its last one."""
        if not select and self._at_edge(down=True):
            self._leave(down=True)
        else:
            super().action_cursor_down(select)

    def action_cursor_left(self, select: bool = False) -> None:
        """Go left, at the start of the area into the one above."""
        if not select and self.selection.is_empty and self.cursor_at_start_of_text:
            self._leave(down=False, column=_FAR)
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right, at the end of the area into the one below."""
        if not select and self.selection.is_empty and self.cursor_at_end_of_text:
            self._leave(down=True, column=0)
        else:
            super().action_cursor_right(select)

    def action_undo(self) -> None:
        """Take back what was typed here, else the step before."""
        if self.history.undo_stack:
            super().action_undo()
        else:
            self.post_message(self.UndoAsked(redo=False))

    def action_redo(self) -> None:
        """Do again what was undone here, else the step that was undone."""
        if self.history.redo_stack:
            super().action_redo()
        else:
            self.post_message(self.UndoAsked(redo=True))

    def on_key(self, event: events.Key) -> None:
        """Take the characters too that show nothing by themselves but belong to an emoji."""
        if self.completer.handle_key(event.key):
            event.stop()
            event.prevent_default()
        elif event.character and not event.is_printable and is_joiner(event.character):
            event.stop()
            event.prevent_default()
            self._type(event.character, *self.selection)

    def on_typed_text(self, event: TypedText) -> None:
        """Take text as typed."""
        event.stop()
        self._put(clean_typing(event.text))

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted list as one note a line; pasted into a line, words stay words."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        text = clean_typing(event.text).strip("\n")
        before = self.document[start[0]][: start[1]].strip()
        after = self.document[end[0]][end[1] :].strip()
        if "\n" in text:
            # Notes of their own: what stands around them stays what it is.
            parts = [*([""] if before else []), *pasted_notes(text), *([""] if after else [])]
            text = "\n".join(parts)
        elif not before:
            text = "\n".join(pasted_notes(text))
        self._put(text)

    def _put(self, text: str) -> None:
        """Put text where the cursor is, and the cursor behind it."""
        if text:
            self._type(text, *self.selection)

    def _type(self, text: str, start: Location, end: Location) -> None:
        """Replace a part of the text as typing does: the cursor ends up behind the new text."""
        result = self.replace(text, start, end, maintain_selection_offset=False)
        self.move_cursor(result.end_location)
