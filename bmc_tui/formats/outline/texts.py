"""The texts of an outline in its order: everything in its document, with or without a block."""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.outline.items import OutlineItem, Table
from bmc_tui.formats.outline.tables import RECORD_SEPARATOR
from bmc_tui.model.sanitize import clean


def texts_of(items: Sequence[OutlineItem]) -> Iterator[str]:
    """Yield the text of each item and of those below it; a row of a table is one text."""
    for item in items:
        if text := clean(item.text):
            yield text
        yield from texts_of(item.children)
        if item.table:
            yield from _texts_of_table(item.table)


def _texts_of_table(table: Table) -> Iterator[str]:
    """Yield the rows of a table; those with a cell of several texts, text by text."""
    for row in table.rows:
        cells = [texts for cell in row if (texts := [*texts_of(cell.items)])]
        if all(len(texts) == 1 for texts in cells) and cells:
            yield RECORD_SEPARATOR.join(texts[0] for texts in cells)
        else:
            for texts in cells:
                yield from texts
