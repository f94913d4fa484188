"""The command that copies a canvas or one of its blocks to the clipboard."""

import os
from argparse import Namespace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.shelf import load_to_write
from bmc_tui.clipboard import Outcome, copy, copy_rich, outcome_message, rich_message
from bmc_tui.clipboard.first_copy import first_copy_notice
from bmc_tui.files.locations import copied_page_file, copied_text_file
from bmc_tui.formats import FORMATS
from bmc_tui.formats.markdown import writer as markdown
from bmc_tui.guide import Guide, find_block
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.store import Shelf

_RICH_DEFAULT = "report"
"""The format of a copy with its layout where none is named."""


def copy_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Copy a canvas, or one block of it, and report where the copy went.

    Raises:
        UsageError: The format cannot write a single block, or has no layout to copy.
        CommandError: No route worked, not even the fallback file; or the layout was not copied.
        UnknownNameError: There is no such block.
    """
    if args.block is not None and args.format not in {None, "markdown"}:
        raise UsageError("cli.block_is_markdown")
    name = args.format or (_RICH_DEFAULT if args.rich else args.config.settings.copy_format)
    format_ = FORMATS[name]
    if args.rich and not format_.has_layout:
        names = tuple(each.name for each in FORMATS.values() if each.has_layout)
        raise UsageError("cli.no_layout", format=name, names=names)
    block = None if args.block is None else find_block(args.block)
    canvas = load_to_write(args, FORMATS["markdown"] if block else format_, guide, shelf, block)
    if block:
        text = markdown.write_block(translate_words(canvas, guide), block, guide)
        if args.rich:
            from bmc_tui.formats.rich.document import rendered

            text = rendered(text, guide)
    elif args.rich:
        text = format_.write_page(canvas, guide)
    else:
        text = str(format_.write(canvas, guide))
    copy_text = _copy_page if args.rich else _copy_text
    outcome, message = copy_text(text, guide)
    # A page that was only saved is not on the clipboard, from where a script would paste it.
    if outcome.lost or (args.rich and not outcome.copied):
        raise CommandError("cli.copied_nowhere", message=message)
    return f"{message}{first_copy_notice(shelf, guide)}\n"


def _copy_text(text: str, guide: Guide) -> tuple[Outcome, str]:
    """Copy a text, and return the outcome with its message."""
    outcome = copy(text, environ=os.environ, send=_send_to_terminal, file=copied_text_file())
    return outcome, outcome_message(outcome, guide)


def _copy_page(page: str, guide: Guide) -> tuple[Outcome, str]:
    """Copy a page as rich text, and return the outcome with its message."""
    outcome = copy_rich(
        page,
        environ=os.environ,
        file=copied_page_file(copied_text_file()),
        may_ask_terminal=True,
    )
    return outcome, rich_message(outcome, guide)


def _send_to_terminal(sequence: str) -> None:
    """Write a control sequence to the terminal, even when stdout is redirected.

    Raises:
        OSError: There is no terminal.
    """
    handle = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    with os.fdopen(handle, "wb") as terminal:
        terminal.write(sequence.encode("ascii"))
