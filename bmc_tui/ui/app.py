"""The app: starts with the canvas screen, and handles the keys that work on every screen."""

import asyncio
import gc
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.timer import Timer

from bmc_tui.config import ConfigError
from bmc_tui.config.settings import PLAIN
from bmc_tui.guide import Guide, languages, load
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoredCanvas
from bmc_tui.themes.palettes import THEMES
from bmc_tui.ui.context import AppContext, CopyReport
from bmc_tui.ui.key_names import short_name
from bmc_tui.ui.keys.delivery import KeyDelivery
from bmc_tui.ui.screens.base import HOW_TO_QUIT, SUSPEND, BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal import driver_for
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.terminal.internals import write_sequence
from bmc_tui.ui.terminal.resilient_app import ResilientApp
from bmc_tui.ui.terminal.shutdown import ShutdownGuard
from bmc_tui.ui.themes import ThemeChoice

if TYPE_CHECKING:
    from bmc_tui.external_editor import DraftOrigin, Edited  # it does not exist on Windows
    from bmc_tui.ui.keys.tour import Tour
    from bmc_tui.ui.terminal.driver import ThinDriver
    from bmc_tui.ui.terminal.first_frame import FirstFrame

_REDRAW_AFTER_S = 0.05
"""Seconds without another change of size after which the screen is redrawn."""


class BmcApp(ResilientApp):
    """The full-screen program.

    Args:
        context: What the screens work with; the app adds `copy` and `edit_text` to it.
        stored: The canvas to open, or None for a new one.
        driver: The class of the driver for the terminal; Textual's own by default.
        guard: Ends the app in time after a signal.
    """

    TITLE = "bmc"
    # Textual reads no CSS_PATH of the default screen, so its style sheet is listed here.
    CSS_PATH = ["app.tcss", "screens/canvas/screen.tcss"]
    # The screens bind the palette's key, so that it appears in the list of keys and can be set.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        # Instead of Textual's own binding of ctrl+c, which reports that ctrl+q quits.
        HOW_TO_QUIT,
        SUSPEND,
    ]

    def __init__(
        self,
        context: AppContext,
        stored: StoredCanvas | None,
        driver: "type[ThinDriver] | None" = None,
        guard: ShutdownGuard | None = None,
    ) -> None:
        keys = context.config.settings.keys
        self.key_names = {id_: short_name(names[0]) for id_, names in keys.items()}
        guide = context.guide.with_keys(self.key_names)
        super().__init__(guide, driver, guard)
        self.key_delivery = KeyDelivery(self, self, super().on_event)
        self.key_queue = self.key_delivery.queue
        self.context = replace(
            context,
            guide=guide,
            copy=partial(_copy, self),
            edit_text=partial(_edit_text, self),
            wait_until_keys=self.key_delivery.wait_until_keys,
        )
        self.theme_choice = ThemeChoice(self, context.config.settings.theme, context.environ)
        self.keymap = {id_: ",".join(names) for id_, names in keys.items()}
        """The keys that the user has set, comma-separated, by the id of their binding."""
        self.animation_level = "none"
        self._stored = stored
        self._tour = _tour(self, stored.canvas) if stored and context.has_tour else None
        self._redraw = _DelayedRedraw(self)
        self._copied = ""
        self.cut_notes = ""
        """The whole notes that were cut in the editor and not put yet, each with a line break; they
        are put with the next one that is cut, unless something else was copied meanwhile."""

    def on_load(self) -> None:
        """Replace the default keys by those that the user has set."""
        if self.keymap:
            self.set_keymap(self.keymap)

    def get_default_screen(self) -> Screen[None]:
        """Return the canvas screen."""
        screen = CanvasScreen(self.context, self._stored)
        self.saveable = screen.open_canvas
        return screen

    def on_ready(self) -> None:
        """Enable garbage collection, which `launch` disabled, and begin the tour of the demo.

        Imported objects stay exempt.
        """
        gc.freeze()
        gc.enable()
        if self._tour:
            self._tour.report()

    # Display

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters that adapt colours to what the terminal shows."""
        return self.theme_choice.line_filters(super().get_line_filters())

    def refresh_css(self, animate: bool = True) -> None:
        """Style all widgets again, once there are any.

        Textual does that at the start too, because the theme is set. By then the style sheets are
        parsed with its colours (`ThemeChoice`); to parse them again takes longer than the layout.
        """
        if self.screen_stack:
            super().refresh_css(animate)

    def on_resize(self) -> None:
        """Redraw the screen a moment after the last change of size."""
        self._redraw.schedule()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Put keys and pastes into the `KeyQueue`; handle any other event immediately."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.key_queue.put(event)
            if self._tour:
                self._tour.key_came(self.key_queue.wait_until_idle)
        else:
            await super().on_event(event)

    # Copies

    @property
    def clipboard(self) -> str:
        """What was copied or cut last, which Ctrl+V inserts."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is selected or cut, like every other copy; Textual's own is not confirmed."""
        self._copied = text
        start_worker(self, partial(_copy_selected, self, text))

    # Actions

    async def action_quit(self) -> None:
        """Save and quit, from any screen."""
        for screen in self.screen_stack:
            if isinstance(screen, CanvasScreen):
                screen.open_canvas.quit()

    def report_message(self, key: str) -> None:
        """Show the message with this key on the screen in front, if that has any."""
        if isinstance(self.screen, BaseScreen):
            self.screen.show_message(key)

    def action_help(self) -> None:
        """Open the list of all keys, which begins with those that work here."""
        from bmc_tui.ui.keys.keymap import contexts_from
        from bmc_tui.ui.screens.help.keys import HelpScreen

        self.push_screen(HelpScreen(self.context, contexts_from(self.focused or self.screen)))

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from bmc_tui.ui.keys.palette import command_palette

        if isinstance(self.screen, BaseScreen):
            self.push_screen(command_palette(self, self.context.guide))

    @work
    async def action_language(self) -> None:
        """Change to the next language, and save that choice."""
        codes = languages()
        await self.use_language(codes[(codes.index(self.context.guide.language) + 1) % len(codes)])

    async def use_language(self, code: str) -> None:
        """Change to a language, and save that choice; the message is in the previous one too."""
        former, self._guide = self._guide, load(code).with_keys(self.key_names)
        self.context = replace(self.context, guide=self._guide)
        await _show_language(self, former)

    async def action_next_theme(self) -> None:
        """Change to the next theme; after the last, the first."""
        names = list(THEMES)
        await self.action_theme(names[(names.index(self.theme_choice.name) + 1) % len(names)])

    async def action_theme(self, name: str) -> None:
        """Change to a theme, and save that choice."""
        former = self.theme_choice.name
        self.theme_choice.change(name)
        key = "theme_colourless" if self.theme_choice.is_colourless else "theme"
        message = _in_all_languages(self, key, name, former)
        await _save_setting(self, "theme", name, message)


