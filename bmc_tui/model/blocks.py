"""The nine blocks in filling order, a tenth place for parked notes, and the sections of each.

The blocks, their order, their questions and the five channel phases are those of the method sheet,
the worksheet that the program follows ("the sheet" in docstrings). The words for them, in each
language, are in `bmc_tui.guide`.
"""

from enum import StrEnum
from typing import NewType

Section = NewType("Section", str)
"""The id of a part of a block: `GENERAL`, `UNPLACED`, a channel phase's id, or a question's id."""

GENERAL = Section("")
"""The section of notes that belong to no phase and answer no particular question."""

UNPLACED = Section("unplaced")
"""The section of notes that an import could not assign to another section. It is not on the
worksheet: a block shows it, last, only while it has notes. Until there were parked notes, those of
a whole canvas were in the first block; see `Canvas.with_unplaced_parked`."""


class Block(StrEnum):
    """A place of notes: a block of the canvas, in filling order, or `PARKED`; its value is its id.

    `BLOCKS` has the nine blocks, `PLACES` all ten: code about the model iterates over the former,
    code about a person's notes over the latter.
    """

    CUSTOMER_SEGMENTS = "customer_segments"
    VALUE_PROPOSITIONS = "value_propositions"
    CHANNELS = "channels"
    CUSTOMER_RELATIONSHIPS = "customer_relationships"
    REVENUE_STREAMS = "revenue_streams"
    KEY_RESOURCES = "key_resources"
    KEY_ACTIVITIES = "key_activities"
    KEY_PARTNERS = "key_partners"
    COST_STRUCTURE = "cost_structure"
    PARKED = "parked"
    """Beside the nine blocks: the notes that have no block yet. It is not on the sheet."""

    @property
    def number(self) -> int:
        """The block's number on the sheet, 1 to 9; 0 for `PARKED`."""
        return _NUMBERS[self]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The block's sections in the order of its worksheet: general, phases, questions."""
        return _SECTIONS[self]

    @property
    def questions(self) -> tuple[Section, ...]:
        """The sections that are questions, in the sheet's order."""
        return _QUESTIONS[self]

    @property
    def phases(self) -> tuple[Section, ...]:
        """The sections that are phases: five for Channels, none for the other blocks."""
        return _PHASES if self is Block.CHANNELS else ()

    def after(self, steps: int) -> "Block":
        """Return the block that is `steps` further in filling order; 1 follows 9.

        From `PARKED`, one step further is 1, and one step back 9.
        """
        start = self.number - 1 if self.number or steps > 0 else 0
        return BLOCKS[(start + steps) % len(BLOCKS)]


class Phase(StrEnum):
    """A phase of Channels, in the order in which a customer goes through them."""

    AWARENESS = "awareness"
    EVALUATION = "evaluation"
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    AFTER_SALES = "after_sales"


PLACES: tuple[Block, ...] = tuple(Block)
"""The nine blocks in filling order, and `PARKED`."""

BLOCKS: tuple[Block, ...] = tuple(block for block in PLACES if block is not Block.PARKED)
"""The nine blocks in filling order."""

_NUMBERS = {block: number for number, block in enumerate(BLOCKS, 1)} | {Block.PARKED: 0}
_PHASES = tuple(Section(phase.value) for phase in Phase)

_QUESTION_NAMES = {
    Block.CUSTOMER_SEGMENTS: "who groups value_for paying",
    Block.VALUE_PROPOSITIONS: "package value need why_us",
    Block.CHANNELS: "information reached direct online integration",
    Block.CUSTOMER_RELATIONSHIPS: "contact motive expectation costs fit",
    Block.REVENUE_STREAMS: "sources price willing payment paid_for",
    Block.KEY_RESOURCES: "means per_value revenue kind",
    Block.KEY_ACTIVITIES: "required value upkeep revenue",
    Block.KEY_PARTNERS: "who suppliers resources activities form",
    Block.COST_STRUCTURE: "main resources activities split scale",
    Block.PARKED: "",
}
"""The questions' short names, in the sheet's order. Saved notes refer to them: never rename one."""

_QUESTIONS = {
    block: tuple(Section(f"{block.value}.{name}") for name in names.split())
    for block, names in _QUESTION_NAMES.items()
}
_SECTIONS = {
    block: (GENERAL, *(_PHASES if block is Block.CHANNELS else ()), *_QUESTIONS[block])
    for block in PLACES
}


def phase_number(section: Section) -> int:
    """Return the number of the phase that `section` is, 1 to 5; 0 if it is not a phase."""
    return _PHASES.index(section) + 1 if section in _PHASES else 0
