"""What a person wants to hear no more about a canvas: one rule's finding on one note, or block."""

from dataclasses import dataclass

from bmc_tui.canvas.blocks import Block
from bmc_tui.canvas.tokens import tokens


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that was put away."""

    rule: str
    """The id of the rule; one that this version does not know is kept."""
    block: Block
    """The block that the finding is at."""
    text: str = ""
    """The note that it is about, as `bare` gives it: a tag more or less is the same note. "" where
    it is about the whole block."""


def bare(text: str) -> str:
    """Return a note's text without its tokens; one of nothing but tokens as it is."""
    rest = text
    for token in reversed(tokens(text)):
        rest = f"{rest[: token.start]} {rest[token.end :]}"
    return " ".join(rest.split()) or text
