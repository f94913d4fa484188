"""The file locks that this process holds: it must not stop for a while with one of them.

Other sessions would wait for the lock all that time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_changed = Condition()
_holders: list[object] = []
"""One for each lock that a thread holds or waits for."""


@contextmanager
def holding() -> Iterator[None]:
    """Count a lock as held inside; from any thread. It is to be taken and given back inside."""
    holder = object()
    with _changed:
        _holders.append(holder)
    try:
        yield
    finally:
        with _changed:
            _holders.remove(holder)
            _changed.notify_all()


@contextmanager
def none_held(patience: float) -> Iterator[None]:
    """Wait until this process holds no lock, and have it take none inside.

    Args:
        patience: Seconds to wait at most; then a lock may be held all the same.
    """
    with _changed:
        _changed.wait_for(lambda: not _holders, patience)
        yield
