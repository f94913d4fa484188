"""A file or drive that goes away while the app is open: no other is made, and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from filelock import FileLock

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import drafts_in
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S, wait_until
from tests.faults.app import (
    FILE_GONE,
    app_adding_notes,
    notes_in,
    quit_app,
    shelf_at,
    wait_for_message,
    wait_until_saved,
)
from tests.saving import save_over

pytestmark = pytest.mark.slow

LONGEST_NAME = 255
"""The longest name of a file on Linux, in bytes."""


def make_file(file: Path) -> Path:
    """Make a file with one canvas, "Cart", that has one note, "first"."""
    shelf_at(file).create(Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first"), "a")
    return file


def make_other_file(file: Path) -> None:
    """Make a file with another canvas."""
    shelf_at(file).create(Canvas().with_title("Other").add(Block.CHANNELS, "foreign"), "b")


class Place:
    """A data file in a place that can go away and come back."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.file = make_file(self.disk / "data" / "canvases.json")
        self.away = folder / "away"

    def go(self) -> None:
        """Take the file away."""
        raise NotImplementedError

    def come_back(self) -> None:
        """Bring it back."""
        raise NotImplementedError

    def close(self) -> None:
        """Undo what outlasts the test."""

    @property
    def journals(self) -> list[Path]:
        """The journals in the state folder."""
        folder = self.home / ".local/state/bmc_tui"
        return [path for path in folder.glob("journal-*") if path.suffix != ".lock"]

    def journaled(self, text: str) -> bool:
        """Return whether a journal has a text."""
        return any(text in path.read_text() for path in self.journals)


class RenamedFile(Place):
    """The file is renamed."""

    def go(self) -> None:
        self.file.rename(self.away)

    def come_back(self) -> None:
        self.away.rename(self.file)


class RenamedFolder(Place):
    """The folder of the file is renamed."""

    def go(self) -> None:
        self.file.parent.rename(self.away)

    def come_back(self) -> None:
        self.away.rename(self.file.parent)


class RemovedFolder(Place):
    """The folder of the file is removed, and restored from a copy."""

    def go(self) -> None:
        copytree(self.file.parent, self.away)
        rmtree(self.file.parent)

    def come_back(self) -> None:
        self.away.rename(self.file.parent)


class OtherFolder(RenamedFolder):
    """Another folder, with another file, is in the place of the folder."""

    def go(self) -> None:
        super().go()
        make_other_file(self.file)

    def come_back(self) -> None:
        rmtree(self.file.parent)
        super().come_back()


class DanglingLink(RenamedFolder):
    """The path is a symbolic link to a file whose folder is renamed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.target = self.file.parent
        self.file = folder / "link.json"
        self.file.symlink_to(self.target / "canvases.json")

    def go(self) -> None:
        self.target.rename(self.away)

    def come_back(self) -> None:
        self.away.rename(self.target)


class Drive(Place):
    """The folder of the file is a drive, which is unmounted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.image = folder / "image"
        self.image.mkdir()
        self.mount("-t", "tmpfs", "tmpfs", str(self.image))
        make_file(self.image / "canvases.json")
        for path in self.file.parent.iterdir():
            path.unlink()
        Drive.come_back(self)

    @staticmethod
    def mount(*arguments: str) -> None:
        is_allowed = sys.platform == "linux" and not os.geteuid()
        if not is_allowed or subprocess.run(["mount", *arguments], check=False).returncode:
            pytest.skip("needs the right to mount")

    @staticmethod
    def unmount(folder: Path) -> None:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)

    def go(self) -> None:
        self.unmount(self.file.parent)

    def come_back(self) -> None:
        self.mount("--bind", str(self.image), str(self.file.parent))

    def close(self) -> None:
        self.unmount(self.file.parent)
        self.unmount(self.file.parent)
        self.unmount(self.image)


class OtherDrive(Drive):
    """Another drive, with another file, is mounted in the place of the drive."""

    def go(self) -> None:
        super().go()
        self.mount("-t", "tmpfs", "tmpfs", str(self.file.parent))
        make_other_file(self.file)

    def come_back(self) -> None:
        self.unmount(self.file.parent)
        super().come_back()


class EmptyDriveOver(Drive):
    """An empty drive is mounted over the folder of the file."""

    def go(self) -> None:
        self.mount("-t", "tmpfs", "tmpfs", str(self.file.parent))

    def come_back(self) -> None:
        self.unmount(self.file.parent)


