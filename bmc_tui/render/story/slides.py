"""A canvas as slides: block by block in filling order, each block's notes one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.model.segments import Segment
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import tokens, without_leftovers


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: the canvas's title, a block's title, or a note."""

    block: Block | None
    """The block that it is about; None for the first slide."""
    caption: str
    """A line that goes with the text: a note's phase or question, the question that a block asks,
    or on the first slide the segment that the slides are limited to."""
    text: str
    is_note: bool


def slides(canvas: Canvas, guide: Guide, segment: Segment | None = None) -> tuple[Slide, ...]:
    """Return the slides of a canvas; only the first one if there are no notes.

    Args:
        canvas: The canvas; its empty blocks are left out.
        guide: The language of the titles and questions.
        segment: Limits the slides to the notes that mention or define this segment.
    """
    title = guide.canvas_title(canvas.title)
    caption = "" if segment is None else guide.say("present.story", name=segment.handle)
    return (Slide(None, caption, title, is_note=False), *_block_slides(canvas, guide, segment))


def _block_slides(canvas: Canvas, guide: Guide, segment: Segment | None) -> Iterator[Slide]:
    """Yield the slides of the blocks."""
    for block in BLOCKS:
        ties = block_ties(canvas, block, segments_of(canvas))
        notes = [
            note
            for spot, note in canvas.spots(block)
            if segment is None or segment in ties.at(spot)
        ]
        if notes:
            question = guide.section_title(block, block.questions[0])
            yield Slide(block, question, guide.title(block), is_note=False)
        for note in notes:
            caption = "" if note.section == GENERAL else guide.section_title(block, note.section)
            yield Slide(block, caption, spoken_text(note.text), is_note=True)


def spoken_text(text: str) -> str:
    """Return a note's text as it is read aloud: without its tokens, unless it has nothing else."""
    parts, position = [], 0
    for token in tokens(text):
        parts.append(text[position : token.start].strip())
        position = token.end
    spoken = clean(" ".join(part for part in (*parts, text[position:].strip()) if part))
    if parts:
        spoken = without_leftovers(spoken)
    return spoken or text
