"""Tells wrapped prose, whose lines are one text, from lines that each are a text."""

from collections.abc import Sequence

_WITHIN_PROSE = tuple(".,;:!?-–")
"""What a line of prose ends with before one that starts with a capital."""

_MIN_PROSE_CHARACTERS = 60
"""Characters of a line, other than the last, that make its paragraph prose."""


def is_prose(lines: Sequence[str]) -> bool:
    """Tell whether lines are wrapped prose: all of them but the last are full.

    Of two lines the second must look as if the sentence went on: a list may have one long line.
    """
    if not lines[:-1] or min(map(len, lines[:-1])) < _MIN_PROSE_CHARACTERS:
        return False
    if len(lines) > 2:  # noqa: PLR2004 - see above
        return True
    first, second = (line.strip() for line in lines)
    return not second[:1].isupper() or first.endswith(_WITHIN_PROSE)
