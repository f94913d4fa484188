"""The notes of a block as a document shows them: what stands together, under which words."""

from collections.abc import Iterator

from bmc_tui.canvas.blocks import GENERAL, Block, Section
from bmc_tui.canvas.canvas import Canvas, Notes


def groups(canvas: Canvas, block: Block) -> Iterator[tuple[Section, Notes]]:
    """Yield the notes that stand together: first those of no phase, then each phase's.

    Args:
        canvas: Where the notes are.
        block: Whose notes.

    Yields:
        `GENERAL` or a phase, and its notes in the order of the worksheet; never without notes.
    """
    notes = canvas.notes(block)
    for section in (GENERAL, *block.phases):
        if section:
            chosen = tuple(note for note in notes if note.section == section)
        else:
            chosen = tuple(note for note in notes if note.section not in block.phases)
        if chosen:
            yield section, chosen
