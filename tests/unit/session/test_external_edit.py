"""A draft whose session was killed is merged into its canvas, or set aside where that fails."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bmc_tui.external_editor import Draft, find_drafts, has_waiting_drafts, open_abandoned
from bmc_tui.external_editor.origin import read_origin, write_origin
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session.draft_report import draft_report
from bmc_tui.session.edit import undo
from bmc_tui.session.external_edit import DraftRecovery, new_origin, recover_drafts
from bmc_tui.store import LockedError, RefusedError, Shelf
from tests.saving import save_over
from tests.ui.apps import HOSTILE_TEXTS, hostile_canvas, shelf_in

ID = "11111111-1111-4111-8111-111111111111"
CART = Canvas("Cart").add(Block.CHANNELS, "Square", "Phone").add(Block.KEY_PARTNERS, "Roastery")
MARKET = CART.with_notes(
    Block.CHANNELS, Canvas().add(Block.CHANNELS, "Market", "Phone").notes(Block.CHANNELS)
)
EN = load("en")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    return shelf


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def create(
    shelf: Shelf, drafts: Path, canvas: Canvas = CART, blocks: tuple[Block, ...] = BLOCKS
) -> Draft:
    """Have a session start an editor."""
    return Draft.create(drafts, new_origin(shelf.path, ID, canvas, blocks, EN, is_new=False))


def leave(shelf: Shelf, drafts: Path, before: str = "Square", after: str = "Market") -> Path:
    """Have an editor save a change, and the session die; return the text's file."""
    draft = create(shelf, drafts)
    text = draft.file.read_text(encoding="utf-8")
    draft.file.write_text(text.replace(before, after), encoding="utf-8")
    draft.release()
    return draft.file


def test_what_was_saved_is_merged_reported_and_can_be_undone(shelf: Shelf, drafts: Path) -> None:
    leave(shelf, drafts)
    assert has_waiting_drafts(drafts, shelf.path)
    (recovered,) = recover_drafts(shelf, drafts).recovered
    assert (recovered.title, recovered.blocks, recovered.left) == ("Cart", BLOCKS, None)
    assert shelf.load(ID).canvas == MARKET
    assert names_in(drafts) == []
    assert not has_waiting_drafts(drafts, shelf.path)
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    undo(shelf, ID)
    assert shelf.load(ID).canvas == CART


def test_that_the_encoding_of_what_was_saved_is_a_guess_is_reported(
    shelf: Shelf, drafts: Path
) -> None:
    file = leave(shelf, drafts, after="Café")
    file.write_bytes(file.read_text("utf-8").replace("…", "...").encode("cp1252"))
    line = file.read_bytes().partition(b"Caf\xe9")[0].count(b"\n") + 1
    report = draft_report(recover_drafts(shelf, drafts), EN)
    assert f"Line {line} of it is not UTF-8, and was read as Windows-1252" in report
    assert "Café" in shelf.load(ID).canvas.texts(Block.CHANNELS, GENERAL)


def test_the_canvas_before_the_recovery_is_a_version_if_much_is_taken_away(
    shelf: Shelf, drafts: Path
) -> None:
    leave(shelf, drafts)
    recover_drafts(shelf, drafts)
    (version,) = shelf.versions.of(ID)
    assert version.canvas == CART


def test_an_unchanged_draft_is_removed_in_silence(shelf: Shelf, drafts: Path) -> None:
    create(shelf, drafts).release()
    assert not has_waiting_drafts(drafts, shelf.path)
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    assert names_in(drafts) == []


def test_what_was_changed_elsewhere_meanwhile_stays(shelf: Shelf, drafts: Path) -> None:
    leave(shelf, drafts)
    theirs = CART.with_title("Coffee").add(Block.CHANNELS, "Van").add(Block.COST_STRUCTURE, "Rent")
    save_over(shelf, ID, theirs)
    recover_drafts(shelf, drafts)
    canvas = shelf.load(ID).canvas
    assert canvas.title == "Coffee"
    assert [note.text for note in canvas.notes(Block.CHANNELS)] == ["Market", "Phone", "Van"]
    assert [note.text for note in canvas.notes(Block.COST_STRUCTURE)] == ["Rent"]


