"""How each piece of the picture looks, in any theme.

Nothing of Textual: the first paint looks so before Textual is there. And no style sheet: for each
change of focus Textual would look up two dozen classes anew.
"""

from collections.abc import Callable, Mapping

from bmc_tui.render.roles import SEGMENT_ROLES, Role
from bmc_tui.themes.palettes import Colours

Look = tuple[str, Callable[[Colours], str]]
"""Attributes, as the parameters of an SGR sequence, and the colour in a theme."""


def _segment(at: int) -> Look:
    """Return the look of the segment at a place among the theme's."""
    return "1", lambda theme: theme.segments[at]


LOOKS: Mapping[Role, Look] = {
    Role.SPACE: ("", lambda theme: theme.text),
    Role.BORDER: ("", lambda theme: theme.line),
    Role.FOCUSED_BORDER: ("1", lambda theme: theme.accent),
    Role.TITLE: ("1", lambda theme: theme.text),
    Role.FOCUSED_TITLE: ("1;7", lambda theme: theme.accent),
    Role.PLACE: ("1", lambda theme: theme.accent),
    Role.COUNT: ("", lambda theme: theme.quiet),
    Role.BULLET: ("", lambda theme: theme.quiet),
    Role.NOTE: ("", lambda theme: theme.text),
    Role.SEGMENT: ("", lambda theme: theme.stray),
    **{role: _segment(at) for at, role in enumerate(SEGMENT_ROLES)},
    Role.WORD: ("", lambda theme: theme.quiet),
    Role.EVIDENCE: ("1", lambda theme: theme.accent),
    Role.FOLLOWED: ("1", lambda theme: theme.text),
    Role.DIMMED: ("", lambda theme: theme.faint),
    Role.FOUND: ("1;4", lambda theme: theme.accent),
    Role.FOUND_HERE: ("1;7", lambda theme: theme.accent),
    Role.PROMPT: ("3", lambda theme: theme.quiet),
    Role.MORE: ("", lambda theme: theme.accent),
}
"""The look of each role."""
