"""The modes of the canvas screen: what the user is doing, one at a time.

Each mode goes back to another when it ends, in the order browse, follow, find, edit: from the
editor, Escape goes back to the match that was opened there, and then to the followed segment.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.widgets.editor import EditorPane


class Footer(NamedTuple):
    """Which keys the footer shows."""

    owner: Widget
    """The widget whose bindings they are."""
    hidden: Collection[str] = ()
    """The actions that have no place in it."""


class Mode:
    """What the user is doing on the canvas screen; by itself it changes nothing.

    Args:
        screen: The canvas screen.
        back: The mode to go back to; None for the mode itself.
    """

    def __init__(self, screen: "CanvasScreen", back: "Mode | None") -> None:
        self.screen = screen
        self.back: Mode = back or self

    pane: "EditorPane | None" = None
    """The editor, while a block is open."""

    def place(self, canvas: Canvas) -> str:
        """Return what the title bar says of the part of the canvas that the user is at."""
        return self.back.place(canvas)

    def footer(self) -> Footer:
        """Return which keys the footer shows."""
        return self.back.footer()

    def leave(self) -> "Mode":
        """End the mode, and return the one to go back to."""
        return self.back

    def update(self, canvas: Canvas) -> "Mode":
        """Follow a change of the canvas.

        Returns:
            The mode itself, or the one to go back to where the canvas has nothing for it any more.
        """
        self.back = self.back.update(canvas)
        return self

    def close_editor(self) -> "Mode":
        """Close the editor, if a block is open, and return the mode under it."""
        return self

    def typed(self, canvas: Canvas) -> Canvas:
        """Return the canvas with what was typed and is not in it yet."""
        return canvas

    @property
    def followed(self) -> str:
        """The handle of the segment that is followed, or ""."""
        return self.back.followed

    def follow(self, handle: str) -> "Mode":
        """Follow a segment, or none for "", and return the mode in which that is so."""
        self.back = self.back.follow(handle)
        return self

    @property
    def highlight(self) -> "Highlight | None":
        """What is highlighted of a search."""
        return self.back.highlight

    def find(self, highlight: "Highlight | None", wrapped: str = "") -> "Mode":
        """Highlight the matches of a search, or none, and return the mode in which that is so.

        Args:
            highlight: The query, and the match to go to.
            wrapped: The end that the last step went over: "from_start", "from_end" or none.
        """
        if not highlight:
            return self
        from bmc_tui.ui.screens.canvas.find import Find

        return Find(self.screen, self, highlight, wrapped)
