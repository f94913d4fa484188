"""The screen's single lines: the title above, the keys below, and a message over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.render.roles import StyledRun
from bmc_tui.render.title_line import title_line
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.themes import role_style


class TitleLine(Widget):
    """A title at the left, and how things stand at the right."""

    def __init__(self) -> None:
        super().__init__(id="title")
        self._parts = ("", "", "")
        self._legend: Sequence[tuple[StyledRun, StyledRun]] = ()

    def show(
        self,
        title: str,
        place: str = "",
        state: str = "",
        legend: Sequence[tuple[StyledRun, StyledRun]] = (),
    ) -> None:
        """Show `title`, where in it the person is, and at the right how it stands.

        Args:
            title: The canvas's, or the screen's.
            place: Where in it the person is.
            state: How it stands.
            legend: What the letters of the segments mean, where there is room.
        """
        if (self._parts, self._legend) != ((title, place, state), legend):
            self._parts, self._legend = (title, place, state), legend
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line; where there is not enough room the longest part gives way."""
        segments = [
            Segment(text, role_style(self.app, role))
            for text, role in title_line(self.size.width, *self._parts, self._legend)
        ]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the footer shows it."""

    key: str
    """What stands on the key."""
    label: str
    """What it does, in a word."""
    action: str
    """What a click on it does."""
    can: bool = True
    """Whether it can act now; if not, it is dimmed."""
    is_kept: bool = False
    """Whether it stays where there is no room for all: the way out, and the way to the others."""


class KeyLine(Widget):
    """The keys that act here; those that have no room are left out."""

    COMPONENT_CLASSES = {"keys--key", "keys--label", "keys--dim"}

    @dataclass
    class Clicked(Message):
        """Somebody clicked on a key."""

        action: str

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: Sequence[Key] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Show `keys`."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _placed(self) -> list[tuple[int, Key]]:
        """Return the keys that have room, each with its column."""
        kept = [key for key in self._keys if key.is_kept]
        while kept and sum(_width(key) + 2 for key in kept) - 1 > self.size.width:
            kept.pop()  # the way out goes before the way to the others
        room = self.size.width - 1 - sum(_width(key) + 2 for key in kept)
        placed = []
        x = 1
        for key in self._keys:
            if key not in kept:
                if key.is_kept or _width(key) > room:
                    continue
                room -= _width(key) + 2
            placed.append((x, key))
            x += _width(key) + 2
        return placed

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        style = self.get_component_rich_style
        segments: list[Segment] = [Segment(" ", self.rich_style)]
        for _, key in self._placed():
            name: Style = style("keys--key" if key.can else "keys--dim")
            word: Style = style("keys--label" if key.can else "keys--dim")
            segments += [Segment(key.key, name), Segment(f" {key.label}  ", word)]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does that was clicked."""
        for x, key in self._placed():
            if x <= event.x < x + _width(key) and key.can:
                self.post_message(self.Clicked(key.action))


def _width(key: Key) -> int:
    """Return the cells that a key takes."""
    return cell_len(key.key) + 1 + cell_len(key.label)


class MessageLine(Static):
    """What happened and what to do next; it lies over the lowest rows until the next key."""

    def __init__(self) -> None:
        super().__init__(id="message", markup=False)
        self.display = False

    def show(self, text: str, *, error: bool = False) -> None:
        """Show `text`; an empty one takes the message away."""
        if not text and not self.display:
            return
        self.set_class(error, "-error")
        self.update(Content(text))
        self.display = bool(text)

    def render_line(self, y: int) -> Strip:
        """Return a row of the message; the last that has room tells when there are more."""
        strip = super().render_line(y)
        width, height = self.size
        if y < height - 1 or self.get_content_height(self.size, self.size, width) <= height:
            return strip
        style = self.visual_style.rich_style
        last = truncate(f"{strip.text.rstrip()} …", width)
        return Strip([Segment(last, style)]).crop_extend(0, width, style)
