"""The person's own editor, as a script in a real terminal: what it saves, and what it breaks."""

import shlex
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, drafts_in
from tests.e2e.terminal import BMC, Terminal
from tests.faults.app import shelf_at
from tests.ui.apps import coffee_cart

pytestmark = pytest.mark.slow

WIDE = (200, 40)
"""Columns and rows: no message is broken."""


@contextmanager
def app(home: Path, script: str, name: str = "EDITOR") -> Iterator[Terminal]:
    """Give the app with an editor that does what a script says; `$1` is its file."""
    editor = home / "my editor"
    editor.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    editor.chmod(0o755)
    file = home / DATA_FOLDER / "canvases.json"
    if not file.exists():
        shelf_at(file).create(coffee_cart())
    env = {name: shlex.quote(str(editor))}
    with Terminal([BMC], home, size=WIDE, env=env) as terminal:
        terminal.wait_for("? keys")
        yield terminal


def quit_app(terminal: Terminal) -> None:
    terminal.keys("q")
    assert terminal.wait() == 0


def test_the_canvas_comes_back_from_the_editor_as_one_step(tmp_path: Path) -> None:
    script = "sed -i 's/^- Plan shifts/- Plan *all* shifts/; s/^# .*/# New name/' \"$1\""
    with app(tmp_path, script) as terminal:
        terminal.keys("E")
        terminal.wait_for("Your edits are in.")
        rows = terminal.wait_for("Plan all shifts")
        assert rows[0].startswith(" New name")
        terminal.keys("u")
        terminal.wait_for_note("Plan shifts")
        terminal.keys("U")
        terminal.wait_for("Plan all shifts")
        quit_app(terminal)
    expected = coffee_cart().with_title("New name")
    texts = ["Brew and serve", "Plan all shifts", "Run the stamp card"]
    expected = expected.with_section(Block.KEY_ACTIVITIES, Section(""), texts)
    assert canvas_in(tmp_path) == expected
    assert drafts_in(tmp_path) == []


def test_a_block_is_edited_under_its_headings_with_what_was_typed_just_now(tmp_path: Path) -> None:
    script = 'cp "$1" seen; sed -i "s/^### Delivery/&\\n\\nBy bike\\n/" "$1"'
    with app(tmp_path, script, "VISUAL") as terminal:
        terminal.keys("3", "enter")
        terminal.wait_for("How do my customers get")
        terminal.send("Poster")
        terminal.keys("f3")
        terminal.wait_for("By bike")
        terminal.wait_for("Your edits are in")
        terminal.keys("escape")
        quit_app(terminal)
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert "## Channels\n\n- Poster\n\n### Awareness\n\n- Cart on the square\n" in seen
    assert "### Do I use direct or indirect channels?\n" in seen
    assert "## Key partners" not in seen
    canvas = canvas_in(tmp_path)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("By bike",)
    assert canvas.texts(Block.CHANNELS, Section("")) == ("Poster",)
    assert canvas.notes(Block.KEY_PARTNERS) == coffee_cart().notes(Block.KEY_PARTNERS)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            "sed -i 's/Staff/Team/' \"$1\"; exit 3",
            "reported an error (status 3), so nothing was changed here.",
        ),
        ('echo something else >"$1"', "Nothing was changed here: it names no blocks"),
        (': >"$1"', "Nothing was changed here: it is empty."),
    ],
    ids=["fails", "no canvas", "empty"],
)
def test_an_editor_that_fails_and_a_text_that_is_not_a_canvas_lose_nothing(
    tmp_path: Path, script: str, message: str
) -> None:
    with app(tmp_path, script) as terminal:
        terminal.keys("E")
        terminal.wait_for(message)
        (worksheet_file,) = drafts_in(tmp_path)
        terminal.wait_for(str(worksheet_file))
        assert worksheet_file.stat().st_mode & 0o777 == 0o600
        quit_app(terminal)
    assert canvas_in(tmp_path) == coffee_cart()
    assert "Staff" not in worksheet_file.read_text(encoding="utf-8")


def test_a_text_that_was_cut_off_empties_no_block(tmp_path: Path) -> None:
    with app(tmp_path, 'head -n 8 "$1" >cut; cat cut >"$1"') as terminal:
        terminal.keys("E")
        terminal.wait_for("your editor")
        quit_app(terminal)
    canvas = canvas_in(tmp_path)
    assert [canvas.notes(block) for block in BLOCKS[1:]] == [
        coffee_cart().notes(block) for block in BLOCKS[1:]
    ]


