"""Wraps and truncates text by the cells that it takes in a terminal, never within a grapheme.

Widths and graphemes (a family emoji is one) are Rich's. `formats.page.metrics` breaks lines by ems
instead, and by other rules: a line on a drawn page keeps the spaces at its end.
"""

from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of `text`, at most `width` cells wide, as (start, end) indices into it.

    Lines break at spaces, which are left out. A word wider than a line starts on a new line and is
    broken where that is full; but one of wide characters, such as Chinese, which is written without
    spaces, starts right after the previous word. A character wider than a line gets a line to
    itself.

    Args:
        text: One line of clean text.
        width: Cells, at least 1.
    """
    if cell_len(text) <= width:
        yield 0, len(text)
        return
    start = end = 0  # the line so far is text[start:end]
    used = 0  # the cells it takes
    word_start = 0
    for word in text.split(" "):
        word_cells = cell_len(word)
        gap = word_start - end if end > start else 0
        room = width - used - gap
        runs_on = word_cells > max(width, len(word)) and room > 0
        if end > start and word_cells > room and not runs_on:
            yield start, end
            used = gap = 0
            end = start = word_start
        if end == start:
            start = end = word_start
        used += gap
        for first, last, cells in split_graphemes(word)[0]:
            if used + cells > width and word_start + first > start:
                yield start, word_start + first
                start, used = word_start + first, 0
            used += cells
            end = word_start + last
        word_start += len(word) + 1
    yield start, end


def wrapped_lines(text: str, width: int) -> list[str]:
    """Return the lines of `text`, at most `width` cells wide; see `wrap`."""
    return [text[start:end] for start, end in wrap(text, width)]


def truncate(text: str, width: int) -> str:
    """Return `text` within `width` cells, with an ellipsis at the end where it was cut."""
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


def truncate_title(title: str, width: int) -> str:
    """Return `title` as `truncate` does, but with the parentheses at its end: `Bakery of… (copy)`.

    They tell a copy from its original. They are cut too if they take more than half of the room.
    """
    head, parenthesis, tail = title.rpartition(" (")
    ending = parenthesis + tail
    if not (head and tail.endswith(")") and cell_len(title) > width >= 2 * cell_len(ending)):
        return truncate(title, width)
    return truncate(head, width - cell_len(ending)) + ending
