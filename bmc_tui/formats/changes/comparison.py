"""Two canvases that are compared, with their names, and what changed outside their blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bmc_tui.formats.markdown.changelog import answer_texts, particular_texts
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, mark_notes
from bmc_tui.model.diff import Changes, changes
from bmc_tui.render.compared.signs import SIGNS, detail


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

    def marked(self) -> MarkedCanvas:
        """Return the notes of both, marked with what became of them."""
        return mark_notes(self.older, self.newer)

    def title(self, guide: Guide) -> str:
        """Return the heading of a picture of the changes."""
        if self.is_pair:
            return guide.say("versions.between", since=self.older_name, until=self.newer_name)
        title = guide.canvas_title(self.newer.title)
        return guide.say("changes.heading", title=title)

    def names(self, guide: Guide) -> tuple[str, str]:
        """Return the lines that say what is compared: since when, and until when."""
        since = guide.say("changes.since", name=self.older_name)
        return since, guide.say("changes.until", name=self.newer_name)


def canvas_pair(older: Canvas, newer: Canvas, names: tuple[str, str], guide: Guide) -> Comparison:
    """Return the comparison of two canvases, of which the titles are no change.

    Args:
        older: The one.
        newer: The other.
        names: What they are called.
        guide: The language.
    """
    heading = guide.say("versions.between", since=names[0], until=names[1])
    return Comparison(older.with_title(newer.title), newer, *names, heading, is_pair=True)


class UnpicturedChange(NamedTuple):
    """A change of what no block shows."""

    sign: str
    """One of `render.compared.signs.SIGNS`."""
    label: str
    """What it is about, such as the title; a text of the program's own."""
    text: str
    """As it is now; for a note that is gone, as it was."""
    is_gone: bool = False
    detail: str = ""
    """What it was before, or where it came from or went."""


def unpictured_changes(marked: MarkedCanvas, guide: Guide) -> Iterator[UnpicturedChange]:
    """Yield the changes that the nine blocks do not show.

    These are the title, the particulars, the parked notes, and the answers to the questions on the
    design.

    Args:
        marked: The two canvases.
        guide: The language.
    """
    former, reworded = guide.say("changes.former"), SIGNS[MarkKind.REWORDED]
    if marked.changes.title:
        old, new = (guide.canvas_title(title) for title in marked.changes.title)
        yield UnpicturedChange(reworded, guide.say("changes.title"), new, detail=f"{former}: {old}")
    for each in marked.changes.particulars:
        label, new, old = particular_texts(each, guide)
        yield UnpicturedChange(reworded, label, new, detail=f"{former}: {old}" if old else "")
    for note, mark in marked.marked_notes(Block.PARKED):
        if mark:
            is_gone = mark.kind in {MarkKind.REMOVED, MarkKind.DEPARTED}
            words = detail(mark, Block.PARKED, guide)
            parked = guide.title(Block.PARKED)
            yield UnpicturedChange(SIGNS[mark.kind], parked, note.text, is_gone, words)
    for change in marked.changes.answers:
        label, new, old = answer_texts(change, guide)
        yield UnpicturedChange(reworded, label, new, detail=f"{former}: {old}" if old else "")
