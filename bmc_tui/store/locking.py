"""Writing the data file: one program at a time, and never without its former content beside it.

Only writing needs this module: reading needs no lock, since a replacement shows at once.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from bmc_tui.store.errors import LockedError, shown, unusable

PATIENCE = 1.0
"""Seconds to wait for another program that is writing the file. A save takes some hundredths: who
holds the lock for longer has been stopped. Who quits may wait for it twice, in three seconds."""

_POLL = 0.01
"""Seconds between two tries: with more, who saves without a pause would leave others no turn."""

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""How file systems say that they have no locks."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file, so that no other session writes it; its folder is made.

    Args:
        path: The file, no symbolic link; it need not be there.
        patience: Seconds to wait for another program that holds the lock.

    Raises:
        LockedError: Another program held the lock all the time that we waited.
        UnusableFileError: The folder can't be made, or the lock in it.
    """
    with holding():
        try:
            _make_folder(path.parent)
            lock = _acquired(path, patience)
        except Timeout as error:
            raise LockedError("store.locked", file=shown(path)) from error
        except OSError as error:
            raise unusable(error, path) from error
        try:
            yield
        finally:
            lock.release()


def _acquired(path: Path, patience: float) -> BaseFileLock:
    """Return the lock of a file, held: the system's, or a mere marker where that has none.

    The marker has a name of its own: a lock that another system has left in the folder is not one.
    """
    name = f"{path.name}.lock"
    lock: BaseFileLock = FileLock(path.with_name(name), mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire(patience, _POLL)
    except OSError as error:
        if error.errno not in _NO_LOCKS:  # which that of a timeout is not either
            raise
        lock = SoftFileLock(path.with_name(f"{name}ed"), mode=0o600)
        lock.acquire(patience, _POLL)
    return lock


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it that are not there, each for its owner only."""
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


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
