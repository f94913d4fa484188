"""What a shell is told could come next, asked as a shell asks it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.e2e.kept import FOLDER, bmc
from tests.e2e.terminal import BMC, environment


def offered(home: Path, line: str) -> list[str]:
    """Return what is offered at the end of a line."""
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


def id_of(home: Path, at: int) -> str:
    """Return the id of a canvas as it is shown."""
    return str(json.loads(bmc(home, "list", "--json"))[at]["id"])[:8]


def test_without_a_file_or_with_a_damaged_one_nothing_is_offered_and_nothing_made(
    tmp_path: Path,
) -> None:
    assert offered(tmp_path, "bmc show ") == []
    assert not (tmp_path / FOLDER).exists()
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "canvases.json").write_text("{", encoding="utf-8")
    for command in ("show", "restore", "trash --restore", "show --segment"):
        assert offered(tmp_path, f"bmc {command} ") == []


def test_what_titles_cannot_name_is_offered_by_id(tmp_path: Path) -> None:
    for title in ("Same", "same", "-dash", "~home", "x" * 70):
        bmc(tmp_path, "new", "--", title)
    ids = [id_of(tmp_path, at) for at in range(5)]
    assert offered(tmp_path, "bmc show ") == ids
    assert offered(tmp_path, f"bmc show {ids[3][:5]}") == [ids[3]]


def test_the_file_that_is_named_is_the_one_that_is_looked_in(tmp_path: Path) -> None:
    bmc(tmp_path, "new", "Here")
    bmc(tmp_path, "--file", "other.json", "new", "There")
    assert offered(tmp_path, "bmc show ") == ["Here"]
    assert offered(tmp_path, "bmc --file other.json show ") == ["There"]
    assert offered(tmp_path, "bmc export --file=other.json th") == ["There"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bmc show --segment ", ["students", "staff"]),
        ("bmc restore ", ["1", "Before the pitch"]),
        ("bmc restore --canvas Campus be", ["Before the pitch"]),
        ("bmc trash --restore ", ["Old"]),
        ("bmc copy --block k", ["key-resources", "key-activities", "key-partners"]),
        ("bmc add kan", ["kanalen", *(f"kanalen/{each}" for each in ("awareness", "evaluation"))]),
        ("bmc --lang nl export --format js", ["json", "jsoncanvas"]),
        ("bmc new ", []),
        ("bmc rename ", []),
        ("bmc import pla", ["plan.md", "plans/"]),
        ("bmc tra", ["trash"]),
        ("bmc trash --e", ["--empty"]),
        ("bmc completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_each_place_has_what_belongs_there(tmp_path: Path, line: str, expected: list[str]) -> None:
    bmc(tmp_path, "new", "Old")
    bmc(tmp_path, "delete", "Old")
    bmc(tmp_path, "new", "--example", "coffee-cart")
    bmc(tmp_path, "versions", "--keep", "Before the pitch")
    (tmp_path / "plan.md").touch()
    (tmp_path / "plans").mkdir()
    assert offered(tmp_path, line)[: len(expected) or None] == expected
