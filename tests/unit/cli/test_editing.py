"""The commands that change a canvas, each as a process of its own with a real editor."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from tests.e2e.kept import FOLDER, bmc, canvas_in
from tests.e2e.terminal import BMC, environment
from tests.faults.app import shelf_at
from tests.ui.apps import coffee_cart

Done = subprocess.CompletedProcess[str]


def run(home: Path, *arguments: str, editor: str = "", stdin: str = "") -> Done:
    """Run a command with an editor and what is on its input."""
    env = environment(home, {"EDITOR": editor})
    command = [BMC, *arguments]
    return subprocess.run(
        command, env=env, cwd=home, input=stdin, capture_output=True, text=True, check=False
    )


def script(home: Path, text: str) -> str:
    """Return an editor that does what a script says; `$1` is its file."""
    file = home / "my editor"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return shlex.quote(str(file))


def left(home: Path) -> list[Path]:
    """Return the files that were edited and are still there."""
    return list((home / FOLDER).glob("edit-*"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with the coffee cart."""
    shelf_at(tmp_path / FOLDER / "canvases.json").create(coffee_cart())
    return tmp_path


# edit


@pytest.mark.needs("ed")
def test_a_block_is_edited_line_by_line_in_a_real_editor(home: Path) -> None:
    commands = "/^### Delivery/a\n\nBy bike\n.\ng/Cart on the square/d\nw\nq\n"
    done = run(home, "edit", "channels", editor="ed -s", stdin=commands)
    assert done.stdout == (
        "Taken over from your editor in “Campus coffee cart”. bmc undo takes that back.\n"
    )
    canvas = canvas_in(home)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("By bike",)
    assert "Cart on the square" not in [note.text for _, note in canvas]
    assert canvas.notes(Block.KEY_PARTNERS) == coffee_cart().notes(Block.KEY_PARTNERS)
    assert left(home) == []


@pytest.mark.needs("ed")
def test_without_a_block_all_nine_and_the_title_are_edited(home: Path) -> None:
    commands = "1c\n# Tea cart\n.\n/^## Cost/a\n\n- Tea #variable\n.\nw\nq\n"
    assert run(home, "edit", editor="ed -s", stdin=commands).returncode == 0
    assert canvas_in(home).title == "Tea cart"
    assert "Tea #variable" in [note.text for note in canvas_in(home).notes(Block.COST_STRUCTURE)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sed -i 's/Staff/Team/' \"$1\"; exit 3", "ended with 3, so nothing was changed here."),
        ('echo something else >"$1"', "Nothing was changed here: it names no blocks"),
        (': >"$1"', "Nothing was changed here: it is empty."),
        ("sed -i 's/Staff/Team/' \"$1\"; kill -9 $$", "ended with -9, so nothing was changed"),
        ('chmod 0 . && rm "$1"; mkdir "$1"', "can't be used for editing: it is a folder"),
    ],
)
def test_an_editor_that_fails_and_a_text_that_is_no_canvas_change_nothing_and_are_kept(
    home: Path, text: str, told: str
) -> None:
    done = run(home, "edit", "1", editor=script(home, text))
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert told in line
    (kept,) = left(home)
    assert str(kept) in line
    assert canvas_in(home) == coffee_cart()


def test_what_somebody_else_saves_meanwhile_stays(home: Path) -> None:
    editor = script(home, f"{BMC} add 1 Theirs >&2; sed -i 's/^- Students/- Pupils/' \"$1\"")
    assert run(home, "edit", "1", editor=editor).returncode == 0
    texts = [note.text for note in canvas_in(home).notes(Block.CUSTOMER_SEGMENTS)]
    assert any(text.startswith("Pupils") for text in texts)
    assert "Theirs" in texts


def test_a_canvas_that_is_deleted_meanwhile_comes_back_with_what_was_typed(home: Path) -> None:
    editor = script(home, f"{BMC} delete Campus >&2; sed -i 's/^- Students/- Pupils/' \"$1\"")
    assert run(home, "edit", "1", editor=editor).returncode == 0
    assert any(note.text.startswith("Pupils") for _, note in canvas_in(home))


def test_a_canvas_that_is_gone_for_good_meanwhile_leaves_what_was_typed_in_its_file(
    home: Path,
) -> None:
    gone = f"{BMC} delete Campus >&2; {BMC} trash --empty --yes >&2"
    done = run(home, "edit", "1", editor=script(home, f'{gone}; echo - Pupils >>"$1"'))
    assert done.returncode == 1
    (kept,) = left(home)
    assert str(kept) in done.stderr
    assert "Pupils" in kept.read_text(encoding="utf-8")


