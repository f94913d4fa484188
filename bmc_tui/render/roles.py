"""The roles that characters play in a rendered canvas, and runs of characters with one role."""

from enum import Enum, auto
from typing import NamedTuple


class Role(Enum):
    """What a run of characters is; `themes.styles` gives each role its style."""

    SPACE = auto()
    BORDER = auto()
    FOCUSED_BORDER = auto()
    TITLE = auto()
    FOCUSED_TITLE = auto()
    LOCATION = auto()
    """Where in the canvas the user is, in the title line."""
    COUNT = auto()
    """Secondary text: counts, amounts, the legend, the status."""
    BULLET = auto()
    NOTE = auto()
    SEGMENT = auto()
    """An `@name` in a note that matches none of the canvas's segments."""
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
    """A note of the segment that the user follows; one that has changed."""
    DIMMED = auto()
    """Any other note while a segment is followed; a note that has not changed."""
    GONE = auto()
    """A note that is no longer where it is shown."""
    CURRENT_NOTE = auto()
    """The note that has the cursor."""
    MATCH = auto()
    """A search match in a note."""
    CURRENT_MATCH = auto()
    """A search match in the current note."""
    PROMPT = auto()
    """The question that an empty block asks."""
    OVERFLOW = auto()
    """How many notes are out of sight; also the sign of a segment that is not reached."""


SEGMENT_ROLES = (
    Role.SEGMENT_1,
    Role.SEGMENT_2,
    Role.SEGMENT_3,
    Role.SEGMENT_4,
    Role.SEGMENT_5,
    Role.SEGMENT_6,
)
"""The roles of the segments, in their order. The seventh segment has the first one's role again;
their letters differ."""


class StyledRun(NamedTuple):
    """A run of characters with one role."""

    text: str
    role: Role


Line = list[StyledRun]
"""Runs from left to right."""
