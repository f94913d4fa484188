"""The text area of one section of a block: one line is one note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location, TextAreaTheme

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.merge import MergedItem
from bmc_tui.model.sanitize import clean_lines, clean_typing, is_joiner
from bmc_tui.ui.paste_reading import PlacesPasted, read_pasted
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.area.edits import StepBegun, cut_note, put_notes
from bmc_tui.ui.widgets.area.undoing import step_typing
from bmc_tui.ui.widgets.completion import CandidateLookup, NameCompleter
from bmc_tui.ui.widgets.note_lines import NoteLines, carry_over
from bmc_tui.ui.widgets.prepared_lines import PreparedLines

_END_COLUMN = 1_000_000
"""A column in cells beyond every line's end."""

_CURSOR_CELLS = 1
"""Cells at the end of each row that are for the cursor after the text."""

_MAX_CACHED_ROWS = 1024
"""Maximum number of rendered rows that an area caches."""


@dataclass
class _StyleSheetTheme(TextAreaTheme):
    """The colours of the style sheet, looked up when they change; Textual does so at each frame."""

    name: str = "bmc"
    style_version: int = field(default=0, init=False)
    """The `NoteArea.style_version` of the colours; 0 before they were looked up."""

    def apply_css(self, text_area: TextArea) -> None:
        """Look up the colours of a `NoteArea`, unless they are those of its current styles."""
        version = getattr(text_area, "style_version", 0)
        if not version or version != self.style_version:
            super().apply_css(text_area)
            self.style_version = version


