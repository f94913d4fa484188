"""The contents of a page on two canvases: each note with its sign, and what became of it."""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.page.sheet import (
    SIGN_INDENT,
    LegendEntry,
    Paragraph,
    ParagraphKind,
    SheetContents,
)
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import with_spots
from bmc_tui.model.compared.marked import MarkedCanvas
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.compared.unpictured import UnpicturedChange, unpictured_changes
from bmc_tui.render.grouping import notes_by_section
from bmc_tui.render.roles import Role

_GAP = "   "
"""Between the parts of the subtitle."""

_MAX_LINES_ABOVE, _MAX_CHARACTERS_ABOVE = 3, 200
"""How many changes outside the blocks, of how many characters together, are above the blocks."""


def changes_contents(comparison: Comparison, marked: MarkedCanvas, guide: Guide) -> SheetContents:
    """Return the contents of the page.

    Args:
        comparison: What is compared.
        marked: The notes of both sides.
        guide: The language.
    """
    signs = comparison.signs(guide)
    remarks = [*comparison.names(guide), signs.none(marked)]
    return SheetContents(
        comparison.title(guide),
        {block: list(_paragraphs(marked, block, signs)) for block in BLOCKS},
        marked.canvas,
        [LegendEntry(sign, words, Role.NOTE) for sign, words in signs.legend(marked)],
        _GAP.join(filter(None, remarks)),
        _lines_above(marked, signs),
    )


def changes_below(
    contents: SheetContents, marked: MarkedCanvas, signs: MarkSigns
) -> Sequence[UnpicturedChange]:
    """Return the changes outside the blocks, if they are not above the blocks.

    Args:
        contents: The contents of the page.
        marked: The notes of both sides.
        signs: What the signs say.
    """
    return () if contents.particulars else [*unpictured_changes(marked, signs)]


def _lines_above(marked: MarkedCanvas, signs: MarkSigns) -> Sequence[str]:
    """Return the changes outside the blocks as lines, or none if they need a page of their own."""
    lines = [
        f"{change.sign} {change.label}: {change.text}"
        + (f" ({change.detail})" if change.detail else "")
        for change in unpictured_changes(marked, signs)
    ]
    is_short = len(lines) <= _MAX_LINES_ABOVE and sum(map(len, lines)) <= _MAX_CHARACTERS_ABOVE
    return lines if is_short else ()


def _paragraphs(marked: MarkedCanvas, block: Block, signs: MarkSigns) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block, from top to bottom."""
    for section, notes in notes_by_section(marked.canvas, block):
        if section != GENERAL:
            yield Paragraph(signs.guide.section_title(block, section), ParagraphKind.PHASE)
        for spot, note in with_spots(block, notes):
            mark = marked.marks.get(spot)
            kind = ParagraphKind.GONE if signs.is_gone(mark) else ParagraphKind.NOTE
            yield Paragraph(note.text, kind, sign=signs.of_mark(mark), indent=SIGN_INDENT)
            if words := signs.detail(mark, block):
                yield Paragraph(words, ParagraphKind.DETAIL, indent=SIGN_INDENT)
