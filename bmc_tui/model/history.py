"""The undo history of a canvas, as an immutable value."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.lists.survivors import find_survivors
from bmc_tui.model.merge import Conflict, find_conflicts, merge

MAX_UNDO_STEPS = 100
"""How many steps back the history goes."""


class EditStep(NamedTuple):
    """One edit, which can be undone and redone on any later canvas.

    Because a step has both of its ends, it depends neither on the steps around it nor on what other
    sessions change: the steps of several sessions can be in one history in any order.
    """

    id: str
    """Unique among the steps of a canvas, and the same in all sessions that have the step."""
    before: Canvas
    """The canvas that the edit started from."""
    after: Canvas
    """The canvas that it led to."""


@dataclass(frozen=True, slots=True)
class History:
    """The current canvas, the steps that led to it, and the ones that were undone."""

    canvas: Canvas
    past: tuple[EditStep, ...] = ()
    """The steps that can be undone, the oldest first."""
    future: tuple[EditStep, ...] = ()
    """The steps that were undone; the last is the next to be redone."""
    step: object = None
    """The key of the newest step: successive edits recorded with the same key are one step."""
    author: str = field(default_factory=lambda: os.urandom(6).hex(), compare=False)
    """The session that records steps here, as a text that no other session has: steps of two
    sessions with the same id would be taken for one step."""
    recorded_count: int = field(default=0, compare=False)
    """How many steps the author has recorded."""

    def record(self, canvas: Canvas, step: object = None) -> "History":
        """Return the history with `canvas` as the current one.

        Args:
            canvas: The canvas after the edit; one equal to the current canvas adds no step.
            step: A key that joins this edit to the ones immediately before it with the same key,
                such as all edits of one visit to the editor: a single undo reverts them. None makes
                the edit a step of its own.
        """
        if canvas == self.canvas:
            return self
        if step is not None and step == self.step and self.past:
            newest = self.past[-1]._replace(after=canvas)
            if newest.before == canvas:  # all edits of the step cancel out: no step remains
                return self._with(canvas, self.past[:-1])
            return self._with(canvas, (*self.past[:-1], newest), step=step)
        count = self.recorded_count + 1
        newest = EditStep(f"{self.author}.{count}", self.canvas, canvas)
        past = (*self.past, newest)[-MAX_UNDO_STEPS:]
        return replace(self._with(canvas, past, step=step), recorded_count=count)

    def rebase(self, base: Canvas, theirs: Canvas) -> "History":
        """Return the history with the changes of another session merged into the current canvas.

        Undo still reverts only the user's own edits, see `EditStep`. Only a step that later edits
        may still join must have the changes at both ends. If both sessions changed the title, undo
        brings back theirs.

        Args:
            base: The canvas that both sessions started from.
            theirs: The canvas of the other session.
        """
        if theirs == base:
            return self
        canvas, past = merge(base, self.canvas, theirs), self.past
        if self.canvas.title != base.title and theirs.title not in (base.title, canvas.title):
            rebased = self._with(canvas.with_title(theirs.title), past)
            return rebased.record(canvas)
        if self.step is None or not past:
            return self._with(canvas, past, self.future)
        start = merge(base, past[-1].before, theirs)
        if find_survivors(base, theirs, canvas):  # undo brings back what they deleted and I changed
            start = _replay(past[-1].after, past[-1].before, canvas)
        if start == canvas:  # the other session has made the same edit: no step remains
            return self._with(canvas, past[:-1], self.future)
        past = (*past[:-1], EditStep(past[-1].id, start, canvas))
        return self._with(canvas, past, self.future, self.step)

    def find_conflicts(self, base: Canvas, theirs: Canvas) -> list[Conflict]:
        """Return what this session and another one changed differently, before `rebase`.

        This includes the newest own step, which the other session may have had before it reworded a
        note.

        Args:
            base: The canvas that both sessions started from.
            theirs: The canvas of the other session.
        """
        deleted = find_survivors(base, self.canvas, theirs)
        if not deleted and self.past and self.is_own(newest := self.past[-1]):
            found = find_survivors(newest.before, newest.after, theirs)
            deleted = [each for each in found if each.stays not in base.notes(each.block)]
        return [
            *find_conflicts(base, self.canvas, theirs),
            *(
                Conflict(each.block, each.stays.text, "")
                for each in find_survivors(base, theirs, self.canvas)
            ),
            *(Conflict(each.block, "", each.stays.text) for each in deleted),
        ]

    def undo(self) -> "History":
        """Return the history one step back; itself if there is none.

        A step that has no effect any more, because another session has undone or overwritten it, is
        dropped together with the next one.
        """
        for index in reversed(range(len(self.past))):
            step = self.past[index]
            canvas = _replay(step.after, step.before, self.canvas)
            if canvas != self.canvas:
                undone = EditStep(step.id, canvas, self.canvas)
                return self._with(canvas, self.past[:index], (*self.future, undone))
        return self

    def redo(self) -> "History":
        """Return the history one undone step forward; itself if there is none. See `undo`."""
        for index in reversed(range(len(self.future))):
            step = self.future[index]
            canvas = _replay(step.before, step.after, self.canvas)
            if canvas != self.canvas:
                redone = EditStep(step.id, self.canvas, canvas)
                return self._with(canvas, (*self.past, redone), self.future[:index])
        return self

    def return_to(self, earlier: "History") -> "History":
        """Return the history with the steps of an earlier one, done and undone as they were then.

        Own steps made since are undone, and those undone since are redone, even where a later step
        has made that impossible for `redo`.

        Args:
            earlier: A history that this one was derived from.
        """
        history, done = self, {step.id for step in earlier.past}
        while history.past and history.past[-1].id not in done:
            undone = history.undo() if history.is_own(history.past[-1]) else history
            if undone is history:
                break
            history = undone
        still_done = {step.id for step in history.past}
        before = {step.id for step in (*earlier.past, *earlier.future)}
        missing = (
            *(step for step in reversed(earlier.past) if step.id not in still_done),
            *(step for step in self.future if step.id not in before and not self.is_own(step)),
        )  # the latter are those of an archive that was read since
        if not missing and history is self:
            return self
        history = replace(history, future=(*earlier.future, *missing), step=None)
        while len(history.future) > len(earlier.future):
            redone = history.redo()
            if redone is history:
                break
            history = redone
        return history

    # The steps of other sessions

    def is_own(self, step: EditStep) -> bool:
        """Tell whether a step was recorded in this history, and not by another session."""
        return step.id.rpartition(".")[0] == self.author

    def continue_from(self, earlier: "History") -> "History":
        """Return this history with the steps of an earlier one before its own.

        Args:
            earlier: The history of an earlier session. A canvas that other sessions have changed
                since then does not matter, see `EditStep`.
        """
        return self.adopt(History(self.canvas), earlier)

    def adopt(self, base: "History", theirs: "History") -> "History":
        """Return this history with what other sessions have done to the steps since `base`.

        Their new steps come before the first own one, so that undo takes back the user's own work
        first. The steps that they have undone are adopted only by a history without any edit,
        because an edit makes it impossible to redo what was undone before it.

        Args:
            base: The steps that this history and the file had in common.
            theirs: The steps in the file.
        """
        past, future = _combine(self, base, theirs)
        if self.past or self.future:
            my_future = {step.id for step in self.future}
            future = tuple(step for step in future if step.id in my_future)
        step = self.step if past and self.past and past[-1] is self.past[-1] else None
        return self._with(self.canvas, past[-MAX_UNDO_STEPS:], future, step)

    def to_archive(self, base: "History", theirs: "History") -> "History":
        """Return the history to write into the file, so that no session loses its steps.

        If there are more than `MAX_UNDO_STEPS`, each side keeps at least half of that number.

        Args:
            base: The steps that this history and the file had in common.
            theirs: The steps in the file.
        """
        past, future = _combine(self, base, theirs)
        my_ids = {step.id for step in self.past}
        mine = [step for step in past if step.id in my_ids]
        new = [step for step in past if step.id not in my_ids]
        new = new[-max(MAX_UNDO_STEPS // 2, MAX_UNDO_STEPS - len(mine)) :]
        mine = mine[-(MAX_UNDO_STEPS - len(new)) :]
        ids = {step.id for step in (*mine, *new)}
        past = tuple(step for step in past if step.id in ids)
        return self._with(self.canvas, past, future[-MAX_UNDO_STEPS:])

    def _with(
        self,
        canvas: Canvas,
        past: tuple[EditStep, ...],
        future: tuple[EditStep, ...] = (),
        step: object = None,
    ) -> "History":
        """Return another history of the same author."""
        return History(canvas, past, future, step, self.author, self.recorded_count)


def _replay(start: Canvas, goal: Canvas, canvas: Canvas) -> Canvas:
    """Return a canvas after the edit that leads from `start` to `goal`.

    A title that another edit has set since stays. A note comes back only if it is not there in
    another wording by now.
    """
    if canvas == start:
        return goal
    for block, deleted, _ in find_survivors(goal, start, canvas):
        notes = [*goal.notes(block)]
        notes.remove(deleted)
        goal = goal.with_sorted_notes(block, tuple(notes))
    merged = merge(start, goal, canvas)
    return merged if canvas.title == start.title else merged.with_title(canvas.title)


def _combine(
    mine: History, base: History, theirs: History
) -> tuple[tuple[EditStep, ...], tuple[EditStep, ...]]:
    """Merge the steps of two histories: what either side has done to a step since `base` applies.

    If both have done different things, mine wins, unless it has only dropped the step. An own step
    is not dropped because `theirs` does not have it.

    Returns:
        The steps that can be undone, and those that were undone. Those that only `theirs` has there
        come before the first own step, and before all of mine that were undone. Own steps that
        another session has redone come between the other own ones in the order in which they were
        recorded.
    """
    my_steps, base_steps, their_steps = map(_steps_by_id, (mine, base, theirs))
    merged: dict[str, _PlacedStep] = {}
    for id_ in their_steps | my_steps:
        my_step, their_step = my_steps.get(id_), their_steps.get(id_)
        base_place = _place(base_steps.get(id_))
        has_their_change = _place(their_step) != base_place
        if _place(my_step) != base_place:
            merged_step = my_step if my_step or not has_their_change else their_step
        elif my_step and mine.is_own(my_step.step) and not (their_step and has_their_change):
            merged_step = my_step
        else:
            merged_step = their_step
        if merged_step:
            merged[id_] = merged_step

    def steps(ids: Iterable[str], *, is_undone: bool) -> list[EditStep]:
        placed = [merged[id_] for id_ in ids if id_ in merged]
        return [each.step for each in placed if each.is_undone is is_undone]

    my_past, my_future = _ids(mine.past), _ids(mine.future)
    past = steps(my_past, is_undone=False)
    new = steps((id_ for id_ in _ids(theirs.past) if id_ not in my_past), is_undone=False)
    first_own = next((i for i, step in enumerate(past) if mine.is_own(step)), len(past))
    past[first_own:first_own] = [step for step in new if not mine.is_own(step)]
    for step in filter(mine.is_own, new):
        later = (
            i for i, each in enumerate(past) if mine.is_own(each) and _count(each) > _count(step)
        )
        past.insert(next(later, len(past)), step)
    future = steps((id_ for id_ in _ids(theirs.future) if id_ not in my_future), is_undone=True)
    return tuple(past), (*future, *steps(my_future, is_undone=True))


class _PlacedStep(NamedTuple):
    """A step with its place in a history."""

    step: EditStep
    is_undone: bool


def _steps_by_id(history: History) -> dict[str, _PlacedStep]:
    """Return the steps of a history by id."""
    return {
        **{step.id: _PlacedStep(step, is_undone=False) for step in history.past},
        **{step.id: _PlacedStep(step, is_undone=True) for step in history.future},
    }


def _count(step: EditStep) -> int:
    """Return the number of a step among those of its author, from 1."""
    return int(step.id.rpartition(".")[2])


def _place(placed: _PlacedStep | None) -> bool | None:
    """Return whether a step was undone; None for one that the history does not have."""
    return placed and placed.is_undone


def _ids(steps: Iterable[EditStep]) -> dict[str, None]:
    """Return the ids of steps, in their order."""
    return {step.id: None for step in steps}
