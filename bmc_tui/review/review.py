"""Runs all rules on a canvas, and separates the dismissed findings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bmc_tui.model.canvas import Canvas
from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.rules import blocks, kinds, links, money, overlaps, vague, wording

Rule = Callable[[Canvas], Iterable[Finding]]
"""A function whose name is the id of its findings, which saved dismissals refer to: never rename
one. Only `unknown_segment` has findings with a second id, `misspelt_segment`."""

RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        vague.everyone,
        links.somebody_pays,
        money.loss,
        money.zero_revenue,
        links.value_for_segment,
        links.channel_for_segment,
        links.relationship_for_segment,
        links.revenue_of_segment,
        links.who_pays,
        links.nothing_tied,
        links.unknown_segment,
        wording.misspelt_word,
        wording.wish_as_segment,
        links.segment_of_value,
        links.segment_of_revenue,
        overlaps.partner_is_segment,
        overlaps.segment_is_channel,
        overlaps.partner_is_channel,
        vague.platitude,
        vague.feature,
        wording.several_ideas,
        wording.same_twice,
        blocks.empty_block,
        blocks.full_block,
        blocks.many_notes,
        blocks.order,
        wording.untested,
        money.no_numbers,
        vague.one_word,
        blocks.no_assumption,
        links.phases_of_segment,
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
    )
}
"""All rules by their ids, in the order of their findings within a severity."""


@dataclass(frozen=True, slots=True)
class Review:
    """The findings of all rules on a canvas, the most severe first, without the dismissed ones."""

    findings: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    """The findings that the user dismissed."""

    @property
    def is_clean(self) -> bool:
        """Whether no finding is more severe than a hint."""
        return all(finding.severity is Severity.HINT for finding in self.findings)


def review(canvas: Canvas) -> Review:
    """Return the findings of all rules on a canvas.

    Args:
        canvas: The canvas; findings among its `dismissed` are separated from the others.
    """
    findings = sorted(
        (finding for rule in RULES.values() for finding in rule(canvas)),
        key=lambda finding: finding.severity,
    )
    if not canvas.dismissed:
        return Review(tuple(findings), ())
    dismissals = frozenset(canvas.dismissed)
    return Review(
        tuple(finding for finding in findings if finding.dismissal not in dismissals),
        tuple(finding for finding in findings if finding.dismissal in dismissals),
    )
