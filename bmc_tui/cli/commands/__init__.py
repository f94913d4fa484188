"""The commands of the command line by name: a shelf and arguments in, text to print out.

The module of a command is imported when the command is called for: they must feel instant.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module

from bmc_tui.cli.output import CommandError, UsageError
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf

__all__ = ["COMMANDS", "CommandError", "UsageError", "run"]

COMMANDS: Mapping[str, str] = {
    "list": "commands.canvases:list_",
    "new": "commands.canvases:new",
    "add": "commands.canvases:add",
    "edit": "commands.editing:edit",
    "show": "commands.canvases:show",
    "review": "commands.review:review",
    "find": "commands.find:find",
    "export": "commands.canvases:export",
    "import": "commands.import_:import_",
    "copy": "commands.copy:copy",
    "use": "commands.editing:use",
    "rename": "commands.editing:rename",
    "delete": "commands.editing:delete",
    "undo": "commands.editing:undo",
    "redo": "commands.editing:redo",
    "versions": "commands.versions:versions",
    "diff": "commands.versions:diff",
    "restore": "commands.versions:restore",
    "trash": "commands.trash:trash",
    "recover": "commands.recover:recover",
    "doctor": "commands.doctor:doctor",
    "config": "commands.config:config",
    "completion": "completion:completion",
    "man": "manpage:man",
}
"""The commands that print a text and end, by name: the module in `bmc_tui.cli` and the
function in it."""


def run(name: str, args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Carry out a command and return what it prints; bytes are no text.

    Args:
        name: One of `COMMANDS`.
        args: Its arguments, as the command line has parsed them, and `config`: what is set.
        guide: The language to speak.
        shelf: The canvases.

    Raises:
        TellableError: It could not be done.
    """
    module, function = COMMANDS[name].split(":")
    command: Callable[[Namespace, Guide, Shelf], str | bytes] = getattr(
        import_module(f"bmc_tui.cli.{module}"), function
    )
    return command(args, guide, shelf)
