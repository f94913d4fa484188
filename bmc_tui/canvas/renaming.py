"""A segment under another handle, wherever it is named."""

from bmc_tui.canvas.canvas import Canvas, Note
from bmc_tui.canvas.segments import Segment, find, handles, same
from bmc_tui.canvas.tokens import Mark, tokens


def is_handle(name: str) -> bool:
    """Tell whether a note can name a segment so: a letter first, then letters, digits, - and _."""
    text = f"@{name}"
    return [(token.start, token.end) for token in tokens(text)] == [(0, len(text))]


def renamed(canvas: Canvas, segment: Segment, name: str) -> Canvas:
    """Return the canvas with another handle for a segment in every note that names it.

    Args:
        canvas: Where the segment is.
        segment: One of its segments. Where its own note does not have its handle written, the new
            one is written behind it.
        name: The new handle, without the mark; it has to be one (`is_handle`).

    Raises:
        ValueError: Another segment has that handle.
    """
    if same(name) != same(segment.handle) and find(name, canvas):
        raise ValueError(name)
    owners = {one.spot: one for one in handles(canvas)}
    spot = segment.spot
    for block in {block: None for block, _ in canvas}:
        canvas = canvas.with_notes(
            block,
            (
                Note(_named(note.text, segment.handle, name), note.section)
                for note in canvas.notes(block)
            ),
        )
    if not owners[spot].written:
        texts = list(canvas.texts(spot.block, spot.section))
        texts[spot.index] += f" @{name}"
        canvas = canvas.with_section(spot.block, spot.section, texts)
    return canvas


def _named(text: str, before: str, after: str) -> str:
    """Return a text with one name of a segment for another."""
    for token in reversed(tokens(text)):
        if token.mark is Mark.SEGMENT and same(token.name) == same(before):
            text = f"{text[: token.start]}@{after}{text[token.end :]}"
    return text
