"""Locks a file against writes by other programs, and counts the locks of this process.

Only writing needs a lock: a file is replaced atomically, so that a reader sees either the old or
the new content.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from bmc_tui.files.folders import make_folder
from bmc_tui.files.side_files import prepare_lock
from bmc_tui.store.errors import LockedError, display_path, write_failure

LOCK_TIMEOUT_S = 1.0
"""Seconds to wait for another program that is writing the file. A save takes some hundredths of a
second: a program that has the lock for longer has been stopped. Quitting may wait for the lock
twice, which must fit into three seconds."""

_LOCK_POLL_S = 0.01
"""Seconds between two tries: a program that saves without a pause frees the lock only briefly."""

_NO_LOCKS_ERRNOS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""The errors of file systems that have no locks."""

_NO_LOCK_FILE_ERRNOS = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ELOOP}
"""The errors of what has the name of the lock, and can't be opened as one."""


@contextmanager
def locked(
    path: Path,
    timeout_s: float | None = None,
    *,
    creates_folder: bool = True,
    data: Path | None = None,
) -> Iterator[None]:
    """Lock a file against writes by other sessions while the context lasts.

    Args:
        path: The file, not a symbolic link; it need not exist.
        timeout_s: Seconds to wait for another program that has the lock; `LOCK_TIMEOUT_S` by
            default.
        creates_folder: Whether to create its folder, and those above it, when they are missing.
        data: The data file, whose owner and mode the lock gets; the file itself by default.

    Raises:
        LockedError: Another program had the lock for `timeout_s`.
        UnusableFileError: The folder or the lock file in it can't be created.
    """
    timeout_s = LOCK_TIMEOUT_S if timeout_s is None else timeout_s
    with _counted():
        try:
            if creates_folder:
                make_folder(path.parent)
            prepare_lock(_lock_file(path), data or path)
            lock = _acquire(path, timeout_s)
        except Timeout as error:
            raise LockedError("store.locked", file=display_path(path)) from error
        except OSError as error:
            raise write_failure(error, path) from error
        try:
            yield
        finally:
            # The write is done, and the lock ends with the process at the latest.
            with suppress(OSError):
                lock.release()


def _lock_file(path: Path) -> Path:
    """Return the file that the system locks, beside the one that it is for."""
    return path.with_name(f"{path.name}.lock")


def _acquire(path: Path, timeout_s: float) -> BaseFileLock:
    """Acquire and return the lock of a file: the system's, or a marker file if there is none.

    The marker is `NAME.locked`, not `NAME.lock`: on a shared drive, another system that does have
    locks leaves its lock file behind, which must not count as a marker.
    """
    lock: BaseFileLock = FileLock(_lock_file(path), fallback_to_soft=False)
    try:
        lock.acquire(timeout_s, _LOCK_POLL_S)
    except OSError as error:  # also a Timeout, which has no errno
        if error.errno not in _NO_LOCKS_ERRNOS | _NO_LOCK_FILE_ERRNOS:
            raise
        lock = SoftFileLock(path.with_name(f"{path.name}.locked"))
        lock.acquire(timeout_s, _LOCK_POLL_S)
    return lock


_lock_count_changed = Condition()

_lock_count = 0
"""How many locks the threads of this process have or wait for."""


@contextmanager
def _counted() -> Iterator[None]:
    """Count one more lock while the context lasts. May be called from any thread."""
    global _lock_count  # noqa: PLW0603 - the locks of a process are one thing
    with _lock_count_changed:
        _lock_count += 1
    try:
        yield
    finally:
        with _lock_count_changed:
            _lock_count -= 1
            _lock_count_changed.notify_all()


@contextmanager
def pause_locking(timeout_s: float) -> Iterator[None]:
    """Wait until this process has no lock, and let no thread acquire one in the context.

    A thread that wants a lock waits for `_lock_count_changed`, which the context holds. While the
    program is stopped by the shell, a lock would block all other programs.

    Args:
        timeout_s: Seconds to wait at most; after that, a thread may still have a lock.
    """
    with _lock_count_changed:
        _lock_count_changed.wait_for(lambda: not _lock_count, timeout_s)
        yield
