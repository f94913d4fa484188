"""Completion of `@segment` and `#word` names: a small list at the cursor, and its keys."""

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import vocabulary_words
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import normalize_handle
from bmc_tui.render.segment_letters import segment_letter

_NAME_BEING_TYPED = re.compile(r"(?<![^\s(\[{/])([@#])([\w-]*)$")

_MAX_ROWS = 8
"""Rows of the list; with more candidates it scrolls."""

_LIST_KEYS = frozenset({"tab", "right", "escape", "up", "down", "at"})
"""The keys that may act on the list."""


class Candidate(NamedTuple):
    """A name that can complete what was typed."""

    name: str
    """Without its `@` or `#`."""
    detail: str
    """Shown beside it: a segment's letter, or what a vocabulary word distinguishes."""


Candidates = tuple[Candidate, ...]

CandidateLookup = Callable[[str], tuple[str, Candidates]]
"""Returns, for the text up to the cursor, what was typed of a name and its candidates."""


def name_candidates(
    text: str, canvas: Canvas, block: Block, guide: Guide
) -> tuple[str, Candidates]:
    """Return the names that can complete a text.

    Args:
        text: The line up to the cursor.
        canvas: Its segments complete an `@`.
        block: Its vocabulary completes a `#`.
        guide: The language of the vocabulary.

    Returns:
        The part of the name that was typed, and the candidates; none when the text does not end
        in a name, or the name is complete.
    """
    name_start = _NAME_BEING_TYPED.search(text)
    if name_start is None:
        return "", ()
    mark, typed = name_start.groups()
    if mark == "@":
        pairs = tuple((segment.handle, segment_letter(segment)) for segment in segments_of(canvas))
    else:
        pairs = vocabulary_words(block, guide)
    matches = tuple(
        Candidate(*pair)
        for pair in pairs
        if normalize_handle(pair[0]).startswith(normalize_handle(typed))
    )
    # A complete name has no candidates, even if a longer one starts with it: the list would take
    # the arrow keys with which the user goes to the next line.
    is_complete = any(normalize_handle(match.name) == normalize_handle(typed) for match in matches)
    return typed, () if is_complete else matches


class TextField(Protocol):
    """The widget in which names are completed."""

    @property
    def text_before_cursor(self) -> str:
        """The cursor's line up to the cursor."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cursor's position on the screen."""

    def complete_name(self, typed: int, name: str) -> None:
        """Replace the `typed` characters before the cursor by a name."""


class CompletionList(Widget, can_focus=False):
    """The candidates, one of which is selected."""

    DEFAULT_CSS = """
    CompletionList { layer: message; position: absolute; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.candidates: Candidates = ()
        self.selected = 0
        self._name_width = 0

    def show(self, candidates: Candidates) -> None:
        """Show candidates, the first one selected."""
        self.candidates, self.selected = candidates, 0
        self._name_width = max(cell_len(name) for name, _ in candidates)
        self.display = True
        self.refresh()

    def move_to(self, name_start: Offset, screen: Size) -> None:
        """Move below the name that is being typed, or above it where there is no room below.

        Args:
            name_start: The position of the name's first cell on the screen.
            screen: The screen's size.
        """
        x, y = name_start
        rows = min(len(self.candidates), _MAX_ROWS)
        width = 4 + self._name_width + max(cell_len(detail) for _, detail in self.candidates)
        below = y + 1
        top = below if below + rows < screen.height else max(0, y - rows)
        self.styles.width, self.styles.height = width, rows
        self.styles.offset = (max(0, min(x, screen.width - width)), top)

    def step(self, by: int) -> None:
        """Select the next or the previous candidate, wrapping around at the ends."""
        self.selected = (self.selected + by) % len(self.candidates)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row: a name, and its detail."""
        index = max(0, self.selected - _MAX_ROWS + 1) + y
        if index >= len(self.candidates):
            return Strip.blank(self.size.width, self.rich_style)
        name, detail = self.candidates[index]
        gap = " " * (self._name_width - cell_len(name))
        style = self.rich_style
        if index == self.selected:
            style += style.__class__(reverse=True)
        return Strip([Segment(f" {name}{gap}  {detail} ", style)]).crop_extend(
            0, self.size.width, style
        )


