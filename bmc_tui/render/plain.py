"""A canvas to be heard or read line by line: block after block, a note a line, no picture.

Nothing is told by its place, by a letter or by a colour: what a note is for and whether it was
tested are words behind it, and what is empty is said.
"""

from collections.abc import Iterator
from itertools import zip_longest

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.coverage import OFFERED, has, reach
from bmc_tui.model.questions import unanswered
from bmc_tui.model.segments import Segment, handles, own_segment, segments_of
from bmc_tui.model.tokens import Evidence, Mark, tokens
from bmc_tui.render.totals import total_lines as sum_lines


def plain_text(canvas: Canvas, guide: Guide, only: Segment | None = None) -> str:
    """Return the canvas in lines, each of them a whole.

    Args:
        canvas: What to write.
        guide: The language of the words around the notes.
        only: Of the notes just those that are about this segment; all of them, when left out.
    """
    head = [guide.canvas_title(canvas.title)]
    if only:
        head.append(guide.say("linear.only", segment=only.handle))
    parts = [head]
    parts += [[*_block(canvas, block, guide, only)] for block in BLOCKS]
    told = [only] if only else handles(canvas)
    parts += [[*_segment(canvas, segment, guide)] for segment in told]
    if not only and (sums := [*sum_lines(canvas, guide)]):
        parts.append([guide.say("sums.heading"), *sums])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _block(canvas: Canvas, block: Block, guide: Guide, only: Segment | None) -> Iterator[str]:
    """Yield the lines of one block."""
    told = [*_told(canvas, block, guide, only)]
    notes = guide.count("count.note", len(told)) if told else guide.say("linear.empty")
    yield f"{block.number} {guide.title(block)}: {notes}"
    if not told and not only:
        yield from (guide.section_title(block, question) for question in block.questions)
        return
    known = block.sections
    # What stands in a section that this version does not know is a note like others here.
    for section in known:
        here = [text for at, text in told if (at if at in known else GENERAL) == section]
        if section != GENERAL and (here or (section in block.phases and not only)):
            title = guide.section_title(block, section).rstrip(":")
            yield title if here else f"{title}: {guide.say('linear.empty')}"
        yield from (f"- {text}" for text in here)
    missing = len(unanswered(canvas, block))
    if missing and not only:
        yield guide.say("linear.unanswered", n=missing, all=len(block.questions))


def _told(
    canvas: Canvas, block: Block, guide: Guide, only: Segment | None
) -> Iterator[tuple[Section, str]]:
    """Yield the notes of a block in words, each behind its section."""
    for spot, note in canvas.spots(block):
        own = own_segment(spot, canvas)
        if only is None or own == only or only in segments_of(note, canvas):
            yield note.section, note_in_words(note, own, guide)


def note_in_words(note: Note, own: Segment | None, guide: Guide) -> str:
    """Return a note without its marks, and in words behind it what those say.

    Args:
        note: The note.
        own: The segment that the note is, if it is one.
        guide: The language.
    """
    found = [*tokens(note.text)]
    names = [token.name for token in found if token.mark is Mark.SEGMENT]
    said = [guide.say("linear.is_segment", name=own.handle)] if own else []
    others = [name for name in names if own is None or name != own.handle]
    if others:
        said.append(guide.say("linear.for", names=tuple(others)))
    said += [t.name for t in found if t.mark is Mark.WORD and not t.is_evidence]
    signs = [Evidence(token.name) for token in found if token.is_evidence]
    said += [guide.say(f"linear.{each.name.lower()}") for each in signs[:1]]
    text = _without_marks(note.text)
    behind = "; ".join(said)
    return f"{text} ({behind})" if text and behind else text or behind


def _without_marks(text: str) -> str:
    """Return a text without its tokens; a segment's name in the middle of a sentence stays."""
    parts, at = [], 0
    found = [*tokens(text)]
    for token, after in zip_longest(found, found[1:]):
        before, at = text[at : token.start], token.end
        parts.append(before)
        behind = text[token.end : after.start if after else len(text)]
        is_alone = bool(behind.strip()) and (bool(before.strip()) or token.start == 0)
        if token.mark is Mark.SEGMENT and is_alone:
            parts.append(token.name)
    return " ".join("".join([*parts, text[at:]]).split())


def _segment(canvas: Canvas, segment: Segment, guide: Guide) -> Iterator[str]:
    """Yield what a segment has, what it lacks, and in which phases it is reached."""
    counts = has(canvas, segment)
    there = tuple(f"{guide.title(block)} {n}" for block, n in counts.items() if n)
    lacking = tuple(block for block in OFFERED if not counts[block])
    yield guide.say("linear.segment", name=segment.handle)
    if there:
        yield guide.say("linear.has", blocks=there)
    if lacking:
        yield guide.say("linear.lacks", blocks=lacking)
    cells = reach(canvas)
    reached = tuple(phase for phase in Phase if cells[phase, segment.handle])
    if reached:
        yield guide.say("linear.reached", phases=reached)
    if missing := tuple(phase for phase in Phase if phase not in reached):
        yield guide.say("linear.not_reached", phases=missing)
