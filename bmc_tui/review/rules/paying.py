"""Rules on who pays: no segment does, or it is unknown which ones do.

Source: block 1, "Do we distinguish between (paying) customers and users?"
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import is_marked_as_paying, is_marked_as_user
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.ties.similar import endings
from bmc_tui.model.ties.words import name_stems, split_words, stem
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.rules.vague import is_basis, is_everyone
from bmc_tui.review.words import word_set, words_of

MAX_NAMES = 6
"""How many segments a finding names at most."""

_MIN_LAST_PART_CHARACTERS = 7
"""The letters of a word that is the last part of others: `subsidie`, but not `grant`."""

_PLURAL_INSIDE = re.compile("en(?=.)")
"""A plural that may end the first part of a compound."""

_WHO, _GROUPS, _VALUE_FOR, _PAYING = Block.CUSTOMER_SEGMENTS.questions


def somebody_pays(canvas: Canvas) -> Iterator[Finding]:
    """Find a canvas whose segments are all marked as users who do not pay."""
    segments = segments_of(canvas)
    if segments and all(map(is_marked_as_user, segments)):
        yield Finding("somebody_pays", Severity.PROBLEM, Block.CUSTOMER_SEGMENTS)


def who_pays(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, the segments of which nothing says whether they pay or only use.

    That is said by an answer to the question; by `#customer` or `#user`; by a revenue stream that
    is tied to them, has the last word of their name (`Trainers` of `Personal trainers`,
    `Instelling` of `Zorginstellingen`) or a price per what their name says (`per dog` of `Dog
    owners`); or by plain words, such as `Parents pay`, `Companies that rent the hall` or the
    line `Users:` above them. A note that only says how customers are divided cannot pay, see
    `vague.basis_as_segment`; and a segment that is everybody must first be narrowed down.
    """
    if _is_answered(canvas):
        return
    segments = segments_of(canvas)
    parties = [
        segment
        for segment in segments
        if not is_basis(segment.note_text) and not is_everyone(segment.note_text)
    ]
    ties = block_ties(canvas, Block.REVENUE_STREAMS, segments)
    paying = {segment.handle for tied in ties.by_spot.values() for segment in tied}
    roles, beneath = _words_about_roles(canvas), _beneath_a_role(canvas)
    units, words = _price_units(canvas), lexicon()
    undecided = [
        segment
        for segment in parties
        if segment.handle not in paying
        and not _is_named(name_stems(segment.note_text, words, words.name_joints)[-1:], roles)
        and not _is_priced_by(name_stems(segment.note_text, words, words.name_joints), units)
        and segment.handle not in beneath
        and not _buys(segment.note_text)
        and not is_marked_as_paying(segment)
        and not is_marked_as_user(segment)
    ]
    if undecided and len(parties) > 1:
        names = tuple(f"@{segment.handle}" for segment in undecided[:MAX_NAMES])
        more = (f"+{len(undecided) - MAX_NAMES}",) if len(undecided) > MAX_NAMES else ()
        yield Finding(
            "who_pays",
            Severity.CHECK,
            Block.CUSTOMER_SEGMENTS,
            undecided[0].spot,
            values={"segments": (*names, *more)},
        )


def funder_is_no_segment(canvas: Canvas) -> Iterator[Finding]:
    """Find grants and gifts on a canvas without a segment that could give them.

    A stream that is tied to a segment or has the last word of its name is left out. Source:
    block 5, "What do customers really want to pay for?"; in Osterwalder & Pigneur, Business Model
    Generation (2010), "Beyond-profit business models", the third party that pays is a customer with
    a value of its own.
    """
    segments = segments_of(canvas)
    funders = word_set("funders")
    if any(not funders.isdisjoint(words_of(segment.note_text)) for segment in segments):
        return
    ties = block_ties(canvas, Block.REVENUE_STREAMS, segments)
    lasts = {last for one in segments for last in name_stems(one.note_text, lexicon())[-1:]}
    names = lasts.union(*map(endings, lasts))
    for spot, note in model_notes(canvas, Block.REVENUE_STREAMS):
        words = words_of(note.text)
        if not segments or ties.at(spot) or not any(map(_is_grant, words)):
            continue
        if names.isdisjoint(map(stem, words)):
            yield Finding("funder_is_no_segment", Severity.HINT, spot.block, spot, note.text)


