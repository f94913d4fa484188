"""Undo and redo of a canvas, as an immutable value."""

from dataclasses import dataclass

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge

MAX_UNDO_STEPS = 100
"""How many steps back are kept."""


@dataclass(frozen=True, slots=True)
class History:
    """The canvas as it is, the canvases it came from and those that undo took back."""

    canvas: Canvas
    past: tuple[Canvas, ...] = ()
    """Older canvases, the oldest first."""
    future: tuple[Canvas, ...] = ()
    """Canvases taken back by undo; the last is the next to be redone."""
    step: object = None
    """What the newest step belongs to: changes recorded with the same one are one step."""

    def record(self, canvas: Canvas, step: object = None) -> "History":
        """Return the history with `canvas` as the newest.

        Args:
            canvas: The canvas after the edit; one that equals the present adds nothing.
            step: Anything but None joins this edit to those just before it that gave the same
                (one visit to the editor, say): one undo then takes them all back.
        """
        if canvas == self.canvas:
            return self
        if step is not None and step == self.step and self.past:
            if canvas == self.past[-1]:  # changed and changed back: no step is left
                return History(canvas, self.past[:-1])
            return History(canvas, self.past, (), step)
        return History(canvas, (*self.past, self.canvas)[-MAX_UNDO_STEPS:], (), step)

    def rebase(self, base: Canvas, theirs: Canvas) -> "History":
        """Return the history as it is on top of what somebody else changed meanwhile.

        Their change is in every step, so that undo takes back one's own work and never theirs.

        Args:
            base: The canvas that both sides started from.
            theirs: What the other side made of it.
        """
        if theirs == base:
            return self
        return History(
            merge(base, self.canvas, theirs),
            tuple(merge(base, canvas, theirs) for canvas in self.past),
            tuple(merge(base, canvas, theirs) for canvas in self.future),
            self.step,
        )

    def after(self, earlier: "History") -> "History":
        """Return this history with the steps of an earlier one before its own.

        Args:
            earlier: What was done before this history began. Where the two do not meet, somebody
                else changed the canvas in between; see `rebase`.
        """
        start = self.past[0] if self.past else self.canvas
        former = earlier.rebase(earlier.canvas, start)
        past = (*former.past, *self.past)[-MAX_UNDO_STEPS:]
        future = self.future if self.past or self.future else former.future
        return History(self.canvas, past, future, self.step)

    def undo(self) -> "History":
        """Return the history one step back; itself when there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.canvas))

    def redo(self) -> "History":
        """Return the history one undone step forward; itself when there is none."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.canvas), self.future[:-1])
