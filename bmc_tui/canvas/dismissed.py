"""What a person wants to hear no more about a canvas: one rule's finding on one note, or block."""

from typing import NamedTuple

from bmc_tui.canvas.blocks import Block


class Dismissed(NamedTuple):
    """A finding that was put away."""

    rule: str
    """The id of the rule; one that this version does not know is kept."""
    block: Block
    """The block that the finding is at."""
    text: str = ""
    """The note that it is about, as `bare` gives it: a tag more or less is the same note. "" where
    it is about the whole block."""
