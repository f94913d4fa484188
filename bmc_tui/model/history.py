"""The undo history of a canvas, as an immutable value."""

from dataclasses import dataclass

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge

MAX_UNDO_STEPS = 100
"""How many steps back the history goes."""


@dataclass(frozen=True, slots=True)
class History:
    """The current canvas, the ones before it, and the ones that undo took back."""

    canvas: Canvas
    past: tuple[Canvas, ...] = ()
    """Older canvases, the oldest first."""
    future: tuple[Canvas, ...] = ()
    """Canvases taken back by undo; the last is the next to be redone."""
    step: object = None
    """The key of the newest step: changes recorded with the same key are one step."""

    def record(self, canvas: Canvas, step: object = None) -> "History":
        """Return the history with `canvas` as the newest.

        Args:
            canvas: The canvas after the edit; one equal to the current canvas adds no step.
            step: A key other than None joins this edit to the ones just before it with the same
                key, such as one visit to the editor: one undo takes all of them back.
        """
        if canvas == self.canvas:
            return self
        if step is not None and step == self.step and self.past:
            if canvas == self.past[-1]:  # changed and changed back: there is no step
                return History(canvas, self.past[:-1])
            return History(canvas, self.past, (), step)
        return History(canvas, (*self.past, self.canvas)[-MAX_UNDO_STEPS:], (), step)

    def rebase(self, base: Canvas, theirs: Canvas) -> "History":
        """Return the history with the changes of another session merged into every canvas.

        Because they are in every step, undo takes back only the user's own edits.

        Args:
            base: The canvas that both sides started from.
            theirs: The canvas of the other session.
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
            earlier: The history of an earlier session. If it does not end where this one starts,
                another session changed the canvas in between, and it is rebased.
        """
        start = self.past[0] if self.past else self.canvas
        rebased = earlier.rebase(earlier.canvas, start)
        past = (*rebased.past, *self.past)[-MAX_UNDO_STEPS:]
        future = self.future if self.past or self.future else rebased.future
        return History(self.canvas, past, future, self.step)

    def undo(self) -> "History":
        """Return the history one step back; itself if there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.canvas))

    def redo(self) -> "History":
        """Return the history one undone step forward; itself if there is none."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.canvas), self.future[:-1])
