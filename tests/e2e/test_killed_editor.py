"""What was saved in the user's own editor survives every end of the editor and the program."""

import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER, drafts_in, note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S, wait_until
from tests.faults.app import shelf_at

pytestmark = pytest.mark.slow

WIDE = (200, 40)
"""Columns and rows: no message is broken."""

CART = Canvas("Cart").add(Block.CHANNELS, "Square", "Phone").add(Block.KEY_PARTNERS, "Roastery")

SAVE = "sed -i 's/^- Square/- Market/' \"$1\""

WAIT = 'echo $$ >pid; touch saved; read -r _ <"$HOME/go"'
"""Reports to the test that the text is saved, and edits on until the test says that it is done.

Without a process of its own, which would outlive a killed editor for a moment.
"""

LIVES_ON = "trap '' HUP TERM INT"


def editor_in(home: Path, *lines: str) -> dict[str, str]:
    """Return the variables with an editor that runs lines of a script; `$1` is its file."""
    editor = home / "my editor"
    editor.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n", encoding="utf-8")
    editor.chmod(0o755)
    return {"EDITOR": shlex.quote(str(editor))}


def prepare(home: Path) -> None:
    shelf_at(home / DATA_FOLDER / "canvases.json").create(CART)


@contextmanager
def in_editor(
    home: Path, env: dict[str, str], how: str, command: Sequence[str] = (BMC,)
) -> Iterator[Terminal]:
    """Give a terminal in which the editor has saved the text: in the app, or by the command."""
    arguments = ["edit", "channels"] if how == "command" else []
    os.mkfifo(home / "go")
    with Terminal([*command, *arguments], home, size=WIDE, env=env) as terminal:
        if how != "command":
            terminal.wait_for("? keys")
        if how == "E":
            terminal.keys("E")
        elif how == "F3":
            terminal.keys("3", "enter")
            terminal.wait_for("How do my customers get")
            terminal.keys("f3")
        wait_until((home / "saved").exists)
        yield terminal
    end_editor(home)


def end_editor(home: Path) -> None:
    """Let the editor end, as if its user had closed it, and wait for that; it may have ended."""
    pipe = os.open(home / "go", os.O_RDWR)  # which does not wait for a reader
    try:
        os.write(pipe, b"\n")
        wait_until(lambda: not is_running(editor_of(home)))
    finally:
        os.close(pipe)


def editor_of(home: Path) -> int:
    """Return the process of the editor."""
    return int((home / "pid").read_text(encoding="ascii"))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except OSError:
        return False


def hang_up(terminal: Terminal, _: Path) -> None:
    """Close the terminal: only the program hears of it, and the editor once that has ended."""
    terminal.hang_up()
    terminal.wait()


def lose_line(terminal: Terminal, _: Path) -> None:
    """Close the terminal as a shell does whose connection is lost: its whole job hears of it."""
    os.killpg(terminal.pid, signal.SIGHUP)
    hang_up(terminal, Path())


def shut_down(terminal: Terminal, _: Path) -> None:
    """End both as a system does that shuts down."""
    os.killpg(terminal.pid, signal.SIGTERM)
    terminal.wait()


def terminate(terminal: Terminal, home: Path) -> None:
    terminal.signal(signal.SIGTERM)
    terminal.wait()
    os.kill(editor_of(home), signal.SIGKILL)


def kill(terminal: Terminal, home: Path) -> None:
    terminal.signal(signal.SIGKILL)
    terminal.wait()
    os.kill(editor_of(home), signal.SIGKILL)


def kill_both(terminal: Terminal, home: Path) -> None:
    os.kill(editor_of(home), signal.SIGKILL)
    terminal.signal(signal.SIGKILL)
    terminal.wait()


End = Callable[[Terminal, Path], None]

HOW = ["E", "F3", "command"]
PAIRS = [
    ("E", hang_up),
    ("F3", terminate),
    ("command", hang_up),
    ("command", kill),
    ("E", kill_both),
    ("F3", kill),
]
"""Each way into an editor with two of its ends, and each end at least once."""

PLACE = {"E": "“Cart”.", "F3": "“Cart”, Channels.", "command": "“Cart”, Channels."}
"""How the message names what was in the editor."""


def bmc(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [BMC, *arguments],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )


