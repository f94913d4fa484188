"""Tab in real shells: the arguments that the program gets from the completed line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import Terminal
from tests.e2e.waiting import wait_until
from tests.faults.app import shelf_at

pytestmark = pytest.mark.slow

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
READY = {
    "bash": "PS1='ready: '; source <(bmc completion bash)",
    # Without `-i` it asks about folders that someone else could write to.
    "zsh": 'PS1="ready: "; autoload -U compinit; compinit -u; eval "$(bmc completion zsh)"',
    "fish": "function fish_prompt; echo 'ready: '; end; bmc completion fish | source",
}
ALL = [pytest.param(shell, marks=pytest.mark.needs(shell)) for shell in START]

HOSTILE = {
    "Campus coffee cart": "Cam",
    "Café 漢字": "Caf",
    "$(touch gone) x": r"\$",
    "`touch gone`": r"\`",
    'it\'s "quoted"': "it",
    "a:b=c d@e": "a",
    "; touch gone": r"\;",
    "x & y | z > gone": "x",
    r"back\slash": "back",
    "$HOME ~ {a,b} [c] ?": r"\$",
    "!bang 100%": r"\!",
    "#1 plan": r"\#",
    "all *": "all",
}
"""Titles, each with how someone begins to type it."""


@contextmanager
def shell(name: str, home: Path) -> Iterator[Terminal]:
    """Give a shell in which `run_bmc` is completed, and `args` saves its arguments in `seen`."""
    args = home / "args"
    args.write_text('#!/bin/sh\nprintf "%s\\0" "$@" >new\nmv new seen\n', encoding="utf-8")
    args.chmod(0o755)
    with Terminal(START[name], home, size=(200, 40)) as terminal:
        terminal.send(
            f"{READY[name]}; echo s$((1 + 1))t\r" if name != "fish" else f"{READY[name]}\r"
        )
        terminal.wait_for("ready: ")
        yield terminal


def line_of(terminal: Terminal, home: Path, typed: str) -> list[str]:
    """Return what a line is for the program that it calls, once it was typed with its Tabs."""
    seen = home / "seen"
    seen.unlink(missing_ok=True)
    # At the start of the line the program gives way to `args`: the shell has read it by then.
    terminal.send(f"{typed}\x01./args \r")
    wait_until(seen.exists, lambda: "\n".join(terminal.screen))
    return seen.read_text(encoding="utf-8").split("\0")[:-1]


@pytest.mark.parametrize("name", ALL)
def test_any_title_is_completed_to_one_word_and_nothing_in_it_is_run(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / DATA_FOLDER / "canvases.json"
    with shell(name, tmp_path) as terminal:
        for title, start in HOSTILE.items():
            file.unlink(missing_ok=True)
            shelf_at(file).create(Canvas(title))
            assert line_of(terminal, tmp_path, f"bmc show {start}\t") == ["bmc", "show", title]
            assert line_of(terminal, tmp_path, "bmc show \t") == ["bmc", "show", title]
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("name", ALL)
def test_commands_options_blocks_sections_and_formats_are_completed(
    tmp_path: Path, name: str
) -> None:
    run_bmc(tmp_path, "new", "Cart")
    with shell(name, tmp_path) as terminal:
        for typed, words in (
            ("bmc exp\t --form\t textu\t", ["bmc", "export", "--format", "textusm"]),
            ("bmc add segm\t x", ["bmc", "add", "segments", "x"]),
            ("bmc add channels/aw\t x", ["bmc", "add", "channels/awareness", "x"]),
            ("bmc add kanalen/bek\t x", ["bmc", "add", "kanalen/bekendheid", "x"]),
            (
                "bmc --lang nl copy --block waard\t",
                ["bmc", "--lang", "nl", "copy", "--block", "waardeproposities"],
            ),
            ("bmc new --example mark\t", ["bmc", "new", "--example", "marketplace"]),
        ):
            assert line_of(terminal, tmp_path, typed) == words, typed
