"""A canvas as a bitmap (PNG): the poster of `formats.svg`."""

from bmc_tui.formats.poster import rendered
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas


def write(canvas: Canvas, guide: Guide) -> bytes:
    """Return the picture.

    Args:
        canvas: What to write.
        guide: The language of the titles.

    Raises:
        FormatError: The library that makes it is not installed.
    """
    return rendered(canvas, guide, "png")
