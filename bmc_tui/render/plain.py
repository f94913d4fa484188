"""A canvas as plain text for a screen reader: block after block, one line per note.

Nothing depends on position, letters or colour: a note is followed by its segments and evidence in
words, and an empty block says that it is empty. Before the note is its number in the canvas, such
as 3.2, which commands accept.
"""

from collections.abc import Iterator
from itertools import zip_longest

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import answer_heading
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.guide.segment_needs import SegmentNeeds, segment_needs
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.coverage import (
    ChannelCoverage,
    channel_coverage,
    count_mentions,
    missing_phases,
)
from bmc_tui.model.questions import unanswered
from bmc_tui.model.segments import Segment
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import Mark, evidence, tokens, without_leftovers
from bmc_tui.render.grouping import report_section
from bmc_tui.render.totals import total_lines


def plain_text(canvas: Canvas, guide: Guide, only: Segment | None = None) -> str:
    """Return the canvas in lines, each of which can be understood alone.

    Args:
        canvas: The canvas.
        guide: The language of the words around the notes.
        only: Limits the notes to those that mention or define this segment.
    """
    head = [guide.canvas_title(canvas.title), *guide.particular_lines(canvas.particulars)]
    if only:
        head.append(guide.say("linear.only", segment=only.handle))
    parts = [head]
    parts += [
        [*_block_lines(canvas, block, guide, only)] for block in (BLOCKS if only else canvas.places)
    ]
    segments = [only] if only else segments_of(canvas)
    counts = count_mentions(canvas, segments_of(canvas))
    cells = channel_coverage(canvas, segments_of(canvas))
    parts += [
        [*_segment_lines(segment, segment_needs(canvas, segment, counts), cells, guide)]
        for segment in segments
    ]
    if not only and canvas.design:
        parts.append([guide.say("design.title"), *_answer_lines(canvas, guide)])
    if not only and (totals := [*total_lines(canvas, guide)]):
        parts.append([guide.say("sums.heading"), *totals])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _answer_lines(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the answers on the design, each with its question and score."""
    for answer in canvas.design:
        heading = answer_heading(answer, guide)
        yield f"- {heading}: {answer.text}" if answer.text else f"- {heading}"


def _block_lines(canvas: Canvas, block: Block, guide: Guide, only: Segment | None) -> Iterator[str]:
    """Yield the lines of one block."""
    notes = [*_notes_in_words(canvas, block, guide, only)]
    count = guide.pluralize("count.note", len(notes)) if notes else guide.say("linear.empty")
    yield f"{block.number} {guide.title(block)}: {count}"
    if block is Block.PARKED:
        yield from (text for _, text in notes)
        return
    if not notes and not only:
        yield from (guide.section_title(block, question) for question in block.questions)
        return
    for section in block.sections:
        texts = [text for note_section, text in notes if note_section == section]
        if section == GENERAL and texts and block.phases:
            yield guide.say("report.no_phase")
        elif section != GENERAL and (texts or (section in block.phases and not only)):
            title = guide.section_title(block, section).rstrip(":")
            yield title if texts else f"{title}: {guide.say('linear.empty')}"
        yield from texts
    missing = len(unanswered(canvas, block))
    if missing and not only:
        yield guide.say("linear.unanswered", n=missing, all=len(block.questions))


def _notes_in_words(
    canvas: Canvas, block: Block, guide: Guide, only: Segment | None
) -> Iterator[tuple[Section, str]]:
    """Yield the section of each note of a block, with its number and what `note_in_words` says."""
    ties = block_ties(canvas, block, segments_of(canvas))
    for number, (spot, note) in enumerate(canvas.spots(block), start=1):
        own_segment = segments_of(canvas).at(spot)
        if only is None or only in ties.at(spot):
            words = note_in_words(note, own_segment, guide)
            yield report_section(block, note), f"{block.number}.{number} {words}"


def note_in_words(note: Note, own_segment: Segment | None, guide: Guide) -> str:
    """Return a note without its tokens, followed by what they mean in words, in brackets.

    Args:
        note: The note.
        own_segment: The segment that the note defines, if it does.
        guide: The language.
    """
    note_tokens = [*tokens(note.text)]
    names = [token.name for token in note_tokens if token.mark is Mark.SEGMENT]
    meanings = [guide.say("linear.is_segment", name=own_segment.handle)] if own_segment else []
    other_names = [name for name in names if own_segment is None or name != own_segment.handle]
    if other_names:
        meanings.append(guide.say("linear.for", names=tuple(other_names)))
    meanings += [
        token.name for token in note_tokens if token.mark is Mark.WORD and not token.is_evidence
    ]
    if sign := evidence(note.text):
        meanings.append(guide.say(f"linear.{sign.name.lower()}"))
    text = _without_tokens(note.text)
    explanation = "; ".join(meanings)
    return f"{text} ({explanation})" if text and explanation else text or explanation


def _without_tokens(text: str) -> str:
    """Return a text without its tokens, except a segment's name at the start or between words."""
    parts, position = [], 0
    text_tokens = [*tokens(text)]
    for token, next_token in zip_longest(text_tokens, text_tokens[1:]):
        preceding, position = text[position : token.start], token.end
        parts.append(preceding)
        following = text[token.end : next_token.start if next_token else len(text)]
        is_in_sentence = bool(following.strip()) and (bool(preceding.strip()) or token.start == 0)
        if token.mark is Mark.SEGMENT and is_in_sentence:
            parts.append(token.name)
    rest = "".join([*parts, text[position:]])
    return without_leftovers(rest) if text_tokens else " ".join(rest.split())


def _segment_lines(
    segment: Segment,
    needs: SegmentNeeds,
    cells: ChannelCoverage,
    guide: Guide,
) -> Iterator[str]:
    """Yield which blocks mention a segment and which should, and the phases that reach it.

    Args:
        segment: The segment.
        needs: What it has and lacks.
        cells: Which channels reach which segment.
        guide: The language.
    """
    mentioned = tuple(f"{guide.title(block)} {count}" for block, count in needs.counts.items())
    yield guide.say("linear.segment", name=segment.handle)
    if mentioned:
        yield guide.say("linear.has", blocks=mentioned)
    if needs.silence:
        yield guide.say(f"silence.{needs.silence}.sentence")
    if needs.lacks:
        yield guide.say("linear.lacks", blocks=needs.lacks)
    reached = tuple(phase for phase in Phase if cells[phase, segment.handle])
    if reached:
        yield guide.say("linear.reached", phases=reached)
    if phaseless := len(cells[None, segment.handle]):
        yield guide.pluralize("linear.no_phase", phaseless)
    if missing := missing_phases(cells, segment.handle):
        yield guide.say("linear.not_reached", phases=missing)
