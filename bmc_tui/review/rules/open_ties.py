"""The rule on the ties between blocks that the sheet's questions ask for and no answer makes yet.

Source: the method sheet, "What the sheet links": the ties that do not go through the segments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, zip_longest

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.ties.block_ties import SEGMENT_NEEDS, block_ties
from bmc_tui.model.ties.sheet import SHEET_TIES, SheetTie
from bmc_tui.model.ties.words import stem
from bmc_tui.model.tokens import without_tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import shortened, words_of

MAX_OPEN_TIES = 4
"""How many findings there are at most at a time; five blocks can have one."""

MAX_UNTIED = 2
"""The same while nothing is tied to a segment yet, which comes first."""

MAX_NAMES = 4
"""How many notes of the other side a finding names at most."""

MAX_LINES = 20
"""How many lines to complete there are at most."""

_MAX_NAME_CHARACTERS = 32
_MAX_LINE_CHARACTERS = 60
"""Characters of a note where it is named in a finding, and on a line to complete."""

_MIN_WORD_CHARACTERS = 4
"""Shorter words, such as articles, say nothing about what a note names."""


def open_tie(canvas: Canvas) -> Iterator[Finding]:
    """Find in each block the first question that ties it to another one and has no answer.

    Both blocks have notes. A note of the block with an `@`, or naming each note of the other side,
    is an answer too. There are at most `MAX_OPEN_TIES`, besides the dismissed ones; the next ones
    follow once these are answered or dismissed.
    """
    by_block = groupby(SHEET_TIES, key=lambda tie: tie.block)
    found = list(filter(None, (_first_open(canvas, list(ties)) for _, ties in by_block)))
    most = MAX_OPEN_TIES if _is_tied_to_segments(canvas) else MAX_UNTIED
    pending = [finding for finding in found if finding.dismissal not in canvas.dismissed]
    waiting = tuple(finding.dismissal for finding in pending[most:])
    dismissed = [finding for finding in found if finding not in pending]
    return iter([*(replace(finding, waiting=waiting) for finding in pending[:most]), *dismissed])


def _is_tied_to_segments(canvas: Canvas) -> bool:
    """Tell whether a note says which segment it is for, or there are not two to choose from."""
    segments = segments_of(canvas)
    return len(segments) <= 1 or any(
        block_ties(canvas, block, segments).is_tied for block in SEGMENT_NEEDS
    )


def _first_open(canvas: Canvas, ties: Sequence[SheetTie]) -> Finding | None:
    """Return a finding on the first of a block's questions that has no answer.

    Args:
        canvas: The canvas.
        ties: The ties of the block's questions, in the order of the questions.
    """
    block = ties[0].block
    is_tied_by_mentions = (
        block not in SEGMENT_NEEDS and block_ties(canvas, block, segments_of(canvas)).is_tied
    )
    if is_tied_by_mentions or not canvas.notes(block):
        return None
    for question, same_question in groupby(ties, key=lambda tie: tie.question):
        open_ties = [tie for tie in same_question if _is_open(canvas, tie)]
        if open_ties and not canvas.texts(block, question):
            sides = [[*_names(canvas, tie.listed)] for tie in open_ties]
            return _finding(block, question, sides)
    return None


def _is_open(canvas: Canvas, tie: SheetTie) -> bool:
    """Tell whether a tie has notes on both sides, and not all of one side are named on the other.

    Ties that go through the segments are left to other rules.
    """
    if tie.other is Block.CUSTOMER_SEGMENTS or not canvas.notes(tie.other):
        return False
    words = {word for _, note in model_notes(canvas, tie.answering) for word in _stems(note.text)}
    return any(words.isdisjoint(_stems(note.text)) for _, note in model_notes(canvas, tie.listed))


def _names(canvas: Canvas, block: Block) -> Iterator[str]:
    """Yield the notes of a block without their tokens, each wording once."""
    names = (without_tokens(note.text).rstrip(" .:;,") for _, note in model_notes(canvas, block))
    return iter(dict.fromkeys(filter(None, names)))


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words in a note's text that can name something."""
    return frozenset(stem(word) for word in words_of(text) if len(word) >= _MIN_WORD_CHARACTERS)


def _finding(block: Block, question: Section, sides: Sequence[Sequence[str]]) -> Finding:
    """Return the finding on a question.

    Args:
        block: Its block.
        question: The question.
        sides: The names of the notes of each block that it ties its own block to.
    """
    titles = {language: load(language).section_title(block, question) for language in languages()}
    # Some of each side, if one question asks for two.
    in_turn = [name for names in zip_longest(*sides) for name in names if name]
    names = [shortened(name, _MAX_NAME_CHARACTERS) for name in in_turn[:MAX_NAMES]]
    if more := len(in_turn) - len(names):
        names[-1] += f" (+{more})"
    lines = [f"{shortened(name, _MAX_LINE_CHARACTERS)}:" for name in chain.from_iterable(sides)]
    return Finding(
        "open_tie",
        Severity.HINT,
        block,
        Spot(block, question, 0),
        values={"question": TranslatedName(titles), "names": tuple(names)},
        lines=tuple(dict.fromkeys(lines))[:MAX_LINES],
    )
