"""The style of each role of a rendered canvas, for any palette.

Nothing here imports Textual, because the first frame is drawn in these styles before Textual is
loaded. They are not in a style sheet, because Textual would look up two dozen classes at every
change of focus.
"""

from collections.abc import Callable, Mapping

from bmc_tui.render.roles import SEGMENT_ROLES, Role
from bmc_tui.themes.palettes import Palette

RoleStyle = tuple[str, Callable[[Palette], str]]
"""The text attributes as parameters of an SGR sequence (ECMA-48, 8.3.117: 1 bold, 3 italic, 4
underlined, 7 reversed, 9 struck through), and the foreground colour in a palette."""


def _segment_style(index: int) -> RoleStyle:
    """Return the style of the segments with the colour at `index` in a palette."""
    return "1", lambda palette: palette.segments[index]


ROLE_STYLES: Mapping[Role, RoleStyle] = {
    Role.SPACE: ("", lambda palette: palette.text),
    Role.BORDER: ("", lambda palette: palette.border),
    Role.FOCUSED_BORDER: ("1", lambda palette: palette.focus),
    Role.TITLE: ("1", lambda palette: palette.text),
    Role.FOCUSED_TITLE: ("1;7", lambda palette: palette.accent),
    Role.LOCATION: ("1", lambda palette: palette.accent),
    Role.COUNT: ("", lambda palette: palette.muted),
    Role.BULLET: ("", lambda palette: palette.muted),
    Role.NOTE: ("", lambda palette: palette.text),
    Role.SEGMENT: ("", lambda palette: palette.unknown_segment),
    **{role: _segment_style(index) for index, role in enumerate(SEGMENT_ROLES)},
    Role.WORD: ("", lambda palette: palette.muted),
    Role.EVIDENCE: ("1", lambda palette: palette.accent),
    Role.FOLLOWED: ("1", lambda palette: palette.text),
    Role.DIMMED: ("", lambda palette: palette.disabled),
    Role.GONE: ("9", lambda palette: palette.muted),
    Role.CURRENT_NOTE: ("7", lambda palette: palette.text),
    Role.MATCH: ("1;4", lambda palette: palette.accent),
    Role.CURRENT_MATCH: ("1;7", lambda palette: palette.accent),
    Role.PROMPT: ("3", lambda palette: palette.muted),
    Role.OVERFLOW: ("", lambda palette: palette.accent),
}
"""The style of each role."""
