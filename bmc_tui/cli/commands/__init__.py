"""The registry of the commands: the command line's name of each, and the function that runs it.

A command takes its parsed arguments, the language and the shelf, and returns what it prints. Each
is a function `<name>_command` and is imported only when it runs: `bmc list` must feel instant.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping

from bmc_tui.guide import Guide
from bmc_tui.store import Shelf

Command = Callable[[Namespace, Guide, Shelf], str | bytes]


def _list() -> Command:
    from bmc_tui.cli.commands.canvases import list_command

    return list_command


def _new() -> Command:
    from bmc_tui.cli.commands.canvases import new_command

    return new_command


def _add() -> Command:
    from bmc_tui.cli.commands.notes import add_command

    return add_command


def _remove() -> Command:
    from bmc_tui.cli.commands.notes import remove_command

    return remove_command


def _move() -> Command:
    from bmc_tui.cli.commands.notes import move_command

    return move_command


def _ask() -> Command:
    from bmc_tui.cli.commands.ask import ask_command

    return ask_command


def _edit() -> Command:
    from bmc_tui.cli.commands.notes import edit_command

    return edit_command


def _show() -> Command:
    from bmc_tui.cli.commands.show import show_command

    return show_command


def _review() -> Command:
    from bmc_tui.cli.commands.review import review_command

    return review_command


def _find() -> Command:
    from bmc_tui.cli.commands.find import find_command

    return find_command


def _export() -> Command:
    from bmc_tui.cli.commands.export import export_command

    return export_command


def _import() -> Command:
    from bmc_tui.cli.commands.import_ import import_command

    return import_command


def _merge() -> Command:
    from bmc_tui.cli.commands.merge import merge_command

    return merge_command


def _copy() -> Command:
    from bmc_tui.cli.commands.copy import copy_command

    return copy_command


def _use() -> Command:
    from bmc_tui.cli.commands.canvases import use_command

    return use_command


def _rename() -> Command:
    from bmc_tui.cli.commands.canvases import rename_command

    return rename_command


def _duplicate() -> Command:
    from bmc_tui.cli.commands.canvases import duplicate_command

    return duplicate_command


def _delete() -> Command:
    from bmc_tui.cli.commands.canvases import delete_command

    return delete_command


def _undo() -> Command:
    from bmc_tui.cli.commands.undo import undo_command

    return undo_command


def _redo() -> Command:
    from bmc_tui.cli.commands.undo import redo_command

    return redo_command


def _versions() -> Command:
    from bmc_tui.cli.commands.versions import versions_command

    return versions_command


def _diff() -> Command:
    from bmc_tui.cli.commands.versions import diff_command

    return diff_command


def _restore() -> Command:
    from bmc_tui.cli.commands.versions import restore_command

    return restore_command


def _trash() -> Command:
    from bmc_tui.cli.commands.trash import trash_command

    return trash_command


def _recover() -> Command:
    from bmc_tui.cli.commands.recover import recover_command

    return recover_command


def _doctor() -> Command:
    from bmc_tui.cli.commands.doctor import doctor_command

    return doctor_command


def _config() -> Command:
    from bmc_tui.cli.commands.config import config_command

    return config_command


def _completion() -> Command:
    from bmc_tui.cli.completion import completion_command

    return completion_command


def _man() -> Command:
    from bmc_tui.cli.help.manpage import man_command

    return man_command


def _help() -> Command:
    from bmc_tui.cli.help.topics import help_command

    return help_command


COMMANDS: Mapping[str, Callable[[], Command]] = {
    "list": _list,
    "new": _new,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "ask": _ask,
    "edit": _edit,
    "show": _show,
    "review": _review,
    "find": _find,
    "export": _export,
    "import": _import,
    "merge": _merge,
    "copy": _copy,
    "use": _use,
    "rename": _rename,
    "duplicate": _duplicate,
    "delete": _delete,
    "undo": _undo,
    "redo": _redo,
    "versions": _versions,
    "diff": _diff,
    "restore": _restore,
    "trash": _trash,
    "recover": _recover,
    "doctor": _doctor,
    "config": _config,
    "completion": _completion,
    "man": _man,
    "help": _help,
}
"""The function that imports each command, but for `open`, which runs the app, and `help`."""


def run(name: str, args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Run a command and return what it prints; bytes for a binary format.

    Args:
        name: A key of `COMMANDS`.
        args: Its parsed arguments, and the settings as `config`.
        guide: The language.
        shelf: The canvases.

    Raises:
        ReportableError: The command failed.
    """
    command = COMMANDS[name]()
    return command(args, guide, shelf)
