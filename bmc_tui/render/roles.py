"""What a picture of a canvas is made of: runs of characters, each with the role it plays."""

from enum import Enum, auto
from typing import NamedTuple


class Role(Enum):
    """What a piece of the picture is."""

    SPACE = auto()
    BORDER = auto()
    FOCUSED_BORDER = auto()
    TITLE = auto()
    FOCUSED_TITLE = auto()
    LOCATION = auto()
    """Where in the canvas the person is, in the line over the picture."""
    COUNT = auto()
    BULLET = auto()
    NOTE = auto()
    SEGMENT = auto()
    """An `@segment` in a note that no segment of the canvas is called by."""
    SEGMENT_1 = auto()
    SEGMENT_2 = auto()
    SEGMENT_3 = auto()
    SEGMENT_4 = auto()
    SEGMENT_5 = auto()
    SEGMENT_6 = auto()
    WORD = auto()
    """A `#word` in a note."""
    EVIDENCE = auto()
    """A word that says whether a note was tested: `#?`, `#+` or `#-`."""
    FOLLOWED = auto()
    """A note of the segment that somebody follows."""
    DIMMED = auto()
    """Any other note then."""
    MATCH = auto()
    """What somebody looks for, in a note."""
    CURRENT_MATCH = auto()
    """The same in the note that is the current one."""
    PROMPT = auto()
    """The question that an empty block asks."""
    OVERFLOW = auto()
    """How many notes are out of sight."""


SEGMENT_ROLES = (
    Role.SEGMENT_1,
    Role.SEGMENT_2,
    Role.SEGMENT_3,
    Role.SEGMENT_4,
    Role.SEGMENT_5,
    Role.SEGMENT_6,
)
"""The roles of the segments in their order; a seventh one has the first's again, but a letter of
its own."""


class StyledRun(NamedTuple):
    """A run of characters with one role."""

    text: str
    role: Role


Line = list[StyledRun]
"""Pieces from left to right."""
