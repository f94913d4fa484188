"""The themes as Textual themes, and the filter that removes all colours for `NO_COLOR`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter, Monochrome
from textual.theme import Theme

from bmc_tui.render.roles import Role
from bmc_tui.themes.palettes import THEMES, Palette, has_bright_bold, is_colourless, select_palette
from bmc_tui.themes.styles import ROLE_STYLES

_PREFIX = "bmc-"
"""The prefix of the themes' names in Textual, apart from its own themes."""

_ATTRIBUTES = {"1": "bold", "3": "italic", "4": "underline", "7": "reverse", "9": "strike"}
"""Rich's names for the parameters of an SGR sequence (ECMA-48, 8.3.117)."""


def textual_theme(palette: Palette) -> Theme:
    """Return a theme for Textual, with every variable that the style sheets use set explicitly."""
    # The terminal's default text colour cannot be used as a background.
    bar = palette.accent if palette.uses_terminal_colours else palette.border
    return Theme(
        name=f"{_PREFIX}{palette.name}",
        primary=palette.question,
        secondary=palette.unknown_segment,
        warning=palette.warning,
        error=palette.error,
        success=palette.unknown_segment,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        dark=palette.is_dark,
        ansi=palette.uses_terminal_colours,
        variables={
            "background": palette.background,
            "surface": palette.background,
            "panel": palette.panel,
            "panel-style": palette.panel_style,
            "foreground": palette.text,
            # Textual sets these only for themes without the terminal's own colours.
            "ansi-background": palette.background,
            "ansi-foreground": palette.text,
            "text": palette.text,
            "text-muted": palette.muted,
            "text-disabled": palette.disabled,
            "line": palette.border,
            "accent": palette.accent,
            "focus": palette.focus,
            "primary": palette.question,
            "secondary": palette.unknown_segment,
            "warning": palette.warning,
            "error": palette.error,
            **{f"segment-{n}": colour for n, colour in enumerate(palette.segments, 1)},
            # The selection is reversed as well, so that it can be seen without colours.
            "block-cursor-foreground": palette.focus,
            "block-cursor-background": palette.background,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": palette.focus,
            "block-cursor-blurred-background": palette.background,
            "block-cursor-blurred-text-style": "bold",
            "block-hover-background": palette.background,
            "input-cursor-foreground": palette.text,
            "input-cursor-background": palette.background,
            "input-cursor-text-style": "reverse",
            "input-selection-foreground": palette.accent,
            "input-selection-background": palette.background,
            "border": palette.border,
            "border-blurred": palette.border,
            "scrollbar": bar,
            "scrollbar-hover": bar,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.background,
            "scrollbar-background-hover": palette.background,
            "scrollbar-background-active": palette.background,
            "scrollbar-corner-color": palette.background,
        },
    )


class ThemeChoice:
    """The theme of an app: the one that is set, until the user changes to another.

    Args:
        app: The app; it shows the theme from now on.
        setting: The name of the theme in the settings, or "" for the terminal's default.
        environ: The environment variables, which say what the terminal can show.
    """

    def __init__(self, app: App[int], setting: str, environ: Mapping[str, str]) -> None:
        self._app = app
        self._environ = environ
        self.is_colourless = is_colourless(environ)
        """Whether all is shown without colours, whatever the theme."""
        self.name = select_palette(setting, environ).name
        """The name of the theme chosen last, even where a colourless app does not show it."""
        self._apply()

    def change(self, name: str) -> None:
        """Change to the theme with this name."""
        self.name = name
        if not self.is_colourless:
            self._apply()

    def line_filters(self, filters: Sequence[LineFilter]) -> Sequence[LineFilter]:
        """Return Textual's filters, or one that removes colours: Textual's makes them grey."""
        if self.is_colourless:
            return [ColourlessFilter()]
        palette = THEMES[self.name]
        ours = [PlainReverseFilter(palette)] if has_bright_bold(palette, self._environ) else []
        return [*(each for each in filters if not isinstance(each, Monochrome)), *ours]

    def _apply(self) -> None:
        """Make Textual show the theme."""
        theme = textual_theme(THEMES[self.name])
        self._app.register_theme(theme)
        self._app.theme = theme.name
        if not self._app.is_running:  # else Textual does it
            self._app.stylesheet.set_variables(self._app.get_css_variables())


def role_style(app: App[object], role: Role) -> Style:
    """Return the style of a role in the current theme."""
    return _style(THEMES[app.theme.removeprefix(_PREFIX)], role)


@lru_cache(maxsize=256)
def _style(palette: Palette, role: Role) -> Style:
    """Return the style of a role in a palette."""
    codes, colour = ROLE_STYLES[role]
    foreground = Color.parse(colour(palette)).rich_color
    background = Color.parse(palette.background).rich_color
    attributes = " ".join(_ATTRIBUTES[code] for code in codes.split(";") if code)
    return Style(color=foreground, bgcolor=background) + Style.parse(attributes or "none")


class PlainReverseFilter(LineFilter):
    """A filter that removes from reversed text what a terminal may make unreadable.

    That is bold, which some show on a brighter background; and a terminal's own colours, none of
    which is sure to be visible on its background. What is left is the terminal's own text and
    background, swapped.

    Args:
        palette: The palette, whose own colours stay.
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._without = _without_colours if palette.uses_terminal_colours else _unbold

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, the reversed ones in a readable style."""
        without = self._without
        return [
            Segment(text, without(style) if style and style.reverse else style, control)
            for text, style, control in segments
        ]


class ColourlessFilter(LineFilter):
    """A filter that removes all colours, and leaves bold, italic, underlined and reversed text.

    Cells with a background of their own, such as those of a scrollbar, become reversed.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without their colours."""
        return [
            Segment(text, style and _without_colours(style), None) for text, style, _ in segments
        ]


@lru_cache(maxsize=1024)
def _without_colours(style: Style) -> Style:
    """Return a style without its colours."""
    has_background = style.bgcolor is not None and not style.bgcolor.is_default
    plain = style.without_color + Style(reverse=True) if has_background else style.without_color
    return _unbold(plain) if plain.reverse else plain


@lru_cache(maxsize=1024)
def _unbold(style: Style) -> Style:
    """Return a style that is not bold."""
    return style + Style(bold=False)