def test_a_draft_in_use_and_one_of_another_file_are_left_alone(
    shelf: Shelf, drafts: Path, tmp_path: Path
) -> None:
    draft = create(shelf, drafts)
    draft.file.write_text("# Cart\n\n## Channels\n\n- Mine\n", encoding="utf-8")
    assert not has_waiting_drafts(drafts, shelf.path)
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    draft.release()
    (tmp_path / "other").mkdir()
    other = shelf_in(tmp_path / "other")
    other.create(CART, ID)
    assert not has_waiting_drafts(drafts, other.path)
    assert recover_drafts(other, drafts) == DraftRecovery()
    assert draft.file.exists()
    assert recover_drafts(shelf, drafts).recovered


def test_a_canvas_in_the_trash_is_restored(shelf: Shelf, drafts: Path) -> None:
    leave(shelf, drafts)
    shelf.delete(ID)
    recover_drafts(shelf, drafts)
    assert shelf.entries()[0].id == ID
    assert shelf.load(ID).canvas == MARKET


def test_a_canvas_that_never_got_into_the_file_is_created(tmp_path: Path, drafts: Path) -> None:
    shelf = shelf_in(tmp_path)
    draft = Draft.create(drafts, new_origin(shelf.path, ID, CART, BLOCKS, EN, is_new=True))
    draft.file.write_text(draft.file.read_text("utf-8").replace("Square", "Market"), "utf-8")
    draft.release()
    assert recover_drafts(shelf, drafts).recovered
    assert shelf.load(ID).canvas == MARKET


def purge(shelf: Shelf, _: Path) -> None:
    shelf.delete(ID)
    shelf.purge({ID})


def write_prose(_: Shelf, file: Path) -> None:
    file.write_text("Dear diary,\n", encoding="utf-8")


def write_nothing(_: Shelf, file: Path) -> None:
    file.write_text("", encoding="utf-8")


