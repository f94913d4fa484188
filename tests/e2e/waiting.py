"""Polls until a condition is true, with a timeout that a busy machine does not reach either."""

import time
from collections.abc import Callable

TIMEOUT_S = 60.0
"""The timeout of every wait. It only ends a test that would hang: no test measures time by it."""

_POLL_INTERVAL_S = 0.01
"""The time between two checks of a condition."""


def wait_until(condition: Callable[[], object], describe: Callable[[], object] = str) -> None:
    """Poll a condition until it is true.

    Args:
        condition: Returns a true value once it holds.
        describe: Returns the present state, for the message of the error.

    Raises:
        AssertionError: It did not hold within `TIMEOUT_S`.
    """
    deadline = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {describe()}"
        time.sleep(_POLL_INTERVAL_S)
