"""The base of the full screens: title bar, footer of keys, messages and prompts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.reactive import Reactive
from textual.screen import ScreenResultType
from textual.widget import Widget

from bmc_tui.guide import Guide, ReportableError
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.keybindings import effective_bindings, footer_name, keymap_of
from bmc_tui.ui.messages import fitted_message
from bmc_tui.ui.screens.prompting import OpenPrompt, Question, ask
from bmc_tui.ui.terminal.internals import OneFrameScreen, use_lean_compositor
from bmc_tui.ui.terminal.key_queue import UnderWay
from bmc_tui.ui.widgets.bars import KeyBar, KeyHint, MessageBar, TitleBar

if TYPE_CHECKING:
    from bmc_tui.ui.widgets.prompt import TextPrompt

HELP = Binding("question_mark,f1", "app.help", id="app.help", key_display="?")
"""Opens the list of all keys; the last in each footer."""

PALETTE = Binding("ctrl+p", "app.command_palette", id="app.palette", show=False)
"""Opens the palette, which has every command by name."""

LANGUAGE = Binding("L", "app.language", id="canvas.language", show=False)
"""Changes to the next language, on the canvas and on the screens of the review and the matrix."""

SUSPEND = Binding("ctrl+z", "app.suspend_process", id="app.stop", show=False)
"""Suspends the program, as Ctrl+Z does in a shell."""

HOW_TO_QUIT = Binding(
    "ctrl+c", "app.report_message('how_to_quit')", id="app.how_to_quit", show=False, system=True
)
"""Reports how to quit, for users who press Ctrl+C to do so."""

GLOBAL_BINDINGS = (HELP, PALETTE, SUSPEND, HOW_TO_QUIT)
"""The bindings that act on every screen."""

LIST_BINDINGS = (
    Binding("j", "cursor('down')", id="list.down", show=False),
    Binding("k", "cursor('up')", id="list.up", show=False),
    Binding("pagedown,space", "cursor('page_down')", id="list.page_down", show=False),
    Binding("pageup", "cursor('page_up')", id="list.page_up", show=False),
    Binding("home,g", "cursor('first')", id="list.first", show=False),
    Binding("end,G", "cursor('last')", id="list.last", show=False),
)
"""Move the cursor of a list; those that `OptionList` has itself are here to be listed."""


def scroll_bindings(prefix: str) -> tuple[Binding, ...]:
    """Return the bindings of a `ScrollScreen`, each with an id that starts with a prefix."""
    return (
        Binding("up,k", "scroll(-1)", id=f"{prefix}.up", show=False),
        Binding("down,j", "scroll(1)", id=f"{prefix}.down", show=False),
        Binding("pageup", "turn(-1)", id=f"{prefix}.page_up", show=False),
        Binding("pagedown,space", "turn(1)", id=f"{prefix}.page_down", show=False),
        Binding("home,g", "edge(False)", id=f"{prefix}.first", show=False),
        Binding("end,G", "edge(True)", id=f"{prefix}.last", show=False),
    )


BAR_ROWS = 2
"""Rows of the title bar and the footer."""

WIDE_COLUMNS = 120
"""Columns from which a screen shows two widgets side by side, not one above the other."""

WIDTH_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]
"""The classes by which the style sheets know whether a screen is wide."""

_ESSENTIAL_IDS = {
    "app.help",
    "canvas.back",
    "canvas.quit",
    "notes.close",
    "editor.close",
    "interview.close",
    "shelf.close",
    "versions.close",
    "look.close",
    "picture.close",
    "help.close",
    "topic.close",
    "matrix.close",
    "import.close",
    "formats.close",
    "present.close",
    "review.close",
    "design.close",
}
"""The ids of the bindings for which a narrow footer leaves out others; see `KeyHint`."""


class BaseScreen(OneFrameScreen[ScreenResultType]):
    """A screen with a title bar, a footer of keys, messages and prompts.

    Args:
        context: The app's context.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""
    # When the focus moves, two widgets change; Textual's own attribute repaints the whole screen.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.title_bar = TitleBar()
        self.key_bar = KeyBar()
        self.message_bar = MessageBar(self.key_bar)
        self.open_prompt: OpenPrompt | None = None
        self.under_way = UnderWay()  # what the last key has asked for; see `KeyQueue`
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
        """Close the screen if it is on top: otherwise a late worker would close another one."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def set_language(self, guide: Guide) -> None:
        """Show everything in another language."""
        self.context = replace(self.context, guide=guide)
        if self.open_prompt:
            self.open_prompt.set_language(guide)

    def show_message(self, key: str, /, **values: object) -> None:
        """Show the message with this key of the catalogue, until the next key press."""
        message = fitted_message(self.guide, f"message.{key}", self.size.width, **values)
        self.message_bar.show(message)

    def show_error(self, error: ReportableError) -> None:
        """Show the message of an error, until the next key press."""
        self.message_bar.show(self.guide.error_message(error), error=True)

    def show_keys(
        self,
        node: Widget,
        is_enabled: Callable[[str], bool] = lambda _: True,
        hidden: Collection[str] = (),
    ) -> None:
        """Show the keys of a widget, or of this screen, in the footer; see `key_hints`."""
        self._key_owner = node
        hints = key_hints(type(node), keymap_of(self.app), self.guide, is_enabled, hidden)
        self.key_bar.show(list(hints))

    async def prompt(self, question: Question) -> tuple[str, ...] | None:
        """Ask the user for text, in place of the footer; call it in a worker.

        Returns:
            The lines of the answer; None when it is empty or the prompt was cancelled.
        """
        return await ask(self, question)

    def on_text_prompt_answered(self, event: "TextPrompt.Answered") -> None:
        """Hand an answer to the worker that waits for it."""
        if self.open_prompt:
            self.open_prompt.take(event.lines)

    def on_text_prompt_cancelled(self) -> None:
        """Close the prompt without an answer."""
        if self.open_prompt:
            self.open_prompt.cancel()

    @on(KeyBar.Clicked)
    async def _run_clicked(self, event: KeyBar.Clicked) -> None:
        """Run the action of the clicked key."""
        await self.app.run_action(event.action, self._key_owner)


class ScrollScreen(BaseScreen[ScreenResultType]):
    """A screen whose body is one widget that its own keys scroll; see `scroll_bindings`.

    Args:
        context: The app's context.
        content: The widget, as tall as what it shows.
        view_id: The id of the view that scrolls it.
    """

    def __init__(self, context: AppContext, content: Widget, view_id: str) -> None:
        super().__init__(context)
        self._view = VerticalScroll(content, id=view_id, can_focus=False)

    def compose_body(self) -> Iterable[Widget]:
        """Return the view."""
        return (self._view,)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._view.scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        """Scroll by pages, keeping one row in sight."""
        self.action_scroll(pages * max(1, self._view.size.height - 1))

    def action_edge(self, end: bool) -> None:
        """Scroll to the end or the start."""
        if end:
            self._view.scroll_end(animate=False)
        else:
            self._view.scroll_home(animate=False)


def key_hints(
    node: type[Widget],
    keymap: Mapping[str, str],
    guide: Guide,
    is_enabled: Callable[[str], bool],
    hidden: Collection[str],
    labels: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[KeyHint]:
    """Yield the keys of a footer.

    Args:
        node: The class whose bindings are shown: those with `show` set.
        keymap: The keys that the user has set, as in `keybindings.effective_bindings`.
        guide: The language of the labels.
        is_enabled: Returns for an action whether it can act now.
        hidden: The actions that are left out.
        labels: By the id of a binding, the id whose label it has now, if not its own.
    """
    for binding in effective_bindings(node, keymap):
        if binding.show and binding.action not in hidden:
            label = guide.say(f"keys.{labels.get(binding.id or '', binding.id)}")
            yield KeyHint(
                footer_name(binding),
                label,
                binding.action,
                is_enabled=is_enabled(binding.action),
                is_essential=binding.id in _ESSENTIAL_IDS,
            )