def _is_grant(word: str) -> bool:
    """Tell whether a word means a grant or gift, also by its last part: `startsubsidie`."""
    grants = word_set("grants")
    return word in grants or word.endswith(_long_words(grants))


@cache
def _long_words(words: frozenset[str]) -> tuple[str, ...]:
    """Return the words that are too long to be the end of another word by chance."""
    return tuple(word for word in words if len(word) >= _MIN_LAST_PART_CHARACTERS)


def _is_named(last: tuple[str, ...], stems: set[str]) -> bool:
    """Tell whether the stem of the last word of a name, or of its last part, is among stems.

    Args:
        last: The stem, if the name has a word.
        stems: The stems of words.
    """
    parts = (ending for word in last for ending in endings(word))
    return stems.issuperset(last) or not stems.isdisjoint(parts)


def _buys(text: str) -> bool:
    """Tell whether a segment is described by what it buys: `Companies that rent the hall`."""
    words = words_of(text)
    joints = (index for index, word in enumerate(words) if word in word_set("relatives"))
    start = next(joints, len(words))
    return not word_set("buying").isdisjoint(words[start:])


def _price_units(canvas: Canvas) -> set[str]:
    """Return the stems of the units of the prices: `dog` of `€ 22 per dog per night`."""
    texts = [note.text for note in canvas.notes(Block.REVENUE_STREAMS)]
    pairs = (pair for text in texts for pair in pairwise(words_of(text)))
    return {stem(unit) for before, unit in pairs if before in lexicon().amounts["per_unit"]}


def _is_priced_by(name: tuple[str, ...], units: set[str]) -> bool:
    """Tell whether a unit is a word of a name, or its first part: `Dog owners`, `hondenbezitters`.

    Args:
        name: The stems of the name.
        units: The stems of the units of the prices.
    """
    # The plural that begins a Dutch compound; stems have no doubled letters: `kateneigenar`.
    starts = (word[: end.start()] for word in name for end in _PLURAL_INSIDE.finditer(word))
    return not units.isdisjoint(name) or not units.isdisjoint(starts)


def _is_answered(canvas: Canvas) -> bool:
    """Tell whether the question who pays has an answer, also below the user's own wording of it."""
    if any(map(split_words, canvas.texts(Block.CUSTOMER_SEGMENTS, _PAYING))):
        return True
    is_beneath = False
    headings = segments_of(canvas).heading_spots
    for spot, note in canvas.spots(Block.CUSTOMER_SEGMENTS):
        if is_beneath and spot.index and spot not in headings:
            return True
        is_beneath = spot in headings and _says_who_pays(note.text)
    return False


def _says_who_pays(text: str) -> bool:
    """Tell whether a text is about paying: `Who pays?`."""
    return not word_set("paying").isdisjoint(words_of(text))


def _words_about_roles(canvas: Canvas) -> set[str]:
    """Return the stems of the words in revenue, and in notes of block 1 about paying or using."""
    roles = word_set("paying", "using")
    texts = [note.text for note in canvas.notes(Block.REVENUE_STREAMS)]
    texts += [
        note.text
        for note in canvas.notes(Block.CUSTOMER_SEGMENTS)
        if not roles.isdisjoint(words_of(note.text))
    ]
    return {stem(word) for text in texts for word in words_of(text)}


def _beneath_a_role(canvas: Canvas) -> set[str]:
    """Return the handles of the segments below a heading such as `Users:` or `Customers:`."""
    roles = word_set("paying", "using")
    groups = segments_of(canvas).groups.items()
    return {
        segment.handle
        for label, members in groups
        if not roles.isdisjoint(words_of(label))
        for segment in members
    }
