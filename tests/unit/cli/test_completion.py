"""Shell completion, asked as the scripts in the shells ask it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, environment


def completions(home: Path, line: str) -> list[str]:
    """Return the completions at the end of a line."""
    answer = home / "answer"
    variables = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_SHELL": "fish",  # which quotes by itself
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    done = subprocess.run(
        [BMC], env=environment(home, variables), cwd=home, capture_output=True, check=False
    )
    assert done.stdout == b""
    return answer.read_text(encoding="utf-8").splitlines()


def id_of(home: Path, index: int) -> str:
    """Return the short id of a canvas by its index in the list."""
    return str(json.loads(run_bmc(home, "list", "--json"))[index]["id"])[:8]


@pytest.mark.slow
def test_without_a_file_or_with_a_damaged_one_there_are_no_candidates(
    tmp_path: Path,
) -> None:
    assert completions(tmp_path, "bmc show ") == []
    assert not (tmp_path / DATA_FOLDER).exists()
    (tmp_path / DATA_FOLDER).mkdir(parents=True)
    (tmp_path / DATA_FOLDER / "canvases.json").write_text("{", encoding="utf-8")
    for command in ("show", "restore", "trash --restore", "show --segment"):
        assert completions(tmp_path, f"bmc {command} ") == []


@pytest.mark.slow
def test_a_canvas_with_an_unfit_title_is_completed_by_its_id(tmp_path: Path) -> None:
    for title in ("Same", "same", "-dash", "~home", "x" * 70):
        run_bmc(tmp_path, "new", "--", title)
    ids = [id_of(tmp_path, index) for index in range(5)]
    assert completions(tmp_path, "bmc show ") == ids
    assert completions(tmp_path, f"bmc show {ids[3][:5]}") == [ids[3]]


def test_a_title_is_completed_from_what_a_hand_types_of_it(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Joe’s cart")
    assert completions(tmp_path, "bmc show joe\\'s") == ["Joe’s cart"]


def test_candidates_come_from_the_file_that_is_named(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Here")
    run_bmc(tmp_path, "--file", "other.json", "new", "There")
    assert completions(tmp_path, "bmc show ") == ["Here"]
    assert completions(tmp_path, "bmc --file other.json show ") == ["There"]
    assert completions(tmp_path, "bmc export --file=other.json th") == ["There"]


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a canvas that has a version, one in the trash, and two files, to be read only."""
    home = tmp_path_factory.mktemp("home")
    run_bmc(home, "new", "Old")
    run_bmc(home, "delete", "Old")
    run_bmc(home, "new", "--example", "coffee-cart")
    run_bmc(home, "versions", "--keep", "Before the pitch")
    (home / "plan.md").touch()
    (home / "plans").mkdir()
    return home


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bmc show --segment ", ["students", "staff"]),
        ("bmc restore ", ["1", "Before the pitch"]),
        ("bmc restore --canvas Campus be", ["Before the pitch"]),
        ("bmc trash --restore ", ["Old"]),
        ("bmc copy --block k", ["key-resources", "key-activities", "key-partners"]),
        (
            "bmc add kan",
            ["kanalen", *(f"kanalen/{phase}" for phase in ("awareness", "evaluation"))],
        ),
        ("bmc --lang nl export --format js", ["json", "jsoncanvas"]),
        ("bmc new ", []),
        ("bmc rename ", []),
        ("bmc import pla", ["plan.md", "plans/"]),
        ("bmc tra", ["trash"]),
        ("bmc trash --e", ["--empty"]),
        ("bmc completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_each_argument_is_completed_with_its_candidates(
    campus: Path, line: str, expected: list[str]
) -> None:
    assert completions(campus, line)[: len(expected) or None] == expected


@pytest.mark.slow
def test_the_rows_of_a_review_are_completed_by_name_or_number(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Old")
    run_bmc(tmp_path, "add", "7", "Brew; serve", "--canvas", "Old")
    run_bmc(tmp_path, "new", "New")
    assert completions(tmp_path, "bmc review Old --dismiss ") == [
        "order",
        "empty_block",
        "several_ideas",
    ]
    assert completions(tmp_path, "bmc review Old --dismiss se") == ["several_ideas"]
    assert completions(tmp_path, "bmc review Old --dismiss 2") == ["2"]
    assert completions(tmp_path, "bmc review --dismiss ") == ["empty_block"]


def test_a_review_completes_canvases_and_files_again_and_again(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Plan B")
    (tmp_path / "plan.md").touch()
    assert [line.partition("\t")[0] for line in completions(tmp_path, "bmc review pl")] == [
        "Plan B",
        "plan.md",
    ]
    assert completions(tmp_path, "bmc review --csv plan.md plan.") == ["plan.md"]
    (tmp_path / DATA_FOLDER / "canvases.json").write_text("{", encoding="utf-8")
    assert completions(tmp_path, "bmc review plan.") == ["plan.md"]


def test_notes_settings_and_their_values_are_completed(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "Cart")
    run_bmc(tmp_path, "add", "3", "Window")
    assert completions(tmp_path, "bmc remove ") == ["3.1"]
    assert "value-propositions" in completions(tmp_path, "bmc move 3.1 val")
    assert "author" in completions(tmp_path, "bmc config set ")
    assert completions(tmp_path, "bmc config set copy_notes ") == ["typed", "clean"]
    assert completions(tmp_path, "bmc help exp") == ["export"]
