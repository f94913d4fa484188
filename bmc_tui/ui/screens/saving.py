"""Saves what a screen exports to a file; asks before it overwrites an existing one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bmc_tui.config.own_files import own_files_of
from bmc_tui.files import paths
from bmc_tui.files.export import NotAFileError, OwnFileError, write_file
from bmc_tui.model.sanitize import clean
from bmc_tui.render.wrap import truncate
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.dialogs import ConfirmScreen
from bmc_tui.ui.screens.prompting import Question, worded
from bmc_tui.ui.widgets.path_prompt import parse_path

_MAX_NAME_CELLS = 50
"""Cells at which a message truncates a name."""


async def ask_and_save(
    screen: BaseScreen[Any], name: str, save: Callable[[str], Awaitable[bool]]
) -> None:
    """Ask for the name of a file until it is saved or the user cancels; call it in a worker.

    What was typed stays in the prompt after a failure, to be corrected there.

    Args:
        screen: The screen that asks.
        name: The default name.
        save: Saves under a name, or reports why not; returns whether it is done.
    """
    lines: tuple[str, ...] | None = (name,)
    while lines:
        question = Question(worded("ask.file"), worded("ask.title_hint"), lines[0], is_path=True)
        lines = await screen.prompt(question)
        if lines and await save(lines[0]):
            return


async def save_file(screen: BaseScreen[Any], name: str, raw: bytes, format_name: str) -> bool:
    """Write a file, and report that or why not; call it in a worker.

    Returns:
        False if another name is needed; else True, also if the user keeps the existing file.

    Args:
        screen: The screen that asks for the confirmation, and shows the message.
        name: The path as the user typed it.
        raw: The contents.
        format_name: The name of their format, for the message.
    """
    say, context = screen.guide.say, screen.context
    own_files = own_files_of(context.config, context.environ, context.shelf.path)
    try:
        path = paths.absolute(parse_path(name))
        file = clean(str(path))
        try:
            await asyncio.to_thread(write_file, path, raw, own_files=own_files)
        except FileExistsError:
            question = ConfirmScreen(say("formats.exists", file=file))
            if not await screen.app.push_screen_wait(question):
                screen.message_bar.show(say("formats.kept", file=file))
                return True
            await asyncio.to_thread(write_file, path, raw, force=True, own_files=own_files)
    except OwnFileError:
        screen.message_bar.show(say("formats.own_file", file=name), error=True)
    except NotAFileError:
        screen.message_bar.show(say("formats.no_file", file=name), error=True)
    except OSError as error:
        shown = truncate(name, _MAX_NAME_CELLS)  # the prompt has the whole of it
        message = say("formats.not_written", file=shown, reason=error)
        screen.message_bar.show(message, error=True)
    else:
        screen.message_bar.show(say("formats.saved", format=format_name, file=file))
        return True
    return False
