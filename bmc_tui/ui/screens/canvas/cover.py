"""Tracks whether another screen covers the canvas screen, and passes changes on to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bmc_tui.ui.screens.base import BaseScreen
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.screens.prompting import OpenPrompt


def _do_nothing() -> None:
    """Do nothing: the canvas screen is updated when it is no longer covered."""


class Cover:
    """Whether another screen covers the canvas screen, and what that screen does on a change.

    Args:
        screen: The canvas screen.
    """

    def __init__(self, screen: "CanvasScreen") -> None:
        self._screen = screen
        self._on_file_change: Callable[[], object] | None = None
        self._on_canvas_change: Callable[[], object] = _do_nothing
        self._covering: BaseScreen[Any] | None = None

    @property
    def open_prompt(self) -> "OpenPrompt | None":
        """The prompt that is open on the screen that covers the canvas screen, if it is known."""
        return self._covering.open_prompt if self._covering else None

    def drop_prompt(self) -> None:
        """Forget that prompt: what was typed into it is saved."""
        if self._covering:
            self._covering.open_prompt = None

    @property
    def is_on(self) -> bool:
        """Whether another screen covers the canvas screen, or is about to."""
        return self._on_file_change is not None

    @contextmanager
    def covered(
        self,
        on_file_change: Callable[[], object] = _do_nothing,
        on_canvas_change: Callable[[], object] = _do_nothing,
        *,
        pulls: bool = True,
        by: "BaseScreen[Any] | None" = None,
    ) -> Iterator[None]:
        """Let another screen cover the canvas screen until the context is left.

        Args:
            on_file_change: Called when another program has changed the file.
            on_canvas_change: Called when the canvas has changed.
            pulls: Whether the file is read again on return.
            by: The other screen, if it has prompts for notes.
        """
        self._on_file_change, self._on_canvas_change = on_file_change, on_canvas_change
        self._covering = by
        try:
            yield
        finally:
            self._on_file_change, self._on_canvas_change = None, _do_nothing
            if self._screen.app.is_running:  # otherwise the last save reads what was typed
                self._covering = None
            if pulls and self._screen.app.is_running:
                self._screen.open_canvas.pull()

    def file_changed(self) -> None:
        """Act on a change of the file by another program."""
        (self._on_file_change or self._screen.open_canvas.pull)()

    def canvas_changed(self) -> None:
        """Act on a change of the canvas."""
        self._on_canvas_change()
