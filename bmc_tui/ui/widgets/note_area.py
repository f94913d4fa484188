"""The text area of one section of a block: one line is one note."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from bmc_tui.model.blocks import Section
from bmc_tui.model.sanitize import clean, clean_lines, clean_typing, is_joiner, pasted_notes
from bmc_tui.ui.terminal.typed_text import Burst
from bmc_tui.ui.widgets.completion import Completer, Offers

_FAR = 1_000_000
"""A column beyond every line's end."""


class NoteArea(TextArea):
    """A text area that grows with its text and hands the cursor on at its ends.

    Args:
        section: The section whose notes it holds.
        texts: Its notes.
        offered: Returns the names that can be offered behind a text.
    """

    takes_text = True
    """See `TypeAhead`."""

    takes_lines = True
    """See `Burst`."""

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
        offered: Callable[[str], tuple[str, Offers]],
    ) -> None:
        self._wrapped_at: tuple[object, int, int] | None = None
        self._quiet_rows: LRUCache[tuple[str, int, Size], Strip] = LRUCache(1024)
        """The rows without the cursor, by what they show."""
        super().__init__(
            "\n".join(texts), compact=True, show_line_numbers=False, highlight_cursor_line=False
        )
        self.section = section
        self.cursor_blink = False
        # The other bracket of a pair may be in another note, which it means nothing to.
        self.match_cursor_bracket = False
        self._is_dressed = False
        self.completer = Completer(self, offered)

    def notify_style_update(self) -> None:
        """Take the colours of the style sheet, or of a new theme."""
        super().notify_style_update()
        self._is_dressed = False
        self._quiet_rows.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some of the rows.

        For each key Textual looks up all colours again and makes all rows anew; here those without
        the cursor stay.
        """
        if not self._is_dressed and self._theme:
            self._theme.apply_css(self)
            self._is_dressed = True
        rows = [self._row(y) for y in crop.line_range]
        if crop.column_span != (0, self.outer_size.width):
            rows = [row.crop(*crop.column_span) for row in rows]
        return rows

    def _row(self, y: int) -> Strip:
        """Return one row, padding included."""
        key = self._shown_at(y)
        if key is None or key not in self._quiet_rows:
            whole = Region(0, y, self.outer_size.width, 1)
            [row] = super(TextArea, self).render_lines(whole)
            if key is None:
                return row
            self._quiet_rows[key] = row
        return self._quiet_rows[key]

    def _shown_at(self, y: int) -> tuple[str, int, Size] | None:
        """Return what a row shows: a line, which part of it, and in which size.

        Nothing where the cursor or the selection is, or below the text.
        """
        places = self.wrapped_document._offset_to_line_info  # noqa: SLF001 - it has no public way
        at = self.scroll_offset.y + y
        if at >= len(places):
            return None
        line, part = places[at]
        first, last = sorted(self.selection)
        return None if first[0] <= line <= last[0] else (self.document[line], part, self.size)

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Wrap the lines anew where the width is another.

        A note more makes the area only higher, and Textual would wrap all that is in it, twice.
        """
        at = (self.wrapped_document, self.wrap_width, self.indent_width)
        if at == self._wrapped_at:
            self._line_cache.clear()
            self._refresh_size()
        else:
            super()._rewrap_and_refresh_virtual_size()
            self._wrapped_at = at

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Leave it to the pane, which scrolls: an area is as high as its text."""
        self._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        return Offset(0, 0)

    def post_message(self, message: Message) -> bool:
        """Hand what each character brings to the pane itself: each stop on the way takes time."""
        if isinstance(message, TextArea.Changed | TextArea.SelectionChanged) and self.parent:
            return self.parent.post_message(message)
        return super().post_message(message)

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
    def before(self) -> str:
        """What stands before the cursor on its line."""
        row, column = self.cursor_location
        return self.document[row][:column] if self.selection.is_empty else ""

    def put_name(self, typed: int, name: str) -> None:
        """Put a name in the place of the characters of it that were typed."""
        row, column = self.cursor_location
        if result := self._replace_via_keyboard(name, (row, column - typed), (row, column)):
            self.move_cursor(result.end_location)

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

    async def _on_key(self, event: events.Key) -> None:
        """Take the characters too that show nothing by themselves but belong to an emoji."""
        if self.completer.takes(event.key):
            event.stop()
            event.prevent_default()
        elif event.character and not event.is_printable and is_joiner(event.character):
            event.stop()
            event.prevent_default()
            self._replace_via_keyboard(event.character, *self.selection)
        else:
            await super()._on_key(event)

    def _on_burst(self, event: Burst) -> None:
        """Take text as typed."""
        event.stop()
        self._put(clean_typing(event.text))

    async def _on_paste(self, event: events.Paste) -> None:
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
        if text and (result := self._replace_via_keyboard(text, *self.selection)):
            self.move_cursor(result.end_location)
