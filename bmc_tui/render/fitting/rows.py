"""Divides the height of the classic layout among its three rows by what their notes need.

It searches all splits. That of the printed sheet would leave notes out of sight in one box while
the box above it is half empty.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from bmc_tui.model.blocks import Block
from bmc_tui.model.layout import BLOCK_RECTS, HEIGHT

_MIN_LINES = 3
"""Minimum number of lines of a row: a note of two lines, and the count of those below it."""

_MIN_SHARE = 0.5
"""The part of a row's lines on the printed sheet that the other rows leave it, if it needs them."""

_NOTE, _QUESTION, _WORDS = 400, 20, 1
"""What it is worth that a note is shown whole, that the question of an empty block is, and that a
block has its vocabulary. There are nine blocks, so each outweighs all that are after it."""


class Need(NamedTuple):
    """How many lines the notes of a block take at the width of its box."""

    notes: Sequence[int]
    """For each note, from the first; empty for an empty block. The notes after as many lines as
    the board has may be missing."""
    brief_notes: Sequence[int]
    """The same without the words of the vocabulary."""
    question: int
    """Lines of the question that an empty block asks; 0 for one with notes."""

    @property
    def lines(self) -> int:
        """Lines that show the whole block, with its vocabulary."""
        return sum(self.notes) or self.question

    def worth(self, height: int) -> int:
        """Return the score of a box of this height: mostly, how many notes it shows whole."""
        if not self.notes:
            return _QUESTION if self.question <= height else 0
        if sum(self.notes) <= height:
            return _NOTE * len(self.notes) + _WORDS
        if sum(self.brief_notes) <= height:
            return _NOTE * len(self.brief_notes)
        # The last line counts the notes that are out of sight.
        return _NOTE * sum(end < height for end in accumulate(self.brief_notes))


def fitted_rows(needs: Mapping[Block, Need], classic: Sequence[int]) -> tuple[int, ...]:
    """Return the lines of the three rows with which the most notes are shown whole.

    Args:
        needs: What each block needs.
        classic: The lines of the rows as on the printed sheet, borders not counted.

    Returns:
        As many lines as in `classic`. Of splits with equal scores, the one nearest to that.
    """
    total = sum(classic)
    # A block of two rows also has the line between them.
    worth = {
        block: [need.worth(height) for height in range(total + HEIGHT)]
        for block, need in needs.items()
    }
    by_rows: dict[tuple[int, int], list[int]] = {}
    """The worth of each height to the blocks that span the same rows, by those."""
    for block, rect in BLOCK_RECTS.items():
        rows = (rect.top, rect.bottom)
        sums = by_rows.get(rows, [0] * (total + HEIGHT))
        by_rows[rows] = [a + b for a, b in zip(sums, worth[block], strict=True)]
    least = [
        min(lines, max(_MIN_LINES, round(lines * _MIN_SHARE)), max(_MIN_LINES, row_need))
        for lines, row_need in zip(classic, _row_needs(needs), strict=True)
    ]
    upper, middle, both, lower = (by_rows[rows] for rows in ((0, 1), (1, 2), (0, 2), (2, 3)))

    def rank(split: tuple[int, int]) -> tuple[int, int]:
        first, second = split
        third = total - first - second
        value = upper[first] + middle[second] + both[first + second + 1] + lower[third]
        distance = abs(first - classic[0]) + abs(second - classic[1]) + abs(third - classic[2])
        return value, -distance

    splits = [
        (first, second)
        for first in range(least[0], total - least[1] - least[2] + 1)
        for second in range(least[1], total - first - least[2] + 1)
    ]
    if not splits:
        return tuple(classic)
    first, second = max(splits, key=rank)
    return first, second, total - first - second


def _row_needs(needs: Mapping[Block, Need]) -> list[int]:
    """Return for each row the most lines that any block needs that is in that row alone."""
    lines = [0] * HEIGHT
    for block, rect in BLOCK_RECTS.items():
        if rect.bottom == rect.top + 1:
            lines[rect.top] = max(lines[rect.top], needs[block].lines)
    return lines
