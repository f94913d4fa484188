"""The formats a canvas can be written in, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bmc_tui.canvas.canvas import Canvas
from bmc_tui.formats import markdown
from bmc_tui.guide import Guide


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a canvas."""

    name: str
    """What the command line calls it."""
    write: Callable[[Canvas, Guide], str]
    """Gives the text of a canvas in the guide's language."""


FORMATS: Mapping[str, Format] = {each.name: each for each in (Format("markdown", markdown.write),)}
"""Every format, by name; the first is the one a copy is made in."""
