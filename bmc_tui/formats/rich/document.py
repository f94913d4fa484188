"""Renders our Markdown as a page to paste into a document or a mail, where headings stay headings.

Word processors give headings and lists their own styles, so that the table of contents and the
house style of the document hold for what is pasted.
"""

from functools import cache
from typing import TYPE_CHECKING

from bmc_tui.formats.markdown import report, writer
from bmc_tui.formats.rich.boxes import TABLE_ATTRIBUTES, page_to_paste
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as `markdown` has it.

    Args:
        canvas: The canvas.
        guide: The language of the headings.
    """
    return rendered(writer.write(canvas, guide), guide)


def write_report(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as `report` has it.

    Args:
        canvas: The canvas.
        guide: The language of the headings and the questions.
    """
    return rendered(report.write(canvas, guide), guide)


def rendered(text: str, guide: Guide) -> str:
    """Return Markdown of ours as a page to paste.

    Args:
        text: The Markdown, in which the text of notes is escaped.
        guide: The language that it is in.
    """
    body = str(_parser().render(text))
    return page_to_paste(body.replace("<table>", f"<table {TABLE_ATTRIBUTES}>"), guide)


@cache
def _parser() -> "MarkdownIt":
    """Return a parser that takes no HTML: there is none in what we write."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
