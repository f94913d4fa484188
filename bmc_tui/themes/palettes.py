"""The palettes of the themes, and the selection of one that the terminal can display.

Nothing here imports Textual: the first frame is drawn in these colours before Textual is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class ColourDepth(Enum):
    """How many colours a terminal can display; the values are those of Rich's `color_system`."""

    TRUECOLOR = "truecolor"
    EIGHT_BIT = "256"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme: `#rrggbb`, or Textual's names for the terminal's own colours.

    Text contrasts at least 4.5:1 with its background, and borders 3:1 (WCAG 2.2, 1.4.3 and
    1.4.11); a test computes this from the rendered screens.
    """

    name: str
    """The theme's name in the settings."""
    is_dark: bool
    background: str
    text: str
    muted: str
    """Secondary text: save status, questions, words of the vocabulary."""
    disabled: str
    """Text that does not apply now: keys without effect, notes of segments not followed."""
    border: str
    accent: str
    """Keys, and the focused part of the screen."""
    question: str
    """Questions in the editor."""
    warning: str
    error: str
    panel: str
    """The background of messages and of lists that overlay the screen."""
    unknown_segment: str
    """A mention of a segment that does not exist."""
    segments: tuple[str, str, str, str, str, str]
    """The colours of the segments, in the order of `SEGMENT_ROLES`."""
    panel_style: str = "bold"
    """The text style on a panel: reversed if the panel has no background colour of its own."""

    @property
    def uses_terminal_colours(self) -> bool:
        """Whether the palette consists of the terminal's own colours, by their names."""
        return not self.background.startswith("#")

    @property
    def focus(self) -> str:
        """The border of what has the focus: no colour of a terminal's own is sure to be seen."""
        return self.text if self.uses_terminal_colours else self.accent


DARK = Palette(
    name="dark",
    is_dark=True,
    background="#14171c",
    text="#d8dce2",
    muted="#a1a4a9",
    disabled="#868a91",
    border="#6c6f75",
    accent="#ffaf5f",
    question="#5fafd7",
    warning="#ffd75f",
    error="#ff8787",
    panel="#2a3038",
    unknown_segment="#87d7af",
    segments=("#87d7af", "#ff87d7", "#87afff", "#d7d75f", "#d7afff", "#5fd7d7"),
)

LIGHT = Palette(
    name="light",
    is_dark=False,
    background="#fbfaf7",
    text="#22262c",
    muted="#53585f",
    disabled="#696e76",
    border="#8b9097",
    accent="#9a4600",
    question="#005a96",
    warning="#765000",
    error="#b3261e",
    panel="#e4e2db",
    unknown_segment="#00695c",
    segments=("#00695c", "#ad1457", "#1a56b0", "#6d6400", "#6a1b9a", "#00687a"),
)

CONTRAST = Palette(
    name="contrast",
    is_dark=True,
    background="#000000",
    text="#ffffff",
    muted="#e4e4e4",
    disabled="#bcbcbc",
    border="#ffffff",
    accent="#ffff00",
    question="#00ffff",
    warning="#ffd700",
    error="#ffafaf",
    panel="#000000",
    unknown_segment="#5fffaf",
    segments=("#5fffaf", "#ff87ff", "#87d7ff", "#ffff5f", "#d7afff", "#5fffff"),
    panel_style="bold reverse",
)

CONTRAST_LIGHT = Palette(
    name="contrast-light",
    is_dark=False,
    background="#ffffff",
    text="#000000",
    muted="#262626",
    disabled="#444444",
    border="#000000",
    accent="#0000af",
    question="#00435f",
    warning="#5f3700",
    error="#870000",
    panel="#ffffff",
    unknown_segment="#004d40",
    segments=("#004d40", "#7a0f3d", "#00307a", "#4d4400", "#4a1270", "#004a57"),
    panel_style="bold reverse",
)

TERMINAL = Palette(
    name="terminal",
    is_dark=True,
    background="ansi_default",
    text="ansi_default",
    muted="ansi_default",
    disabled="ansi_default",
    border="ansi_default",
    accent="ansi_magenta",
    question="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    panel="ansi_default",
    unknown_segment="ansi_green",
    segments=(
        "ansi_green",
        "ansi_magenta",
        "ansi_cyan",
        "ansi_yellow",
        "ansi_red",
        "ansi_bright_blue",  # the Linux console's plain blue is unreadable on black
    ),
    panel_style="bold reverse",
)
"""The terminal's own colours, without grey: in many colour schemes that is unreadable."""

THEMES = {palette.name: palette for palette in (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT, TERMINAL)}
"""All themes by name, in the order in which the theme key cycles through them."""


def colour_depth(environ: Mapping[str, str]) -> ColourDepth:
    """Return how many colours the terminal can display, by the rules of Rich's `Console`.

    Args:
        environ: The environment variables; `COLORTERM` and `TERM` decide.
    """
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return ColourDepth.TRUECOLOR
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return ColourDepth.EIGHT_BIT if kind in {"256color", "kitty"} else ColourDepth.STANDARD


def has_bright_bold(palette: Palette, environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal may show bold text in brighter colours.

    Many do with their 16 own ones. PuTTY does so with the ground of bold text that is reversed.

    Args:
        palette: The colours of the theme.
        environ: The environment variables.
    """
    has_few_colours = colour_depth(environ) is ColourDepth.STANDARD
    return palette.uses_terminal_colours or has_few_colours or is_colourless(environ)


def is_colourless(environ: Mapping[str, str]) -> bool:
    """Tell whether the user wants no colours: `NO_COLOR` is not empty (https://no-color.org)."""
    return environ.get("NO_COLOR", "") != ""


def select_palette(theme: str, environ: Mapping[str, str]) -> Palette:
    """Return the palette of a theme, or without one the default for the terminal.

    The default is `dark`, or `terminal` if the terminal can display only 16 colours. If the user
    wants no colours, `terminal` overrides any theme.

    Args:
        theme: The name of a theme; any other text selects the default.
        environ: The environment variables.
    """
    if is_colourless(environ):
        return TERMINAL
    has_few_colours = colour_depth(environ) is ColourDepth.STANDARD
    return THEMES.get(theme) or (TERMINAL if has_few_colours else DARK)
