"""Writes the spaces of a note in HTML so that they come back, where a browser folds them."""

import re

KEPT_SPACES = {" ": "&#32;", "\u00a0": "&#xa0;"}
"""How a space is written that is not folded, by the space."""

_FOLDED = re.compile("(?<= ) |\u00a0")
"""A space behind another, and a no-break space."""


def keep_spaces(escaped: str) -> str:
    """Return escaped text with a reference for each space that the reader would fold.

    Args:
        escaped: Text as it stands in HTML.
    """
    return _FOLDED.sub(lambda match: KEPT_SPACES[match[0]], escaped)
