"""A file imported by the installed program, in a pseudo-terminal and from the shell."""

import subprocess
from functools import partial
from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import wait_until
from tests.unit.formats.office.words import headings_and_lists, saved

pytestmark = pytest.mark.slow

PLAN = "# Bakkerij\n\n## Kernpartners\n- De molen\n\n## Kosten\n- Meel\n\n## Risico's\n- Regen\n"


def test_a_file_is_found_by_tab_imported_and_open(tmp_path: Path) -> None:
    (tmp_path / "plannen").mkdir()
    (tmp_path / "plannen" / "bakkerij.md").write_bytes(PLAN.encode("utf-16"))
    with Terminal([BMC], tmp_path, env={"LANG": "nl_NL.UTF-8"}) as terminal:
        terminal.wait_for("? hulp")
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
        terminal.wait_for("Geparkeerd: 2 notities")
        terminal.wait_for("regel 9: “Risico's” is niet de naam van een blok")
        terminal.wait_for("Kanalen: 0 notities")
        assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()
        terminal.keys("enter")
        terminal.wait_for(lambda rows: rows[0].startswith(" Bakkerij"))
        terminal.wait_for_note("De molen")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert [note.text for _, note in canvas_in(tmp_path)] == [
        "De molen",
        "Meel",
        "Risico's",
        "Regen",
    ]


