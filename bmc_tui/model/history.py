"""The undo history of a canvas, as an immutable value."""

from dataclasses import dataclass

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.merge import merge

MAX_UNDO_STEPS = 100
"""How many steps back the history goes."""


@dataclass(frozen=True, slots=True)
class History:
    """The current canvas, the earlier ones, and the ones that were undone."""

    canvas: Canvas
    past: tuple[Canvas, ...] = ()
    """Earlier canvases, the oldest first."""
    future: tuple[Canvas, ...] = ()
    """Undone canvases; the last is the next to be redone."""
    step: object = None
    """The key of the newest step: successive edits recorded with the same key are one step."""

    def record(self, canvas: Canvas, step: object = None) -> "History":
        """Return the history with `canvas` as the current one.

        Args:
            canvas: The canvas after the edit; one equal to the current canvas adds no step.
            step: A key that joins this edit to the ones immediately before it with the same key,
                such as all edits of one visit to the editor: a single undo reverts them. None
                makes the edit a step by itself.
        """
        if canvas == self.canvas:
            return self
        if step is not None and step == self.step and self.past:
            if canvas == self.past[-1]:  # all edits of the step cancel out: no step remains
                return History(canvas, self.past[:-1])
            return History(canvas, self.past, (), step)
        return History(canvas, (*self.past, self.canvas)[-MAX_UNDO_STEPS:], (), step)

    def rebase(self, base: Canvas, theirs: Canvas) -> "History":
        """Return the history with the changes of another session merged into every canvas.

        Because every step then has them, undo reverts only the user's own edits.

        Args:
            base: The canvas that both sessions started from.
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

    def continue_from(self, earlier: "History") -> "History":
        """Return this history with the steps of an earlier one before its own.

        Args:
            earlier: The history of an earlier session. If it does not end with the canvas that
                this one starts with, another session changed the canvas in between, and the
                earlier history is rebased onto that change.
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
