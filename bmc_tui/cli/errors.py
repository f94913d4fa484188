"""The errors that end a command."""

from bmc_tui.guide import ReportableError


class ParseError(Exception):
    """The arguments name no command, or are not what the command takes.

    Args:
        lines: The lines for stderr: the usage, and what is wrong.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class UsageError(ReportableError):
    """The command cannot run with these arguments, or not in this terminal."""


class CommandError(ReportableError):
    """The command cannot do its work: an input or a file to write is unusable."""


class NegativeResultError(CommandError):
    """The command printed its result, which counts as a failure: no match, or findings.

    Args:
        key: The key of its message in the catalogue.
        output: The result, for stdout.
        values: What the placeholders of the message stand for.
    """

    def __init__(self, key: str, output: str, /, **values: object) -> None:
        super().__init__(key, **values)
        self.output = output
