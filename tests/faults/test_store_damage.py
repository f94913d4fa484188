"""A damaged file is never overwritten, and each program says what can be recovered from it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S
from tests.faults.app import (
    FILE_GONE,
    NOT_SAVED,
    app_adding_notes,
    notes_in,
    quit_app,
    shelf_at,
    wait_for_message,
    wait_until_saved,
)
from tests.saving import save_over

pytestmark = pytest.mark.slow

CART = Canvas().with_title("Cart")


def break_off(file: Path) -> None:
    raw = file.read_bytes()
    os.truncate(file, raw.index(b'"third"') + 4)


def overwrite(file: Path) -> None:
    """Have zeros where a part of the file was, as a power failure may leave them."""
    raw = file.read_bytes()
    at = raw.index(b'"third"')
    file.write_bytes(raw[:at] + b"\0" * 40 + raw[at + 40 :])


def empty(file: Path) -> None:
    os.truncate(file, 0)


def remove(file: Path) -> None:
    file.unlink()


def scribble(file: Path) -> None:
    file.write_bytes(b"<<<<<<< HEAD\n" + file.read_bytes())


def all_zeros(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


DAMAGES = [break_off, overwrite, empty, remove, scribble, all_zeros]
BEYOND_RESCUE = {empty, remove, all_zeros}

Damage = Callable[[Path], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with one canvas of three notes; its backup has two."""
    file = tmp_path / "data" / "canvases.json"
    shelf_at(file).create(CART, "a")
    for notes in (["first", "second"], ["first", "second", "third"]):
        save_over(shelf_at(file), "a", CART.add(Block.CHANNELS, *notes))
    return file


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def set_aside_contents(file: Path, name: str = "damaged") -> list[bytes]:
    """Return the contents of the copies of a file that were set aside, such as `FILE.damaged-1`."""
    return [path.read_bytes() for path in file.parent.glob(f"{file.name}.{name}-*")]


