"""Notes mode: the cursor is on a note of a block, which scrolls, and keys act on that note."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot
from bmc_tui.model.lists.matching import match
from bmc_tui.model.lists.wordings import MIN_SIMILARITY, similarity
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.screens.canvas.mode import Footer, Mode
from bmc_tui.ui.screens.canvas.notes.keys import FIND_ACTION, FOLLOW_ACTION, NoteKeys

if TYPE_CHECKING:
    from bmc_tui.model.diff import ChangedPlace
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen

MAX_TEXT_CELLS = 40
"""Cells at which a message truncates a note, so that it fits on one row of 80 cells."""


_TO_THE_END = 1_000_000
"""More lines than a note has: to scroll past so many shows its last ones."""


class _Departure(NamedTuple):
    """Where the cursor was before it went to the left or right."""

    direction: str
    block: Block
    note: int | None
    """The index of the note in the block, if it has one."""


class NotesMode(Mode):
    """The cursor is on a note, or in a block without any.

    Args:
        screen: The canvas screen.
        back: The mode to go back to.
        index: The index of the note in the block that has the cursor of the grid.
    """

    keeps_rows = True

    def __init__(self, screen: "CanvasScreen", back: Mode, index: int) -> None:
        super().__init__(screen, back)
        self._keys = NoteKeys(self)
        self._trail: list[_Departure] = []
        """The notes that were left to the left or right, the last one last; each way back leads to
        them, until the cursor is moved in another direction."""
        self.missed = ""
        """The text of the note that had the cursor, if that was deleted or moved elsewhere: the
        next key that acts on a note only reports it, because it was aimed at that one."""
        screen.body.mount(self._keys)
        self._keys.focus(scroll_visible=False)
        self.enter(index)

    def enter(self, index: int | None, skipped: int = 0) -> None:
        """Put the cursor on a note of the block that has the cursor of the grid.

        Args:
            index: The index of the note in the block; the last note if there are fewer.
            skipped: How many of its lines to scroll past if it is longer than the box.
        """
        self.missed = ""
        self._trail.clear()
        self.block = self.screen.board.block
        self._notes: Notes = self.screen.canvas.notes(self.block)
        self.index = min(index or 0, len(self._notes) - 1) if self._notes else None
        self.screen.board.show_note(self.index, skipped)
        self.screen.show_title()

    def enter_block(self) -> None:
        """Put the cursor on the first note of a block that got the cursor of the grid."""
        if self.screen.board.block is not self.block:
            self.enter(0)

    def is_aimed(self) -> bool:
        """Return whether the note is the one that the user aimed at; if not, report that once."""
        if self.missed:
            texts = (self.missed, self.note.text if self.note else "")
            gone, now = (truncate(text, MAX_TEXT_CELLS) for text in texts)
            key = "note_missed" if self.note else "note_moved_away"
            self.screen.show_message(key, text=gone, now=now)
        self.missed, was_missed = "", self.missed
        return not was_missed

    @property
    def current(self) -> Spot | None:
        """The spot of the note that has the cursor."""
        spots = [spot for spot, _ in self.screen.canvas.spots(self.block)]
        return None if self.index is None or self.index >= len(spots) else spots[self.index]

    @property
    def note_index(self) -> int | None:
        """The index in its block of the note that has the cursor."""
        return self.index

    async def lead_to(self, place: "ChangedPlace") -> None:
        """Put the cursor on the note where a block has changed."""
        self.screen.board.go_to(place.block)
        self.enter(place.note)

    @property
    def note(self) -> Note | None:
        """The note that has the cursor."""
        return None if self.index is None else self._notes[self.index]

    def location(self, canvas: Canvas) -> str:
        """Return the block, and which of its notes has the cursor."""
        guide, block = self.screen.guide, self.block
        if self.index is None:
            where = guide.say("notes.none")
        else:
            where = guide.say("notes.at", n=self.index + 1, all=len(self._notes))
        room = self.location_room
        names = (guide.title(block), guide.short_title(block))
        texts = [f"{block.number} {name}  {where}" for name in names]
        if self.highlight or self.followed:
            beside = self.back.location(canvas)
            texts[:0] = [f"{text}  {beside}" for text in texts]
            if self.followed and not self.highlight:
                texts.insert(2, f"{texts[-1]}  {beside.partition(':')[0]}")
        return next((text for text in texts if cell_len(text) <= room), texts[-1])

    def footer(self) -> Footer:
        """Return the keys that act on the note, and on what is highlighted or followed."""
        without_find = () if self.highlight else (FIND_ACTION,)
        without_follow = () if self.followed else (FOLLOW_ACTION,)
        return Footer(self._keys, {*without_find, *without_follow})

    def leave(self) -> Mode:
        """Take the cursor off the notes, back to the blocks."""
        self._keys.remove()
        self.screen.board.show_note(None)
        self.screen.board.fit_rows()
        self.back.focus(None)
        return self.back

    def leave_notes(self) -> Mode:
        """Leave this mode, because another canvas is opened."""
        return self.leave()

    def focus(self, spot: Spot | None) -> None:
        """Take the keys back from the editor, with the cursor on the note that it was on there."""
        self._keys.focus(scroll_visible=False)
        spots = [each for each, _ in self.screen.canvas.spots(self.screen.board.block)]
        if spot in spots:
            self.enter(spots.index(spot))
        else:
            self.enter_block()

    def update(self, canvas: Canvas) -> Mode:
        """Keep the cursor on its note when notes change, or on the next one if it is gone."""
        notes = canvas.notes(self.block)
        if notes != self._notes:
            self.index = carried_index(self._notes, notes, self.index)
            self._notes = notes
        self.screen.board.keep_note(self.index, canvas)
        return super().update(canvas)

    def miss_note(self, canvas: Canvas) -> str:
        """Return the text of the note with the cursor if a canvas changed elsewhere lacks it."""
        notes = canvas.notes(self.block)
        if (note := self.note) and notes != self._notes and not self.missed:
            bases = match(self._notes, notes)
            same = (new for new, base in zip(notes, bases, strict=True) if base == self.index)
            if not any(similarity(note.text, new.text) >= MIN_SIMILARITY for new in same):
                self.missed = note.text
        return self.missed

    def find(self, highlight: "Highlight | None", wrapped: str = "") -> Mode:
        """Highlight the matches of a search, and put the cursor on the current one."""
        self.back = self.back.find(highlight, wrapped)
        if highlight and highlight.current:
            spots = [spot for spot, _ in self.screen.canvas.spots(highlight.current.block)]
            self.enter(spots.index(highlight.current))
        return self

    # Moves

    def step(self, by: int) -> None:
        """Move the cursor to the next note or the previous one, past an end into the next block.

        In a note longer than its box it is scrolled to the end first, or to the start.
        """
        board = self.screen.board
        if board.turn_note(by):
            return
        skipped = 0 if by > 0 else _TO_THE_END
        if self.index is not None and 0 <= self.index + by < len(self._notes):
            self.enter(self.index + by, skipped)
            return
        board.action_step("DOWN" if by > 0 else "UP")
        if board.block is not self.block:
            self.enter(0 if by > 0 else len(self.screen.canvas.notes(board.block)), skipped)

    def step_beside(self, direction: str) -> None:
        """Move the cursor to the block on the left or right, to the note at the same height.

        If that is the way back, it goes to the note from which it came.
        """
        board, trail, here = self.screen.board, [*self._trail], (self.block, self.index)
        if trail and trail[-1].direction != direction:
            departure = trail.pop()
            board.go_to(departure.block)
            self.enter(departure.note)
        else:
            self.enter(board.go_beside(direction))
            if self.block is not here[0]:
                trail.append(_Departure(direction, *here))
        self._trail = trail

    def turn_page(self, pages: int) -> None:
        """Move the cursor by as many notes as are in sight in the block."""
        if self.index is not None:
            by = pages * self.screen.board.notes_in_sight
            self.enter(max(0, self.index + by))

    def go_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first note of the block, or to the last one."""
        self.enter(len(self._notes) if last else 0)

    def edit_at(self, canvas: Canvas, spot: Spot) -> None:
        """Record an edit of the block's notes, with the cursor on the note at `spot`."""
        self.edit(canvas, [each for each, _ in canvas.spots(self.block)].index(spot))

    def edit(self, canvas: Canvas, index: int | None) -> None:
        """Record an edit of the block's notes, with the cursor on a note.

        Args:
            canvas: The canvas after the edit.
            index: The index of the note in the block; the last note if there are fewer.
        """
        self._notes = canvas.notes(self.block)
        self.index = min(index or 0, len(self._notes) - 1) if self._notes else None
        self.screen.edit(canvas)


def carried_index(old: Sequence[Note], new: Sequence[Note], index: int | None) -> int | None:
    """Return the index of a note after a change of the notes of its block.

    If it is gone, that is the index of the next note that is still there, else of the last one.

    Args:
        old: The notes before the change.
        new: The notes after it.
        index: The index before the change; None if there was no note.
    """
    if not new:
        return None
    bases = match(old, new)
    later = range(index or 0, len(old))
    return next((bases.index(each) for each in later if each in bases), len(new) - 1)


async def enter_notes(screen: "CanvasScreen", index: int | None = None) -> None:
    """Put the cursor on a note of the block that has the cursor of the grid.

    Args:
        screen: The canvas screen.
        index: The index of the note in the block; the current match or the first note by default.
    """
    if screen.open_prompt:
        await screen.open_prompt.close()
    block, mode = screen.board.block, screen.mode
    spots = [spot for spot, _ in screen.canvas.spots(block)]
    if index is None and mode.current in spots:
        index = spots.index(mode.current)
    if isinstance(mode, NotesMode):
        mode.enter(index)
    elif spots or (screen.body.cuts and screen.body.cuts.texts):
        screen.mode = NotesMode(screen, mode, index or 0)
    else:
        screen.show_message("no_notes_here")
