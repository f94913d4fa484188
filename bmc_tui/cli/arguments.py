"""The table of what each command takes, for parsing, help, completion and the manual page."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bmc_tui.cli.overview import COMMAND_GROUPS
from bmc_tui.guide import Guide, languages


class Argument(NamedTuple):
    """A positional argument or an option of a command."""

    name: str
    """The option with its dashes, such as `--json`; or the attribute of a positional argument."""
    help_key: str
    """The key of its help in the catalogue, under `cli.help`."""
    metavar_key: str = ""
    """The key of its value's name, under `cli.name`; an option without it and without choices is
    a flag."""
    choices: Callable[[Guide], Sequence[str]] | None = None
    """Returns the only values that it accepts."""
    nargs: str | None = None
    """How many values it takes, as argparse has it: `?`, `*`, `+`, or None for exactly one."""
    default: str | Sequence[str] | None = None
    """Its value when it is absent."""
    exclusive: bool = False
    """Whether it excludes the other exclusive arguments of its command."""
    short_name: str = ""
    """An option's one-letter name, such as `-o`."""
    completer: str = ""
    """The key of its completer in `completion.COMPLETERS`; without one, the choices are offered."""


PROGRESS = "progress"
"""The format of an export about the versions of a canvas; see `formats.changes.progress`."""


def _examples(guide: Guide) -> Sequence[str]:
    """Return the names of the examples."""
    from bmc_tui.examples import example_names

    return example_names(guide.language)


def _formats(_: Guide) -> Sequence[str]:
    """Return the formats that a canvas can be exported in."""
    from bmc_tui.formats import FORMATS

    return [*FORMATS, PROGRESS]


def _changes_formats(_: Guide) -> Sequence[str]:
    """Return the formats that changes can be written in."""
    from bmc_tui.formats.changes import CHANGES_FORMATS

    return list(CHANGES_FORMATS)


def _text_formats(_: Guide) -> Sequence[str]:
    """Return the formats that are text, which a clipboard can take."""
    from bmc_tui.formats import FORMATS

    return [name for name, format_ in FORMATS.items() if not format_.binary]


def _import_formats(_: Guide) -> Sequence[str]:
    """Return the formats that can be imported."""
    from bmc_tui.formats.detect import readable_formats

    return readable_formats()


def _languages(_: Guide) -> Sequence[str]:
    """Return the codes of the languages."""
    return languages()


def _shells(_: Guide) -> Sequence[str]:
    """Return the shells that completion supports."""
    return ("bash", "zsh", "fish")


def _config_actions(_: Guide) -> Sequence[str]:
    """Return what `config` can do with a setting."""
    return ("set",)


def _recovery_sources(_: Guide) -> Sequence[str]:
    """Return what a damaged file can be restored from."""
    return ("backup", "rescued", "journal")


_CANVAS = Argument("canvas", "canvas", "canvas", nargs="?", completer="canvas")
_CANVAS_OPTION = Argument("--canvas", "canvas", "canvas", completer="canvas")
_REQUIRED_CANVAS = Argument("canvas", "named", "canvas", completer="canvas")
_JSON_FLAG = Argument("--json", "json")
_OUTPUT = Argument("--output", "output", "file", default="-", short_name="-o", completer="file")
_FORCE = Argument("--force", "force")
_NOTATION = (
    Argument("--clean", "clean", exclusive=True),
    Argument("--typed", "typed", exclusive=True),
)
"""Whether notes are written with their tokens."""

_PARTICULARS = (
    Argument("--for", "for_whom", "text"),
    Argument("--by", "by_whom", "text"),
    Argument("--date", "date", "text"),
    Argument("--edition", "edition", "text"),
)
"""The particulars of a canvas; `--version` is that of the program."""


COMMON_OPTIONS = (
    Argument("--file", "file", "file", completer="file"),
    Argument("--lang", "lang", choices=_languages),
)
"""The options of every command, which may also precede it."""

