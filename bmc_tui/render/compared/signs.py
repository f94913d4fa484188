"""The sign before a note in a picture of two canvases, and the words for what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, NoteMark
from bmc_tui.model.diff import PlacedNote

SIGNS: Mapping[MarkKind, str] = {
    MarkKind.ADDED: "+",
    MarkKind.REMOVED: "-",
    MarkKind.REWORDED: "~",
    MarkKind.ARRIVED: "←",
    MarkKind.DEPARTED: "→",
    MarkKind.SHIFTED: "↕",
    MarkKind.REORDERED: "↕",
}
"""Each takes one cell, and is in the font of a Linux console too."""

PAIR_SIGNS: Mapping[MarkKind, str] = {
    MarkKind.REMOVED: "«",
    MarkKind.ADDED: "»",
    MarkKind.REWORDED: "~",
    MarkKind.ARRIVED: "→",
    MarkKind.DEPARTED: "→",
    MarkKind.SHIFTED: "↕",
    MarkKind.REORDERED: "",
}
"""Those of two canvases, of which neither is what became of the other: `«` and `»` point at the
first and the second, as these are side by side. The order of notes is not a difference."""

_PAIR_LEGEND: Mapping[MarkKind, str] = {
    MarkKind.REWORDED: "otherwise",
    MarkKind.ARRIVED: "elsewhere",
    MarkKind.SHIFTED: "within",
}
"""What the signs of two canvases say, as texts of the catalogue, where no other line says it."""

_GONE = frozenset({MarkKind.REMOVED, MarkKind.DEPARTED})
"""The kinds of notes that are no longer where they are shown."""


@dataclass(frozen=True, slots=True)
class MarkSigns:
    """Says what became of notes between two states of a canvas, or which of two canvases has them.

    Args:
        guide: The language.
        pair: The names of the two canvases; None for two states of one.
    """

    guide: Guide
    pair: tuple[str, str] | None = None

    def of(self, kind: MarkKind) -> str:
        """Return the sign of a kind of marks, of one cell; "" for a kind that is not shown."""
        return PAIR_SIGNS[kind] if self.pair else SIGNS[kind]

    def of_mark(self, mark: NoteMark | None) -> str:
        """Return the sign before a note; "" for one without a mark that is shown."""
        return self.of(mark.kind) if mark else ""

    def is_gone(self, mark: NoteMark | None) -> bool:
        """Tell whether a note is struck through: it is no longer where it is shown."""
        return mark is not None and self.pair is None and mark.kind in _GONE

    def former(self, text: str) -> str:
        """Return the line that says what a text was before, or is in the first of two canvases."""
        return f"{self.pair[0] if self.pair else self.guide.say('changes.former')}: {text}"

    def detail(self, mark: NoteMark | None, block: Block) -> str:
        """Return the text below a note: its other wording, or its other place.

        Args:
            mark: What became of the note.
            block: The block in which it is shown.

        Returns:
            One line; "" where there is nothing to add to the sign.
        """
        if mark is None or mark.other is None or not self.of_mark(mark):
            return ""
        place = _place(mark.other, block, self.guide)
        if self.pair and mark.kind is MarkKind.SHIFTED:
            place = section_name(mark.other, self.guide)
        is_departed = mark.kind is MarkKind.DEPARTED
        if self.pair and mark.kind is not MarkKind.REWORDED:
            return self.guide.say("changes.in_other", name=self.pair[is_departed], place=place)
        if is_departed:
            return self.guide.say("changes.to", place=place)
        origin = self.guide.say("changes.from", place=place) if place and not self.pair else place
        if mark.kind is MarkKind.REWORDED:
            former = self.former(mark.other.note.text)
            return f"{former} ({origin})" if origin else former
        return origin

    def legend(self, marked: MarkedCanvas) -> Iterator[tuple[str, str]]:
        """Yield each sign that a picture has, and what it says.

        Args:
            marked: What the picture shows.
        """
        kinds = {mark.kind for mark in marked.marks.values()}
        if self.pair is None:
            words: dict[str, str] = {}
            for kind, sign in SIGNS.items():
                if kind in kinds:
                    words.setdefault(sign, self.guide.say(f"changes.sign.{kind.value}"))
            yield from words.items()
            return
        for kind, key in _PAIR_LEGEND.items():
            if kind in kinds:
                yield PAIR_SIGNS[kind], self.guide.say(f"changes.{key}")

    def legend_line(self, marked: MarkedCanvas) -> str:
        """Return the legend as one line of text; "" where nothing is marked."""
        return ", ".join(f"{sign} {words}" for sign, words in self.legend(marked))

    def none(self, marked: MarkedCanvas) -> str:
        """Return the sentence for states or canvases that do not differ; "" if they do.

        Args:
            marked: What the picture shows.
        """
        if not marked.changes:
            return self.guide.say("changes.same" if self.pair else "changes.none")
        kinds = {mark.kind for mark in marked.marks.values()}
        is_in_notes = len(marked.changes) == len(marked.changes.notes)
        is_order = kinds == {MarkKind.REORDERED} and is_in_notes
        return self.guide.say("changes.same_notes") if self.pair and is_order else ""


def section_name(placed: PlacedNote, guide: Guide) -> str:
    """Return the phase or question that a note is in, as the text for one of two canvases."""
    block, section = placed.block, placed.note.section
    if section == GENERAL and block.phases:
        return guide.say("changes.no_phase")
    return guide.section_title(block, section)


def _place(other: PlacedNote, block: Block, guide: Guide) -> str:
    """Return the block and phase of a note as seen from a block; "" if there is nothing to say."""
    phases = other.block.phases
    section = other.note.section
    phase = guide.section_title(other.block, section) if section in phases else ""
    if other.block is block:
        return phase
    title = f"{other.block.number} {guide.short_title(other.block)}"
    return f"{title}: {phase}" if phase else title
