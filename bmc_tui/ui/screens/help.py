"""All keys, by the place where they act; what is typed leaves those that fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import wrap
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.key_names import KeyContext, all_keys, keymap_of
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.widgets.pick_list import PickList
from bmc_tui.ui.widgets.prompt import LineInput

_KEYS_WIDTH = 18
"""Cells for the keys before what they do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A key in the list, or the name of the place where those below it act."""

    keys: str
    words: str
    tip: str = ""
    """Its name in the settings, and more about it; the name of a place has none."""

    @property
    def is_heading(self) -> bool:
        """Whether it is the name of a place."""
        return not self.tip


class HelpScreen(BaseScreen[None]):
    """The keys; a line to search in them, and below more about the one that is picked.

    Args:
        context: What the screen works with.
        contexts: Where keys act, in the order of the list.
    """

    CSS_PATH = "help.tcss"

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]

    BINDINGS = [
        Binding("escape,f1", "dismiss", id="help.close", key_display="esc"),
        Binding("up", "step(-1)", id="help.up", show=False),
        Binding("down", "step(1)", id="help.down", show=False),
        Binding("pageup", "turn(-1)", id="help.page_up", show=False),
        Binding("pagedown", "turn(1)", id="help.page_down", show=False),
    ]

    def __init__(self, context: AppContext, contexts: Iterable[KeyContext]) -> None:
        super().__init__(context)
        self._contexts = contexts
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._sought = LineInput(
            placeholder=context.guide.say("help.hint"), compact=True, select_on_focus=False
        )
        self._sought.cursor_blink = False
        self._list = PickList("key-list")
        self._list.can_focus = False
        self._tip = Static(markup=False, id="key-tip")

    def compose_body(self) -> Iterable[Widget]:
        """Return the line to search in, the list and more about what is picked in it."""
        return (self._sought, self._list, self._tip)

    def on_mount(self) -> None:
        """Show the title, all keys and the way out."""
        self._rows = list(rows(self.guide, keymap_of(self.app), self._contexts))
        self.title_bar.show(self.guide.say("help.title"))
        self.show_keys(self)
        self._show("")
        self._sought.focus()

    def _show(self, text: str) -> None:
        """Show the keys that fit a text."""
        self._shown = list(fitting(self._rows, text))
        self._list.set_options(
            Option(
                _heading(row) if row.is_heading else _line(row, self.size.width - 1),
                disabled=row.is_heading,
            )
            for row in self._shown
        )
        self._list.highlighted = 1 if self._shown else None
        if not self._shown:
            self._tip.update(Content(self.guide.say("help.none", text=clean(text))))

    def on_resize(self) -> None:
        """Fit the rows to the new size."""
        at = self._list.highlighted
        self._show(self._sought.value)
        self._list.highlighted = at

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        """Show what fits what was typed."""
        event.stop()
        self._show(event.value)

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        """Say more about the key that is picked."""
        event.stop()
        at = self._list.highlighted  # the event may be of a list that is shown no more
        if at is not None:
            self._tip.update(Content(self._shown[at].tip))

    def action_step(self, by: int) -> None:
        """Go to the key above or below."""
        (self._list.action_cursor_down if by > 0 else self._list.action_cursor_up)()

    def action_turn(self, by: int) -> None:
        """Go a page up or down."""
        (self._list.action_page_down if by > 0 else self._list.action_page_up)()


def rows(guide: Guide, keymap: Mapping[str, str], contexts: Iterable[KeyContext]) -> Iterator[Row]:
    """Yield all keys, each place's below its name.

    Args:
        guide: The language.
        keymap: The keys that are set, as in `key_names.bindings`.
        contexts: Where keys act, in the order of the list.
    """
    for context in contexts:
        yield Row("", guide.say(f"help.place.{context.name}"))
        of_place = {binding.id: binding for binding in context.bindings(keymap) if binding.id}
        for id_, binding in of_place.items():
            base, _, number = id_.rpartition(".")
            if not number.isdigit():
                tip = f"{id_}  {guide.say(f'tip.{id_}')}"
                yield Row(all_keys(binding), guide.say(f"help.{id_}"), tip)
            elif number == "1":  # one line for the nine blocks
                keys = [all_keys(of_place[f"{base}.{n}"]) for n in range(1, 10)]
                usual = keys == [str(n) for n in range(1, 10)]
                shown = "1 … 9" if usual else " ".join(keys)
                tip = f"{id_} … 9  {guide.say(f'tip.{base}')}"
                yield Row(shown, guide.say(f"help.{base}"), tip)


def fitting(rows: Iterable[Row], text: str) -> Iterator[Row]:
    """Yield the keys that have all words of a text in them, below the names of their places.

    Args:
        rows: All keys.
        text: Words of what they do, of what is said of them or of their place, or a key.
    """
    words = text.casefold().split()
    heading: Row | None = None
    for row in rows:
        if row.is_heading:
            place, heading = row.words, row
            continue
        all_of_it = f"{row.keys} {row.words} {row.tip} {place}".casefold()
        if all(word in all_of_it for word in words):
            if heading:
                yield heading
                heading = None
            yield row


def _heading(row: Row) -> Content:
    """Return the name of a place as it is shown."""
    return Content.styled(row.words, "bold $accent")


def _line(row: Row, width: int) -> Content:
    """Return one key as it is shown in so many cells; further lines hang below its words."""
    room = min(_KEYS_WIDTH, width // 3)
    start = f"  {row.keys}{' ' * max(1, room - cell_len(row.keys))}"
    hang = " " * min(cell_len(start), room + 2)
    lines = [row.words[first:last] for first, last in wrap(row.words, max(1, width - len(hang)))]
    if cell_len(start) + cell_len(lines[0]) > width:  # many keys: the words go below them
        lines.insert(0, "")
    return Content(start + f"\n{hang}".join(lines))
