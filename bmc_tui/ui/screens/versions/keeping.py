"""Saves the canvas as a version under a name, deletes versions, and restores deleted ones."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.store.versions import Version, Versions
from bmc_tui.ui.screens.prompting import Question, prompting, worded

if TYPE_CHECKING:
    from bmc_tui.ui.screens.versions.screen import VersionsScreen


class Keeping:
    """What is saved and deleted on one screen of versions.

    Args:
        screen: The screen, which asks and reports.
        versions: The versions of all canvases.
        canvas_id: The id of the canvas.
    """

    def __init__(self, screen: "VersionsScreen", versions: Versions, canvas_id: str) -> None:
        self._screen = screen
        self._versions = versions
        self._canvas_id = canvas_id
        self._deleted: list[Version] = []
        """The versions deleted on this screen, the latest last, for undelete."""

    async def keep(self, current_canvas: Callable[[], Canvas]) -> None:
        """Ask for a name and a reason, and save the canvas as it is now as a version.

        Without a reason, the version is still saved; Escape saves with what was typed.
        """
        lines = await self._screen.prompt(Question(worded("ask.version"), worded("ask.title_hint")))
        if not lines:
            return
        name, canvas = lines[0], current_canvas()
        question = Question(worded("ask.version_why"), worded("ask.version_why_hint"))
        async with prompting(self._screen, question) as prompt:
            why = " ".join(await prompt.answer() or (clean(prompt.text),))
        add = self._versions.add
        await self._change(lambda: add(self._canvas_id, canvas, name, why=why), "version_kept")

    async def delete(self, version: Version) -> None:
        """Delete a version."""

        def delete() -> Version:
            self._versions.delete(self._canvas_id, version.number)
            return version

        if await self._change(delete, "version_deleted"):
            self._deleted.append(version)

    async def undelete(self) -> None:
        """Bring back the version that was deleted last."""
        if not self._deleted:
            self._screen.show_message("no_version_deleted")
            return
        version = self._deleted[-1]

        def undelete() -> Version:
            self._versions.undelete(self._canvas_id, version)
            return version

        if await self._change(undelete, "version_back"):
            self._deleted.remove(version)

    async def _change(self, change: Callable[[], Version], message: str) -> bool:
        """Change the file in a thread, show the list again, and report what was done.

        Args:
            change: Makes the change, and returns the version that was changed.
            message: The message to report, which names that version.

        Returns:
            Whether the change was made.
        """
        version = await self._screen.run_in_thread(change)
        if version is None:
            return False
        await self._screen.show_changed(version, message)
        return True
