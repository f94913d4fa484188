"""The commands of the command line by name: a shelf and arguments in, text to print out.

The module of a command is imported when the command is called for: they must feel instant.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module

from bmc_tui.commands.common import CommandError, UsageError
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf

__all__ = ["COMMANDS", "CommandError", "UsageError", "run"]

COMMANDS: Mapping[str, str] = {
    "list": "canvases.list_",
    "new": "canvases.new",
    "add": "canvases.add",
    "edit": "editing.edit",
    "show": "canvases.show",
    "review": "review.review",
    "find": "finding.find",
    "export": "canvases.export",
    "import": "importing.import_",
    "copy": "copy.copy",
    "use": "editing.use",
    "rename": "editing.rename",
    "delete": "editing.delete",
    "undo": "editing.undo",
    "redo": "editing.redo",
    "versions": "versions.versions",
    "diff": "versions.diff",
    "restore": "versions.restore",
    "trash": "trash.trash",
    "recover": "recover.recover",
    "doctor": "doctor.doctor",
    "config": "config.config",
    "completion": "completing.completion",
    "man": "manual.man",
}
"""The commands that print a text and end, by name: the module here and the function in it."""


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
    module, function = COMMANDS[name].split(".")
    command: Callable[[Namespace, Guide, Shelf], str | bytes] = getattr(
        import_module(f"{__name__}.{module}"), function
    )
    return command(args, guide, shelf)