@pytest.mark.parametrize(("how", "end"), PAIRS)
def test_what_was_saved_in_the_editor_is_taken_over_at_the_next_start(
    tmp_path: Path, how: str, end: End
) -> None:
    prepare(tmp_path)
    with in_editor(tmp_path, editor_in(tmp_path, SAVE, WAIT), how) as terminal:
        end(terminal, tmp_path)
    waiting = bmc(tmp_path, "add", "channels", "Meanwhile").stderr
    assert waiting.startswith("What you saved in your editor is not in here yet: start bmc")
    with Terminal([BMC], tmp_path, size=WIDE) as terminal:
        terminal.wait_for(f"is now in {PLACE[how]}")
        terminal.wait_for_note("Market")
        terminal.keys("u")
        terminal.wait_for_note("Square")
        terminal.keys("U")
        terminal.wait_for_note("Market")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert {*note_texts_in(tmp_path)} == {"Market", "Phone", "Meanwhile", "Roastery"}
    assert drafts_in(tmp_path) == []
    assert bmc(tmp_path, "list").stderr == ""


@pytest.mark.parametrize("how", HOW)
def test_what_a_killed_editor_had_saved_is_taken_over_immediately(tmp_path: Path, how: str) -> None:
    prepare(tmp_path)
    with in_editor(tmp_path, editor_in(tmp_path, SAVE, WAIT), how) as terminal:
        os.kill(editor_of(tmp_path), signal.SIGKILL)
        terminal.wait_for("Your edits are in" if how == "command" else "Your editor was killed.")
        if how != "command":
            terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]
    assert drafts_in(tmp_path) == []


def test_an_editor_that_outlives_the_app_loses_neither_what_it_saved_nor_what_it_saves(
    tmp_path: Path,
) -> None:
    prepare(tmp_path)
    later = "sed -i 's/^- Phone/- Mail/' \"$1\""
    env = editor_in(tmp_path, LIVES_ON, SAVE, WAIT, later)
    with in_editor(tmp_path, env, "F3") as terminal:
        hang_up(terminal, tmp_path)
        assert is_running(editor_of(tmp_path))
        recovered = bmc(tmp_path, "recover")
        assert "is now in “Cart”, Channels" in recovered.stdout
        assert note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]
        assert len(drafts_in(tmp_path)) == 1
        assert bmc(tmp_path, "list").stderr == ""
    assert "What you saved in your editor" in bmc(tmp_path, "list").stderr
    with Terminal([BMC], tmp_path, size=WIDE) as terminal:
        terminal.wait_for("is now in “Cart”, Channels")
        terminal.wait_for_note("Mail")
    assert note_texts_in(tmp_path) == ["Market", "Mail", "Roastery"]
    assert drafts_in(tmp_path) == []


def test_a_text_in_an_open_editor_is_left_alone_by_another_window(tmp_path: Path) -> None:
    prepare(tmp_path)
    with in_editor(tmp_path, editor_in(tmp_path, SAVE, WAIT), "E") as first:
        with Terminal([BMC], tmp_path, size=WIDE) as second:
            second.wait_for_note("Square")
            second.keys("q")
            assert second.wait() == 0
        assert bmc(tmp_path, "list").stderr == ""
        assert len(drafts_in(tmp_path)) == 1
        end_editor(tmp_path)
        first.wait_for("Your edits are in.")
        first.keys("q")
        assert first.wait() == 0
    assert note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]


def test_several_starts_in_a_row_and_together_take_a_text_over_once(tmp_path: Path) -> None:
    prepare(tmp_path)
    add = "printf '\\n- Van\\n' >>\"$1\""
    with in_editor(tmp_path, editor_in(tmp_path, add, WAIT), "command") as terminal:
        kill(terminal, tmp_path)
    commands = [[BMC, "recover"]] * 4
    env = environment(tmp_path)
    together = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for command in commands]
    outputs = [process.communicate(timeout=TIMEOUT_S)[0].decode() for process in together]
    assert sum("is now in “" in output for output in outputs) == 1
    assert note_texts_in(tmp_path).count("Van") == 1


