"""Rules on the links between the segments and the other blocks.

Source: the method sheet, "What the sheet links": value, relationships, channels and revenue each
belong to segments.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import is_marked_as_paying
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment, mentions
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.rules.paying import funder_is_no_segment
from bmc_tui.review.rules.vague import is_basis
from bmc_tui.review.words import words_of

MAX_UNKNOWN_PER_NOTE = 20
"""Maximum number of mentions of unknown segments that are reported of one note. Each finding quotes
the note: of one with ten thousand of them the report would be a gigabyte."""

_MAX_COMPARISONS = 20_000
"""How many pairs of an unknown and an existing handle are compared at most in one review, which
takes half a second; ten segments and a hundred misspellings are a thousand."""


def value_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments without a value proposition, if others have one.

    Source: block 2, "Which complete package of products/services do we offer? Per customer
    segment!"
    """
    block = Block.VALUE_PROPOSITIONS
    return _missing_segments(canvas, block, "value_for_segment", segments_of(canvas))


def channel_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that no channel reaches.

    Source: block 3, "How do my customers want to be reached (and how do we do that now)?"
    """
    block = Block.CHANNELS
    return _missing_segments(canvas, block, "channel_for_segment", segments_of(canvas))


def relationship_for_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments without a customer relationship.

    Source: block 4, "What relationship do my target groups expect of me?"
    """
    block = Block.CUSTOMER_RELATIONSHIPS
    return _missing_segments(canvas, block, "relationship_for_segment", segments_of(canvas))


def revenue_of_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that are marked as paying, without a revenue stream.

    Source: block 1, "Do we distinguish between (paying) customers and users?", and block 5, "What
    do customers really want to pay for?"
    """
    paying = tuple(segment for segment in segments_of(canvas) if is_marked_as_paying(segment))
    return _missing_segments(canvas, Block.REVENUE_STREAMS, "revenue_of_segment", paying)


def nothing_tied(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas with two segments or more on which no note says which of them it is for.

    The finding is at the first value proposition, where the user is to begin. Source: block 2, "Per
    customer segment!"
    """
    segments = segments_of(canvas)
    parties = sum(not is_basis(segment.note_text) for segment in segments)
    if parties <= 1 or any(block_ties(canvas, block, segments).is_tied for block in SEGMENT_NEEDS):
        return
    first = next((pair for block in SEGMENT_NEEDS for pair in model_notes(canvas, block)), None)
    if first:
        spot, _ = first
        count = len(list(model_notes(canvas, spot.block)))
        yield Finding(
            "nothing_tied",
            Severity.CHECK,
            spot.block,
            spot,
            values={"block": spot.block, "n": count, "segments": parties},
        )


def segment_of_value(canvas: Canvas) -> Iterator[Finding]:
    """Find value propositions that are tied to no segment, if others are.

    Source: block 2, "Per customer segment!"
    """
    return _untied_notes(canvas, Block.VALUE_PROPOSITIONS, "segment_of_value")


