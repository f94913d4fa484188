"""The tour of the demo: three messages, each shown until the user has done what it says."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.app import App, ScreenStackError

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.background import spawn

_MESSAGES = ("tour_move", "tour_add", "tour_copy")
"""What each step says; after the last one the tour is over."""


class Tour:
    """Shows the step of the tour after each key, unless there is another message, prompt or screen.

    Args:
        app: The app.
        canvas: The canvas at the start.
    """

    def __init__(self, app: App[int], canvas: Canvas) -> None:
        self._app = app
        self._canvas = canvas
        self._step = 0

    def key_came(self, wait_until_idle: Callable[[], Awaitable[None]]) -> None:
        """Report once the key has had its effect.

        Args:
            wait_until_idle: Waits for that.
        """

        async def report() -> None:
            with suppress(ScreenStackError):  # the key has ended the app
                await wait_until_idle()
                self.report()

        spawn(self._app, report())

    def report(self) -> None:
        """Go on to the next step if this one is done, and show it."""
        screen = self._app.screen
        if not isinstance(screen, CanvasScreen) or screen.open_prompt or screen.mode.pane:
            return
        has_moved = screen.board.block is not Block.CUSTOMER_SEGMENTS
        has_changed = screen.canvas != self._canvas
        self._step = next_step(self._step, has_moved=has_moved, has_changed=has_changed)
        if self._step < len(_MESSAGES) and not screen.message_bar.display:
            screen.show_message(_MESSAGES[self._step])
            self._step += self._step == len(_MESSAGES) - 1  # the last one is shown once


def next_step(step: int, *, has_moved: bool, has_changed: bool) -> int:
    """Return the step to show after a key.

    Args:
        step: The one before it.
        has_moved: Whether the cursor is on another block than at the start.
        has_changed: Whether the canvas differs from that at the start.
    """
    done = (has_moved or has_changed, has_changed)
    while step < len(done) and done[step]:
        step += 1
    return step