def test_what_has_no_place_is_told_with_its_line(home: Path) -> None:
    editor = script(home, 'printf "\\n## Weather\\n\\n- Rain\\n" >>"$1"')
    done = run(home, "edit", editor=editor)
    assert "“Weather” names no block." in done.stdout
    assert "  line " in done.stdout
    assert "Rain" in [note.text for _, note in canvas_in(home)]


def test_nothing_changed_and_no_editor_are_said(home: Path) -> None:
    assert "Nothing was changed in your editor." in run(home, "edit", editor="true").stdout
    assert "Set VISUAL or EDITOR" in run(home, "edit").stderr
    assert left(home) == []


# The title, the trash, and the canvas that commands are about


def test_a_canvas_is_renamed_deleted_and_chosen(home: Path) -> None:
    bmc(home, "new", "Second")
    assert "from now on" in bmc(home, "use", "campus")
    assert "is called “Tea cart” now" in bmc(home, "rename", "Tea", "cart")
    assert bmc(home, "export").startswith("# Tea cart\n")
    told = bmc(home, "delete", "tea")
    assert "“Tea cart” is in the trash." in told
    assert canvas_in(home) == Canvas("Second")
    bmc(home, *told.split("bmc ")[1].split())
    assert "Tea cart" in bmc(home, "list")
    refused = run(home, "rename", " ")
    assert refused.returncode == 1
    assert "Give one that can be seen" in refused.stderr
    assert "bmc new" not in refused.stderr  # that would make another canvas
    assert run(home, "delete").returncode == 2


# undo


def test_commands_are_taken_back_step_by_step_and_done_again(home: Path) -> None:
    bmc(home, "add", "1", "First")
    bmc(home, "rename", "Tea cart")
    bmc(home, "add", "9", "Second")
    told = bmc(home, "undo")
    assert told.splitlines()[1:] == ["  Cost structure: Gone: Second"]
    assert "Undone in “Campus coffee cart”." in bmc(home, "undo")
    bmc(home, "undo")
    assert canvas_in(home) == coffee_cart()
    assert "nothing to undo" in bmc(home, "undo")
    for _ in range(3):
        bmc(home, "redo")
    assert canvas_in(home).title == "Tea cart"
    assert [note.text for _, note in canvas_in(home)][-1] == "Second"
    assert "nothing to do again" in bmc(home, "redo")


def test_going_back_to_a_version_is_a_step_like_any_other(home: Path) -> None:
    bmc(home, "versions", "--keep", "Start")
    bmc(home, "add", "1", "Mine")
    bmc(home, "restore", "Start")
    assert canvas_in(home) == coffee_cart()
    bmc(home, "undo")
    assert canvas_in(home) == coffee_cart().add(Block.CUSTOMER_SEGMENTS, "Mine")


def test_undo_leaves_what_somebody_else_wrote_without_steps(home: Path) -> None:
    bmc(home, "add", "1", "Mine")
    shelf = shelf_at(home / FOLDER / "canvases.json")
    (entry,) = shelf.entries()
    shelf.save(entry.id, entry.rev, shelf.load(entry.id).canvas.add(Block.CHANNELS, "Theirs"))
    bmc(home, "undo")
    texts = [note.text for _, note in canvas_in(home)]
    assert "Theirs" in texts
    assert "Mine" not in texts


def test_steps_that_cannot_be_kept_do_not_stop_a_command(home: Path) -> None:
    os.mkfifo(home / FOLDER / "canvases.json.undo")
    bmc(home, "add", "1", "Mine")
    assert "Mine" in [note.text for _, note in canvas_in(home)]


# Line by line


def test_a_whole_canvas_is_made_looked_over_and_handed_in_without_the_app(tmp_path: Path) -> None:
    home = tmp_path
    bmc(home, "new", "Tea cart")
    bmc(home, "add", "1", "Students @students #customer")
    whole = script(home, 'sed -i "s/^## [A-Z].*/&\\n\\n- A note @students/" "$1"')
    assert run(home, "edit", editor=whole).returncode == 0
    assert run(home, "edit", "9", editor=script(home, 'sed -i /note/d "$1"')).returncode == 0
    assert "9 Cost structure: nothing yet" in bmc(home, "show", "--plain")
    bmc(home, "undo")
    told = bmc(home, "show", "--segment", "@students")
    assert told.count("- A note (") == 9
    assert "problem" in bmc(home, "review") or "look" in bmc(home, "review")
    bmc(home, "versions", "--keep", "Handed in")
    assert "Written to" in bmc(home, "export", "-o", str(home / "plan.md"))
    assert (home / "plan.md").read_text(encoding="utf-8").startswith("# Tea cart\n")


def test_a_segment_that_there_is_not_is_answered_with_those_there_are(home: Path) -> None:
    done = run(home, "show", "--segment", "nobody")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no segment “nobody”" in done.stderr
    bmc(home, "new", "Empty")
    assert "each note of block 1 is one" in run(home, "show", "--segment", "x").stderr
