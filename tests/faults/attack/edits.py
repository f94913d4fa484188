"""Kills the app after edits other than typing: the canvases are those of before or after, whole.

What an edit leads to is known from a run that quits in order.
"""

import shlex
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random

from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.waiting import wait_until
from tests.faults.attack.figures import Figures, fork, repeats
from tests.faults.attack.homes import State, data_file, prepare, run_bmc, state_of

_KILLS_OF_EACH = 5
"""Kills after each edit at scale 1."""

_LATEST_KILL_S = 1.7
"""The longest time from the last key of an edit to the kill."""

_EDITOR = """#!/bin/sh
sed -i 's/^- Phone/- Mail/' "$1"
"""

_IMPORTED = "# Bakery\n\n## Channels\n\n- Shop\n"


def _open_channels(terminal: Terminal) -> None:
    terminal.keys("3", "enter")
    terminal.wait_for("1 Awareness")


def _go_to_note(terminal: Terminal) -> None:
    """Put the cursor at the end of the last note of the channels."""
    _open_channels(terminal)
    terminal.send("\x1b[A\x1b[F")
    terminal.settle()


def _fill_in(terminal: Terminal, prompt: str, text: str) -> None:
    """Replace the text of a prompt; Enter is the edit."""
    terminal.wait_for(prompt)
    terminal.send(f"\x15{text}")
    terminal.wait_for(text)


def _ask_for_title(terminal: Terminal) -> None:
    terminal.keys("t")
    _fill_in(terminal, "Title (", "Coffee")


def _ask_for_handle(terminal: Terminal) -> None:
    terminal.keys("s")
    terminal.wait_for("A students: ")
    terminal.keys("S")
    _fill_in(terminal, "New name of @students:", "pupils")


def _open_send(terminal: Terminal) -> None:
    _go_to_note(terminal)
    terminal.keys("ctrl+b")
    terminal.wait_for("To block:")


def _open_canvases(terminal: Terminal) -> None:
    terminal.keys("o")
    terminal.wait_for("* Cart")


def _ask_for_new_name(terminal: Terminal) -> None:
    _open_canvases(terminal)
    terminal.keys("r")
    _fill_in(terminal, "Title:", "Coffee")


def _preview_import(terminal: Terminal) -> None:
    _open_canvases(terminal)
    terminal.keys("i")
    _fill_in(terminal, "File to import:", "plan.md")
    terminal.keys("enter")
    terminal.wait_for("not made yet")


def _open_versions(terminal: Terminal) -> None:
    terminal.keys("v")
    terminal.wait_for("First")


def _add_and_wait(terminal: Terminal) -> None:
    terminal.keys("a")
    terminal.wait_for("Enter adds")
    terminal.send("Later\r")
    terminal.keys("escape")
    terminal.wait_for(lambda rows: rows[0].endswith(" saved"))


def _undo_and_wait(terminal: Terminal) -> None:
    _add_and_wait(terminal)
    terminal.keys("u")
    terminal.wait_for("Undone:")
    terminal.wait_for(lambda rows: rows[0].endswith(" saved"))


def _do_nothing(_: Terminal) -> None:
    """Need no preparation."""


EDITS: Mapping[str, tuple[Callable[[Terminal], None], str]] = {
    "carry a note": (_go_to_note, "\x1b[1;3B"),
    "delete a note": (_go_to_note, "\x15"),
    "send a note to a block": (_open_send, "5"),
    "paste a list": (_open_channels, "\x1b[200~One\rTwo\rThree\r\x1b[201~"),
    "change the title": (_ask_for_title, "\r"),
    "rename a segment": (_ask_for_handle, "\r"),
    "undo": (_add_and_wait, "u"),
    "redo": (_undo_and_wait, "U"),
    "restore a version": (_open_versions, "r"),
    "duplicate a canvas": (_open_canvases, "c"),
    "delete a canvas": (_open_canvases, "x"),
    "rename a canvas": (_ask_for_new_name, "\r"),
    "import": (_preview_import, "\r"),
    "edit in an editor": (_do_nothing, "E"),
}
"""How each edit is prepared, and the keys that make it."""


def kill_after_edits(scratch: Path, scale: float, random: Random, jobs: int) -> Figures:
    """Make each edit, and kill the app at a random moment after it.

    Args:
        scratch: An empty folder.
        scale: 1 for five kills after each edit; below a fifth, edits are left out.
        random: Picks the moments.
        jobs: How many edits are tried at a time.
    """
    figures = Figures("the app, killed after other edits")
    names = random.sample(sorted(EDITS), repeats(len(EDITS), min(1, _KILLS_OF_EACH * scale)))
    kills = repeats(_KILLS_OF_EACH, scale)
    runs = [
        partial(_attack, scratch / name.replace(" ", "-"), name, kills, fork(random), figures)
        for name in names
    ]
    figures.run_all(runs, jobs)
    return figures


def _attack(scratch: Path, name: str, kills: int, random: Random, figures: Figures) -> None:
    """Kill the app so often after one edit."""
    before = _run(scratch / "before", name, None)
    after = _run(scratch / "after", name, -1.0)
    if before is None or after is None or before.canvases == after.canvases:
        figures.problems.append(f"{name}: the edit changes nothing when nothing is killed")
        return
    for index in range(kills):
        waited = random.uniform(0, _LATEST_KILL_S)
        state = _run(scratch / str(index), name, waited)
        figures.add("kills")
        if state is None:
            figures.problems.append(f"{name}, killed after {waited:.2f} s: damaged")
        elif state.canvases == before.canvases:
            figures.raise_to("latest kill that left the state before, seconds", waited)
        elif state.canvases != after.canvases:
            figures.problems.append(f"{name}, killed after {waited:.2f} s: a mixture")


def _run(home: Path, name: str, kill_after_s: float | None) -> State | None:
    """Make an edit, kill the app, and return the state after a recovery.

    Args:
        home: The home, which does not exist yet.
        name: The edit.
        kill_after_s: The time from the edit to the kill; negative to quit in order instead, None
            to quit without the edit.
    """
    data = data_file(home)
    prepare(data)
    (home / "plan.md").write_text(_IMPORTED, encoding="utf-8")
    editor = home / "editor"
    editor.write_text(_EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    make_ready, keys = EDITS[name]
    env = {"EDITOR": shlex.quote(str(editor))}
    with Terminal([BMC], home, size=(120, 40), env=env) as terminal:
        terminal.wait_for("? keys")
        make_ready(terminal)
        ready = _canvases(data)
        if kill_after_s is not None:
            terminal.send(keys)
        if kill_after_s is not None and kill_after_s >= 0:
            time.sleep(kill_after_s)
        else:
            if kill_after_s is not None:
                wait_until(lambda: _canvases(data) != ready)
            terminal.settle()
            terminal.signal(signal.SIGTERM)  # which saves what is there, whatever is open
            terminal.wait()
    run_bmc(home, "recover")
    return state_of(data)


def _canvases(file: Path) -> tuple[tuple[bool, Canvas], ...] | None:
    """Return the canvases that are stored; None when the file is damaged."""
    state = state_of(file)
    return state and state.canvases
