"""Kills a change of the data file at each of its system calls, and copies what each kill leaves.

    python -m tests.faults.kill_at_each_call save|recover|edit|recover-draft FILE COPIES

It saves the first canvas of FILE, restores FILE from its backup, edits that canvas in an editor, or
recovers the draft of such an edit, in one child process after another. Each is killed one call
later than the previous one, before a system call on the folder of FILE, until a child completes
the change; what is on the disk changes by these calls alone. The folder as the n-th child leaves it
is copied to COPIES/n, and is reset for the next. Prints how many children were killed.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from bmc_tui.external_editor import Draft
from bmc_tui.formats.markdown.worksheet import apply_worksheet
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.session.edit import change
from bmc_tui.session.external_edit import new_origin, recover_drafts
from bmc_tui.store import Shelf
from bmc_tui.store.repair import apply_repair, available_repairs, find_damage
from tests.faults.attack.tracing import Plan, fork_traced

EDITED_NOTE = "saved in the editor"
"""What the editor of `edit` adds to the channels."""


def _save(file: Path) -> None:
    """Save the first canvas of a file with another title and one more note."""
    shelf = Shelf(file, _now)
    stored = shelf.load(shelf.entries()[0].id)
    canvas = stored.canvas.with_title("new").add(Block.CHANNELS, "one more note")
    shelf.save(stored, canvas)


def _recover(file: Path) -> None:
    """Restore a damaged file from its backup."""
    shelf = Shelf(file, _now)
    error = find_damage(shelf)
    assert error
    backup, *_ = available_repairs(file, error, _now)
    apply_repair(shelf, backup, _now)


def edited_draft(file: Path) -> Draft:
    """Create a draft of the first canvas of a file, beside it, and save `EDITED_NOTE` in it."""
    shelf = Shelf(file, _now)
    stored = shelf.load(shelf.entries()[0].id)
    id_ = stored.entry.id
    origin = new_origin(file, id_, stored.canvas, [Block.CHANNELS], load("en"), is_new=False)
    draft = Draft.create(file.parent, origin)
    saved = draft.folder / "saved by the editor"
    saved.write_text(f"{draft.read()[0]}\n- {EDITED_NOTE}\n", encoding="utf-8")
    saved.rename(draft.file)
    return draft


def _edit(file: Path) -> None:
    """Edit the first canvas of a file, as `bmc edit` does."""
    draft = edited_draft(file)
    edited, origin = draft.read()[0], draft.origin
    assert origin
    change(
        Shelf(file, _now),
        origin.canvas_id,
        lambda canvas: apply_worksheet(edited, origin.text, canvas)[0],
    )
    draft.finish(edited)


def _recover_draft(file: Path) -> None:
    """Recover the drafts beside a file."""
    # The draft was made for the original folder, which is reset to its copy each time.
    recover_drafts(Shelf(file, _now), file.parent)


def _now() -> datetime:
    return datetime.now(UTC)


def _kill_before_call(call: int, change_file: Callable[[Path], None], file: Path) -> bool:
    """Change the file in a child, and kill it before a call; return False when it ends before that.

    Args:
        call: The number of the call, from 0.
        change_file: Changes the file.
        file: The data file.
    """

    def change_and_end() -> NoReturn:
        change_file(file)
        os._exit(0)

    trace = fork_traced(Plan(str(file.parent), first=call), change_and_end)
    assert trace.exit_code in (0, -signal.SIGKILL)
    return bool(trace.failed)


def main(change_file: Callable[[Path], None], file: Path, copies: Path) -> None:
    """Kill children at a later call each time, until one completes the change.

    Args:
        change_file: Changes the file.
        file: The data file.
        copies: Where the folder of the file is copied to after each kill.
    """
    folder = file.parent
    original = copies / "original"
    shutil.copytree(folder, original)
    # Imports what the change imports late, so that the children need not.
    change_file(file)
    call, was_killed = 0, True
    while was_killed:
        shutil.rmtree(folder)
        shutil.copytree(original, folder)
        was_killed = _kill_before_call(call, change_file, file)
        call += 1
        shutil.copytree(folder, copies / str(call))
    print(call - 1)  # noqa: T201


if __name__ == "__main__":
    changes = {
        "save": _save,
        "recover": _recover,
        "edit": _edit,
        "recover-draft": _recover_draft,
    }
    main(changes[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
