"""Tracks whether another screen covers the canvas screen, and passes changes on to that one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


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
    ) -> Iterator[None]:
        """Let another screen cover the canvas screen until the context is left.

        Args:
            on_file_change: Called when another program has changed the file.
            on_canvas_change: Called when the canvas has changed.
            pulls: Whether the file is read again on the way back.
        """
        self._on_file_change, self._on_canvas_change = on_file_change, on_canvas_change
        try:
            yield
        finally:
            self._on_file_change, self._on_canvas_change = None, _do_nothing
            if pulls and self._screen.app.is_running:
                self._screen.open_canvas.pull()

    def file_changed(self) -> None:
        """Act on a change of the file by another program."""
        (self._on_file_change or self._screen.open_canvas.pull)()

    def canvas_changed(self) -> None:
        """Act on a change of the canvas."""
        self._on_canvas_change()
