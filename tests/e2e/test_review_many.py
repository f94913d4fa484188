"""`bmc review` of a folder of files, such as a teacher's, with the installed program."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import TIMEOUT_S

pytestmark = pytest.mark.slow


def run_shell(home: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a shell in a home, with the installed program as `$0`."""
    return subprocess.run(
        ["sh", "-c", command, BMC],
        cwd=home,
        env=environment(home),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    )


def hand_in(home: Path) -> None:
    """Make a folder of files: three canvases in formats of their own, and a letter."""
    (home / "hand-in").mkdir()
    run_bmc(home, "new", "--example", "coffee-cart")
    for file in ("anna.md", "ben.html", "chris.json"):
        run_bmc(home, "export", "--output", f"hand-in/{file}")
    (home / "hand-in" / "letter.md").write_text("Dear teacher,\n\nI was ill.\n", encoding="utf-8")
    (home / ".bash_history").touch()


def written_files(home: Path) -> dict[str, bytes]:
    """Return all files below a home, with what is in them."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_folder_becomes_a_table_and_no_file_is_touched(tmp_path: Path) -> None:
    hand_in(tmp_path)
    before = written_files(tmp_path)
    done = run_shell(tmp_path, '"$0" review --csv hand-in/*')
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 1
    assert [row["file"] for row in rows] == [
        "hand-in/anna.md",
        "hand-in/ben.html",
        "hand-in/chris.json",
    ]
    assert len({row["notes"] for row in rows}) == 1
    assert "hand-in/letter.md was not reviewed" in done.stderr
    assert written_files(tmp_path) == before


def test_before_the_first_canvas_no_data_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n\n## Customer segments\n\n- Everyone\n")
    assert run_bmc(tmp_path, "review", "plan.md").startswith("plan.md: Plan\n")
    assert run_shell(tmp_path, '"$0" review - < plan.md').stdout.startswith("stdin: Plan\n")
    assert not (tmp_path / DATA_FOLDER).exists()


def test_all_of_ones_own_canvases_are_reviewed(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    run_bmc(tmp_path, "new", "Gone")
    run_bmc(tmp_path, "delete", "Gone")
    run_bmc(tmp_path, "new", "Empty")
    titles = [
        canvas["title"] for canvas in json.loads(run_bmc(tmp_path, "review", "--all", "--json"))
    ]
    assert titles == ["Empty", "Campus coffee cart"]


def test_a_copy_of_a_data_file_is_reviewed_canvas_by_canvas(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "One")
    run_bmc(tmp_path, "new", "Two")
    data = tmp_path / DATA_FOLDER / "canvases.json"
    (tmp_path / "class.json").write_bytes(data.read_bytes())
    run_bmc(tmp_path, "rename", "--canvas", "One", "Mine")
    headings = [
        line
        for line in run_bmc(tmp_path, "review", "class.json").splitlines()
        if line.startswith("class.json: ")
    ]
    assert sorted(headings) == ["class.json: One", "class.json: Two"]
