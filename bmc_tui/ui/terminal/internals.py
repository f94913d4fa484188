"""All code that uses private names of Textual, except for two names in the driver.

Each part says which names it uses, and what Textual would have to change so that it could be
deleted. `tests/unit/ui/terminal/test_private_names.py` counts the names, and keeps them out of all
other modules.
"""

import asyncio
import traceback
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, cast

from rich.console import Console
from rich.text import Text
from textual import command
from textual import screen as screens
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App
from textual.driver import Driver
from textual.events import Key
from textual.geometry import Region, Size
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import WorkerFailed

from bmc_tui.files.program import ProgramWatch
from bmc_tui.ui.terminal.output import SURE_WIDTH

# 1. A compositor that renders only what changes: `Screen._compositor`, `Compositor._get_renders`,
# `Compositor._dirty_regions`. Upstream: the two "TODO"s below.


class CroppedUpdate(ChopsUpdate):
    """An update that writes only the columns that change.

    Textual's own update writes each part of a row from its first column ("TODO: crop to x extents"
    in `ChopsUpdate.__rich_console__`).
    """

    def render_segments(self, console: Console) -> str:
        """Return the output of the update: cursor moves, and the changed parts of rows."""
        parts: list[str] = []
        for y, x1, x2 in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                start, stop = max(x1, x), min(x2, end)
                if strip is not None and start < stop:
                    parts.append(f"\x1b[{y + 1};{start + 1}H")
                    parts.append(strip.crop(start - x, stop - x).render(console))
        return "".join(parts)


class LeanCompositor(Compositor):
    """A compositor that asks widgets for the rows of an update, and for no others.

    Textual's own (`Compositor._get_renders`) renders every row of every widget that overlaps the
    smallest region around all updates, also where another widget covers it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._update_regions: Sequence[Region] = ()
        """The regions of the partial update that is being rendered."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield the rows of an update, widget by widget, from the front to the back.

        Yields:
            A widget's region, the part of it that is rendered, and its rows.
        """
        uncovered = list(self._update_regions) or [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():
            visible = region.intersection(clip)
            parts = [visible.intersection(area) for area in uncovered if visible.overlaps(area)]
            for top, bottom in _row_ranges(parts):
                rows = Region(visible.x, top, visible.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))
            uncovered = [area for area in uncovered if not visible.contains_region(area)]

    def render_partial_update(self) -> CroppedUpdate | None:
        """Return the update of the dirty regions, or None when there are none.

        A row with characters about whose width terminals disagree is written whole, because a
        terminal may have drawn the text after such a character in another column.
        """
        regions = frozenset(self._dirty_regions)
        update = self._render(regions)
        if update is None:
            return None
        rows = {y for y, _, _ in update.spans}
        doubtful = {y for y in rows if not _has_sure_width(update.chops[y].values())}
        if not doubtful:
            return update
        return self._render({*regions, *(Region(0, y, self.size.width, 1) for y in doubtful)})

    def _render(self, regions: Collection[Region]) -> CroppedUpdate | None:
        """Return the update of these regions."""
        self._update_regions = tuple(regions)
        self._dirty_regions = set(regions)
        update = super().render_partial_update()
        self._update_regions = ()
        return CroppedUpdate(update.chops, update.spans, update.chop_ends) if update else None


def _row_ranges(regions: Iterable[Region]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of rows that regions cover: the first row, and the one after the last."""
    top = bottom = -1
    for region in sorted(regions, key=lambda region: region.y):
        if region.y > bottom:
            if bottom > top:
                yield top, bottom
            top = region.y
        bottom = max(bottom, region.bottom)
    if bottom > top:
        yield top, bottom


def _has_sure_width(strips: Iterable[Strip | None]) -> bool:
    """Return whether all parts of a row have the same width in every terminal."""
    text = "".join([segment.text for strip in strips if strip is not None for segment in strip])
    return bool(SURE_WIDTH.fullmatch(text))


def use_lean_compositor(screen: Screen[Any]) -> None:
    """Make a screen that is not laid out yet use the lean compositor."""
    screen._compositor = LeanCompositor()


# 2. One frame for all that a key changes: `Screen._on_timer_update`, `Screen._update_timer`.
# Upstream: a screen would have to handle the messages under way before it paints its next frame.
# `App.batch_update` is not enough: it runs `call_after_refresh` callbacks before the layout.

_MAX_FRAME_TURNS = 20
"""Maximum number of turns of the event loop for which a frame waits for messages under way."""

_MAX_MOUNT_TURNS = 400
"""Maximum number of turns for which it waits for a widget that is being mounted with all that is in
it."""


class OneFrameScreen(Screen[ScreenResultType]):
    """A screen that paints everything a key changes in one frame, which takes fewer bytes."""

    _turns_waited = 0
    """The number of turns of the event loop that the next frame has waited."""

    mounting: Widget | None = None
    """What the last key opens; the next frame waits until all of it is mounted."""

    def _on_timer_update(self) -> None:
        """Paint a frame once nothing that belongs in it is still on its way."""
        if getattr(self.app, "is_thin", False) and _must_wait(self, self._turns_waited):
            self._turns_waited += 1
            self._update_timer.pause()
            asyncio.get_running_loop().call_soon(self._on_timer_update)
        else:
            self._turns_waited, self.mounting = 0, None
            super()._on_timer_update()


