"""The command line, mostly in this process; where a process of its own matters, as one."""

import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.cli.main import main
from bmc_tui.model.blocks import Block
from bmc_tui.store import Shelf, StoredCanvas

ENGLISH_OF_ARGPARSE = re.compile(
    r"usage:|options:|arguments:|show this|unrecognized|required|expected|invalid|choose|ignored"
)


class Result(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Bmc = Callable[..., Result]


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Run a command in this process, with a file of its own and nothing on stdin."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            code = main(arguments)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Return the variables of a process of its own."""
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**keep, "BMC_FILE": str(tmp_path / "canvases.json"), "TERM": "xterm-256color"}


def process(
    environ: Mapping[str, str], *arguments: str | bytes, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bmc_tui", *arguments]
    return subprocess.run(command, env=environ, input=stdin, capture_output=True, check=False)


def said(result: Result, code: int = 1) -> str:
    """Return the one line on stderr of a command that failed."""
    assert (result.code, result.out) == (code, "")
    (line,) = result.err.splitlines()
    return line


def exported(bmc: Bmc, *arguments: str) -> list[str]:
    """Return the lines of the export that are not empty and not the heading of a block."""
    lines = bmc("export", *arguments).out.splitlines()
    return [line for line in lines if line and not line.startswith("## ")]


# Canvases and notes


def test_a_canvas_is_made_filled_listed_and_exported(bmc: Bmc) -> None:
    assert "Campus coffee cart" in bmc("new", "Campus", "coffee", "cart").out
    assert bmc("add", "1", "Students", "on", "the", "way").out == (
        "1 note added to Customer segments in “Campus coffee cart”.\n"
    )
    assert bmc("add", "kanalen/bekendheid", "Instagram #online").out == (
        "1 note added to Channels: Awareness in “Campus coffee cart”.\n"
    )
    assert bmc("add", "channels/direct", "At the cart").code == 0
    assert re.fullmatch(
        r"[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  3 notes  Campus coffee cart\n", bmc("list").out
    )
    assert exported(bmc) == [
        "# Campus coffee cart",
        "- Students on the way",
        "- At the cart",
        "### Awareness",
        "- Instagram #online",
    ]


def test_list_has_the_last_changed_first_in_columns_and_as_json(bmc: Bmc) -> None:
    bmc("new", "日本語 café")
    bmc("new", "Second")
    bmc("add", "1", "x", "--canvas", "日本")
    first, second = bmc("list").out.splitlines()
    assert first.endswith("   1 note  日本語 café")
    assert second.endswith("  0 notes  Second")
    listed = json.loads(bmc("list", "--json").out)
    assert [(each["title"], each["notes"]) for each in listed] == [
        ("日本語 café", 1),
        ("Second", 0),
    ]
    assert listed[0]["changed"].endswith("+00:00")
    assert first.startswith(listed[0]["id"][:8])


def test_without_canvases_list_says_how_to_make_one(bmc: Bmc) -> None:
    assert bmc("list").out == "There is no canvas yet. Make one: bmc new TITLE\n"
    assert json.loads(bmc("list", "--json").out) == []
    for command in (["add", "1", "x"], ["show"], ["export"]):
        assert "bmc new TITLE" in said(bmc(*command))


def test_notes_come_from_stdin_a_line_each_without_their_bullets(bmc: Bmc) -> None:
    bmc("new", "T")
    pasted = "\ufeff- één\n\n* twee\r\n1. drie\n[red]vier\n".encode() + b"\xff\n"
    assert bmc("add", "9", stdin=pasted).out.startswith("5 notes added to Cost structure")
    assert exported(bmc)[1:] == ["- één", "- twee", "- drie", "- [red]vier", "- \ufffd"]


def test_text_that_looks_like_an_option_comes_after_two_dashes(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "1", "-5", "%")
    bmc("add", "--canvas", "T", "1", "--", "--canvas", "-x")
    bmc("add", "1", "--canvas", "T", "after", "it")
    assert exported(bmc)[1:] == ["- -5 %", "- --canvas -x", "- after it"]


def test_a_title_that_looks_like_an_option_comes_after_two_dashes_too(bmc: Bmc) -> None:
    bmc("new", "--", "-5", "%")
    assert exported(bmc, "--", "-5 %") == ["# -5 %"]
    assert "1 note added" in bmc("add", "1", "--canvas=-5 %", "--", "--", "x").out
    assert bmc("show", "--plain", "--", "-5 %").out.startswith("-5 %\n")
    assert exported(bmc)[1:] == ["- -- x"]


def test_nothing_to_add_is_said(bmc: Bmc) -> None:
    bmc("new", "T")
    assert "is empty" in said(bmc("add", "1", " ", "\x1b[31m"))
    assert "is empty" in said(bmc("add", "1", stdin=b"\n - \n"))
    assert "is empty" in said(bmc("new", "\u200b"))


def test_a_note_is_added_to_what_somebody_else_saves_meanwhile(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    bmc("new", "T")
    load = Shelf.load

    def load_and_be_overtaken(shelf: Shelf, id_: str) -> StoredCanvas:
        kept = load(shelf, id_)
        monkeypatch.setattr(Shelf, "load", load)
        shelf.save(id_, kept.entry.rev, kept.canvas.add(Block.CHANNELS, "theirs"))
        return kept

    monkeypatch.setattr(Shelf, "load", load_and_be_overtaken)
    assert bmc("add", "channels", "mine").code == 0
    assert exported(bmc)[1:] == ["- theirs", "- mine"]


# Names


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (["show", "nothing"], ["Coffee cart", "Coffee corner"]),
        (["export", "coffee"], ["Coffee cart", "Coffee corner"]),
        (["add", "1", "x", "--canvas", "nothing"], ["Coffee cart", "Coffee corner"]),
        (["add", "nothing", "x"], ["Customer segments", "Cost structure"]),
        (["add", "key", "x"], ["Key resources", "Key activities", "Key partners"]),
        (["add", "3/nothing", "x"], ["Awareness", "After sales", "direct", "online"]),
        (["add", "3/", "x"], ["Awareness", "After sales", "direct", "online"]),
    ],
)
def test_an_unknown_or_ambiguous_name_is_answered_with_the_candidates(
    bmc: Bmc, command: list[str], names: list[str]
) -> None:
    bmc("new", "Coffee cart")
    bmc("new", "Coffee corner")
    line = said(bmc(*command))
    assert all(name in line for name in names)


