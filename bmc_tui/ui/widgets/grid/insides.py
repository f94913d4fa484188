"""The insides of the boxes on the board, of which the one with the cursor may be scrolled."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.caching import Same
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.render.block_lines import Inside, block_inside
from bmc_tui.render.box_drawing import Box
from bmc_tui.render.grid import BlockLineRef
from bmc_tui.render.overflow import Scroll
from bmc_tui.render.roles import StyledRun

if TYPE_CHECKING:
    from bmc_tui.render.highlight import Highlight  # not needed before the first search


class Insides:
    """The lines inside the box of each block, and the note that has the cursor."""

    def __init__(self) -> None:
        self.followed = ""
        """The handle of the segment that is followed, if one is."""
        self.highlight: Highlight | None = None
        """The matches of a search, if they are highlighted."""
        self.scroll: Scroll | None = None
        """How far the block with the cursor is scrolled, and its current note, if any."""
        self._insides: dict[Block, Inside] = {}

    def update(
        self, block: Block, canvas: Canvas, guide: Guide, box: Box, *, is_focused: bool
    ) -> Iterator[int]:
        """Update the lines of a block, and yield which of them changed, counted from 1.

        Args:
            block: The block.
            canvas: The canvas.
            guide: The language of the counts and of an empty block's question.
            box: The block's box.
            is_focused: Whether the block has the cursor, and so is the one that may be scrolled.
        """
        scroll = self.scroll if is_focused else None
        if scroll and scroll.note is not None and scroll.note >= len(canvas.notes(block)):
            scroll = scroll._replace(note=None)
        inside = block_inside(
            canvas,
            block,
            guide,
            box,
            brief=True,
            follow=self.followed,
            highlight=self.highlight,
            scroll=scroll,
        )
        if scroll:
            self.scroll = scroll._replace(top=inside.top)
        previous = self._insides[block].lines if block in self._insides else []
        self._insides[block] = inside
        for number, (old, new) in enumerate(zip_longest(previous, inside.lines), 1):
            if old != new:
                yield number

    def filled(self, parts: Iterable[StyledRun | BlockLineRef]) -> Iterator[StyledRun]:
        """Yield a row of the grid, with the lines of blocks in place of their references."""
        for part in parts:
            if isinstance(part, BlockLineRef):
                yield from self._insides[part.block].lines[part.line]
            else:
                yield part

    @property
    def note_number(self) -> int:
        """The number in its block of the note with the cursor, from 1; 0 if none has it."""
        note = self.scroll.note if self.scroll else None
        return 0 if note is None else note + 1

    def put_cursor(self, note: int | None, skipped: int = 0) -> None:
        """Put the cursor on a note of the focused block, or take it off; scrolls at `update`.

        Args:
            note: The index of the note in the block.
            skipped: How many of its lines to scroll past if it is longer than its box.
        """
        top = self.scroll.top if self.scroll else 0
        self.scroll = None if note is None else Scroll(top, note, skipped)

    def keep_cursor(self, note: int | None) -> None:
        """Put the cursor on a note again; scrolled as it is if it has the cursor already."""
        is_same = self.scroll is not None and self.scroll.note == note
        self.put_cursor(note, self.scroll.skipped if self.scroll and is_same else 0)

    def turn_note(self, block: Block, steps: int) -> bool:
        """Scroll the focused block within the note with the cursor, if that is longer than the box.

        One line stays in sight, from which to read on.

        Args:
            block: The focused block.
            steps: 1 to see more of the end of the note, -1 to see more of its start.

        Returns:
            Whether there was more of the note; it is scrolled to at `update`.
        """
        if self.scroll is None or self.scroll.note is None or block not in self._insides:
            return False
        above, visible, below = self._insides[block].cut
        if not (below if steps > 0 else above):
            return False
        skipped = max(0, above + steps * max(1, visible - 1))
        self.scroll = self.scroll._replace(skipped=skipped)
        return True

    def release_cursor(self) -> None:
        """Take the cursor off the notes, and leave the focused block scrolled as it is."""
        self.scroll = Scroll(self.scroll.top) if self.scroll and self.scroll.top else None

    def turn_page(self, block: Block, pages: int) -> None:
        """Scroll the focused block by as many lines as are in sight of its notes; see `update`.

        One line stays in sight, because the last one ends in an ellipsis if its note continues.
        """
        notes = self._insides[block].notes
        in_sight = len(notes) - notes.count(None)
        by = max(1, in_sight - 1) if pages > 0 else min(-1, 3 - len(notes))
        top = self._insides[block].top + by
        self.scroll = Scroll(top) if top > 1 else None

    def note_at(self, block: Block, line: int) -> int | None:
        """Return the index of the note in a line of a block; None if there is none."""
        notes = self._insides[block].notes
        return notes[line] if 0 <= line < len(notes) else None

    def note_near(self, block: Block, line: int) -> int | None:
        """Return the index of the note nearest to a line of a block; None in an empty one."""
        lines = [(abs(at - line), note) for at, note in enumerate(self._insides[block].notes)]
        return min(((gap, note) for gap, note in lines if note is not None), default=(0, None))[1]

    def notes_in_sight(self, block: Block) -> int:
        """Return how many notes of a block are in sight, at least 1."""
        notes = self._insides[block].notes if block in self._insides else ()
        return max(1, len({*notes} - {None}))

    def cursor_line(self, block: Block) -> int:
        """Return the first line in sight of the note with the cursor; 0 without such a note."""
        notes = self._insides[block].notes
        note = self.note_number - 1
        return notes.index(note) if note in notes else 0


def changed_blocks(previous: Canvas, canvas: Canvas) -> list[Block]:
    """Return the blocks that look different in another state of a canvas."""
    changed = [block for block in BLOCKS if canvas.notes(block) != previous.notes(block)]
    if Block.CUSTOMER_SEGMENTS in changed:  # the letters of segments may have changed
        changed = [b for b in BLOCKS if b in changed or _names_segments(Same(canvas.notes(b)))]
    return changed


@lru_cache(maxsize=2 * len(BLOCKS))
def _names_segments(notes: Same[Notes]) -> bool:
    """Return whether notes of a block may name a segment."""
    return any("@" in note.text for note in notes.value)
