"""Conflict copies of sync tools beside the data file: the app asks, the command merges."""

import subprocess
from pathlib import Path
from shutil import copy2

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S
from tests.faults.app import notes_in, shelf_at, wait_for_message
from tests.saving import save_over

pytestmark = pytest.mark.slow

NAMES = [
    "canvases (laptop's conflicted copy 2026-11-26).json",
    "canvases.sync-conflict-20261126-101500-ABCDEFG.json",
    "canvases-DESKTOP-1AB2C3D.json",
    "canvases - Copy.json",
]


def add_note(file: Path, text: str) -> None:
    """Save a note in the canvas."""
    canvas = shelf_at(file).load("a").canvas.add(Block.CUSTOMER_SEGMENTS, text)
    save_over(shelf_at(file), "a", canvas)


@pytest.fixture(params=NAMES)
def copy(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give a conflict copy; both have a note that the other one lacks."""
    file = tmp_path / "canvases.json"
    canvas = Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first")
    shelf_at(file).create(canvas, "a")
    copy = tmp_path / str(request.param)
    copy2(file, copy)
    add_note(file, "mine")
    add_note(copy, "theirs")
    return copy


def bmc(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on the file in a folder."""
    return subprocess.run(
        [BMC, *arguments, "--file", str(folder / "canvases.json")],
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    )


def app_in(folder: Path) -> Terminal:
    """Return a terminal with the app on the file in a folder."""
    env = {"BMC_FILE": str(folder / "canvases.json")}
    return Terminal([BMC], folder, size=(100, 30), env=env)


def test_the_app_asks_and_merges(copy: Path) -> None:
    folder, raw = copy.parent, copy.read_bytes()
    with app_in(folder) as terminal:
        wait_for_message(terminal, "is a copy of it", "Press 1 to merge")
        terminal.keys("1")
        terminal.wait_for_note("theirs")
        wait_for_message(terminal, "1 copy merged into your file: 1 canvas changed.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert sorted(notes_in(folder / "canvases.json")) == ["first", "mine", "theirs"]
    assert copy.with_name(f"{copy.name}.merged").read_bytes() == raw
    with app_in(folder) as terminal:
        terminal.wait_for("? keys")


def test_the_app_opens_without_a_merge_or_not_at_all(copy: Path) -> None:
    folder, raw = copy.parent, copy.read_bytes()
    with app_in(folder) as terminal:
        terminal.wait_for("Press 1 to merge")
        terminal.keys("q")
        assert terminal.wait() == 1
    with app_in(folder) as terminal:
        terminal.wait_for("Press 1 to merge")
        terminal.keys("2")
        terminal.wait_for_note("mine")
        terminal.keys("q")
        assert terminal.wait() == 0
    with app_in(folder) as terminal:  # it is not asked again, but `bmc list` goes on to say it
        terminal.wait_for("? keys")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert copy.name in bmc(folder, "list").stderr
    assert notes_in(folder / "canvases.json") == ["first", "mine"]
    assert copy.read_bytes() == raw


def test_the_commands_report_and_merge(copy: Path) -> None:
    folder = copy.parent
    report = bmc(folder, "list").stderr
    assert copy.name in report
    assert "bmc merge" in report
    merged = bmc(folder, "merge", str(copy))
    assert merged.returncode == 0, merged.stderr
    assert "“Cart” now has the changes from both sides: 1 note" in merged.stdout
    assert f"{copy.name}.merged" in merged.stdout
    assert bmc(folder, "list").stderr == ""
    assert sorted(notes_in(folder / "canvases.json")) == ["first", "mine", "theirs"]
    assert bmc(folder, "undo").returncode == 0
    assert notes_in(folder / "canvases.json") == ["first", "mine"]


def test_another_file_is_merged_and_left_as_it_is(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "stick" / "laptop.json"
    other.parent.mkdir()
    copy.rename(other)
    raw = other.read_bytes()
    assert bmc(tmp_path, "merge", str(other)).returncode == 0
    assert other.read_bytes() == raw
    assert "was here already" in bmc(tmp_path, "merge", str(other)).stdout
    data = str(tmp_path / "canvases.json")
    for file, message in (
        (data, "is the file with your canvases"),
        (str(tmp_path / "no.json"), "can't be read"),
    ):
        refused = bmc(tmp_path, "merge", file)
        assert refused.returncode == 1
        assert message in refused.stderr


def test_the_command_reports_a_title_that_both_sides_changed(copy: Path) -> None:
    for file, title in ((copy.parent / "canvases.json", "Coffee"), (copy, "Tea")):
        save_over(shelf_at(file), "a", shelf_at(file).load("a").canvas.with_title(title))
    output = bmc(copy.parent, "merge", str(copy)).stdout
    assert "It is now “Coffee”; the other side had “Tea”." in output
    assert "both wordings" not in output


def test_any_name_is_asked_about_and_many_copies_are_one_line(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    shelf_at(file).create(Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first"), "a")
    endings = ["-atelier", " copy", " copy 2", " (jan@example.org)", ".conflict", "-pc", "-x", "-y"]
    for ending in endings:
        copy2(file, tmp_path / f"canvases{ending}.json")
    for ending in endings:
        add_note(tmp_path / f"canvases{ending}.json", f"from{ending}")
    with app_in(tmp_path) as terminal:
        terminal.wait_for("And 3 copies more.")
        terminal.keys("1")
        terminal.wait_for("8 copies merged into your file: 1 canvas changed.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert {f"from{ending}" for ending in endings} <= set(notes_in(file))


def test_a_merged_file_that_may_be_in_use_keeps_its_name(copy: Path) -> None:
    other = copy.rename(copy.with_name("canvases-work.json"))
    assert bmc(copy.parent, "merge", str(other)).returncode == 0
    assert other.exists()


@pytest.fixture
def arrived(tmp_path: Path) -> Path:
    """Give a copy that is to arrive beside the file, with a note that the file lacks."""
    file = tmp_path / "canvases.json"
    shelf_at(file).create(Canvas().with_title("Cart").add(Block.CUSTOMER_SEGMENTS, "first"), "a")
    copy = tmp_path / "elsewhere" / "canvases-atelier.json"
    copy.parent.mkdir()
    copy2(file, copy)
    add_note(copy, "theirs")
    return copy


def test_a_copy_that_arrives_while_the_app_is_open_is_offered_and_merged(arrived: Path) -> None:
    folder = arrived.parent.parent
    with app_in(folder) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        terminal.send("mine")
        copy = arrived.rename(folder / arrived.name)
        terminal.keys("enter")  # asked is nothing while the prompt is open
        terminal.wait_for_note("mine")
        assert not any("New next to your file" in row for row in terminal.settle())
        terminal.keys("escape")
        wait_for_message(terminal, "New next to your file: 1 copy with changes", copy.name)
        terminal.keys("y")
        terminal.wait_for_note("theirs")
        wait_for_message(terminal, "1 copy merged into your file: 1 canvas changed.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert sorted(notes_in(folder / "canvases.json")) == ["first", "mine", "theirs"]
    assert copy.with_name(f"{copy.name}.merged").exists()


def test_a_copy_that_is_not_merged_while_the_app_is_open_is_left_for_the_next_start(
    arrived: Path,
) -> None:
    folder = arrived.parent.parent
    with app_in(folder) as terminal:
        terminal.wait_for("? keys")
        arrived.rename(folder / arrived.name)
        terminal.wait_for("New next to your file")
        terminal.keys("n")
        terminal.wait_for("Nothing was merged.")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert notes_in(folder / "canvases.json") == ["first"]
    with app_in(folder) as terminal:
        terminal.wait_for("Press 1 to merge")