def bmc(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BMC, *arguments],
        env=environment(file.parent, {"BMC_FILE": str(file)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )


def opened(file: Path) -> Terminal:
    return Terminal([BMC], file.parent, size=(200, 40), env={"BMC_FILE": str(file)})


def quit_canvas(terminal: Terminal) -> None:
    terminal.wait_for("? keys")
    terminal.keys("q")
    assert terminal.wait() == 0


# Opening a damaged file


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_app_asks_before_it_opens_a_damaged_file_and_puts_the_backup_back(
    file: Path, damage: Damage
) -> None:
    damage(file)
    left = [file.read_bytes()] if file.exists() else []
    with opened(file) as terminal:
        wait_for_message(
            terminal,
            str(file),
            "[1] 1 canvas, 2 notes: the file as it was before the last save",
            "Press q",
        )
        offered = any("[2] 1 canvas, " in row for row in terminal.screen)
        assert offered == (damage not in BEYOND_RESCUE)
        # No other key does anything; nothing but the question was shown so far.
        terminal.send("x \r")
        assert 1049 not in terminal.modes
        terminal.keys("1")
        terminal.wait_for_note("second")
        quit_canvas(terminal)
    assert notes_in(file) == ["first", "second"]
    assert set_aside_contents(file) == left


@pytest.mark.parametrize(
    ("damage", "notes"),
    [(break_off, ["first", "second", "thi"]), (scribble, ["first", "second", "third"])],
)
def test_what_can_be_rescued_is_restored_when_it_is_chosen_and_the_backup_is_kept_too(
    file: Path, damage: Damage, notes: list[str]
) -> None:
    damage(file)
    left, backup = file.read_bytes(), file.with_name("canvases.json.bak").read_bytes()
    with opened(file) as terminal:
        wait_for_message(terminal, "[2] 1 canvas, 3 notes: what can still be read")
        terminal.keys("2")
        terminal.wait_for_note(f"{notes[-1]}")
        quit_canvas(terminal)
    assert notes_in(file) == notes
    assert (set_aside_contents(file), set_aside_contents(file, "backup")) == ([left], [backup])


@pytest.mark.parametrize("damage", [break_off, remove])
@pytest.mark.parametrize(("key", "status"), [("q", 1), ("escape", 1), ("ctrl+c", 130)])
def test_who_wants_nothing_restored_finds_all_as_it_was(
    file: Path, damage: Damage, key: str, status: int
) -> None:
    damage(file)
    before = contents(file.parent)
    with opened(file) as terminal:
        wait_for_message(terminal, "Press q to leave everything unchanged.")
        terminal.keys(key)
        assert terminal.wait() == status
    assert contents(file.parent) == before


def test_the_question_is_asked_in_dutch(file: Path) -> None:
    break_off(file)
    with Terminal(
        [BMC, "--lang", "nl"], file.parent, size=(200, 40), env={"BMC_FILE": str(file)}
    ) as terminal:
        wait_for_message(terminal, "beschadigd", "Druk op 1/2 om dat terug te zetten")
        terminal.keys("q")
        assert terminal.wait() == 1


# Where nobody can be asked


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_command_that_meets_a_damaged_file_names_the_way_to_recover_it(
    file: Path, damage: Damage
) -> None:
    damage(file)
    before = contents(file.parent)
    for command in (["list"], ["add", "1", "x"], ["new", "x"]):
        refused = bmc(file, *command)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "bmc recover" in refused.stderr
    listing = bmc(file, "recover")
    assert listing.returncode == 0
    assert "backup   1 canvas, 2 notes" in listing.stdout
    assert ("rescued  1 canvas" in listing.stdout) == (damage not in BEYOND_RESCUE)
    assert contents(file.parent) == before
    done = bmc(file, "recover", "backup")
    assert done.returncode == 0
    assert "1 canvas, 2 notes" in done.stdout
    assert notes_in(file) == ["first", "second"]


def test_nothing_is_restored_over_a_sound_file_nor_what_there_is_not(file: Path) -> None:
    before = contents(file.parent)
    assert bmc(file, "recover").returncode == 0
    done = bmc(file, "recover", "backup")
    assert (done.returncode, contents(file.parent)) == (1, before)
    assert "Nothing is wrong" in done.stderr
    all_zeros(file)
    before = contents(file.parent)
    done = bmc(file, "recover", "rescued")
    assert (done.returncode, contents(file.parent)) == (1, before)


def test_a_file_of_a_newer_version_is_not_taken_for_a_damaged_one(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"schema": 2', b'"schema": 3'))
    before = contents(file.parent)
    for command in (["recover"], ["recover", "backup"], ["list"]):
        refused = bmc(file, *command)
        assert (refused.returncode, contents(file.parent)) == (1, before)
        assert "Install the newer bmc" in refused.stderr


def test_a_canvas_that_is_not_as_it_should_be_is_reported_and_put_right(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"rev": 3', b'"rev": "3"'))
    with opened(file) as terminal:
        wait_for_message(terminal, "canvases.a.rev", "[2] 1 canvas, 3 notes")
        terminal.keys("2")
        terminal.wait_for_note("third")
        quit_canvas(terminal)
    assert notes_in(file) == ["first", "second", "third"]


def test_what_is_restored_keeps_the_mode_of_the_file(file: Path) -> None:
    file.chmod(0o640)
    break_off(file)
    assert bmc(file, "recover", "rescued").returncode == 0
    assert file.stat().st_mode & 0o777 == 0o640
    for path in file.parent.glob("canvases.json.damaged-*"):
        assert path.stat().st_mode & 0o777 == 0o640


# A file that is damaged while the app has it open


@pytest.mark.parametrize("damage", [break_off, remove])
def test_an_open_app_does_not_overwrite_a_file_that_got_damaged_and_saves_once_it_is_recovered(
    file: Path, tmp_path: Path, damage: Damage
) -> None:
    with app_adding_notes(file, tmp_path / "home") as terminal:
        damage(file)
        left = file.read_bytes() if file.exists() else None
        terminal.send("fourth\r")
        state, what_is_typed = NOT_SAVED, "What you type stays here"
        if left is None:
            state, what_is_typed = FILE_GONE, "What you type is written to ~/.local/state/bmc_tui"
        wait_for_message(terminal, str(file), "bmc recover", what_is_typed)
        assert terminal.screen[0].endswith(state)
        terminal.send("fifth\r")
        terminal.wait_for("fifth")
        # The next try: it is reported again, and the file is as it was.
        wait_for_message(terminal, "bmc recover")
        assert (file.read_bytes() if file.exists() else None) == left
        assert bmc(file, "recover", "backup").returncode == 0
        wait_until_saved(terminal)
        quit_app(terminal)
    # Nothing that was on the screen is gone, also what the backup did not have.
    assert set(notes_in(file)) == {"first", "second", "third", "fourth", "fifth"}
    assert set_aside_contents(file) == ([] if left is None else [left])
