"""The notes that were cut: which of them are in no block, and how they get back there."""

from typing import NamedTuple

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import MAX_UNDO_STEPS, EditStep
from bmc_tui.model.merge import merge
from bmc_tui.session.session import Session


class _Taken(NamedTuple):
    """A step of a session; undo takes it back, and redo takes it again."""

    session: Session
    id: str

    @property
    def step(self) -> EditStep | None:
        """The step, while undo can take it back."""
        past = self.session.history.past
        return next((step for step in reversed(past) if step.id == self.id), None)

    @property
    def holds(self) -> bool:
        """Whether it was not undone; one that is too old to be undone was not."""
        history = self.session.history
        is_undone = any(step.id == self.id for step in history.future)
        return self.step is not None or (len(history.past) >= MAX_UNDO_STEPS and not is_undone)


class _Cut(NamedTuple):
    """A note that was cut."""

    text: str
    taken: _Taken


class Cuts:
    """The notes that were cut since the last ones were put: successive cuts add up, as in nano.

    Whether a note was put, or brought back, follows from the undo steps, which may revert both.
    They can belong to any canvas: what is cut in one can be put in another.
    """

    def __init__(self) -> None:
        self._cuts: tuple[_Cut, ...] = ()
        self._puts: tuple[_Taken, ...] = ()

    def add(self, text: str, session: Session) -> None:
        """Add a note that the newest step of a session cut; start anew if the others were put."""
        cuts = () if self._are_put else tuple(cut for cut in self._cuts if cut.taken.holds)
        self._cuts = (*cuts, _Cut(text, _newest(session)))
        self._puts = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes to put: those that are in no block, or else those that were put last."""
        return tuple(cut.text for cut in self._cuts if cut.taken.holds)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The notes that are in no block."""
        return () if self._are_put else self.texts

    def put(self, session: Session) -> None:
        """Mark the notes as put by the newest step of a session."""
        self._puts = (*self._puts, _newest(session))

    def returned(self, canvas: Canvas, session: Session) -> Canvas:
        """Return a canvas with the notes that are in no block put back where they were cut from.

        Those that were cut from another canvas are parked.

        Args:
            canvas: The canvas.
            session: Its session.
        """
        if self._are_put:
            return canvas
        cuts = [cut for cut in self._cuts if cut.taken.holds]
        steps = [(cut.taken.step if cut.taken.session is session else None) for cut in cuts]
        for step in filter(None, reversed(steps)):  # the last one first, as undo does
            canvas = merge(step.after, step.before, canvas)
        parked = (cut.text for cut, step in zip(cuts, steps, strict=True) if step is None)
        return canvas.add(Block.PARKED, *parked)

    @property
    def _are_put(self) -> bool:
        """Whether the notes are in a block, or are there again."""
        return any(taken.holds for taken in self._puts)


def _newest(session: Session) -> _Taken:
    """Return the newest step of a session."""
    return _Taken(session, session.history.past[-1].id)
