"""The lexicon of all languages together, and the segments of a canvas read with it."""

from functools import cache, lru_cache

from bmc_tui.guide.catalog import recognized_words
from bmc_tui.model.blocks import Block, Phase
from bmc_tui.model.caching import Same
from bmc_tui.model.canvas import Canvas, Notes
from bmc_tui.model.handles import read_segments
from bmc_tui.model.lexicon import (
    AMOUNT_WORD_GROUPS,
    CARDINALS,
    CURRENCY_SIGNS,
    MULTIPLES,
    PERIODS_PER_YEAR,
    Lexicon,
)
from bmc_tui.model.segments import Segments


@cache
def lexicon() -> Lexicon:
    """Return the words of all languages that have a meaning in notes.

    They do not depend on the language of the program: a canvas may be in another one, and its
    handles and sums must be the same for every user who opens it.
    """
    return Lexicon(
        before_names=recognized_words("before_names"),
        after_names=recognized_words("after_names"),
        name_joints=recognized_words("name_joints"),
        ranks=recognized_words("headings.ranks"),
        ordinals=recognized_words("headings.ordinals"),
        parties=recognized_words("headings.parties"),
        group_words=recognized_words("headings.group_words"),
        for_words=recognized_words("headings.for_words"),
        no_groups=recognized_words("headings.no_groups"),
        joins=recognized_words("and") | {"&"},
        all_groups=recognized_words("headings.all_groups"),
        who_names=recognized_words("headings.who_names"),
        which_words=recognized_words("headings.which_words"),
        what_words=recognized_words("headings.what_words"),
        yes_no_words=recognized_words("headings.yes_no_words"),
        no_answers=recognized_words("headings.no_answers"),
        yes_answers=recognized_words("headings.yes_answers"),
        no_names=recognized_words("headings.no_names"),
        no_name_starts=recognized_words("headings.no_name_starts")
        | recognized_words("headings.not_for"),
        names_anyway=recognized_words("headings.names_anyway"),
        bases=recognized_words("headings.bases"),
        third_persons=recognized_words("answers.third_persons"),
        sizes=recognized_words("answers.sizes"),
        list_starts=recognized_words("answers.list_starts"),
        list_joins=recognized_words("answers.list_joins"),
        list_pairs=recognized_words("answers.list_pairs"),
        list_ends=recognized_words("answers.list_ends"),
        list_examples=recognized_words("answers.list_examples"),
        emphases=recognized_words("answers.emphases"),
        descriptions=recognized_words("headings.descriptions"),
        verbs=recognized_words("answers.verbs") | recognized_words("answers.copulas"),
        copulas=recognized_words("answers.copulas"),
        leads=recognized_words("answers.leads"),
        continuations=recognized_words("answers.continuations"),
        activities=recognized_words("answers.activities"),
        activity_objects=recognized_words("answers.activity_objects"),
        collectives=recognized_words("answers.collectives")
        | recognized_words("review.funders")
        | _groups(),
        traits=_traits(),
        trait_fillers=_trait_fillers(),
        phases={phase.value: recognized_words(f"phases.{phase.value}") for phase in Phase},
        per=recognized_words("per"),
        periods=_by_period("periods"),
        period_letters=_by_period("period_letters"),
        period_adverbs=_by_period("period_adverbs"),
        period_abbreviations=_by_period("period_abbreviations"),
        amounts={group: recognized_words(f"amounts.{group}") for group in AMOUNT_WORD_GROUPS},
        cardinals={number: recognized_words(f"cardinals.{number}") for number in CARDINALS},
        multiples={number: recognized_words(f"multiples.{number}") for number in MULTIPLES},
        currencies={code: recognized_words(f"currencies.{code}") for code in CURRENCY_SIGNS},
    )


def _traits() -> frozenset[str]:
    """Return the words for characteristics of people, without those that name people."""
    words = (
        recognized_words("answers.traits")
        | recognized_words("review.bases")
        | recognized_words("review.basis_values")
    )
    return words - _groups()


def _trait_fillers() -> frozenset[str]:
    """Return the words around characteristics and numbers, without those that name people."""
    words = (
        recognized_words("review.basis_fillers")
        | recognized_words("review.basis_measures")
        | recognized_words("amounts.thousands")
        | recognized_words("amounts.millions")
        | recognized_words("amounts.billions")
    )
    return words - _groups()


def _groups() -> frozenset[str]:
    """Return the words for whole groups of people and organisations."""
    return recognized_words("review.generic_people") | recognized_words("review.masses")


def _by_period(table: str) -> dict[str, frozenset[str]]:
    """Return the words of a table with a list for each period."""
    return {period: recognized_words(f"{table}.{period}") for period in PERIODS_PER_YEAR}


def segments_of(canvas: Canvas) -> Segments:
    """Return the customer segments of a canvas; those of the canvases used last are cached.

    A canvas that is handed in has none, since no letter and no token refers to them; see `source`.
    """
    if canvas.source:
        return _segments_of(_NO_NOTES)
    return _segments_of(Same(canvas.notes(Block.CUSTOMER_SEGMENTS)))


_NO_NOTES: Same[Notes] = Same(())


@lru_cache(maxsize=16)
def _segments_of(key: Same[Notes]) -> Segments:
    """Return the segments that notes define; equal notes of another canvas define the same."""
    return read_segments(key.value, lexicon())
