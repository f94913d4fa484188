"""Rich text over the line of a terminal that speaks kitty's protocol for the clipboard."""

import base64
import os
import pty
import re
import select
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.examples import load_example
from bmc_tui.formats.page.html_reader import read
from bmc_tui.guide import load
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import TIMEOUT_S
from tests.unit.formats.whole_canvases import texts_by_block

pytestmark = pytest.mark.slow

PACKET = re.compile(rb"\x1b\]5522;([^\x1b]*)\x1b\\")


class FakeKitty:
    """A terminal that answers the packets of the protocol; see sw.kovidgoyal.net/kitty/clipboard.

    Args:
        denies: The error that it answers a write with; "" for none.
        is_mute: Whether it answers nothing.
    """

    def __init__(self, denies: str = "", *, is_mute: bool = False) -> None:
        self._denies, self._is_mute = denies, is_mute
        self._pending: dict[str, bytes] = {}
        self.clipboard: dict[str, bytes] = {"text/plain": b"older"}
        self.packets = 0

    def answer(self, packet: bytes) -> str:
        """Take a packet, and return the answer to it."""
        metadata, _, payload = packet.decode("ascii").partition(";")
        fields = dict(field.split("=", 1) for field in metadata.split(":"))
        content, same_id = base64.b64decode(payload), f"id={fields['id']}"
        self.packets += 1
        if self._is_mute:
            return ""
        if fields["type"] == "read":
            assert content == b"."
            types = base64.b64encode(" ".join(self.clipboard).encode()).decode()
            mime = base64.b64encode(b".").decode()
            status = ("OK", f"DATA:mime={mime};{types}", "DONE")
            return "".join(f"\x1b]5522;type=read:{same_id}:status={each}\x1b\\" for each in status)
        if fields["type"] == "write":
            self._pending = {}
        elif "mime" in fields:
            assert len(content) <= 4096
            name = base64.b64decode(fields["mime"]).decode()
            self._pending[name] = self._pending.get(name, b"") + content
        else:
            self.clipboard = self.clipboard if self._denies else self._pending
            status_of_write = self._denies or "DONE"
            return f"\x1b]5522;type=write:status={status_of_write}:{same_id}\x1b\\"
        return ""


def run_in(kitty: FakeKitty, home: Path, *arguments: str, status: int = 0) -> str:
    """Run the installed program in a terminal, and return all that it shows there.

    Args:
        kitty: The terminal.
        home: The home folder.
        arguments: The command.
        status: The exit status that it must end with.
    """
    variables = environment(home, {"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/7"})
    pid, line = pty.fork()
    if not pid:
        os.execve(BMC, [str(BMC), *arguments], dict(variables))  # noqa: S606 - our own program
    shown, pending = b"", b""
    try:
        while select.select([line], [], [], TIMEOUT_S)[0]:
            try:
                pending += os.read(line, 65_536)
            except OSError:  # the program has ended
                break
            while match := PACKET.search(pending):
                os.write(line, kitty.answer(match[1]).encode())
                pending = pending[match.end() :]
        shown += pending
    finally:
        os.close(line)
        _, ended = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(ended) == status
    return shown.decode()


def test_over_ssh_kitty_gets_the_page_and_says_so(tmp_path: Path) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    kitty = FakeKitty()
    assert run_in(kitty, tmp_path, "copy", "--rich").startswith("Copied with its layout.")
    assert set(kitty.clipboard) == {"text/html"}
    canvas = read(kitty.clipboard["text/html"].decode("ascii")).canvas
    example = load_example("coffee-cart")
    assert texts_by_block(canvas, load("en")) == texts_by_block(example, load("en"))
    assert not (tmp_path / DATA_FOLDER / "copied.html").exists()


@pytest.mark.parametrize(
    "make", [lambda: FakeKitty("EPERM"), lambda: FakeKitty(is_mute=True)], ids=["denied", "mute"]
)
def test_what_kitty_does_not_confirm_is_not_called_copied(
    tmp_path: Path, make: Callable[[], FakeKitty]
) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    kitty = make()
    shown = run_in(kitty, tmp_path, "copy", "--rich", status=1)
    assert "Not copied. It is saved as a page" in " ".join(shown.split())
    assert kitty.clipboard == {"text/plain": b"older"}
    assert (tmp_path / DATA_FOLDER / "copied.html").exists()
