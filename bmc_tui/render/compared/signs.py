"""The sign before a note in a picture of two canvases, and the words for what became of it."""

from collections.abc import Iterator, Mapping

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, NoteMark
from bmc_tui.model.diff import PlacedNote

SIGNS: Mapping[MarkKind, str] = {
    MarkKind.ADDED: "+",
    MarkKind.REMOVED: "-",
    MarkKind.REWORDED: "~",
    MarkKind.ARRIVED: "←",
    MarkKind.DEPARTED: "→",
    MarkKind.SHIFTED: "↕",
}
"""Each takes one cell, and is in the font of a Linux console too."""

GONE = frozenset({MarkKind.REMOVED, MarkKind.DEPARTED})
"""The kinds of notes that are no longer where they are shown; they are struck through."""


def detail(mark: NoteMark | None, block: Block, guide: Guide) -> str:
    """Return what stands beneath a note: its former wording, or where it was or went.

    Args:
        mark: What became of the note.
        block: The block in which it is shown.
        guide: The language.

    Returns:
        One line; "" where there is nothing to add to the sign.
    """
    if mark is None or mark.other is None:
        return ""
    place = _place(mark.other, block, guide)
    if mark.kind is MarkKind.DEPARTED:
        return guide.say("changes.to", place=place)
    origin = guide.say("changes.from", place=place) if place else ""
    if mark.kind is MarkKind.REWORDED:
        former = f"{guide.say('changes.former')}: {mark.other.note.text}"
        return f"{former} ({origin})" if origin else former
    return origin


def _place(other: PlacedNote, block: Block, guide: Guide) -> str:
    """Return the block and phase of a note as seen from a block; "" if nothing is to be said."""
    phases = other.block.phases
    section = other.note.section
    phase = guide.section_title(other.block, section) if section in phases else ""
    if other.block is block:
        return phase
    title = f"{other.block.number} {guide.short_title(other.block)}"
    return f"{title}: {phase}" if phase else title


def legend(marked: MarkedCanvas, guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield each sign that a picture has, and what it says.

    Args:
        marked: What the picture shows.
        guide: The language.
    """
    kinds = {mark.kind for mark in marked.marks.values()}
    for kind, sign in SIGNS.items():
        if kind in kinds:
            yield sign, guide.say(f"changes.sign.{kind.value}")


def legend_line(marked: MarkedCanvas, guide: Guide) -> str:
    """Return the legend as one line of text; "" where nothing is marked."""
    return ", ".join(f"{sign} {words}" for sign, words in legend(marked, guide))