class NoteArea(TextArea):
    """A text area as high as its text; at its edges the cursor moves on to the next area.

    Args:
        section: The section of the notes.
        texts: The notes.
        candidates_for: Looks up the candidates for a name being typed.
        block: The block of the notes.
    """

    takes_text = True
    """Whether characters become text here; see `KeyQueue` and `TypedText`."""

    takes_lines = True
    """Whether a `TypedText` of several lines is delivered whole."""

    @dataclass
    class CursorExited(Message):
        """The cursor leaves the area, up or down, at a column in cells."""

        area: "NoteArea"
        down: bool
        column: int

    def __init__(
        self,
        section: Section,
        texts: tuple[str, ...],
        candidates_for: CandidateLookup,
        block: Block,
    ) -> None:
        self.style_version = 1
        """Counts the changes of the area's styles, from 1."""
        self._rows: LRUCache[tuple[str, int, Size], Strip] = LRUCache(_MAX_CACHED_ROWS)
        """The rendered rows without the cursor, by line, index of the first character and size."""
        self._margins: tuple[Strip, Strip, Color] | None = None
        """What is beside the text of each row, and its background; None before a row is shown."""
        self._cleaned: tuple[str, tuple[str, ...]] = "", ()
        """A text of the area and its notes: each typed character has several readers of them."""
        self.prepared = PreparedLines(self)
        self._wrapped_at = 0
        """The width of the text in cells at which it was wrapped last, before `_CURSOR_CELLS`."""
        super().__init__(
            "\n".join(texts), compact=True, show_line_numbers=False, highlight_cursor_line=False
        )
        theme = _StyleSheetTheme()
        self.register_theme(theme)
        self.theme = theme.name
        self.section = section
        self._block = block
        self.cursor_blink = False
        # Textual would pair brackets of different notes.
        self.match_cursor_bracket = False
        self.completer = NameCompleter(self, candidates_for)

    def scroll_to_region(self, region: Region, **_: Any) -> Offset:
        """Do nothing: the area is as high as its text, and the pane scrolls."""
        return Offset(0, 0)

    def post_message(self, message: Message) -> bool:
        """Post edits to the pane itself, in their order: bubbling there delays the frame."""
        types = TextArea.Changed | TextArea.SelectionChanged | StepBegun
        if isinstance(message, types) and self.parent:
            return self.parent.post_message(message)
        return super().post_message(message)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at this width, at which the text is wrapped from now on.

        Textual wraps it after the layout, by an event that it does not post to every new widget.
        """
        if width != self._wrapped_at:
            self._wrapped_at = width
            self.wrapped_document.wrap(max(0, width - _CURSOR_CELLS), self.indent_width)
        return self.wrapped_document.height

    def notify_style_update(self) -> None:
        """Drop what was rendered in the previous styles."""
        super().notify_style_update()
        self.style_version += 1
        self._rows.clear()
        self._margins = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows; at each key only those with the cursor and new ones are rendered."""
        starts = islice(self._line_starts(crop.y), crop.height)
        size = self.size
        rows = [self._row(y, start, size) for y, start in zip_longest(crop.line_range, starts)]
        if crop.column_span != (0, self.outer_size.width):
            rows = [row.crop(*crop.column_span) for row in rows]
        return rows

    def _row(self, y: int, start: Location | None, size: Size) -> Strip:
        """Return a row of the area, padding included.

        Args:
            y: The row, from 0.
            start: Where the text that it shows begins; None for a row below the text.
            size: The size of the area's text.
        """
        first, last = sorted(self.selection)
        if start is None:
            return self._render_row(y)
        key = self.document[start[0]], start[1], size
        has_cursor = first[0] <= start[0] <= last[0]
        row = self._render_row(y) if has_cursor or key not in self._rows else self._rows[key]
        if not has_cursor:
            self._rows[key] = row
        return self.prepared.muted(row, start[0])

    def _render_row(self, y: int) -> Strip:
        """Return a row as Textual renders it, which looks up all styles anew for each."""
        if self._margins is None:
            [row] = super().render_lines(Region(0, y, self.outer_size.width, 1))
            margin, edge = self.gutter, row.cell_length - self.gutter.right
            self._margins = row.crop(0, margin.left), row.crop(edge), self.background_colors[1]
            return row
        left, right, background = self._margins
        text = self.render_line(y)
        for line_filter in self.get_line_filters():
            text = text.apply_filter(line_filter, background)
        return Strip.join([left, text, right])

    def _line_starts(self, y: int) -> Iterator[Location]:
        """Yield where the text of each row begins, as wrapped, from row `y` to the last line."""
        y += self.scroll_offset.y
        if y >= self.wrapped_document.height:
            return
        line, column = self.wrapped_document.offset_to_location(Offset(0, y))
        while line < self.document.line_count:
            for start in (0, *self.wrapped_document.get_offsets(line)):
                if start >= column:
                    yield line, start
            line, column = line + 1, 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes in the area."""
        if (text := self.text) != self._cleaned[0]:
            self._cleaned = text, self.prepared.notes_among(clean_lines(text))
        return self._cleaned[1]

    @property
    def index(self) -> int | None:
        """The index of the note under the cursor; None on an empty line."""
        row = self.cursor_location[0]
        lines = self.document.lines
        return (
            sum(map(self.prepared.is_note, lines[:row]))
            if self.prepared.is_note(lines[row])
            else None
        )

    @property
    def next_index(self) -> int:
        """The index that a note would get below the line with the cursor."""
        return sum(map(self.prepared.is_note, self.document.lines[: self.cursor_location[0] + 1]))

    @property
    def text_before_cursor(self) -> str:
        """The text before the cursor on its line; empty while something is selected."""
        row, column = self.cursor_location
        return self.document[row][:column] if self.selection.is_empty else ""

    def complete_name(self, typed: int, name: str) -> None:
        """Replace the last `typed` characters before the cursor by a name."""
        row, column = self.cursor_location
        self._type(name, (row, column - typed), (row, column))

    def tidy(self) -> None:
        """Remove the empty lines; the notes stay as they are."""
        lines = [line for line in self.document.lines if clean_lines(line)]
        if len(lines) != self.document.line_count:
            self.replace("\n".join(lines), self.document.start, self.document.end)

    def open_line(self) -> None:
        """Move the cursor to an empty line below the notes, where the next one is written."""
        end = self.document.end
        if self.document[end[0]]:
            self.insert("\n", end)
            self.history.clear()  # so that the next undo does not revert an empty line
        self.move_cursor(self.document.end)

    def show(self, merged: Sequence[MergedItem[str]], *, keeps_line: bool) -> None:
        """Show changed notes, and clear the undo history of typing, which would undo the change.

        Args:
            merged: The notes, each traced to the note here that it was.
            keeps_line: See `carry_over`.
        """
        if tuple(text for text, _ in merged) == self.texts:
            return
        before = NoteLines(self.prepared.blanked(self.document.lines), *self.selection)
        after = carry_over(before, merged, keeps_line=keeps_line)
        self.replace("\n".join(after.lines), self.document.start, self.document.end)
        self.history.clear()
        self.move_cursor(after.anchor)
        self.move_cursor(after.cursor, select=after.anchor != after.cursor)

    def move_to_note(self, note: int, column: int | None = None) -> None:
        """Move the cursor to a note.

        Args:
            note: Its index in the section; one beyond the last note means the last line.
            column: The column in cells in its first line; None for its end.
        """
        rows = [row for row, line in enumerate(self.document.lines) if self.prepared.is_note(line)]
        row = rows[note] if note < len(rows) else self.document.line_count - 1
        line = self.document[row]
        index = len(line) if column is None else self.cell_width_to_column_index(column, row)
        self.move_cursor((row, index))

    def enter_from(self, down: bool, column: int) -> None:
        """Take the cursor at the top, if it goes down, or at the bottom.

        Args:
            down: Whether it comes from above.
            column: Its column in cells.
        """
        y = 0 if down else self.wrapped_document.height - 1
        self.move_cursor(self.wrapped_document.offset_to_location(Offset(column, y)))
        self.prepared.go_to_end()

    def _is_at_edge(self, down: bool) -> bool:
        """Return whether the cursor is on the last wrapped line, or on the first if not `down`."""
        y = self.wrapped_document.location_to_offset(self.cursor_location).y
        return y == (self.wrapped_document.height - 1 if down else 0)

    def _exit(self, down: bool, column: int | None = None) -> None:
        """Ask the pane to move the cursor to the section above or below."""
        if column is None:
            column = self.wrapped_document.location_to_offset(self.cursor_location).x
        self.post_message(self.CursorExited(self, down, column))

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up a line; from the first one, leave the area."""
        if not select and self._is_at_edge(down=False):
            self._exit(down=False)
        else:
            super().action_cursor_up(select)
            self.prepared.go_to_end()

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down a line; from the last one, leave the area."""
        if not select and self._is_at_edge(down=True):
            self._exit(down=True)
        else:
            super().action_cursor_down(select)
            self.prepared.go_to_end()

    def action_cursor_left(self, select: bool = False) -> None:
        """Move left; from the start, into the area above."""
        if not select and self.selection.is_empty and self.cursor_at_start_of_text:
            self._exit(down=False, column=_END_COLUMN)
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right; from the end, into the area below."""
        if not select and self.selection.is_empty and self.cursor_at_end_of_text:
            self._exit(down=True, column=0)
        else:
            super().action_cursor_right(select)

    def action_delete_word_right(self) -> None:
        """Delete the word after the cursor, but join no notes: Escape and `d` send Alt+d."""
        if not self.cursor_at_end_of_line:
            super().action_delete_word_right()

    def action_cut(self) -> None:
        """Cut what is selected; without a selection the note under the cursor, as a whole.

        On an empty line nothing is cut, so that what was cut before can still be put.
        """
        if not self.selection.is_empty:
            super().action_cut()
        else:
            cut_note(self)

    def action_paste(self) -> None:
        """Insert what was copied or cut last: a whole note as a note of its own."""
        if not put_notes(self):
            super().action_paste()

    def action_undo(self) -> None:
        """Undo what was typed here, else ask for the step before it."""
        step_typing(self, redo=False)

    def action_redo(self) -> None:
        """Redo what was undone here, else ask for the step that was undone."""
        step_typing(self, redo=True)

    def on_key(self, event: events.Key) -> None:
        """Complete a name, go to a prepared line, or insert a joiner, a control to Textual."""
        if self.completer.handle_key(event.key) or (event.key == "enter" and self.prepared.step()):
            event.stop()
            event.prevent_default()
        elif event.character and not event.is_printable and is_joiner(event.character):
            event.stop()
            event.prevent_default()
            self._type(event.character, *self.selection)

    def on_typed_text(self, event: TypedText) -> None:
        """Insert text as typed; its line breaks act as Enter does."""
        event.stop()
        first, *others = self.prepared.split(clean_typing(event.text))
        self._insert(first)
        for line in others:
            self._insert(line if self.prepared.step() else f"\n{line}")

    async def on_paste(self, event: events.Paste) -> None:
        """Insert a pasted list as one note per line; words pasted into a line stay in it."""
        event.stop()
        event.prevent_default()
        pasted = await read_pasted(event.text, self._block)
        if pasted.names_places or pasted.left_out:
            self.post_message(PlacesPasted(pasted, self._block, self))
            return
        row, column = min(self.selection)
        if pasted.words and self.document[row][:column].strip():
            self._insert(pasted.words)
        else:
            self.insert_lines(pasted.lines, apart=not pasted.words)

    def insert_lines(self, lines: Sequence[str], *, apart: bool = True) -> None:
        """Insert notes in place of the selection.

        Args:
            lines: The notes.
            apart: Whether the text before and after the cursor in its line stays separate.
        """
        (row, column), end = sorted(self.selection)
        before, after = self.document[row][:column], self.document[end[0]][end[1] :]
        first = [""] if apart and before.strip() else []
        last = [""] if apart and after.strip() else []
        self._insert("\n".join([*first, *lines, *last]) if lines else "")

    def _insert(self, text: str) -> None:
        """Replace the selection by text, if there is any."""
        if text:
            self._type(text, *self.selection)

    def _type(self, text: str, start: Location, end: Location) -> None:
        """Replace a part of the text, and move the cursor after it, as typing does."""
        result = self.replace(text, start, end, maintain_selection_offset=False)
        self.move_cursor(result.end_location)
