"""Edit mode: the notes of one block in an editor, which is over the grid next to that block."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.money.sums import MONEY_BLOCKS
from bmc_tui.model.questions import next_unfilled, unanswered
from bmc_tui.ui.screens.canvas.mode import Footer, Mode
from bmc_tui.ui.screens.canvas.prompts import candidates_for
from bmc_tui.ui.widgets.bars import FindingBar
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.grid.overlay import Overlay

if TYPE_CHECKING:
    from bmc_tui.guide import Guide
    from bmc_tui.model.diff import ChangedPlace
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.review import Review
    from bmc_tui.review.walk import FindingWalk
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

_FULL_NAME_CELLS = 100
"""Columns from which the title bar has room for a block's long name, that of the printed sheet."""

_UNTIED_RULE = "nothing_tied"
"""The rule whose finding is resolved by the name of a segment after the note: these names are
offered."""

FINDING_ACTION = "screen.step_finding(1)"
"""The action that the footer shows only while the user works on a finding of the review."""


class Edit(Mode):
    """One block is open in the editor.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        pane: The editor.
        walk: The finding that the user is resolving; None if there is none.
        origin: The screen to lead back to, as an argument of the action `visit`; "" for the canvas.
        place: Where the cursor was on that screen, unless that is the finding.
        overlay: What is over the grid with the editor in it; by default with the finding.
    """

    keeps_rows = True
    is_whole = True
    """Whether the editor has all sections of its block."""

    def __init__(
        self,
        screen: "CanvasScreen",
        back: Mode,
        pane: EditorPane,
        walk: "FindingWalk | None" = None,
        origin: str = "",
        place: object = None,
        overlay: Overlay | None = None,
    ) -> None:
        super().__init__(screen, back)
        self.pane: EditorPane = pane
        self.walk = walk
        self.origin, self.place = origin, place
        self._bar = FindingBar()
        self._overlay = overlay or Overlay(pane, self._bar, beside=pane.block)
        self._last_review: tuple[Canvas, Review] | None = None
        """The last review, with its canvas: each typed character needs it twice."""
        self.mend(walk)

    async def open(self) -> None:
        """Show the editor, replacing one that is open."""
        self.screen.mode = self
        await self.screen.body.open(self._overlay)

    def remember(self) -> None:
        """Remember where the cursor is in the block, for when it is opened again."""
        if self.is_whole:
            key = self.screen.session, self.pane.block
            self.screen.body.resume_spots[key] = _resume_spot(self.pane)

    def review(self, canvas: Canvas) -> "Review":
        """Return the review of the canvas as it is now."""
        if self._last_review is None or self._last_review[0] is not canvas:
            from bmc_tui.review import review

            self._last_review = canvas, review(canvas)
        return self._last_review[1]

    def mend(self, walk: "FindingWalk | None") -> None:
        """Show a finding below the editor, until another one is shown."""
        self.walk = walk
        self._show_finding(self.screen.canvas)

    def _show_finding(self, canvas: Canvas) -> None:
        """Show the finding as it is now, or that it is no longer found: only the user knows why."""
        if self.walk is None:
            return
        self._bar.show(
            *_finding_lines(self.walk, self.review(canvas), self.pane.block, self.screen.guide)
        )

    def location(self, canvas: Canvas) -> str:
        """Return the block, how many questions are answered, the findings, and the note's amount.

        If the title bar has no room for all, the number of answered questions is left out, then the
        block gets its short name, and finally only its number.
        """
        guide, block = self.screen.guide, self.pane.block
        width = self.screen.size.width
        name = (guide.heading if width >= _FULL_NAME_CELLS else guide.title)(block)
        total = len(block.questions)
        count = total - len(unanswered(canvas, block))
        answered = [guide.say("editor.answered", n=count, every=total)] if total else []
        rest = [text for text in (self._finding_count(canvas), self._amount(canvas)) if text]
        texts = (
            "  ".join((f"{block.number} {name}", *answered, *rest)),
            "  ".join((f"{block.number} {name}", *rest)),
            "  ".join((f"{block.number} {guide.short_title(block)}", *rest)),
            "  ".join((str(block.number), *rest)),
        )
        room = self.location_room
        return next((text for text in texts if cell_len(text) <= room), texts[-1])

    def _finding_count(self, canvas: Canvas) -> str:
        """Return how many findings there are; "" unless the block was opened from the review."""
        if self.walk is None:
            return ""
        return self.screen.guide.pluralize("review.count", len(self.review(canvas).findings))

    def _amount(self, canvas: Canvas) -> str:
        """Return what the note under the cursor adds to the sums; see `note_total`."""
        if self.pane.block not in MONEY_BLOCKS:
            return ""
        from bmc_tui.render.totals import note_total

        return note_total(self.pane.note, self.pane.block, canvas, self.screen.guide)

    async def lead_to(self, place: "ChangedPlace") -> None:
        """Put the cursor on the note where a block has changed; open the block if it is another."""
        spots = [spot for spot, _ in self.screen.canvas.spots(place.block)]
        spot = spots[min(place.note, len(spots) - 1)] if spots else Spot(place.block, GENERAL, 0)
        await self.open_at(spot)

    async def open_at(self, spot: Spot) -> None:
        """Put the cursor on a note; open its block if that is another."""
        if spot.block is self.pane.block:
            self.pane.go_to(spot)
        else:
            await open_block(self.screen, spot.block, spot)

    def footer(self) -> Footer:
        """Return the keys of the editor that do something.

        The key for the next finding works when one is below the notes, that of the questions in a
        block.
        """
        without_finding = () if self.walk else (FINDING_ACTION,)
        without_questions = () if self.pane.block.questions else ("toggle_questions",)
        return Footer(self.pane, {*without_finding, *without_questions})

    def leave(self) -> Mode:
        """Close the editor, and lead back to the screen that it was opened from."""
        if self.origin:
            self.screen.action_visit(self.origin, self.place or self.walk)
        return self.close_editor()

    def close_editor(self) -> Mode:
        """Close the editor, and return the mode below it."""
        self.remember()
        spot = self.pane.spot
        self.screen.body.close()
        self.screen.board.show(self.screen.canvas)  # the editor may have covered it meanwhile
        self.screen.board.fit_rows()
        back = self.back.update(self.screen.canvas)
        back.focus(spot)
        return back

    def update(self, canvas: Canvas) -> Mode:
        """Show the notes as they are now, merged with what is being typed."""
        self.follow_typing(canvas)
        return super().update(canvas)

    def follow_typing(self, canvas: Canvas) -> None:
        """Show the notes merged with what is being typed, and whether the finding is resolved."""
        self.pane.show(canvas.notes(self.pane.block))
        self._show_finding(canvas)

    def typed(self, canvas: Canvas) -> Canvas:
        """Return the canvas with what was typed in the editor."""
        return self.pane.notes.merge_into(canvas)

    def find(self, highlight: "Highlight | None", wrapped: str = "") -> Mode:
        """Highlight matches on the grid, and go on editing."""
        self.back = self.back.find(highlight, wrapped)
        return self


