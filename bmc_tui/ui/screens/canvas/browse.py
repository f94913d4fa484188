"""Browsing: the cursor walks over the grid, and nothing else goes on."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.screens.canvas.mode import Footer, Mode

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

FINDING_ACTIONS = {"find_step(1)", "back"}
"""The actions that the footer shows only while something is highlighted."""

_TITLE_CELLS = 14
"""Cells of the title bar that stay for the title and for the save state."""


class Browse(Mode):
    """The mode under all others.

    Args:
        screen: The canvas screen.
    """

    def __init__(self, screen: "CanvasScreen") -> None:
        super().__init__(screen, None)

    def place(self, canvas: Canvas) -> str:
        """Return the balance of revenue and costs on either: their titles seldom have room."""
        if self.screen.board.block not in {Block.REVENUE_STREAMS, Block.COST_STRUCTURE}:
            return ""
        from bmc_tui.render.totals import title_balances

        balances = title_balances(canvas, self.screen.guide)
        room = self.screen.size.width - _TITLE_CELLS
        shortest = balances[-1] if balances else ""
        return next((text for text in balances if cell_len(text) <= room), shortest)

    def footer(self) -> Footer:
        """Return the keys of the screen."""
        return Footer(self.screen, FINDING_ACTIONS)

    def update(self, canvas: Canvas) -> Mode:
        """Stay: any canvas can be browsed."""
        return self

    @property
    def followed(self) -> str:
        """No segment."""
        return ""

    def follow(self, handle: str) -> Mode:
        """Follow a segment."""
        if not handle:
            return self
        from bmc_tui.ui.screens.canvas.follow import Follow

        return Follow(self.screen, self, handle)

    @property
    def highlight(self) -> None:
        """Nothing."""
        return
