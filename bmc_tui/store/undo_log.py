"""Reads and writes the undo steps of each canvas, so that the next session can undo them.

There is one file for each canvas, in the folder `NAME.undo` beside the data file. It is disposable:
when it is missing or damaged, there is nothing to undo and nothing else is wrong. A step is stored
as the difference from the previous one, since a hundred whole canvases would be some megabytes:

    {"canvas": CONTENT, "past": [STEP, ...], "future": [STEP, ...]}
    STEP: {"title": TITLE, "blocks": {BLOCK: [HEAD, TAIL, NOTES]}, "dismissed": DISMISSED}

CONTENT, NOTES and DISMISSED are as in a document of the data file. The steps of `past` lead back
from the canvas, those of `future` forward. In a block, NOTES replace all notes but the first HEAD
and the last TAIL.
"""

import json
import os
import re
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.model.history import MAX_UNDO_STEPS, History
from bmc_tui.store.documents import canvas_from_dict, canvas_to_dict

_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that this program generates, which are safe as file names."""

MAX_UNDO_BYTES = 16 * 2**20
"""A larger file was not written by this program."""


def undo_file(data: Path, id_: str) -> Path:
    """Return the file with the undo steps of a canvas.

    Args:
        data: The data file.
        id_: The canvas's id, which may be any text.
    """
    data = Path(os.path.realpath(data))
    name = id_
    if not _UUID.fullmatch(id_):
        from hashlib import sha256

        name = sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()
    return data.with_name(f"{data.name}.undo") / f"{name}.json"


def write_history(file: Path, history: History) -> None:
    """Write the undo steps of a canvas; remove the file when there are none.

    Args:
        file: What `undo_file` returns.
        history: The steps.

    Raises:
        OSError: They can't be written.
    """
    from bmc_tui.files import atomic

    if not history.past and not history.future:
        remove_history(file)
        return
    data = {
        "canvas": canvas_to_dict(history.canvas),
        "past": _steps(history.canvas, reversed(history.past)),
        "future": _steps(history.canvas, reversed(history.future)),
    }
    file.parent.mkdir(mode=0o700, exist_ok=True)
    atomic.replace(file, json.dumps(data, separators=(",", ":")).encode())


def read_history(file: Path) -> History | None:
    """Return the undo steps of a canvas, or None when there are none or the file is damaged.

    Args:
        file: What `undo_file` returns.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(file, flags), "rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_UNDO_BYTES:
                return None
            data = json.loads(opened.read())
        canvas = canvas_from_dict(data["canvas"])
        past = _apply_steps(canvas, data["past"][:MAX_UNDO_STEPS])
        future = _apply_steps(canvas, data["future"][:MAX_UNDO_STEPS])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return History(canvas, tuple(reversed(past)), tuple(reversed(future)))


def remove_history(file: Path) -> None:
    """Remove the file with the undo steps of a canvas, if it exists; a failure is ignored.

    Args:
        file: What `undo_file` returns.
    """
    with suppress(OSError):
        file.unlink()


def _steps(start: Canvas, canvases: Iterable[Canvas]) -> list[dict[str, Any]]:
    """Return the steps that lead from `start` through `canvases`, one step for each."""
    steps = []
    previous = start
    for canvas in canvases:
        steps.append(_step(previous, canvas))
        previous = canvas
    return steps


def _apply_steps(start: Canvas, steps: Sequence[Any]) -> list[Canvas]:
    """Return the canvas after each step, starting from `start`."""
    canvases = []
    canvas = start
    for step in steps:
        canvas = _apply_step(canvas, step)
        canvases.append(canvas)
    return canvases


def _step(start: Canvas, goal: Canvas) -> dict[str, Any]:
    """Return the step from `start` to `goal`: only what differs."""
    step: dict[str, Any] = {} if goal.title == start.title else {"title": goal.title}
    if goal.dismissed != start.dismissed:
        dismissed_only = replace(Canvas(), dismissed=goal.dismissed)
        step["dismissed"] = canvas_to_dict(dismissed_only).get("dismissed", [])
    changed = [block for block in BLOCKS if start.notes(block) != goal.notes(block)]
    if changed:
        step["blocks"] = {
            block.value: _block_step(block, start.notes(block), goal.notes(block))
            for block in changed
        }
    return step


def _block_step(block: Block, start: Notes, goal: Notes) -> list[Any]:
    """Return HEAD and TAIL, how many notes stay at either end, and NOTES, the new ones between."""
    shorter = min(len(start), len(goal))
    head = _common_length(start, goal, shorter)
    tail = _common_length(start[::-1], goal[::-1], shorter - head)
    middle = replace(Canvas(), blocks=_with_notes((), block, goal[head : len(goal) - tail]))
    return [head, tail, canvas_to_dict(middle)["blocks"].get(block.value, [])]


def _common_length(first: Notes, second: Notes, limit: int) -> int:
    """Return how many notes at the start are equal, up to `limit`."""
    pairs = zip(first[:limit], second[:limit], strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _apply_step(canvas: Canvas, step: Any) -> Canvas:
    """Return the canvas that a step leads to."""
    if "title" in step:
        canvas = canvas.with_title(step["title"])
    if "dismissed" in step:
        parsed = canvas_from_dict({"title": "", "blocks": {}, "dismissed": step["dismissed"]})
        canvas = replace(canvas, dismissed=parsed.dismissed)
    for name, (head, tail, items) in step.get("blocks", {}).items():
        block = Block(name)
        notes = canvas.notes(block)
        if not 0 <= head <= head + tail <= len(notes):
            raise ValueError("a step of another canvas")
        middle = canvas_from_dict({"title": "", "blocks": {name: items}}).notes(block)
        # Not `Canvas.with_notes`: the notes that stay are clean and sorted already.
        changed = (*notes[:head], *middle, *notes[len(notes) - tail :])
        canvas = replace(canvas, blocks=_with_notes(canvas.blocks, block, changed))
    return canvas


def _with_notes(blocks: tuple[Notes, ...], block: Block, notes: Notes) -> tuple[Notes, ...]:
    """Return the blocks with the notes of `block` replaced.

    Args:
        blocks: The notes of each block; () stands for a canvas without notes.
        block: The block to change.
        notes: Its new notes.
    """
    blocks = blocks or Canvas().blocks
    index = block.number - 1
    return (*blocks[:index], notes, *blocks[index + 1 :])
