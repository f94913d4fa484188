"""`bmc import`: the canvas it makes and its report, or why it makes none."""

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from tests.unit.cli.invoke import Bmc, error_line, exported_lines, run_process
from tests.unit.guide.test_method_lines import scan

PLAN = "# Bakery\n\n## Partners\n- The mill\n\n## Risks\n- Rain\n\n## Kosten\n- Flour\n"


@pytest.fixture
def plan(tmp_path: Path) -> str:
    file = tmp_path / "plan.md"
    file.write_text(PLAN, encoding="utf-8")
    return str(file)


def test_a_file_becomes_a_canvas_and_the_report_says_what_went_where(bmc: Bmc, plan: str) -> None:
    code, out, err = bmc("import", plan)
    assert (code, err) == (0, "")
    made, *lines = out.splitlines()
    assert made.startswith("Made “Bakery” (")
    assert f"from {plan}: 4 notes." in made
    assert lines == [
        "  Key partners: 1 note",
        "  Cost structure: 1 note",
        "  Parked: 2 notes",
        "  line 6: “Risks” names no block. It is parked, with what is below it.",
    ]
    assert "- The mill" in exported_lines(bmc)
    assert (
        "regel 6: “Risks” is niet de naam van een blok." in bmc("import", plan, "--lang", "nl").out
    )


def test_stdin_is_a_file_too(bmc: Bmc) -> None:
    cards = {"visual": {}, "channels": {"cards": [{"text": "a"}]}, "cost_structure": {"cards": []}}
    made = bmc("import", "-", stdin=json.dumps(cards).encode()).out
    assert "Made “Untitled canvas”" in made
    assert " from stdin: 1 note." in made
    assert exported_lines(bmc) == ["# Untitled canvas", "- a"]


def test_what_was_exported_comes_back(bmc: Bmc, plan: str) -> None:
    bmc("import", plan)
    for name in ("markdown", "report"):
        text = bmc("export", "--format", name).out
        assert bmc("import", "-", "--format", name, stdin=text.encode()).code == 0
        assert bmc("export", "--format", name).out == text


