"""Text broken into lines by the cells it takes in a terminal: no character is ever cut in two.

Widths and characters (a family emoji is one) are Rich's.
"""

from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of `text`, at most `width` cells wide, as (start, end) of the text.

    Lines break at spaces, which are left out. A word wider than a line is broken where the line
    is full; one of wide characters (which are written without spaces) goes on behind the word
    before it. A character wider than a line gets a line for itself.

    Args:
        text: One line of clean text.
        width: Cells, at least 1.
    """
    if cell_len(text) <= width:
        yield 0, len(text)
        return
    start = end = 0  # the line so far is text[start:end]
    used = 0  # the cells it takes
    at = 0  # where the next word starts
    for word in text.split(" "):
        size = cell_len(word)
        gap = at - end if end > start else 0
        room = width - used - gap
        runs_on = size > max(width, len(word)) and room > 0
        if end > start and size > room and not runs_on:
            yield start, end
            used = gap = 0
            end = start = at
        if end == start:
            start = end = at
        used += gap
        for first, last, cells in split_graphemes(word)[0]:
            if used + cells > width and at + first > start:
                yield start, at + first
                start, used = at + first, 0
            used += cells
            end = at + last
        at += len(word) + 1
    yield start, end


def truncate(text: str, width: int) -> str:
    """Return `text` within `width` cells; when something is left out it ends with an ellipsis."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    if text.isascii() and text.isprintable():
        return text[: width - 1] + "…"
    used = end = 0
    for _, last, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            break
        used += cells
        end = last
    return text[:end] + "…"
