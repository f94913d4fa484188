"""What each command takes: one table for the command line, help, completion and the manual."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from bmc_tui.cli.commands import COMMANDS
from bmc_tui.guide import Guide, languages

NAMES = ("open", *COMMANDS)
"""Every command; `open` is what `bmc` alone does."""


class Argument(NamedTuple):
    """What a command takes."""

    name: str
    """Of an option, with its dashes, or of what stands in its place."""
    words: str
    """Where its help is in the catalogue, under `cli.help`."""
    metavar: str = ""
    """Where the name of its value is, under `cli.name`; an option without is a mere flag."""
    choices: Callable[[Guide], Sequence[str]] | None = None
    """Gives the values there are; all others are refused."""
    options: Mapping[str, Any] = {}
    """What argparse is to know besides."""
    excludes: bool = False
    """Whether it does not go together with the others of its command that say so."""
    short: str = ""
    """An option's other name."""
    completed: str = ""
    """What a shell offers for it: the name of one of `completing.OFFERS`; else the choices."""


def _examples(guide: Guide) -> Sequence[str]:
    """Return the names of the examples."""
    from bmc_tui.examples import example_names

    return example_names(guide.language)


def _formats(_: Guide) -> Sequence[str]:
    """Return the formats that a file can have."""
    from bmc_tui.formats import FORMATS

    return list(FORMATS)


def _texts(_: Guide) -> Sequence[str]:
    """Return the formats that a clipboard takes."""
    from bmc_tui.formats import FORMATS

    return [name for name, each in FORMATS.items() if not each.binary]


def _readable(_: Guide) -> Sequence[str]:
    """Return the formats that can be read."""
    from bmc_tui.formats.detect import readable_formats

    return readable_formats()


def _languages(_: Guide) -> Sequence[str]:
    """Return the languages there are."""
    return languages()


def _shells(_: Guide) -> Sequence[str]:
    """Return the shells for which there is a script."""
    return ("bash", "zsh", "fish")


def _sources(_: Guide) -> Sequence[str]:
    """Return what can be put back of a damaged file."""
    return ("backup", "rescued")


_CANVAS = Argument("canvas", "canvas", "canvas", options={"nargs": "?"}, completed="canvas")
_OF_CANVAS = Argument("--canvas", "canvas", "canvas", completed="canvas")
_NAMED = Argument("canvas", "named", "canvas", completed="canvas")
_JSON = Argument("--json", "json")

GENERAL = (
    Argument("--file", "file", "file", completed="file"),
    Argument("--lang", "lang", choices=_languages),
)
"""What every command takes."""

ARGUMENTS: Mapping[str, Sequence[Argument]] = {
    "open": (_CANVAS,),
    "list": (_JSON,),
    "new": (
        Argument("title", "title", "title", options={"nargs": "*", "default": []}),
        Argument("--example", "example", "name", _examples),
    ),
    "add": (
        Argument("block", "block", "block", completed="section"),
        Argument("text", "text", "text", options={"nargs": "*", "default": []}),
        _OF_CANVAS,
    ),
    "edit": (
        Argument("block", "edited", "a_block", options={"nargs": "?"}, completed="block"),
        _OF_CANVAS,
    ),
    "show": (
        _CANVAS,
        Argument("--plain", "plain"),
        Argument("--segment", "segment", "name", completed="segment"),
    ),
    "find": (Argument("text", "sought", "text", options={"nargs": "+"}), _JSON),
    "export": (
        _CANVAS,
        Argument("--format", "format_of_export", "format", _formats, completed="format"),
        Argument(
            "--output", "output", "file", options={"default": "-"}, short="-o", completed="file"
        ),
        Argument("--force", "force"),
    ),
    "import": (
        Argument("source", "source_file", "file", completed="file"),
        Argument("--format", "source_format", "format", _readable, {"default": "auto"}),
    ),
    "copy": (
        _CANVAS,
        Argument("--format", "format_of_copy", "format", _texts, completed="format"),
        Argument("--block", "a_block", "a_block", completed="block"),
    ),
    "use": (_NAMED,),
    "rename": (
        Argument("title", "new_title", "title", options={"nargs": "+"}),
        _OF_CANVAS,
    ),
    "delete": (_NAMED,),
    "undo": (_CANVAS,),
    "redo": (_CANVAS,),
    "versions": (_CANVAS, _JSON, Argument("--keep", "keep", "name")),
    "diff": (
        Argument("since", "since", "version", completed="version"),
        Argument(
            "until", "until", "version", options={"nargs": "?", "default": ""}, completed="version"
        ),
        _OF_CANVAS,
    ),
    "restore": (Argument("version", "version_of", "version", completed="version"), _OF_CANVAS),
    "trash": (
        _JSON,
        Argument("--restore", "trash_restore", "canvas", excludes=True, completed="deleted"),
        Argument("--empty", "trash_empty", excludes=True),
        Argument("--yes", "yes"),
    ),
    "recover": (Argument("source", "source", "name", _sources, {"nargs": "?"}),),
    "doctor": (_JSON,),
    "config": (_JSON, Argument("--path", "path")),
    "review": (_CANVAS, _JSON, Argument("--strict", "strict")),
    "completion": (Argument("shell", "shell", "name", _shells),),
    "man": (),
}
"""What each command takes, but for what every command does."""
