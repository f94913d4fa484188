"""Rules on the kinds that the sheet distinguishes: which notes do not say their kind.

A kind is given by a `#` word, by plain words such as `Monthly subscription`, or for all notes of a
block by an answer to the sheet's question about it. The plain words are in the languages' files,
under `recognized.plain`.

A distinction matters to a user once a note makes it by a `#` word: then the other notes of the
block are asked for it. If no note does, it is asked for once there is nothing else to report.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bmc_tui.guide import languages, load
from bmc_tui.guide.catalog import TranslatedName
from bmc_tui.guide.lexicon import lexicon
from bmc_tui.guide.vocabulary import meanings_in, plain_words
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Canvas, Dismissal, Spot
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.money.unpaid import is_free_stream
from bmc_tui.model.tokens import Mark, tokens
from bmc_tui.review.finding import Finding, Severity, model_notes
from bmc_tui.review.words import has_phrase, words_of

DISTINCTION_RULES: Mapping[str, tuple[Block, tuple[str, ...]]] = {
    "cost_behaviour": (Block.COST_STRUCTURE, ("behaviour",)),
    "revenue_recurrence": (Block.REVENUE_STREAMS, ("recurrence",)),
    "partner_form": (Block.KEY_PARTNERS, ("form",)),
    "resource_kind": (Block.KEY_RESOURCES, ("kind",)),
    "channel_kind": (Block.CHANNELS, ("ownership", "medium")),
    "relationship_contact": (Block.CUSTOMER_RELATIONSHIPS, ("contact",)),
    "relationship_motive": (Block.CUSTOMER_RELATIONSHIPS, ("motive",)),
    "paid_for": (Block.REVENUE_STREAMS, ("paid_for",)),
    "activity_kind": (Block.KEY_ACTIVITIES, ("kind",)),
}
"""The ids of the distinctions that each rule asks for, and their block."""

_ASKED_AT_LAST = (
    *("cost_behaviour", "revenue_recurrence"),
    *("partner_form", "resource_kind", "channel_kind"),
)
"""The rules that `remaining_kinds` asks by: what the sheet's questions distinguish in each note."""

_EXCLUSIVE = ((Block.COST_STRUCTURE, "behaviour"), (Block.REVENUE_STREAMS, "recurrence"))
"""The distinctions of which a note is either the one or the other."""

_QUESTIONS: Mapping[tuple[Block, str], str] = {
    (Block.CHANNELS, "ownership"): "direct",
    (Block.CHANNELS, "medium"): "online",
    (Block.CUSTOMER_RELATIONSHIPS, "contact"): "contact",
    (Block.CUSTOMER_RELATIONSHIPS, "motive"): "motive",
    (Block.REVENUE_STREAMS, "paid_for"): "paid_for",
    (Block.KEY_RESOURCES, "kind"): "kind",
    (Block.KEY_PARTNERS, "form"): "form",
    (Block.COST_STRUCTURE, "behaviour"): "split",
}
"""The short name of the question that asks for nothing but a distinction, by its block and id."""


