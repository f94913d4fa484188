"""Notices that the program itself was upgraded or removed while it runs.

The program and its libraries import modules when they are first needed; by then these may be gone
or of another version. All imports are watched in one place, Python's own list of finders.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bmc_tui.files.locations import file_stamp

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_FILE = Path(__file__)
_STAMP = file_stamp(_FILE)
"""The stamp of this file when the program started, which an upgrade changes; None in an archive."""


def was_replaced(fault: BaseException) -> bool:
    """Tell whether a fault may be due to that: a module is missing, or is of another version.

    Args:
        fault: The exception, or its cause.
    """
    return isinstance(fault, ImportError) or file_stamp(_FILE) != _STAMP


class ProgramWatch:
    """Notices when a module of a package that is in use is missing.

    The import raises its error anyway, but a thread or a library may swallow it. As the last finder
    in `sys.meta_path`, it is asked only for modules that no other finder knows, and finds none
    itself. As a context manager it watches while the context lasts.

    Args:
        on_missing: Called once, in the thread of the import.
    """

    def __init__(self, on_missing: Callable[[], object]) -> None:
        self._on_missing = on_missing
        self.was_replaced = False
        """Whether the program was upgraded or removed while it ran."""

    def explains(self, fault: BaseException) -> bool:
        """Return whether a fault is due to that; see `was_replaced`."""
        self.was_replaced = self.was_replaced or was_replaced(fault)
        return self.was_replaced

    def __enter__(self) -> Self:
        sys.meta_path.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.meta_path.remove(self)

    def find_spec(
        self,
        name: str,
        _path: Sequence[str] | None = None,
        _target: "ModuleType | None" = None,
        /,
    ) -> "ModuleSpec | None":
        """Find nothing; see `importlib.abc.MetaPathFinder`."""
        package = sys.modules.get(name.partition(".")[0])
        file = getattr(package, "__file__", None) if _STAMP else None
        if file and file_stamp(Path(file)) is None and not self.was_replaced:
            self.was_replaced = True
            self._on_missing()
        return None
