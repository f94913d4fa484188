"""Acts as other users of the system for a while, and makes real ones, for tests of what they share.

A real account has a name, a home and a shell, and can be logged in to. It is gone after its test;
one that a killed test left behind is removed by the next.
"""

import grp
import os
import pwd
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ANNE, BOB, GROUP = 54001, 54002, 54100
"""The ids of two users who need no account, and of a group."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root acts as other users")


@contextmanager
def acting_as(uid: int, gid: int, groups: Sequence[int] = ()) -> Iterator[None]:
    """Act as a user, whom the system forbids what it never forbids root.

    What the program imports late must be imported before: the user may have no access to its files.

    Args:
        uid: The user.
        gid: The user's own group.
        groups: The other groups that the user is in.
    """
    former = os.getgroups()
    os.setgroups(groups)
    os.setegid(gid)
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(former)


_NAME = re.compile(r"bmc-(\d+)-\w+")
"""The name of a real account or group: with the process id of the tests that made it."""


@contextmanager
def real_accounts(homes: Path, *people: str) -> Iterator[list[pwd.struct_passwd]]:
    """Make users of the system who are in one group, and remove all of them at the end.

    Args:
        homes: The folder for their homes.
        people: A word for each of them.
    """
    group = account_name("group")
    _remove_accounts(only_abandoned=True)
    try:
        subprocess.run(["groupadd", group], check=True)
        for person in people:
            home = ["-d", str(homes / person), "-m", "-k", "/dev/null", "-s", "/bin/sh", "-p", "*"]
            command = ["useradd", "--no-log-init", "-U", "-G", group, *home, account_name(person)]
            subprocess.run(command, check=True)
        yield [pwd.getpwnam(account_name(person)) for person in people]
    finally:
        _remove_accounts()


def account_name(word: str) -> str:
    """Return the name of an account or a group of these tests."""
    return f"bmc-{os.getpid()}-{word}"


def _remove_accounts(*, only_abandoned: bool = False) -> None:
    """Remove our accounts and groups, or those of tests that have ended without doing so."""

    def are_to_go(name: str) -> bool:
        match = _NAME.fullmatch(name)
        if match is None:
            return False
        is_ours = int(match[1]) == os.getpid()
        return not Path("/proc", match[1]).exists() if only_abandoned else is_ours

    for user in filter(are_to_go, [user.pw_name for user in pwd.getpwall()]):
        subprocess.run(["userdel", "--force", user], check=False, stderr=subprocess.DEVNULL)
    for group in filter(are_to_go, [group.gr_name for group in grp.getgrall()]):
        subprocess.run(["groupdel", group], check=False, stderr=subprocess.DEVNULL)
