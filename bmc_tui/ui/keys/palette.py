"""The command palette: every command by name, in the person's language."""

from functools import partial

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from bmc_tui.guide import Guide
from bmc_tui.themes.palettes import THEMES
from bmc_tui.ui.key_names import all_keys, bindings, keymap_of
from bmc_tui.ui.terminal.internals import use_reversed_command_list

use_reversed_command_list()

_AREAS = {"canvas", "editor", "shelf", "versions", "look", "formats", "present", "review", "app"}
"""Where bindings are commands; the others move about."""


def palette(app: App[int], guide: Guide) -> CommandPalette:
    """Return the palette of what can be done where the focus is now.

    Args:
        app: The app that carries the commands out.
        guide: The language of their names.
    """
    focused = app.screen.focused
    nodes = focused.ancestors_with_self if focused else [app.screen]
    found = {
        guide.say(f"help.{binding.id}"): (binding, node)
        for node in nodes
        for binding in bindings(type(node), keymap_of(app))
        if _is_command(binding)
    }
    commands = {
        name: partial(app.run_action, binding.action, node)
        for name, (binding, node) in found.items()
    }
    keys = {name: f"  {all_keys(binding)}" for name, (binding, _) in found.items()}

    for name in THEMES:
        said = guide.say("palette.theme", name=guide.say(f"theme.{name}"))
        commands[said] = partial(app.run_action, f"theme({name!r})", app)

    class Commands(Provider):
        """Candidates the commands; where none fits, it says so."""

        async def discover(self) -> Hits:
            """Offer all of them."""
            for name, act in sorted(commands.items()):
                shown = Content.assemble(name, (keys.get(name, ""), "bold"))
                yield DiscoveryHit(shown, act, text=name)

        async def search(self, query: str) -> Hits:
            """Offer those that `query` fits."""
            matcher = self.matcher(query)
            fitting = [(matcher.match(name), name) for name in commands]
            hits = [
                Hit(
                    fit,
                    matcher.highlight(name) + Content.styled(keys.get(name, ""), "bold"),
                    commands[name],
                    text=name,
                )
                for fit, name in fitting
                if fit > 0
            ]
            for hit in hits:
                yield hit
            if not hits:
                yield Hit(0.01, Content(guide.say("palette.none")), _nothing)

    return CommandPalette(providers=[Commands], placeholder=guide.say("palette.placeholder"))


def _nothing() -> None:
    """Do nothing: there is no such command."""


def _is_command(binding: Binding) -> bool:
    """Tell whether a binding is a command that the palette offers."""
    area = (binding.id or "").split(".")[0]
    return area in _AREAS and binding.id != "app.palette" and not binding.system
