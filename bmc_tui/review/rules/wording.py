"""Rules on the wording of notes: one idea each, no duplicates, and segments that are people."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from string import punctuation

from bmc_tui.guide.catalog import recognized_words
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import meaning, nearest_word
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import Segment
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.tokens import (
    Evidence,
    Mark,
    Token,
    evidence,
    tokens,
    without_evidence,
    without_tokens,
)
from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.rules.vague import is_basis, is_everyone
from bmc_tui.review.words import starts_with_phrase, word_set

MAX_WORDS_PER_NOTE = 12
"""The words up to which a note is taken for one idea."""

_MAX_REASON_WORDS = MAX_WORDS_PER_NOTE + 2
"""The words that may follow on these, with those that lead to what it is for, such as `so that`."""

_MIN_LISTED = 2
"""Commas and words such as `and` with which a longer note lists several things."""

_PUNCTUATION = f"{punctuation}“”‘’–—…"

MAX_SLIPS_PER_NOTE = 20
"""Maximum number of misspelt words that are reported of one note: each finding quotes the note."""

_MAX_COMPARED_WORDS = 1000
"""How many different unknown words are compared with the vocabulary in one review."""


@cache
def _wish_pattern() -> re.Pattern[str]:
    """Return a pattern for the start of a note that says what people want, not who they are."""
    return re.compile(
        rf"(?:{_any_of('wish_subjects')} )?{_any_of('wish_verbs')}\b"
        rf"|(?:{_any_of('wish_articles')} )?{_any_of('wish_nouns')}\b",
        re.IGNORECASE,
    )


def _any_of(group: str) -> str:
    """Return a pattern for any word or phrase of a group in any language, the longest first."""
    words = sorted(recognized_words(group), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, words))})"


def wish_as_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find wishes and needs among the segments.

    Source: block 1 asks "Who are my customers"; the need is asked for in block 2, "Which need does
    the product meet?"
    """
    for segment in segments_of(canvas):
        if _wish_pattern().match(without_tokens(segment.note_text)):
            yield _segment_finding("wish_as_segment", segment)


def several_ideas(canvas: Canvas) -> Iterator[Finding]:
    """Find notes with more than one idea: clauses with `;`, or over `MAX_WORDS_PER_NOTE` words.

    What something is for, or who someone is, belongs to the idea: `so that you need not worry`.
    Source: one note is one idea, so that each can be linked, moved and tested on its own. Answers
    to questions may be sentences. The wording of a segment that is everyone does not matter yet.
    """
    for block in BLOCKS:
        sections = {GENERAL, *block.phases}
        for spot, note in canvas.spots(block):
            if (
                spot.section in sections
                and _has_several_ideas(without_tokens(note.text))
                and not (block is Block.CUSTOMER_SEGMENTS and is_everyone(note.text))
            ):
                yield Finding("several_ideas", Severity.CHECK, block, spot, note.text)


def same_twice(canvas: Canvas) -> Iterator[Finding]:
    """Find notes with the text of an earlier note of their block, or, in Channels, of their phase.

    A note may be repeated under another heading, and an answer under another question. Case,
    white space and evidence are ignored.
    Source: a canvas is read at a glance, and what it says twice seems to count twice.
    """
    for block in BLOCKS:
        seen = set()
        headings = block_ties(canvas, block, segments_of(canvas)).headings
        heading = ""
        for spot, note in canvas.spots(block):
            if spot in headings or spot.index == 0:
                heading = note.text if spot in headings else ""
            is_part = spot.section in (GENERAL, block.questions[0])
            section = GENERAL if is_part else spot.section
            if block is Block.CUSTOMER_SEGMENTS and is_basis(note.text):
                continue  # `Age` below one party and again below another; it is not a segment
            key = (section, heading, " ".join(without_evidence(note.text).casefold().split()))
            if key in seen:
                yield Finding("same_twice", Severity.CHECK, block, spot, note.text)
            seen.add(key)


def misspelt_word(canvas: Canvas) -> Iterator[Finding]:
    """Find `#words` without a meaning that are most likely a typo of one of their block.

    Source: the words make the distinctions that the sheet asks for; a misspelt one makes none.
    """
    likes: dict[tuple[Block, str], str | None] = {}
    for block in BLOCKS:
        for spot, note in canvas.spots(block):
            names = [token.name for token in tokens(note.text) if _is_unknown_word(token, block)]
            for name in names[:MAX_SLIPS_PER_NOTE]:
                if (block, name) not in likes:
                    has_time = len(likes) < _MAX_COMPARED_WORDS
                    likes[block, name] = nearest_word(block, name) if has_time else None
                if like := likes[block, name]:
                    values = {"name": name, "like": like}
                    yield Finding("misspelt_word", Severity.CHECK, block, spot, note.text, values)


def _is_unknown_word(token: Token, block: Block) -> bool:
    """Tell whether a token is a `#word` without a meaning in a block."""
    is_word = token.mark is Mark.WORD and not token.is_evidence
    return is_word and meaning(block, token.name) is None


def untested(canvas: Canvas) -> Iterator[Finding]:
    """Find assumptions that are marked as not tested yet; segments, value and revenue first.

    Source: all other blocks depend on who the customers are, what they value, and what they pay.
    """
    first = (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS, Block.REVENUE_STREAMS)
    for block in dict.fromkeys((*first, *BLOCKS)):
        for spot, note in canvas.spots(block):
            if evidence(note.text) is Evidence.UNTESTED:
                yield Finding("untested", Severity.HINT, block, spot, note.text)


def _segment_finding(rule: str, segment: Segment) -> Finding:
    """Return a finding about the note of a segment."""
    return Finding(rule, Severity.CHECK, segment.spot.block, segment.spot, segment.note_text)


def _has_several_ideas(text: str) -> bool:
    """Tell whether the text of a note, without its tokens, has more than one idea."""
    clauses = [part for part in text.split(";") if any(map(str.isalpha, part))]
    words = [word for word in text.lower().split() if any(map(str.isalpha, word))]
    return len(clauses) > 1 or (
        len(words) > MAX_WORDS_PER_NOTE and not _is_one_with_a_reason(words)
    )


def _is_one_with_a_reason(words: Sequence[str]) -> bool:
    """Tell whether a longer note is one idea with its purpose: `A photo an hour, so that …`.

    Args:
        words: Its words as written, in lower case.
    """
    bare = tuple(word.strip(_PUNCTUATION) for word in words)
    joints, ands = word_set("reasons"), lexicon().joins
    listed = [word.endswith(",") or word in ands for word in words]
    return any(
        len(bare) - start <= _MAX_REASON_WORDS
        and sum(listed[: start - 1]) < _MIN_LISTED
        and starts_with_phrase(bare, joints, start)
        for start in range(1, min(len(bare), MAX_WORDS_PER_NOTE + 1))
    )
