"""The elements of HTML by what they do to lines of text: start, hide, keep or head them."""

import re

from bmc_tui.formats.result import FormatError

INVISIBLE = {"script", "style", "title", "template", "noscript"}
"""The elements whose text is not on the page."""

CODE_ELEMENTS = {"script", "style"}
"""Those of them whose text is code, not words."""

NOT_NOTES = "data-bmc"
"""The attribute of an element of our page whose text is about the notes, but not a note."""

_SUBTITLE = re.compile(rf'<p {NOT_NOTES}(?:="")?>')
"""What says on a page of ours what was compared; a page of canvases has none."""

HYPHEN_CLASS = "hyphen"
"""The class of a hyphen at the end of a line of our poster, which is not in the note: a browser
copies the text without it, and the reader leaves it out."""

PREFORMATTED = {"pre", "textarea"}
"""The elements in which each line is one."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The level of each heading."""

LINE_ELEMENTS = {
    *HEADINGS,
    *("hr", "p", "li", "ul", "ol", "dl", "dd", "dt", "br", "div", "pre", "blockquote"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption"),
    *("article", "aside", "section", "header", "footer", "main", "nav", "address", "form"),
    *("details", "summary", "option", "optgroup", "select", "textarea", "button", "legend"),
    *("fieldset", "iframe", "label", "input"),
}
"""The elements that start and end a line."""

LABELS = {"b", "strong", "em", "i", "p", "summary", "dt", "caption"}
"""The elements that a heading of what follows can be in."""

SET_APART = LABELS - {"p"}
"""Those of them that are set in another way than the text."""


def refuse_report_page(text: str) -> None:
    """Refuse a page of ours on the changes or the progress of a canvas.

    Args:
        text: The page.

    Raises:
        FormatError: It is one.
    """
    if _SUBTITLE.search(text):
        raise FormatError("reading.is_report")
