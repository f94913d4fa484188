"""Renders our Markdown as a page to paste into a document or a mail, where headings stay headings.

Word processors give headings and lists their own styles, so that the table of contents and the
house style of the document apply to what is pasted.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from bmc_tui.formats.markdown import report, writer
from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.formats.rich.boxes import TABLE_ATTRIBUTES, page_to_paste
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as `markdown` writes it.

    Args:
        canvas: The canvas.
        guide: The language of the headings.
    """
    return rendered(writer.write(canvas, guide), guide)


def write_report(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as `report` writes it.

    Args:
        canvas: The canvas.
        guide: The language of the headings and the questions.
    """
    return rendered(report.write(canvas, guide), guide)


_CODE = re.compile(r"</?code>")


def rendered(text: str, guide: Guide) -> str:
    """Return Markdown of ours as a page to paste.

    Args:
        text: The Markdown, in which the text of notes is escaped.
        guide: The language that it is in.
    """
    # Only an `@name` is code in what we write, because of GitHub: here it is text like any other.
    body = _CODE.sub("", str(_parser().render(text)))
    return page_to_paste(body.replace("<table>", f"<table {TABLE_ATTRIBUTES}>"), guide)


@cache
def _parser() -> "MarkdownIt":
    """Return a parser that takes no HTML: there is none in what we write."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("text", _text)
    return parser


def _text(_: object, tokens: "Sequence[Token]", index: int, *_others: object) -> str:
    """Return a token of text as HTML, in which its spaces come back."""
    return keep_spaces(escape(tokens[index].content))
