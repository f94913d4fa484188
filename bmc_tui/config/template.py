"""The file that `bmc config --init` writes: every setting explained, and none of them set."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from bmc_tui.config.config import SETTING_NAMES, choices
from bmc_tui.config.settings import Settings
from bmc_tui.files.locations import data_file, display_folder
from bmc_tui.guide import Guide
from bmc_tui.themes.palettes import DARK

_LINE_CHARACTERS = 78


def template(guide: Guide) -> str:
    """Return the content of the file, with its comments in a language.

    Remove the `# ` before a line to set what is in it.
    """
    return "\n".join(_lines(guide)) + "\n"


def _lines(guide: Guide) -> Iterator[str]:
    """Yield the lines."""
    yield from _comment(guide.say("config.template"))
    for name, value in _defaults(guide).items():
        yield ""
        about = guide.say(f"config.about.{name}", names=tuple(choices(name)))
        yield from (*_comment(about), f'# {name} = "{value}"')
    yield from ("", *_comment(guide.say("config.about.keys")))
    yield from ("[keys]", '# canvas.copy = "f5"', '# canvas.add = ["z", "ctrl+o"]')


def _defaults(guide: Guide) -> Mapping[str, str]:
    """Return the default value of every setting, by name."""
    values = {name: getattr(Settings(), name) for name in SETTING_NAMES if name != "keys"}
    file = display_folder(data_file(None, {}))
    return {**values, "language": guide.language, "theme": DARK.name, "file": file}


def _comment(text: str) -> Iterator[str]:
    """Yield a text as the lines of a comment."""
    yield from (f"# {line}" for line in wrap(text, _LINE_CHARACTERS))
