"""The worksheet of one block: its notes, its phases and its questions, each with room to answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widgets import TextArea

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import cycled
from bmc_tui.model.blocks import GENERAL, Block, Section, phase_number
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot
from bmc_tui.model.merge import merge_lists
from bmc_tui.model.tokens import next_evidence
from bmc_tui.ui.widgets.completion import Offers
from bmc_tui.ui.widgets.heading import Heading
from bmc_tui.ui.widgets.note_area import NoteArea


class EditorPane(VerticalScroll, can_focus=False):
    """The sections of one block below each other, edited as one document.

    Args:
        canvas: The canvas to show a block of.
        block: The block.
        guide: The language of its headings.
        plain: Whether questions without an answer are left out.
        offered: Returns the names that can be offered behind a text.
    """

    BINDINGS = [
        Binding("escape", "close", id="editor.close", key_display="esc"),
        Binding("alt+up,ctrl+up", "carry(False)", id="editor.carry_up", show=False),
        Binding("alt+down,ctrl+down", "carry(True)", id="editor.carry", key_display="alt+↑/↓"),
        Binding("ctrl+b,f4", "send", id="editor.send", key_display="^b"),
        Binding("ctrl+g", "evidence", id="editor.evidence", key_display="^g", show=False),
        Binding("ctrl+t", "word", id="editor.word", key_display="^t", show=False),
        Binding("ctrl+n", "unanswered", id="editor.unanswered", key_display="^n", show=False),
        Binding("ctrl+pagedown", "turn(1)", id="editor.next", key_display="^pgdn"),
        Binding("ctrl+pageup", "turn(-1)", id="editor.previous", show=False),
        Binding("tab", "section(True)", id="editor.section", show=False),
        Binding("shift+tab", "section(False)", id="editor.section_up", show=False),
        Binding("f2", "plain", id="editor.plain", key_display="F2"),
        Binding("f3", "outside", id="editor.outside", show=False),
    ]

    @dataclass
    class NotesChanged(Message):
        """The notes of the block are others now; whoever has still others merges them."""

        block: Block
        before: Notes
        after: Notes
        step: object
        """What the edit is a part of: edits of one step are undone together."""

    @dataclass
    class Sending(Message):
        """A note wants to go to another block, which is to be asked for."""

        spot: Spot
        text: str

    class UnansweredAsked(Message):
        """Somebody goes on to the next question without an answer."""

    class NothingHere(Message):
        """Something was to be done to a note on a line that has none."""

    @dataclass
    class Turned(Message):
        """Somebody goes on to a block further in filling order."""

        steps: int

    @dataclass
    class PlainToggled(Message):
        """The questions without an answer were put away or brought back."""

        plain: bool

    @dataclass
    class OutsideAsked(Message):
        """The block is to be edited in the person's own editor."""

        block: Block

    class Closed(Message):
        """Somebody is done with the block."""

    def __init__(
        self,
        canvas: Canvas,
        block: Block,
        guide: Guide,
        *,
        plain: bool,
        offered: Callable[[str], tuple[str, Offers]],
    ) -> None:
        super().__init__()
        self._guide = guide
        self._plain = plain
        self.block = block
        self._notes = canvas.notes(block)
        """The notes as they were shown or told last."""
        self._step = object()
        """What is typed now is a part of."""
        # A newer version's sections have their place too, after those that are known.
        unknown = {note.section for note in self._notes} - set(block.sections)
        self._areas = {
            section: NoteArea(section, canvas.texts(block, section), offered)
            for section in (*block.sections, *sorted(unknown))
        }
        self._headings = {section: self._heading(section) for section in self._areas}
        self._hints = [Heading("  ", hint, classes="hint") for hint in guide.hints(block)]

    def compose(self) -> ComposeResult:
        """Lay the sections below each other."""
        for section, area in self._areas.items():
            yield self._headings[section]
            yield area
        yield from self._hints

    def set_language(self, guide: Guide) -> None:
        """Have the headings in another language; what is being typed is not touched."""
        self._guide = guide
        for section, heading in self._headings.items():
            heading.say(guide.section_title(self.block, section))
        for heading, hint in zip(self._hints, guide.hints(self.block), strict=True):
            heading.say(hint)

    def on_mount(self) -> None:
        """Start where a person most likely goes on writing: below the general notes."""
        for section in self._areas:
            self._fit(section)
        self._enter(self._areas[GENERAL])
        self._areas[GENERAL].open_line()

    def _heading(self, section: Section) -> Heading:
        """Return the line above a section."""
        title = self._guide.section_title(self.block, section)
        if phase := phase_number(section):
            return Heading(f"{phase} ", title, classes="heading")
        if section in self.block.questions:
            return Heading("? ", title, classes="heading -question")
        return Heading("", title, classes="heading")

    def _fit(self, section: Section) -> None:
        """Show a section as it is due: an empty one without the cursor is its heading only."""
        area = self._areas[section]
        in_use = bool(area.texts) or area.has_focus
        area.display = in_use
        self._headings[section].display = in_use or not (
            self._plain and section in self.block.questions
        )

    @property
    def spot(self) -> Spot | None:
        """Where the note is that has the cursor, if there is one."""
        area = self._current
        if area is None or area.index is None:
            return None
        return Spot(self.block, area.section, area.index)

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
        """Show other notes; what is being typed, and not told yet, stays with them."""
        self._fill(merge_lists(self._notes, self.typed, notes))
        self._notes = notes
        self._tell()

    def _fill(self, notes: Sequence[Note]) -> None:
        """Put these notes into the areas; one that has them already is left alone."""
        for section, area in self._areas.items():
            with self.prevent(TextArea.Changed):
                area.show(tuple(note.text for note in notes if note.section == section))
            self._fit(section)

    @property
    def typed(self) -> Notes:
        """The notes as they stand in the areas."""
        return tuple(
            Note(text, section) for section, area in self._areas.items() for text in area.texts
        )

    def _tell(self) -> None:
        """Tell which notes there are now, if they are others."""
        before, self._notes = self._notes, self.typed
        if before != self._notes:
            # Not by way of what is between: each stop costs time, for each character.
            changed = self.NotesChanged(self.block, before, self._notes, self._step)
            self.screen.post_message(changed)

    def go_to(self, spot: Spot) -> None:
        """Put the cursor at the end of a note, or on the section's last line."""
        area = self._areas[spot.section]
        self._enter(area)
        area.put_cursor(spot.index)

    def _enter(self, area: NoteArea) -> None:
        """Give an area the focus; an empty one first has to be there."""
        area.display = True
        self._headings[area.section].display = True
        area.focus(scroll_visible=False)

    def _reachable(self) -> Iterator[Section]:
        """Yield the sections that the cursor can enter, from top to bottom."""
        for section, heading in self._headings.items():
            if heading.display:
                yield section

    @on(NoteArea.Left)
    def _hand_on(self, event: NoteArea.Left) -> None:
        """Give the cursor that left one area to the next."""
        event.stop()
        sections = list(self._reachable())
        at = sections.index(event.area.section) + (1 if event.down else -1)
        if 0 <= at < len(sections):
            area = self._areas[sections[at]]
            self._enter(area)
            area.enter_from(event.down, event.column)
        elif not event.down:
            self.scroll_home(animate=False)

    @on(TextArea.Changed)
    def _take(self, event: TextArea.Changed) -> None:
        """Tell what was typed."""
        event.stop()
        self._tell()
        if isinstance(event.text_area, NoteArea) and event.text_area.has_focus:
            event.text_area.completer.update(self.screen, opens=True)

    @on(TextArea.SelectionChanged)
    def _follow(self, event: TextArea.SelectionChanged) -> None:
        """Keep the cursor's line in sight, and its section's heading where there is room."""
        event.stop()
        if isinstance(event.text_area, NoteArea):
            event.text_area.completer.update(self.screen, opens=False)
        self.call_after_refresh(self._scroll_to_cursor)

    def watch_virtual_size(self) -> None:
        """Keep the cursor's line in sight when a section has grown."""
        self.call_after_refresh(self._scroll_to_cursor)

    def on_resize(self) -> None:
        """Keep the cursor's line in sight in another window."""
        self.call_after_refresh(self._scroll_to_cursor)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Make room in the section that the cursor enters."""
        if isinstance(event.widget, NoteArea):
            self._fit(event.widget.section)
            self.call_after_refresh(self._scroll_to_cursor)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Fold up the empty lines of the section that the cursor left."""
        if isinstance(event.widget, NoteArea):
            event.widget.completer.leave()
            with self.prevent(TextArea.Changed):
                event.widget.tidy()
            self._fit(event.widget.section)

    def _scroll_to_cursor(self) -> None:
        """Bring the line that has the cursor into sight, and to it what is offered there."""
        area = self._current
        if area is None:
            return
        y = area.virtual_region.y + area.wrapped_document.location_to_offset(area.cursor_location).y
        heading = self._headings[area.section].virtual_region
        top = heading.y if y - heading.y < self.size.height else y
        self.scroll_to_region(Region(0, top, 1, y - top + 1), animate=False, force=True)
        area.completer.place(self.screen)
        self.app.cursor_position = area.cursor_screen_offset  # where an input method shows itself

    def action_close(self) -> None:
        """Close the pane."""
        self.post_message(self.Closed())

    def action_turn(self, steps: int) -> None:
        """Go to the next or previous block."""
        self.post_message(self.Turned(steps))

    def action_plain(self) -> None:
        """Put the questions without an answer away, or bring them back."""
        self._plain = not self._plain
        for section in self._areas:
            self._fit(section)
        self.post_message(self.PlainToggled(self._plain))

    def action_outside(self) -> None:
        """Edit the block in the person's own editor."""
        self.post_message(self.OutsideAsked(self.block))

    def action_carry(self, down: bool) -> None:
        """Carry the note to its neighbour's place, or into the next section."""
        if spot := self.spot:
            canvas = Canvas().with_notes(self.block, self.typed)
            canvas, spot = canvas.carry(spot, down)
            self._step = object()
            self._fill(canvas.notes(self.block))
            self._tell()
            self._step = object()
            self.go_to(spot)

    def action_send(self) -> None:
        """Ask for the block to send the note to."""
        if spot := self.spot:
            text = self._areas[spot.section].texts[spot.index]
            self.post_message(self.Sending(spot, text))
        else:
            self.post_message(self.NothingHere())

    def action_evidence(self) -> None:
        """Say of the note whether it was tested, one step further."""
        self._step = object()
        if (area := self._current) and area.rewrite(next_evidence):
            self._tell()
            self._step = object()
        else:
            self.post_message(self.NothingHere())

    def action_word(self) -> None:
        """Put the next word of a distinction in the place of the one that the note has."""
        self._step = object()
        area = self._current
        if area and area.rewrite_at(lambda text, at: cycled(text, at, self.block, self._guide)):
            self._tell()
            self._step = object()
        else:
            self.post_message(self.NothingHere())

    def action_unanswered(self) -> None:
        """Go to the next question without an answer, in whatever block."""
        self.post_message(self.UnansweredAsked())

    def action_section(self, down: bool) -> None:
        """Go to the next or previous section."""
        if area := self._current:
            self.post_message(NoteArea.Left(area, down, 0))
