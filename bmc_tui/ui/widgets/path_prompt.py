"""The prompt that asks for the path of a file, which Tab completes."""

import asyncio
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from textual import work
from textual.binding import Binding
from textual.message import Message

from bmc_tui.files import paths
from bmc_tui.model.sanitize import clean
from bmc_tui.ui.widgets.prompt import TextPrompt

_ESCAPED = re.compile(r"\\([^\w\\/])")
"""A character with the backslash that a terminal puts before it in the path of a dropped file."""


@dataclass(frozen=True, slots=True)
class PathCompletion:
    """The result of completing a path."""

    text: str
    """The path as far as it is unambiguous; at least what was typed."""
    names: tuple[str, ...]
    """The entries that match, sorted; folders end in a slash."""


def complete_path(text: str) -> PathCompletion:
    """Complete a path by what is in its folder.

    Args:
        text: The path as it was typed, such as `~/Doc`. Hidden files match once their dot is
            typed. A name that cannot be typed or shown as it is never matches.
    """
    folder, slash, prefix = text.rpartition("/")
    if text == "~" or (text.startswith("~") and not slash):
        has_home = str(paths.expand(text)) != text
        return PathCompletion(f"{text}/", (f"{text}/",)) if has_home else PathCompletion(text, ())
    try:
        entries = list(os.scandir(paths.expand(folder + slash)))
    except (OSError, ValueError):
        return PathCompletion(text, ())
    matches = [
        entry
        for entry in entries
        if entry.name.startswith(prefix)
        and clean(entry.name) == entry.name
        and (prefix.startswith(".") or not entry.name.startswith("."))
    ]
    names = sorted(f"{entry.name}/" if _is_folder(entry) else entry.name for entry in matches)
    common = os.path.commonprefix(names) if names else prefix  # noqa: RUF071 - by character
    return PathCompletion(f"{folder}{slash}{common}", tuple(names))


def parse_path(text: str) -> Path:
    """Return the path that was typed, or dropped into the terminal, which quotes it."""
    if text[:1] in "'\"" and text[:1] == text[-1:] and len(text) > 1:
        bare = text[1:-1]
    else:
        bare = text if os.path.lexists(paths.expand(text)) else _ESCAPED.sub(r"\1", text)
    url = bare.removeprefix("file://")
    return Path(unquote(url)) if url != bare else paths.expand(bare)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class PathPrompt(TextPrompt):
    """A prompt whose answer is the path of a file."""

    BINDINGS = [Binding("tab", "complete", id="ask.complete", show=False)]

    @dataclass
    class Completed(Message):
        """Tab completed the path up to where several entries match, or none."""

        candidates: tuple[str, ...]
        """The entries to continue with; none when nothing starts with the path."""

    @work(exclusive=True)
    async def action_complete(self) -> None:
        """Complete the path as far as it is unambiguous."""
        typed = self.text
        completion = await asyncio.to_thread(complete_path, typed)
        if self.text != typed:  # the user has typed more meanwhile
            return
        self.set_text(completion.text)
        if len(completion.names) != 1:
            self.post_message(self.Completed(completion.names))
