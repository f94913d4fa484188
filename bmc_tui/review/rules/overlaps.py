"""Rules on a party that is in two blocks, if that raises a question."""

from collections.abc import Iterable, Iterator

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.ties.words import name_stems, stem
from bmc_tui.model.tokens import without_tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import word_set, words_of

_Stems = tuple[str, ...]

_PAIRS = (
    ("partner_is_segment", Block.KEY_PARTNERS, Block.CUSTOMER_SEGMENTS),
    ("partner_is_channel", Block.KEY_PARTNERS, Block.CHANNELS),
    ("segment_is_channel", Block.CHANNELS, Block.CUSTOMER_SEGMENTS),
)
"""The rules, each with the block of the finding and the other block."""


def partner_is_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find partners that are a segment too.

    Source: block 1, "Who are my customers?", and block 8, "Who are our key partners?": who gets
    value and who delivers it are separate questions.
    """
    return _same_party(canvas, *_PAIRS[0])


def partner_is_channel(canvas: Canvas) -> Iterator[Finding]:
    """Find partners that are a channel too.

    One that is a segment too is found by `partner_is_segment`. Source: block 3, "Do I use direct or
    indirect channels?"; block 8 as above.
    """
    return _same_party(canvas, *_PAIRS[1], Block.CUSTOMER_SEGMENTS)


def segment_is_channel(canvas: Canvas) -> Iterator[Finding]:
    """Find channels that are a segment too.

    One that is a partner too is found by `partner_is_segment`. Source: block 3, "How do my
    customers want to be reached?": a channel leads to customers.
    """
    return _same_party(canvas, *_PAIRS[2], Block.KEY_PARTNERS)


def _same_party(
    canvas: Canvas,
    rule: str,
    block: Block,
    other_block: Block,
    third_block: Block | None = None,
) -> Iterator[Finding]:
    """Yield a finding for each note that is only a name that a note of another block has too.

    A note that describes the party as well says its role, unless it does so in the same words.
    `Local schools` are `Schools`.

    Args:
        canvas: The canvas.
        rule: The id of the rule.
        block: The block of the findings.
        other_block: The block that has the name too.
        third_block: A block that has it too if another rule reports that: once is enough.
    """
    names = _names_in(canvas, other_block)
    names_of_third = _names_in(canvas, third_block) if third_block else frozenset()
    for spot, note in model_notes(canvas, block):
        own = _own_names(note.text)
        if names.isdisjoint(own):
            continue
        if not names_of_third.isdisjoint(own):
            continue
        values = {"other": other_block, "note": without_tokens(note.text)}
        severity = Severity.HINT if other_block is Block.CHANNELS else Severity.CHECK
        yield Finding(rule, severity, block, spot, note.text, values)


def _names_in(canvas: Canvas, block: Block) -> frozenset[_Stems]:
    """Return the names of the parties in a block."""
    return frozenset().union(*(_names(note.text) for _, note in model_notes(canvas, block)))


@cache_short_texts
def _names(text: str) -> frozenset[_Stems]:
    """Return the names of the party that a note begins with: with and without its description."""
    return (_own_names(text) | {name_stems(text, lexicon(), word_set("restrictions"))}) - {()}


@cache_short_texts
def _own_names(text: str) -> frozenset[_Stems]:
    """Return the name that a whole note is, and the same without words such as `local`."""
    words, near = words_of(text), word_set("near")
    far = tuple(word for word in words if word not in near)
    return frozenset(filter(None, map(_stems, (words, far))))


def _stems(words: Iterable[str]) -> _Stems:
    """Return the stems of words, without articles."""
    return tuple(stem(word) for word in words if word not in lexicon().before_names)
