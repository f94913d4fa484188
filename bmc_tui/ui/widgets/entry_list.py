"""The list of the stored canvases, or of those in the trash."""

import asyncio
from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.store import Entry, Shelf
from bmc_tui.ui.widgets.pick_list import PickList, row


class EntryList(PickList):
    """The titles of the canvases, with their number of notes and the time of the last change.

    Args:
        shelf: The stored canvases.
        guide: The language of the rows.
        open_id: The id of the open canvas, which is marked.
    """

    def __init__(self, shelf: Shelf, guide: Guide, open_id: str | None) -> None:
        super().__init__("shelf")
        self._shelf = shelf
        self._guide = guide
        self._open_id = open_id
        self.in_trash = False
        """Whether the list is that of the trash, from the next `read` on."""
        self._width = 0
        """The cells of a row."""
        self.marked_id: str | None = None
        """The id of the canvas that is marked to be compared with another one."""
        self.entries: Sequence[Entry] = ()

    @property
    def selected(self) -> Entry | None:
        """The canvas under the cursor, if there is one."""
        return self.selected_of(self.entries)

    def mark(self, id_: str | None) -> None:
        """Mark a canvas to be compared with another one, or none."""
        self.marked_id = id_
        self._show(self.highlighted or 0)

    def fit(self, width: int) -> None:
        """Fit the rows to a width in cells."""
        if width != self._width:
            self._width = width
            self._show(self.highlighted or 0)

    async def read(self, select_id: str | None) -> None:
        """Read the canvases from the file in a thread, and show them.

        Args:
            select_id: The id of the canvas to move the cursor to; else it stays on its canvas, or
                where it is if that is gone.

        Raises:
            StoreError: The file can't be read; the list stays as it is.
        """
        read = self._shelf.trash if self.in_trash else self._shelf.entries
        async with self.access:
            entries = await asyncio.to_thread(read)
        # Another reading that began before may have moved the cursor meanwhile.
        wanted = select_id or (self.selected.id if self.selected else None)
        self.entries, index = entries, self.highlighted or 0
        ids = [entry.id for entry in entries]
        self._show(ids.index(wanted) if wanted in ids else index)

    def _show(self, index: int) -> None:
        """Show the rows, with the cursor on the one at `index`."""
        self.show_rows((Option(self._row(entry)) for entry in self.entries), index)

    def _row(self, entry: Entry) -> Content:
        """Return the row of one canvas."""
        when = local_time(entry.deleted or entry.changed)
        count = self._guide.pluralize("count.note", entry.note_count)
        mark = "* " if entry.id == self._open_id else "  "
        mark = "= " if entry.id == self.marked_id else mark
        return Content(row(self._width, mark, self._guide.canvas_title(entry.title), count, when))
