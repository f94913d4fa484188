"""Opens the shelf and finds the canvas that a command line names."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bmc_tui.cli.errors import CommandError
from bmc_tui.config import Config
from bmc_tui.config.settings import CLEAN
from bmc_tui.files import paths
from bmc_tui.files.locations import data_file
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf

if TYPE_CHECKING:
    from argparse import Namespace

    from bmc_tui.formats import Format


def open_shelf(file: str | None, config: Config) -> Shelf:
    """Return the shelf of the data file: that of `--file`, the environment or the settings.

    Args:
        file: The value of `--file`; None without it.
        config: The settings.

    Raises:
        CommandError: None of these names one, and there is no home for the default.
        FileNotFoundError: It is relative to the working folder, which is gone.
    """
    path = data_file(file, os.environ, config.settings.file)
    if paths.NOWHERE in path.parents:
        raise CommandError("cli.no_home")
    return Shelf(path, utc_now)


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


def load_to_write(
    args: "Namespace", format_: "Format", guide: Guide, shelf: Shelf, block: Block | None = None
) -> Canvas:
    """Return the canvas that a command writes or copies, with its tokens or without.

    Args:
        args: The arguments of the command, with `canvas`, `clean` and `typed`.
        format_: What it is written in; see `as_written`.
        guide: The language.
        shelf: The canvases.
        block: The block that alone is written; None for the whole canvas.

    Raises:
        CommandError: See `resolve_canvas`, as for the other errors.
    """
    canvas = shelf.load(resolve_canvas(args.canvas, shelf)).canvas
    return as_written(canvas, args, format_, guide, block)


def as_written(
    canvas: Canvas,
    args: "Namespace",
    format_: "Format | None",
    guide: Guide,
    block: Block | None = None,
) -> Canvas:
    """Return a canvas as a command writes it: with its tokens or without.

    Args:
        canvas: The canvas.
        args: The arguments of the command, with `clean` and `typed`.
        format_: What it is written in; the setting does not apply to data. None for what only
            people read.
        guide: The language.
        block: The block that alone is written; None for the whole canvas.
    """
    is_set = args.config.settings.copy_notes == CLEAN and not (format_ and format_.is_data)
    if not args.clean and (args.typed or not is_set):
        return canvas
    from bmc_tui.formats.without_notation import without_notation

    return without_notation(canvas, guide, has_parked=block is Block.PARKED)


def utc_now() -> datetime:
    """Return the current time in UTC, aware: the clock of the shelf."""
    return datetime.now(UTC)
