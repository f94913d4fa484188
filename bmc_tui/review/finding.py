"""What a rule found, and where; the words for it are the guide's, under `review.rule`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Dismissal, Spot
from bmc_tui.model.tokens import without_tokens


class Severity(IntEnum):
    """How much a finding matters; the gravest first."""

    PROBLEM = 1
    """The model does not hold together here."""
    WARNING = 2
    """It will most likely get better when this is looked at."""
    HINT = 3
    """Something that could still be added."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found."""

    rule: str
    """The rule's id: its words are under `review.rule.ID`."""
    severity: Severity
    block: Block
    """Where something is to be done."""
    spot: Spot | None = None
    """The note that it is about; None when it is about the whole block."""
    text: str = ""
    """That note's text; "" without one."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What its words fill in."""

    @property
    def dismissal(self) -> Dismissal:
        """What has to be among the canvas's `dismissed` to put this finding away."""
        return Dismissal(self.rule, self.block, without_tokens(self.text))


@dataclass(frozen=True, slots=True)
class Item:
    """A note with its place."""

    spot: Spot
    text: str


def items(canvas: Canvas, block: Block) -> Iterator[Item]:
    """Yield the notes of a block that are parts of the model; answers to its questions are not.

    The answers to the block's first question are parts too: it asks which there are.
    """
    listed = {GENERAL, *block.phases, block.questions[0]}
    return (item for item in everything(canvas, block) if item.spot.section in listed)


def everything(canvas: Canvas, block: Block) -> Iterator[Item]:
    """Yield all notes of a block with their places."""
    return (Item(spot, note.text) for spot, note in canvas.spots(block))
