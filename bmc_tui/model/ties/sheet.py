"""The ties between the blocks, as the questions of the method sheet make them.

Source: the sheet, "What the sheet links". Four ties go through the segments, and are made by `@`;
the other twelve are made by the answers to the questions.
"""

from dataclasses import dataclass

from bmc_tui.model.blocks import Block, Section


@dataclass(frozen=True, slots=True)
class SheetTie:
    """A tie between two blocks, and the question that asks for it."""

    block: Block
    """The block of the question."""
    question: Section
    other: Block
    """The block that it ties its own block to."""
    lists_own: bool = False
    """Whether the answers are about the notes of the question's own block, one for each of them:
    the kinds of relationship cost something. Elsewhere they are about those of the other block."""

    @property
    def listed(self) -> Block:
        """The block whose notes an answer is asked for, one by one."""
        return self.block if self.lists_own else self.other

    @property
    def answering(self) -> Block:
        """The block whose notes the answers name."""
        return self.other if self.lists_own else self.block


def _tie(block: Block, name: str, other: Block, *, lists_own: bool = False) -> SheetTie:
    """Return a tie by the short name of its question."""
    return SheetTie(block, Section(f"{block.value}.{name}"), other, lists_own)


SHEET_TIES = (
    _tie(Block.VALUE_PROPOSITIONS, "package", Block.CUSTOMER_SEGMENTS),
    _tie(Block.CHANNELS, "reached", Block.CUSTOMER_SEGMENTS),
    _tie(Block.CUSTOMER_RELATIONSHIPS, "expectation", Block.CUSTOMER_SEGMENTS),
    _tie(Block.REVENUE_STREAMS, "willing", Block.CUSTOMER_SEGMENTS),
    _tie(Block.KEY_RESOURCES, "per_value", Block.VALUE_PROPOSITIONS),
    _tie(Block.KEY_RESOURCES, "revenue", Block.REVENUE_STREAMS),
    _tie(Block.KEY_RESOURCES, "revenue", Block.CUSTOMER_RELATIONSHIPS),
    _tie(Block.KEY_ACTIVITIES, "value", Block.VALUE_PROPOSITIONS),
    _tie(Block.KEY_ACTIVITIES, "upkeep", Block.CUSTOMER_RELATIONSHIPS),
    _tie(Block.KEY_ACTIVITIES, "upkeep", Block.CHANNELS),
    _tie(Block.KEY_ACTIVITIES, "revenue", Block.REVENUE_STREAMS),
    _tie(Block.KEY_PARTNERS, "resources", Block.KEY_RESOURCES),
    _tie(Block.KEY_PARTNERS, "activities", Block.KEY_ACTIVITIES),
    _tie(Block.COST_STRUCTURE, "resources", Block.KEY_RESOURCES),
    _tie(Block.COST_STRUCTURE, "activities", Block.KEY_ACTIVITIES),
    _tie(Block.CUSTOMER_RELATIONSHIPS, "costs", Block.COST_STRUCTURE, lists_own=True),
)
"""All sixteen ties. Customer contact (in the question on resources for revenue) is block 4."""


def bearing_blocks(block: Block, section: Section) -> tuple[Block, ...]:
    """Return the blocks whose notes bear on a question or a phase, in filling order.

    They are those that the question ties its block to. A question that makes no tie has those of
    its whole block, and one of Customer segments, from which no tie starts, has those that lead
    to it.

    Args:
        block: The block of the question or phase.
        section: The question or phase.
    """
    tied = {tie.other for tie in SHEET_TIES if tie.question == section}
    tied = tied or {tie.other for tie in SHEET_TIES if tie.block is block and not tie.lists_own}
    tied = tied or {tie.block for tie in SHEET_TIES if tie.other is block}
    return tuple(sorted(tied - {block}, key=lambda other: other.number))
