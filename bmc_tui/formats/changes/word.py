"""Writes the nine blocks with what changed in them as a document of Word."""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.contents import changes_below, changes_contents
from bmc_tui.formats.office.boxes import BoxLayout, add_boxes, layout_of
from bmc_tui.formats.office.word_document import (
    LANDSCAPE,
    Style,
    StyledParagraph,
    WordDocument,
    WordRun,
)
from bmc_tui.formats.page.sheet import SheetContents
from bmc_tui.guide import Guide
from bmc_tui.render.compared.unpictured import UnpicturedChange


def write(comparison: Comparison, guide: Guide) -> bytes:
    """Return the document: the boxes, the signs below them, and what else has changed.

    Args:
        comparison: What is compared; no note of either side is cut.
        guide: The language.
    """
    marked = comparison.marked()
    contents = changes_contents(comparison, marked, guide)
    layout = layout_of(contents, guide.language)
    document = WordDocument(contents.title, guide.language, layout.note_size)
    add_changes(document, contents, layout, guide)
    changes = changes_below(contents, marked, comparison.signs(guide))
    document.add(credit(guide), *unpictured_paragraphs(changes, guide))
    return document.saved(LANDSCAPE)


def add_changes(
    document: WordDocument, contents: SheetContents, layout: BoxLayout, guide: Guide
) -> None:
    """Add a picture to a document: its title, the boxes, and the signs below them.

    Args:
        document: The document.
        contents: The contents of the picture.
        layout: The measures of the boxes.
        guide: The language.
    """
    document.add(StyledParagraph(Style.TITLE, (WordRun(contents.title),)))
    if contents.subtitle:
        document.add(StyledParagraph(Style.SMALL_PRINT, (WordRun(contents.subtitle),)))
    document.add(*(StyledParagraph(Style.PARTICULAR, (WordRun(x),)) for x in contents.particulars))
    add_boxes(document, contents, layout, guide)
    if contents.legend:
        document.add(StyledParagraph(Style.SMALL_PRINT, (WordRun(contents.legend_text),)))


def credit(guide: Guide) -> StyledParagraph:
    """Return the line that says whose the Business Model Canvas is."""
    return StyledParagraph(Style.SMALL_PRINT, (WordRun(guide.say("canvas.credit")),))


def unpictured_paragraphs(
    changes: Sequence[UnpicturedChange], guide: Guide
) -> Iterator[StyledParagraph]:
    """Yield changes outside the blocks under a heading of their own; nothing without any.

    Args:
        changes: The changes.
        guide: The language of the heading.
    """
    if changes:
        yield StyledParagraph(Style.SECTION, (WordRun(guide.say("changes.beside")),))
    for change in changes:
        runs = [
            WordRun(f"{change.sign} {change.label}: ", is_bold=True),
            WordRun(change.text, is_struck=change.is_gone),
        ]
        if change.detail:
            runs.append(WordRun(f" ({change.detail})", is_italic=True))
        yield StyledParagraph(Style.NOTE, runs)
