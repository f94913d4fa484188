"""The list of the versions of a canvas, and the comparison of two of them."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.markdown.changelog import version_label, version_name_and_why
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.versions import Version
from bmc_tui.ui.widgets.pick_list import PickList, row


class VersionList(PickList):
    """The names of the versions, with their number of notes and the time they were made.

    Args:
        guide: The language of the rows.
    """

    def __init__(self, guide: Guide) -> None:
        super().__init__("versions")
        self._guide = guide
        self.versions: Sequence[Version] = ()
        self.baseline: Version | None = None
        """The version to compare the selected one with; None compares with the current canvas."""

    @property
    def selected(self) -> Version | None:
        """The version under the cursor, if there is one."""
        return self.selected_of(self.versions)

    def show(self, versions: Sequence[Version], width: int, select: int | None = None) -> None:
        """Show versions.

        Args:
            versions: The versions, in the order of the rows.
            width: The cells of a row.
            select: The number of the version to move the cursor to; else it stays where it is.
        """
        self.versions = versions
        numbers = [version.number for version in versions]
        if self.baseline and self.baseline.number not in numbers:
            self.baseline = None
        index = numbers.index(select) if select in numbers else self.highlighted or 0
        self.show_rows((Option(self._row(version, width)) for version in versions), index)

    def _row(self, version: Version, width: int) -> Content:
        """Return the row of one version."""
        count = self._guide.pluralize("count.note", version.canvas.note_count)
        when = local_time(version.made)
        mark = "= " if self.baseline and version.number == self.baseline.number else "  "
        name = version_name_and_why(version.name, version.occasion, version.why, self._guide)
        return Content(row(width, mark, name, count, when))

    def toggle_baseline(self) -> None:
        """Make the selected version the baseline; if it already is, the current canvas instead."""
        version = self.selected
        is_baseline = version and self.baseline and self.baseline.number == version.number
        self.baseline = None if is_baseline else version

    def comparison(self, version: Version, current: Canvas) -> Comparison:
        """Return what is compared when a version is selected.

        Args:
            version: The selected version.
            current: The canvas as it is now.
        """
        say = self._guide.say
        if self.baseline is None:
            name = self.name_of(version)
            heading = say("versions.since", name=name)
            now = say("versions.now")
            return Comparison(version.canvas, current, name, now, heading, why=version.why)
        old, new = sorted((version, self.baseline), key=lambda either: either.number)
        since, until = self.name_of(old), self.name_of(new)
        heading = say("versions.between", since=since, until=until)
        return Comparison(old.canvas, new.canvas, since, until, heading, why=old.why)

    def name_of(self, version: Version) -> str:
        """Return the name of a version, with the time it was made."""
        return version_label(version.name, version.made, self._guide, version.occasion)
