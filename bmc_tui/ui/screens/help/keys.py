"""The list of all keys by context and of the manual's topics, which the user filters by typing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bmc_tui.guide import Guide
from bmc_tui.manual import TOPICS, read_topic, topic_text
from bmc_tui.model.sanitize import clean, folded
from bmc_tui.render.wrap import wrap
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.keybindings import KeyContext, keymap_of, long_names
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.help.topic import TopicScreen
from bmc_tui.ui.widgets.pick_list import PickList
from bmc_tui.ui.widgets.prompt import LineInput

_KEY_CELLS = 18
"""Cells of the column with the keys."""


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One row of the list: keys and what they do, a topic of the manual, or a heading of either."""

    keys: str
    """The keys; the name of a topic."""
    label: str
    """What the keys do, the title of a topic, or the name of the context."""
    tip: str = ""
    """The binding's id, for the settings, and more about it; a heading has none."""
    text: str = ""
    """The whole text of a topic, in which the user searches too."""

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a context."""
        return not self.tip


class HelpScreen(BaseScreen[None]):
    """A filter, the list of keys, and a tip about the selected one.

    Args:
        context: The app's context.
        contexts: The contexts, in the order of the list.
    """

    CSS_PATH = "keys.tcss"

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]

    BINDINGS = [
        Binding("escape,f1", "dismiss", id="help.close", key_display="esc"),
        Binding("enter", "open", id="help.open"),
        Binding("tab,shift+tab", "manual", id="help.manual"),
        Binding("up", "step(-1)", id="help.up", show=False),
        Binding("down", "step(1)", id="help.down", show=False),
        Binding("pageup", "turn(-1)", id="help.page_up", show=False),
        Binding("pagedown", "turn(1)", id="help.page_down", show=False),
    ]

    def __init__(self, context: AppContext, contexts: Iterable[KeyContext]) -> None:
        super().__init__(context)
        self._contexts = contexts
        self._entries: list[HelpEntry] = []
        self._matches: list[HelpEntry] = []
        self._filter = LineInput(
            placeholder=context.guide.say("help.hint"), compact=True, select_on_focus=False
        )
        self._filter.cursor_blink = False
        self._list = PickList("key-list")
        self._list.can_focus = False
        self._tip = Static(markup=False, id="key-tip")

    def compose_body(self) -> Iterable[Widget]:
        """Return the filter, the list and the tip."""
        return (self._filter, self._list, self._tip)

    def on_mount(self) -> None:
        """Show the title, all keys and the footer."""
        keys = help_entries(self.guide, keymap_of(self.app), self._contexts)
        self._entries = [*keys, *topic_entries(self.guide)]
        self.title_bar.show(self.guide.say("help.title"))
        self.show_keys(self)
        self._apply_filter("")
        self._filter.focus()

    def _apply_filter(self, text: str) -> None:
        """Show the keys that match a text."""
        self._matches = list(matching(self._entries, text))
        self._list.set_options(
            Option(
                _heading(entry) if entry.is_heading else _row(entry, self.size.width - 1),
                disabled=entry.is_heading,
            )
            for entry in self._matches
        )
        self._list.highlighted = 1 if self._matches else None
        if not self._matches:
            self._tip.update(Content(self.guide.say("help.none", text=clean(text))))

    def on_resize(self) -> None:
        """Fit the rows to the new size."""
        index = self._list.highlighted
        self._apply_filter(self._filter.value)
        self._list.highlighted = index

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        """Show the keys that match what was typed."""
        event.stop()
        self._apply_filter(event.value)

    @on(OptionList.OptionHighlighted)
    def _show_tip(self, event: OptionList.OptionHighlighted) -> None:
        """Show the tip about the selected key."""
        event.stop()
        index = self._list.highlighted  # the event may be about rows that were replaced since
        if index is not None:
            self._tip.update(Content(self._matches[index].tip))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_open(self, event: Message | None = None) -> None:
        """Open the topic with the cursor; a key is explained below the list."""
        if event:
            event.stop()
        index = self._list.highlighted
        entry = self._matches[index] if self._matches and index is not None else None
        if entry and entry.text:
            self.app.push_screen(TopicScreen(self.context, entry.keys, self._filter.value))

    def action_manual(self) -> None:
        """Move the cursor to the first topic, or from the topics back to the first key."""
        topics = [index for index, entry in enumerate(self._matches) if entry.text]
        index = self._list.highlighted
        if topics and index is not None:
            is_among_keys = index < topics[0]
            # By way of the far end, so that the rows after the cursor come into sight.
            self._list.highlighted = topics[-1] if is_among_keys else 1
            if is_among_keys:
                self.call_after_refresh(setattr, self._list, "highlighted", topics[0])

    def action_step(self, by: int) -> None:
        """Select the key below, or above if `by` is negative."""
        self._list.move("down" if by > 0 else "up")

    def action_turn(self, by: int) -> None:
        """Move the cursor a page down, or up if `by` is negative."""
        self._list.move("page_down" if by > 0 else "page_up")


def help_entries(
    guide: Guide, keymap: Mapping[str, str], contexts: Iterable[KeyContext]
) -> Iterator[HelpEntry]:
    """Yield the headings of the contexts, each with the keys of the context below it.

    Args:
        guide: The language.
        keymap: The keys that the user has set, as in `keybindings.effective_bindings`.
        contexts: The contexts, in the order of the list.
    """
    for context in contexts:
        yield HelpEntry("", guide.say(f"help.place.{context.name}"))
        bindings = {binding.id: binding for binding in context.bindings(keymap) if binding.id}
        for id_, binding in bindings.items():
            base, _, number = id_.rpartition(".")
            if not number.isdigit():
                tip = f"{id_}  {guide.say(f'tip.{id_}')}"
                yield HelpEntry(long_names(binding), guide.say(f"help.{id_}"), tip)
            elif number == "1":  # one entry for the nine blocks
                keys = [long_names(bindings[f"{base}.{n}"]) for n in range(1, 10)]
                are_digits = keys == [str(n) for n in range(1, 10)]
                tip = f"{id_} … 9  {guide.say(f'tip.{base}')}"
                yield HelpEntry(
                    "1 … 9" if are_digits else " ".join(keys), guide.say(f"help.{base}"), tip
                )


def topic_entries(guide: Guide) -> Iterator[HelpEntry]:
    """Yield the heading of the manual, and its topics below it."""
    yield HelpEntry("", guide.say("help.manual"))
    for name in TOPICS:
        title, _ = read_topic(name, guide.language)
        tip = guide.say("help.of_topic", name=name)
        yield HelpEntry(name, title, tip, topic_text(name, guide.language))


def matching(entries: Iterable[HelpEntry], text: str) -> Iterator[HelpEntry]:
    """Yield the keys and topics that match every word of a text, below their headings.

    Args:
        entries: All keys, topics and headings.
        text: Words of the keys, of what they do, of their tip or of their context, or of a topic,
            in any case.
    """
    words = folded(text).split()
    context = ""
    heading: HelpEntry | None = None
    for entry in entries:
        if entry.is_heading:
            context, heading = entry.label, entry
            continue
        haystack = folded(f"{entry.keys} {entry.label} {entry.tip} {entry.text} {context}")
        if all(word in haystack for word in words):
            if heading:
                yield heading
                heading = None
            yield entry


def _heading(entry: HelpEntry) -> Content:
    """Return the row of a heading."""
    return Content.styled(entry.label, "bold $accent")


def _row(entry: HelpEntry, width: int) -> Content:
    """Return the row of a key, wrapped in lines of `width` cells with a hanging indent."""
    key_cells = min(_KEY_CELLS, width // 3)
    start = f"  {entry.keys}{' ' * max(1, key_cells - cell_len(entry.keys))}"
    indent = " " * (key_cells + 2)
    spans = wrap(entry.label, max(1, width - len(indent)))
    lines = [entry.label[first:last] for first, last in spans]
    if cell_len(start) > len(indent):  # with many keys, the label goes below them
        lines.insert(0, "")
    return Content(start + f"\n{indent}".join(lines))
