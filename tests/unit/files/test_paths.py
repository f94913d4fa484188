"""Where the system can't resolve a path, the program goes on or reports it in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from bmc_tui.files import paths
from tests.accounts import ANNE, acting_as, needs_root


def bmc(*arguments: str, cwd: Path, before: str = "", **environ: str) -> tuple[int, str]:
    """Run the program, in Python code that `before` starts; return its exit code and stderr."""
    code = f"import sys; from bmc_tui.cli.main import main; {before}; sys.exit(main(sys.argv[1:]))"
    result = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],  # nothing is imported from the folder
        cwd=cwd,
        env={"LANG": "C.UTF-8", **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return result.returncode, result.stderr


NO_ACCOUNT = (
    "import os; error = sys.stderr; sys.stderr = open(os.devnull, 'w'); "
    "main(['--file', '/nowhere/y.json', 'list']); sys.stderr = error; "  # imports all
    f"os.setuid({ANNE})"
)


@needs_root
def test_a_user_without_a_home_is_asked_for_a_file(tmp_path: Path) -> None:
    code, error = bmc("list", cwd=tmp_path, before=NO_ACCOUNT)
    assert (code, error.count("\n")) == (1, 1)
    assert "BMC_FILE" in error


@needs_root
def test_a_user_without_a_home_can_use_a_file(tmp_path: Path) -> None:
    assert bmc("--file", "/nowhere/x.json", "list", cwd=tmp_path, before=NO_ACCOUNT) == (0, "")


@pytest.mark.parametrize(
    "arguments", [["--file", "x.json", "list"], ["--file", "/nowhere/x.json", "merge", "y.json"]]
)
def test_in_a_folder_that_is_gone_one_line_says_so(tmp_path: Path, arguments: list[str]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code, error = bmc(*arguments, cwd=gone, before=f"import os; os.rmdir({str(gone)!r})")
    assert (code, error.count("\n")) == (1, 1)
    assert "is gone" in error or "not a file of bmc canvases" in error


def test_a_module_that_is_gone_is_reported_in_one_line(tmp_path: Path) -> None:
    code, error = bmc(
        "list", cwd=tmp_path, HOME=str(tmp_path), before="sys.modules['tinydb'] = None"
    )
    assert (code, error.count("\n")) == (1, 1)
    assert "upgraded or removed" in error


@needs_root
def test_what_may_not_be_entered_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "closed" / "in").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    with acting_as(ANNE, ANNE):
        assert not paths.exists(tmp_path / "closed" / "in")
