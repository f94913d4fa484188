"""Channels without a phase, the matrix, and the ties between blocks, in the installed program."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block, Section
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

COURIER = """# Fietskoerier
## Klantsegmenten
- Webwinkels #klant
- Thuiswerkers #gebruiker
## Waardeproposities
- Dezelfde dag bezorgd @webwinkels
- Geen gemiste pakjes @thuiswerkers
## Kanalen
- Folder @thuiswerkers
- Bezoek @webwinkels
## Kernmiddelen
- Bakfietsen
"""

SIZES = [(80, 24), (120, 40)]


def import_courier(home: Path) -> None:
    """Import the courier's canvas as the only one."""
    (home / "courier.md").write_text(COURIER, encoding="utf-8")
    run_bmc(home, "import", "courier.md")


def test_channels_without_a_phase_are_in_every_overview(tmp_path: Path) -> None:
    import_courier(tmp_path)
    review = run_bmc(tmp_path, "review", "--lang", "nl")
    assert "Geen van je 2 kanalen staat in een fase." in review
    assert "Niets bereikt" not in review
    plain = run_bmc(tmp_path, "show", "--plain", "--lang", "nl")
    assert "Nog geen fase\n3.1 Folder" in plain
    assert plain.count("Via 1 kanaal dat nog geen fase heeft") == 2
    assert "Niet bereikt" not in plain
    report = run_bmc(tmp_path, "export", "--format", "report", "--lang", "nl")
    assert "| Nog geen fase | Bezoek | Folder |" in report


@pytest.mark.parametrize("size", SIZES)
def test_a_channel_is_added_and_opened_in_the_matrix(tmp_path: Path, size: tuple[int, int]) -> None:
    import_courier(tmp_path)
    with Terminal([BMC, "--lang", "nl"], tmp_path, size=size) as terminal:
        terminal.wait_for("? hulp")
        terminal.keys("C")
        terminal.wait_for("Nog geen fase")
        terminal.keys("down", "right", "a")
        terminal.wait_for("1 Bekendheid @thuiswerkers +")
        terminal.keys(*"Radio", "enter", "escape")
        terminal.wait_for(
            lambda rows: any("1 Bekendheid" in row and "Radio" in row for row in rows)
        )
        terminal.keys("?")
        terminal.wait_for("Toetsen")
        terminal.keys("escape")
        terminal.wait_for("voeg toe")
        terminal.keys("enter")
        terminal.wait_for("3 Kanalen")
        terminal.keys(*" Oost", "escape")
        terminal.wait_for("Radio Oost")
        terminal.wait_for("voeg toe")
        terminal.keys("escape")
        terminal.wait_for("bewaard")
        terminal.keys("q")
        assert terminal.wait() == 0
    texts = canvas_in(tmp_path).texts(Block.CHANNELS, Section("awareness"))
    assert texts == ("Radio @thuiswerkers Oost",)


def test_what_is_typed_in_the_matrix_is_saved_when_the_terminal_is_gone(tmp_path: Path) -> None:
    import_courier(tmp_path)
    with Terminal([BMC, "--lang", "nl"], tmp_path) as terminal:
        terminal.wait_for("? hulp")
        terminal.keys("C")
        terminal.wait_for("Nog geen fase")
        terminal.keys("a", *"Radio")
        terminal.wait_for("Radio")
        terminal.hang_up()
        terminal.wait()
    assert canvas_in(tmp_path).texts(Block.CHANNELS, GENERAL)[-1] == "Radio @webwinkels"


@pytest.mark.parametrize("size", SIZES)
def test_a_tie_leads_to_its_question_with_lines_to_complete(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    import_courier(tmp_path)
    what = "Je hebt: Dezelfde dag bezorgd, Geen gemiste pakjes."
    assert what in run_bmc(tmp_path, "review", "--lang", "nl")
    question = Block.KEY_RESOURCES.questions[1]
    with Terminal([BMC, "--lang", "nl"], tmp_path, size=size) as terminal:
        terminal.wait_for("? hulp")
        terminal.keys("r")
        terminal.wait_for("Review")
        while not any("Door zulke verbanden" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("enter")
        terminal.wait_for("Geen gemiste pakjes:")
        terminal.keys("escape")
        terminal.wait_for(lambda rows: "Review" in rows[0])
        assert canvas_in(tmp_path).texts(Block.KEY_RESOURCES, question) == ()
        terminal.keys("enter")
        terminal.wait_for("Geen gemiste pakjes:")
        terminal.keys(*"fietsen", "enter", *"app", "escape")
        terminal.wait_for(lambda rows: "Review" in rows[0])
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).texts(Block.KEY_RESOURCES, question) == (
        "Dezelfde dag bezorgd: fietsen",
        "Geen gemiste pakjes: app",
    )
    assert what not in run_bmc(tmp_path, "review", "--lang", "nl")
