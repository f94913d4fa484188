"""The base of the full screens: title bar, footer of keys, messages and prompts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ScreenResultType
from textual.widget import Widget

from bmc_tui.guide import Guide, ReportableError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.key_names import effective_bindings, footer_name, keymap_of
from bmc_tui.ui.screens.prompting import OpenPrompt, Question, prompting
from bmc_tui.ui.terminal.internals import OneFrameScreen, use_lean_compositor
from bmc_tui.ui.widgets.bars import KeyBar, KeyHint, MessageBar, TitleBar

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.prompt import TextPrompt

HELP = Binding("question_mark,f1", "app.help", id="app.help", key_display="?")
"""Shows all keys; the last in each footer."""

PALETTE = Binding("ctrl+p", "app.command_palette", id="app.palette", show=False)
"""Opens the palette, which has every command by name."""

SUSPEND = Binding("ctrl+z", "app.suspend_process", id="app.stop", show=False)
"""Suspends the program, as Ctrl+Z does in a shell."""

HOW_TO_QUIT = Binding("ctrl+c", "app.help_quit", id="app.how_to_quit", show=False, system=True)
"""Reports how to quit, for users who press Ctrl+C to do so."""

GLOBAL_BINDINGS = (HELP, PALETTE, SUSPEND, HOW_TO_QUIT)
"""The bindings that act on every screen."""

ROW_DOWN = Binding("j", "cursor('down')", id="list.down", show=False)
ROW_UP = Binding("k", "cursor('up')", id="list.up", show=False)
"""Move through a list, as its own arrow keys do."""

WIDE_COLUMNS = 120
"""Columns from which two widgets are side by side instead of one above the other."""

WIDTH_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]
"""The classes by which the style sheets know whether a screen is wide."""

_ALWAYS_SHOWN = {
    "app.help",
    "canvas.back",
    "canvas.quit",
    "editor.close",
    "shelf.close",
    "versions.close",
    "look.close",
    "help.close",
    "matrix.close",
    "import.close",
    "formats.close",
    "present.close",
    "review.close",
}
"""The ids of the bindings that a footer shows even where it has no room for all."""


class BaseScreen(OneFrameScreen[ScreenResultType]):
    """A screen with a title bar, a footer of keys, messages and prompts.

    Args:
        context: What the screen works with.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.title_bar = TitleBar()
        self.key_bar = KeyBar()
        self.message_bar = MessageBar()
        self.open_prompt: OpenPrompt | None = None
        self._key_owner: Widget = self
        """The widget whose keys the footer shows."""

    @property
    def guide(self) -> Guide:
        """The language of everything on the screen."""
        return self.context.guide

    def compose(self) -> ComposeResult:
        """Yield the bars, and the screen's own body between them."""
        if getattr(self.app, "is_thin", False):
            use_lean_compositor(self)
        yield self.title_bar
        yield from self.compose_body()
        yield self.key_bar
        yield self.message_bar

    def compose_body(self) -> Iterable[Widget]:
        """Return the widgets between the title bar and the footer."""
        return ()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen, unless that is done: Textual would close the one in front by then."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        self.context = replace(self.context, guide=guide)
        if self.open_prompt:
            self.open_prompt.set_language(guide)

    def show_message(self, key: str, /, **values: object) -> None:
        """Show a message of the catalogue until the next key."""
        self.message_bar.show(self.guide.say(f"message.{key}", **values))

    def show_error(self, error: ReportableError) -> None:
        """Show what went wrong until the next key."""
        self.message_bar.show(self.guide.error_message(error), error=True)

    def show_keys(
        self,
        node: Widget,
        can: Callable[[str], bool] = lambda _: True,
        without: Collection[str] = (),
    ) -> None:
        """Show the keys of a widget, or of this screen, in the footer; see `key_hints`."""
        self._key_owner = node
        hints = key_hints(type(node), keymap_of(self.app), self.guide, can, without)
        self.key_bar.show(list(hints))

    async def prompt(self, question: Question) -> tuple[str, ...] | None:
        """Ask the user for text, in the place of the keys; for a worker.

        Returns:
            The lines of the answer; None where it is empty or cancelled.
        """
        async with prompting(self, question) as opened:
            return await opened.answer() or None

    def on_text_prompt_answered(self, event: "TextPrompt.Answered") -> None:
        """Hand an answer to the worker that waits for it."""
        if self.open_prompt:
            self.open_prompt.take(event.lines)

    def on_text_prompt_cancelled(self) -> None:
        """Close the prompt without an answer."""
        if self.open_prompt:
            self.open_prompt.cancel()

    @on(KeyBar.Clicked)
    async def _act(self, event: KeyBar.Clicked) -> None:
        """Do what the clicked key does."""
        await self.app.run_action(event.action, self._key_owner)


def key_hints(
    node: type[Widget],
    keymap: Mapping[str, str],
    guide: Guide,
    can: Callable[[str], bool],
    without: Collection[str],
) -> Iterator[KeyHint]:
    """Yield the keys of a footer.

    Args:
        node: The class whose bindings they are: those with `show` set.
        keymap: The keys that are set, by the ids of their bindings.
        guide: The language of their labels.
        can: Tells by its action whether a binding can act now.
        without: Actions that are left out.
    """
    for binding in effective_bindings(node, keymap):
        if binding.show and binding.action not in without:
            label = guide.say(f"keys.{binding.id}")
            is_kept = binding.id in _ALWAYS_SHOWN
            can_act = can(binding.action)
            yield KeyHint(footer_name(binding), label, binding.action, can_act, is_kept)
