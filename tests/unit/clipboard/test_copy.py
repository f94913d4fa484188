import base64
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import pytest

from bmc_tui import guide
from bmc_tui.clipboard import Outcome, Reason, copy, outcome_message
from bmc_tui.clipboard.copy import ROUTE_TIMEOUT_S
from bmc_tui.clipboard.outcome import Unsent
from tests.e2e import displays
from tests.e2e.waiting import TIMEOUT_S

TEXT = "# Café op wielen\n\n## Segments\n\n- Studenten @students “ë” 日本 👩‍👩‍👧 🇳🇱\n" * 20
BARE = {"PATH": os.environ["PATH"], "TERM": "xterm-256color"}
SSH = [{"SSH_TTY": "/dev/pts/7"}, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}]


@dataclass
class Place:
    """A place to copy from: a terminal that records what it is sent, and a data folder."""

    file: Path
    sent: list[str] = field(default_factory=list)

    def copy(
        self, environ: dict[str, str], text: str = TEXT, timeout_s: float = TIMEOUT_S
    ) -> Outcome:
        """Copy from here, with nothing known of the surroundings but `environ`."""
        return copy(
            text,
            environ=BARE | environ,
            send=self.sent.append,
            file=self.file,
            timeout_s=timeout_s,
        )

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
    with displays.working_display() as environ:
        yield environ


@pytest.fixture
def mute_display() -> Iterator[tuple[dict[str, str], socket]]:
    with displays.unresponsive_display() as mute:
        yield mute


@pytest.mark.needs("Xvfb", "xclip")
def test_on_a_desktop_the_text_is_in_the_clipboard_and_only_there(
    place: Place, display: dict[str, str]
) -> None:
    assert place.copy(display) == Outcome()
    assert displays.read_clipboard(display) == TEXT
    assert not place.sent
    assert not place.file.exists()


@pytest.mark.needs("Xvfb", "xclip")
def test_text_with_its_own_line_ends_is_verified_too(place: Place, display: dict[str, str]) -> None:
    assert place.copy(display, "one\r\ntwo\n").copied


@pytest.mark.needs("Xvfb", "xclip")
def test_a_plain_locale_does_not_harm_the_text(place: Place, display: dict[str, str]) -> None:
    assert place.copy(display | {"LC_ALL": "C"}).copied
    assert displays.read_clipboard(display) == TEXT


