"""Browse mode, the lowest of all modes: the cursor moves over the grid, which may show examples."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.ui.messages import fitted_message
from bmc_tui.ui.screens.canvas.mode import Footer, Mode

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

MATCH_ACTIONS = {"find_step(1)", "back"}
"""The actions that the footer shows only while matches are highlighted."""

_EXAMPLE_MESSAGES = ("example", "example_again")
"""The messages after which the same key shows the next example."""


class Browse(Mode):
    """The lowest mode.

    Args:
        screen: The canvas screen.
    """

    def __init__(self, screen: "CanvasScreen") -> None:
        super().__init__(screen, None)

    def location(self, canvas: Canvas) -> str:
        """Return the balance while the cursor is on revenue or costs, which have no room for it."""
        if self.screen.board.block not in {Block.REVENUE_STREAMS, Block.COST_STRUCTURE}:
            return ""
        from bmc_tui.render.totals import title_balances

        balances = title_balances(canvas, self.screen.guide)
        room = self.location_room
        return next((text for text in balances if cell_len(text) <= room), "")

    def focus(self, spot: Spot | None) -> None:
        """Give the focus to the grid."""
        self.screen.board.focus()

    def footer(self) -> Footer:
        """Return the keys of the screen."""
        return Footer(self.screen, MATCH_ACTIONS)

    def update(self, canvas: Canvas) -> Mode:
        """Return this mode: any canvas can be browsed."""
        return self

    @property
    def followed(self) -> str:
        """The handle "": no segment is followed."""
        return ""

    def follow(self, handle: str) -> Mode:
        """Return a mode that follows a segment; this one for ""."""
        if not handle:
            return self
        from bmc_tui.ui.screens.canvas.follow import Follow

        return Follow(self.screen, self, handle)

    @property
    def highlight(self) -> None:
        """None: no search is highlighted."""
        return


def show_example(screen: "CanvasScreen") -> None:
    """Show an example on an empty canvas, or the next one if the last key showed one.

    The user may have gone on with an example that was shown earlier, so then it takes the key
    twice.

    Args:
        screen: The canvas screen.
    """
    from bmc_tui.examples import next_example

    canvas, guide = screen.canvas, screen.guide
    example = next_example(canvas, guide.language)
    asked = (
        fitted_message(guide, f"message.{key}", screen.size.width, title=canvas.title)
        for key in _EXAMPLE_MESSAGES
    )
    if example is None:
        screen.show_message("no_room_for_example")
    elif canvas.note_count and screen.message_bar.dismissed not in asked:
        screen.show_message("example_again", title=canvas.title)
    else:
        screen.edit(example, Occasion(OccasionKind.EXAMPLE, example.title))
        screen.show_message("example", title=example.title)