def test_a_document_of_word_is_imported_by_the_app_and_from_stdin(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(saved(headings_and_lists()))
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\n\0")
    with Terminal([BMC], tmp_path, size=(160, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("o")
        terminal.wait_for("i import")
        terminal.keys("i")
        terminal.wait_for("File to import:")
        terminal.send(f"{tmp_path}/plan.p\t")
        terminal.wait_for("plan.pdf")
        terminal.keys("enter")
        terminal.wait_for("it is a PDF")
        terminal.send("\x7f" * len("pdf") + "docx")
        terminal.wait_for("plan.docx")
        terminal.keys("enter")
        terminal.wait_for("Key partners: 2 notes")
        terminal.keys("enter")
        terminal.wait_for_note("Groothandel: onderdelen")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert len(list(canvas_in(tmp_path))) == 5
    with (tmp_path / "plan.docx").open("rb") as document:
        made = subprocess.run(
            [BMC, "import", "-"],
            stdin=document,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
    assert "5 notes" in made.stdout


def run_import(home: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run an import without a terminal."""
    return subprocess.run(
        [BMC, "import", *arguments],
        cwd=home,
        env=environment(home),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_dry_run_shows_what_each_file_becomes_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bakkerij.md").write_text(PLAN, encoding="utf-8")
    both = run_import(tmp_path, "bakkerij.md", "--dry-run", "-", stdin="Kanalen:\n- fiets\n")
    assert (both.returncode, both.stderr) == (0, "")
    assert "bakkerij.md would become “Bakkerij”: 4 notes." in both.stdout
    assert "stdin would become “Untitled canvas”: 1 note." in both.stdout
    assert both.stdout.count("  Customer segments: 0 notes\n") == 2
    assert "  What would be parked:\n    “Risico's”\n    “Regen”\n" in both.stdout
    assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()


def test_each_canvas_of_a_document_is_made(tmp_path: Path) -> None:
    part = "# {}\n\n## Klantsegm.\n- {}\n\n## Kosten\n- Bus\n\n"
    text = part.format("Tuinman", "Villa's") + part.format("Schilder", "VvE's")
    (tmp_path / "plannen.md").write_text(text, encoding="utf-8")
    made = run_import(tmp_path, "plannen.md")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.count("  Customer segments: 1 note\n") == 2
    assert [line.split("”")[0] for line in made.stdout.splitlines() if "“" in line] == [
        "Made “Tuinman",
        "Made “Schilder",
    ]


def test_each_row_of_the_answers_to_a_form_is_made(tmp_path: Path) -> None:
    text = "Tijdstempel,Naam team,Kernpartners,Klantsegmentn,Kosten\n1-2,Bij,Imker,Teler,Kast\n"
    (tmp_path / "form.csv").write_text(f"{text}1-2,Boot,Haven,Toerist,Diesel\n", encoding="utf-8")
    made = run_import(tmp_path, "form.csv")
    assert (made.returncode, made.stderr) == (0, "")
    assert [line.split("”")[0] for line in made.stdout.splitlines() if line[:4] == "Made"] == [
        "Made “Bij",
        "Made “Boot",
    ]
    assert "“Klantsegmentn” was read as Customer segments" in made.stdout


def test_a_file_whose_notes_have_no_block_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n## Kosten\n## Kanalen\n## Losse ideeën\n- Kar\n")
    refused = run_import(tmp_path, "plan.md")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "“Kosten”, “Kanalen”, “Losse ideeën”" in refused.stderr
    assert "bmc import --park plan.md" in refused.stderr


def test_the_command_that_an_error_names_parks_all_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "los idee.txt").write_text("Bakfiets kopen\nOven huren: € 300\n", encoding="utf-8")
    refused = run_import(tmp_path, "los idee.txt")
    assert (refused.returncode, refused.stdout) == (1, "")
    _, command = refused.stderr.strip().split("line by line: ")
    parked = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert parked.returncode == 0
    notes = [note.text for note in canvas_in(tmp_path).parked]
    assert notes == ["Bakfiets kopen", "Oven huren: € 300"]


def test_escape_makes_nothing_and_a_key_parks_all(tmp_path: Path) -> None:
    (tmp_path / "bakkerij.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "los.md").write_text("- een bakfiets\n- een oven\n", encoding="utf-8")
    with Terminal([BMC], tmp_path, env={"LANG": "nl_NL.UTF-8"}) as terminal:
        terminal.wait_for("? hulp")
        terminal.send("o")
        terminal.wait_for("i importeert er een")
        terminal.send("i")
        terminal.wait_for("Bestand om te importeren:")
        terminal.send(f"{tmp_path}/bakkerij.md\r")
        terminal.wait_for("Geparkeerd: 2 notities")
        terminal.keys("escape")
        terminal.wait_for("i importeer ")
        assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()
        terminal.send("i")
        terminal.wait_for("Bestand om te importeren:")
        terminal.send(f"{tmp_path}/los.md\r")
        terminal.wait_for("p parkeert alles")
        terminal.send("p")
        terminal.wait_for("“een bakfiets”")
        terminal.send("\r")
        terminal.wait_for("0 Geparkeerd 2  een bakfiets · een oven")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert [note.text for note in canvas_in(tmp_path).parked] == ["een bakfiets", "een oven"]


STUCK_READER = """
import time
import subprocess
from functools import partial
from pathlib import Path
from bmc_tui.formats import importer

def import_bytes(*_):
    Path({marker!r}).touch()
    while True:
        time.sleep(0.001) if {sleeps} else None

importer.import_bytes = import_bytes
"""
"""Makes the program's reader never end, asleep or busy; Python runs it at its start."""


@pytest.mark.parametrize("sleeps", [True, False])
def test_quitting_does_not_wait_for_an_import(tmp_path: Path, sleeps: bool) -> None:
    site, marker = tmp_path / "site", tmp_path / "reading"
    site.mkdir()
    code = STUCK_READER.format(marker=str(marker), sleeps=sleeps)
    (site / "sitecustomize.py").write_text(code, encoding="utf-8")
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    with Terminal([BMC], tmp_path, env={"PYTHONPATH": str(site)}) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("a")
        terminal.wait_for("Enter adds")
        terminal.send("typed before")
        terminal.keys("enter", "escape")
        terminal.keys("o")
        terminal.wait_for("i import")
        terminal.keys("i")
        terminal.wait_for("File to import:")
        terminal.send(f"{tmp_path}/plan.md")
        terminal.keys("enter")
        wait_until(marker.exists)
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    assert "typed before" in [note.text for _, note in canvas_in(tmp_path)]


HOSTILE = {
    "page.html": "<h2>Channels</h2><p>" + "<a " * 1_300_000,
    "comment.html": "<h2>Channels</h2><p>" + "<!--" * 990_000,
    "blanks.txt": "a" + " " * 3_900_000 + "b",
    "lines.txt": " \n" * 1_900_000 + "x",
    "nested.md": "- " * 1_900_000 + "x",
    "picture.txt": "┌─" + "┬" * 60_000 + "┐\n│" + "│" * 60_000 + "\n",
}
"""Files of at most 4 MB that once took minutes or more."""


def shows(text: str, rows: list[str]) -> bool:
    """Tell whether a text is on the screen, also over several rows."""
    return text in " ".join(rows)


def test_hostile_files_are_read_or_refused_and_the_app_goes_on(tmp_path: Path) -> None:
    with Terminal([BMC], tmp_path, size=(200, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("o")
        for name, text in HOSTILE.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            terminal.wait_for("i import")
            terminal.keys("i")
            terminal.wait_for("File to import:")
            terminal.send(f"{tmp_path}/{name}")
            terminal.keys("enter")
            # It asks again, with the path in the prompt; after Escape, where it offers to park it.
            reason = (
                "at line 1 a tag or comment" if name.endswith("html") else "Nothing was imported"
            )
            terminal.wait_for(partial(shows, reason))
            if name == "blanks.txt":
                terminal.keys("escape")
            terminal.wait_for(lambda rows: rows[-1].startswith(" File to import: /"))
            terminal.keys("escape")
            terminal.wait_for(lambda rows: "File to import" not in " ".join(rows))
        terminal.keys("escape", "q")
        assert terminal.wait() == 0


def test_add_takes_no_more_of_stdin_than_an_import_does(tmp_path: Path) -> None:
    for text, message in (
        ("x" * 4_000_001, "larger than 4 MB"),
        ("x\n" * 25_001, "more than 25000 notes"),
    ):
        added = subprocess.run(
            [BMC, "add", "channels"],
            input=text,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert added.returncode == 1
        assert message in added.stderr
    assert not (tmp_path / DATA_FOLDER / "canvases.json").exists()


CHAT = """\
**1. Customer Segments**
- Anglers

**2. Value Propositions**
- Bait at night

**3. Cost Structure**
- Fridge

**Key takeaways**
- Start small

**Tip:** ask the harbour first.
"""
MINUTES = (
    "Klanten\n\t•\tVissers\nKosten\n\t•\tKoelkast\nPartners\n\t•\tHaven\nNog doen\n\t•\tBellen\n"
)


def test_what_is_of_no_block_is_parked_and_reported_by_the_command_and_on_the_board(
    tmp_path: Path,
) -> None:
    (tmp_path / "chat.md").write_text(CHAT, encoding="utf-8")
    report = run_bmc(tmp_path, "import", str(tmp_path / "chat.md"))
    assert "line 10: “Key takeaways” names no block. It is parked, with what is below" in report
    canvas = canvas_in(tmp_path)
    assert canvas.texts(Block.COST_STRUCTURE, GENERAL) == ("Fridge",)
    assert canvas.texts(Block.PARKED, GENERAL) == (
        "Key takeaways",
        "Start small",
        "Tip: ask the harbour first.",
    )
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for("? keys")
        terminal.paste(MINUTES)
        terminal.wait_for("The paste names 3 blocks and has 5 notes")
        terminal.send("1")
        terminal.wait_for("u undoes that")
        terminal.keys("q")
        assert terminal.wait() == 0
    canvas = canvas_in(tmp_path)
    assert canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Haven",)
    assert canvas.texts(Block.PARKED, GENERAL)[3:] == ("Nog doen", "Bellen")
