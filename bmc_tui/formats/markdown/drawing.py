"""Reads boxes drawn in characters, with text in Markdown around them, as a canvas.

If that text names blocks itself, the drawing is an overview: only those of its notes are taken that
the text lacks.
"""

from bmc_tui.formats.answers import canvas_from_document
from bmc_tui.formats.markdown.reader import outline_items
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.formats.text.inner_boxes import MIN_BLOCKS, InnerBox, items_of_box, parse_boxes
from bmc_tui.guide.aliases import is_no_title
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.sanitize import clean

_BOX_LEVEL = 2


def read(text: str) -> ImportResult:
    """Return the canvas in a drawing.

    Args:
        text: The drawing, possibly in a block of code, and other text.

    Raises:
        FormatError: No boxes have the names of blocks in them.
    """
    drawing = parse_boxes(text)
    has_notes = any(box.block and any(row for _, row in box.rows) for box in drawing.boxes)
    if len(drawing.blocks) < MIN_BLOCKS or not has_notes:
        raise FormatError("reading.no_canvas")
    around = outline_items("\n".join(drawing.outside))
    title = next((clean(item.text) for item in around if item.level), "")
    named = {named.named for item in around if (named := split_name(item.text))}
    texts = {_folded(item.text) for item in _all(around)}
    if len(named) < MIN_BLOCKS:
        around = [item for item in around if clean(item.text) != title or not item.level]
    boxes = [box for box in drawing.boxes if box.block]
    others = [box for box in drawing.boxes if not box.block]
    if not title and others and others[0] is drawing.boxes[0]:
        title = _text(others.pop(0))
    items = [item for box in boxes for item in items_of_box(box, _BOX_LEVEL)]
    if len(named) >= MIN_BLOCKS:
        items = [item for item in items if item.level or _folded(item.text) not in texts]
        return canvas_from_document([*around, *items], title)
    # Text that names no block comes first: after the boxes it would be in the last of them.
    loose = [item for box in others for item in items_of_box(box, _BOX_LEVEL)]
    head = [OutlineItem(0, title, 1)] if title and not is_no_title(title) else []
    return canvas_from_document([*head, *around, *loose, *items], title)


def _all(items: list[OutlineItem]) -> list[OutlineItem]:
    """Return items and all below them."""
    return [each for item in items for each in (item, *_all(item.children))]


def _text(box: InnerBox) -> str:
    """Return the text of a box on one line."""
    return clean(" ".join(text.strip() for _, text in box.rows))


def _folded(text: str) -> str:
    """Return a text for comparing."""
    return " ".join(text.casefold().split())
