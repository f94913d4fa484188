"""Reads and writes the undo steps of each canvas, so that the next session can undo them.

There is one file for each canvas, in the folder `NAME.undo` beside the data file. It is disposable:
when it is missing or damaged, there is nothing to undo and nothing else is wrong. A step is stored
as the difference from the previous one, since a hundred whole canvases would be some megabytes:

    {"canvas": CONTENT, "undo": [STEP, ...], "redo": [STEP, ...]}
    STEP: {"id": ID, "from": DIFFERENCE, "to": DIFFERENCE}
    DIFFERENCE: {"title": TITLE, "blocks": {BLOCK: [HEAD, TAIL, NOTES]},
                 "dismissed": DISMISSED, "design": DESIGN, "particulars": PARTICULARS}

CONTENT, NOTES, DISMISSED, DESIGN and PARTICULARS are as in a document of the data file. The steps
of `undo` lead back from the canvas, those of `redo` forward; the first is the next to be taken. The
end of one step and the start of the next differ by `from` if another session made a step in
between. In a block, NOTES replace all notes but the first HEAD and the last TAIL; BLOCK may be
`parked`. The unplaced notes of the first block are parked when the steps have been read, see
`documents`.

Before version 0.2 the lists were `past` and `future`, of steps that were DIFFERENCES.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from bmc_tui.files import paths, side_files
from bmc_tui.files.hashing import sha256_hex
from bmc_tui.files.locations import FileStamp, file_stamp
from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.model.history import MAX_UNDO_STEPS, EditStep, History
from bmc_tui.store.documents import canvas_from_dict, canvas_to_dict, exact_canvas
from bmc_tui.store.errors import LockedError

_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that this program generates, which are safe as file names."""

_FOLDER_SUFFIX = ".undo"
"""What the name of the folder with the steps adds to that of the data file."""

MAX_UNDO_BYTES = 16 * 2**20
"""A larger file was not written by this program."""

_WHOLE: dict[str, Any] = {"dismissed": [], "design": [], "particulars": {}}
"""The parts of a canvas that a difference has as a whole, with the value for an empty one."""

_LOCK_TIMEOUT_S = 0.5
"""Seconds to wait for another program that writes steps, which takes some hundredths of a second.
After that the steps are written without the lock, because a program that was stopped with it has it
for long: its steps are merged all the same, and only those of a write in between are not."""


def undo_file(data: Path, id_: str) -> Path:
    """Return the file with the undo steps of a canvas.

    Args:
        data: The data file.
        id_: The canvas's id, which may be any text.
    """
    data = paths.real(data)
    name = id_
    if not _UUID.fullmatch(id_):
        name = sha256_hex(id_.encode("utf-8", "surrogatepass"))
    return data.with_name(f"{data.name}{_FOLDER_SUFFIX}") / f"{name}.json"


def _data_file(folder: Path) -> Path:
    """Return the data file that a folder of undo steps belongs to."""
    return folder.with_name(folder.name.removesuffix(_FOLDER_SUFFIX))