def _finding_lines(
    walk: "FindingWalk", review: "Review", block: Block, guide: "Guide"
) -> tuple[tuple[str, str], str, str]:
    """Return what the bar shows of a finding: a mark with its style, the finding, a good answer.

    Args:
        walk: The finding.
        review: The review as it is now.
        block: The block that is open.
        guide: The language.
    """
    from bmc_tui.review.messages import finding_text
    from bmc_tui.ui.screens.review import SEVERITY_STYLES

    current = walk.current(review)
    text = finding_text(current or walk.finding, guide)
    mark = text.severity if current else guide.say("review.gone")
    if current in review.findings:
        mark += f" {review.findings.index(current) + 1}/{len(review.findings)}"
    if walk.finding.block is not block:
        mark += f"  {text.block_title}"
    style = SEVERITY_STYLES[current.severity] if current else "bold"
    return (mark, style), text.what, guide.say("review.good", text=text.good)


def _resume_spot(pane: EditorPane) -> Spot:
    """Return where to go on in a block: at a note, or on a new line after a section's last one."""
    spot, section = pane.spot, pane.section
    count = sum(note.section == section for note in pane.notes.current)
    return spot if spot and spot.index < count - 1 else Spot(pane.block, section, count)


async def open_block(
    screen: "CanvasScreen",
    block: Block,
    spot: Spot | None = None,
    walk: "FindingWalk | None" = None,
    origin: str = "",
    place: object = None,
) -> None:
    """Open the editor on a block, replacing another that is open.

    Args:
        screen: The canvas screen.
        block: The block.
        spot: The note to put the cursor on, if it is in this block; else the cursor goes to where
            it was last in the block, or to a new line below its general notes.
        walk: The finding to resolve there; None for the current one, if there is one.
        origin: The screen to lead back to, as an argument of the action `visit`; "" for the one
            that the open editor leads back to, else the canvas.
        place: Where the cursor was on that screen, unless that is the finding.
    """
    if screen.open_prompt:
        await screen.open_prompt.close()
    back = screen.mode
    if isinstance(back, Edit):
        back.remember()
        origin, place = origin or back.origin, place or back.place
        walk, back = walk or back.walk, back.back
        if not screen.body.is_grid_covered:
            screen.board.fit_rows()
    start = screen.body.resume_spots.get((screen.session, block))
    pane = EditorPane(
        screen.canvas,
        block,
        screen.guide,
        hides_questions=screen.hides_questions,
        candidates_for=candidates_for(screen, block),
        start=spot if spot and spot.block is block else start,
    )
    screen.board.go_to(block)
    await Edit(screen, back, pane, walk, origin, place).open()
    if walk and spot == walk.finding.spot:
        _go_to_finding(pane, walk)


