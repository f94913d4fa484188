"""A finding of a review, as data; the catalogue has its texts under `review.rule`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.caching import Same
from bmc_tui.model.canvas import Canvas, Dismissal, Note, Spot
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import is_struck, without_tokens


class Severity(IntEnum):
    """How much a finding matters, the most severe first."""

    PROBLEM = 1
    """The business model is inconsistent here."""
    CHECK = 2
    """Something that is probably wrong or unclear."""
    HINT = 3
    """Something that could be added."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a rule."""

    rule: str
    """The rule's id. Its texts in the catalogue are under `review.rule.ID`, and saved dismissals
    refer to it."""
    severity: Severity
    block: Block
    """The block to work on."""
    spot: Spot | None = None
    """The note that it is about; None if it is about the whole block."""
    text: str = ""
    """That note's text; "" if there is no note."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The values of the placeholders in its texts."""
    lines: tuple[str, ...] = ()
    """The lines of an answer at `spot` that the editor prepares for the user to complete."""
    about: tuple[Block, ...] = ()
    """The blocks that it is about, if there are more than `block`."""
    waiting: tuple[Dismissal, ...] = ()
    """The dismissals of the rule's findings that wait until those shown are dealt with. Whoever
    dismisses the whole row dismisses them too, or they would take its place."""

    @property
    def dismissal(self) -> Dismissal:
        """The entry of `Canvas.dismissed` that dismisses this finding."""
        return Dismissal(self.rule, self.block, without_tokens(self.text))


def model_notes(canvas: Canvas, block: Block) -> Iterator[tuple[Spot, Note]]:
    """Yield the notes of a block that name parts of the business model, with their spots.

    Answers to the block's questions do not, except those to the first question, which asks for the
    parts themselves ("Who are my customers?"). Nor do headings, and notes that are struck through.
    """
    return iter(_model_notes(Same(canvas), block))


@lru_cache(maxsize=2 * len(BLOCKS))
def _model_notes(same: Same[Canvas], block: Block) -> tuple[tuple[Spot, Note], ...]:
    """Return the notes of `model_notes`; cached, as most rules go through them."""
    canvas = same.value
    sections = {GENERAL, *block.phases, block.questions[0]}
    headings = block_ties(canvas, block, segments_of(canvas)).headings
    return tuple(
        (spot, note)
        for spot, note in canvas.spots(block)
        if spot.section in sections and spot not in headings and not is_struck(note.text)
    )
