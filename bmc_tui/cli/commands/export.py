"""The command that exports a canvas to stdout or a file."""

from argparse import Namespace

from bmc_tui.cli.arguments import PROGRESS
from bmc_tui.cli.errors import UsageError
from bmc_tui.cli.files import refuse_terminal, write_export
from bmc_tui.cli.shelf import load_to_write
from bmc_tui.formats import FORMATS, format_for_file
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean_typing
from bmc_tui.store import Shelf


def export_command(args: Namespace, guide: Guide, shelf: Shelf) -> str | bytes:
    """Return a canvas in a format; or write it to a file, and report that.

    Raises:
        UsageError: The format is binary, and stdout is a terminal.
        CommandError: The file exists, is one of the program's own, or cannot be written.
        FormatError: A library that the format needs is not installed.
    """
    if args.format == PROGRESS:
        from bmc_tui.cli.commands.versions import progress_output

        return progress_output(args, guide, shelf)
    if args.automatic:
        raise UsageError("cli.automatic_without_progress")
    to_file = args.output != "-"
    default_format = FORMATS[args.config.settings.copy_format]
    format_ = FORMATS[args.format] if args.format else format_for_file(args.output, default_format)
    if format_.binary and not to_file:
        refuse_terminal(format_.name)
    canvas = load_to_write(args, guide, shelf)
    exported = format_.write(canvas, guide)
    if to_file:
        return write_export(args, format_.encode(exported), guide, shelf)
    return exported if isinstance(exported, bytes) else clean_typing(exported)
