"""Rules on a party that stands in two blocks where that is a question."""

from collections.abc import Iterable, Iterator

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.ties.words import name_stems, stem
from bmc_tui.model.tokens import without_tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import word_set, words_of

_PAIRS = (
    ("partner_is_segment", Block.KEY_PARTNERS, Block.CUSTOMER_SEGMENTS),
    ("partner_is_channel", Block.KEY_PARTNERS, Block.CHANNELS),
    ("segment_is_channel", Block.CHANNELS, Block.CUSTOMER_SEGMENTS),
)
"""The rules, each with the block of the finding and the other block."""


def partner_is_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find partners that are a segment too.

    Source: block 1, "Who are my customers?", and block 8, "Who are our key partners?": who gets
    value and who delivers it are asked for apart.
    """
    return _same_party(canvas, *_PAIRS[0])


def partner_is_channel(canvas: Canvas) -> Iterator[Finding]:
    """Find partners that are a channel too.

    Source: block 3, "Do I use direct or indirect channels?"; block 8 as above.
    """
    return _same_party(canvas, *_PAIRS[1])


def segment_is_channel(canvas: Canvas) -> Iterator[Finding]:
    """Find channels that are a segment too.

    Source: block 3, "How do my customers want to be reached?": a channel leads to customers.
    """
    return _same_party(canvas, *_PAIRS[2])


def _same_party(canvas: Canvas, rule: str, block: Block, other_block: Block) -> Iterator[Finding]:
    """Yield a finding for each note that is nothing but a name that a note of another block has.

    A note that describes the party as well says its role, unless it does so in the same words.
    `Local schools` are `Schools`.
    """
    others = [note.text for _, note in model_notes(canvas, other_block)]
    ends = word_set("restrictions")
    names = {name_stems(text, lexicon(), ends) for text in others}
    names |= {_stems(words_of(text)) for text in others}
    names |= {_stems(_without_nearness(words_of(text))) for text in others}
    names.discard(())
    for spot, note in model_notes(canvas, block):
        words = words_of(note.text)
        if _stems(words) in names or _stems(_without_nearness(words)) in names:
            values = {"other": other_block, "note": without_tokens(note.text)}
            severity = Severity.HINT if other_block is Block.CHANNELS else Severity.CHECK
            yield Finding(rule, severity, block, spot, note.text, values)


def _without_nearness(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a party without those that say only that it is near; never none."""
    near = word_set("near")
    return tuple(word for word in words if word not in near) or words


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of words, without articles."""
    return tuple(stem(word) for word in words if word not in lexicon().before_names)
