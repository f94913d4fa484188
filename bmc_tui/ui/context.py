"""The context of one run of the app: what its screens work with, in one frozen object.

The command line makes it, the app adds the functions that need a terminal, each screen gets it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.config import Config
from bmc_tui.files.locations import copied_page_file, copied_text_file
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf

if TYPE_CHECKING:
    from bmc_tui.external_editor import DraftOrigin, Edited


class CopyReport(NamedTuple):
    """The message about a copy."""

    message: str
    is_certain: bool
    """Whether the text was read back from a clipboard."""


def _copy(_text: str, _plain_key: str) -> CopyReport:
    """Stand in for `AppContext.copy` until the app runs."""
    raise RuntimeError


async def _go_on() -> None:
    """Stand in for `AppContext.wait_until_keys` until the app runs."""


async def _edit_text(_origin: "DraftOrigin") -> "Edited":
    """Stand in for `AppContext.edit_text` until the app runs."""
    raise RuntimeError


@dataclass(frozen=True)
class AppContext:
    """What every screen works with."""

    shelf: Shelf
    """The stored canvases."""
    guide: Guide
    """The language of the app; its texts name the keys that the user has set."""
    config: Config
    """The user's settings."""
    environ: Mapping[str, str]
    """The environment variables, which say what the terminal and the desktop can do."""
    startup_message: str = ""
    """What the first screen reports, such as an invalid setting; "" for nothing."""
    has_tour: bool = False
    """Whether messages lead through the first steps, as in the demo."""
    copy_file: Callable[[], Path] = copied_text_file
    """Returns the path of the file for copied text, written where no clipboard confirms a copy."""
    copy: Callable[[str, str], CopyReport] = _copy
    """Copies its first argument, and reports the outcome. The second is the key that shows the text
    as plain text, for the message. May take seconds: call it in a thread."""
    edit_text: Callable[["DraftOrigin"], Awaitable["Edited"]] = _edit_text
    """Opens a text in the user's own editor, and returns what was saved; may raise a
    `ReportableError`."""

    wait_until_keys: Callable[[], Awaitable[None]] = _go_on
    """Waits until the key that copies is surely no letter of a text; cancels the copy if it is."""

    async def copy_text(self, text: str, plain_key: str) -> CopyReport:
        """Copy a text in a thread, and report that; see `copy`."""
        import asyncio

        await self.wait_until_keys()
        return await asyncio.to_thread(self.copy, text, plain_key)

    async def copy_page(self, page: str) -> CopyReport:
        """Copy a page as rich text in a thread, and report that.

        Args:
            page: The HTML.
        """
        import asyncio

        await self.wait_until_keys()
        return await asyncio.to_thread(self._copy_page, page)

    def _copy_page(self, page: str) -> CopyReport:
        """Copy a page as rich text; no terminal takes part in that."""
        from bmc_tui.clipboard import copy_rich, rich_message
        from bmc_tui.clipboard.first_copy import first_copy_notice

        outcome = copy_rich(page, environ=self.environ, file=copied_page_file(self.copy_file()))
        notice = "" if outcome.lost else first_copy_notice(self.shelf, self.guide)
        return CopyReport(rich_message(outcome, self.guide) + notice, outcome.copied)