class NameCompleter:
    """Shows the candidates while a name is typed, and handles the keys of their list.

    Args:
        field: The widget that is typed in; the list is mounted on its screen.
        candidates_for: Looks up the candidates; see `name_candidates`.
    """

    def __init__(self, field: TextField, candidates_for: CandidateLookup) -> None:
        self._field = field
        self._candidates_for = candidates_for
        self._list: CompletionList | None = None
        self._is_open = False
        self._typed = ""
        """What was typed of the name."""
        self._closed_for = ""
        """The text up to the name for which the user closed the list or accepted a candidate."""
        self._offered_after: str | None = None
        """The text before the cursor after which segments are offered without an `@`, if any."""

    def offer_segments(self, screen: Widget) -> None:
        """Show the segments at the cursor as if there were an `@`, until something is typed.

        Args:
            screen: The widget to mount the list on.
        """
        self._offered_after = self._field.text_before_cursor
        self.update(screen, opens=True)

    def _offered_mark(self) -> str:
        """Return the `@` that an accepted name adds, after a space; "" if one was typed."""
        if self._offered_after is None:
            return ""
        text = self._field.text_before_cursor
        if text != self._offered_after:
            return ""
        return " @" if text[-1:].strip() else "@"

    def _look_up(self) -> tuple[str, str, Candidates]:
        """Return the text up to the name, what was typed of the name, and its candidates."""
        text = self._field.text_before_cursor + self._offered_mark()
        typed, candidates = self._candidates_for(text)
        return text[: len(text) - len(typed)], typed, candidates

    def update(self, screen: Widget, *, opens: bool) -> None:
        """Show the candidates for the text as it is now.

        Args:
            screen: The widget to mount the list on.
            opens: Whether a closed list opens; otherwise only an open one is updated or closed.
        """
        if self._offered_after not in (None, self._field.text_before_cursor):
            self._offered_after = None
        start, typed, candidates = self._look_up()
        if not start.endswith(("@", "#")) or start != self._closed_for:
            self._closed_for = ""
        if not candidates or self._closed_for or not (opens or self._is_open):
            self.close()
            return
        if self._list is None:
            self._list = CompletionList()
            screen.mount(self._list)
        self._typed = typed
        if not self._is_open or self._list.candidates != candidates:
            self._is_open = True
            self._list.show(candidates)
            self.position(screen)

    def position(self, screen: Widget) -> None:
        """Move an open list to the name being typed."""
        if self._is_open and self._list:
            x, y = self._field.cursor_screen_offset
            typed_cells = 1 + cell_len(self._typed) - len(self._offered_mark())
            self._list.move_to(Offset(x - typed_cells, y), screen.size)

    def close(self) -> None:
        """Hide the list."""
        self._is_open = False
        if self._list:
            self._list.display = False

    def remove(self) -> None:
        """Remove the list from the screen, because the field lost the focus."""
        self._is_open = False
        if self._list:
            self._list.remove()
            self._list = None

    def handle_key(self, key: str) -> bool:
        """Handle a key of the list; return whether it was one."""
        if key not in _LIST_KEYS:
            return False
        start, typed, candidates = self._look_up()
        if not candidates or (self._closed_for and start == self._closed_for):
            return False
        if key == "tab" or (key == "right" and self._is_open):
            # A key that comes before the list is shown accepts the first candidate.
            is_up_to_date = self._is_open and self._list and self._list.candidates == candidates
            accepted = candidates[self._list.selected if self._list and is_up_to_date else 0]
            self._closed_for = start
            self.close()
            self._field.complete_name(len(typed), self._offered_mark() + accepted.name)
            return True
        return self._is_open and self._handle_list_key(key, start)

    def _handle_list_key(self, key: str, start: str) -> bool:
        """Handle a key that only an open list takes; return whether it was one.

        Args:
            key: The key's name.
            start: The text up to the name.
        """
        if key == "escape":
            self._closed_for = start
            self.close()
        elif key in ("up", "down") and self._list:
            self._list.step(1 if key == "down" else -1)
        elif key == "at" and (mark := self._offered_mark()):
            self._field.complete_name(0, mark)  # a space has to separate it from the word before it
        else:
            return False
        return True
