"""What reading a text gives: a canvas, and remarks on what was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bmc_tui.guide import TellableError
from bmc_tui.model.canvas import Canvas


class FormatError(TellableError):
    """A text that is no canvas, or not in the format it was taken for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a text that was not understood, or that was put elsewhere than it stood."""

    line: int
    """Where in the text, from 1; 0 when it is about no line in particular."""
    key: str
    """The key of its message in the catalogue, such as `reading.unplaced`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the message's placeholders stand for."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was read out of a text."""

    canvas: Canvas
    remarks: tuple[Remark, ...] = ()
    """In the order of the text."""
