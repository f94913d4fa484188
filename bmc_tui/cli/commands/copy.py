"""The command that copies a canvas or one of its blocks to the clipboard."""

import os
from argparse import Namespace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.clipboard import copy, outcome_message
from bmc_tui.clipboard.first_copy import first_copy_notice
from bmc_tui.files.locations import copied_text_file
from bmc_tui.formats import FORMATS
from bmc_tui.formats.markdown import writer as markdown
from bmc_tui.guide import Guide, find_block
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.store import Shelf


def copy_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Copy a canvas, or one block of it, and report where the copy went.

    Raises:
        UsageError: The format cannot write a single block.
        CommandError: No route worked, not even the fallback file.
        UnknownNameError: There is no such block.
    """
    if args.block is None:
        canvas = shelf.load(resolve_canvas(args.canvas, shelf)).canvas
        name = args.format or args.config.settings.copy_format
        text = str(FORMATS[name].write(canvas, guide))
    elif args.format not in {None, "markdown"}:
        raise UsageError("cli.block_is_markdown")
    else:
        block = find_block(args.block)
        canvas = shelf.load(resolve_canvas(args.canvas, shelf)).canvas
        text = markdown.write_block(translate_words(canvas, guide), block, guide)
    outcome = copy(text, environ=os.environ, send=_send_to_terminal, file=copied_text_file())
    if outcome.lost:
        raise CommandError("cli.copied_nowhere", told=outcome_message(outcome, guide))
    return f"{outcome_message(outcome, guide)}{first_copy_notice(shelf, guide)}\n"


def _send_to_terminal(sequence: str) -> None:
    """Write a control sequence to the terminal, even when stdout is redirected.

    Raises:
        OSError: There is no terminal.
    """
    handle = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    with os.fdopen(handle, "wb") as terminal:
        terminal.write(sequence.encode("ascii"))
