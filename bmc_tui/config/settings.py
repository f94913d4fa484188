"""Defines the settings and their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TYPED, CLEAN = "typed", "clean"
"""The values of `copy_notes`."""

DRAWN, PLAIN = "drawn", "plain"
"""The values of `lines`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every setting; the default where the user has set none."""

    language: str = ""
    """The code of a language; "" for the one that the environment asks for."""
    theme: str = ""
    """One of `themes.palettes.THEMES`; "" for the one that fits the terminal."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of each rebound keybinding, by its id, such as `canvas.copy`."""
    file: str = ""
    """The absolute path of the data file; "" for the one in the user's data folder."""
    copy_format: str = "markdown"
    """The name of the format for a copy or an export when none is given."""
    copy_notes: str = TYPED
    """How notes are copied and exported: `TYPED`, or `CLEAN`, without tokens."""
    author: str = ""
    """By whom a new canvas is; "" to leave that open."""
    lines: str = DRAWN
    """How lines are drawn: `DRAWN`, or `PLAIN`, in ASCII."""