def _tour(app: BmcApp, canvas: Canvas) -> "Tour":
    """Return the tour of the demo, which begins on a canvas."""
    from bmc_tui.ui.keys.tour import Tour

    return Tour(app, canvas)


class _DelayedRedraw:
    """Redraws the screen of an app a moment after the last change of size.

    A terminal that shrinks and grows back has lost the cells that did not fit, while Textual sees
    the size that it knows and repaints nothing.

    Args:
        app: The app.
    """

    def __init__(self, app: BmcApp) -> None:
        self._app = app
        self._has_initial_size = False
        """Whether the first resize event, with the size at the start, has come."""
        self._timer: Timer | None = None

    def schedule(self) -> None:
        """Redraw the screen later, if no other change of size comes before that."""
        if self._timer:
            self._timer.stop()
        if self._has_initial_size:
            self._timer = self._app.set_timer(_REDRAW_AFTER_S, self._redraw)
        self._has_initial_size = True

    def _redraw(self) -> None:
        """Redraw the screen; `ThinOutput` leaves out the cells that the terminal shows already."""
        if self._app.screen_stack:  # empty while the app ends
            self._app.screen.refresh()


def _base_screens(app: BmcApp) -> list[BaseScreen[Any]]:
    """Return the screens of an app that have a title bar and a footer, the lowest first."""
    return [screen for screen in app.screen_stack if isinstance(screen, BaseScreen)]


async def _copy_selected(app: BmcApp, text: str) -> None:
    """Copy a text that is selected or cut, and report where to, or how to quit without any."""
    if not text.strip():
        app.report_message("how_to_quit")
        return
    report, _ = await app.context.copy_text(text, "")
    if text == app.cut_notes:
        guide = app.context.guide
        cut = guide.pluralize("count.note", text.count("\n"))
        report = f"{guide.say('message.cut_in_text', notes=cut)} {report}"
    if isinstance(app.screen, BaseScreen):
        app.screen.message_bar.show(report)


