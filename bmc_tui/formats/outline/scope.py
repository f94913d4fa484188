"""The block and section to which the notes below a heading go."""

from dataclasses import dataclass

from bmc_tui.formats.outline.items import BOLD_LEVEL, OutlineItem
from bmc_tui.guide.aliases import is_unplaced_heading, phase_named, phase_of_heading
from bmc_tui.guide.method_lines import section_of_question
from bmc_tui.guide.named_lines import NamedLine, split_phase
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Section


@dataclass(frozen=True, slots=True)
class Scope:
    """The block and section to which the notes below a heading go."""

    block: Block = Block.PARKED
    section: Section = GENERAL
    level: int = 0
    """The level of the heading that names the block; 0 where none does."""

    @property
    def is_named(self) -> bool:
        """Whether a heading names the block."""
        return self.level > 0

    def has_phase(self, item: OutlineItem) -> bool:
        """Tell whether an item is only the name of a phase of the block."""
        is_line = item.plain or item.number > 0
        return is_line and bool(self.block.phases) and bool(phase_named(item.text.rstrip(" :")))

    def section_under(self, name: str, level: int) -> NamedLine[Section] | None:
        """Return the phase or question that a heading below this one names; None if none.

        Args:
            name: The heading's text.
            level: Its level.
        """
        if not (level > self.level or level >= BOLD_LEVEL):
            return None
        if named := self.section_named(name):
            return named
        is_in_phases = self.is_named and self.block.phases
        section = phase_of_heading(name) if is_in_phases else None
        return NamedLine(section, left_out=name) if section else None

    def section_named(self, text: str) -> NamedLine[Section] | None:
        """Return the phase or question whose name a text is or starts with; None if none.

        A phase within a text, as in `WhatsApp (purchase)`, counts only in a heading: see
        `section_under`. In a line it is a word of a note.
        """
        if not self.is_named or self.block is Block.PARKED:
            return None
        if section := section_of_question(self.block, text):
            return NamedLine(section)
        if self.block.phases and (named := split_phase(text)):
            return named
        return NamedLine(UNPLACED) if is_unplaced_heading(text) else None
