"""Waiting for a state, however long a busy machine takes to reach it."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which a state counts as one that never comes. No test passes or fails by how much
of it is used."""

_GLANCE = 0.01
"""Seconds between two looks."""


def wait_until(holds: Callable[[], object], says: Callable[[], object] = str) -> None:
    """Wait until something holds.

    Args:
        holds: Returns something true once it does.
        says: Returns what is the case instead, for the message.

    Raises:
        AssertionError: It never held.
    """
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain: {says()}"
        time.sleep(_GLANCE)