def put_a_link(_: Shelf, file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/passwd")


def put_a_pipe(_: Shelf, file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def put_a_folder(_: Shelf, file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_it_huge(_: Shelf, file: Path) -> None:
    os.truncate(file, 2**30)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (purge, "editor.canvas_gone"),
        (write_prose, "reading.no_canvas_seen"),
        (write_nothing, "reading.empty"),
        (put_a_link, "editor.unreadable"),
        (put_a_pipe, "editor.unreadable"),
        (put_a_folder, "editor.unreadable"),
        (make_it_huge, "editor.unreadable"),
    ],
)
def test_what_cannot_be_merged_is_set_aside_once(
    shelf: Shelf, drafts: Path, spoil: Callable[[Shelf, Path], None], key: str
) -> None:
    file = leave(shelf, drafts)
    before = shelf.load(ID).canvas
    spoil(shelf, file)
    (kept,) = recover_drafts(shelf, drafts).kept
    assert kept.reason
    assert kept.reason.key == key
    assert kept.path == file.parent.with_name(f"{file.parent.name}.kept") / file.name
    assert os.path.lexists(kept.path)
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    assert not has_waiting_drafts(drafts, shelf.path)
    if spoil is not purge:
        assert shelf.load(ID).canvas == before


def cut_off(origin: Path) -> None:
    os.truncate(origin, origin.stat().st_size - 1)


def forge(origin: Path) -> None:
    raw = origin.read_bytes().replace(b'"is_new": false', b'"is_new": true')
    origin.write_bytes(raw)


def remove(origin: Path) -> None:
    origin.unlink()


def link(origin: Path) -> None:
    origin.rename(origin.with_name("elsewhere"))
    origin.symlink_to("elsewhere")


@pytest.mark.parametrize("damage", [cut_off, forge, remove, link])
def test_without_a_sound_origin_a_draft_is_set_aside(
    shelf: Shelf, drafts: Path, damage: Callable[[Path], None]
) -> None:
    file = leave(shelf, drafts)
    damage(file.with_name(".origin"))
    (kept,) = recover_drafts(shelf, drafts).kept
    assert kept.reason is None
    assert kept.path.is_relative_to(drafts / f"{file.parent.name}.kept")
    assert shelf.load(ID).canvas == CART
    assert recover_drafts(shelf, drafts) == DraftRecovery()


def test_a_folder_that_is_a_link_is_not_followed(shelf: Shelf, drafts: Path) -> None:
    file = leave(shelf, drafts)
    elsewhere = drafts / "elsewhere"
    file.parent.rename(elsewhere)
    file.parent.symlink_to(elsewhere)
    (kept,) = recover_drafts(shelf, drafts).kept
    assert kept.path.is_symlink()
    assert (elsewhere / file.name).exists()
    assert shelf.load(ID).canvas == CART


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_folder_of_another_user_is_not_read(shelf: Shelf, drafts: Path) -> None:
    file = leave(shelf, drafts)
    os.chown(file.parent, 65534, 65534)
    (kept,) = recover_drafts(shelf, drafts).kept
    assert kept.reason is None
    assert shelf.load(ID).canvas == CART


@pytest.mark.parametrize("name", ["../out.md", "/etc/passwd", "", ".origin", "a\0b"])
def test_a_hostile_name_is_not_a_name(shelf: Shelf, drafts: Path, name: str) -> None:
    draft = create(shelf, drafts)
    assert draft.origin
    write_origin(draft.folder / ".origin", replace(draft.origin, name=name))
    assert read_origin(draft.folder / ".origin") is None
    draft.release()
    assert recover_drafts(shelf, drafts).kept


@pytest.mark.parametrize("title", ["", *HOSTILE_TEXTS, "../../etc/passwd", "-rf", "é" * 300])
def test_a_text_is_named_after_its_canvas_and_block_in_one_plain_word(
    shelf: Shelf, drafts: Path, title: str
) -> None:
    draft = create(shelf, drafts, Canvas().with_title(title), (Block.CHANNELS,))
    assert draft.file.parent == draft.folder
    assert draft.folder.parent == drafts
    assert not set(draft.file.name) & set(" $`'\"/\\%#!*?[]{}()&|;<>\x1b\n")
    assert not draft.file.name.startswith(("-", "."))
    assert draft.folder.stat().st_mode & 0o777 == 0o700
    assert draft.file.stat().st_mode & 0o777 == 0o600
    draft.release()


def test_hostile_notes_come_back_as_they_were(tmp_path: Path, drafts: Path) -> None:
    shelf = shelf_in(tmp_path)
    canvas = shelf.create(hostile_canvas(), ID).canvas
    draft = create(shelf, drafts, canvas)
    with draft.file.open("a", encoding="utf-8") as file:
        file.write("\n- One more\n")
    draft.release()
    assert recover_drafts(shelf, drafts).recovered
    assert not Counter(canvas) - Counter(shelf.load(ID).canvas)
    assert shelf.load(ID).canvas.note_count == canvas.note_count + 1


def test_while_the_file_is_locked_or_damaged_the_draft_waits(shelf: Shelf, drafts: Path) -> None:
    leave(shelf, drafts)
    hold = (
        "import sys; from filelock import FileLock; "
        "lock = FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, f"{shelf.path}.lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        assert isinstance(recover_drafts(shelf, drafts).error, LockedError)
        other.kill()
    raw = shelf.path.read_bytes()
    shelf.path.write_bytes(raw[:-20])
    assert isinstance(recover_drafts(shelf, drafts).error, RefusedError)
    shelf.path.write_bytes(raw)
    assert recover_drafts(shelf, drafts).recovered


def test_what_an_editor_saves_after_a_recovery_is_recovered_too(shelf: Shelf, drafts: Path) -> None:
    draft = create(shelf, drafts)
    text = draft.file.read_text(encoding="utf-8")
    draft.file.write_text(text.replace("Square", "Market"), encoding="utf-8")
    assert draft.editor_lock
    editor = os.dup(draft.editor_lock)  # as the editor has it
    draft.release()
    assert recover_drafts(shelf, drafts).recovered
    assert recover_drafts(shelf, drafts) == DraftRecovery()  # once
    undo(shelf, ID)  # what the user does since must not come back with the next text
    saved = draft.file.read_text(encoding="utf-8")
    draft.file.write_text(saved.replace("Phone", "Mail"), encoding="utf-8")
    os.close(editor)
    assert has_waiting_drafts(drafts, shelf.path)
    assert recover_drafts(shelf, drafts).recovered
    texts = [note.text for note in shelf.load(ID).canvas.notes(Block.CHANNELS)]
    assert {*texts} == {"Square", "Mail"}
    assert names_in(drafts) == []


def test_a_running_editor_may_save_half_a_text(shelf: Shelf, drafts: Path) -> None:
    draft = create(shelf, drafts)
    text = draft.file.read_text(encoding="utf-8")
    draft.file.write_text("", encoding="utf-8")
    assert draft.editor_lock
    editor = os.dup(draft.editor_lock)
    draft.release()
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    draft.file.write_text(text.replace("Square", "Market"), encoding="utf-8")
    os.close(editor)
    assert recover_drafts(shelf, drafts).recovered
    assert shelf.load(ID).canvas == MARKET


def test_two_recoveries_merge_a_draft_once(shelf: Shelf, drafts: Path) -> None:
    leave(shelf, drafts)
    (path,) = find_drafts(drafts)
    with open_abandoned(path) as draft:
        assert draft
        assert recover_drafts(shelf, drafts) == DraftRecovery()
        assert not has_waiting_drafts(drafts, shelf.path)
    assert len(recover_drafts(shelf, drafts).recovered) == 1


@pytest.mark.parametrize("name", ["{}.save", "#{}#"])
def test_what_an_editor_saves_when_its_terminal_goes_is_the_newest_text(
    shelf: Shelf, drafts: Path, name: str
) -> None:
    file = leave(shelf, drafts)
    rescued = file.with_name(name.format(file.name))
    rescued.write_text(file.read_text("utf-8").replace("Phone", "Mail"), encoding="utf-8")
    os.utime(file, (1, 1))
    recover_drafts(shelf, drafts)
    texts = [note.text for note in shelf.load(ID).canvas.notes(Block.CHANNELS)]
    assert texts == ["Market", "Mail"]
    assert names_in(drafts) == []


def test_a_swap_file_of_vim_with_changes_is_kept_and_named(shelf: Shelf, drafts: Path) -> None:
    file = leave(shelf, drafts)
    swap = file.with_name(f".{file.name}.swp")
    swap.write_bytes(b"b0VIM 9.0".ljust(1007, b"\0") + b"\x55".ljust(100, b"\0"))
    (recovered,) = recover_drafts(shelf, drafts).recovered
    assert recovered.left
    assert (recovered.left.parent / swap.name).exists()
    assert recover_drafts(shelf, drafts) == DraftRecovery()


def test_what_a_kill_leaves_half_made_or_half_removed_is_swept(shelf: Shelf, drafts: Path) -> None:
    half = drafts / ".edit-01234567.tmp"
    half.mkdir(parents=True)
    os.utime(half, (1, 1))
    young = drafts / ".edit-01234568.tmp"
    young.mkdir()
    (drafts / "edit-01234567").mkdir()
    leave(shelf, drafts).unlink()
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    assert names_in(drafts) == [young.name]


def test_a_draft_of_version_0_1_is_set_aside_once_it_is_a_day_old(
    shelf: Shelf, drafts: Path
) -> None:
    drafts.mkdir()
    old = drafts / "edit-6b1f68f9.md"
    old.write_text("# Cart\n", encoding="utf-8")
    assert recover_drafts(shelf, drafts) == DraftRecovery()
    os.utime(old, (1, 1))
    (kept,) = recover_drafts(shelf, drafts).kept
    assert kept.path == drafts / "edit-6b1f68f9.kept.md"
    assert kept.path.read_text(encoding="utf-8") == "# Cart\n"
    assert recover_drafts(shelf, drafts) == DraftRecovery()
