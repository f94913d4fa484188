"""The way from the canvas to its review, from there to a note, and back."""

from typing import TYPE_CHECKING

from textual import work

from bmc_tui.model.canvas import Dismissed
from bmc_tui.ui.screens.canvas.editing import EditingScreen

if TYPE_CHECKING:
    # Imported when somebody needs it, which makes the app start faster.
    from bmc_tui.ui.screens.review import ReviewScreen


class ReviewingScreen(EditingScreen):
    """The grid and the editor, with the review over them."""

    _elsewhere = False
    """Whether another screen is shown over this one, or about to be."""
    _review: "ReviewScreen | None" = None
    _row: int | None = None
    """The row of the review to go back to when the editor closes; None when not from there."""

    @work
    async def action_review(self) -> None:
        """Show what the review finds, and go to the note or block of the finding picked."""
        from bmc_tui.ui.screens.review import ReviewScreen

        if self._elsewhere:
            return
        self._elsewhere = True
        screen = ReviewScreen(self.context, lambda: self._canvas, self._put_away, self._row or 0)
        self._review = screen
        finding = await self.app.push_screen_wait(screen)
        self._row = screen.selected_index if finding else None
        self._review = None
        self._elsewhere = False
        self._look_outside()
        if finding:
            self._open(finding.block)
            if self._editor and finding.spot and finding.spot.block is finding.block:
                self._editor.call_after_refresh(self._editor.go_to, finding.spot)

    def _put_away(self, what: Dismissed) -> None:
        """Put a finding away, or bring it back."""
        self._edit(self._canvas.dismiss(what))

    def on_editor_pane_closed(self) -> None:
        """Close the editor, and go back to the review, where that led here."""
        super().on_editor_pane_closed()
        if self._row is not None:
            self.action_review()

    @property
    def _place(self) -> str:
        """The block that is open; coming from the review, also how much there is left."""
        place = super()._place
        if self._row is None or not place:
            return place
        from bmc_tui.review import review

        left = len(review(self._canvas).findings)
        return f"{place}  {self.guide.count('review.count', left)}"

    def _show(self) -> None:
        """Bring everything in sight up to date with the canvas."""
        super()._show()
        if self._review and self._review.is_mounted:
            self._review.reload()
