"""The part of the app that has to do with its colours: the theme, and another one live."""

import asyncio
from collections.abc import Mapping, Sequence

from textual.driver import Driver
from textual.filter import LineFilter, Monochrome

from bmc_tui.config import Config, ConfigError
from bmc_tui.guide import Guide
from bmc_tui.themes.palettes import THEMES, Colours, in_force, is_colourless
from bmc_tui.ui.guard import Guard
from bmc_tui.ui.guarded_app import GuardedApp
from bmc_tui.ui.lean_screen import LeanScreen
from bmc_tui.ui.themes import Colourless, textual_theme


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
        self._chosen = in_force(config.settings.theme, environ).name
        """The theme that was chosen last, or the one at the start."""
        self._dress(THEMES[self._chosen])

    def _dress(self, colours: Colours) -> None:
        """Show everything in the colours of a theme."""
        made = textual_theme(colours)
        self.register_theme(made)
        self.theme = made.name
        if not self.is_running:
            self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the style sheets anew.

        Textual does so once at the start too, where they were not read in any other colours.
        """
        if self._dom_ready:
            super().refresh_css(animate)
            return
        for screen in self.screen_stack:
            screen._css_update_count = self._css_update_count  # noqa: SLF001 - else it is done later

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
        from bmc_tui.config.writer import remember  # noqa: PLC0415

        failed = ""
        try:
            await asyncio.to_thread(remember, self._environ, setting, value)
        except ConfigError as error:
            failed = self._guide.tell(error)
        if isinstance(self.screen, LeanScreen):
            self.screen.message_line.say(f"{told} {failed}".rstrip(), error=bool(failed))