@pytest.mark.parametrize(
    ("lines", "purged", "message"),
    [
        ((': >"$1"', WAIT), False, "it is empty."),
        (('echo something else >"$1"', WAIT), False, "it names no blocks"),
        ((SAVE, WAIT), True, "its canvas is no longer in the file."),
    ],
)
def test_what_cannot_be_taken_over_is_named_and_set_aside(
    tmp_path: Path, lines: Sequence[str], purged: bool, message: str
) -> None:
    prepare(tmp_path)
    with in_editor(tmp_path, editor_in(tmp_path, *lines), "command") as terminal:
        kill(terminal, tmp_path)
    if purged:
        run_bmc(tmp_path, "new", "Other")
        run_bmc(tmp_path, "delete", "Cart")
        run_bmc(tmp_path, "trash", "--empty", "--yes")
    with Terminal([BMC], tmp_path, size=WIDE) as terminal:
        terminal.wait_for(message)
        (file,) = drafts_in(tmp_path)
        assert file.parent.name.endswith(".kept")
        terminal.wait_for(lambda rows: str(file) in "".join(row.strip() for row in rows))
    with Terminal([BMC], tmp_path, size=WIDE) as terminal:
        terminal.wait_for("? keys")
        assert not any("editor" in row for row in terminal.screen)
    assert drafts_in(tmp_path) == [file]


@pytest.mark.parametrize("how", ["E", "F3"])
def test_a_canvas_that_was_never_saved_is_recovered(tmp_path: Path, how: str) -> None:
    add = "sed -i 's/^## Channels/&\\n\\n- Van/' \"$1\""
    with in_editor(tmp_path, editor_in(tmp_path, add, WAIT), how) as terminal:
        kill(terminal, tmp_path)
    with Terminal([BMC], tmp_path, size=WIDE) as terminal:
        terminal.wait_for("is now in “Untitled canvas”")
        terminal.wait_for_note("Van")
    assert note_texts_in(tmp_path) == ["Van"]
    assert drafts_in(tmp_path) == []


@pytest.mark.parametrize("end", [lose_line, shut_down])
@pytest.mark.parametrize("how", HOW)
def test_what_ends_both_programs_loses_nothing(tmp_path: Path, how: str, end: End) -> None:
    prepare(tmp_path)
    # As Vim does: a handler ends it, with an exit code of its own.
    env = editor_in(tmp_path, "trap 'exit 1' HUP TERM", SAVE, WAIT)
    with in_editor(tmp_path, env, how) as terminal:
        end(terminal, tmp_path)
    if how != "command":  # which handles no signals
        assert note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]
        assert drafts_in(tmp_path) == []
    bmc(tmp_path, "recover")
    assert note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]
    assert drafts_in(tmp_path) == []


@pytest.mark.needs("vim")
@pytest.mark.parametrize("has_more", [False, True])
@pytest.mark.parametrize("end", [hang_up, lose_line])
def test_vim_without_its_terminal_loses_neither_what_was_saved_nor_what_was_not(
    tmp_path: Path, has_more: bool, end: End
) -> None:
    prepare(tmp_path)
    with Terminal([BMC], tmp_path, size=WIDE, env={"EDITOR": "vim -u NONE -N"}) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("E")
        terminal.wait_for("- Square")
        terminal.send(":%s/Square/Market/\r:w\r")
        wait_until(lambda: "Market" in drafts_in(tmp_path)[0].read_text(encoding="utf-8"))
        if has_more:
            terminal.send(":%s/Phone/Mail/\r")
            terminal.wait_for("- Mail")
        end(terminal, tmp_path)

    def is_recovered() -> bool:
        bmc(tmp_path, "recover")
        return note_texts_in(tmp_path) == ["Market", "Phone", "Roastery"]

    wait_until(is_recovered)
    wait_until(lambda: not [*(tmp_path / DATA_FOLDER).glob("edit-????????")] or not is_recovered())
    swaps = [*(tmp_path / DATA_FOLDER).glob("edit-*.kept/.*.swp")]
    assert len(swaps) == has_more
    assert has_more or drafts_in(tmp_path) == []


def test_a_text_that_is_still_open_is_reported_and_taken_over_when_its_editor_ends(
    tmp_path: Path,
) -> None:
    prepare(tmp_path)
    more = "sed -i 's/^- Phone/- Mail/' \"$1\""
    env = editor_in(tmp_path, LIVES_ON, "touch saved; echo $$ >pid", 'read -r _ <"$HOME/go"', more)
    with in_editor(tmp_path, env, "F3") as terminal:
        terminal.hang_up()
        terminal.wait()
        with Terminal([BMC], tmp_path, size=WIDE) as later:
            process = editor_of(tmp_path)
            later.wait_for(f"“Cart”, Channels, is still open in an editor (process {process}).")
            end_editor(tmp_path)
            later.wait_for("is now in “Cart”, Channels.")
            later.wait_for_note("Mail")
            later.keys("q")
            assert later.wait() == 0
        assert note_texts_in(tmp_path) == ["Square", "Mail", "Roastery"]
        assert drafts_in(tmp_path) == []
