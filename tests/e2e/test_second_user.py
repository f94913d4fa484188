"""Two users of one system, who log in by SSH, and root now and then, work in one file."""

import grp
import os
import shlex
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pwd import struct_passwd

import pytest

from tests.accounts import account_name, needs_root, real_accounts
from tests.e2e.home_folder import DATA_FOLDER, run_bmc
from tests.e2e.ssh import SshServer, program_for_others, ssh_server
from tests.e2e.terminal import Terminal
from tests.faults.app import notes_in

pytestmark = [
    pytest.mark.slow,
    needs_root,
    pytest.mark.needs("sshd", "ssh", "ssh-keygen", "useradd"),
]

SIZE = (120, 30)


@dataclass(frozen=True)
class Office:
    """Two users in one group, and the server that they log in at."""

    folder: Path
    anne: struct_passwd
    bob: struct_passwd
    server: SshServer
    program: str
    """The command of the program, for their shells."""

    def app(self, user: struct_passwd, home: Path, file: Path | None = None) -> Terminal:
        """Return a terminal with the app of a user over SSH, in the user's own file or another."""
        chosen = f" --file {shlex.quote(str(file))}" if file else ""
        return Terminal(self.server.command(user, f"{self.program}{chosen}", "-t"), home, size=SIZE)


@pytest.fixture
def office() -> Iterator[Office]:
    # Not in tmp_path, which is root's: any user may enter this one.
    with tempfile.TemporaryDirectory(prefix="office-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with ssh_server(folder) as server, real_accounts(folder, "anne", "bob") as (anne, bob):
            yield Office(folder, anne, bob, server, program_for_others(folder))


def add(app: Terminal, note: str) -> None:
    """Add a note to the first block, and wait until it is saved."""
    app.keys("1", "a")
    app.wait_for("Enter adds")
    app.send(note)
    app.keys("enter", "escape")
    app.wait_for_note(note)
    app.wait_for(lambda rows: rows[0].endswith("saved"))


def quit_app(app: Terminal) -> None:
    app.keys("q")
    assert app.wait() == 0


def owners(folder: Path) -> set[int]:
    """Return who owns the files and folders below a folder."""
    return {path.lstat().st_uid for path in folder.rglob("*")}


def test_two_users_of_a_group_have_one_file_open_over_ssh(office: Office, tmp_path: Path) -> None:
    team = office.folder / "team"
    team.mkdir()
    os.chown(team, office.anne.pw_uid, grp.getgrnam(account_name("group")).gr_gid)
    team.chmod(0o2770)
    file = team / "team.json"
    make = f"{office.program} --file {file} new Plan && chmod 660 {file}"
    office.server.run(office.anne, make)
    run_bmc(tmp_path, "--file", str(file), "add", "1", "root's")
    with (
        office.app(office.anne, tmp_path, file) as anne,
        office.app(office.bob, tmp_path, file) as bob,
    ):
        for app in (anne, bob):
            app.wait_for_note("root's")
            app.wait_for("? keys")
        add(anne, "Anne's")
        bob.wait_for_note("Anne's")
        add(bob, "Bob's")
        anne.wait_for_note("Bob's")
        add(anne, "hers again")
        anne.keys("u")
        anne.wait_for(lambda rows: not any("hers again" in row for row in rows[1:20]))
        bob.wait_for(lambda rows: not any("hers again" in row for row in rows[1:20]))
        for app in (anne, bob):
            quit_app(app)
    assert notes_in(file) == ["root's", "Anne's", "Bob's"]
    assert owners(team) <= {office.anne.pw_uid, office.bob.pw_uid}
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_after_one_time_as_root_a_users_own_app_goes_on(office: Office, tmp_path: Path) -> None:
    home = Path(office.anne.pw_dir)
    run_bmc(home, "new", "Cart")
    run_bmc(home, "add", "1", "root's")
    with office.app(office.anne, tmp_path) as app:
        app.wait_for_note("root's")
        app.wait_for("? keys")
        add(app, "Anne's")
        app.keys("u", "u")
        app.wait_for(lambda rows: not any("root's" in row for row in rows[1:20]))
        app.wait_for(lambda rows: rows[0].endswith("saved"))
        quit_app(app)
    assert notes_in(home / DATA_FOLDER / "canvases.json") == []
    assert owners(home) == {office.anne.pw_uid}
