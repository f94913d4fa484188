"""`bmc demo` in a pseudo-terminal: its tour, and that it leaves no file."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal

STEPS = {
    "en": ("Demo 1/3: the arrows", "Demo 2/3: a adds notes", "Demo 3/3: y copies everything"),
    "nl": ("Demo 1/3: met de pijlen", "Demo 2/3: a voegt", "Demo 3/3: y kopieert alles"),
}


def files_in(folder: Path) -> dict[Path, bytes]:
    """Return the contents of all files below a folder."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("language", STEPS)
def test_the_demo_leads_through_three_steps_and_leaves_nothing(
    tmp_path: Path, language: str
) -> None:
    run_bmc(tmp_path, "new", "My own plan")
    settings = Path(run_bmc(tmp_path, "config", "--path").strip())
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('theme = "light" # mine\n', encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = files_in(tmp_path)
    move, add, copy = STEPS[language]
    command = [BMC, "demo", "--lang", language]
    with Terminal(command, tmp_path, env={"TMPDIR": str(temporary)}) as terminal:
        terminal.wait_for(move)
        terminal.keys("left")
        terminal.wait_for(add)
        terminal.keys("a")
        terminal.send("Posters at the gate\r")
        terminal.keys("escape")
        terminal.wait_for(copy)
        terminal.send("T")  # a theme is a setting
        terminal.wait_for("Ctrl+P")
        assert len(files_in(temporary)) > 1
        terminal.send("q")
        assert terminal.wait() == 0
        assert "demo" in " ".join(terminal.screen)
    assert files_in(tmp_path) == before
    assert list(temporary.iterdir()) == []
