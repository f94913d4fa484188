"""The colours of segments and tokens on paper, as style sheets of pages and posters."""

from typing import TYPE_CHECKING

from bmc_tui.render.roles import SEGMENT_ROLES, Role

if TYPE_CHECKING:
    pass


_ON_PAPER = ("#00695c", "#ad1457", "#1a56b0", "#6d6400", "#6a1b9a", "#00687a")
"""The segments' colours on white, in the order of `SEGMENT_ROLES`; each is dark enough to read."""


def segment_css(selector: str, property_: str) -> str:
    """Return a style sheet with the colours of the segments.

    Args:
        selector: What has them, with `{}` for what `colour_class` gives.
        property_: The property that is a colour.
    """
    return "".join(
        f"{selector.format(f's{at}')}{{{property_}:{colour}}}"
        for at, colour in enumerate(_ON_PAPER, 1)
    )


_CLASSES = {Role.SEGMENT: "segment", Role.WORD: "word", Role.EVIDENCE: "evidence"}


def token_class(played: Role) -> str:
    """Return the CSS class of a token in what is to be printed; none for other text."""
    if played in SEGMENT_ROLES:
        return f"segment {segment_class(played)}"
    return _CLASSES.get(played, "")


def segment_class(played: Role) -> str:
    """Return the CSS class of a colour, by the role of the segments that have it."""
    return f"s{SEGMENT_ROLES.index(played) + 1}"
