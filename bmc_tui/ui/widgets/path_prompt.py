"""The line at the bottom that asks for a file: Tab completes the path."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.binding import Binding

from bmc_tui.model.sanitize import clean
from bmc_tui.ui.widgets.prompt import AskLine


@dataclass(frozen=True, slots=True)
class Completion:
    """What a path that was begun can become."""

    text: str
    """The path as far as there is only one way to go on; never less than what was typed."""
    names: tuple[str, ...]
    """What it could be, in alphabetical order: folders end in a slash."""


def complete(text: str) -> Completion:
    """Return what the beginning of a path can become.

    Args:
        text: As it was typed, such as `~/Doc`. Hidden files are found once their point is typed.
            A name that can't be typed or shown as it is, is not offered.
    """
    folder, slash, start = text.rpartition("/")
    if text == "~" or (text.startswith("~") and not slash):
        is_home = str(_at_home(text)) != text
        return Completion(f"{text}/", (f"{text}/",)) if is_home else Completion(text, ())
    try:
        entries = list(os.scandir(_at_home(folder + slash)))
    except (OSError, ValueError):
        return Completion(text, ())
    found = [
        entry
        for entry in entries
        if entry.name.startswith(start)
        and clean(entry.name) == entry.name
        and (start.startswith(".") or not entry.name.startswith("."))
    ]
    names = sorted(f"{entry.name}/" if _is_folder(entry) else entry.name for entry in found)
    common = os.path.commonprefix(names) if names else start  # noqa: RUF071 - by character
    return Completion(f"{folder}{slash}{common}", tuple(names))


def path_of(text: str) -> Path:
    """Return the path that was typed, or dropped into the terminal, which puts quotes around it."""
    bare = text[1:-1] if text[:1] in "'\"" and text[:1] == text[-1:] and len(text) > 1 else text
    return _at_home(bare.removeprefix("file://"))


def _at_home(text: str) -> Path:
    """Return a path with the home folder for its `~`, where there is such a home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody is called so
        return Path(text)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder, or leads to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class PathLine(AskLine):
    """A line whose answer is the path of a file."""

    BINDINGS = [Binding("tab", "complete", id="ask.complete", show=False)]

    @work(exclusive=True)
    async def action_complete(self) -> None:
        """Complete the path as far as there is one way to go on."""
        before = self.text
        found = await asyncio.to_thread(complete, before)
        if self.text != before:  # somebody typed on
            return
        self.put(found.text)
        if len(found.names) != 1:
            self.post_message(self.Offered(found.names))
