"""Two canvases that are compared, with their names, and what changed outside their blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from bmc_tui.formats.markdown.changelog import answer_texts, particular_texts
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import Guide
from bmc_tui.guide.answers import answer_line
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, NoteMark, mark_notes
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
    """Return the comparison of two canvases, of which the titles are no change.

    Args:
        older: The one.
        newer: The other.
        names: What they are called.
        guide: The language.
    """
    heading = guide.say("changes.pair", one=names[0], other=names[1])
    return Comparison(older.with_title(newer.title), newer, *names, heading, is_pair=True)


class UnpicturedChange(NamedTuple):
    """A change of what no block shows."""

    sign: str
    """One of `render.compared.signs`."""
    label: str
    """What it is about, such as the title; a text of the program's own."""
    text: str
    """As it is now; for a note that is gone, as it was."""
    is_gone: bool = False
    detail: str = ""
    """What it was before, or where it came from or went."""


def unpictured_changes(marked: MarkedCanvas, signs: MarkSigns) -> Iterator[UnpicturedChange]:
    """Yield the changes that the nine blocks do not show.

    These are the title, the particulars, the parked notes, and the answers to the questions on the
    design.

    Args:
        marked: The two canvases.
        signs: What the signs say.
    """
    guide = signs.guide
    if marked.changes.title:
        old, new = (guide.canvas_title(title) for title in marked.changes.title)
        yield _change(guide.say("changes.title"), old, new, signs)
    for particular in marked.changes.particulars:
        label, _, old = particular_texts(particular, guide)
        yield _change(label, old, particular.new, signs)
    for note, mark in marked.marked_notes(Block.PARKED):
        if sign := signs.of_mark(mark):
            words = signs.detail(mark, Block.PARKED)
            parked = guide.title(Block.PARKED)
            yield UnpicturedChange(sign, parked, note.text, signs.is_gone(mark), words)
    for answer in marked.changes.answers:
        label, _, old = answer_texts(answer, guide)
        yield _change(label, old, answer_line(answer.new), signs)


def _change(label: str, old: str, new: str, signs: MarkSigns) -> UnpicturedChange:
    """Return the change of a text that may be empty before or after it.

    Args:
        label: What it is about.
        old: The text before; "" if there was none.
        new: The text now; "" if there is none.
        signs: What the signs say.
    """
    if not new:
        mark = NoteMark(MarkKind.REMOVED)
        return UnpicturedChange(signs.of_mark(mark), label, old, signs.is_gone(mark))
    kind = MarkKind.REWORDED if old else MarkKind.ADDED
    return UnpicturedChange(signs.of(kind), label, new, detail=signs.former(old) if old else "")
