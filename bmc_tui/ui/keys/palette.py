"""The command palette: every command by name, in the language of the app."""

from functools import partial

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from bmc_tui.guide import Guide
from bmc_tui.themes.palettes import THEMES
from bmc_tui.ui.keybindings import effective_bindings, keymap_of, long_names
from bmc_tui.ui.terminal.internals import use_reversed_command_list

use_reversed_command_list()

_COMMAND_AREAS = {
    "canvas",
    "notes",
    "editor",
    "interview",
    "shelf",
    "versions",
    "look",
    "formats",
    "present",
    "matrix",
    "review",
    "design",
    "app",
}
"""The first parts of the ids of the bindings that are commands; other bindings move a cursor."""


def command_palette(app: App[int], guide: Guide) -> CommandPalette:
    """Return the palette of the commands that are available at the current focus.

    Args:
        app: The app that runs the commands.
        guide: The language of the names.
    """
    focused = app.screen.focused
    nodes = focused.ancestors_with_self if focused else [app.screen]
    bindings_by_name = {
        guide.say(f"help.{binding.id}"): (binding, node)
        for node in nodes
        for binding in effective_bindings(type(node), keymap_of(app))
        if _is_command(binding)
    }
    commands = {
        name: partial(app.run_action, binding.action, node)
        for name, (binding, node) in bindings_by_name.items()
    }
    keys = {name: f"  {long_names(binding)}" for name, (binding, _) in bindings_by_name.items()}

    for name in THEMES:
        title = guide.say("palette.theme", name=guide.say(f"theme.{name}"))
        commands[title] = partial(app.run_action, f"theme({name!r})", app)

    class Commands(Provider):
        """Provides the commands, or a hit that says that none matches."""

        async def discover(self) -> Hits:
            """Yield all commands."""
            for name, run in sorted(commands.items()):
                label = Content.assemble(name, (keys.get(name, ""), "bold"))
                yield DiscoveryHit(label, run, text=name)

        async def search(self, query: str) -> Hits:
            """Yield the commands that match a query."""
            matcher = self.matcher(query)
            scores = [(matcher.match(name), name) for name in commands]
            hits = [
                Hit(
                    score,
                    matcher.highlight(name) + Content.styled(keys.get(name, ""), "bold"),
                    commands[name],
                    text=name,
                )
                for score, name in scores
                if score > 0
            ]
            for hit in hits:
                yield hit
            if not hits:
                yield Hit(0.01, Content(guide.say("palette.none")), _do_nothing)

    return _StillPalette(providers=[Commands], placeholder=guide.say("palette.placeholder"))


def _do_nothing() -> None:
    """Do nothing: the hit only says that there is no such command."""


def _is_command(binding: Binding) -> bool:
    """Return whether a binding is a command for the palette."""
    parts = (binding.id or "").split(".")
    is_one_of_nine = parts[-1].isdigit()  # such as those to the block with a number
    return (
        parts[0] in _COMMAND_AREAS
        and not is_one_of_nine
        and binding.id != "app.palette"
        and not binding.system
    )


class _StillPalette(CommandPalette):
    """The palette of Textual with a cursor that does not blink: that writes twice a second."""

    def on_mount(self) -> None:
        """Stop the cursor."""
        self.query_one(Input).cursor_blink = False
