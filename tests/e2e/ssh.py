"""An SSH server on the loopback of this machine, and commands that log in there by its key."""

import pwd
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import bmc_tui
from tests.e2e.waiting import TIMEOUT_S, wait_until

_CONFIG = """
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PidFile none
"""

_SEPARATION_FOLDER = Path("/run/sshd")
"""The folder that sshd confines a part of itself to, which its service makes."""

_CLIENT_OPTIONS = ("UserKnownHostsFile=/dev/null", "StrictHostKeyChecking=no", "LogLevel=ERROR")


@dataclass(frozen=True)
class SshServer:
    """A running server."""

    folder: Path
    port: int

    def command(self, user: pwd.struct_passwd, command: str, *options: str) -> list[str]:
        """Return the command that runs one of a shell as a user over SSH.

        Args:
            user: The user.
            command: The command, for the user's shell.
            options: Options of `ssh`, such as `-t`.
        """
        pairs = [part for option in _CLIENT_OPTIONS for part in ("-o", option)]
        key = ["-F", "none", "-i", str(self.folder / "user"), "-p", str(self.port)]
        return ["ssh", *key, *pairs, *options, f"{user.pw_name}@127.0.0.1", command]

    def run(self, user: pwd.struct_passwd, command: str) -> str:
        """Run a command of a shell as a user, without a terminal; it must succeed."""
        return subprocess.run(
            self.command(user, command),
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            timeout=TIMEOUT_S,
        ).stdout


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """Run a server that lets any user in who has its key.

    Args:
        folder: The folder for its files, which anybody may enter.
    """
    for key in ("host", "user"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)]
        subprocess.run(command, check=True)
    (folder / "user.pub").chmod(0o644)
    config, log = folder / "config", folder / "log"
    config.write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    _SEPARATION_FOLDER.mkdir(mode=0o755, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # It wants its whole path, by which it starts itself anew.
    program = str(shutil.which("sshd"))
    server = subprocess.Popen([program, "-D", "-f", config, "-p", str(port), "-E", log])
    try:
        wait_until(lambda: _answers(port) or server.poll() is not None)
        assert server.poll() is None, log.read_text()
        yield SshServer(folder, port)
    finally:
        server.terminate()
        server.wait(TIMEOUT_S)


def _answers(port: int) -> bool:
    """Tell whether a port of the loopback takes connections."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def program_for_others(folder: Path) -> str:
    """Return the command that runs the program as any user of the system, or skip the test.

    Where it is installed behind a folder of root alone, it is a copy.

    Args:
        folder: The folder for a copy, which anybody may enter.
    """
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pythons = [
        Path(sys.executable),
        *(Path(place, version) for place in ("/usr/bin", "/usr/local/bin")),
    ]
    python = next((path for path in pythons if path.exists() and _is_for_all(path)), None)
    if python is None:
        pytest.skip(f"there is no {version} that all users may run")
    places = [Path(bmc_tui.__file__).parent, Path(sysconfig.get_path("purelib"))]
    if all(map(_is_for_all, places)):
        roots = [places[0].parent, places[1]]
    else:
        roots = [folder / "packages"]
        shutil.copytree(places[1], roots[0], symlinks=True)
        shutil.copytree(places[0], roots[0] / places[0].name)
    return f"env PYTHONPATH={':'.join(map(str, roots))} {python} -m bmc_tui"


def _is_for_all(path: Path) -> bool:
    """Tell whether any user may get at a file or folder, and at what it is a link to."""
    folders = {*path.parents, *path.resolve().parents}
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)