def test_a_canvas_is_named_by_title_or_id_and_else_is_the_last_used(bmc: Bmc) -> None:
    bmc("new", "First")
    bmc("new", "Second")
    id_ = json.loads(bmc("list", "--json").out)[1]["id"]
    assert exported(bmc) == ["# Second"]
    for name in ("first", "FI", id_, id_[:8]):
        assert exported(bmc, name) == ["# First"]


# Options


def test_options_of_all_commands_stand_before_or_after_the_command(
    bmc: Bmc, tmp_path: Path
) -> None:
    other = str(tmp_path / "other.json")
    bmc("--file", other, "new", "Elsewhere", "--lang", "nl")
    assert "Elsewhere" in bmc("list", "--file", other).out
    assert "Elsewhere" in bmc(f"--file={other}", "list").out
    assert "nog geen canvas" in bmc("--lang", "nl", "list").out
    assert "nog geen canvas" in bmc("list", "--lang=nl").out
    assert bmc("list").out == "There is no canvas yet. Make one: bmc new TITLE\n"


def test_the_environment_chooses_the_language_unless_an_option_does(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "nog geen canvas" in bmc("list").out
    assert "no canvas" in bmc("list", "--lang", "en").out


def test_the_version_is_told(bmc: Bmc) -> None:
    assert re.fullmatch(r"bmc \d+\.\d+\.\d+\n", bmc("--version").out)
    assert bmc("list", "--version").out == bmc("--version").out


@pytest.mark.parametrize("language", ["en", "nl"])
def test_help_names_every_command_and_option(bmc: Bmc, language: str) -> None:
    overview = bmc("--help", "--lang", language)
    assert overview.code == 0
    assert all(re.search(f"^  (.* )?{name} ", overview.out, re.MULTILINE) for name in COMMAND_NAMES)
    for name in COMMAND_NAMES:
        help_ = bmc(name, "-h", "--lang", language)
        assert help_.code == 0
        assert f" bmc {name} " in help_.out
        examples = help_.out.split("examples:\n" if language == "en" else "voorbeelden:\n")[1]
        assert all(line.startswith("  ") and "bmc " in line for line in examples.splitlines())
        assert f"bmc {name}" in examples
        assert all(option in help_.out for option in ("--file", "--lang", "--version", "--help"))
        assert (language == "en") == bool(ENGLISH_OF_ARGPARSE.search(help_.out))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_help_fits_on_one_screen_and_shows_examples(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = bmc("--help", "--lang", language).out.splitlines()
    assert len(lines) < 24  # the shell's prompt comes beneath it
    assert max(map(cell_len, lines)) <= 80
    assert "  bmc export -o plan.md" in lines
    monkeypatch.setenv("COLUMNS", "40")
    narrow = bmc("--help", "--lang", language).out.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in narrow) for name in COMMAND_NAMES)


