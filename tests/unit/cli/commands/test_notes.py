"""The commands add, remove, move and edit; edit as a process of its own with a real editor."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block, Section
from bmc_tui.store import Shelf, StoredCanvas
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, drafts_in, run_bmc
from tests.e2e.terminal import BMC, environment
from tests.ui.apps import coffee_cart
from tests.unit.cli.invoke import Bmc, error_line, exported_lines

Done = subprocess.CompletedProcess[str]

# add


def test_notes_come_from_stdin_a_line_each_without_their_bullets(bmc: Bmc) -> None:
    bmc("new", "T")
    pasted = "\ufeff- één\n\n* twee\r\n1. drie\n[red]vier\n".encode() + b"\xff\n"
    report = bmc("add", "9", stdin=pasted).out
    assert report.startswith("5 notes added to Cost structure")
    assert "line 6: it is not UTF-8" in report
    assert exported_lines(bmc)[1:] == ["- één", "- twee", "- drie", "- [red]vier", "- ÿ"]


def test_an_empty_note_or_title_is_reported(bmc: Bmc) -> None:
    bmc("new", "T")
    assert "is empty" in error_line(bmc("add", "1", " ", "\x1b[31m"))
    assert "is empty" in error_line(bmc("add", "1", stdin=b"\n - \n"))
    assert "is empty" in error_line(bmc("new", "\u200b"))


def test_a_note_is_added_to_what_another_program_saves_meanwhile(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    bmc("new", "T")
    load = Shelf.load

    def load_and_be_overtaken(shelf: Shelf, id_: str) -> StoredCanvas:
        stored = load(shelf, id_)
        monkeypatch.setattr(Shelf, "load", load)
        shelf.save(stored, stored.canvas.add(Block.CHANNELS, "theirs"))
        return stored

    monkeypatch.setattr(Shelf, "load", load_and_be_overtaken)
    assert bmc("add", "channels", "mine").code == 0
    assert exported_lines(bmc)[1:] == ["- theirs", "- mine"]


# remove and move


def test_notes_are_removed_by_their_numbers_all_or_none(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "3", stdin=b"one\ntwo\nthree")
    bmc("add", "3/purchase", "four")
    bmc("add", "0", "parked")
    assert "There is no note 3.5" in error_line(bmc("remove", "3.1", "3.5"))
    assert "not the number of a note" in error_line(bmc("remove", "3"))
    assert "no note 3.0" in error_line(bmc("remove", "3.0"))
    assert "3.4 four" in bmc("show", "--plain").out
    done = bmc("remove", "3.1", "channels.4", "3.3", "0.1", "3.1").out.splitlines()
    assert done[0] == "4 notes removed from “T”. To undo: bmc undo"
    assert done[1:] == [
        "  Channels: one",
        "  Channels: four",
        "  Channels: three",
        "  Parked: parked",
    ]
    assert exported_lines(bmc) == ["# T", "- two"]
    bmc("undo")
    assert "3 Channels: 4 notes" in bmc("show", "--plain").out


def test_a_note_is_moved_to_a_block_a_section_or_a_number(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "3", stdin=b"one\ntwo\nthree")
    for note, place, message in (
        ("3.3", "3.1", "“three” moved to Channels in “T”"),
        ("3.1", "3.2", "“three” moved to Channels in “T”"),
        ("3.1", "channels/purchase", "“one” moved to Channels: Purchase in “T”"),
        ("3.1", "3.3", "“three” moved to Channels: Purchase in “T”"),
        ("3.1", "0", "“two” moved to Parked in “T”"),
    ):
        assert bmc("move", note, place).out == f"{message}. To undo: bmc undo\n"
    shown = bmc("show", "--plain").out
    assert "Purchase\n3.1 three\n3.2 one\n" in shown
    assert "0.1 two" in shown
    assert "already there" in bmc("move", "3.1", "3.1").out
    assert "There is no block “here”" in error_line(bmc("move", "3.1", "here"))


# edit


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


@pytest.mark.needs("ed")
def test_a_block_is_edited_line_by_line_in_a_real_editor(home: Path) -> None:
    commands = "/^### Delivery/a\n\nBy bike\n.\ng/Cart on the square/d\nw\nq\n"
    done = run(home, "edit", "channels", editor="ed -s", stdin=commands)
    assert done.stdout == ("Your edits are in “Campus coffee cart”. bmc undo undoes them.\n")
    canvas = canvas_in(home)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("By bike",)
    assert "Cart on the square" not in [note.text for _, note in canvas]
    assert canvas.notes(Block.KEY_PARTNERS) == coffee_cart().notes(Block.KEY_PARTNERS)
    assert drafts_in(home) == []


@pytest.mark.needs("ed")
def test_without_a_block_all_nine_and_the_title_are_edited(home: Path) -> None:
    commands = "1c\n# Tea cart\n.\n/^## Cost/a\n\n- Tea #variable\n.\nw\nq\n"
    assert run(home, "edit", editor="ed -s", stdin=commands).returncode == 0
    assert canvas_in(home).title == "Tea cart"
    assert "Tea #variable" in [note.text for note in canvas_in(home).notes(Block.COST_STRUCTURE)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "sed -i 's/Staff/Team/' \"$1\"; exit 3",
            "reported an error (status 3), so nothing was changed here.",
        ),
        ('echo something else >"$1"', "Nothing was changed here: it names no blocks"),
        (': >"$1"', "Nothing was changed here: it is empty."),
        ('chmod 0 . && rm "$1"; mkdir "$1"', "can't be used for editing: it is a folder"),
    ],
)
def test_a_failing_editor_or_an_unreadable_worksheet_changes_nothing_and_the_worksheet_is_kept(
    home: Path, text: str, message: str
) -> None:
    done = run(home, "edit", "1", editor=script(home, text))
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert message in line
    (file,) = drafts_in(home)
    assert str(file) in line
    assert canvas_in(home) == coffee_cart()


def test_what_another_program_saves_meanwhile_stays(home: Path) -> None:
    editor = script(home, f"{BMC} add 1 Theirs >&2; sed -i 's/^- Students/- Pupils/' \"$1\"")
    assert run(home, "edit", "1", editor=editor).returncode == 0
    texts = [note.text for note in canvas_in(home).notes(Block.CUSTOMER_SEGMENTS)]
    assert any(text.startswith("Pupils") for text in texts)
    assert "Theirs" in texts


def test_a_copy_that_is_put_over_the_file_meanwhile_takes_nothing_away(
    home: Path, tmp_path: Path
) -> None:
    file, laptop = home / DATA_FOLDER / "canvases.json", tmp_path / "laptop.json"
    shutil.copyfile(file, laptop)
    for text in ("Theirs", "Theirs too"):
        run(home, "--file", str(laptop), "add", "1", text)
    run(home, "add", "1", "Mine")
    copying = f"cp '{laptop}' '{file}'; sed -i 's/^- Students/- Pupils/' \"$1\""
    assert run(home, "edit", "1", editor=script(home, copying)).returncode == 0
    texts = [note.text for note in canvas_in(home).notes(Block.CUSTOMER_SEGMENTS)]
    assert {"Mine", "Theirs", "Theirs too"} <= {*texts}
    assert sum(text.startswith("Pupils") for text in texts) == 1


def test_a_canvas_deleted_meanwhile_comes_back_with_what_was_typed(home: Path) -> None:
    editor = script(home, f"{BMC} delete Campus >&2; sed -i 's/^- Students/- Pupils/' \"$1\"")
    assert run(home, "edit", "1", editor=editor).returncode == 0
    assert any(note.text.startswith("Pupils") for _, note in canvas_in(home))


def test_a_canvas_purged_meanwhile_leaves_what_was_typed_in_the_worksheet(
    home: Path,
) -> None:
    gone = f"{BMC} delete Campus >&2; {BMC} trash --empty --yes >&2"
    done = run(home, "edit", "1", editor=script(home, f'{gone}; echo - Pupils >>"$1"'))
    assert done.returncode == 1
    (file,) = drafts_in(home)
    assert str(file) in done.stderr
    assert "Pupils" in file.read_text(encoding="utf-8")


def test_a_heading_without_a_block_is_reported_with_its_line(home: Path) -> None:
    editor = script(home, 'printf "\\n## Weather\\n\\n- Rain\\n" >>"$1"')
    done = run(home, "edit", editor=editor)
    assert "“Weather” names no block." in done.stdout
    assert "  line " in done.stdout
    assert "Rain" in [note.text for _, note in canvas_in(home)]


def test_an_unchanged_worksheet_and_a_missing_editor_are_reported(home: Path) -> None:
    assert "Nothing was changed in your editor." in run(home, "edit", editor="true").stdout
    same = run(home, "edit", editor=script(home, 'echo >>"$1"')).stdout
    assert "are the same as before" in same
    assert "Your edits" not in same
    assert "Set VISUAL or EDITOR" in run(home, "edit", editor="no-such-editor").stderr
    assert drafts_in(home) == []


def test_a_whole_canvas_is_made_reviewed_and_exported_without_the_app(tmp_path: Path) -> None:
    home = tmp_path
    run_bmc(home, "new", "Tea cart")
    run_bmc(home, "add", "1", "Students @students #customer")
    whole = script(home, 'sed -i "s/^## [A-Z].*/&\\n\\n- A note @students/" "$1"')
    assert run(home, "edit", editor=whole).returncode == 0
    assert run(home, "edit", "9", editor=script(home, 'sed -i /note/d "$1"')).returncode == 0
    assert "9 Cost structure: nothing yet" in run_bmc(home, "show", "--plain")
    run_bmc(home, "undo")
    output = run_bmc(home, "show", "--segment", "@students")
    assert output.count(" A note (") == 9
    assert "problem" in run_bmc(home, "review") or "check" in run_bmc(home, "review")
    run_bmc(home, "versions", "--keep", "Handed in")
    assert "Written to" in run_bmc(home, "export", "-o", str(home / "plan.md"))
    assert (home / "plan.md").read_text(encoding="utf-8").startswith("# Tea cart\n")
