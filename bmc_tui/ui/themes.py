"""The themes as Textual takes them, and what is left of them without colours."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from bmc_tui.render.roles import Role
from bmc_tui.themes.palettes import THEMES, Colours
from bmc_tui.themes.styles import LOOKS

_PREFIX = "bmc-"
"""Textual has themes called `dark` and `light` too."""

_ATTRIBUTES = {"1": "bold", "3": "italic", "4": "underline", "7": "reverse"}
"""What Rich calls the parameters of an SGR sequence (ECMA-48, 8.3.117)."""


def textual_theme(colours: Colours) -> Theme:
    """Return a theme for Textual. What the style sheets use is in its variables, to the letter."""
    # The terminal's own colour of text is none that a ground can have.
    bar = colours.accent if colours.is_terminals else colours.line
    return Theme(
        name=f"{_PREFIX}{colours.name}",
        primary=colours.topic,
        secondary=colours.stray,
        warning=colours.warning,
        error=colours.error,
        success=colours.stray,
        accent=colours.accent,
        foreground=colours.text,
        background=colours.ground,
        surface=colours.ground,
        panel=colours.panel,
        dark=colours.is_dark,
        ansi=colours.is_terminals,
        variables={
            "background": colours.ground,
            "surface": colours.ground,
            "panel": colours.panel,
            "panel-style": colours.panel_style,
            "foreground": colours.text,
            # Textual makes these for themes that have colours of their own only.
            "ansi-background": colours.ground,
            "ansi-foreground": colours.text,
            "text": colours.text,
            "text-muted": colours.quiet,
            "text-disabled": colours.faint,
            "line": colours.line,
            "accent": colours.accent,
            "primary": colours.topic,
            "secondary": colours.stray,
            "warning": colours.warning,
            "error": colours.error,
            **{f"segment-{at}": each for at, each in enumerate(colours.segments, 1)},
            # What is picked or marked is reversed too, which can be seen without colours.
            "block-cursor-foreground": colours.accent,
            "block-cursor-background": colours.ground,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": colours.accent,
            "block-cursor-blurred-background": colours.ground,
            "block-cursor-blurred-text-style": "bold",
            "block-hover-background": colours.ground,
            "input-cursor-foreground": colours.text,
            "input-cursor-background": colours.ground,
            "input-cursor-text-style": "reverse",
            "input-selection-foreground": colours.accent,
            "input-selection-background": colours.ground,
            "border": colours.line,
            "border-blurred": colours.line,
            "scrollbar": bar,
            "scrollbar-hover": bar,
            "scrollbar-active": colours.accent,
            "scrollbar-background": colours.ground,
            "scrollbar-background-hover": colours.ground,
            "scrollbar-background-active": colours.ground,
            "scrollbar-corner-color": colours.ground,
        },
    )


def role_style(app: App[object], role: Role) -> Style:
    """Return how a piece of the picture looks in the theme that is in force."""
    return _style(THEMES[app.theme.removeprefix(_PREFIX)], role)


@lru_cache(maxsize=256)
def _style(colours: Colours, role: Role) -> Style:
    """Return how a piece of the picture looks in a theme."""
    codes, colour = LOOKS[role]
    drawn, ground = (Color.parse(each).rich_color for each in (colour(colours), colours.ground))
    attributes = " ".join(_ATTRIBUTES[code] for code in codes.split(";") if code)
    return Style(color=drawn, bgcolor=ground) + Style.parse(attributes or "none")


class Colourless(LineFilter):
    """Takes all colours away; bold, italic, underlined and reversed text stays so.

    What has a ground of its own, as a scrollbar has, becomes reversed.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without their colours."""
        return [Segment(text, style and _plain(style), None) for text, style, _ in segments]


@lru_cache(maxsize=1024)
def _plain(style: Style) -> Style:
    """Return a style without its colours."""
    has_ground = style.bgcolor is not None and not style.bgcolor.is_default
    return style.without_color + Style(reverse=True) if has_ground else style.without_color