@pytest.mark.parametrize(
    ("command", "english", "dutch"),
    [
        (["nothing"], "no command “nothing”", "geen opdracht “nothing”"),
        (["add"], "missing: BLOCK[/SECTION]\n", "ontbreekt: BLOK[/ONDERDEEL]\n"),
        (["new"], "missing: TITLE", "ontbreekt: TITEL"),
        (["list", "--nothing"], "mean nothing here: --nothing", "betekenen hier niets: --nothing"),
        (["show", "a", "b"], "mean nothing here: b", "betekenen hier niets: b"),
        (["list", "--file"], "--file: a value is missing", "--file: er ontbreekt een waarde"),
        (["list", "--json=1"], "--json: it takes no value", "--json: hier hoort geen waarde"),
        (["export", "--format", "x"], "no 'x'; choose from 'markdown'", "kies uit 'markdown'"),
        (["list", "--js"], "mean nothing here: --js", "betekenen hier niets: --js"),
    ],
)
def test_a_command_that_is_not_understood_ends_with_2_in_the_persons_language(
    bmc: Bmc, command: list[str], english: str, dutch: str
) -> None:
    for language, words in (("en", english), ("nl", dutch)):
        result = bmc("--lang", language, *command)
        assert (result.code, result.out) == (2, "")
        usage, error = result.err.splitlines(keepends=True)
        assert usage.startswith("usage: bmc " if language == "en" else "gebruik: bmc ")
        assert words in error
        assert language == "en" or not ENGLISH_OF_ARGPARSE.search(result.err)


def test_an_unknown_language_is_answered_with_those_there_are(bmc: Bmc) -> None:
    result = bmc("--lang", "fr", "list")
    assert result.code == 2
    assert "choose from 'en', 'nl'" in result.err


# The picture


@pytest.mark.parametrize("columns", [40, 80, 133])
def test_show_fits_the_width_and_has_every_note_as_it_was_typed(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    bmc("new", "[b]Cart[/b]")
    for text in ("[red]", "[/]", ":smile:", "漢字", "@students"):
        bmc("add", "2", text)
    title, *picture = bmc("show").out.splitlines()
    assert title == " [b]Cart[/b]"
    assert {cell_len(line) for line in picture} == {columns}
    for text in ("[red]", "[/]", ":smile:", "漢字", "@students"):
        assert any(f"· {text} " in line for line in picture)


def test_show_says_which_segments_the_letters_mean(bmc: Bmc) -> None:
    bmc("new", "T")
    bmc("add", "1", "Students")
    bmc("add", "1", "Teachers @staff")
    lines = bmc("show").out.splitlines()
    assert any("A Students " in line for line in lines)
    assert lines[-2:] == [" A students", " B staff"]


@pytest.mark.parametrize("columns", ["0", "1", "²", "wide", "999999"])
def test_show_bears_any_width(bmc: Bmc, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    bmc("new", "T")
    assert "Segments" in bmc("show").out or "Customer segments" in bmc("show").out


def test_show_has_colours_in_a_terminal_and_only_there(environ: dict[str, str]) -> None:
    process(environ, "new", "T")
    process(environ, "add", "1", "A note @students")
    assert b"\x1b" not in process(environ, "show").stdout
    assert "\x1b[32m@students" in in_terminal(environ, "show")
    assert "\x1b[32m" not in in_terminal({**environ, "NO_COLOR": "1"}, "show")
    assert "\x1b" not in in_terminal({**environ, "TERM": "dumb"}, "show")


def in_terminal(environ: Mapping[str, str], *arguments: str) -> str:
    """Return what a command writes to a terminal on stdout."""
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "bmc_tui", *arguments]
    with subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=terminal):
        os.close(terminal)
        written = b""
        try:
            while part := os.read(master, 65536):
                written += part
        except OSError:  # so Linux says that nobody is at the other end any more
            pass
        finally:
            os.close(master)
    return written.decode()


