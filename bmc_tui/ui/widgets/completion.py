"""What an `@` or `#` that was begun can become: a small list at the cursor, and its keys."""

import re
from collections.abc import Callable
from typing import Protocol

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import offered as words_of
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import handles, same
from bmc_tui.render.segment_letters import segment_letter

_BEGUN = re.compile(r"(?<!\S)([@#])([\w-]*)$")

_MOST = 8
"""Lines of the list at most; it scrolls."""

Offers = tuple[tuple[str, str], ...]
"""What is offered: each name without its mark, and what stands beside it."""


def offers(before: str, canvas: Canvas, block: Block, guide: Guide) -> tuple[str, Offers]:
    """Return what can be offered behind a text.

    Args:
        before: What stands before the cursor on its line.
        canvas: Its segments are offered behind an `@`.
        block: Its vocabulary is offered behind a `#`.
        guide: The language of that.

    Returns:
        What was typed of the name, and the names that start so; none when there is no name there,
        or it is whole already.
    """
    begun = _BEGUN.search(before)
    if begun is None:
        return "", ()
    if begun[1] == "@":
        known: Offers = tuple((one.handle, segment_letter(one)) for one in handles(canvas))
    else:
        known = words_of(block, guide)
    typed = begun[2]
    fitting = tuple(each for each in known if same(each[0]).startswith(same(typed)))
    # Even where a longer one starts so: who typed a whole name goes on with the next line, and
    # arrows are for that.
    is_whole = any(same(name) == same(typed) for name, _ in fitting)
    return typed, () if is_whole else fitting


class Field(Protocol):
    """Where a name is typed."""

    @property
    def before(self) -> str:
        """What stands before the cursor on its line."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen."""

    def put_name(self, typed: int, name: str) -> None:
        """Put a name in the place of the `typed` characters before the cursor."""


class OfferList(Widget, can_focus=False):
    """The names, one of them picked."""

    DEFAULT_CSS = """
    OfferList { layer: message; position: absolute; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: Offers = ()
        self.picked = 0
        self._first = 0

    def show(self, names: Offers) -> None:
        """Show names, the first of them picked."""
        self.names, self.picked = names, 0
        self._first = max(cell_len(name) for name, _ in names)
        self.display = True
        self.refresh()

    def place(self, at: Offset, room: Size) -> None:
        """Come to where the name is that was begun.

        Args:
            at: Where it starts on the screen.
            room: The screen's size.
        """
        rows = min(len(self.names), _MOST)
        width = 4 + self._first + max(cell_len(beside) for _, beside in self.names)
        below = at.y + 1
        y = below if below + rows < room.height else max(0, at.y - rows)
        self.styles.width, self.styles.height = width, rows
        self.styles.offset = (max(0, min(at.x, room.width - width)), y)

    def step(self, by: int) -> None:
        """Pick the next or the previous name, and round."""
        self.picked = (self.picked + by) % len(self.names)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one of the names with what stands beside it."""
        top = max(0, self.picked - _MOST + 1)
        if top + y >= len(self.names):
            return Strip.blank(self.size.width, self.rich_style)
        name, beside = self.names[top + y]
        gap = " " * (self._first - cell_len(name))
        style = self.rich_style
        if top + y == self.picked:
            style += style.__class__(reverse=True)
        return Strip([Segment(f" {name}{gap}  {beside} ", style)]).crop_extend(
            0, self.size.width, style
        )


class Completer:
    """Offers names while somebody types one, and takes the keys that are for the list.

    Args:
        field: Where it is typed; the list is on its screen.
        offered: Returns what can be offered behind a text; see `offers`.
    """

    def __init__(self, field: Field, offered: Callable[[str], tuple[str, Offers]]) -> None:
        self._field = field
        self._offered = offered
        self._list: OfferList | None = None
        self._is_open = False
        self._typed = ""
        """What was typed of the name."""
        self._done = ""
        """The text before the name for which the list was closed, or a name taken."""

    def update(self, screen: Widget, *, opens: bool) -> None:
        """Show what fits now.

        Args:
            screen: Where the list goes.
            opens: Whether it opens; else it follows or closes if it is open.
        """
        before = self._field.before
        typed, names = self._offered(before)
        start = before[: len(before) - len(typed)]
        if not start.endswith(("@", "#")) or start != self._done:
            self._done = ""
        if not names or self._done or not (opens or self._is_open):
            self.close()
            return
        if self._list is None:
            self._list = OfferList()
            screen.mount(self._list)
        self._typed = typed
        if not self._is_open or self._list.names != names:
            self._is_open = True
            self._list.show(names)
            self.place(screen)

    def place(self, screen: Widget) -> None:
        """Have the list at the cursor, wherever that is by now."""
        if self._is_open and self._list:
            x, y = self._field.cursor_screen_offset
            self._list.place(Offset(x - cell_len(self._typed) - 1, y), screen.size)

    def close(self) -> None:
        """Put the list away."""
        self._is_open = False
        if self._list:
            self._list.display = False

    def leave(self) -> None:
        """Take the list away, because somebody goes on elsewhere."""
        self._is_open = False
        if self._list:
            self._list.remove()
            self._list = None

    def takes(self, key: str) -> bool:
        """Act on a key that is for the list; tell whether it was."""
        before = self._field.before
        typed, names = self._offered(before)
        start = before[: len(before) - len(typed)]
        if not names or (self._done and start == self._done):
            return False
        if key == "tab" or (key == "right" and self._is_open):
            # Typed faster than the list comes, the key is for it all the same.
            is_shown = self._is_open and self._list and self._list.names == names
            name, _ = names[self._list.picked if self._list and is_shown else 0]
            self._done = start
            self.close()
            self._field.put_name(len(typed), name)
            return True
        if self._list is None or not self._is_open:
            return False
        if key == "escape":
            self._done = start
            self.close()
            return True
        if key in ("up", "down"):
            self._list.step(1 if key == "down" else -1)
            return True
        return False
