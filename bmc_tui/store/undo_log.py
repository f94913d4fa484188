"""The steps that undo takes back, kept from one session to the next.

One file for each canvas in the folder `NAME.undo` beside the data file. It is disposable: without
it, or with one that is damaged, there is nothing to undo, and nothing else is wrong. The steps are
kept as what differs from the canvas before, since a hundred whole canvases would be some megabytes:

    {"canvas": CONTENT, "past": [STEP, ...], "future": [STEP, ...]}
    STEP: {"title": TITLE, "blocks": {BLOCK: [HEAD, TAIL, NOTES]}, "dismissed": DISMISSED}

CONTENT, NOTES and DISMISSED are as in a document of the data file. The steps of `past` lead back
from the canvas, those of `future` forward: in a block, all notes but the first HEAD and the last
TAIL give way to NOTES.
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
from bmc_tui.model.history import LIMIT, History
from bmc_tui.store.documents import canvas_of, content

_PLAIN = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The ids that this program gives."""

LARGEST = 16 * 2**20
"""Bytes; a file that is larger was not written by this program."""


def undo_file(data: Path, id_: str) -> Path:
    """Return where the steps of a canvas are kept.

    Args:
        data: The data file.
        id_: The canvas's id, which may be any text.
    """
    data = Path(os.path.realpath(data))
    name = id_
    if not _PLAIN.fullmatch(id_):
        from hashlib import sha256

        name = sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()
    return data.with_name(f"{data.name}.undo") / f"{name}.json"


def write_history(file: Path, history: History) -> None:
    """Write the steps of a canvas; without any, remove the file.

    Args:
        file: What `undo_file` gives.
        history: The steps.

    Raises:
        OSError: They can't be written.
    """
    from bmc_tui.files import atomic

    if not history.past and not history.future:
        remove_history(file)
        return
    data = {
        "canvas": content(history.canvas),
        "past": _steps(history.canvas, reversed(history.past)),
        "future": _steps(history.canvas, reversed(history.future)),
    }
    file.parent.mkdir(mode=0o700, exist_ok=True)
    atomic.replace(file, json.dumps(data, separators=(",", ":")).encode())


def read_history(file: Path) -> History | None:
    """Return the steps of a canvas, or None where there are none or they are not sound.

    Args:
        file: What `undo_file` gives.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(file, flags), "rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
                return None
            data = json.loads(opened.read())
        canvas = canvas_of(data["canvas"])
        past = _walk(canvas, data["past"][:LIMIT])
        future = _walk(canvas, data["future"][:LIMIT])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return History(canvas, tuple(reversed(past)), tuple(reversed(future)))


def remove_history(file: Path) -> None:
    """Remove the steps of a canvas, such as of one that is gone for good.

    Args:
        file: What `undo_file` gives.
    """
    with suppress(OSError):
        file.unlink()


def _steps(start: Canvas, canvases: Iterable[Canvas]) -> list[dict[str, Any]]:
    """Return what leads from one canvas to the next, and so on."""
    steps = []
    for canvas in canvases:
        steps.append(_step(start, canvas))
        start = canvas
    return steps


def _walk(start: Canvas, steps: Sequence[Any]) -> list[Canvas]:
    """Return the canvases that steps lead to, one after another."""
    canvases = []
    for step in steps:
        start = _taken(start, step)
        canvases.append(start)
    return canvases


def _step(before: Canvas, after: Canvas) -> dict[str, Any]:
    """Return what leads from one canvas to another."""
    step: dict[str, Any] = {} if after.title == before.title else {"title": after.title}
    if after.dismissed != before.dismissed:
        only = replace(Canvas(), dismissed=after.dismissed)
        step["dismissed"] = content(only).get("dismissed", [])
    changed = [block for block in BLOCKS if before.notes(block) != after.notes(block)]
    if changed:
        step["blocks"] = {
            block.value: _cut(block, before.notes(block), after.notes(block)) for block in changed
        }
    return step


def _cut(block: Block, before: Notes, after: Notes) -> list[Any]:
    """Return how many notes stay at the head and at the tail, and what comes in between."""
    least = min(len(before), len(after))
    head = _alike(before, after, least)
    tail = _alike(before[::-1], after[::-1], least - head)
    middle = replace(Canvas(), blocks=_with((), block, after[head : len(after) - tail]))
    return [head, tail, content(middle)["blocks"].get(block.value, [])]


def _alike(one: Notes, other: Notes, most: int) -> int:
    """Return how many notes at the start are the same, up to `most`."""
    pairs = zip(one[:most], other[:most], strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _taken(canvas: Canvas, step: Any) -> Canvas:
    """Return where a step leads to."""
    if "title" in step:
        canvas = canvas.with_title(step["title"])
    if "dismissed" in step:
        away = canvas_of({"title": "", "blocks": {}, "dismissed": step["dismissed"]})
        canvas = replace(canvas, dismissed=away.dismissed)
    for name, (head, tail, items) in step.get("blocks", {}).items():
        block = Block(name)
        notes = canvas.notes(block)
        if not 0 <= head <= head + tail <= len(notes):
            raise ValueError("a step from another canvas")
        middle = canvas_of({"title": "", "blocks": {name: items}}).notes(block)
        # Not `with_notes`: all that stays is clean and in order already.
        changed = (*notes[:head], *middle, *notes[len(notes) - tail :])
        canvas = replace(canvas, blocks=_with(canvas.blocks, block, changed))
    return canvas


def _with(blocks: tuple[Notes, ...], block: Block, notes: Notes) -> tuple[Notes, ...]:
    """Return the blocks with other notes in one of them; none at all stand for empty ones."""
    blocks = blocks or Canvas().blocks
    at = block.number - 1
    return (*blocks[:at], notes, *blocks[at + 1 :])
