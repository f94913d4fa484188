"""The block and section to which the notes beneath a heading go."""

from dataclasses import dataclass

from bmc_tui.formats.outline.items import BOLD_LEVEL
from bmc_tui.guide.aliases import is_unplaced_heading, phase_of_heading
from bmc_tui.guide.method_lines import section_of_question
from bmc_tui.guide.named_lines import NamedLine, split_phase
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Section


@dataclass(frozen=True, slots=True)
class Scope:
    """The block and section to which the notes beneath a heading go."""

    block: Block = Block.PARKED
    section: Section = GENERAL
    level: int = 0
    """The level of the heading that names the block; 0 where none does."""

    @property
    def is_named(self) -> bool:
        """Whether a heading names the block."""
        return self.level > 0

    def section_under(self, name: str, level: int) -> NamedLine[Section] | None:
        """Return the phase or question that a heading beneath this one names; None if none.

        Args:
            name: The heading's text.
            level: Its level.
        """
        is_beneath = level > self.level or level >= BOLD_LEVEL
        if not (self.is_named and is_beneath) or self.block is Block.PARKED:
            return None
        if section := section_of_question(self.block, name):
            return NamedLine(section)
        if self.block.phases:
            if named := split_phase(name):
                return named
            if section := phase_of_heading(name):
                return NamedLine(section, left_out=name)
        return NamedLine(UNPLACED) if is_unplaced_heading(name) else None
