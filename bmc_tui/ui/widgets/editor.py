"""The editor of one block: a text area for its notes, and one for each phase and question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widgets import TextArea

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import cycle_word
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot
from bmc_tui.model.sanitize import clean
from bmc_tui.model.tokens import with_next_evidence
from bmc_tui.ui.keybindings import CARRY_KEYS, CARRY_UP_KEYS, NEXT_KEYS, PREVIOUS_KEYS
from bmc_tui.ui.widgets.area.edits import StepBegun, rewrite_note
from bmc_tui.ui.widgets.completion import CandidateLookup
from bmc_tui.ui.widgets.heading import SectionRows
from bmc_tui.ui.widgets.note_area import NoteArea
from bmc_tui.ui.widgets.typed_notes import TypedNotes

_WHOLE_BLOCK_ACTIONS = {"step_block", "toggle_questions", "next_unanswered"}
"""The actions that are left to the widget around a pane with a part of a block."""

_BINDINGS: list[BindingType] = [
    Binding("escape", "close", id="editor.close", key_display="esc"),
    Binding("ctrl+n", "next_unanswered", id="editor.unanswered", key_display="^n"),
    Binding("f8,alt+exclamation_mark", "screen.step_finding(1)", id="editor.finding"),
    Binding("ctrl+f8", "screen.step_finding(-1)", id="editor.finding_up", show=False),
    Binding(CARRY_UP_KEYS, "move_note(False)", id="editor.carry_up", show=False),
    Binding(CARRY_KEYS, "move_note(True)", id="editor.carry", key_display="alt+↑/↓", priority=True),
    Binding("ctrl+b,f4", "send", id="editor.send", key_display="^b"),
    Binding("ctrl+g", "cycle_evidence", id="editor.evidence", key_display="^g", show=False),
    Binding("ctrl+t", "cycle_word", id="editor.word", key_display="^t", show=False),
    Binding(NEXT_KEYS, "step_block(1)", id="editor.next", key_display="^pgdn"),
    Binding(PREVIOUS_KEYS, "step_block(-1)", id="editor.previous", show=False),
    Binding("tab", "step_section(True)", id="editor.section", show=False),
    Binding("shift+tab", "step_section(False)", id="editor.section_up", show=False),
    Binding("f2,alt+question_mark", "toggle_questions", id="editor.plain"),
    Binding("f3", "edit_externally", id="editor.outside", show=False),
    Binding("ctrl+c", "screen.copy_note", id="editor.copy", show=False),
    Binding("ctrl+x", "focused.cut", id="editor.cut", show=False),
    Binding("ctrl+v", "focused.paste", id="editor.put", show=False),
]


class EditorPane(VerticalScroll, can_focus=False):
    """The sections of one block below each other, edited as if they were one document.

    Args:
        canvas: The canvas that the block is part of.
        block: The block.
        guide: The language of the headings.
        hides_questions: Whether questions without an answer are hidden.
        candidates_for: Looks up the candidates for a name being typed.
        start: The note for the cursor, or a new line; by default below the notes or answers.
        part: The only sections to show, the question first; see `SectionRows`.
    """

    BINDINGS = _BINDINGS

    @dataclass
    class NotesChanged(Message):
        """The user changed the notes, for a handler to record; see `TypedNotes`."""

        pane: "EditorPane"
        step: object
        """Identifies the undo step: edits with the same step are undone together."""
        arranges: bool = False
        """See `StepBegun`."""

    class NoteEntered(Message):
        """The cursor is on another line."""

    @dataclass
    class SendRequested(Message):
        """The user wants to send a note to another block, which the handler asks for."""

        spot: Spot
        text: str

    class UnansweredRequested(Message):
        """The user wants to go to the next question without an answer, in any block."""

    class NoteMissing(Message):
        """The user pressed a key that acts on a note, on a line without one."""

    @dataclass
    class BlockStepped(Message):
        """The user wants to edit another block, some steps ahead in filling order."""

        steps: int

    @dataclass
    class QuestionsToggled(Message):
        """The user hid the questions without an answer, or showed them again."""

        are_hidden: bool

    @dataclass
    class ExternalEditRequested(Message):
        """The user wants to edit the block in an external editor."""

        block: Block

    class Closed(Message):
        """The user closed the editor."""

    def __init__(
        self,
        canvas: Canvas,
        block: Block,
        guide: Guide,
        *,
        hides_questions: bool,
        candidates_for: CandidateLookup,
        start: Spot | None = None,
        part: Sequence[Section] = (),
    ) -> None:
        super().__init__()
        self._guide = guide
        self._hides_questions = hides_questions
        self.block = block
        self._step = object()
        """The undo step of what is being typed."""
        self._arranges = False
        # Sections that only a newer version of bmc knows come last.
        unknown = {note.section for note in canvas.notes(block)} - set(block.sections)
        self._areas = {
            section: NoteArea(section, canvas.texts(block, section), candidates_for, block)
            for section in (*block.sections, *sorted(unknown))
            if not part or section in part
        }
        self._start = start if start and start.section in self._areas else None
        self._is_part, self._first = bool(part), part[0] if part else GENERAL
        self.notes = TypedNotes(canvas, block, self._areas)
        self._cursor_area = self._areas[self._first]
        """The area that has the cursor, or had it last."""
        self._cursor_line: tuple[Section, int] = self._first, 0
        """The section and the line of the cursor, or where it was last."""
        self._rows = SectionRows(block, self._areas, guide, part)

    def compose(self) -> ComposeResult:
        """Yield the sections, each with its heading, and the hints."""
        yield from self._rows.widgets()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Return whether an action works here: with only a part of a block, none on the whole."""
        return not (self._is_part and action in _WHOLE_BLOCK_ACTIONS)

    def set_language(self, guide: Guide) -> None:
        """Show the headings in another language; the text being typed does not change."""
        self._guide = guide
        self._rows.set_language(guide)

    def on_mount(self) -> None:
        """Put the cursor on the note to start at, or else on a new line."""
        self._update_visibility()
        start = self._start
        if start and start.index < len(self._areas[start.section].texts):
            self.go_to(start)
        else:
            self._open(start.section if start else self._first).open_line()

    def _update_visibility(self, *sections: Section) -> None:
        """Show the areas of sections that have notes or the cursor, and hide the others; or all."""
        cursor_area = None if self.app.app_focus else self._cursor_area
        for section in sections or self._areas:
            self._rows.update(section, cursor_area, hides_questions=self._hides_questions)

    @property
    def spot(self) -> Spot | None:
        """The spot of the note under the cursor, if there is one."""
        if (area := self._current) is None or area.index is None:
            return None
        return Spot(self.block, area.section, area.index)

    @property
    def note(self) -> Note:
        """The note under the cursor, as typed; its text is empty on an empty line."""
        area = self._cursor_area
        return Note(clean(area.document[area.cursor_location[0]]), area.section)

    @property
    def section(self) -> Section:
        """The section that has the cursor."""
        area = self._current
        return area.section if area else GENERAL

    @property
    def _current(self) -> NoteArea | None:
        """The area that has the cursor."""
        return next((area for area in self._areas.values() if area.has_focus), None)

    def show(self, notes: Notes) -> None:
        """Show changed notes, merged with what was typed; the cursor stays in its note."""
        area = self._cursor_area
        if not self.notes.lacks(notes):  # after each typed character
            return
        spot = self.notes.show(notes, area)
        self._update_visibility()
        self._post_changes()
        if spot and area.has_focus:
            self._areas[spot.section].move_to_note(spot.index)
            self.screen.set_focus(self._areas[spot.section], scroll_visible=False)

    def _post_changes(self) -> None:
        """Post that there is something for the canvas to record, if there is."""
        if not self.notes.are_recorded:
            # Directly to the screen: bubbling through each ancestor delays every character.
            self.screen.post_message(self.NotesChanged(self, self._step, self._arranges))

    def go_to(self, spot: Spot, lines: Sequence[str] = (), *, offers: bool = False) -> None:
        """Put the cursor after a note, or on the last line; prepare `lines`, offer segments."""
        if spot.section in self._areas:
            area = self._open(spot.section)
            area.move_to_note(spot.index)
            area.prepared.show(lines)
            if offers:
                area.completer.offer_segments(self.screen)

    def _open(self, section: Section) -> NoteArea:
        """Give the area of a section the focus, displaying it first if it is empty."""
        return self._rows.open(section).focus(scroll_visible=False)

    @on(NoteArea.CursorExited)
    def _enter_neighbour(self, event: NoteArea.CursorExited) -> None:
        """Move the cursor from the area that it leaves into the next one."""
        event.stop()
        if area := self._rows.neighbour(event.area.section, down=event.down):
            self._open(area.section).enter_from(event.down, event.column)
        elif event.down and not self._is_part:
            self.action_step_block(1)
        elif not event.down:
            self.scroll_home(animate=False)

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        """Post what was typed, and show the candidates for a name."""
        event.stop()
        self._post_changes()
        if isinstance(event.text_area, NoteArea) and event.text_area.has_focus:
            event.text_area.completer.update(self.screen, opens=True)

    @on(StepBegun)
    def _begin_step(self, event: StepBegun) -> None:
        """Make the next edit another undo step."""
        event.stop()
        self._step, self._arranges = object(), event.arranges

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        """Keep the cursor's line in view, and its section's heading if there is room."""
        event.stop()
        if isinstance(event.text_area, NoteArea):
            event.text_area.completer.update(self.screen, opens=False)
        self._check_line()
        self.call_after_refresh(self._scroll_to_cursor)

    def _check_line(self) -> None:
        """Post when the cursor is on another line than before."""
        line = self._cursor_area.section, self._cursor_area.cursor_location[0]
        if line != self._cursor_line:
            self._cursor_line = line
            self.post_message(self.NoteEntered())

    def watch_virtual_size(self) -> None:
        """Keep the cursor's line in view when a section has grown."""
        self.call_after_refresh(self._scroll_to_cursor)

    def on_resize(self) -> None:
        """Keep the cursor's line in view when the window changes its size."""
        self.call_after_refresh(self._scroll_to_cursor)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Display the area of the section that the cursor enters."""
        if isinstance(event.widget, NoteArea):
            self._cursor_area = event.widget
            self._update_visibility(event.widget.section)
            self._check_line()
            self.call_after_refresh(self._scroll_to_cursor)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Remove the empty lines of a section that the cursor left within the window."""
        if isinstance(event.widget, NoteArea) and self.app.app_focus:
            event.widget.completer.remove()
            with self.prevent(TextArea.Changed):
                event.widget.tidy()
            self._update_visibility(event.widget.section)

    def _scroll_to_cursor(self) -> None:
        """Scroll the line of the cursor into view, and move the list of candidates with it."""
        area = self._current
        if area is None:
            return
        y = area.virtual_region.y + area.wrapped_document.location_to_offset(area.cursor_location).y
        top = self._rows.top(area.section)
        top = top if y - top < self.size.height else y
        self.scroll_to_region(Region(0, top, 1, y - top + 1), animate=False, force=True)
        area.completer.position(self.screen)
        _place_terminal_cursor(area)

    def action_close(self) -> None:
        """Close the pane."""
        self.post_message(self.Closed())

    def action_step_block(self, steps: int) -> None:
        """Edit the next or previous block."""
        self.post_message(self.BlockStepped(steps))

    def action_toggle_questions(self) -> None:
        """Hide the questions without an answer, or show them again."""
        self._hides_questions = not self._hides_questions
        self._update_visibility()
        self.post_message(self.QuestionsToggled(self._hides_questions))

    def action_edit_externally(self) -> None:
        """Edit the block in an external editor."""
        self.post_message(self.ExternalEditRequested(self.block))

    def rearrange(
        self, change: Callable[[Canvas, Spot], tuple[Canvas, Spot]], note: Spot | None = None
    ) -> Spot | None:
        """Move a note within the block, as an undo step of its own.

        Args:
            change: Returns the canvas with the note moved, and its new spot.
            note: The note; None for the one under the cursor.

        Returns:
            The new spot; None without a note, or if the new spot is in no section shown here.
        """
        if (spot := note or self.spot) is None:
            self.post_message(self.NoteMissing())
            return None
        canvas, spot = change(Canvas().with_notes(self.block, self.notes.current), spot)
        if spot.section not in self._areas:
            return None
        self._step = object()
        self.notes.replace(canvas.notes(self.block), self._cursor_area)
        self._update_visibility()
        self._post_changes()
        self._step = object()
        return spot

    def action_move_note(self, down: bool) -> None:
        """Move the note one place up or down, or into the next section."""
        if spot := self.rearrange(lambda canvas, spot: canvas.move_note(spot, down)):
            self.go_to(spot)

    def action_send(self) -> None:
        """Request that the note is sent to another block."""
        if spot := self.spot:
            text = self._areas[spot.section].texts[spot.index]
            self.post_message(self.SendRequested(spot, text))
        else:
            self.post_message(self.NoteMissing())

    def action_cycle_evidence(self) -> None:
        """Give the note the next evidence mark: whether it was tested, and with which result."""
        self._rewrite(lambda text, cursor: (with_next_evidence(clean(text)), cursor))

    def action_cycle_word(self) -> None:
        """Replace the note's vocabulary word by the next one of its distinction."""
        self._rewrite(lambda text, cursor: cycle_word(text, cursor, self.block, self._guide))

    def _rewrite(self, change: Callable[[str, int], tuple[str, int]]) -> None:
        """Change the text of the note under the cursor, as an undo step of its own."""
        self._step = object()
        if (area := self._current) and rewrite_note(area, change):
            self._post_changes()
            self._step = object()
        else:
            self.post_message(self.NoteMissing())

    def action_next_unanswered(self) -> None:
        """Go to the next question without an answer, in any block."""
        self.post_message(self.UnansweredRequested())

    def action_step_section(self, down: bool) -> None:
        """Go to the next or previous section."""
        if area := self._current:
            self.post_message(NoteArea.CursorExited(area, down, 0))


def _place_terminal_cursor(area: NoteArea) -> None:
    """Move the terminal's cursor, which input methods follow, to that of an area.

    Textual moves it with the next frame, so there must be one.
    """
    if area.app.cursor_position != area.cursor_screen_offset:
        area.app.cursor_position = area.cursor_screen_offset
        area.refresh(Region(0, 0, 1, 1))
