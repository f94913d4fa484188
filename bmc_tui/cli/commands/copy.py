"""The command that copies a canvas, or a block of it, as the app does."""

import os
from argparse import Namespace

from bmc_tui.cli.output import CommandError, UsageError, chosen
from bmc_tui.clipboard import copy as copy_text
from bmc_tui.clipboard import outcome_message
from bmc_tui.clipboard.outcome import first_copy_notice
from bmc_tui.formats import FORMATS
from bmc_tui.formats.markdown import writer as markdown
from bmc_tui.guide import Guide, find_block
from bmc_tui.guide.vocabulary import translated
from bmc_tui.store import Shelf, copied_file


def copy(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Copy the canvas, or one block of it, and say what became of it.

    Raises:
        UsageError: A block is to be copied in a format that has no blocks on their own.
        CommandError: The text is nowhere.
        UnknownNameError: There is no such block.
    """
    if args.block is None:
        canvas = shelf.load(chosen(args.canvas, shelf)).canvas
        name = args.format or args.config.settings.copy_format
        text = str(FORMATS[name].write(canvas, guide))
    elif args.format not in {None, "markdown"}:
        raise UsageError("cli.block_is_markdown")
    else:
        block = find_block(args.block)
        canvas = shelf.load(chosen(args.canvas, shelf)).canvas
        text = markdown.write_block(translated(canvas, guide), block, guide)
    outcome = copy_text(text, environ=os.environ, send=_send, file=copied_file())
    if outcome.lost:
        raise CommandError("cli.copied_nowhere", told=outcome_message(outcome, guide))
    return f"{outcome_message(outcome, guide)}{first_copy_notice(shelf, guide)}\n"


def _send(sequence: str) -> None:
    """Write a control sequence to the terminal, wherever the command's output goes.

    Raises:
        OSError: There is no terminal.
    """
    handle = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    with os.fdopen(handle, "wb") as terminal:
        terminal.write(sequence.encode("ascii"))
