"""Lists all rules, runs them on a canvas, and separates the dismissed findings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bmc_tui.model.canvas import Canvas
from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.folding import FindingGroup, fold, unfold
from bmc_tui.review.rules import (
    blocks,
    kinds,
    links,
    money,
    open_ties,
    overlaps,
    paying,
    phases,
    vague,
    wording,
)

Rule = Callable[[Canvas], Iterable[Finding]]
"""A function whose name is the id of its findings, which saved dismissals refer to: never rename
one. Only `unknown_segment` has findings with a second id, `misspelt_segment`."""

RULES_IN_ORDER: tuple[tuple[Rule, ...], ...] = (
    # Who it is for: the rest is useless while that is everybody, or a wish.
    (vague.everyone, vague.basis_as_segment, wording.wish_as_segment, blocks.order),
    # Who pays, and whether that is enough.
    (
        paying.somebody_pays,
        paying.who_pays,
        money.loss,
        money.loss_of_amounts,
        money.partial_loss,
        money.partial_gain,
        money.uncounted_revenue,
        money.amounts_in_answers,
        money.no_common_currency,
        money.zero_revenue,
    ),
    # What is not tied to a segment yet, or to one that does not exist.
    (
        links.nothing_tied,
        links.unknown_segment,
        links.unnamed_group,
        links.segment_of_value,
        links.segment_of_revenue,
    ),
    # The gaps of each segment, and of the blocks.
    (
        links.value_for_segment,
        links.channel_for_segment,
        links.relationship_for_segment,
        links.revenue_of_segment,
        paying.funder_is_no_segment,
        links.segment_of_channel,
        links.segment_of_relationship,
        blocks.empty_block,
        phases.no_phase,
        phases.some_without_phase,
        phases.phases_of_segment,
    ),
    # The wording of the notes, and how many there are.
    (
        overlaps.partner_is_segment,
        overlaps.segment_is_channel,
        overlaps.partner_is_channel,
        vague.platitude,
        vague.feature,
        vague.one_word,
        wording.several_ideas,
        wording.same_twice,
        blocks.full_block,
        blocks.many_notes,
        money.zero_cost,
        money.no_number,
        money.no_numbers,
        wording.untested,
        blocks.no_assumption,
    ),
    # What ties the blocks to each other.
    (open_ties.open_tie,),
    # The kinds that the sheet distinguishes.
    (
        wording.misspelt_word,
        kinds.both_kinds,
        kinds.kinds,
        kinds.cost_behaviour,
        kinds.revenue_recurrence,
        kinds.partner_form,
        kinds.resource_kind,
        kinds.channel_kind,
        kinds.relationship_contact,
        kinds.relationship_motive,
        kinds.paid_for,
        kinds.activity_kind,
    ),
)
"""All rules in the order of their findings: what makes the rest useless comes first.

A user who works through the list from the top resolves nothing that a later line makes superfluous:
whoever narrows `everyone` to a group ties no note to `everyone`. The severity does not change the
order."""

RULES: Mapping[str, Rule] = {rule.__name__: rule for rules in RULES_IN_ORDER for rule in rules}
"""All rules by their ids, in that order."""


@dataclass(frozen=True, slots=True)
class Review:
    """The findings of all rules on a canvas, in the order of the rules, and of their rows."""

    findings: tuple[Finding, ...]
    """The findings that the user has not dismissed."""
    dismissed: tuple[Finding, ...]
    """The findings that the user dismissed."""

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """The findings as rows, one for each rule."""
        return fold(self.findings)

    @property
    def dismissed_groups(self) -> tuple[FindingGroup, ...]:
        """The dismissed findings as rows, one for each rule."""
        return fold(self.dismissed)

    @property
    def is_clean(self) -> bool:
        """Whether no finding is more severe than a hint."""
        return all(finding.severity is Severity.HINT for finding in self.findings)


def review(canvas: Canvas) -> Review:
    """Return the findings of all rules on a canvas.

    Args:
        canvas: The canvas; findings among its `dismissed` are separated from the others.
    """
    found = [finding for rule in RULES.values() for finding in rule(canvas)]
    findings = tuple(unfold(fold(found or kinds.remaining_kinds(canvas))))
    if not canvas.dismissed:
        return Review(findings, ())
    dismissals = frozenset(canvas.dismissed)
    return Review(
        tuple(finding for finding in findings if finding.dismissal not in dismissals),
        tuple(finding for finding in findings if finding.dismissal in dismissals),
    )
