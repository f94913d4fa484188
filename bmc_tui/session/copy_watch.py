"""Watches for conflict copies that a sync tool leaves beside the data file while it is open."""

from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.conflict_names import find_possible_copies
from bmc_tui.files.locations import FileStamp, file_stamp
from bmc_tui.store.conflict_copies import ConflictCopy, find_conflict_copies


class CopyWatch:
    """Finds the conflict copies that are new since the last poll, and reads no file twice.

    Args:
        data: The data file.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._stamps: dict[Path, FileStamp | None] = {}
        """The stamp of each possible copy when it was read."""

    def look(self) -> tuple[list[ConflictCopy], bool]:
        """List the folder, and read what is new or has changed there; for a thread.

        Returns:
            The copies among them that have something to merge; and whether to look again soon: the
            sync tool may still be writing what was read, which does not change the folder.
        """
        if not paths.exists(self._data):  # it may be on a drive that is gone
            return [], False
        stamps = {path: file_stamp(path) for path in find_possible_copies(self._data)}
        new = [path for path, stamp in stamps.items() if self._stamps.get(path) != stamp]
        self._stamps = stamps
        return find_conflict_copies(self._data, new), bool(new)
