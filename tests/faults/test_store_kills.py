"""A save that is killed at any point leaves the whole old file or the whole new one."""

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session.external_edit import recover_drafts
from bmc_tui.store import Shelf, StoredCanvas
from tests.e2e.home_folder import DATA_FOLDER, note_texts_in
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import TIMEOUT_S, wait_until
from tests.faults.attack.tracing import IS_SUPPORTED
from tests.faults.kill_at_each_call import EDITED_NOTE, edited_draft
from tests.saving import save_over
from tests.ui.apps import NOON

KILLS = 200
"""At random moments of saving without a pause."""

KILLS_OF_THE_APP = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not IS_SUPPORTED, reason="kills by way of Linux's ptrace, on x86-64"),
]


def shelf_at(file: Path) -> Shelf:
    return Shelf(file, lambda: NOON)


def only(file: Path) -> StoredCanvas:
    """Return the only canvas of a file, having seen that the file and its backup are sound."""
    for sound in (file, file.with_name(f"{file.name}.bak")):
        assert json.loads(sound.read_text(encoding="utf-8"))
        (entry,) = shelf_at(sound).entries()
    return shelf_at(file).load(entry.id)


def run(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"tests.faults.{module}", *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=10 * TIMEOUT_S,
    )


def test_a_kill_at_every_system_call_of_a_save_leaves_the_old_file_or_the_new(
    tmp_path: Path,
) -> None:
    file, copies = tmp_path / "data" / "canvases.json", tmp_path / "copies"
    # The new content is shorter: what is written over the old one in place would leave its end.
    long = Canvas().with_title("old").add(Block.CHANNELS, *(f"note {n}" for n in range(50)))
    shelf = shelf_at(file)
    old = shelf.save(shelf.create(Canvas(), "a"), long)
    killed = int(run("kill_at_each_call", "save", file, copies).stdout)
    assert killed > 12
    seen = []
    for call in range(1, killed + 1):
        copied_file = copies / str(call) / file.name
        stored = only(copied_file)
        seen.append(stored.canvas == old.canvas)
        assert stored.canvas == old.canvas or stored.canvas.title == "new"
        # What a kill leaves behind is in no later save's way.
        shelf_at(copied_file).save(stored, Canvas().with_title("after"))
        assert only(copied_file).canvas.title == "after"
    # First the old one, and from some call on the new one: killed on both sides of the replacement.
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 2


def test_a_kill_at_every_system_call_of_a_recovery_leaves_the_damaged_file_and_the_backup(
    tmp_path: Path,
) -> None:
    file, copies = tmp_path / "data" / "canvases.json", tmp_path / "copies"
    for rev in range(3):
        shelf_at(file).create(Canvas(), str(rev))
    backup = file.with_name("canvases.json.bak").read_bytes()
    damaged = file.read_bytes()[:-100]
    file.write_bytes(damaged)
    killed = int(run("kill_at_each_call", "recover", file, copies).stdout)
    assert killed > 12
    seen = []
    for call in range(1, killed + 1):
        contents = {p.name: p.read_bytes() for p in (copies / str(call)).iterdir()}
        assert damaged in contents.values()
        assert contents["canvases.json.bak"] == backup
        seen.append(contents["canvases.json"] == damaged)
        assert seen[-1] or len(shelf_at(copies / str(call) / file.name).entries()) == 2
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 2


@pytest.mark.parametrize("change", ["edit", "recover-draft"])
def test_a_kill_at_every_system_call_of_an_edit_in_an_editor_loses_nothing_that_was_saved_there(
    tmp_path: Path, change: str
) -> None:
    file, copies = tmp_path / "data" / "canvases.json", tmp_path / "copies"
    shelf_at(file).create(Canvas().with_title("Cart").add(Block.CHANNELS, "Square"), "a")
    if change == "recover-draft":
        edited_draft(file).release()
    killed = int(run("kill_at_each_call", change, file, copies).stdout)
    assert killed > 12
    seen = []
    for call in range(1, killed + 1):
        shutil.rmtree(file.parent)
        shutil.copytree(copies / str(call), file.parent)
        texts = [path.read_text("utf-8") for path in file.parent.glob("edit-*/*.md")]
        seen.append(EDITED_NOTE in "".join([*texts, file.read_text("utf-8")]))
        recovery = recover_drafts(shelf_at(file), file.parent)
        assert not recovery.kept
        notes = [note.text for note in shelf_at(file).load("a").canvas.notes(Block.CHANNELS)]
        assert notes == ["Square", EDITED_NOTE] if seen[-1] else ["Square"]
        assert [*file.parent.glob("edit-*")] == []
    assert seen == sorted(seen)
    assert seen[-1]


def test_kills_at_random_moments_leave_every_save_that_was_finished(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    shelf_at(file).create(Canvas(), "a")
    save_over(shelf_at(file), "a", Canvas())
    lines = run("kill_at_random", file, KILLS).stdout.splitlines()
    assert len(lines) == KILLS
    for line in lines:
        reported_rev, stored_rev = map(int, line.split())
        # What was reported as saved is there; of what came after, one save at most, whole.
        assert reported_rev <= stored_rev <= reported_rev + 1
    assert only(file).entry.rev > KILLS  # each child ends one save at least


def test_the_app_that_is_killed_while_someone_types_leaves_a_sound_file(tmp_path: Path) -> None:
    moments = random.Random(4)  # noqa: S311
    file = tmp_path / DATA_FOLDER / "canvases.json"
    typed: list[str] = []
    for kill in range(KILLS_OF_THE_APP):
        with Terminal([BMC], tmp_path) as terminal:
            terminal.wait_for("? keys")
            terminal.keys("a")
            terminal.wait_for("Enter adds")
            saved = moments.randint(0, 2)
            for word in range(3):
                typed.append(f"kill{kill}word{word}")
                terminal.send(f"{typed[-1]}\r")
                terminal.wait_for_note(typed[-1])
                if word < saved:
                    wait_until(lambda: file.exists() and note_texts_in(tmp_path) == typed)  # noqa: B023 - called at once
            least = len(note_texts_in(tmp_path)) if file.exists() else 0
            terminal.signal(signal.SIGKILL)
            assert terminal.wait() == -signal.SIGKILL
        # The next start recovers what is in the journal but not in the last save.
        with Terminal([BMC], tmp_path) as terminal:
            terminal.wait_for("Segments")
        found = note_texts_in(tmp_path) if file.exists() else []
        assert len(found) >= least
        assert found == typed[: len(found)]
        typed = found
    assert typed