def test_what_has_no_place_is_reported_and_kept(tmp_path: Path) -> None:
    with app(tmp_path, 'printf "\\n## Weather\\n\\n- Rain\\n" >>"$1"') as terminal:
        terminal.keys("E")
        terminal.wait_for("“Weather” names no block.")
        quit_app(terminal)
    assert "Rain" in [note.text for _, note in canvas_in(tmp_path)]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 0", "Nothing was changed in your editor."),
        ("exit 2", "reported an error (status 2) and had saved nothing new"),
        ("kill -9 $$", "was killed before it had saved anything new"),
    ],
)
def test_an_editor_that_changes_nothing_leaves_nothing(
    tmp_path: Path, script: str, message: str
) -> None:
    with app(tmp_path, script) as terminal:
        terminal.keys("E")
        terminal.wait_for(message)
        assert drafts_in(tmp_path) == []
        quit_app(terminal)
    assert canvas_in(tmp_path) == coffee_cart()


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"PATH": "/nowhere"}, "There is no editor. Install nano, or set VISUAL or EDITOR"),
        ({"EDITOR": "no-such-editor"}, "There is no editor no-such-editor."),
        ({"EDITOR": "a 'quote"}, "There is no editor a 'quote."),
    ],
)
def test_without_an_editor_it_says_how_to_have_one(
    tmp_path: Path, environ: dict[str, str], message: str
) -> None:
    with Terminal([BMC], tmp_path, size=WIDE, env=environ) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("E")
        terminal.wait_for(message)
        assert drafts_in(tmp_path) == []


def test_the_editor_has_the_terminal_and_its_ctrl_c_is_its_own(tmp_path: Path) -> None:
    script = """trap 'echo caught' INT; echo in the editor
until [ "$line" = end ]; do read line; done; stty -echo raw"""
    with app(tmp_path, script) as terminal:
        before = terminal.screen
        terminal.keys("E")
        terminal.wait_for("in the editor")
        assert not terminal.modes & {1049, 1000, 2004}
        terminal.send("\x03")
        terminal.wait_for("caught")
        terminal.send("end\r")
        terminal.wait_for("Nothing was changed in your editor.")
        assert {1049, 1000, 2004} <= terminal.modes
        terminal.keys("left")
        terminal.wait_for(lambda rows: rows[:20] != before[:20] and rows[-1] == before[-1])
        quit_app(terminal)
        # The editor left the terminal without echo; the program must turn it on again.
        assert terminal.attributes[3] & termios.ECHO


def test_a_ctrl_c_while_the_editor_starts_is_the_editors(tmp_path: Path) -> None:
    # The first thing it does: the app must be prepared for it before the editor runs.
    with app(tmp_path, 'kill -INT $PPID; sed -i "s/Plan shifts/Plan all shifts/" "$1"') as terminal:
        terminal.keys("E")
        terminal.wait_for("Your edits are in.")
        terminal.wait_for("Plan all shifts")
        quit_app(terminal)


def test_an_editor_that_stops_takes_the_app_to_the_shell_and_back(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nkill -STOP $$\nsed -i 's/Staff/Team/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    canvas = Canvas("x").add(Block.CHANNELS, "Staff")
    shelf_at(tmp_path / DATA_FOLDER / "canvases.json").create(canvas)
    command = ["bash", "--norc", "--noediting", "-i"]
    env = {"PS1": "shell:\n", "EDITOR": str(editor)}
    with Terminal(command, tmp_path, size=WIDE, env=env) as terminal:
        terminal.send(f"{shlex.quote(BMC)}\r")
        terminal.wait_for("? keys")
        terminal.keys("E")
        terminal.wait_for("Stopped")
        terminal.send("echo a$((1 + 1))b\r")
        terminal.wait_for("a2b")
        terminal.send("fg\r")
        terminal.wait_for("Your edits are in.")
        terminal.wait_for("Team")
        terminal.keys("q")
        terminal.wait_for("shell:")
    assert canvas_in(tmp_path).texts(Block.CHANNELS, Section("")) == ("Team",)


def test_an_editor_that_cannot_be_started_is_reported_and_leaves_nothing(tmp_path: Path) -> None:
    with app(tmp_path, "") as terminal:
        (tmp_path / "my editor").write_text("#!/no/such/interpreter\n", encoding="utf-8")
        terminal.keys("E")
        terminal.wait_for("can't be started: there is no such file")
        assert drafts_in(tmp_path) == []
        quit_app(terminal)
