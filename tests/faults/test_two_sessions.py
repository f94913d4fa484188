"""Two apps on one canvas: each shows what the other does, and neither loses a note."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from tests.e2e.home_folder import canvas_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until

pytestmark = pytest.mark.slow

READY = "? keys"
TITLE_ROW = 0


@contextmanager
def two_apps(home: Path) -> Iterator[tuple[Terminal, Terminal]]:
    """Start two apps on the same canvas, each ready for keys."""
    size = (130, 30)
    with Terminal([BMC], home, size=size) as one, Terminal([BMC], home, size=size) as other:
        for terminal in (one, other):
            terminal.wait_for(READY)
        yield one, other


def wait_until_saved(terminal: Terminal) -> None:
    terminal.wait_for(lambda rows: rows[TITLE_ROW].endswith("saved"))


def open_block(terminal: Terminal, number: int, sign: str) -> None:
    terminal.keys(str(number), "enter")
    terminal.wait_for(sign)


def test_a_change_from_elsewhere_is_shown_and_said(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with two_apps(tmp_path) as (one, other):
        one.keys("3", "a")
        one.send("Instagram\r")
        for terminal in (one, other):
            terminal.wait_for_note("Instagram")
        other.wait_for("Changed elsewhere: Channels: added: Instagram.")
        one.keys("escape", "t", "end")
        one.send(" on campus\r")
        other.wait_for("Coffee cart on campus")
        run_bmc(tmp_path, "add", "9", "Rent")
        for terminal in (one, other):
            terminal.wait_for_note("Rent")
            terminal.keys("escape", "q")
            assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Instagram", "Rent"]


def test_what_comes_from_elsewhere_does_not_disturb_the_typing(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    run_bmc(tmp_path, "add", "3", "Poster")
    with two_apps(tmp_path) as (one, _):
        open_block(one, 3, "1 Awareness")
        one.send("Instagram and")
        wait_until_saved(one)
        one.keys("left", "left", "left")
        before = one.settle()
        cursor = one.cursor
        run_bmc(tmp_path, "add", "3", "Van")
        one.wait_for_note("Van")
        assert one.cursor == cursor
        assert one.screen[cursor[1]] == before[cursor[1]]
        one.send("X")
        one.wait_for("Instagram Xand")
        one.keys("escape", "q")
        assert one.wait() == 0
    assert sorted(note_texts_in(tmp_path)) == ["Instagram Xand", "Poster", "Van"]


def test_a_note_changed_in_both_is_kept_in_both_wordings_and_reported(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    for note in ("Poster", "Phone", "Van"):
        run_bmc(tmp_path, "add", "3", note)
    with two_apps(tmp_path) as (one, other):
        for terminal in (one, other):
            open_block(terminal, 3, "1 Awareness")
            terminal.wait_for("Phone")
            terminal.keys("up", "up", "end")
        # At the same time: neither has seen what the other types.
        one.send(" calls")
        other.send(" book")
        for terminal in (one, other):
            terminal.wait_for("Phone calls")
            terminal.wait_for("Phone book")
            terminal.settle()
        is_reported = [
            any("both wordings" in row for row in terminal.screen) for terminal in (one, other)
        ]
        assert any(is_reported)
        for terminal in (one, other):
            terminal.keys("escape", "q")
            assert terminal.wait() == 0
    poster, *both, van = note_texts_in(tmp_path)
    assert (poster, van) == ("Poster", "Van")
    assert sorted(both) == ["Phone book", "Phone calls"]


def test_a_canvas_that_is_put_in_the_trash_elsewhere_is_reported_and_comes_back_when_typed_in(
    tmp_path: Path,
) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with two_apps(tmp_path) as (one, other):
        other.keys("o")
        other.wait_for("Canvases")
        other.keys("x")
        one.wait_for("This canvas was deleted elsewhere.")
        one.keys("a")
        one.send("Students\r")
        one.wait_for("it is restored, with what you typed")
        other.wait_for("Coffee cart")
        one.keys("escape", "q")
        assert one.wait() == 0
    assert note_texts_in(tmp_path) == ["Students"]


def test_the_list_of_canvases_follows_what_happens_elsewhere(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with two_apps(tmp_path) as (one, _):
        one.keys("o")
        one.wait_for("Canvases")
        run_bmc(tmp_path, "new", "Bakery")
        one.wait_for("Bakery")


def test_a_burst_of_edits_on_both_sides_loses_nothing(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with two_apps(tmp_path) as (one, other):
        for terminal in (one, other):
            terminal.keys("3", "a")
            terminal.wait_for("+")
        for number in range(30):
            one.send(f"one {number}\r")
            other.send(f"other {number}\r")
            if number % 5 == 4:  # both save, and take over what the other one has saved
                wait_until(lambda: canvas_in(tmp_path).note_count == 2 * number + 2)  # noqa: B023 - at once
        for terminal in (one, other):
            wait_until_saved(terminal)
            terminal.keys("escape", "q")
            assert terminal.wait() == 0
    notes = [note.text for note in canvas_in(tmp_path).notes(Block.CHANNELS)]
    assert sorted(notes) == sorted(f"{who} {n}" for who in ("one", "other") for n in range(30))


@pytest.mark.parametrize("block", ["open", "closed"])
def test_undo_takes_back_ones_own_and_never_what_came_from_elsewhere(
    tmp_path: Path, block: str
) -> None:
    run_bmc(tmp_path, "new", "Coffee cart")
    with two_apps(tmp_path) as (one, _):
        one.keys("3", "a")
        one.send("Instagram\r")
        one.keys("escape")
        wait_until_saved(one)
        if block == "open":
            open_block(one, 3, "1 Awareness")
        run_bmc(tmp_path, "add", "3", "Van")
        one.wait_for("Van")
        one.keys("ctrl+z" if block == "open" else "u")
        # The last row says what was undone.
        one.wait_for(lambda rows: not any("Instagram" in row for row in rows[:-1]))
        one.keys("escape", "q")
        assert one.wait() == 0
    assert note_texts_in(tmp_path) == ["Van"]
