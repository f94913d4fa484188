"""A canvas as a story: block by block in filling order, then note by note, to show or to tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from bmc_tui.model.segments import Segment, segments_of
from bmc_tui.model.tokens import tokens


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing to look at: the canvas's title, a block's, or a note."""

    block: Block | None
    """Where in the canvas it is; None for the first slide."""
    caption: str
    """A line above the text: the phase or question of a note; the question that a block asks."""
    text: str
    is_note: bool


def slides(canvas: Canvas, guide: Guide, segment: Segment | None = None) -> tuple[Slide, ...]:
    """Return the slides of a story; just the first where there is nothing to tell.

    Args:
        canvas: The canvas; its empty blocks are left out.
        guide: The language of the titles and questions.
        segment: The story is of this one: of the notes that name it. All of them, when left out.
    """
    title = guide.canvas_title(canvas.title)
    over = "" if segment is None else guide.say("present.story", name=segment.handle)
    return (Slide(None, over, title, is_note=False), *_blocks(canvas, guide, segment))


def _blocks(canvas: Canvas, guide: Guide, segment: Segment | None) -> Iterator[Slide]:
    """Yield the slides of the blocks."""
    for block in BLOCKS:
        notes = [
            note
            for note in canvas.notes(block)
            if segment is None or _is_about(segment, block, note, canvas)
        ]
        if notes:
            question = guide.section_title(block, block.questions[0])
            yield Slide(block, question, guide.title(block), is_note=False)
        for note in notes:
            over = "" if note.section == GENERAL else guide.section_title(block, note.section)
            yield Slide(block, over, spoken_text(note.text), is_note=True)


def _is_about(segment: Segment, block: Block, note: Note, canvas: Canvas) -> bool:
    """Tell whether a note is the segment's own, or names it."""
    is_own = block is segment.spot.block and note.text == segment.note_text
    return is_own or segment in segments_of(note, canvas)


def spoken_text(text: str) -> str:
    """Return a note's `text` as it is said: without its tokens, unless it is nothing else."""
    parts, at = [], 0
    for token in tokens(text):
        parts.append(text[at : token.start].strip())
        at = token.end
    said = clean(" ".join(part for part in (*parts, text[at:].strip()) if part))
    return said or text