def test_a_canvas_without_a_title_is_called_after_its_file(bmc: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "coffee cart.md"
    file.write_text("## Costs\n- Beans\n", encoding="utf-8")
    assert "Made “coffee cart”" in bmc("import", str(file)).out


def test_a_guessed_encoding_is_reported(bmc: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("Kosten:\r\n- Café\r\n".encode("latin-1"))
    assert "  line 2: it is not UTF-8 here, and was read as Windows-1252" in (
        bmc("import", str(file)).out
    )
    assert exported_lines(bmc)[1:] == ["- Café"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"# Readme\n\nInstall it.\n", "it names no blocks of a canvas"),
        (b"", "it is empty"),
        (b"\x7fELF\x00\x01", "it is not text"),
        (b'{"channels": [', "goes wrong at line 1, column 15"),
        (b"## Costs\n" + b"x" * 4_000_000, "larger than 4 MB"),
    ],
)
def test_a_file_that_is_not_a_canvas_is_refused_and_nothing_is_made(
    bmc: Bmc, tmp_path: Path, raw: bytes, why: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(raw)
    line = error_line(bmc("import", str(file)))
    assert line.startswith(f"Nothing was imported from {file}: ")
    assert why in line
    assert not (tmp_path / "canvases.json").exists()


def test_a_source_that_cannot_be_read_is_reported(bmc: Bmc, tmp_path: Path) -> None:
    assert "there is no such file" in error_line(bmc("import", str(tmp_path / "none")))
    assert "is a folder" in error_line(bmc("import", str(tmp_path)))
    assert "is not a regular file" in error_line(bmc("import", "/dev/zero"))
    assert not (tmp_path / "canvases.json").exists()


def test_a_pipe_can_be_named_as_the_shell_does(bmc: Bmc, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(PLAN,))
    writer.start()
    assert "Made “Bakery”" in bmc("import", str(pipe)).out
    writer.join()


def test_an_import_works_as_a_process_of_its_own(environ: dict[str, str], plan: str) -> None:
    run = run_process(environ, "import", plan)
    assert run.returncode == 0
    assert run.stdout.startswith("Made “Bakery”".encode())


def test_an_escape_in_a_note_does_not_reach_the_terminal(bmc: Bmc) -> None:
    hostile = "## Costs\n- a\n## Partners\n- b\n## \x1b[31mRisks\x1b]0;t\x07\n- [red]c\x1b[2J\n"
    report = bmc("import", "-", stdin=hostile.encode()).out
    assert "\x1b" not in report
    assert "“Risks” names no block" in report


def test_all_canvases_of_a_file_are_made_and_the_first_is_the_last_one(bmc: Bmc) -> None:
    canvases = {
        "Ferry": {"partners": ["Harbour master"], "channels": ["Jetty"]},
        "Kayaks": {"partners": ["Lake board"], "channels": ["Web page", "Beach"]},
    }
    out = bmc("import", "-", stdin=json.dumps(canvases).encode()).out
    made = [line.split(" (")[0] for line in out.splitlines() if line.startswith("Made")]
    assert made == ["Made “Ferry”", "Made “Kayaks”"]
    assert exported_lines(bmc) == ["# Ferry", "- Jetty", "- Harbour master"]
    assert "Kayaks" in bmc("list").out


def test_an_import_of_no_notes_makes_nothing_and_says_what_was_seen(bmc: Bmc) -> None:
    code, out, err = bmc("import", "-", stdin=b"# Kiosk\n## Key partners\n## Channels\n")
    assert (code, out) == (1, "")
    assert "“Kiosk”, “Key partners”, “Channels”" in err
    assert "Kiosk" not in bmc("list").out


def test_a_large_file_is_announced_in_a_terminal_only(
    bmc: Bmc, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.md"
    large.write_text(f"## Costs\n- {'Flour ' * 100_000}\n", encoding="utf-8")
    assert bmc("import", str(large)).err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert bmc("import", plan).err == ""
    assert bmc("import", str(large)).err == f"Reading {large}…\n"


def test_a_dry_run_shows_all_counts_and_makes_nothing(bmc: Bmc, plan: str, tmp_path: Path) -> None:
    code, out, err = bmc("import", "--dry-run", plan)
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    assert first == f"{plan} would become “Bakery”: 4 notes."
    assert lines == [
        "  Customer segments: 0 notes",
        "  Value propositions: 0 notes",
        "  Channels: 0 notes",
        "  Customer relationships: 0 notes",
        "  Revenue streams: 0 notes",
        "  Key resources: 0 notes",
        "  Key activities: 0 notes",
        "  Key partners: 1 note              The mill",
        "  Cost structure: 1 note            Flour",
        "  Parked: 2 notes                   Risks · Rain",
        "  line 6: “Risks” names no block. It is parked, with what is below it.",
        "  What would be parked:",
        "    “Risks”",
        "    “Rain”",
        "",
        "Nothing was made. Run it again without --dry-run to make it.",
    ]
    assert not (tmp_path / "canvases.json").exists()
    dutch = bmc("import", plan, "--dry-run", "--lang", "nl").out
    assert "Kernpartners: 1 notitie The mill Kostenstructuur" in " ".join(dutch.split())


def test_a_dry_run_quotes_what_is_left_out_and_shows_every_canvas(bmc: Bmc, plan: str) -> None:
    template = b"# Kiosk\n\n## Costs\n- [Cost 1]\n- ...\n- Rent\n"
    out = bmc("import", "--dry-run", "-", stdin=template).out
    assert "stdin would become “Kiosk”: 1 note." in out
    assert "“[Cost 1]” is not a note, and was left out." in out
    canvases = {
        "Ferry": {"partners": ["a"], "channels": ["b"]},
        "Kayaks": {"partners": ["c"], "costs": ["d", "e"]},
    }
    out = bmc("import", "--dry-run", "-", plan, stdin=json.dumps(canvases).encode()).out
    assert [line for line in out.splitlines() if "would become" in line] == [
        "stdin would become “Ferry”: 2 notes.",
        "stdin would become “Kayaks”: 3 notes.",
        f"{plan} would become “Bakery”: 4 notes.",
    ]


def test_the_offer_to_park_names_a_file_as_the_shell_takes_it(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, argument in {"-x.md": "./-x.md", "it's.md": "'it'\"'\"'s.md'", "-": "-"}.items():
        if name != "-":
            Path(name).write_text(LOOSE, encoding="utf-8")
        line = error_line(bmc("import", "--", name, stdin=LOOSE.encode()))
        assert line.endswith(f" bmc import --park {argument}")


LOOSE = "# Ideas for [the van](https://example.com)\n\n- **flour** and milk\n- ovens\n"


def test_a_file_without_blocks_offers_to_park_all_of_it(bmc: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "my ideas.md"
    file.write_text(LOOSE, encoding="utf-8")
    for arguments in ((str(file),), (str(file), "--dry-run")):
        line = error_line(bmc("import", *arguments))
        assert "and found these: “Ideas for the van" in line
        assert line.endswith(f": bmc import --park '{file}'")
    assert not (tmp_path / "canvases.json").exists()
    out = bmc("import", "--park", str(file)).out
    assert out.startswith("Made “Ideas for the van (https://example.com)” (")
    assert ": 3 notes. " in out
    assert exported_lines(bmc)[1:] == [
        "- Ideas for the van (https://example.com)",
        "- flour and milk",
        "- ovens",
    ]


@pytest.mark.parametrize(
    ("text", "parked"),
    [
        ('{"shop": {"rent": 600, "days": ["Mon"]}}', ["shop", "rent: 600", "days", "Mon"]),
        ('{"shop": [', ['{"shop": [']),
        ("a;b\n1;2\n", ["a;b", "1;2"]),
        ("<html><body><h1>Hello</h1><p>World</p></body></html>", ["Hello", "World"]),
        ("# Kiosk\n## Key partners\n## Channels\n", ["Kiosk", "Key partners", "Channels"]),
        ("# Bakery\n\n## Partners\n- The mill\n", ["Bakery", "Partners", "The mill"]),
        ("shop:\n  rent: 600\n  days: [Mon, Tue]\n", ["shop", "rent: 600", "days", "Mon", "Tue"]),
        ("┌────┐\n│ hi │\n└────┘\n", ["hi"]),
    ],
)
def test_every_line_of_any_text_can_be_parked(bmc: Bmc, text: str, parked: list[str]) -> None:
    assert bmc("import", "--park", "-", stdin=text.encode()).code == 0
    exported = json.loads(bmc("export", "--format", "json").out)
    assert [note["text"] for note in exported["parked"]] == parked


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\n\0", b"\x7fELF\x00\x01"])
def test_what_is_not_text_cannot_be_parked(bmc: Bmc, raw: bytes) -> None:
    for flags in ((), ("--park",)):
        assert "--park" not in error_line(bmc("import", "-", *flags, stdin=raw))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('{"shop": {"rent": 600}}', "“shop”, “rent”"),
        ('[{"shop": "Kiosk"}]', "“shop”"),
        ("@startmindmap\n* hello\n** world\n@endmindmap\n", "“hello”"),
        ("graph TD\n A[hello] --> B[world]\n", "“hello”"),
    ],
)
def test_the_names_in_a_file_that_is_not_a_canvas_are_quoted(
    bmc: Bmc, text: str, seen: str
) -> None:
    assert f"and found these: {seen}" in error_line(bmc("import", "-", stdin=text.encode()))


def test_of_several_files_those_that_can_be_read_are_made(bmc: Bmc, plan: str) -> None:
    code, out, err = bmc("import", plan, "nowhere.md", "-", stdin=b"## Costs\n- a\n")
    assert code == 1
    assert [line.split(" (")[0] for line in out.splitlines() if "(" in line] == [
        "Made “Bakery”",
        "Made “Untitled canvas”",
    ]
    assert "nowhere.md can't be read" in err
    assert err.endswith("Not imported, for the reasons above: nowhere.md.\n")
    assert exported_lines(bmc)[0] == "# Bakery"


def test_a_canvas_without_notes_is_never_said_to_be_made(bmc: Bmc) -> None:
    out = bmc("import", "-", stdin=scan().encode()).out
    assert "Made" not in out
    assert "stdin has no notes: it became" in out
    many = {
        "Ferry": {"partners": ["a"], "channels": ["b"]},
        "Kayaks": {"partners": [], "channels": []},
    }
    out = bmc("import", "-", stdin=json.dumps(many).encode()).out
    assert out.count("Made") == 1
    assert "“Kayaks” has no notes, so no canvas is made of it." in out