class UndoLog:
    """The undo steps of one canvas in their file, which other sessions write too.

    It may be called from any thread, by one at a time.

    Args:
        data: The data file.
        id_: The canvas's id.
    """

    def __init__(self, data: Path, id_: str) -> None:
        self._file = undo_file(data, id_)
        self._stamp: FileStamp | None = None
        self._history: History | None = None
        """What the file with that stamp has."""

    @property
    def has_changed(self) -> bool:
        """Whether the file has steps that were neither read nor written here."""
        return file_stamp(self._file) not in (None, self._stamp)

    def read(self) -> History | None:
        """Return the steps in the file, or None when there are none or the file is damaged."""
        stamp = file_stamp(self._file)  # before reading: a replacement in between is noticed
        if stamp != self._stamp:
            self._history, self._stamp = read_history(self._file), stamp
        return self._history

    def update(self, mine: History, base: History | None) -> History:
        """Write the steps of a session, merged with those that other sessions have written.

        Args:
            mine: The steps of the session.
            base: The steps that the session and the file had in common; None when the session has
                not read the file yet. Then what was undone before the session began cannot be
                redone any more.

        Returns:
            The steps that were written.

        Raises:
            OSError: They can't be written.
            StoreError: The folder can't be written.
        """
        with _locked(self._file.parent):
            theirs = self.read()
            if theirs:
                mine = mine.to_archive(base or History(mine.canvas, (), theirs.future), theirs)
            if mine != theirs:
                write_history(self._file, mine)
            self._history, self._stamp = mine, file_stamp(self._file)
        return mine


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock all undo steps of a data file against writes by other sessions, if that is possible."""
    # Not at the top: it imports filelock, which the app does not need until it is idle.
    from bmc_tui.store.locking import locked

    lock = locked(folder, _LOCK_TIMEOUT_S, data=_data_file(folder))
    try:
        lock.__enter__()
    except LockedError:
        yield
        return
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def write_history(file: Path, history: History) -> None:
    """Write the undo steps of a canvas; remove the file when there are none.

    Args:
        file: What `undo_file` returns.
        history: The steps.

    Raises:
        OSError: They can't be written.
    """
    if not history.past and not history.future:
        remove_history(file)
        return
    past = ((step.id, step.after, step.before) for step in reversed(history.past))
    future = ((step.id, step.before, step.after) for step in reversed(history.future))
    data = {
        "canvas": canvas_to_dict(history.canvas),
        "undo": _steps(history.canvas, past),
        "redo": _steps(history.canvas, future),
    }
    raw = json.dumps(data, separators=(",", ":")).encode()
    side_files.write(file, raw, _data_file(file.parent))


def read_history(file: Path) -> History | None:
    """Return the undo steps of a canvas, or None when there are none or the file is damaged.

    Args:
        file: What `undo_file` returns.
    """
    raw = side_files.read(file, MAX_UNDO_BYTES)
    if raw is None:
        return None
    try:
        data = json.loads(raw)
        canvas = exact_canvas(data["canvas"])  # the counts of the differences refer to this order
        if "undo" not in data:  # written before version 0.2
            data = {"undo": _with_ids(data["past"]), "redo": _with_ids(data["future"])}
        past = _parse_steps(canvas, data["undo"][:MAX_UNDO_STEPS])
        future = _parse_steps(canvas, data["redo"][:MAX_UNDO_STEPS])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return History(
        canvas.with_unplaced_parked(),
        tuple(EditStep(id_, goal, start) for id_, start, goal in reversed(past)),
        tuple(EditStep(id_, start, goal) for id_, start, goal in reversed(future)),
    )


def remove_history(file: Path) -> None:
    """Remove the file with the undo steps of a canvas, if it exists; a failure is ignored.

    Args:
        file: What `undo_file` returns.
    """
    side_files.remove(file)


_Passage = tuple[str, Canvas, Canvas]
"""The id of a step, and the canvases that it leads from and to in the direction of its list."""


def _steps(canvas: Canvas, passages: Iterable[_Passage]) -> list[dict[str, Any]]:
    """Return steps as the file has them; the first is the next to be taken from `canvas`."""
    steps = []
    previous = canvas
    for id_, start, goal in passages:
        step: dict[str, Any] = {"id": id_}
        if start != previous:
            step["from"] = _difference(previous, start)
        steps.append(step | {"to": _difference(start, goal)})
        previous = goal
    return steps


def _parse_steps(canvas: Canvas, steps: Sequence[Any]) -> list[_Passage]:
    """Return what `_steps` was called with."""
    passages: list[_Passage] = []
    previous = canvas
    for step in steps:
        id_ = step["id"]
        if not isinstance(id_, str):
            raise TypeError("an id that is no text")
        start = _apply(previous, step["from"]) if "from" in step else previous
        previous = _apply(start, step["to"])
        passages.append((id_, start, previous))
    return [
        (id_, start.with_unplaced_parked(), goal.with_unplaced_parked())
        for id_, start, goal in passages
    ]


def _with_ids(differences: Sequence[Any]) -> list[dict[str, Any]]:
    """Return steps from before version 0.2 with ids, the same ones at each call."""
    texts = (f"{place} {json.dumps(each)}" for place, each in enumerate(differences))
    ids = (sha256_hex(text.encode()) for text in texts)
    return [{"id": id_, "to": each} for id_, each in zip(ids, differences, strict=True)]


def _difference(start: Canvas, goal: Canvas) -> dict[str, Any]:
    """Return the difference from `start` to `goal`: only what differs."""
    difference: dict[str, Any] = {} if goal.title == start.title else {"title": goal.title}
    for name, empty in _WHOLE.items():
        value: Any = getattr(goal, name)
        if value != getattr(start, name):
            difference[name] = canvas_to_dict(replace(Canvas(), **{name: value})).get(name, empty)
    changed = [block for block in PLACES if start.notes(block) != goal.notes(block)]
    if changed:
        difference["blocks"] = {
            block.value: _block_difference(block, start.notes(block), goal.notes(block))
            for block in changed
        }
    return difference


def _block_difference(block: Block, start: Notes, goal: Notes) -> list[Any]:
    """Return HEAD and TAIL, how many notes stay at either end, and NOTES, the new ones between."""
    shorter = min(len(start), len(goal))
    head = _common_length(start, goal, shorter)
    tail = _common_length(start[::-1], goal[::-1], shorter - head)
    middle = canvas_to_dict(Canvas().with_sorted_notes(block, goal[head : len(goal) - tail]))
    return [head, tail, {**middle["blocks"], **middle}.get(block.value, [])]


def _common_length(first: Notes, second: Notes, limit: int) -> int:
    """Return how many notes at the start are equal, up to `limit`."""
    pairs = zip(first[:limit], second[:limit], strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _apply(canvas: Canvas, difference: Any) -> Canvas:
    """Return the canvas that a difference leads to."""
    if "title" in difference:
        canvas = canvas.with_title(difference["title"])
    for name in _WHOLE.keys() & difference.keys():
        parsed = canvas_from_dict({"title": "", "blocks": {}, name: difference[name]})
        value: Any = getattr(parsed, name)
        canvas = replace(canvas, **{name: value})
    for name, (head, tail, items) in difference.get("blocks", {}).items():
        block = Block(name)
        notes = canvas.notes(block)
        if not 0 <= head <= head + tail <= len(notes):
            raise ValueError("a difference from another canvas")
        values = {"blocks": {}, name: items} if block is Block.PARKED else {"blocks": {name: items}}
        middle = exact_canvas({"title": "", **values}).notes(block)
        # Not `Canvas.with_notes`: the notes that stay are clean and sorted already.
        changed = (*notes[:head], *middle, *notes[len(notes) - tail :])
        canvas = canvas.with_sorted_notes(block, changed)
    return canvas