@pytest.mark.needs("Xvfb", "xclip")
def test_a_file_named_like_the_library_is_not_run(
    place: Place, display: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyperclip.py").write_text("raise SystemExit(0)\n")
    monkeypatch.chdir(tmp_path)
    assert place.copy(display).copied
    assert displays.read_clipboard(display) == TEXT


LATE_XCLIP = """#!/bin/sh
cd {folder}
case "$*" in
*-o*)
  echo >>reads
  [ "$(wc -l <reads)" -lt 6 ] || {xclip} -selection clipboard -i <text >/dev/null 2>&1
  exec {xclip} "$@" ;;
*) cat >text ;;
esac
"""
"""Takes the clipboard over once it has been read for the sixth time."""


@pytest.mark.needs("Xvfb", "xclip")
def test_a_clipboard_that_is_taken_over_late_is_waited_for(
    place: Place, display: dict[str, str], tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "xclip"
    program.parent.mkdir()
    program.write_text(LATE_XCLIP.format(folder=tmp_path, xclip=shutil.which("xclip")))
    program.chmod(0o700)
    environ = {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    assert place.copy(display | environ, "later") == Outcome()
    assert displays.read_clipboard(display) == "later"


@pytest.mark.needs("Xvfb", "xclip", "wl-copy")
def test_a_display_of_wayland_that_is_gone_does_not_keep_x11_from_it(
    place: Place, display: dict[str, str], tmp_path: Path
) -> None:
    gone = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert place.copy(display | gone) == Outcome()
    assert displays.read_clipboard(display) == TEXT


WSL_KERNEL = """
import builtins, io
read = builtins.open
def open_(file, *arguments, **options):
    if file == "/proc/version":
        return io.StringIO("Linux version 6.6.87.2-microsoft-standard-WSL2")
    return read(file, *arguments, **options)
builtins.open = open_
"""


@pytest.mark.needs("Xvfb", "xclip")
def test_in_wsl_without_the_programs_of_windows_the_display_is_taken(
    place: Place, display: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WSL_KERNEL)
    wsl = {"WSL_DISTRO_NAME": "Debian", "PYTHONPATH": str(tmp_path)}
    assert place.copy(display | wsl) == Outcome()
    assert displays.read_clipboard(display) == TEXT
    assert place.copy(wsl).reason is Reason.MISSING


@pytest.mark.needs("xclip")
def test_a_display_that_is_gone_is_not_called_copied(
    place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    outcome = place.copy(displays.DEAD_DISPLAY)
    assert outcome == Outcome(Reason.REFUSED, sent=True, path=place.file)
    assert place.received() == place.saved() == TEXT
    assert capfd.readouterr() == ("", "")


@pytest.mark.needs("xclip")
def test_a_display_that_does_not_answer_is_given_up(
    place: Place, mute_display: tuple[dict[str, str], socket]
) -> None:
    environ, _ = mute_display  # which does not answer before the test has ended
    outcome = place.copy(environ, timeout_s=ROUTE_TIMEOUT_S)
    assert outcome == Outcome(Reason.SLOW, sent=True, path=place.file)
    assert place.received() == place.saved() == TEXT


def test_without_a_display_the_terminal_and_a_file_get_the_text(place: Place) -> None:
    outcome = place.copy({})
    assert outcome == Outcome(Reason.MISSING, sent=True, path=place.file)
    assert place.received() == place.saved() == TEXT


def test_without_python_to_run_it_is_reported_not_raised(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert place.copy({}) == Outcome(Reason.MISSING, sent=True, path=place.file)


@pytest.mark.parametrize("ssh", SSH, ids=["tty", "connection"])
def test_over_ssh_the_display_of_that_machine_is_left_alone(
    place: Place, mute_display: tuple[dict[str, str], socket], ssh: dict[str, str]
) -> None:
    environ, server = mute_display
    outcome = place.copy(environ | ssh)
    assert not displays.has_connection(server)
    assert outcome == Outcome(Reason.REMOTE, sent=True, path=place.file)
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


def test_a_file_that_cannot_be_written_is_reported_and_leaves_nothing(place: Place) -> None:
    place.file.mkdir(parents=True)
    outcome = place.copy({})
    assert outcome.sent
    message = outcome_message(outcome, guide.load("nl"))
    assert f"In {place.file} bewaren lukte niet: het is een map." in message
    assert place.received() == TEXT
    assert list(place.file.parent.iterdir()) == [place.file]


def test_a_terminal_that_is_gone_leaves_the_file(place: Place) -> None:
    def send(sequence: str) -> None:
        raise BrokenPipeError(sequence)

    outcome = copy(TEXT, environ=BARE, send=send, file=place.file)
    assert outcome == Outcome(Reason.MISSING, path=place.file)
    place.file.unlink()
    place.file.mkdir()
    assert copy(TEXT, environ=BARE, send=send, file=place.file).lost


def test_half_a_character_does_not_stop_the_copy(place: Place) -> None:
    place.copy({}, "a\ud800b")
    assert place.received() == place.saved() == "a?b"


@pytest.mark.parametrize("language", guide.languages())
@pytest.mark.parametrize("reason", Reason)
def test_the_message_says_where_the_text_is(language: str, reason: Reason) -> None:
    words, path = guide.load(language), Path("/data/copied.md")
    full = OSError(errno.ENOSPC, "No space left on device")
    copied = outcome_message(Outcome(), words)
    for outcome in (
        Outcome(reason, sent=True, path=path),
        Outcome(reason, sent=True, path=path, save_error=full),
        Outcome(reason, path=path),
        Outcome(reason, path=path, save_error=full),
        Outcome(reason, unsent=Unsent.TOO_LARGE, path=path),
    ):
        message = outcome_message(outcome, words, "m")
        assert words.say(f"clipboard.why.{reason}") in message
        assert "/data/copied.md" in message
        assert words.say("clipboard.by_hand", key="m") in message
        assert (words.reason(full) in message) == (outcome.save_error is full)
        assert not message.startswith(copied.split(".")[0])


@pytest.mark.parametrize("terminal", ["linux", "dumb", "vt220", "eterm-color", ""])
@pytest.mark.parametrize("ssh", [{}, *SSH], ids=["here", "tty", "connection"])
def test_a_console_is_sent_nothing_and_the_file_has_the_text(
    place: Place, terminal: str, ssh: dict[str, str]
) -> None:
    outcome = place.copy({"TERM": terminal} | ssh)
    assert outcome == Outcome(Reason.REMOTE if ssh else Reason.MISSING, path=place.file)
    assert not place.sent
    assert place.saved() == TEXT
    assert outcome_message(outcome, guide.load("en")).endswith(
        f"Not copied. It is saved: open {place.file}"
    )


def test_gnu_screen_is_sent_pieces_that_it_passes_on_whole(place: Place) -> None:
    outcome = place.copy({"STY": "1.pts-0.host", "TERM": "screen.xterm-256color"})
    assert outcome == Outcome(Reason.MISSING, sent=True, path=place.file)
    (sent,) = place.sent
    pieces = re.findall("\x1bP.*?\x1b\\\\", sent, re.DOTALL)
    assert "".join(pieces) == sent
    assert max(map(len, pieces)) <= 250
    place.sent[:] = ["".join(piece[2:-2] for piece in pieces)]
    assert place.received() == place.saved() == TEXT


@pytest.mark.needs("Xvfb", "xclip")
def test_in_gnu_screen_the_desktop_is_not_known_to_be_the_users_own(
    place: Place, display: dict[str, str]
) -> None:
    outcome = place.copy(display | {"STY": "1.pts-0.host"})
    assert outcome == Outcome(sent=True, path=place.file)
    assert displays.read_clipboard(display) == place.saved() == TEXT
    message = outcome_message(outcome, guide.load("en"))
    assert message.startswith("Copied to the clipboard of this machine. Sent to your terminal")
    assert message.endswith(f"saved in {place.file}")


@pytest.mark.parametrize("ssh", [{}, SSH[0]], ids=["here", "ssh"])
@pytest.mark.parametrize("terminal", ["screen", "screen-256color", "screen.xterm-256color"])
def test_a_terminal_that_may_be_screen_is_sent_both_forms(
    place: Place, terminal: str, ssh: dict[str, str]
) -> None:
    place.copy(ssh | {"TERM": terminal})
    (sent,) = place.sent
    plain, begin, rest = sent.partition("\x1bP")
    place.sent[:] = [plain]
    assert place.received() == TEXT
    assert "".join(piece.removeprefix("\x1bP") for piece in rest.split("\x1b\\")) == plain
    assert begin


@pytest.mark.parametrize("environ", [{}, {"STY": "1.pts-0.host"}], ids=["terminal", "screen"])
def test_what_is_too_large_for_a_terminal_goes_to_the_file_and_is_reported(
    place: Place, environ: dict[str, str]
) -> None:
    assert place.copy(environ, "x" * 74_994).sent
    place.sent.clear()
    outcome = place.copy(environ, "x" * 74_995)
    assert outcome == Outcome(Reason.MISSING, unsent=Unsent.TOO_LARGE, path=place.file)
    assert not place.sent
    assert len(place.saved()) == 74_995
    assert "too large" in outcome_message(outcome, guide.load("en"))


def test_a_tmux_that_is_gone_is_not_an_obstacle(place: Place, tmp_path: Path) -> None:
    outcome = place.copy({"TMUX": f"{tmp_path}/gone,1,0"})
    assert outcome == Outcome(Reason.MISSING, sent=True, path=place.file)
    assert place.received() == place.saved() == TEXT


def test_of_a_console_which_is_sent_nothing_no_size_is_reported(place: Place) -> None:
    outcome = place.copy({"TERM": "linux"}, "x" * 75_000)
    assert outcome == Outcome(Reason.MISSING, path=place.file)
    assert place.sent == []
