"""The prompt: one line at the bottom that asks the user for text, such as a note or a title."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Label

from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean, clean_typing, is_joiner, pasted_notes
from bmc_tui.ui.line_history import LineHistory
from bmc_tui.ui.paste_reading import PlacesPasted, is_document, read_pasted, starts_with_bullet
from bmc_tui.ui.terminal.typed_text import TypedText
from bmc_tui.ui.widgets.completion import CandidateLookup, NameCompleter


class LineInput(Input):
    """An input of one sanitized line; several lines pasted or typed are posted instead."""

    BINDINGS = [
        Binding("enter", "submit", id="ask.enter", show=False),  # Textual's own has no id
        Binding("ctrl+z", "undo_typing(False)", id="ask.undo", show=False),
        Binding("ctrl+y", "undo_typing(True)", id="ask.redo", show=False),
        Binding("ctrl+delete,alt+delete", "delete_right_word", id="ask.delete_word", show=False),
    ]

    takes_text = True
    """Whether characters become text here; see `KeyQueue` and `TypedText`."""

    takes_lines = False
    """Whether a `TypedText` of several lines is delivered whole."""

    block: Block | None = None
    """The block of the notes that the input asks for; None where it asks for something else."""

    takes_documents = False
    """Whether a pasted text of several lines is posted as it is; see `DocumentPasted`."""

    completer: NameCompleter | None = None
    """Completes names; None where the input asks for something other than notes."""

    @dataclass
    class LinesPasted(Message):
        """Several lines were pasted."""

        lines: tuple[str, ...]

    @dataclass
    class DocumentPasted(Message):
        """A text that is more than one line of words was pasted, in a prompt that accepts that."""

        text: str
        """The text as it was pasted."""

    @dataclass
    class LinesTyped(Message):
        """Several lines arrived as one burst of typed keys."""

        lines: tuple[str, ...]
        """Those that end with Enter."""
        rest: str
        """The text after the last Enter."""

    @cached_property
    def _history(self) -> LineHistory:
        """What was typed, to be undone."""
        return LineHistory()

    def watch_value(self, value: str) -> None:
        """Record each change for undo."""
        self._history.record(value)

    def clear(self) -> None:
        """Clear the line for another text; undo does not bring the old one back."""
        super().clear()
        self._history.restart("")

    def on_mount(self) -> None:
        """Take the initial text as the one that undo begins with."""
        self._history.restart(self.value)

    async def action_undo_typing(self, is_redo: bool) -> None:
        """Undo or redo typing; if there is none, the last step of the canvas, if it is open."""
        text = self._history.redo() if is_redo else self._history.undo()
        if text is None:
            await self.run_action("screen.redo" if is_redo else "screen.undo")
        else:
            self.value = text
            self.cursor_position = len(text)

    @property
    def text_before_cursor(self) -> str:
        """The text up to the cursor; empty while something is selected."""
        return self.value[: self.cursor_position] if self.selection.is_empty else ""

    def complete_name(self, typed: int, name: str) -> None:
        """Replace the `typed` characters before the cursor by a name."""
        cursor = self.cursor_position
        self.replace(name, cursor - typed, cursor)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether the input consumes a key, out of reach of its ancestors' bindings.

        Enter is, even if the user has set another key for `ask.enter`.
        """
        return key == "enter" or super().check_consume_key(key, character)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text.

        Args:
            text: The replacement.
            start: The index of the part's first character.
            end: The index after its last character.
        """
        super().replace(text, start, end)
        if len(text) > 1:  # the input gets as wide as its text only with the next layout
            self.call_after_refresh(self._scroll_to_cursor)

    def on_resize(self) -> None:
        """Keep the cursor in view, now and once the text typed meanwhile has its width."""
        self._scroll_to_cursor()
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        """Scroll the cursor into view."""
        left = self.content_region.x - self.scroll_offset.x
        cursor = Region(self.cursor_screen_offset.x - left, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False)

    def on_typed_text(self, event: TypedText) -> None:
        """Insert a burst as if it were typed, or post its lines."""
        event.stop()
        *lines, rest = clean_typing(event.text).split("\n")
        if lines:
            self.post_message(self.LinesTyped(tuple(lines), rest))
        else:
            self.replace(rest, *self.selection)

    async def on_paste(self, event: events.Paste) -> None:
        """Insert one pasted line as if it were typed, or post several."""
        event.stop()
        event.prevent_default()
        lines, words = pasted_notes(event.text), clean_typing(event.text).strip("\n")
        if self.takes_documents and is_document(event.text):
            self.post_message(self.DocumentPasted(event.text))
            return
        if self.block:
            pasted = await read_pasted(event.text, self.block)
            if pasted.names_places or pasted.left_out or len(pasted.lines) > 1:
                is_list = starts_with_bullet(event.text)
                self.post_message(PlacesPasted(pasted, self.block, self, is_list))
                return
            lines, words = pasted.lines, pasted.words or words
        if len(lines) > 1:
            self.post_message(self.LinesPasted(lines))
        elif lines:
            self.replace(words if self.value else lines[0], *self.selection)

    def on_key(self, event: events.Key) -> None:
        """Handle a key of the completion list, and the joiners of an emoji, which Textual drops."""
        if self.completer and self.completer.handle_key(event.key):
            event.stop()
            event.prevent_default()
        elif event.character and not event.is_printable and is_joiner(event.character):
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection)


class TextPrompt(Horizontal):
    """A question with an input for its answer; it is mounted only while it is open.

    Args:
        question: The question, in front of the input.
        hint: What the keys do, shown while the input is empty.
        answer: The initial answer, for the user to edit.
    """

    BINDINGS = [
        Binding("escape", "cancel", id="ask.cancel", show=False),
        Binding("up", "walk(-1)", id="ask.field_up", show=False),
        Binding("down", "walk(1)", id="ask.field_down", show=False),
    ]

    @dataclass
    class Answered(Message):
        """The user pressed Enter, or pasted or typed several lines."""

        lines: tuple[str, ...]
        """The answers, sanitized; none when the input was empty."""

    class Cancelled(Message):
        """The user pressed Escape."""

    def __init__(self, question: str, hint: str, answer: str) -> None:
        super().__init__()
        self._label = Label(question, markup=False)
        self._input = LineInput(answer, placeholder=hint, compact=True, select_on_focus=False)
        self._input.cursor_blink = False
        self._text_changed: Callable[[str], None] | None = None
        self._place: Callable[[PlacesPasted], None] | None = None
        self._lines_joined: Callable[[int], None] | None = None
        self._take_document: Callable[[str], None] | None = None
        self._walk: Callable[[int], None] | None = None

    @property
    def text(self) -> str:
        """The answer as far as it was typed."""
        return self._input.value

    def set_text(self, text: str) -> None:
        """Replace the answer typed so far, with the cursor at its end."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def set_question(self, question: str, hint: str) -> None:
        """Replace the question and the hint; what was typed does not change."""
        self._label.update(question)
        self._input.placeholder = hint

    def compose(self) -> ComposeResult:
        """Yield the question and the input."""
        yield self._label
        yield self._input

    def on_mount(self) -> None:
        """Focus the input, with the cursor after the initial answer."""
        self._input.cursor_position = len(self._input.value)
        self._input.focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        """Post the answer, and clear the input for a next one."""
        event.stop()
        text = clean(event.value)
        self._input.clear()
        self._post_answer((text,) if text else ())

    @on(LineInput.LinesPasted)
    def _submit_pasted(self, event: LineInput.LinesPasted) -> None:
        """Post several answers, the first one after what was typed before the paste.

        If one answer is asked for they become one line instead, for the user to edit: otherwise all
        but the first would be lost.
        """
        event.stop()
        if self._lines_joined:
            start, end = sorted(self._input.selection)
            before = self._input.value[:start].rstrip()
            self._input.replace(" ".join(filter(None, (before, *event.lines))), 0, end)
            self._lines_joined(len(event.lines))
            return
        first, *further = event.lines
        typed = clean(f"{self._input.value} {first}")
        self._input.clear()
        self._post_answer((typed, *further))

    @on(LineInput.LinesTyped)
    def _submit_typed(self, event: LineInput.LinesTyped) -> None:
        """Post the answers that end with Enter, and leave the rest in the input."""
        event.stop()
        first, *further = event.lines
        lines = [clean(line) for line in (f"{self._input.value}{first}", *further)]
        self.set_text(event.rest)
        self._post_answer(line for line in lines if line)

    def complete_names(self, candidates_for: CandidateLookup) -> None:
        """Complete names while they are typed; see `NameCompleter`."""
        self._input.completer = NameCompleter(self._input, candidates_for)

    def call_on_change(self, text_changed: Callable[[str], None]) -> None:
        """Call `text_changed` with the text at each change, until the next answer is posted."""
        self._text_changed = text_changed

    @on(Input.Changed)
    def _update_completion(self, event: Input.Changed) -> None:
        """Report the text, and show the candidates for it."""
        event.stop()
        if self._text_changed:
            self._text_changed(event.value)
        if self._input.completer and self.is_attached:
            self._input.completer.update(self.screen, opens=True)

    def on_unmount(self) -> None:
        """Remove the list of candidates."""
        if self._input.completer:
            self._input.completer.remove()

    @on(PlacesPasted)
    def _place_pasted(self, event: PlacesPasted) -> None:
        """Place a paste of several lines.

        What was typed before a list, or before one that names blocks, stays in the input; for any
        other paste it is the start of the first line.
        """
        event.stop()
        if not self._place:
            return
        if event.pasted.lines and not (event.pasted.names_places or event.is_list):
            first, *further = event.pasted.lines
            first = clean(f"{self._input.value.rstrip()} {first}")
            event.pasted = replace(event.pasted, lines=(first, *further))
            self._text_changed = None
            self._input.clear()
        self._place(event)

    def accept_lines(self) -> None:
        """Take a burst of several lines as several answers, for a prompt that keeps asking."""
        self._input.takes_lines = True

    def join_lines(self, lines_joined: Callable[[int], None]) -> None:
        """Make one line of several pasted ones, for a prompt that asks for one answer.

        Args:
            lines_joined: Called then with their number.
        """
        self._lines_joined = lines_joined

    def walk_lines(self, walk: Callable[[int], None]) -> None:
        """Let the up and down arrows switch lines, for a prompt that asks for several.

        Args:
            walk: Called then with -1 or 1.
        """
        self._walk = walk

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can run: the arrows switch lines only if there are several."""
        return action != "walk" or self._walk is not None

    def action_walk(self, by: int) -> None:
        """Change the line that is asked for, in a prompt for several."""
        if self._walk:
            self._walk(by)

    def accept_documents(self, take: Callable[[str], None]) -> None:
        """Call `take` with a pasted text of several lines, unchanged."""
        self._take_document = take
        self._input.takes_documents = True

    @on(LineInput.DocumentPasted)
    def _submit_document(self, event: LineInput.DocumentPasted) -> None:
        """Pass on a pasted text unchanged; what was typed stays in the input."""
        event.stop()
        if self._take_document:
            self._take_document(event.text)

    def accept_pastes(self, block: Block, place: Callable[[PlacesPasted], None]) -> None:
        """Read pastes as an import does.

        Args:
            block: The block of the notes that the prompt asks for.
            place: Places a paste that names blocks, or sections of this one.
        """
        self._place = place
        self._input.block = block

    def _post_answer(self, lines: Iterable[str]) -> None:
        """Post the answer, without reporting as a change that the input was cleared for it."""
        self._text_changed = None
        self.post_message(self.Answered(tuple(lines)))

    def action_cancel(self) -> None:
        """Cancel the prompt."""
        self.post_message(self.Cancelled())
