"""Rules on notes that any business could have: everybody, characteristics, platitudes, features.

A note is judged by all of its words: a single word that is not in the lists clears it.
The words are in the languages' files, under `recognized.review`.
"""

import re
from collections.abc import Iterator
from functools import cache

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import recognized_words
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.ties.words import stem
from bmc_tui.model.tokens import tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.rules.kinds import kinds_in
from bmc_tui.review.words import (
    MAX_PHRASE_WORDS,
    consists_of,
    has_phrase,
    starts_with_phrase,
    word_set,
    words_of,
)

_SPECIFICATION = re.compile(
    r"\b[0-9]+[\s-]?(?:bits?|[kmgt]b|mhz|ghz|px|mm|cm|mah|kw|kwh|volt|inch|dpi)\b"
)
"""A technical measure. (Prefixes and units of SI and IEC 80000 in everyday use.)"""

_IN_BRACKETS = re.compile(r"\([^()]*\)")
"""The examples after a characteristic: `Kind of trip (business, leisure)`."""

_NUMBER = re.compile(r"[0-9][\d.,/+-]*(?:k|x|-?plus)?")
"""A number or a range of them: `25-45`, `18+`, `50k`, `2x`."""

_PROPERTY_ENDINGS = (
    *("able", "ible", "proof", "resistant", "less", "free", "tight"),
    *("baar", "dicht", "vrij", "loos", "bestendig", "werend", "bare", "dichte", "vrije", "loze"),
)
"""The endings of adjectives that say what can be done with a thing, or what it is or lacks:
`foldable`, `waterproof`, `wireless`, `afwasbaar`, `lekvrij`. Source: the productive suffixes in
Huddleston & Pullum, The Cambridge Grammar of the English Language (chapter 19), and in the
Algemene Nederlandse Spraakkunst (chapter 12)."""

MAX_PRAISED_WORDS = 3
"""Words of the highest praise with what it praises; more of them say something else too."""

MAX_FEATURE_WORDS = 6
"""A longer note of value explains more than a feature."""

_BLOCKS_WITH_VAGUE_WORDS = tuple(block for block in BLOCKS if block is not Block.CUSTOMER_SEGMENTS)
"""A lone word for people is a matter of `everyone`."""


def everyone(canvas: Canvas) -> Iterator[Finding]:
    """Find segments that exclude nobody: `everyone`, `customers`, `men and women of all ages`.

    Source: block 1, "Can different customer groups be told apart?"
    """
    for segment in segments_of(canvas):
        if is_everyone(segment.note_text):
            yield Finding(
                "everyone",
                Severity.PROBLEM,
                segment.spot.block,
                segment.spot,
                segment.note_text,
            )


@cache_short_texts
def is_everyone(text: str) -> bool:
    """Tell whether the text of a segment's note excludes nobody.

    Such as `Customers in the Netherlands`, `All parents`, `Pet owners in Europe`, `Kids and adults`
    and `Millennials and Gen Z`.
    """
    words = words_of(text)
    if starts_with_phrase(words, recognized_words("everyone")):
        return True
    if has_phrase(words, word_set("all_ages")):
        return True
    generic, filler = word_set("generic_people", "regions"), word_set("breadth")
    is_of_all = bool(words) and words[0] in word_set("all")
    if is_of_all and words[1:2] and words[1] in generic:
        return not set(words[2:3]) & word_set("restrictions")
    return (
        consists_of(words, generic, filler) > 0
        or (is_of_all and _is_mass(words))
        or _is_all_over(words, is_of_all=is_of_all)
        or _is_most_ages(words)
    )


def _is_mass(words: tuple[str, ...]) -> bool:
    """Tell whether words name millions of people, in a country or anywhere: `parents in the UK`."""
    masses, filler = word_set("masses"), word_set("breadth", "regions", "continents")
    return consists_of(words, masses, filler) > 0


def _is_all_over(words: tuple[str, ...], *, is_of_all: bool) -> bool:
    """Tell whether words name all of a group, or millions, of a continent: `families in Europe`."""
    continents = word_set("continents")
    ends = (" ".join(words[-length:]) for length in (1, 2))
    is_huge = len(words) > 1 and any(end in continents for end in ends)
    return is_huge and (
        _is_mass(words) or (is_of_all and word_set("restrictions").isdisjoint(words))
    )


def _is_most_ages(words: tuple[str, ...]) -> bool:
    """Tell whether words are two generations or more, or both ends of a life: `kids and adults`."""
    young, grown, filler = word_set("young"), word_set("grown"), word_set("breadth")
    return consists_of(words, word_set("generations"), filler | young | grown) > 1 or (
        has_phrase(words, young) and consists_of(words, grown, young | filler) > 0
    )


