"""Acts as other users of the system for a while, for tests of what they share."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
