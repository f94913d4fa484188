"""Creates, locks and removes drafts: texts that are open in the user's own editor.

A draft is a folder of its own, for its owner only, so that whatever the editor writes beside the
text is in there too:

    edit-3f2a9c01/Coffee-cart-Channels.md   the text, as the editor saves it
    edit-3f2a9c01/.origin                   where it comes from, and the text before the edit
    edit-3f2a9c01/.owner.lock               locked by the program that started the editor
    edit-3f2a9c01/.editor.lock              locked by the editor, which inherits the open file

The next start recovers a draft whose owner was killed, see `session.external_edit`. The second
lock tells whether the editor outlived its owner: the system frees it when the last process that
inherited it has ended, so that the program can wait for what that editor still saves.
"""

import errno
import fcntl
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from bmc_tui.external_editor.origin import MAX_TEXT_BYTES, DraftOrigin, read_origin, write_origin
from bmc_tui.files import atomic, paths
from bmc_tui.files.decoding import UndecodableError, decode
from bmc_tui.files.folders import make_folder, sync_folder
from bmc_tui.guide.dates import time_of

_FOLDER = re.compile(r"edit-[0-9a-f]{8}")
_TEMPORARY_FOLDER = re.compile(r"\.edit-[0-9a-f]{8}\.tmp")
_OLD_FILE = re.compile(r"(edit-[0-9a-f]{8})\.md")
"""The name of a draft of version 0.1, which says nothing about where the text comes from."""

_KEPT_SUFFIX = ".kept"
"""Ends the name of a draft that was set aside."""

_ORIGIN, _OWNER_LOCK = ".origin", ".owner.lock"

EDITOR_LOCK = ".editor.lock"
"""The name of the file in a draft that its editor has locked while it runs."""

_TEMPORARY_AFTER_S = 300.0
"""Age in seconds from which a half-made draft is a killed program's; making one takes far less."""

_OLD_AFTER_S = 86400.0
"""Age in seconds from which a draft of version 0.1 counts as abandoned: it has no lock to tell."""

_BUSY_ERRNOS = {errno.EWOULDBLOCK, errno.EACCES}
"""The errors of a lock that another process has (flock(2), fcntl(2) of file systems by network)."""

_SWAP_FILE = re.compile(r"\..+\.sw[a-z]")
_VIM_DIRTY_OFFSET, _VIM_DIRTY = 1007, 0x55
"""Where a swap file of Vim says that the text has changes that were not saved: `b0_dirty` in block
0 (vim/src/memline.c)."""


