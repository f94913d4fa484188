"""A file imported by the installed program, in a pseudo-terminal and from the shell."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import canvas_in
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

PLAN = "# Bakkerij\n\n## Kernpartners\n- De molen\n\n## Kosten\n- Meel\n\n## Risico's\n- Regen\n"


def test_a_file_is_found_by_tab_imported_and_open(tmp_path: Path) -> None:
    (tmp_path / "plannen").mkdir()
    (tmp_path / "plannen" / "bakkerij.md").write_bytes(PLAN.encode("utf-16"))
    with Terminal([BMC], tmp_path, env={"LANG": "nl_NL.UTF-8"}) as terminal:
        terminal.wait_for("? toetsen")
        terminal.send("o")
        terminal.wait_for("i importeert er een")
        terminal.send("i")
        terminal.wait_for("Bestand om te importeren:")
        terminal.send(f"{tmp_path}/pl\t")
        terminal.wait_for("plannen/")
        terminal.send("\t")
        terminal.wait_for("bakkerij.md")
        terminal.keys("enter")
        terminal.wait_for("4 notities")
        terminal.wait_for("Klantsegmenten, Niet geplaatst: 2 notities")
        terminal.wait_for("regel 9: “Risico's” is de naam van geen blok")
        terminal.keys("enter")
        terminal.wait_for(lambda rows: rows[0].startswith(" Bakkerij"))
        terminal.wait_for_note("De molen")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert [note.text for _, note in canvas_in(tmp_path)] == [
        "Risico's",
        "Regen",
        "De molen",
        "Meel",
    ]
