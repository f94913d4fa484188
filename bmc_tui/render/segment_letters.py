"""The letter and the role that each customer segment has in every picture.

The letter tells segments apart where there is no colour; it stands behind an `@`.
"""

from typing import TYPE_CHECKING

from bmc_tui.model.segments import Segment
from bmc_tui.render.roles import SEGMENT_ROLES, Role

if TYPE_CHECKING:
    pass


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def segment_letter(segment: Segment) -> str:
    """Return the letter of a segment: A to Z, then AA, BB and so on."""
    times, at = divmod(segment.index, len(_LETTERS))
    return _LETTERS[at] * (times + 1)


def segment_role(segment: Segment) -> Role:
    """Return the role that the marks of a segment play."""
    return SEGMENT_ROLES[segment.index % len(SEGMENT_ROLES)]