def kinds(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, the distinctions of blocks that notes lack.

    Two or more of them are one finding: one for each would be a page of hints that matter less than
    all others. Source: the distinctions in the sheet's questions.
    """
    together = _asked_together(canvas)
    if together:
        yield _finding_of_all(canvas, together)


def remaining_kinds(canvas: Canvas) -> Iterator[Finding]:
    """Find, in one finding, the missing kinds of a canvas that has no other findings.

    Source: as for `kinds`.
    """
    together = tuple(rule for rule in _ASKED_AT_LAST if _incomplete(canvas, rule))
    if together:
        yield _finding_of_all(canvas, together)


def _finding_of_all(canvas: Canvas, rules: tuple[str, ...]) -> Finding:
    """Return one finding about the distinctions of several rules, at the first of their notes."""
    about = tuple(DISTINCTION_RULES[rule][0] for rule in rules)
    first = min(about, key=lambda block: block.number)
    spot = next(
        _incomplete(canvas, rule)[0] for rule in rules if DISTINCTION_RULES[rule][0] is first
    )
    names = tuple(_kind_name(rule) for rule in rules)
    return Finding("kinds", Severity.HINT, first, spot, values={"kinds": names}, about=about)


def _kind_name(rule: str) -> TranslatedName:
    """Return what a rule asks for, in each language."""
    return TranslatedName(
        {language: load(language).say(f"review.kind.{rule}") for language in languages()}
    )


@lru_cache(maxsize=2)
def _asked_together(canvas: Canvas) -> tuple[str, ...]:
    """Return the rules that `kinds` asks for together; none if that would be only one.

    Rules that the user dismissed one by one are left out. Cached, as each of the rules asks.
    """
    rules = tuple(
        rule
        for rule, (block, _) in DISTINCTION_RULES.items()
        if _is_asked(canvas, rule)
        and Dismissal(rule, block, "") not in canvas.dismissed
        and _incomplete(canvas, rule)
    )
    return rules if len(rules) > 1 else ()


def _is_asked(canvas: Canvas, rule: str) -> bool:
    """Tell whether a rule asks: once a note makes the distinction by a `#` word."""
    block, distinction_ids = DISTINCTION_RULES[rule]
    return any(
        word_meaning.distinction_id in distinction_ids
        for note in canvas.notes(block)
        for _, word_meaning in meanings_in(note.text, block)
    )


def _incomplete(canvas: Canvas, rule: str) -> list[Spot]:
    """Return the spots of the notes that lack a rule's distinction, unless an answer makes it."""
    block, distinction_ids = DISTINCTION_RULES[rule]
    asked = [id_ for id_ in distinction_ids if not _is_answered(canvas, block, id_)]
    if not asked:
        return []
    return [
        spot
        for spot, note in model_notes(canvas, block)
        if not kinds_in(note.text, block).issuperset(asked)
        and not (block is Block.REVENUE_STREAMS and is_free_stream(note.text, lexicon()))
    ]


def _is_answered(canvas: Canvas, block: Block, distinction_id: str) -> bool:
    """Tell whether the question that asks for a distinction has an answer: `Mostly online`."""
    name = _QUESTIONS.get((block, distinction_id))
    answers = canvas.texts(block, Section(f"{block.value}.{name}")) if name else ()
    return any(map(words_of, answers))


def cost_behaviour(canvas: Canvas) -> Iterator[Finding]:
    """Find costs that are not marked as fixed or variable.

    Source: block 9, "What is the split between fixed and variable costs?"
    """
    return _undistinguished(canvas, "cost_behaviour")


def revenue_recurrence(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that are not marked as one-off or recurring.

    Source: block 5, "One-off or recurring revenue?"
    """
    return _undistinguished(canvas, "revenue_recurrence")


def partner_form(canvas: Canvas) -> Iterator[Finding]:
    """Find partners without the form of the partnership.

    Source: block 8, "Which form do we choose for the partnerships?"
    """
    return _undistinguished(canvas, "partner_form")


def resource_kind(canvas: Canvas) -> Iterator[Finding]:
    """Find resources without their kind.

    Source: block 6, "Physical, intellectual, human, financial?"
    """
    return _undistinguished(canvas, "resource_kind")


def channel_kind(canvas: Canvas) -> Iterator[Finding]:
    """Find channels that are not marked as direct or indirect, and as online or offline.

    Source: block 3, "Do I use direct or indirect channels?" and "online or offline channels?"
    """
    return _undistinguished(canvas, "channel_kind")


def relationship_contact(canvas: Canvas) -> Iterator[Finding]:
    """Find relationships not marked as personal or automated, if others are.

    Source: block 4, "In person or automated?"
    """
    return _undistinguished(canvas, "relationship_contact")


def relationship_motive(canvas: Canvas) -> Iterator[Finding]:
    """Find relationships without their motive, if others have one.

    Source: block 4, "Acquisition, retention, selling more?"
    """
    return _undistinguished(canvas, "relationship_motive")


def paid_for(canvas: Canvas) -> Iterator[Finding]:
    """Find revenue streams that do not say what is paid for, if others do.

    Source: block 5, "Do they pay for a product/service/use/right/place/access/…?"
    """
    return _undistinguished(canvas, "paid_for")


def activity_kind(canvas: Canvas) -> Iterator[Finding]:
    """Find activities without their kind, if others have one.

    Source: block 7, the hint "Production, problem solving, consulting, marketing, …"
    """
    return _undistinguished(canvas, "activity_kind")


def _undistinguished(canvas: Canvas, rule: str) -> Iterator[Finding]:
    """Yield one finding if there are notes that lack a word of one of a rule's distinctions.

    It counts these notes and is at the first of them. There is none if `kinds` asks for it.
    """
    block, _ = DISTINCTION_RULES[rule]
    if not _is_asked(canvas, rule):
        return
    incomplete = _incomplete(canvas, rule)
    if incomplete and rule not in _asked_together(canvas):
        values = {"n": len(incomplete), "all": len(list(model_notes(canvas, block)))}
        yield Finding(rule, Severity.HINT, block, incomplete[0], values=values)


@cache_short_texts
def kinds_in(text: str, block: Block) -> set[str]:
    """Return the ids of the distinctions that a note has a word of."""
    marked = {word_meaning.distinction_id for _, word_meaning in meanings_in(text, block)}
    words = words_of(text)
    hashed = {token.name.casefold() for token in tokens(text) if token.mark is Mark.WORD}
    return marked | {
        distinction_id
        for distinction_id, phrases in plain_words(block).items()
        if has_phrase(words, phrases)
        or not hashed.isdisjoint(phrases)
        or (distinction_id == "recurrence" and _has_period(text))
    }


def both_kinds(canvas: Canvas) -> Iterator[Finding]:
    """Find notes with two `#` words that exclude each other: `#fixed #variable`.

    Source: as for `cost_behaviour` and `revenue_recurrence`; other distinctions leave room for
    both, as a channel can be online and offline.
    """
    for block, distinction_id in _EXCLUSIVE:
        for spot, note in canvas.spots(block):
            names = {
                word_meaning.word_id: token.name
                for token, word_meaning in meanings_in(note.text, block)
                if word_meaning.distinction_id == distinction_id
            }
            if len(names) > 1:
                values = {"words": tuple(f"#{name}" for name in names.values())}
                yield Finding("both_kinds", Severity.CHECK, block, spot, note.text, values)


def _has_period(text: str) -> bool:
    """Tell whether a note says how often it is paid, as `€ 15 per month` does."""
    return amount_of(text, lexicon()) is not None
