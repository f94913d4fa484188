"""What can be set, and what holds where nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person has set, each with what holds where it is not set."""

    language: str = ""
    """A language's code; empty: the one that the environment asks for."""
    theme: str = ""
    """One of `themes.palettes.THEMES`; empty: the one that fits the terminal."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other keys for a binding, by its id, such as `canvas.copy`."""
    file: str = ""
    """The absolute path of the data file; empty: the one in the user's data folder."""
    copy_format: str = "markdown"
    """The format of a copy or an export for which no format is named."""
