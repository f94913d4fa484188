"""The part of the canvas screen about customer segments: following, renaming, the matrix."""

from dataclasses import replace

from rich.cells import cell_len
from textual import on

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.vocabulary import pays
from bmc_tui.model.blocks import Block
from bmc_tui.model.coverage import SEGMENT_NEEDS, count_mentions
from bmc_tui.model.questions import next_unanswered, unanswered
from bmc_tui.model.segments import Segment, is_handle, rename_segment
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.ui.screens.canvas.editing import EditingScreen
from bmc_tui.ui.widgets.board import Board

_BESIDE = 14
"""Cells of the title line that stay for the title and for how the saving stands."""


class SegmentsScreen(EditingScreen):
    """The grid, in which one segment at a time can be followed."""

    _followed = ""
    """The handle of the segment that is followed."""
    _renaming: Segment | None = None

    def _show(self) -> None:
        """Bring everything in sight up to date; a segment that is gone is not followed on."""
        if self._followed and not segments_of(self._canvas).find(self._followed):
            self._follow("")
        super()._show()

    @property
    def _place(self) -> str:
        """The block that is open and how many questions have an answer, or what is followed."""
        if self._editor:
            block = self._editor.block
            every = len(block.questions)
            count = every - len(unanswered(self._canvas, block))
            answered = self.guide.say("editor.answered", n=count, every=every)
            return f"{super()._place}  {answered}"
        segment = segments_of(self._canvas).find(self._followed) if self._followed else None
        return self._told(segment) if segment else self._balance

    def _told(self, segment: Segment) -> str:
        """Return what a segment has and what it lacks."""
        counts = count_mentions(self._canvas, segments_of(self._canvas), segment)
        there = tuple(f"{self.guide.short(block)} {n}" for block, n in counts.items() if n)
        missing = tuple(
            self.guide.short(block)
            for block in SEGMENT_NEEDS
            if not counts[block] and (block is not Block.REVENUE_STREAMS or pays(segment))
        )
        key = "both" if there and missing else "has" if there else "lacks"
        told = self.guide.say(f"follow.{key}", has=there, lacks=missing)
        from bmc_tui.render.totals import segment_size

        many = segment_size(segment, self.guide)
        return f"{segment_letter(segment)} {segment.handle}{f' ({many})' if many else ''}: {told}"

    @property
    def _balance(self) -> str:
        """What revenue and costs come to, on either: their titles seldom have room for it all."""
        if self._board.block not in {Block.REVENUE_STREAMS, Block.COST_STRUCTURE}:
            return ""
        from bmc_tui.render.totals import title_balances

        texts = title_balances(self._canvas, self.guide)
        room = self.size.width - _BESIDE
        return next((text for text in texts if cell_len(text) <= room), texts[-1] if texts else "")

    @on(Board.Moved)
    def _moved(self) -> None:
        """Show what the title line says of the block that has the cursor."""
        self._show_title()

    def _follow(self, handle: str) -> None:
        """Follow a segment, or none."""
        self._followed = handle
        self._board.follow(handle)

    def action_follow(self) -> None:
        """Follow the next segment; after the last one, none."""
        segments = segments_of(self._canvas)
        if not segments:
            self.show_message("no_segments")
            return
        here = segments.find(self._followed) if self._followed else None
        at = here.index + 1 if here else 0
        self._follow(tuple(segments)[at].handle if at < len(segments) else "")
        self._show_title()

    def action_back(self) -> None:
        """Leave what is open, else stop following."""
        if self._followed and not self.is_asking and not self._editor:
            self._follow("")
            self._show_title()
        else:
            super().action_back()

    def action_rename_segment(self) -> None:
        """Ask for another handle of the segment that is followed, or of the only one."""
        segments = segments_of(self._canvas)
        segment = segments.find(self._followed) if self._followed else None
        if segment is None and len(segments) == 1:
            (segment,) = segments
        if segment is None:
            self.show_message("follow_first" if segments else "no_segments")
            return
        self._renaming = segment
        self._asking, self._ask_anew = self._rename_segment, self.action_rename_segment
        question = self.guide.say("ask.handle", handle=segment.handle)
        self.ask(question, self.guide.say("ask.title_hint"), segment.handle)

    def _rename_segment(self, lines: tuple[str, ...]) -> None:
        """Give the segment another handle, in every note."""
        name = lines[0].removeprefix("@")
        segment = segments_of(self._canvas).find(self._renaming.handle) if self._renaming else None
        self.on_text_prompt_cancelled()
        if segment is None:
            self.show_message("note_gone")
            return
        if not is_handle(name):
            self.show_message("no_handle", name=name)
            return
        try:
            canvas = rename_segment(self._canvas, segments_of(self._canvas), segment, name)
        except ValueError:
            self.show_message("handle_taken", name=name)
            return
        was_followed = bool(self._followed)
        self._follow("")
        self._edit(canvas)
        if was_followed:
            self._follow(name)
            self._show_title()
        self.show_message("handle_renamed", before=segment.handle, after=name)

    def action_matrix(self) -> None:
        """Show who is reached by which channel in which phase."""
        from bmc_tui.ui.screens.matrix import MatrixScreen

        if segments_of(self._canvas):
            self.app.push_screen(MatrixScreen(self.context, self._canvas))
        else:
            self.show_message("no_segments")

    def on_editor_pane_unanswered_requested(self) -> None:
        """Go to the next question without an answer, over all blocks."""
        if not self._editor:
            return
        block, section = self._editor.block, self._editor.section
        spot = next_unanswered(self._typed(), block, section)
        if spot is None:
            self.show_message("all_answered")
            return
        if spot.block is not block:
            self._open(spot.block)
        editor = self._editor
        editor.call_after_refresh(editor.go_to, replace(spot, index=0))