def basis_as_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find notes of block 1 that say how customers are divided, such as `Demographic`.

    Source: block 1, "Who are my customers and what are their characteristics?": a characteristic
    describes a segment, and is not one. The words are the bases of segmentation in Kotler & Keller,
    Marketing Management, chapter "Identifying market segments and targets".
    """
    for segment in segments_of(canvas):
        if is_basis(segment.note_text):
            spot = segment.spot
            text = segment.note_text
            yield Finding("basis_as_segment", Severity.CHECK, spot.block, spot, text)


@cache_short_texts
def is_basis(text: str) -> bool:
    """Tell whether the text of a segment's note only says how customers are divided.

    That is by the name of a characteristic (`Age`), or by a value: `25-45 years old`, `modaal
    inkomen`.
    """
    words = words_of(_IN_BRACKETS.sub(" ", text))
    bases, filler = word_set("bases"), word_set("basis_fillers")
    is_basis_alone = any(word in bases for word in words) and all(
        word in bases or word in filler for word in words
    )
    return (
        is_basis_alone
        or starts_with_phrase(words, word_set("basis_starts"))
        or _is_basis_value(words_of(text))
    )


def _is_basis_value(words: tuple[str, ...]) -> bool:
    """Tell whether words are an age, an income or an education, without the people who have it."""
    values, filler = word_set("bases", "basis_values"), word_set("basis_fillers", "basis_measures")
    rest = tuple(word for word in words if not _NUMBER.fullmatch(word))
    named = any(word in values for word in rest) or has_phrase(rest, word_set("basis_values"))
    is_range = len(words) - len(rest) > bool(rest)  # `25-45`, `between 25 and 45`
    return (named or is_range) and all(word in values or word in filler for word in rest)


def platitude(canvas: Canvas) -> Iterator[Finding]:
    """Find value propositions that any competitor claims too: `high quality`, `customer first`.

    Source: block 2, "Which value do we deliver?" and "Why do customers come to us?"
    """
    for spot, note in model_notes(canvas, Block.VALUE_PROPOSITIONS):
        if _is_platitude(note.text):
            yield Finding("platitude", Severity.CHECK, spot.block, spot, note.text)


@cache_short_texts
def _is_platitude(text: str) -> bool:
    """Tell whether a text is only praise, of the offer, its range, its price or the team.

    The highest praise of any one thing counts too: `World-class collection`.
    """
    words = words_of(text)
    filler = word_set("platitude_fillers")
    start = int(words[:1] != () and words[0] in lexicon().before_names)
    is_highest = starts_with_phrase(words, word_set("superlatives"), start)
    is_short = sum(word not in filler for word in words) <= MAX_PRAISED_WORDS
    return consists_of(words, word_set("platitudes"), filler) > 0 or (
        is_highest and is_short and word_set("gains").isdisjoint(words)
    )


def feature(canvas: Canvas) -> Iterator[Finding]:
    """Find value propositions that name a property or a product, and not what the customer gains.

    That is a short note with a technical measure or word, with only properties (`Waterproof, light,
    foldable`), or with only the words of a revenue stream (`Handle`, sold as `1 x handle`), and
    without a word that leads to a gain, such as `without`, `less` or `for`. Source: block 2, "Which
    need does the product meet?"
    """
    sold = {
        stem(word)
        for _, note in model_notes(canvas, Block.REVENUE_STREAMS)
        for word in words_of(note.text)
    }
    technical, gains = word_set("technical"), word_set("gains")
    for spot, note in model_notes(canvas, Block.VALUE_PROPOSITIONS):
        words = words_of(note.text)
        if not words or set(words) & gains:
            continue
        is_list = _is_list_of_properties(note.text)
        if len(words) > MAX_FEATURE_WORDS and not is_list:
            continue
        is_technical = any(word in technical or stem(word) in technical for word in words)
        is_product = all(stem(word) in sold for word in words)
        if is_list or is_technical or is_product or _SPECIFICATION.search(note.text.lower()):
            yield Finding("feature", Severity.CHECK, spot.block, spot, note.text)


@cache_short_texts
def _is_list_of_properties(text: str) -> bool:
    """Tell whether a note has only properties of a thing, and at least one that is not praise.

    Praise alone, such as `fast and affordable`, is a platitude.
    """
    praise, filler = word_set("platitudes"), word_set("platitude_fillers", "property_fillers")
    words = [word for word in words_of(text) if word not in filler]
    properties = [word for word in words if _is_property(word) and word not in praise]
    is_plain = len(words) == 1 and not words[0].endswith(_PROPERTY_ENDINGS)  # `Strong`: a gain?
    return (
        bool(properties)
        and not is_plain
        and all(_is_property(word) or word in praise for word in words)
    )


def _is_property(word: str) -> bool:
    """Tell whether a word says what a thing is like: `light`, `foldable`, `waterdicht`."""
    return word in word_set("properties") or (
        word.endswith(_PROPERTY_ENDINGS) and word not in word_set("no_properties")
    )


def one_word(canvas: Canvas) -> Iterator[Finding]:
    """Find notes that say nothing: `products`, `our marketing`, `overhead`, `fixed costs`.

    These are the titles of blocks and the names of whole classes of things: the kinds that the
    sheet distinguishes in a block, departments, and what every business has. A platitude is left to
    its own rule, and a kind may answer the question about it (`Personal`). Source: a note is read
    without its author at hand.
    """
    before = lexicon().before_names
    for block in _BLOCKS_WITH_VAGUE_WORDS:
        # As a cost `marketing` is an item, but `other` is not.
        group = "vague_costs" if block is Block.COST_STRUCTURE else "vague"
        vague, titles = word_set(group), _block_titles()
        for spot, note in model_notes(canvas, block):
            words = words_of(note.text)
            if len(words) > MAX_PHRASE_WORDS:
                continue
            name = " ".join(word for word in words if word not in before)
            is_vague = (name in vague or name in titles) and not tokens(note.text)
            is_praise = block is Block.VALUE_PROPOSITIONS and _is_platitude(note.text)
            is_kind = spot.section in block.questions and bool(kinds_in(note.text, block))
            if is_vague and not is_praise and not is_kind:
                yield Finding("one_word", Severity.HINT, block, spot, note.text)


@cache
def _block_titles() -> frozenset[str]:
    """Return the titles of the blocks in all languages, as words."""
    guides = map(load, languages())
    return frozenset(" ".join(words_of(guide.title(block))) for guide in guides for block in BLOCKS)