def _copy(app: BmcApp, text: str, plain_key: str) -> CopyReport:
    """Copy a text, see `AppContext.copy`; called in a thread."""
    from bmc_tui import clipboard
    from bmc_tui.clipboard.first_copy import first_copy_notice

    def send(sequence: str) -> None:
        """Write a control sequence to the terminal, between what the screen writes."""
        app.call_from_thread(write_sequence, app, sequence)

    context = app.context
    file = context.copy_file()
    outcome = clipboard.copy(text, environ=context.environ, send=send, file=file)
    notice = "" if outcome.lost else first_copy_notice(context.shelf, context.guide)
    message = clipboard.outcome_message(outcome, context.guide, plain_key)
    return CopyReport(message + notice, outcome.copied or outcome.buffered)


async def _edit_text(app: BmcApp, origin: "DraftOrigin") -> "Edited":
    """Open a text in the user's own editor, see `AppContext.edit_text`."""
    from bmc_tui.external_editor import edit

    context = app.context
    folder = context.copy_file().parent
    return await edit(origin, context.environ, folder, app.run_suspended, lambda: app.is_ending)


async def _show_language(app: BmcApp, former: Guide) -> None:
    """Show all screens in the language of the app, and save that choice."""
    guide = app.context.guide
    for screen in _base_screens(app):
        screen.set_language(guide)
    message = f"{guide.say('message.language')} {former.say('message.language_again')}"
    await _save_setting(app, "language", guide.language, message)


def _in_all_languages(app: BmcApp, key: str, name: str, former: str) -> str:
    """Return the message about a change of theme, and how to go back in each other language too.

    Someone who pressed the key by mistake may have changed the language by mistake too.

    Args:
        app: The app.
        key: The key of the message.
        name: The theme.
        former: The theme before it.
    """
    guide = app.context.guide
    parts = [guide.say(f"message.{key}", name=guide.say(f"theme.{name}"))]
    for code in (guide.language, *(each for each in languages() if each != guide.language)):
        other = load(code).with_keys(app.key_names)
        parts.append(other.say("message.theme_again", former=other.say(f"theme.{former}")))
    return " ".join(parts)


async def _save_setting(app: BmcApp, setting: str, value: str, message: str) -> None:
    """Save a choice in the configuration file.

    Args:
        app: The app, which reports the choice.
        setting: The name of the setting.
        value: Its new value.
        message: The report; the reason is added if the file can't be written.
    """
    from bmc_tui.config.writer import save_setting

    failure = ""
    try:
        await asyncio.to_thread(save_setting, app.context.environ, setting, value)
    except ConfigError as error:
        say = app.context.guide.say
        failure = f"{app.context.guide.error_message(error)} {say('config.until_quit')}"
    if app.screen_stack and isinstance(app.screen, BaseScreen):  # else it has ended meanwhile
        app.screen.message_bar.show(f"{message} {failure}".rstrip(), error=bool(failure))


def run(
    context: AppContext,
    stored: StoredCanvas | None,
    guard: ShutdownGuard | None = None,
    first_frame: "FirstFrame | None" = None,
) -> int:
    """Run the app in this terminal until the user quits.

    Args:
        context: What the screens work with.
        stored: The canvas to open, or None for a new one.
        guard: Ends the app in time after a signal.
        first_frame: What the terminal shows already.

    Returns:
        The exit code: 0, 1 when something went wrong, or the one that the guard ends with.
    """
    driver = driver_for(
        context.environ,
        guard=guard,
        first_frame=first_frame,
        has_plain_lines=context.config.settings.lines == PLAIN,
    )
    return BmcApp(_with_checked_keys(context), stored, driver, guard).run_and_save()


def _with_checked_keys(context: AppContext) -> AppContext:
    """Return the context without the invalid keys of the settings; its message reports them."""
    if not context.config.settings.keys:
        return context
    from bmc_tui.ui.keys.keymap import validate_keys

    config = validate_keys(context.config)
    problems = config.problems[len(context.config.problems) :]
    messages = [context.startup_message, *map(context.guide.error_message, problems)]
    return replace(context, config=config, startup_message="\n".join(filter(None, messages)))
