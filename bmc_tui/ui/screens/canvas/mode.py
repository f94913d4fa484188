"""The base of the modes of the canvas screen, a stack of browse, follow, find, notes and edit.

The screen has the top one; each knows the mode below it, to which it returns when it ends. From the
editor, Escape goes back to the match that was opened there, and then to the followed segment.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.render.title_line import location_room

if TYPE_CHECKING:
    from bmc_tui.guide import Guide
    from bmc_tui.model.diff import ChangedPlace
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen
    from bmc_tui.ui.widgets.editor import EditorPane


class Footer(NamedTuple):
    """Which keys the footer shows."""

    owner: Widget
    """The widget whose bindings they are."""
    hidden: Collection[str] = ()
    """The actions that it leaves out."""


class Mode:
    """What the user is doing on the canvas screen; the base leaves everything to the mode below.

    Args:
        screen: The canvas screen.
        back: The mode below, to go back to; None for the lowest one.
    """

    def __init__(self, screen: "CanvasScreen", back: "Mode | None") -> None:
        self.screen = screen
        self.back: Mode = back or self

    pane: "EditorPane | None" = None
    """The editor, while a block is open."""
    keeps_rows = False
    """Whether the rows of the grid stay where they are when notes change, as while one types."""

    def location(self, canvas: Canvas) -> str:
        """Return what the title bar says about where in the canvas the user is."""
        return self.back.location(canvas)

    @property
    def location_room(self) -> int:
        """The cells of the title bar that the location may take, next to the canvas's title."""
        screen = self.screen
        title = screen.guide.canvas_title(screen.canvas.title)
        return location_room(screen.size.width, title, screen.open_canvas.status())

    def footer(self) -> Footer:
        """Return which keys the footer shows."""
        return self.back.footer()

    @property
    def current(self) -> Spot | None:
        """The spot of the note that an action on a note is about; None without one."""
        highlight = self.highlight
        return highlight.current if highlight else None

    @property
    def note_index(self) -> int | None:
        """The index in its block of the note that has the cursor, if one has it."""
        return None

    async def lead_to(self, place: "ChangedPlace") -> None:
        """Put the cursor where a block has changed, and show that."""
        self.screen.board.go_to(place.block)
        self.screen.board.reveal(place.note)

    def edit_at(self, canvas: Canvas, spot: Spot) -> None:
        """Record an edit of the notes of a block, with the cursor on a note if notes have it."""
        self.screen.edit(canvas)

    def miss_note(self, canvas: Canvas) -> str:
        """Return the text of the note with the cursor if a canvas changed elsewhere lacks it."""
        return ""

    def focus(self, spot: Spot | None) -> None:
        """Give the focus to the widget with the keys of the mode, once the editor is closed.

        Args:
            spot: The note that had the cursor in the editor, if one had it.
        """
        self.back.focus(spot)

    def enter_block(self) -> None:
        """Follow the cursor of the grid to another block."""

    def leave_notes(self) -> "Mode":
        """Leave notes mode, if that is the mode."""
        return self

    def leave(self) -> "Mode":
        """End the mode, and return the one to go back to."""
        return self.back

    def update(self, canvas: Canvas) -> "Mode":
        """Update what the mode shows after a change of the canvas.

        Returns:
            This mode, or the one below if the canvas has nothing left for this one to show.
        """
        self.back = self.back.update(canvas)
        return self

    def follow_typing(self, canvas: Canvas) -> None:
        """Update what depends on what was typed in the editor.

        Args:
            canvas: The canvas with what was typed.
        """

    def set_language(self, guide: "Guide") -> None:
        """Show what the mode shows in another language."""
        if self.pane:
            self.pane.set_language(guide)

    def close_editor(self) -> "Mode":
        """Close the editor, if a block is open, and return the mode below it."""
        return self

    def typed(self, canvas: Canvas) -> Canvas:
        """Return the canvas with what was typed and is not in it yet."""
        return canvas

    @property
    def followed(self) -> str:
        """The handle of the segment that is followed, or ""."""
        return self.back.followed

    def follow(self, handle: str) -> "Mode":
        """Follow a segment, or none for "", and return the resulting mode."""
        self.back = self.back.follow(handle)
        return self

    @property
    def highlight(self) -> "Highlight | None":
        """The query that is highlighted, and its current match; None without a search."""
        return self.back.highlight

    def find(self, highlight: "Highlight | None", wrapped: str = "") -> "Mode":
        """Highlight the matches of a search, or none, and return the resulting mode.

        Args:
            highlight: The query, and the match to go to.
            wrapped: Where the last step continued past an end; see `Find`.
        """
        if not highlight:
            return self
        from bmc_tui.ui.screens.canvas.find import Find

        return Find(self.screen, self, highlight, wrapped)
