"""The colours of segments and tokens on paper, as style rules for pages and posters."""

from bmc_tui.render.roles import SEGMENT_ROLES, Role

_PAPER_COLOURS = ("#00695c", "#ad1457", "#1a56b0", "#6d6400", "#6a1b9a", "#00687a")
"""The segments' colours on white, in the order of `SEGMENT_ROLES`; each is dark enough to read."""

_TOKEN_CLASSES = {Role.SEGMENT: "segment", Role.WORD: "word", Role.EVIDENCE: "evidence"}


def segment_css(selector: str, property_: str) -> str:
    """Return style rules with the colours of the segments.

    Args:
        selector: The selector of a rule, with `{}` for what `segment_class` returns.
        property_: The property that gets the colour.
    """
    return "".join(
        f"{selector.format(f's{number}')}{{{property_}:{colour}}}"
        for number, colour in enumerate(_PAPER_COLOURS, 1)
    )


def token_class(role: Role) -> str:
    """Return the CSS classes of a run on paper; "" for text that is not a token."""
    if role in SEGMENT_ROLES:
        return f"segment {segment_class(role)}"
    return _TOKEN_CLASSES.get(role, "")


def segment_class(role: Role) -> str:
    """Return the CSS class of a segment's colour, by the segment's role."""
    return f"s{SEGMENT_ROLES.index(role) + 1}"
