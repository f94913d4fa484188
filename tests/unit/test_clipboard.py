import base64
import errno
import os
import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bmc_tui import guide
from bmc_tui.ui.clipboard import Kind, Outcome, Reason, copy, tell

TEXT = "# Café op wielen\n\n## Segments\n\n- Studenten @students “ë” 日本 👩‍👩‍👧 🇳🇱\n" * 20
BARE = {"PATH": os.environ["PATH"]}
SSH = [{"SSH_TTY": "/dev/pts/7"}, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}]


@dataclass
class Place:
    """Somewhere to copy from: a terminal that keeps what it is sent, and a data folder."""

    file: Path
    sent: list[str] = field(default_factory=list)

    def copy(self, environ: dict[str, str], text: str = TEXT) -> Outcome:
        """Copy from here, with nothing known of the surroundings but `environ`."""
        return copy(text, environ=BARE | environ, send=self.sent.append, file=self.file)

    def saved(self) -> str:
        """What the file holds."""
        return self.file.read_bytes().decode()

    def received(self) -> str:
        """What the terminal would put in its clipboard."""
        (sequence,) = self.sent
        match = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
        assert match
        return base64.b64decode(match[1]).decode()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data" / "copied.md")


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "64x64x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield {"DISPLAY": f":{number}"}
    server.terminate()
    server.wait(10)


@pytest.fixture
def mute_display() -> Iterator[dict[str, str]]:
    """A display that takes the connection and never says a word."""
    for number in range(90, 190):
        server = socket.socket()
        try:
            server.bind(("127.0.0.1", 6000 + number))
        except OSError:
            server.close()
            continue
        with server:
            server.listen(5)
            yield {"DISPLAY": f"127.0.0.1:{number}"}
        return
    pytest.fail("no free port for a display")


def xclip(display: dict[str, str]) -> str:
    command = ["xclip", "-selection", "clipboard", "-o"]
    return subprocess.check_output(command, env=BARE | display, timeout=5).decode()


@pytest.mark.needs("Xvfb", "xclip")
def test_on_a_desktop_the_text_is_in_the_clipboard_and_only_there(
    place: Place, display: dict[str, str]
) -> None:
    assert place.copy(display) == Outcome(Kind.COPIED)
    assert xclip(display) == TEXT
    assert not place.sent
    assert not place.file.exists()


@pytest.mark.needs("Xvfb", "xclip")
def test_text_with_its_own_line_ends_is_verified_too(place: Place, display: dict[str, str]) -> None:
    assert place.copy(display, "one\r\ntwo\n").kind is Kind.COPIED


@pytest.mark.needs("Xvfb", "xclip")
def test_a_plain_locale_does_not_harm_the_text(place: Place, display: dict[str, str]) -> None:
    assert place.copy(display | {"LC_ALL": "C"}).kind is Kind.COPIED
    assert xclip(display) == TEXT


@pytest.mark.needs("Xvfb", "xclip")
def test_a_file_named_like_the_library_is_not_run(
    place: Place, display: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyperclip.py").write_text("raise SystemExit(0)\n")
    monkeypatch.chdir(tmp_path)
    assert place.copy(display).kind is Kind.COPIED
    assert xclip(display) == TEXT


@pytest.mark.needs("xclip")
def test_a_display_that_is_gone_is_not_called_copied(
    place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    outcome = place.copy({"DISPLAY": ":7777"})
    assert outcome == Outcome(Kind.SENT, path=place.file, reason=Reason.REFUSED)
    assert place.received() == place.saved() == TEXT
    assert capfd.readouterr() == ("", "")


@pytest.mark.needs("xclip")
def test_a_display_that_does_not_answer_is_given_up_in_time(
    place: Place, mute_display: dict[str, str]
) -> None:
    start = time.monotonic()
    outcome = place.copy(mute_display)
    assert time.monotonic() - start < 2.5
    assert outcome == Outcome(Kind.SENT, path=place.file, reason=Reason.SLOW)
    assert place.received() == place.saved() == TEXT


def test_without_a_display_the_terminal_and_a_file_get_the_text(place: Place) -> None:
    outcome = place.copy({})
    assert outcome == Outcome(Kind.SENT, path=place.file, reason=Reason.MISSING)
    assert place.received() == place.saved() == TEXT


def test_without_python_to_run_it_is_told_not_raised(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert place.copy({}) == Outcome(Kind.SENT, path=place.file, reason=Reason.MISSING)


@pytest.mark.parametrize("ssh", SSH, ids=["tty", "connection"])
def test_over_ssh_the_display_of_that_machine_is_left_alone(
    place: Place, mute_display: dict[str, str], ssh: dict[str, str]
) -> None:
    start = time.monotonic()
    outcome = place.copy(mute_display | ssh)
    assert time.monotonic() - start < 1
    assert outcome == Outcome(Kind.SENT, path=place.file, reason=Reason.REMOTE)
    assert place.received() == place.saved() == TEXT


def test_the_file_is_for_its_owner_only(place: Place) -> None:
    place.copy({})
    assert stat.S_IMODE(place.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.file.parent.stat().st_mode) == 0o700


def test_the_next_copy_replaces_the_file_and_leaves_nothing_beside_it(place: Place) -> None:
    place.copy({})
    place.copy({}, "shorter")
    assert place.saved() == "shorter"
    assert list(place.file.parent.iterdir()) == [place.file]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(place: Place) -> None:
    place.file.mkdir(parents=True)
    outcome = place.copy({})
    assert outcome.kind is Kind.SENT
    told = tell(outcome, guide.load("nl"))
    assert f"In {place.file} bewaren lukte ook niet: het is een map." in told
    assert place.received() == TEXT
    assert list(place.file.parent.iterdir()) == [place.file]


def test_a_terminal_that_is_gone_leaves_the_file(place: Place) -> None:
    def send(sequence: str) -> None:
        raise BrokenPipeError(sequence)

    outcome = copy(TEXT, environ=BARE, send=send, file=place.file)
    assert outcome == Outcome(Kind.SAVED, path=place.file, reason=Reason.MISSING)
    place.file.unlink()
    place.file.mkdir()
    assert copy(TEXT, environ=BARE, send=send, file=place.file).kind is Kind.FAILED


def test_half_a_character_does_not_stop_the_copy(place: Place) -> None:
    place.copy({}, "a\ud800b")
    assert place.received() == place.saved() == "a?b"


@pytest.mark.parametrize("language", guide.languages())
@pytest.mark.parametrize("reason", Reason)
def test_what_is_told_says_where_the_text_is(language: str, reason: Reason) -> None:
    words, path = guide.load(language), Path("/data/copied.md")
    full = OSError(errno.ENOSPC, "No space left on device")
    copied = tell(Outcome(Kind.COPIED), words)
    for outcome in (
        Outcome(Kind.SENT, path, reason),
        Outcome(Kind.SENT, path, reason, full),
        Outcome(Kind.SAVED, path, reason),
        Outcome(Kind.FAILED, path, reason, full),
    ):
        told = tell(outcome, words)
        assert words.say(f"clipboard.why.{reason}") in told
        assert "/data/copied.md" in told
        assert (words.reason(full) in told) == (outcome.trouble is full)
        assert not told.startswith(copied.split(".")[0])