def _must_wait(screen: OneFrameScreen[Any], turns_waited: int) -> bool:
    """Return whether a widget is being mounted, or a message is on its way to the screen."""
    if screen.mounting and not screen.mounting.is_mounted:
        return turns_waited < _MAX_MOUNT_TURNS
    nodes = screen.focused.ancestors_with_self[:-1] if screen.focused else []
    has_messages = any(node.message_queue_size for node in nodes)
    return has_messages and turns_waited < _MAX_FRAME_TURNS


_FRAME_INTERVAL_S = 0.001
"""Seconds between two frames at least; without a change there is none. Textual's 1/60 s holds up
what a key changes soon after the frame of the key before it."""


def use_short_frames() -> None:
    """Make screens paint a frame at most `_FRAME_INTERVAL_S` after the one before it.

    Textual takes this from the environment variable `TEXTUAL_FPS`, which programs that the app
    starts would inherit.
    """
    screens.UPDATE_PERIOD = _FRAME_INTERVAL_S  # type: ignore[misc] # the screens take it from there


# 3. Control sequences of our own, and keys: `App._driver`, `Widget._forward_event`. Upstream: a
# public `App.driver`, and a check of the focused widget before all bindings are gathered.


def driver_of(app: App[Any]) -> Driver | None:
    """Return the driver of an app; None before the app runs."""
    return app._driver


def bound_action(screen: Screen[Any], key: str) -> str:
    """Return the action that a key is bound to where the focus is on a screen, or ""."""
    chain = (bindings.key_to_bindings.get(key) for _, bindings in screen._modal_binding_chain)
    return next((bound[0].action for bound in chain if bound), "")


def forward_character(app: App[Any], key: Key) -> bool:
    """Forward a key to the focused widget if it is a character there, and return whether it is.

    Textual first collects the bindings of the widget and of all its ancestors to find one with
    priority, and then drops those of characters that the widget takes: a tenth of the work for a
    typed character.
    """
    widget = app.focused
    if widget is None or not widget.check_consume_key(key.key, key.character):
        return False
    if not app.app_focus:
        app.app_focus = True
    widget._forward_event(key)
    return True


def write_sequence(app: App[Any], sequence: str) -> None:
    """Write a control sequence to the terminal, between what the screen writes."""
    if (driver := driver_of(app)) and not app.is_headless:
        driver.write(sequence)
        driver.flush()


def write_unfiltered(app: App[Any], text: str) -> None:
    """Write to the terminal past the output filter; Textual's next update is written in full."""
    if (driver := driver_of(app)) and not app.is_headless:
        getattr(driver, "write_unfiltered", driver.write)(text)
        driver.flush()


# 4. Tracebacks without the values of local variables, which contain the user's notes:
# `App._fatal_error`, `App._exception`. Upstream: an option like `show_locals=False`.


class DiscreetApp(App[int]):
    """An app that ends at a fault with the traceback of the first, without local variables."""

    program_watch: ProgramWatch
    """Explains faults without a traceback."""
    _has_reported = False
    """Whether a fault has been reported."""

    def on_fault(self) -> None:
        """Prepare for the end; called at each fault."""

    def _fatal_error(self) -> None:
        """End because of a fault."""
        self.on_fault()
        fault = self._exception
        if isinstance(fault, WorkerFailed):
            fault = cast("Exception", fault.error)
        if fault is None or self.program_watch.explains(fault):
            self._has_reported = True
        reports = [] if self._has_reported or fault is None else [traceback_of(fault)]
        self._has_reported = True
        self.panic(*reports)


def traceback_of(fault: BaseException) -> Text:
    """Return the traceback of a fault, without local variables."""
    return Text("".join(traceback.format_exception(fault)))


# 5. Workarounds for two bugs of Textual's lists, without private names. Upstream:
# `Widget.get_visual_style` would have to pass `reverse=style.reverse` to the style that it makes,
# and `OptionList` would have to accept a width of zero, where it has no lines.

_HIGHLIGHTED = "option-list--option-highlighted"

_MIN_ROW_CELLS = 10
"""Width to which rows are wrapped at least, for a list that is narrower."""


class ShrinkableList(OptionList):
    """A list that survives a terminal without any room for it."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the rows, at `_MIN_ROW_CELLS` if the list is narrower."""
        return super().get_content_height(container, viewport, max(width, _MIN_ROW_CELLS))

    def action_page_up(self) -> None:
        """Go a page up, unless the list has no room."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Go a page down, unless the list has no room."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]


def reversed_if_highlighted(style: Style, component_classes: Collection[str]) -> Style:
    """Return the style of a part of a list, reversed for the highlighted row."""
    return style + Style(reverse=True) if _HIGHLIGHTED in component_classes else style


class ReversedCommandList(command.CommandList, ShrinkableList):
    """The list of the command palette, which shows its highlight though it never has the focus."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part; that of the highlighted row is reversed."""
        style = super().get_visual_style(*component_classes, partial=partial)
        return reversed_if_highlighted(style, component_classes)


def use_reversed_command_list() -> None:
    """Make the command palette reverse its highlighted row, to be seen without colours too."""
    command.CommandList = ReversedCommandList  # type: ignore[misc] # the palette takes it from there