# Files


def test_export_writes_a_file_once_and_again_only_by_force(bmc: Bmc, tmp_path: Path) -> None:
    bmc("new", "T")
    file = tmp_path / "plan.md"
    assert bmc("export", "--output", str(file)).out == f"Written to {file}.\n"
    assert file.read_text(encoding="utf-8") == bmc("export").out == bmc("export", "--output=-").out
    file.write_text("mine")
    file.chmod(0o640)
    assert "--force" in said(bmc("export", "--output", str(file)))
    assert file.read_text() == "mine"
    assert bmc("export", "--output", str(file), "--force").code == 0
    assert file.read_text().startswith("# T\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir() if "canvases" not in path.name} == {"plan.md"}


def test_a_new_export_has_the_mode_that_files_have_and_takes_away_no_other_file(
    bmc: Bmc, tmp_path: Path
) -> None:
    bmc("new", "T")
    other = tmp_path / f".bmc-{os.getpid()}.tmp"
    other.write_text("mine")
    umask = os.umask(0o027)
    try:
        assert bmc("export", "--output", str(tmp_path / "plan.md")).code == 0
    finally:
        os.umask(umask)
    assert (tmp_path / "plan.md").stat().st_mode & 0o777 == 0o640
    assert other.read_text() == "mine"


def test_a_link_stays_a_link_and_gets_the_new_text_behind_it(bmc: Bmc, tmp_path: Path) -> None:
    bmc("new", "T")
    (tmp_path / "plan.md").write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to("plan.md")
    assert bmc("export", "--output", str(link), "--force").code == 0
    assert link.is_symlink()
    assert (tmp_path / "plan.md").read_text().startswith("# T\n")


@pytest.mark.parametrize("name", ["", ".", "missing/plan.md", "canvases.json/plan.md", "x" * 300])
def test_an_output_that_cannot_be_written_is_said(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    bmc("new", "T")
    before = sorted(tmp_path.iterdir())
    assert "Choose another" in said(bmc("export", "--output", name, "--force"))
    assert sorted(tmp_path.iterdir()) == before


def test_a_damaged_file_is_named_and_left_alone(bmc: Bmc, tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.write_text("{")
    for command in (["list"], ["new", "T"], ["add", "1", "x"], ["show"], ["export"]):
        assert str(file) in said(bmc(*command))
    assert file.read_text() == "{"


def test_a_note_of_an_unknown_section_is_printed_with_the_general_ones(
    bmc: Bmc, tmp_path: Path
) -> None:
    bmc("new", "T")
    file = tmp_path / "canvases.json"
    bmc("add", "3/awareness", "known")
    file.write_text(file.read_text().replace('"awareness"', '"later"'))
    assert exported(bmc) == ["# T", "- known"]
    assert "known" in bmc("show").out


# Hostile surroundings


def test_nothing_that_was_given_reaches_the_terminal_as_a_command(bmc: Bmc, tmp_path: Path) -> None:
    hostile = "a\x1b[31m\x9b2J\x07\u202eb\udcff[red]\nc"
    bmc("new", hostile)
    bmc("add", "1", hostile)
    bmc("new", "Other")
    outputs = [
        *(bmc(*command) for command in (["list"], ["list", "--json"], ["export", "a"])),
        *(bmc(command, "a") for command in ("show", "export")),
        *(bmc(*command, hostile) for command in (["show"], ["add", "1", "x", "--canvas"])),
        *(bmc("add", block, "x") for block in (hostile, f"1/{hostile}")),
        *(bmc(*command) for command in ([hostile], ["list", hostile], ["list", "--lang", hostile])),
        bmc("list", "--file", str(tmp_path / hostile / "\x1b[1m")),
        bmc("export", "--output", str(tmp_path / hostile / "x")),
    ]
    for result in outputs:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", result.out)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", result.err)
    assert "ab\ufffd[red] c" in bmc("list").out


def test_arguments_that_are_no_utf_8_are_kept_as_far_as_they_can_be(
    environ: dict[str, str],
) -> None:
    assert process(environ, "new", b"caf\xe9").returncode == 0
    assert "caf\ufffd" in process(environ, "list").stdout.decode()


@pytest.mark.parametrize("surroundings", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_any_encoding_of_the_terminal_will_do(
    environ: dict[str, str], surroundings: dict[str, str]
) -> None:
    narrow = {**environ, **surroundings}
    process(environ, "new", "Café 漢字")
    for command in (["list"], ["show"], ["export"], ["show", "é"], ["--help", "--lang", "nl"]):
        result = process(narrow, *command)
        assert result.returncode == (1 if command[-1] == "é" else 0)
        assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["list", "show", "export", "--help"])
def test_a_reader_that_has_left_is_no_error(environ: dict[str, str], command: str) -> None:
    process(environ, "new", "T")
    read, write = os.pipe()
    os.close(read)
    line = [sys.executable, "-m", "bmc_tui", command]
    left = subprocess.run(line, env=environ, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (left.returncode, left.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_is_full_is_said(environ: dict[str, str]) -> None:
    process(environ, "new", "T")
    with Path("/dev/full").open("wb") as full:
        line = [sys.executable, "-m", "bmc_tui", "export"]
        result = subprocess.run(line, env=environ, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_errors_that_cannot_be_written_still_show_in_the_exit_code(environ: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        line = [sys.executable, "-m", "bmc_tui", "nothing"]
        result = subprocess.run(line, env=environ, stderr=full, check=False)
    assert result.returncode == 2


def without_stdout(*arguments: str) -> list[str]:
    """Return the command line that starts the program with its stdout closed."""
    return ["sh", "-c", 'exec "$0" -m bmc_tui "$@" >&-', sys.executable, *arguments]


@pytest.mark.parametrize("command", ["list", "show", "export"])
def test_an_output_that_is_closed_is_said(environ: dict[str, str], command: str) -> None:
    process(environ, "new", "T")
    result = subprocess.run(
        without_stdout(command), env=environ, stderr=subprocess.PIPE, check=False
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert b"can't be written" in result.stderr


def test_usage_that_is_wrong_ends_with_2_whether_or_not_there_is_an_output(
    environ: dict[str, str],
) -> None:
    result = subprocess.run(
        without_stdout("nothing"), env=environ, stderr=subprocess.PIPE, check=False
    )
    assert result.returncode == 2


def test_ctrl_c_ends_a_command_quietly(bmc: Bmc, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Shelf) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Shelf, "entries", interrupt)
    assert bmc("list") == (130, "", "")


# The app


def test_without_a_terminal_the_app_names_what_works_without(bmc: Bmc, tmp_path: Path) -> None:
    for command in ([], ["open"], ["open", "T"], ["--file", str(tmp_path / "x.json")]):
        line = said(bmc(*command), code=2)
        assert "bmc show" in line
        assert "bmc export" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_terminal_that_can_do_nothing_is_refused(
    environ: dict[str, str], term: str | None
) -> None:
    del environ["TERM"]
    if term is not None:
        environ["TERM"] = term
    master, terminal = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "bmc_tui"], env=environ, stdin=terminal, stderr=terminal, check=False
    )
    os.close(terminal)
    line = os.read(master, 4096).decode()
    os.close(master)
    assert result.returncode == 2
    assert "bmc show" in line
    assert line.count("\n") == 1


def test_the_app_ends_quietly_where_stdout_is_closed(environ: dict[str, str]) -> None:
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with subprocess.Popen(
        without_stdout(), env=environ, stdin=terminal, stderr=terminal, start_new_session=True
    ) as app:
        os.close(terminal)
        written = os.read(master, 65536)
        os.write(master, b"q")
        with suppress(OSError):  # so Linux says that nobody is at the other end any more
            while part := os.read(master, 65536):
                written += part
        os.close(master)
        assert app.wait(20) == 0
    assert b"Traceback" not in written


def test_a_new_canvas_can_be_an_example_under_its_own_or_another_title(bmc: Bmc) -> None:
    assert bmc("new", "--example", "coffee-cart").out.startswith("Made “Campus coffee cart”")
    assert "Students between two lectures" in bmc("export").out
    assert "Made “Mine”" in bmc("new", "--example", "marketplace", "Mine").out
    assert bmc("export").out.startswith("# Mine\n")


def test_the_examples_are_named_in_the_help_and_where_there_is_no_such_example(bmc: Bmc) -> None:
    for answer in (bmc("new", "--help").out, bmc("new", "--example", "cofee").err):
        assert "zzp-tekstschrijver" in answer
    assert bmc("new", "--example", "cofee").code == 2


def test_a_new_canvas_needs_a_title_or_an_example(bmc: Bmc) -> None:
    assert bmc("new").code == 2
