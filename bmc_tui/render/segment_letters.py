"""The letter of each customer segment, and its role, whose colour is in `themes/palettes.py`.

Both are the same in every rendered canvas. The letter tells segments apart without colours; in a
note it follows an `@`.
"""

from bmc_tui.model.segments import Segment
from bmc_tui.render.roles import SEGMENT_ROLES, Role

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_MAX_REPEATS = 3
"""How often a letter is repeated at most; a number is after it from then on."""


def segment_letter(segment: Segment) -> str:
    """Return the letter of a segment: A to Z, then AA to ZZ, AAA to ZZZ, A4 to Z4 and so on."""
    return letter_at(segment.index)


def letter_at(position: int) -> str:
    """Return the letter of the segment at a position among all, from 0."""
    rounds, index = divmod(position, len(_LETTERS))
    count = rounds + 1
    # Ten thousand segments would have letters of up to 385 characters, two megabytes together.
    return _LETTERS[index] * count if count <= _MAX_REPEATS else f"{_LETTERS[index]}{count}"


def segment_role(segment: Segment) -> Role:
    """Return the role that the marks of a segment play."""
    return role_at(segment.index)


def role_at(position: int) -> Role:
    """Return the role of the segment at a position among all, from 0."""
    return SEGMENT_ROLES[position % len(SEGMENT_ROLES)]