class Draft:
    """A draft that this process has locked: its own, or one whose owner was killed.

    Ends with one of `finish`, `set_aside` and `release`.

    Args:
        folder: The folder of the draft.
        owner_lock: The descriptor of the owner's lock.
        editor_lock: The descriptor of the editor's lock; None when an editor may have it.
        origin: Where the text comes from; None when that is unreadable.
    """

    def __init__(
        self, folder: Path, owner_lock: int, editor_lock: int | None, origin: DraftOrigin | None
    ) -> None:
        self.folder = folder
        self.origin = origin
        self.guessed_at = 0
        """See `Decoded`: the line at which the text that was read is not UTF-8; 0 for none."""
        self._owner_lock: int | None = owner_lock
        self.editor_lock = editor_lock
        """The descriptor that the editor inherits."""

    @classmethod
    def create(cls, parent: Path, origin: DraftOrigin) -> Self:
        """Create a draft, complete before it has its name.

        Args:
            parent: The folder for drafts; created when it is missing.
            origin: Where the text comes from.

        Raises:
            OSError: It can't be written.
        """
        random = os.urandom(4).hex()
        temporary = parent / f".edit-{random}.tmp"
        make_folder(parent)
        make_folder(temporary)
        locks: list[int] = []
        try:
            locks += [_open_lock(temporary / name) for name in (_OWNER_LOCK, EDITOR_LOCK)]
            for lock in locks:
                _try_lock(lock)
            write_origin(temporary / _ORIGIN, origin)
            atomic.replace(temporary / origin.name, origin.text.encode("utf-8", "replace"))
            folder = parent / f"edit-{random}"
            temporary.rename(folder)
            sync_folder(parent)
        except BaseException:
            for lock in locks:
                os.close(lock)
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        return cls(folder, locks[0], locks[1], origin)

    @property
    def file(self) -> Path:
        """The file with the text; without an origin, the only file there, or else the folder."""
        if self.origin:
            return self.folder / self.origin.name
        names = [] if self.folder.is_symlink() else _names_in(self.folder)
        visible = [name for name in names if not name.startswith(".")]
        return self.folder / visible[0] if len(visible) == 1 else self.folder

    @property
    def is_empty(self) -> bool:
        """Whether the folder contains only what a killed program had not removed yet."""
        is_folder = paths.is_folder(self.folder) and not self.folder.is_symlink()
        return is_folder and not {*_names_in(self.folder)} - {_ORIGIN, _OWNER_LOCK, EDITOR_LOCK}

    def read(self) -> tuple[str, datetime]:
        """Return the text that the editor saved last, and when.

        An editor whose terminal is gone saves the text under another name before it ends (nano,
        Emacs); if that is newer, it is returned.

        Raises:
            OSError: There is no text, or it can't be read.
        """
        path = max(self._saved_files(), key=lambda path: path.lstat().st_mtime_ns)
        # A text that is not a file must neither block this program nor lead it elsewhere.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(path, flags), "rb") as file:  # which raises for a folder
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _os_error(errno.EINVAL)
            if status.st_size > MAX_TEXT_BYTES:
                raise _os_error(errno.EFBIG)
            raw = file.read()
        try:
            text, self.guessed_at = decode(raw)
        except UndecodableError as error:
            raise _os_error(errno.EILSEQ) from error
        return text, time_of(status.st_mtime)

    def editor_is_running(self) -> bool:
        """Tell whether a process of the editor still runs, as after the end of its owner."""
        if self.editor_lock is not None:
            os.close(self.editor_lock)
            self.editor_lock = None
        try:
            lock = _open_lock(self.folder / EDITOR_LOCK)
        except OSError:
            return False
        try:
            return not _try_lock(lock)
        finally:
            os.close(lock)

    def finish(self, text: str) -> Path | None:
        """Remove the draft, because its text is saved elsewhere.

        While its editor still runs it stays, with `text` as the text before the edit, so that the
        next start recovers what that editor saves from now on.

        Args:
            text: The text that was merged into the canvas.

        Returns:
            The path of the text that was kept, because there are also changes that were not saved
            in the editor; None when nothing is left, or will be.
        """
        if self.origin and self.editor_is_running():
            self.origin = replace(self.origin, text=text)
            with suppress(OSError):  # then the same text is merged once more
                write_origin(self.folder / _ORIGIN, self.origin)
            self.release()
            return None
        if self._has_unsaved_changes():
            return self.set_aside()
        # The text first: what is left after a kill then counts as unchanged.
        with suppress(OSError):
            for path in self._saved_files():
                path.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.release()
        return None

    def set_aside(self) -> Path:
        """Rename the draft, so that no later start finds it, and release it.

        Returns:
            The path of the text in the renamed folder; in the old one when the rename fails.
        """
        kept = self.folder.with_name(self.folder.name + _KEPT_SUFFIX)
        if not os.path.lexists(kept):
            with suppress(OSError):
                self.folder.rename(kept)
                self.folder = kept
                for name in (_OWNER_LOCK, EDITOR_LOCK):
                    (kept / name).unlink(missing_ok=True)
        self.release()
        return self.file

    def release(self) -> None:
        """Unlock the draft and leave it for the next start; a second call does nothing."""
        for lock in (self._owner_lock, self.editor_lock):
            if lock is not None:
                os.close(lock)
        self._owner_lock = self.editor_lock = None

    def _saved_files(self) -> list[Path]:
        """Return the files that have the text: as saved, and as an editor left it when it ended.

        Raises:
            OSError: There is none.
        """
        file = self.file
        # GNU nano manual, "Miscellaneous"; GNU Emacs manual, "Auto-Save Files".
        names = (file.name, f"{file.name}.save", f"#{file.name}#")
        paths = [path for name in names if os.path.lexists(path := file.with_name(name))]
        if not paths:
            raise _os_error(errno.ENOENT)
        return paths

    def _has_unsaved_changes(self) -> bool:
        """Tell whether Vim left a swap file with changes that were not saved."""
        for name in _names_in(self.folder):
            if not _SWAP_FILE.fullmatch(name):
                continue
            with suppress(OSError), (self.folder / name).open("rb") as file:
                file.seek(_VIM_DIRTY_OFFSET)
                if file.read(1) == bytes([_VIM_DIRTY]):
                    return True
        return False


