"""A finding of a review, as data; the guide has its texts under `review.rule`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Dismissal, Note, Spot
from bmc_tui.model.tokens import without_tokens


class Severity(IntEnum):
    """How much a finding matters, the most severe first."""

    PROBLEM = 1
    """The model does not hold together here."""
    WARNING = 2
    """It will most likely get better when this is looked at."""
    HINT = 3
    """Something that could still be added."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a rule."""

    rule: str
    """The rule's id: its words are under `review.rule.ID`."""
    severity: Severity
    block: Block
    """The block to work on."""
    spot: Spot | None = None
    """The note that it is about; None when it is about the whole block."""
    text: str = ""
    """That note's text; "" without one."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The values of the placeholders in its texts."""

    @property
    def dismissal(self) -> Dismissal:
        """The entry in the canvas's `dismissed` by which this finding is dismissed."""
        return Dismissal(self.rule, self.block, without_tokens(self.text))


def model_notes(canvas: Canvas, block: Block) -> Iterator[tuple[Spot, Note]]:
    """Yield the notes of a block that are parts of the business model, with their spots.

    Answers to the block's questions are not, except those to its first question, which asks what
    parts there are.
    """
    sections = {GENERAL, *block.phases, block.questions[0]}
    return ((spot, note) for spot, note in canvas.spots(block) if spot.section in sections)
