"""The letter and the role of each customer segment, the same in every rendered canvas.

The letter tells segments apart where there is no colour; in a note it stands behind an `@`.
`themes.palettes` has the colour of each role.
"""

from bmc_tui.model.segments import Segment
from bmc_tui.render.roles import SEGMENT_ROLES, Role

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def segment_letter(segment: Segment) -> str:
    """Return the letter of a segment: A to Z, then AA, BB and so on."""
    rounds, index = divmod(segment.index, len(_LETTERS))
    return _LETTERS[index] * (rounds + 1)


def segment_role(segment: Segment) -> Role:
    """Return the role that the marks of a segment play."""
    return SEGMENT_ROLES[segment.index % len(SEGMENT_ROLES)]