def find_drafts(parent: Path) -> list[Path]:
    """Return the paths of all drafts in a folder, sorted; sweep the half-made ones there.

    Args:
        parent: The folder for drafts.
    """
    drafts = []
    for name in _names_in(parent):
        if _FOLDER.fullmatch(name):
            drafts.append(parent / name)
        elif _TEMPORARY_FOLDER.fullmatch(name) and _is_older(parent / name, _TEMPORARY_AFTER_S):
            shutil.rmtree(parent / name, ignore_errors=True)  # which does not follow a link
    return drafts


def set_aside_old_files(parent: Path) -> list[Path]:
    """Rename the drafts that version 0.1 left behind to `NAME.kept.md`, and return the new paths.

    Args:
        parent: The folder for drafts.
    """
    kept = []
    for name in _names_in(parent):
        old = _OLD_FILE.fullmatch(name)
        if old and _is_older(parent / name, _OLD_AFTER_S):
            new = parent / f"{old[1]}{_KEPT_SUFFIX}.md"
            with suppress(OSError):
                if not os.path.lexists(new):
                    (parent / name).rename(new)
                    kept.append(new)
    return kept


def has_waiting_drafts(parent: Path, data: Path) -> bool:
    """Tell whether there is a changed draft of a data file whose owner was killed.

    Args:
        parent: The folder for drafts.
        data: The data file.
    """
    for path in find_drafts(parent):
        with open_abandoned(path) as draft, suppress(OSError):
            if draft is None or draft.origin is None or not _is_from(draft.origin, data):
                continue
            if draft.read()[0] != draft.origin.text:
                return True
    return False


@contextmanager
def open_abandoned(path: Path) -> Iterator[Draft | None]:
    """Open a draft whose owner was killed; it is released at the end of the context.

    Args:
        path: The path of the draft.

    Yields:
        The draft; None when its owner still runs, or it was removed meanwhile. Anything of that
        name that can't be a draft of this user is one without an origin.
    """
    draft = _claim(path)
    try:
        yield draft
    finally:
        if draft:
            draft.release()


def _claim(path: Path) -> Draft | None:
    """Lock a draft whose owner was killed, see `open_abandoned`."""
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        return Draft(path, os.open(os.devnull, os.O_RDONLY), None, None)
    try:
        lock = _open_lock(path / _OWNER_LOCK)
    except OSError:  # it can be neither locked nor removed
        return None
    # The last owner of the lock may have removed or renamed the folder.
    if not _try_lock(lock) or not paths.exists(path / _OWNER_LOCK):
        os.close(lock)
        return None
    return Draft(path, lock, None, read_origin(path / _ORIGIN))


def _is_from(origin: DraftOrigin, data: Path) -> bool:
    """Tell whether a draft is of a canvas in a data file."""
    return origin.data == str(paths.real(data))


def _open_lock(path: Path) -> int:
    """Open a file to lock, and create it if it is missing."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _try_lock(lock: int) -> bool:
    """Lock an open file; return whether no other process has it locked.

    On a file system without locks none has: a draft that is recovered too early is merged twice,
    which changes nothing.
    """
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY_ERRNOS
    return True


def _os_error(number: int) -> OSError:
    """Return the error with a number of `errno`, of the class that Python has for it."""
    return OSError(number, os.strerror(number))


def _names_in(folder: Path) -> list[str]:
    """Return the names in a folder, sorted; none when it can't be read."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - does not make a path of each name
    except OSError:
        return []


def _is_older(path: Path, seconds: float) -> bool:
    """Tell whether a file was last changed longer ago than so many seconds."""
    try:
        return path.lstat().st_mtime < time.time() - seconds
    except OSError:
        return False