def segment_of_revenue(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that are tied to no segment, if others are.

    Grants and gifts without a segment are found by `paying.funder_is_no_segment`. Source: block 5,
    "What do customers really want to pay for?", linked to the paying segments.
    """
    given = {finding.spot for finding in funder_is_no_segment(canvas)}
    untied = _untied_notes(canvas, Block.REVENUE_STREAMS, "segment_of_revenue")
    return (finding for finding in untied if finding.spot not in given)


def segment_of_channel(canvas: Canvas) -> Iterator[Finding]:
    """Find channels that are tied to no segment, if others are and a segment has none yet.

    Source: block 3, "How do my customers want to be reached (and how do we do that now)?"
    """
    return _untied_beside_gaps(canvas, Block.CHANNELS, "segment_of_channel")


def segment_of_relationship(canvas: Canvas) -> Iterator[Finding]:
    """Find relationships that are tied to no segment, if others are and a segment has none yet.

    Source: block 4, "What relationship do my target groups expect of me?"
    """
    block = Block.CUSTOMER_RELATIONSHIPS
    return _untied_beside_gaps(canvas, block, "segment_of_relationship")


def unknown_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find mentions of segments that do not exist, with the most similar existing handle.

    Source: mentions make the links that the method sheet asks for; a misspelt one links nothing.
    Only the first `MAX_UNKNOWN_PER_NOTE` of each note are found.
    """
    segments = segments_of(canvas)
    nearest_by_name: dict[str, Segment | None] = {}
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            for name in islice(segments.unknown_in(note.text), MAX_UNKNOWN_PER_NOTE):
                if name not in nearest_by_name:
                    has_time = len(nearest_by_name) * len(segments) < _MAX_COMPARISONS
                    nearest_by_name[name] = segments.nearest(name) if has_time else None
                nearest = nearest_by_name[name]
                yield Finding(
                    "misspelt_segment" if nearest else "unknown_segment",
                    Severity.CHECK,
                    block,
                    spot,
                    note.text,
                    {"name": name, "like": nearest.handle} if nearest else {"name": name},
                )


def unnamed_group(canvas: Canvas) -> Iterator[Finding]:
    """Find headings for a group that is not a segment, such as `For the neighbours`.

    Source: the sheet links the notes below them to segments, and such a heading links nothing.
    """
    segments = segments_of(canvas)
    for block in SEGMENT_NEEDS:
        unnamed = block_ties(canvas, block, segments).unnamed
        lines = [(spot, note.text) for spot, note in canvas.spots(block) if spot in unnamed]
        for number, (spot, text) in enumerate(lines):
            has_time = number * len(segments) < _MAX_COMPARISONS
            nearest = segments.nearest("-".join(_group_words(text))) if has_time else None
            like: TranslatedName | str = ""
            if nearest:
                names = {
                    one: f" {load(one).say('review.like', like=nearest.handle)}"
                    for one in languages()
                }
                like = TranslatedName(names)
            values = {"note": text.rstrip(" :"), "like": like}
            yield Finding("unnamed_group", Severity.CHECK, block, spot, text, values)


def _group_words(text: str) -> list[str]:
    """Return the words of the name in a line such as `For the neighbours:`."""
    words = lexicon()
    around = words.group_words | words.before_names
    return [word for word in words_of(text) if word not in around]


def _missing_segments(
    canvas: Canvas, block: Block, rule: str, segments: Iterable[Segment]
) -> Iterator[Finding]:
    """Yield a finding for each segment to which no note of a block is tied.

    There are none for a block that does not show gaps, see `BlockTies.shows_gaps`: a note that
    names no segment may be for this one. A note that only says how customers are divided lacks
    nothing. An empty block is found by `blocks.empty_block`.
    """
    ties = block_ties(canvas, block, segments_of(canvas))
    if ties.shows_gaps:
        covered = _covered(canvas, block)
        for segment in segments:
            if segment.handle not in covered and not is_basis(segment.note_text):
                yield Finding(
                    rule,
                    Severity.PROBLEM,
                    block,
                    segment.spot,
                    segment.note_text,
                    {"segment": segment.handle},
                )


def _covered(canvas: Canvas, block: Block) -> set[str]:
    """Return the handles of the segments that a note of a block is tied to."""
    ties = block_ties(canvas, block, segments_of(canvas))
    return {segment.handle for tied in ties.by_spot.values() for segment in tied}


def _untied_notes(canvas: Canvas, block: Block, rule: str) -> Iterator[Finding]:
    """Yield a finding for each note of a block that is tied to no segment.

    There are none if no note has an `@`, or if there is only one segment.
    """
    segments = segments_of(canvas)
    ties = block_ties(canvas, block, segments)
    if len(segments) > 1 and ties.has_mentions:
        for spot, note in model_notes(canvas, block):
            if not ties.at(spot) and not mentions(note.text):
                yield Finding(rule, Severity.CHECK, block, spot, note.text)


def _untied_beside_gaps(canvas: Canvas, block: Block, rule: str) -> Iterator[Finding]:
    """Yield the same findings as `_untied_notes` as hints, if a segment has nothing of the block.

    A channel that names nobody may be for all: that matters only while a segment seems left out,
    which is uncertain if a note names a segment that does not exist.
    """
    covered = _covered(canvas, block)
    segments = segments_of(canvas)
    has_gaps = any(segment.handle not in covered for segment in segments)
    if has_gaps and not block_ties(canvas, block, segments).has_unknown:
        for finding in _untied_notes(canvas, block, rule):
            yield replace(finding, severity=Severity.HINT)
