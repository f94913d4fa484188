"""Writes the progress of a canvas as a Word document: one page per version, the latest last."""

from collections.abc import Sequence
from dataclasses import replace

from bmc_tui.formats.changes.contents import changes_below
from bmc_tui.formats.changes.progress import ProgressStep, progress_sheets, progress_title
from bmc_tui.formats.changes.word import add_changes, credit, unpictured_paragraphs
from bmc_tui.formats.office.boxes import layout_of
from bmc_tui.formats.office.word_document import LANDSCAPE, WordDocument
from bmc_tui.guide import Guide
from bmc_tui.render.compared.signs import MarkSigns


def write(steps: Sequence[ProgressStep], guide: Guide) -> bytes:
    """Return the document; the notes of all pages are as large as those of the fullest.

    Args:
        steps: The steps, the oldest first, at least one; the last one has the latest canvas.
        guide: The language.
    """
    # The boxes do not show the letters of segments, which a canvas's own legend explains.
    sheets = [
        sheet if sheet.marked else sheet._replace(contents=replace(sheet.contents, legend=()))
        for sheet in progress_sheets(steps, guide)
    ]
    layouts = [layout_of(sheet.contents, guide.language) for sheet in sheets]
    size = min(layout.note_size for layout in layouts)
    document = WordDocument(progress_title(steps, guide), guide.language, size)
    for index, (sheet, layout) in enumerate(zip(sheets, layouts, strict=True)):
        add_changes(document, sheet.contents, layout, guide)
        if sheet.marked:
            changes = changes_below(sheet.contents, sheet.marked, MarkSigns(guide))
            document.add(*unpictured_paragraphs(changes, guide))
        if index < len(sheets) - 1:
            document.end_pages(LANDSCAPE, credit(guide))
    document.add(credit(guide))
    return document.saved(LANDSCAPE)