ARGUMENTS: Mapping[str, Sequence[Argument]] = {
    "open": (_CANVAS,),
    "list": (_JSON_FLAG,),
    "new": (
        Argument("title", "title", "title", nargs="*", default=[]),
        Argument("--example", "example", "name", _examples),
        *_PARTICULARS,
    ),
    "add": (
        Argument("block", "block", "block", completer="section"),
        Argument("text", "text", "text", nargs="*", default=[]),
        _CANVAS_OPTION,
    ),
    "remove": (
        Argument("notes", "note_numbers", "note", nargs="+", completer="note"),
        _CANVAS_OPTION,
    ),
    "move": (
        Argument("note", "note_number", "note", completer="note"),
        Argument("place", "place", "place", completer="section"),
        _CANVAS_OPTION,
    ),
    "ask": (_CANVAS, Argument("--block", "a_block", "a_block", completer="block")),
    "edit": (
        Argument("block", "edited", "a_block", nargs="?", completer="block"),
        _CANVAS_OPTION,
    ),
    "show": (
        _CANVAS,
        Argument("--plain", "plain"),
        Argument("--segment", "segment", "name", completer="segment"),
    ),
    "review": (
        Argument(
            "names",
            "reviewed",
            "canvas_or_file",
            nargs="*",
            default=[],
            completer="canvas_or_file",
        ),
        Argument("--all", "review_all"),
        Argument("--dismiss", "dismiss", "row", completer="finding"),
        _JSON_FLAG._replace(exclusive=True),
        Argument("--csv", "review_csv", exclusive=True),
        Argument("--strict", "strict"),
    ),
    "find": (Argument("text", "sought", "text", nargs="+"), _JSON_FLAG),
    "export": (
        _CANVAS,
        Argument("--all", "export_all"),
        Argument("--format", "format_of_export", "format", _formats, completer="format"),
        _OUTPUT,
        _FORCE,
        Argument("--automatic", "automatic"),
        *_NOTATION,
    ),
    "import": (
        Argument("sources", "source_file", "file", nargs="+", completer="file"),
        Argument("--dry-run", "dry_run"),
        Argument("--park", "park"),
        Argument("--format", "source_format", "format", _import_formats, default="auto"),
    ),
    "merge": (Argument("source", "merged_file", "file", completer="file"),),
    "copy": (
        _CANVAS,
        Argument("--format", "format_of_copy", "format", _text_formats, completer="format"),
        Argument("--block", "a_block", "a_block", completer="block"),
        Argument("--rich", "rich"),
        *_NOTATION,
    ),
    "use": (_REQUIRED_CANVAS,),
    "rename": (
        Argument("title", "new_title", "title", nargs="*", default=[]),
        *_PARTICULARS,
        _CANVAS_OPTION,
    ),
    "duplicate": (_CANVAS, Argument("--title", "copy_title", "title")),
    "delete": (_REQUIRED_CANVAS,),
    "undo": (_CANVAS,),
    "redo": (_CANVAS,),
    "versions": (
        _CANVAS,
        _JSON_FLAG,
        Argument("--keep", "keep", "name"),
        Argument("--why", "why", "text"),
    ),
    "diff": (
        Argument("since", "since", "version", completer="version"),
        Argument(
            "until",
            "until",
            "version",
            nargs="?",
            default="",
            completer="version",
        ),
        _CANVAS_OPTION,
        Argument("--format", "format_of_changes", "format", _changes_formats),
        _OUTPUT,
        _FORCE,
        *_NOTATION,
    ),
    "restore": (Argument("version", "version_of", "version", completer="version"), _CANVAS_OPTION),
    "trash": (
        _JSON_FLAG,
        Argument("--restore", "trash_restore", "canvas", exclusive=True, completer="deleted"),
        Argument("--empty", "trash_empty", exclusive=True),
        Argument("--yes", "yes"),
    ),
    "recover": (Argument("source", "source", "name", _recovery_sources, nargs="?"),),
    "doctor": (_JSON_FLAG,),
    "demo": (),
    "config": (
        Argument("action", "config_action", "action", _config_actions, nargs="?"),
        Argument("setting", "setting", "setting", nargs="?", completer="setting"),
        Argument("value", "setting_value", "value", nargs="*", default=[], completer="value"),
        Argument("--init", "config_init", exclusive=True),
        _JSON_FLAG._replace(exclusive=True),
        Argument("--path", "path", exclusive=True),
    ),
    "completion": (Argument("shell", "shell", "name", _shells),),
    "man": (),
    "help": (Argument("topic", "topic", "topic", nargs="?", completer="topic"),),
}
"""The arguments of each command, without the common options.

`open` is what `bmc` without a command does."""

COMMAND_NAMES = tuple(name for names in COMMAND_GROUPS.values() for name in names)


def option_value(arguments: Sequence[str], option: str) -> str:
    """Return the last value of an option before `--`, without a parser; "" if there is none."""
    value = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, inline_value = argument.partition("=")
        if name == option:
            value = inline_value if equals else "".join(arguments[index + 1 : index + 2])
    return value
