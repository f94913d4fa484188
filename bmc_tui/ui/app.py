"""The app: its theme, what it hands to the screens, and the commands of the palette."""

import asyncio
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen
from textual.timer import Timer

from bmc_tui.config import Config, ConfigError, Settings, config_file
from bmc_tui.guide import Guide, languages, load
from bmc_tui.store import Shelf, StoredCanvas, copied_file
from bmc_tui.themes.palettes import THEMES, Palette, is_colourless, select_palette
from bmc_tui.ui.key_names import short_name
from bmc_tui.ui.screens.base import HOW_TO_QUIT, STOP, BaseScreen
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.key_queue import TypeAhead
from bmc_tui.ui.terminal.resilient_app import GuardedApp
from bmc_tui.ui.terminal.shutdown import Guard
from bmc_tui.ui.terminal.typed_text import Burst
from bmc_tui.ui.themes import Colourless, textual_theme

if TYPE_CHECKING:
    from bmc_tui.external_editor import Edited  # there is none for Windows

_CALM = 0.05
"""Seconds without another change of size after which all is drawn anew."""


class ThemedApp(GuardedApp):
    """An app with themes of its own.

    Args:
        guide: The language of what it says.
        driver: What stands between the app and the terminal; Textual's own when left out.
        guard: What sees to it that it ends in time.
        environ: The variables that say what the terminal can do.
        config: What the person has set.
    """

    def __init__(
        self,
        guide: Guide,
        driver: type[Driver] | None,
        guard: Guard | None,
        environ: Mapping[str, str],
        config: Config,
    ) -> None:
        super().__init__(guide, driver, guard)
        self._environ = environ
        self._config = config
        self._is_colourless = is_colourless(environ)
        self._chosen = select_palette(config.settings.theme, environ).name
        """The theme that was chosen last, or the one at the start."""
        self._dress(THEMES[self._chosen])

    def _dress(self, palette: Palette) -> None:
        """Show everything in the colours of a theme."""
        made = textual_theme(palette)
        self.register_theme(made)
        self.theme = made.name
        if not self.is_running:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what takes all colours away where none are wanted: Textual makes them grey."""
        if self._is_colourless:
            return [Colourless()]
        return [each for each in super().get_line_filters() if not isinstance(each, Monochrome)]

    async def action_next_theme(self) -> None:
        """Take the next theme; after the last, the first."""
        names = list(THEMES)
        await self.action_theme(names[(names.index(self._chosen) + 1) % len(names)])

    async def action_theme(self, name: str) -> None:
        """Take a theme by its name, now and from now on."""
        self._chosen = name
        if not self._is_colourless:
            self._dress(THEMES[name])
        key = "theme_colourless" if self._is_colourless else "theme"
        told = self._guide.say(f"message.{key}", name=self._guide.say(f"theme.{name}"))
        await self._remember("theme", name, told)

    async def _remember(self, setting: str, value: str, told: str) -> None:
        """Remember a choice in the file with the settings.

        Args:
            setting: What was chosen.
            value: What it is from now on.
            told: What is said of it; where it can't be remembered, that too.
        """
        # It takes a library that nothing else needs.
        from bmc_tui.config.writer import save_setting

        failed = ""
        try:
            await asyncio.to_thread(save_setting, self._environ, setting, value)
        except ConfigError as error:
            failed = self._guide.tell(error)
        if isinstance(self.screen, BaseScreen):
            self.screen.message_line.show(f"{told} {failed}".rstrip(), error=bool(failed))


class BmcApp(ThemedApp):
    """The full-screen program.

    Args:
        shelf: Where canvases are kept.
        kept: The canvas to open, or None for a new one.
        guide: The language of the program.
        environ: The variables that say where the program runs.
        copies: Returns the file that a copied text goes to where no clipboard can confirm it.
        driver: What stands between the app and the terminal; Textual's own when left out.
        news: What the person is to be told at once.
        guard: What sees to it that the app ends in time.
        config: What the person has set; nothing when left out.
    """

    TITLE = "bmc"
    # The default screen does not bring its own.
    CSS_PATH = ["app.tcss", "screens/canvas/screen.tcss"]
    ENABLE_COMMAND_PALETTE = (
        False  # its key is bound by the screens, where the list of keys finds it
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Textual's own says that ctrl+q quits; here the text area copies, and nothing else does.
        HOW_TO_QUIT,
        STOP,
    ]

    def __init__(
        self,
        shelf: Shelf,
        kept: StoredCanvas | None,
        guide: Guide,
        environ: Mapping[str, str],
        copies: Callable[[], Path],
        driver: type[Driver] | None = None,
        news: str = "",
        guard: Guard | None = None,
        config: Config | None = None,
    ) -> None:
        settled = config or Config(config_file(environ), Settings())
        self._names = {id_: short_name(keys[0]) for id_, keys in settled.settings.keys.items()}
        super().__init__(guide.with_keys(self._names), driver, guard, environ, settled)
        self.animation_level = "none"
        self._shelf = shelf
        self._kept = kept
        self._copies = copies
        self._news = news
        self._typed = TypeAhead(self, self._give)
        self._redrawing: Timer | None = None

    def on_load(self) -> None:
        """Take the keys that the person has set."""
        if keys := self._config.settings.keys:
            self.set_keymap({id_: ",".join(names) for id_, names in keys.items()})

    def get_default_screen(self) -> Screen[None]:
        """Return the canvas screen."""
        screen = CanvasScreen(
            self._shelf,
            self._kept,
            self._guide,
            self._copy,
            self._edit,
            self._news,
            self._config.settings,
        )
        self.saving = screen
        return screen

    def on_ready(self) -> None:
        """Look for garbage from now on, but not among what was imported: all of that stays."""
        gc.freeze()
        gc.enable()

    def on_resize(self) -> None:
        """Draw all anew a moment after the last change of size.

        A terminal that was small in between has lost what did not fit, and where it is then as
        large as before, Textual sees no change.
        """
        if self._redrawing:
            self._redrawing.stop()
        if self._size is not None:
            self._redrawing = self.set_timer(_CALM, self._redraw)

    def _redraw(self) -> None:
        """Draw all of the screen; what the terminal is known to show is not written again."""
        if self.screen_stack:  # else the app ends just now
            self.screen.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Keep keys in their order; see `TypeAhead`."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    async def _give(self, event: events.Key | events.Paste) -> None:
        """Give a key to what has the focus, and take the message away: it was there to be read."""
        if isinstance(self.screen, BaseScreen):
            self.screen.message_line.show("")
        if isinstance(event, Burst) and not getattr(self.focused, "takes_lines", False):
            takes_text = getattr(self.focused, "takes_text", False)
            first, rest = event.line() if takes_text else event.key()
            if rest:
                self._typed.put_back(rest)
            if first:
                await super().on_event(first)
        else:
            await super().on_event(event)

    def _copy(self, text: str, key: str) -> str:
        """Copy `text`, in a thread, and return what is to be told; `key` shows it plainly."""
        # Starting a process takes modules that nothing else needs.
        from bmc_tui import clipboard
        from bmc_tui.clipboard.outcome import first_copy_notice

        outcome = clipboard.copy(text, environ=self._environ, send=self._write, file=self._copies())
        lives = "" if outcome.lost else first_copy_notice(self._shelf, self._guide)
        return clipboard.outcome_message(outcome, self._guide, key) + lives

    async def _edit(self, text: str) -> "Edited":
        """Have a text edited in the person's own editor.

        Raises:
            EditorError: There is none, or it failed.
        """
        from bmc_tui.external_editor import edit

        return await edit(text, self._environ, self._copies().parent, self.away)

    def _write(self, sequence: str) -> None:
        """Write a control sequence to the terminal, between what the screen writes."""
        self.call_from_thread(self._write_now, sequence)

    def _write_now(self, sequence: str) -> None:
        """Write a control sequence to the terminal."""
        if self._driver:
            self._driver.write(sequence)
            self._driver.flush()

    async def action_quit(self) -> None:
        """Save and quit, from any screen."""
        for screen in self.screen_stack:
            if isinstance(screen, CanvasScreen):
                screen.leave()

    def action_help_quit(self) -> None:
        """Say how to quit."""
        if isinstance(self.screen, BaseScreen):
            self.screen.show_message("how_to_quit")

    def action_help(self) -> None:
        """Show all keys."""
        from bmc_tui.ui.keys.keymap import KEY_CONTEXTS
        from bmc_tui.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self._guide, KEY_CONTEXTS))

    @work
    async def action_language(self) -> None:
        """Speak the next language, and remember that."""
        known = languages()
        code = known[(known.index(self._guide.language) + 1) % len(known)]
        self._guide = load(code).with_keys(self._names)
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.set_language(self._guide)
        await self._remember("language", code, self._guide.say("message.language"))

    def action_command_palette(self) -> None:
        """Show every command by name."""
        from bmc_tui.ui.keys.palette import palette

        if isinstance(self.screen, BaseScreen):
            self.push_screen(palette(self, self._guide))


def run(
    shelf: Shelf,
    kept: StoredCanvas | None,
    guide: Guide,
    environ: Mapping[str, str],
    news: str,
    config: Config,
    guard: Guard | None = None,
) -> int:
    """Run the app in this terminal until somebody quits.

    Args:
        shelf: Where canvases are kept.
        kept: The canvas to open, or None for a new one.
        guide: The language of the program.
        environ: The variables that say where the program runs.
        news: What the person is to be told at once.
        config: What the person has set.
        guard: What sees to it that the app ends in time.

    Returns:
        The exit code: 0, 1 when something went wrong, or what the guard was told to end with.
    """
    if config.settings.keys:
        from bmc_tui.ui.keys.keymap import checked

        already = len(config.problems)
        config = checked(config)
        news = "\n".join(filter(None, [news, *map(guide.tell, config.problems[already:])]))
    app = BmcApp(shelf, kept, guide, environ, copied_file, _driver(guard), news, guard, config)
    result = app.run()
    return (app.return_code or 0) if result is None else result


def _driver(guard: Guard | None) -> type[Driver] | None:
    """Return the driver for this system."""
    if sys.platform == "win32":
        return None
    from bmc_tui.ui.terminal.driver import ThinDriver

    ThinDriver.guard = guard
    return ThinDriver