PLACES = (
    RenamedFile,
    RenamedFolder,
    RemovedFolder,
    OtherFolder,
    DanglingLink,
    Drive,
    OtherDrive,
    EmptyDriveOver,
)
GONE_FOR_GOOD = (RenamedFolder, DanglingLink, Drive)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a place of the class that is the parameter."""
    place: Place = request.param(tmp_path)
    try:
        yield place
    finally:
        place.close()


in_each_place = pytest.mark.parametrize("place", PLACES, indirect=True, ids=lambda p: p.__name__)
in_some_places = pytest.mark.parametrize(
    "place", GONE_FOR_GOOD, indirect=True, ids=lambda p: p.__name__
)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def bmc(place: Place, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on the file of a place."""
    return subprocess.run(
        [BMC, *arguments, "--file", str(place.file)],
        env=environment(place.home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    )


def app_on(place: Place) -> Terminal:
    """Return a terminal with the app on the file of a place."""
    env = {"BMC_FILE": str(place.file)}
    return Terminal([BMC], place.home, size=(200, 40), env=env)


def wait_until_gone(terminal: Terminal) -> None:
    """Wait until the app reports that the file is gone, and where it writes instead."""
    rows = wait_for_message(terminal, ".json", "is written to ~/.local/state/bmc_tui")
    assert rows[0].endswith(FILE_GONE)


@in_each_place
def test_a_file_that_goes_away_is_reported_and_gets_what_was_typed_when_it_is_back(
    place: Place,
) -> None:
    with app_adding_notes(place.file, place.home) as terminal:
        terminal.send("second\r")
        wait_until_saved(terminal)
        terminal.settle()  # until the version is written too
        place.go()
        before = tree(place.disk)
        wait_until_gone(terminal)  # before anything is typed
        terminal.send("third\r")
        wait_until(lambda: place.journaled("third"))
        wait_until_gone(terminal)
        assert tree(place.disk) == before
        (journal,) = place.journals
        assert journal.stat().st_mode & 0o777 == 0o600
        assert journal.parent.stat().st_mode & 0o777 == 0o700
        place.come_back()
        wait_for_message(terminal, "The file is back")
        wait_until_saved(terminal)
        assert notes_in(place.file) == ["first", "second", "third"]
        wait_until(lambda: not place.journals)
        quit_app(terminal)


@in_some_places
def test_what_another_program_changed_meanwhile_stays(place: Place) -> None:
    with app_adding_notes(place.file, place.home) as terminal:
        terminal.send("second\r")
        wait_until_saved(terminal)
        place.go()
        terminal.send("third\r")
        wait_until(lambda: place.journaled("third"))
        place.come_back()
        wait_for_message(terminal, "The file is back")
        wait_until_saved(terminal)
        place.go()
        wait_until_gone(terminal)
        real = place.away / "canvases.json"
        real = real if real.exists() else place.file.parents[2] / "image" / "canvases.json"
        changed = shelf_at(real).load("a").canvas.add(Block.CHANNELS, "elsewhere")
        save_over(shelf_at(real), "a", changed)
        terminal.send("fourth\r")
        wait_until(lambda: place.journaled("fourth"))
        place.come_back()
        terminal.wait_for_note("elsewhere")
        wait_until_saved(terminal)
        assert notes_in(place.file) == ["first", "second", "third", "fourth", "elsewhere"]
        quit_app(terminal)


@in_some_places
def test_after_a_kill_the_next_start_with_the_file_gets_what_was_typed(place: Place) -> None:
    with app_adding_notes(place.file, place.home) as terminal:
        place.go()
        terminal.send("second\r")
        wait_until(lambda: place.journaled("second"))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    place.come_back()
    assert "start bmc to bring them back" in bmc(place, "list").stderr
    with app_on(place) as terminal:
        wait_for_message(terminal, "bmc was interrupted", "1 note")
        terminal.wait_for_note("second")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert notes_in(place.file) == ["first", "second"]
    assert place.journals == []


@pytest.mark.parametrize(
    "place", [RenamedFolder, DanglingLink], indirect=True, ids=lambda p: p.__name__
)
def test_without_the_file_the_next_start_makes_none_before_it_is_asked_to(place: Place) -> None:
    with app_adding_notes(place.file, place.home) as terminal:
        place.go()
        terminal.send("second\r")
        wait_until(lambda: place.journaled("second"))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    before = tree(place.disk)
    for command in (["list"], ["new", "Other"], ["add", "1", "third"], ["show"]):
        outcome = bmc(place, *command)
        assert outcome.returncode == 1
        assert "is waiting in" in outcome.stderr
        assert "bmc recover journal --file" in outcome.stderr
    with app_on(place) as terminal:
        wait_for_message(terminal, "is waiting in", "[1] 1 canvas, 2 notes")
        terminal.keys("q")
        assert terminal.wait() == 1
    assert tree(place.disk) == before
    assert "1 canvas, 2 notes" in bmc(place, "recover").stdout
    assert tree(place.disk) == before
    with app_on(place) as terminal:
        wait_for_message(terminal, "[1] 1 canvas, 2 notes")
        terminal.keys("1")
        terminal.wait_for_note("second")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert notes_in(place.file) == ["first", "second"]
    assert place.journals == []


@pytest.mark.parametrize("has_mount_point", [True, False])
def test_without_the_drive_nothing_is_made_of_what_waits(
    tmp_path: Path, has_mount_point: bool
) -> None:
    place = Drive(tmp_path)
    folder = place.file.parent
    try:
        with app_adding_notes(place.file, place.home) as terminal:
            wait_until(lambda: any(place.home.glob(".local/state/bmc_tui/drive-*")))
            place.go()
            terminal.send("second\r")
            wait_until(lambda: place.journaled("second"))
            terminal.signal(signal.SIGKILL)
            terminal.wait()
        if not has_mount_point:
            folder.rmdir()
        before = tree(place.disk)
        for command in (["recover", "journal"], ["recover"], ["list"], ["new", "Other"]):
            outcome = bmc(place, *command)
            assert outcome.returncode == 1
            assert "is not mounted" in outcome.stderr
            assert "what you typed meanwhile" in outcome.stderr
        with app_on(place) as terminal:
            wait_for_message(terminal, "is not mounted", "Mount it")
            assert terminal.wait() == 1
        assert (tree(place.disk), folder.exists()) == (before, has_mount_point)
        folder.mkdir(exist_ok=True)
        place.come_back()
        with app_on(place) as terminal:
            terminal.wait_for_note("second")
            terminal.keys("q")
            assert terminal.wait() == 0
        assert notes_in(place.file) == ["first", "second"]
        assert place.journals == []
    finally:
        place.close()


def test_a_start_without_the_drive_takes_the_mount_point_for_no_new_folder(tmp_path: Path) -> None:
    place = Drive(tmp_path)
    try:
        assert bmc(place, "add", "1", "second").returncode == 0
        place.go()
        before = tree(place.disk)
        for command in (["list"], ["new", "Other"], ["import", str(tmp_path / "no.md")]):
            assert bmc(place, *command).returncode == 1
        assert "is not mounted" in bmc(place, "new", "Other").stderr
        with app_on(place) as terminal:
            wait_for_message(terminal, "is not mounted", "Mount it")
            assert terminal.wait() == 1
        assert tree(place.disk) == before
        place.come_back()
        assert bmc(place, "add", "1", "third").returncode == 0
        assert notes_in(place.file) == ["first", "second", "third"]
        place.file.unlink()
        place.file.with_name("canvases.json.bak").unlink()
        assert bmc(place, "new", "Anew").returncode == 0  # deleted on the drive itself
        place.go()
        (note,) = (place.home / ".local/state/bmc_tui").glob("drive-*")
        note.unlink()
        assert bmc(place, "new", "Here").returncode == 0
    finally:
        place.close()


def test_the_command_puts_what_waits_into_a_new_file_or_into_another_one(tmp_path: Path) -> None:
    place = OtherFolder(tmp_path)
    with app_adding_notes(place.file, place.home) as terminal:
        place.go()
        terminal.send("second\r")
        wait_until(lambda: place.journaled("second"))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    other = place.file.read_bytes()
    with app_on(place) as terminal:
        wait_for_message(terminal, "is waiting for another file", "bmc recover journal")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert place.file.read_bytes() == other
    assert place.journaled("second")
    assert bmc(place, "recover", "journal").returncode == 0
    assert sorted(notes_in(place.file)) == ["first", "foreign", "second"]
    assert place.journals == []


@in_some_places
def test_quitting_without_the_file_warns_once_and_loses_nothing(place: Place) -> None:
    with app_adding_notes(place.file, place.home) as terminal:
        place.go()
        before = tree(place.disk)
        terminal.send("second\r")
        wait_until_gone(terminal)
        terminal.keys("escape", "q")
        wait_for_message(terminal, "q again quits", "kept in ~/.local/state/bmc_tui")
        terminal.keys("q")
        assert terminal.wait() == 1
        assert "What was not saved is kept in ~/.local/state" in " ".join(terminal.screen)
    assert tree(place.disk) == before
    place.come_back()
    with app_on(place) as terminal:
        terminal.wait_for_note("second")
    assert notes_in(place.file) == ["first", "second"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_without_the_file_loses_nothing(tmp_path: Path, number: signal.Signals) -> None:
    place = RenamedFolder(tmp_path)
    with app_adding_notes(place.file, place.home) as terminal:
        place.go()
        terminal.send("second")  # still in the prompt
        terminal.wait_for("second")
        terminal.signal(number)
        terminal.wait()
    assert place.journaled("second")
    place.come_back()
    with app_on(place) as terminal:
        terminal.wait_for_note("second")


def test_a_command_that_finds_the_file_gone_at_the_save_loses_nothing(tmp_path: Path) -> None:
    place = RenamedFolder(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\necho "- second" >> "$1"\nmv "{place.file.parent}" "{place.away}"\n'
    )
    editor.chmod(0o700)
    outcome = subprocess.run(
        [BMC, "edit", "1", "--file", str(place.file)],
        env=environment(place.home, {"EDITOR": str(editor)}),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert outcome.returncode == 1
    assert "is gone" in outcome.stderr
    assert not place.file.parent.exists()
    kept = [path.read_text() for path in drafts_in(place.home)]
    assert any("second" in text for text in kept)


def file_of_length(folder: Path, length: int) -> Path:
    """Return the path of a file whose name has `length` bytes."""
    return folder / ("ë" * ((length - 6) // 2) + "x" * (length % 2) + "x.json")


@pytest.mark.parametrize("length", [223, 224, 232, 241])
def test_a_file_with_a_long_name_has_its_journal_in_the_state_folder(
    tmp_path: Path, length: int
) -> None:
    place = RenamedFile(tmp_path)
    place.file = make_file(file_of_length(tmp_path / "long", length))
    assert len(os.fsencode(place.file.name)) == length
    with app_adding_notes(place.file, place.home) as terminal, FileLock(f"{place.file}.lock"):
        terminal.send("second\r")
        beside = place.file.parent
        wait_until(lambda: place.journals or any(beside.glob(".*.journal-????????")))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    assert bool(place.journals) == (length > 223)
    with app_on(place) as terminal:
        terminal.wait_for_note("second")
    assert notes_in(place.file) == ["first", "second"]


@pytest.mark.parametrize("length", [242, 250, LONGEST_NAME])
def test_what_is_typed_into_a_file_whose_name_is_too_long_to_save_is_journaled(
    tmp_path: Path, length: int
) -> None:
    place = RenamedFile(tmp_path)
    place.file = file_of_length(tmp_path, length)
    with app_adding_notes(place.file, place.home) as terminal:
        terminal.send("second\r")
        wait_for_message(terminal, "the name is too long", "What you type stays here")
        wait_until(lambda: place.journaled("second"))
        terminal.keys("escape", "q")
        wait_for_message(terminal, "q again quits", "kept in ~/.local/state/bmc_tui")


@pytest.mark.parametrize("is_command", [False, True])
def test_without_the_file_alone_the_backup_is_offered_with_what_waits(
    tmp_path: Path, is_command: bool
) -> None:
    place = RenamedFolder(tmp_path)
    with app_adding_notes(place.file, place.home) as terminal:
        terminal.send("saved\r")
        wait_until(lambda: notes_in(place.file) == ["first", "saved"])
        place.file.unlink()
        terminal.send("typed\r")
        wait_until(lambda: place.journaled("typed"))
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    assert "Unsaved notes are not in here yet" in bmc(place, "list").stderr
    if is_command:
        assert "is waiting too" in bmc(place, "recover").stdout
        restored = bmc(place, "recover", "backup").stdout
        assert "bmc was interrupted." in restored
    else:
        with app_on(place) as terminal:
            wait_for_message(terminal, "[1] 1 canvas", "could not save is waiting too", "Press 1")
            terminal.keys("1")
            terminal.wait_for_note("typed")
            wait_for_message(terminal, "bmc was interrupted.")
            terminal.keys("q")
            assert terminal.wait() == 0
    assert sorted(notes_in(place.file)) == ["first", "saved", "typed"]
    assert place.journals == []
