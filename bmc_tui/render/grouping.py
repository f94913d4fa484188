"""The notes of a block as a document shows them: what stands together, under which words."""

from collections.abc import Iterator

from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Notes


def notes_by_section(canvas: Canvas, block: Block) -> Iterator[tuple[Section, Notes]]:
    """Yield the notes that stand together: those of no phase, each phase's, what was not placed.

    Args:
        canvas: Where the notes are.
        block: Whose notes.

    Yields:
        `GENERAL`, a phase or `UNPLACED`, and its notes in the order of the worksheet; never
        without notes.
    """
    notes = canvas.notes(block)
    apart = (*block.phases, UNPLACED)
    for section in (GENERAL, *apart):
        if section:
            chosen = tuple(note for note in notes if note.section == section)
        else:
            chosen = tuple(note for note in notes if note.section not in apart)
        if chosen:
            yield section, chosen
