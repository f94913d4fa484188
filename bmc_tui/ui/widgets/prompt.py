"""One line at the bottom that asks for text: a note to add, a title."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input, Label

from bmc_tui.model.sanitize import clean, clean_typing, is_joiner, pasted_notes
from bmc_tui.ui.terminal.typed_text import Burst
from bmc_tui.ui.widgets.completion import Completer, Offers


class LineInput(Input):
    """An input of one clean line that hands on a paste of several."""

    BINDINGS = [
        Binding("enter", "submit", id="ask.enter", show=False),  # with a name that can be set
    ]

    takes_text = True
    """See `TypeAhead`."""

    completer: Completer | None = None
    """What offers names, where they can be typed."""

    @property
    def before(self) -> str:
        """What stands before the cursor."""
        return self.value[: self.cursor_position] if self.selection.is_empty else ""

    def put_name(self, typed: int, name: str) -> None:
        """Put a name in the place of the characters of it that were typed."""
        at = self.cursor_position
        self.replace(name, at - typed, at)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Tell whether a key is kept from all around: Enter too, where another takes the line."""
        return key == "enter" or super().check_consume_key(key, character)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text.

        Args:
            text: What comes there.
            start: Where the part starts.
            end: Where it ends.
        """
        super().replace(text, start, end)
        if len(text) > 1:  # for which there is no room until the next picture
            self.call_after_refresh(self._scroll_to_cursor)

    def on_resize(self) -> None:
        """Keep the cursor in sight, also when what was typed meanwhile has got its room."""
        self._scroll_to_cursor()
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor into sight."""
        left = self.content_region.x - self.scroll_offset.x
        cursor = Region(self.cursor_screen_offset.x - left, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False)

    @dataclass
    class Pasted(Message):
        """Several lines were pasted at once."""

        lines: tuple[str, ...]

    takes_lines = False
    """See `Burst`."""

    @dataclass
    class Typed(Message):
        """Several lines were typed, faster than anybody does; the last one has no end yet."""

        lines: tuple[str, ...]
        last: str

    def _on_burst(self, event: Burst) -> None:
        """Take text as typed."""
        event.stop()
        *lines, last = clean_typing(event.text).split("\n")
        if lines:
            self.post_message(self.Typed(tuple(lines), last))
        else:
            self.replace(last, *self.selection)

    def on_paste(self, event: events.Paste) -> None:
        """Take one line as typed; more than one is told instead."""
        event.stop()
        event.prevent_default()
        lines = pasted_notes(event.text)
        if len(lines) > 1:
            self.post_message(self.Pasted(lines))
        elif lines:
            text = clean_typing(event.text).strip("\n") if self.value else lines[0]
            self.replace(text, *self.selection)

    def on_key(self, event: events.Key) -> None:
        """Take the characters too that show nothing by themselves but belong to an emoji."""
        if self.completer and self.completer.takes(event.key):
            event.stop()
            event.prevent_default()
        elif event.character and not event.is_printable and is_joiner(event.character):
            event.stop()
            event.prevent_default()
            self.replace(event.character, *self.selection)


class AskLine(Horizontal):
    """The line; it is there only while it asks.

    Args:
        question: What is asked.
        hint: What the keys do, shown as long as there is no answer.
        answer: A first answer, to be changed.
    """

    BINDINGS = [
        Binding("escape", "cancel", id="ask.cancel", show=False),
    ]

    @dataclass
    class Answered(Message):
        """Somebody pressed Enter, or pasted lines."""

        lines: tuple[str, ...]

    @dataclass
    class Offered(Message):
        """The answer was completed as far as it goes, where a line can do that."""

        names: tuple[str, ...]
        """How it could go on; none when there is nothing that starts like that."""

    class Cancelled(Message):
        """Somebody pressed Escape."""

    def __init__(self, question: str, hint: str, answer: str) -> None:
        super().__init__()
        self._label = Label(question, markup=False)
        self._input = LineInput(answer, placeholder=hint, compact=True, select_on_focus=False)
        self._input.cursor_blink = False
        self._heard: Callable[[str], None] | None = None

    @property
    def text(self) -> str:
        """The answer as far as it was typed."""
        return self._input.value

    def put(self, text: str) -> None:
        """Have `text` for the answer so far, to be typed on."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def compose(self) -> ComposeResult:
        """Put the question before the room for its answer."""
        yield self._label
        yield self._input

    def on_mount(self) -> None:
        """Let the answer be typed, behind the first one."""
        self._input.cursor_position = len(self._input.value)
        self._input.focus()

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        """Tell the answer, and make room for a next one."""
        event.stop()
        text = clean(event.value)
        self._input.clear()
        self._tell((text,) if text else ())

    @on(LineInput.Pasted)
    def _answer_lines(self, event: LineInput.Pasted) -> None:
        """Tell several answers at once, what was typed before them included."""
        event.stop()
        first, *others = event.lines
        typed = clean(f"{self._input.value} {first}")
        self._input.clear()
        self._tell((typed, *others))

    @on(LineInput.Typed)
    def _answer_typed(self, event: LineInput.Typed) -> None:
        """Tell the answers that have an end, and go on with the last."""
        event.stop()
        first, *others = event.lines
        lines = [clean(line) for line in (f"{self._input.value}{first}", *others)]
        self.put(event.last)
        self._tell(line for line in lines if line)

    def offer(self, offered: Callable[[str], tuple[str, Offers]]) -> None:
        """Offer names while they are typed."""
        self._input.completer = Completer(self._input, offered)

    def listen(self, heard: Callable[[str], None]) -> None:
        """Have the answer told as far as it is typed, at each change until it is given."""
        self._heard = heard

    @on(Input.Changed)
    def _offer_more(self, event: Input.Changed) -> None:
        """Tell what was typed, and show which names fit it."""
        event.stop()
        if self._heard:
            self._heard(event.value)
        if self._input.completer and self.is_attached:
            self._input.completer.update(self.screen, opens=True)

    def on_unmount(self) -> None:
        """Take the list of names away."""
        if self._input.completer:
            self._input.completer.leave()

    def go_on(self) -> None:
        """Go on asking after an answer, so that many at once are as good as one by one."""
        self._input.takes_lines = True

    def _tell(self, lines: Iterable[str]) -> None:
        """Post the answer; that the line is empty after it is no news."""
        self._heard = None
        self.post_message(self.Answered(tuple(lines)))

    def action_cancel(self) -> None:
        """Stop asking without an answer."""
        self.post_message(self.Cancelled())
