"""Writes several canvases as one HTML page, with a list of them at its start.

It is the page of `html` with a sheet for each. The list is not a note, so an import reads the same
canvases from it.
"""

from collections.abc import Sequence
from html import escape

from bmc_tui.formats.page.elements import NOT_NOTES
from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.formats.page.html import answers, document, sheet
from bmc_tui.formats.page.sheet import canvas_contents
from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.canvas import Canvas


def write_all(canvases: Sequence[Canvas], guide: Guide) -> str:
    """Return the page.

    Args:
        canvases: The canvases, in their order on it.
        guide: The language.
    """
    entries = []
    sheets = []
    for number, canvas in enumerate(canvases, 1):
        prefix = f"canvas-{number}-"
        shown = translate_words(canvas, guide)
        contents = canvas_contents(shown, guide)
        count = guide.pluralize("count.note", canvas.block_note_count)
        title = keep_spaces(escape(contents.title))
        link = f'<a href="#{prefix}title" dir="auto">{title}</a>'
        entries.append(f"<li>{link} <small>{count}</small></li>\n")
        sheets.append(sheet(contents, guide, "".join(answers(shown, guide)), prefix))
    heading = escape(guide.pluralize("count.canvas", len(canvases)))
    contents_list = f"<h1>{heading}</h1>\n<ol>\n{''.join(entries)}</ol>\n"
    nav = f'<nav class="list" {NOT_NOTES}>\n{contents_list}</nav>\n'
    return document(guide.say("canvas.all"), [nav, *sheets], guide)
