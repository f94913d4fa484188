"""The first review of a canvas without `@` and `#` in the installed program, and its first tie."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

WORKSHEET = Path(__file__).parents[1] / "fixtures" / "all-questions.nl.md"

ROOMS = """# Rooms
## Customer segments
- Hosts
- Weekend guests
## Value propositions
- Extra income
- A warm bed
## Channels
- Posters
## Revenue streams
- A fee per night
"""


def import_text(home: Path, text: str) -> None:
    """Import a Markdown document as the only canvas."""
    (home / "rooms.md").write_text(text, encoding="utf-8")
    run_bmc(home, "import", "rooms.md")


def test_what_is_not_tied_yet_is_one_finding_and_not_reported_as_missing(tmp_path: Path) -> None:
    import_text(tmp_path, ROOMS)
    report = run_bmc(tmp_path, "review")
    assert "Nothing is tied to a segment yet: 2 segments, 2 notes in Value propositions." in report
    assert "Who pays, and who only uses it? Not yet said for @hosts" in report
    for untrue in (
        "has no value",
        "No channel reaches",
        "no relationship",
        "pays, but",
        "names no",
    ):
        assert untrue not in report


def test_the_finding_leads_to_the_first_value_and_goes_when_that_is_tied(tmp_path: Path) -> None:
    import_text(tmp_path, ROOMS)
    with Terminal([BMC], tmp_path, size=(120, 40)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("Nothing is tied to a segment yet")
        while not any("Start here: type @" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("enter")
        terminal.wait_for("2 Value propositions")
        terminal.keys(" ", "@")
        terminal.wait_for("weekend-guests")
        terminal.keys("tab", "escape")
        terminal.wait_for(
            lambda rows: (
                "Review" in rows[0]
                and not any("Nothing is tied to a segment yet" in row for row in rows)
            )
        )
        terminal.keys("escape")
        terminal.wait_for("q quit")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).texts(Block.VALUE_PROPOSITIONS, GENERAL)[0] == "Extra income @hosts"


def test_groups_of_an_import_are_ties_on_the_command_line(tmp_path: Path) -> None:
    grouped = ROOMS.replace("- Extra income\n", "**For the hosts**\n- Extra income\n").replace(
        "- A warm bed\n", "\nGuests:\n\n- A warm bed\n"
    )
    import_text(tmp_path, grouped)
    assert "Nothing is tied to a segment yet" not in run_bmc(tmp_path, "review")
    hosts = run_bmc(tmp_path, "show", "--segment", "hosts")
    assert "Extra income" in hosts
    assert "A warm bed" not in hosts


def test_answers_on_a_worksheet_are_no_segments_in_any_output(tmp_path: Path) -> None:
    import_text(tmp_path, WORKSHEET.read_text(encoding="utf-8"))
    plain = run_bmc(tmp_path, "show", "--plain", "--lang", "en")
    segments = [line for line in plain.splitlines() if line.startswith("Segment ")]
    assert segments == ["Segment eerstejaars", "Segment ouderejaars"]
    assert "vaak" not in run_bmc(tmp_path, "review", "--lang", "nl").lower()
    with Terminal([BMC, "--lang", "nl"], tmp_path, size=(120, 40)) as terminal:
        rows = terminal.wait_for("? hulp")
        assert "A eerstejaars" in rows[0]
        assert "B ouderejaars" in rows[0]
        terminal.keys("s", "s", "s")
        rows = terminal.wait_for(lambda rows: "B ouderejaars:" not in rows[0])
        terminal.keys("q")
