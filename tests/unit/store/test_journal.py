"""The journal of a killed session is recovered; what only looks like a journal is left alone."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.files.journal_paths import find_journals
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import RefusedError, Shelf
from bmc_tui.store.journal import Journal, Record
from bmc_tui.store.journal_recovery import (
    RecoveredCanvas,
    Recovery,
    has_abandoned_journals,
    recover_journals,
)
from bmc_tui.store.lineage import NO_LINEAGE, Lineage
from tests.saving import save_over
from tests.ui.apps import HOSTILE_TEXTS, hostile_canvas, shelf_in

ID = "11111111-1111-4111-8111-111111111111"
CART = Canvas("Cart").add(Block.CHANNELS, "Square")


def record(
    canvas: Canvas,
    base: Canvas = CART,
    *,
    rev: int = 1,
    sent: Canvas | None = None,
    lineage: Lineage = NO_LINEAGE,
) -> Record:
    return Record(ID, rev, base, sent, canvas, lineage)


def left_behind(shelf: Shelf, what: Record) -> Path:
    """Have a session write a journal, and die."""
    journal = Journal(shelf.path)
    journal.write(what)
    (path,) = find_journals(shelf.path)
    assert journal._lock
    journal._lock.release()
    return path


def beside(shelf: Shelf) -> set[str]:
    """Return what is in the folder of the data file, except the file itself."""
    names = {path.name for path in shelf.path.parent.iterdir()}
    return names - {"canvases.json", "canvases.json.bak", "canvases.json.lock"}


def test_a_journal_is_for_its_owner_only_and_gone_when_it_is_removed(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    journal = Journal(shelf.path)
    journal.write(record(CART))
    (path,) = find_journals(shelf.path)
    assert path.stat().st_mode & 0o777 == 0o600
    journal.write(record(CART.add(Block.CHANNELS, "Phone")))
    assert find_journals(shelf.path) == [path]
    journal.remove()
    assert beside(shelf) == set()


def test_what_a_dead_session_typed_is_restored_and_reported(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    left_behind(shelf, record(CART.add(Block.CHANNELS, "Phone", "Van")))
    assert has_abandoned_journals(shelf.path)
    assert recover_journals(shelf) == Recovery((RecoveredCanvas(ID, "Cart", 2),))
    assert shelf.load(ID).canvas.note_count == 3
    assert beside(shelf) == set()
    assert recover_journals(shelf) == Recovery()
    assert not has_abandoned_journals(shelf.path)


def test_a_canvas_that_never_got_into_the_file_is_made(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    typed = Canvas().add(Block.CHANNELS, "Square")
    left_behind(shelf, record(typed, Canvas(), rev=0))
    assert recover_journals(shelf) == Recovery((RecoveredCanvas(ID, "", 1),))
    assert shelf.last_used() == ID
    assert shelf.load(ID).canvas == typed


def test_what_others_wrote_meanwhile_stays(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    lineage = shelf.create(CART, ID).lineage
    left_behind(shelf, record(CART.add(Block.CHANNELS, "Phone"), lineage=lineage))
    save_over(shelf, ID, CART.with_title("Coffee").add(Block.COST_STRUCTURE, "Rent"))
    recover_journals(shelf)
    recovered = shelf.load(ID).canvas
    assert recovered == CART.with_title("Coffee").add(Block.CHANNELS, "Phone").add(
        Block.COST_STRUCTURE, "Rent"
    )


def test_a_title_that_was_changed_elsewhere_too_is_reported_and_in_a_version(
    tmp_path: Path,
) -> None:
    shelf = shelf_in(tmp_path)
    lineage = shelf.create(CART, ID).lineage
    left_behind(shelf, record(CART.with_title("Coffee"), lineage=lineage))
    save_over(shelf, ID, CART.with_title("Tea"))
    assert recover_journals(shelf).canvases == (RecoveredCanvas(ID, "Coffee", 0, "Tea"),)
    assert shelf.load(ID).canvas.title == "Coffee"
    assert [version.canvas.title for version in shelf.versions.of(ID)] == ["Tea"]


def test_what_was_written_over_a_backup_under_the_same_rev_stays(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    save_over(shelf, ID, CART.add(Block.CHANNELS, "theirs"))
    mine = CART.add(Block.CHANNELS, "mine")
    left_behind(shelf, record(mine.add(Block.CHANNELS, "more"), mine, rev=2))
    recover_journals(shelf)
    texts = [note.text for note in shelf.load(ID).canvas.notes(Block.CHANNELS)]
    assert sorted(texts) == sorted(
        [*(note.text for note in CART.notes(Block.CHANNELS)), "theirs", "mine", "more"]
    )


def test_a_copy_with_more_saves_takes_nothing_from_a_journal(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    lineage = shelf.create(CART, ID).lineage
    copied = shelf.path.read_bytes()
    mine = save_over(shelf, ID, CART.add(Block.CHANNELS, "saved"))
    assert mine.lineage != lineage
    typed = mine.canvas.add(Block.CHANNELS, "typed")
    left_behind(shelf, record(typed, mine.canvas, rev=2, lineage=mine.lineage))
    shelf.path.write_bytes(copied)
    for number in range(3):
        other = shelf_in(tmp_path)
        save_over(other, ID, other.load(ID).canvas.add(Block.CHANNELS, f"theirs {number}"))
    theirs = shelf.load(ID)
    recover_journals(shelf)
    texts = {note.text for note in shelf.load(ID).canvas.notes(Block.CHANNELS)}
    assert {"saved", "typed", "theirs 0", "theirs 1", "theirs 2"} <= texts
    recovered = shelf.load(ID).lineage
    assert recovered.contains(theirs.lineage)
    assert recovered.contains(mine.lineage)


def without_lineage(path: Path) -> None:
    """Make a journal one of a version of the program that has no lineages."""
    data = json.loads(path.read_bytes().partition(b"\n")[2])
    del data["lineage"]
    body = json.dumps(data).encode()
    path.write_bytes(b"bmc-journal 1 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_journal_without_lineage_continues_only_what_has_its_content(
    tmp_path: Path, is_saved: bool
) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART.add(Block.CHANNELS, "deleted"), ID)
    base = shelf.load(ID).canvas
    journal = left_behind(shelf, record(CART.add(Block.CHANNELS, "typed"), base, sent=CART))
    without_lineage(journal)
    if is_saved:
        save_over(shelf, ID, CART)
    recover_journals(shelf)
    assert shelf.load(ID).canvas == CART.add(Block.CHANNELS, "typed")


def test_a_journal_without_lineage_and_another_content_are_merged_from_nothing(
    tmp_path: Path,
) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    without_lineage(left_behind(shelf, record(CART.add(Block.CHANNELS, "typed"))))
    for _ in range(3):
        save_over(shelf, ID, Canvas("Cart").add(Block.CHANNELS, "theirs"))
    recover_journals(shelf)
    texts = [note.text for note in shelf.load(ID).canvas.notes(Block.CHANNELS)]
    assert sorted(texts) == ["Square", "theirs", "typed"]


def test_a_save_that_was_done_after_all_leaves_no_half_typed_note(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    half, whole = (CART.add(Block.CHANNELS, text) for text in ("Pho", "Phone"))
    left_behind(shelf, record(whole, sent=half))
    save_over(shelf, ID, half)
    recover_journals(shelf)
    assert shelf.load(ID).canvas == whole


def test_a_journal_that_the_file_has_already_is_removed_in_silence(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    now = CART.add(Block.CHANNELS, "Phone")
    left_behind(shelf, record(now, sent=now))
    save_over(shelf, ID, now)
    assert recover_journals(shelf) == Recovery()
    assert beside(shelf) == set()


def test_a_canvas_in_the_trash_comes_out_of_it(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    shelf.delete(ID)
    left_behind(shelf, record(CART.add(Block.CHANNELS, "Phone")))
    recover_journals(shelf)
    assert [entry.id for entry in shelf.entries()] == [ID]


def test_texts_that_some_program_takes_for_something_else_come_back_the_same(
    tmp_path: Path,
) -> None:
    shelf = shelf_in(tmp_path)
    left_behind(shelf, record(hostile_canvas(), Canvas(), rev=0))
    recover_journals(shelf)
    assert shelf.load(ID).canvas == hostile_canvas()
    assert hostile_canvas().note_count >= len(HOSTILE_TEXTS) * len(BLOCKS)


def test_the_journal_of_a_session_that_lives_is_left_alone(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    script = (
        "import sys; from pathlib import Path; from bmc_tui.model.canvas import Canvas;"
        "from bmc_tui.store.journal import Journal, Record;"
        "journal = Journal(Path(sys.argv[1]));"
        "journal.write(Record(sys.argv[2], 1, Canvas(), None, Canvas('Other')));"
        "print('there', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(shelf.path), ID]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "there\n"
        assert recover_journals(shelf) == Recovery()
        assert not has_abandoned_journals(shelf.path)
        assert shelf.load(ID).canvas == CART
        assert len(find_journals(shelf.path)) == 1
        other.kill()
    assert has_abandoned_journals(shelf.path)
    assert recover_journals(shelf) == Recovery((RecoveredCanvas(ID, "Other", 0, "Cart"),))


def test_with_a_file_that_is_refused_the_journal_waits(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    sound = shelf.path.read_bytes()
    path = left_behind(shelf, record(CART.add(Block.CHANNELS, "Phone")))
    shelf.path.write_bytes(sound[:-20])
    assert isinstance(recover_journals(shelf).error, RefusedError)
    assert path.exists()
    shelf.path.write_bytes(sound)
    assert recover_journals(shelf).canvases


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flipped(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Square", b"Squage"))


def a_symbolic_link(path: Path) -> None:
    path.rename(path.parent / "elsewhere")
    path.symlink_to("elsewhere")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(2**40)


def sound_but_senseless(path: Path) -> None:
    body = json.dumps({"id": 3}).encode()
    path.write_bytes(b"bmc-journal 1 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def deep(path: Path) -> None:
    body = b"[" * 100_000
    path.write_bytes(b"bmc-journal 1 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


DAMAGES = [truncated, flipped, a_symbolic_link, a_folder, a_pipe, huge, sound_but_senseless, deep]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_a_sound_journal_is_set_aside_and_neither_followed_nor_deleted(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    path = left_behind(shelf, record(CART.add(Block.CHANNELS, "Phone")))
    damage(path)
    before = path.lstat()
    aside = path.with_name(f"{path.name}.damaged")
    assert recover_journals(shelf) == Recovery((), (aside,))
    assert aside.lstat().st_ino == before.st_ino
    assert aside.lstat().st_size == before.st_size
    assert shelf.load(ID).canvas == CART
    assert recover_journals(shelf) == Recovery()


def test_one_that_was_set_aside_before_is_not_replaced(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    path = left_behind(shelf, record(CART))
    truncated(path)
    aside = path.with_name(f"{path.name}.damaged")
    aside.write_text("from before")
    assert recover_journals(shelf) == Recovery((), (path,))
    assert path.exists()
    assert aside.read_text() == "from before"


def test_what_a_kill_in_the_middle_of_writing_leaves_is_swept(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    path = left_behind(shelf, record(CART, Canvas(), rev=0))
    half = path.with_name(f".{path.name}.0123abcd.tmp")
    half.write_bytes(b"bmc-jour")
    path.with_name(".canvases.json.journal-00000000.lock").touch()
    recover_journals(shelf)
    assert beside(shelf) == set()
