"""Two canvases that are compared, with their names, and the words for what a picture shows."""

from dataclasses import dataclass, replace

from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.compared.marked import MarkedCanvas, mark_notes
from bmc_tui.model.diff import Changes, changes
from bmc_tui.render.compared.signs import MarkSigns


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a canvas, or two canvases, with their names."""

    older: Canvas
    newer: Canvas
    older_name: str
    newer_name: str
    heading: str = ""
    """What is compared, in a sentence, where a screen says so."""
    is_pair: bool = False
    """Whether these are two canvases, not two states of one."""
    why: str = ""
    """Why the user kept the older one as a version, where a screen says so."""

    def changes(self) -> Changes:
        """Return what changed from the older state to the newer one."""
        return changes(self.older, self.newer)

    def without_notation(self, guide: Guide) -> "Comparison":
        """Return the comparison as it is handed in; see `formats.without_notation`."""
        older, newer = (without_notation(canvas, guide) for canvas in (self.older, self.newer))
        return replace(self, older=older, newer=newer)

    def marked(self) -> MarkedCanvas:
        """Return the notes of both, marked with what became of them."""
        return mark_notes(self.older, self.newer)

    def signs(self, guide: Guide) -> MarkSigns:
        """Return what the signs of a picture say."""
        return MarkSigns(guide, (self.older_name, self.newer_name) if self.is_pair else None)

    def title(self, guide: Guide) -> str:
        """Return the heading of a picture of the changes."""
        if self.is_pair:
            return guide.say("changes.pair", one=self.older_name, other=self.newer_name)
        title = guide.canvas_title(self.newer.title)
        return guide.say("changes.heading", title=title)

    def names(self, guide: Guide) -> tuple[str, str]:
        """Return the lines that say what is compared: since when and until when, or which two."""
        if self.is_pair:
            first = guide.say("changes.first", name=self.older_name)
            return first, guide.say("changes.second", name=self.newer_name)
        since = guide.say("changes.since", name=self.older_name)
        return since, guide.say("changes.until", name=self.newer_name)


def canvas_pair(older: Canvas, newer: Canvas, names: tuple[str, str], guide: Guide) -> Comparison:
    """Return the comparison of two canvases; that their titles differ is not a change.

    Args:
        older: The one.
        newer: The other.
        names: What they are called.
        guide: The language.
    """
    heading = guide.say("changes.pair", one=names[0], other=names[1])
    return Comparison(older.with_title(newer.title), newer, *names, heading, is_pair=True)
