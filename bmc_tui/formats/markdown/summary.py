"""Writes the overviews of a report as Markdown: a table or a list under each heading."""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.markdown.table import BAR, table_row
from bmc_tui.formats.markdown.writer import bullet, escape
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.overviews import overviews


def overview_parts(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the overviews as parts of Markdown, each ending in a line feed; none if all are empty.

    Args:
        canvas: The canvas.
        guide: The language of the headings.
    """
    for overview in overviews(canvas, guide):
        yield f"## {escape(overview.heading)}\n"
        if overview.rows:
            titles, *others = overview.rows
            rule = table_row(["---"] * len(titles))
            yield "".join((_row(titles), rule, *map(_row, others)))
        else:
            yield "".join(map(bullet, overview.lines))


def _row(texts: Sequence[str]) -> str:
    """Return a row of a table."""
    return table_row([escape(text, BAR) for text in texts])
