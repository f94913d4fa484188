"""Follow mode: the notes of one segment are bright, and the title bar says what it lacks."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import count_mentions
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.model.segments import Segment, is_handle, rename_segment
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.title_line import location_room
from bmc_tui.ui.screens.canvas.mode import Mode
from bmc_tui.ui.screens.prompting import Question, worded

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


class Follow(Mode):
    """The notes of one customer segment stand out from the others.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        handle: The segment's handle.
    """

    def __init__(self, screen: "CanvasScreen", back: Mode, handle: str) -> None:
        super().__init__(screen, back)
        self._handle = handle
        screen.board.follow(handle)

    def location(self, canvas: Canvas) -> str:
        """Return the segment's letter, handle and size, and which blocks it has and lacks."""
        segment = segments_of(canvas).find(self._handle)
        return self._coverage_text(canvas, segment) if segment else self.back.location(canvas)

    def _coverage_text(self, canvas: Canvas, segment: Segment) -> str:
        """Return what a segment has and what it lacks, as text."""
        guide = self.screen.guide
        from bmc_tui.guide.segment_needs import segment_needs

        needs = segment_needs(canvas, segment, count_mentions(canvas, segments_of(canvas)))
        has = tuple(f"{guide.short_title(block)} {count}" for block, count in needs.counts.items())
        if needs.silence:
            has = (guide.say(f"silence.{needs.silence}.short"),)
        lacks = tuple(map(guide.short_title, needs.lacks))
        key = "both" if has and lacks else "has" if has else "lacks"
        coverage = guide.say(f"follow.{key}", has=has, lacks=lacks) if has or lacks else ""
        from bmc_tui.render.totals import segment_size

        size = segment_size(segment, guide)
        name = f"{segment_letter(segment)} {segment.handle}"
        sized = f"{name} ({size})" if size else name
        text = f"{sized}: {coverage}" if coverage else sized
        title = guide.canvas_title(canvas.title)
        status = self.screen.open_canvas.status()
        room = location_room(self.screen.app.size.width, title, status)
        if not (has and lacks) or cell_len(text) <= room:
            return text
        # The purpose is to show what it lacks: the rest may be cut.
        return f"{name}: {guide.say('follow.lacks_first', has=has, lacks=lacks)}"

    def leave(self) -> Mode:
        """Stop dimming the other notes."""
        self.screen.board.follow("")
        return self.back

    def update(self, canvas: Canvas) -> Mode:
        """Stop following a segment that is gone."""
        return self if segments_of(canvas).find(self._handle) else self.leave()

    @property
    def followed(self) -> str:
        """The segment's handle."""
        return self._handle

    def follow(self, handle: str) -> Mode:
        """Follow another segment, or none."""
        return self.leave().follow(handle)


def follow_next(screen: "CanvasScreen") -> None:
    """Follow the next segment; after the last one, none."""
    segments = segments_of(screen.canvas)
    if not segments:
        screen.show_message("no_segments")
        return
    followed = segments.find(screen.mode.followed) if screen.mode.followed else None
    index = followed.index + 1 if followed else 0
    handle = tuple(segments)[index].handle if index < len(segments) else ""
    screen.mode = screen.mode.follow(handle)


async def ask_handle(screen: "CanvasScreen") -> None:
    """Ask for another handle of the segment that is followed, or of the only one."""
    segments = segments_of(screen.canvas)
    segment = segments.find(screen.mode.followed) if screen.mode.followed else None
    if segment is None and len(segments) == 1:
        (segment,) = segments
    if segment is None:
        screen.show_message("follow_first" if segments else "no_segments")
        return
    handle = segment.handle
    question = Question(worded("ask.handle", handle=handle), worded("ask.title_hint"), handle)
    if lines := await screen.prompt(question):
        _rename(screen, handle, lines[0].removeprefix("@"))


def _rename(screen: "CanvasScreen", handle: str, name: str) -> None:
    """Give a segment another handle, in every note."""
    segments = segments_of(screen.canvas)
    segment = segments.find(handle)
    if segment is None:
        screen.show_message("note_gone")
        return
    if not is_handle(name):
        screen.show_message("no_handle", name=name)
        return
    try:
        canvas = rename_segment(screen.canvas, segments, segment, name)
    except ValueError:
        screen.show_message("handle_taken", name=name)
        return
    was_followed = bool(screen.mode.followed)
    screen.mode = screen.mode.follow("")
    screen.edit(canvas, Occasion(OccasionKind.RENAME_SEGMENT, segment.handle))
    if was_followed:
        screen.mode = screen.mode.follow(name)
    screen.show_message("handle_renamed", before=segment.handle, after=name)
