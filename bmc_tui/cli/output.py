"""What the commands share: their errors, and the canvas that a person means."""

from bmc_tui.guide import Guide, TellableError
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf


class UsageError(TellableError):
    """A command that can't be carried out as it was typed."""


class CommandError(TellableError):
    """Something a command was given can't be used: an input, a file to write."""


class FailedOutputError(CommandError):
    """A command that has something to print, and yet did not succeed.

    Args:
        key: The message, as of every error that is told.
        output: What is to be printed.
        values: What the message's placeholders stand for.
    """

    def __init__(self, key: str, output: str, /, **values: object) -> None:
        super().__init__(key, **values)
        self.output = output


def shown_title(title: str, guide: Guide) -> str:
    """Return a canvas's title as a line to print."""
    return guide.canvas_title(clean(title))


def chosen(name: str | None, shelf: Shelf) -> str:
    """Return the id of the canvas that is named, else of the last one used.

    Raises:
        CommandError: There is no canvas at all.
        UnknownCanvasError: There is none of that name.
        AmbiguousCanvasError: There is more than one.
    """
    id_ = shelf.last() if name is None else shelf.find(name).id
    if id_ is None:
        raise CommandError("cli.no_canvas")
    return id_
