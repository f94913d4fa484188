"""Opens the shelf and finds the canvas that a command line names."""

import os
from datetime import UTC, datetime

from bmc_tui.cli.errors import CommandError
from bmc_tui.config import Config
from bmc_tui.files.locations import data_file
from bmc_tui.store import Shelf


def open_shelf(file: str | None, config: Config) -> Shelf:
    """Return the shelf of the data file: that of `--file`, the environment or the settings.

    Args:
        file: The value of `--file`; None without it.
        config: The settings.
    """
    return Shelf(data_file(file, os.environ, config.settings.file), utc_now)


def resolve_canvas(name: str | None, shelf: Shelf) -> str:
    """Return the id of the canvas with a name or id, or of the last one used.

    Args:
        name: A title, an id, or the start of either; None for the last one used.
        shelf: The canvases.

    Raises:
        CommandError: There is no canvas at all.
        UnknownCanvasError: No canvas has that name.
        AmbiguousCanvasError: Several canvases have that name.
    """
    id_ = shelf.last_used() if name is None else shelf.find(name).id
    if id_ is None:
        raise CommandError("cli.no_canvas")
    return id_


def utc_now() -> datetime:
    """Return the current time in UTC, aware: the clock of the shelf."""
    return datetime.now(UTC)
