"""The themes as data, which of them is in force, and how many colours the terminal has.

Nothing of Textual: the first paint has these colours before Textual is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Depth(Enum):
    """How many colours a terminal has, by what Rich calls it; it decides alike."""

    TRUE = "truecolor"
    MANY = "256"
    FEW = "standard"


@dataclass(frozen=True, slots=True)
class Colours:
    """A theme: its colours as `#rrggbb`, or by the names that Textual has for the terminal's own.

    Text is at least 4.5 times as bright as its ground, or the other way round, and lines are 3
    times (a test computes it from what is drawn).
    """

    name: str
    """As it is written in the settings."""
    is_dark: bool
    ground: str
    """What is behind everything."""
    text: str
    quiet: str
    """Text that stands back: how things stand, questions, words of the vocabulary."""
    faint: str
    """Text that is not meant now: keys that cannot act, notes of other segments."""
    line: str
    """Borders."""
    accent: str
    """What has the focus, and keys."""
    topic: str
    """Questions in the editor."""
    warning: str
    error: str
    panel: str
    """What is behind messages and lists that lie over something else."""
    stray: str
    """A segment's name that no segment has."""
    segments: tuple[str, str, str, str, str, str]
    panel_style: str = "bold"
    """How text on a panel looks: reversed, where the panel has no colour of its own."""

    @property
    def is_terminals(self) -> bool:
        """Whether the colours are the terminal's own."""
        return not self.ground.startswith("#")


DARK = Colours(
    name="dark",
    is_dark=True,
    ground="#14171c",
    text="#d8dce2",
    quiet="#a1a4a9",
    faint="#868a91",
    line="#6c6f75",
    accent="#ffaf5f",
    topic="#5fafd7",
    warning="#ffd75f",
    error="#ff8787",
    panel="#2a3038",
    stray="#87d7af",
    segments=("#87d7af", "#ff87d7", "#87afff", "#d7d75f", "#d7afff", "#5fd7d7"),
)

LIGHT = Colours(
    name="light",
    is_dark=False,
    ground="#fbfaf7",
    text="#22262c",
    quiet="#53585f",
    faint="#696e76",
    line="#8b9097",
    accent="#9a4600",
    topic="#005a96",
    warning="#765000",
    error="#b3261e",
    panel="#e4e2db",
    stray="#00695c",
    segments=("#00695c", "#ad1457", "#1a56b0", "#6d6400", "#6a1b9a", "#00687a"),
)

CONTRAST = Colours(
    name="contrast",
    is_dark=True,
    ground="#000000",
    text="#ffffff",
    quiet="#e4e4e4",
    faint="#bcbcbc",
    line="#ffffff",
    accent="#ffff00",
    topic="#00ffff",
    warning="#ffd700",
    error="#ffafaf",
    panel="#000000",
    stray="#5fffaf",
    segments=("#5fffaf", "#ff87ff", "#87d7ff", "#ffff5f", "#d7afff", "#5fffff"),
    panel_style="bold reverse",
)

CONTRAST_LIGHT = Colours(
    name="contrast-light",
    is_dark=False,
    ground="#ffffff",
    text="#000000",
    quiet="#262626",
    faint="#444444",
    line="#000000",
    accent="#0000af",
    topic="#00435f",
    warning="#5f3700",
    error="#870000",
    panel="#ffffff",
    stray="#004d40",
    segments=("#004d40", "#7a0f3d", "#00307a", "#4d4400", "#4a1270", "#004a57"),
    panel_style="bold reverse",
)

TERMINAL = Colours(
    name="terminal",
    is_dark=True,
    ground="ansi_default",
    text="ansi_default",
    quiet="ansi_default",
    faint="ansi_default",
    line="ansi_default",
    accent="ansi_magenta",
    topic="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    panel="ansi_default",
    stray="ansi_green",
    segments=(
        "ansi_green",
        "ansi_magenta",
        "ansi_cyan",
        "ansi_yellow",
        "ansi_red",
        "ansi_bright_blue",  # the console's plain one can't be read on black
    ),
    panel_style="bold reverse",
)
"""Nothing of it is grey: what a terminal makes of that is more often than not unreadable."""

THEMES = {each.name: each for each in (DARK, LIGHT, CONTRAST, CONTRAST_LIGHT, TERMINAL)}
"""All themes by name, in the order in which they are offered."""


def depth(environ: Mapping[str, str]) -> Depth:
    """Return how many colours the terminal has, as Rich finds it out."""
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return Depth.TRUE
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return Depth.MANY if kind in {"256color", "kitty"} else Depth.FEW


def is_colourless(environ: Mapping[str, str]) -> bool:
    """Tell whether no colours are wanted (https://no-color.org)."""
    return environ.get("NO_COLOR", "") != ""


def in_force(chosen: str, environ: Mapping[str, str]) -> Colours:
    """Return the theme to show.

    Args:
        chosen: The name of the theme that somebody has chosen; any other text for none.
        environ: The variables that say what the terminal can do.
    """
    if is_colourless(environ):
        return TERMINAL
    has_few = depth(environ) is Depth.FEW
    return THEMES.get(chosen) or (TERMINAL if has_few else DARK)
