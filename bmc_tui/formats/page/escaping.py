"""Writes the text of a note so that it comes back from HTML, which folds spaces, and from XML."""

import re

KEPT_SPACES = {" ": "&#32;", "\u00a0": "&#xa0;"}
"""How a space is written that is not folded, by the space."""

_FOLDED = re.compile("(?<= ) |\u00a0")
"""A space after another, and a no-break space."""

_FORBIDDEN_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) forbids, also as character references."""

_PRIVATE_USE = range(0xE000, 0xF8FF)
"""Characters without a meaning of their own, to stand for spaces that stay."""


def keep_spaces(escaped: str) -> str:
    """Return escaped text with a reference for each space that the reader would fold.

    Args:
        escaped: Text as it is in HTML.
    """
    return _FOLDED.sub(lambda match: KEPT_SPACES[match[0]], escaped)


def xml_text(text: str) -> str:
    """Return text with a replacement character for each character that no XML can contain."""
    return _FORBIDDEN_IN_XML.sub("\ufffd", text)


def stand_ins(text: str) -> dict[str, str]:
    """Return a character that is not in a text for each kind of space that stays, by the space."""
    unused = (character for code in _PRIVATE_USE if (character := chr(code)) not in text)
    return dict(zip(KEPT_SPACES, unused, strict=False))
