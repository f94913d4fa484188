"""Rich text on real clipboards: a page goes there as `text/html`, and is read back from there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from socket import socket

import pytest

from bmc_tui import guide
from bmc_tui.clipboard import Outcome, Reason, copy_rich, rich_message
from bmc_tui.clipboard.copy import ROUTE_TIMEOUT_S
from bmc_tui.clipboard.environment import detect_environment
from bmc_tui.formats import FORMATS
from bmc_tui.formats.page.html_reader import read
from tests.e2e import displays
from tests.e2e.waiting import TIMEOUT_S
from tests.unit.formats.whole_canvases import WHOLE_CANVASES, texts_by_block

PAGE = "<h1>Café op wielen</h1>\n<ul><li>Studenten “ë” 日本 👩‍👩‍👧</li></ul>\n"
BARE = {"PATH": os.environ["PATH"], "TERM": "xterm-256color"}
SSH = {"SSH_TTY": "/dev/pts/7"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "copied.html"


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    with displays.working_display() as environ:
        yield environ


@pytest.fixture
def mute_display() -> Iterator[tuple[dict[str, str], socket]]:
    with displays.unresponsive_display() as mute:
        yield mute


def copy_page(environ: dict[str, str], file: Path, page: str = PAGE) -> Outcome:
    return copy_rich(page, environ=BARE | environ, file=file, timeout_s=TIMEOUT_S)


@pytest.mark.needs("Xvfb", "xclip")
def test_on_a_desktop_the_clipboard_has_the_page_as_html_and_nothing_is_saved(
    display: dict[str, str], file: Path
) -> None:
    assert copy_page(display, file) == Outcome()
    assert displays.clipboard_types(display) >= {"text/html"}
    html = displays.read_clipboard(display, "text/html")
    assert html.isascii()
    assert html.encode() == PAGE.encode("ascii", "xmlcharrefreplace")
    assert not file.exists()


@pytest.mark.needs("Xvfb", "xclip")
@pytest.mark.parametrize(
    ("name", "language"),
    zip([name for name, each in FORMATS.items() if each.has_layout], cycle(guide.languages())),
)
def test_every_note_arrives_once_in_its_block(
    display: dict[str, str], file: Path, name: str, language: str
) -> None:
    words = guide.load(language)
    for canvas in WHOLE_CANVASES:
        assert copy_page(display, file, FORMATS[name].write_page(canvas, words)).copied
        pasted = read(displays.read_clipboard(display, "text/html")).canvas
        assert pasted.title == canvas.title
        assert texts_by_block(pasted, words) == texts_by_block(canvas, words)
        assert not pasted.parked


@pytest.mark.needs("sway", "wl-copy")
def test_on_wayland_the_clipboard_has_it_and_offers_it_as_plain_text_too(file: Path) -> None:
    with displays.wayland_display() as environ:
        assert copy_page(environ | {"DISPLAY": ":7777"}, file) == Outcome()
        read_html = ["wl-paste", "--no-newline", "--type", "text/html"]
        html = subprocess.check_output(read_html, env=environ, timeout=TIMEOUT_S)
        assert html == PAGE.encode("ascii", "xmlcharrefreplace")
        types = subprocess.check_output(["wl-paste", "--list-types"], env=environ).decode()
        assert {"text/html", "text/plain"} <= set(types.split())
    assert not file.exists()


@pytest.mark.needs("Xvfb", "xclip")
def test_plain_text_that_is_put_there_meanwhile_is_not_called_copied(
    display: dict[str, str], file: Path, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "xclip"
    program.parent.mkdir()
    xclip = shutil.which("xclip")
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *-o) exec {xclip} "$@";; *) cat >/dev/null;; esac\n'
    )
    program.chmod(0o700)
    displays.write_clipboard(display, b"<h1>Plain</h1>")
    outcome = copy_page(display | {"PATH": f"{program.parent}:{BARE['PATH']}"}, file)
    assert outcome == Outcome(Reason.REFUSED, path=file)
    assert displays.read_clipboard(display) == "<h1>Plain</h1>"


@pytest.mark.needs("xclip")
def test_a_display_that_is_gone_or_mute_is_not_called_copied(
    mute_display: tuple[dict[str, str], socket], file: Path
) -> None:
    assert copy_page(displays.DEAD_DISPLAY, file) == Outcome(Reason.REFUSED, path=file)
    environ, _ = mute_display
    outcome = copy_rich(PAGE, environ=BARE | environ, file=file, timeout_s=ROUTE_TIMEOUT_S)
    assert outcome == Outcome(Reason.SLOW, path=file)


def test_over_ssh_no_display_is_touched_and_the_page_is_saved(
    mute_display: tuple[dict[str, str], socket], file: Path
) -> None:
    environ, server = mute_display
    assert copy_page(environ | SSH, file) == Outcome(Reason.REMOTE, path=file)
    assert not displays.has_connection(server)
    assert read(file.read_text(encoding="ascii").replace("h1>", "h2>Channels ")).canvas.note_count


def test_over_ssh_the_page_goes_to_a_display_that_is_forwarded(file: Path, tmp_path: Path) -> None:
    path = fake(tmp_path / "bin", "xclip", "*-o", 'echo "$DISPLAY" >display; cat >clipboard')
    forwarded = {"DISPLAY": "localhost:10.0", "WAYLAND_DISPLAY": "wayland-0"}
    assert copy_page(path | SSH | forwarded, file) == Outcome()
    assert (tmp_path / "bin" / "display").read_text() == "localhost:10.0\n"
    assert not file.exists()
    for display in (":0", ":10", "localhost:0", "elsewhere:10.0"):  # of the machine itself
        assert copy_page(path | SSH | {"DISPLAY": display}, file).reason is Reason.REMOTE


@pytest.mark.needs("xclip")
def test_a_forwarded_display_that_is_gone_is_not_called_copied(file: Path) -> None:
    gone = SSH | {"DISPLAY": "localhost:7777.0"}
    assert copy_page(gone, file) == Outcome(Reason.REFUSED, path=file)
    no_program = gone | {"PATH": "/nowhere"}
    assert copy_page(no_program, file) == Outcome(Reason.MISSING, path=file)


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":0", "PATH": "/nowhere"}])
def test_without_a_display_or_a_program_it_is_missing(environ: dict[str, str], file: Path) -> None:
    assert copy_page(environ, file) == Outcome(Reason.MISSING, path=file)


@pytest.mark.needs("Xvfb", "xclip")
def test_in_gnu_screen_the_desktop_is_not_known_to_be_the_users_own(
    display: dict[str, str], file: Path
) -> None:
    assert copy_page(display | {"STY": "1.pts-0.host"}, file) == Outcome(path=file)
    assert displays.read_clipboard(display, "text/html").encode() == file.read_bytes()


FAKE = """#!/bin/sh
cd {folder}
case "$*" in
{reads}) cat clipboard ;;
*) {write} ;;
esac
"""


def fake(folder: Path, name: str, reads: str, write: str) -> dict[str, str]:
    """Put a program first on the path that replaces the one of another system."""
    folder.mkdir()
    (folder / name).write_text(FAKE.format(folder=folder, reads=reads, write=write))
    (folder / name).chmod(0o700)
    return {"PATH": f"{folder}:{BARE['PATH']}"}


def test_windows_clipboard_is_read_back_behind_its_header(file: Path, tmp_path: Path) -> None:
    write = r"(printf 'Version:1.0\r\n'; sed 's/$/\r/') >clipboard"
    path = fake(tmp_path / "bin", "powershell.exe", "*Get-Clipboard*", write)
    assert copy_page(path | {"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"}, file) == Outcome()


def test_what_applescript_gives_back_is_read(
    monkeypatch: pytest.MonkeyPatch, file: Path, tmp_path: Path
) -> None:
    write = "sed 's/.*: *\\(«data HTML[0-9a-f]*»\\)}.*/\\1/' >clipboard"
    path = fake(tmp_path / "bin", "osascript", "*class\\ HTML*", write)
    monkeypatch.setattr(detect_environment, "__defaults__", ("darwin",))
    assert copy_page(path, file) == Outcome()


@pytest.mark.parametrize("language", guide.languages())
@pytest.mark.parametrize("reason", Reason)
def test_the_message_says_that_it_was_not_copied_and_where_it_is(
    language: str, reason: Reason
) -> None:
    words, path = guide.load(language), Path("/data/copied.html")
    message = rich_message(Outcome(reason, path=path), words)
    assert message.startswith(words.say(f"clipboard.rich.why.{reason}"))
    assert words.say("clipboard.not_copied") in message
    assert "/data/copied.html" in message
    full = OSError(28, "No space left on device")
    message = rich_message(Outcome(reason, path=path, save_error=full), words)
    assert words.reason(full) in message