def _go_to_finding(pane: EditorPane, walk: "FindingWalk") -> None:
    """Put the cursor on the note of a finding, or after the first of the lines to complete."""
    finding = walk.finding
    if finding.spot and finding.spot.block is pane.block:
        offers = finding.rule == _UNTIED_RULE
        pane.call_after_refresh(pane.go_to, finding.spot, finding.lines, offers=offers)


async def open_finding(screen: "CanvasScreen", walk: "FindingWalk") -> None:
    """Open the editor at the note of a finding, with the finding below it."""
    await open_block(screen, walk.finding.block, walk.finding.spot, walk)


async def step_finding(screen: "CanvasScreen", steps: int) -> None:
    """Go to the next finding of the review, or to the previous one, over all blocks.

    Args:
        screen: The canvas screen, with the editor open.
        steps: 1 for the next finding, -1 for the previous one.
    """
    from bmc_tui.review.walk import first_walk

    mode = screen.mode
    if not isinstance(mode, Edit):
        return
    review = mode.review(screen.canvas)
    walk = mode.walk.step(review, steps) if mode.walk else first_walk(review)
    if walk is None:
        screen.show_message("no_finding_left")
        return
    finding = walk.finding
    if finding.block is not mode.pane.block:
        await open_finding(screen, walk)
        return
    _go_to_finding(mode.pane, walk)
    mode.mend(walk)
    screen.mode = mode


async def open_next_question(screen: "CanvasScreen", pane: EditorPane) -> None:
    """Go to the next phase or question without an answer, over all blocks."""
    spot = next_unfilled(screen.typed, pane.block, pane.section)
    if spot is None:
        screen.show_message("all_answered")
    elif spot.block is pane.block:
        pane.call_after_refresh(pane.go_to, spot)
    else:
        await open_block(screen, spot.block, spot)
