"""Folds the findings of a review into groups: the findings of one rule are one row of a list.

Below each group are its notes, and once the reason and the good answer. All lists of findings use
these groups: the screen, the command line, and the walk through the findings in the editor.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Dismissal
from bmc_tui.review.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one rule, which share their reason and their good answer: one row."""

    findings: tuple[Finding, ...]
    """At least one, in the order of the rule: by block, and by note within it."""

    @property
    def first(self) -> Finding:
        """The finding that represents the row: Enter on the row goes to its note or block."""
        return self.findings[0]

    @property
    def rule(self) -> str:
        """The id of the rule; no other group of the list has it."""
        return self.first.rule

    @property
    def severity(self) -> Severity:
        """The severity of the rule's findings."""
        return self.first.severity

    @property
    def is_folded(self) -> bool:
        """Whether the row has more than one finding."""
        return len(self.findings) > 1

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that the findings are about, each once, in the order of the findings."""
        blocks = (finding.about or (finding.block,) for finding in self.findings)
        return tuple(dict.fromkeys(chain.from_iterable(blocks)))

    @property
    def dismissals(self) -> tuple[Dismissal, ...]:
        """The entries of `Canvas.dismissed` that dismiss all findings of the group.

        The findings that these hide for now are included.
        """
        shown = dict.fromkeys(finding.dismissal for finding in self.findings)
        return tuple(shown | dict.fromkeys(chain(*(each.waiting for each in self.findings))))

    @property
    def size(self) -> int:
        """How many findings `dismissals` dismisses."""
        waiting = {dismissal for finding in self.findings for dismissal in finding.waiting}
        return len(self.findings) + len(waiting)


def fold(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Return findings as groups, one for each rule, in the order of their first findings.

    Args:
        findings: The findings, such as `Review.findings`. Those of one rule need not be adjacent.
    """
    findings_by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        findings_by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(FindingGroup(tuple(group)) for group in findings_by_rule.values())


def unfold(groups: Iterable[FindingGroup]) -> Iterator[Finding]:
    """Yield the findings of groups, in the order of the rows."""
    return (finding for group in groups for finding in group.findings)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list on the screen: a group, or one finding below it."""

    group: FindingGroup
    beneath: Finding | None = None
    """The finding of a row below an unfolded group; None for the group's own row."""
    is_dismissed: bool = False
    """Whether it is among the dismissed findings."""

    @property
    def finding(self) -> Finding:
        """The finding that Enter goes to and `x` dismisses; of a group, its first."""
        return self.beneath or self.group.first

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies a row from one review to the next."""
        return self.group.rule, self.beneath and self.beneath.dismissal, self.is_dismissed


def rows_of(
    groups: Iterable[FindingGroup], unfolded: Collection[str], *, is_dismissed: bool = False
) -> Iterator[Row]:
    """Yield the rows of groups, each with its findings below it if it is unfolded.

    Args:
        groups: The groups.
        unfolded: The rules of the groups that are unfolded.
        is_dismissed: Whether the groups are dismissed.
    """
    for group in groups:
        yield Row(group, None, is_dismissed)
        if group.is_folded and group.rule in unfolded:
            for finding in group.findings:
                yield Row(group, finding, is_dismissed)


def row_of(finding: Finding, rows: Sequence[Row], last: int | None = None) -> int | None:
    """Return the index of the row of a finding, or None if no row has it.

    That is its own row below an unfolded group, or else that of its group.

    Args:
        finding: The finding.
        rows: The rows.
        last: The row that it was reached by, which may be that of its unfolded group.
    """
    indexes = [index for index, row in enumerate(rows) if row.beneath == finding]
    indexes += [
        index
        for index, row in enumerate(rows)
        if row.beneath is None and finding in row.group.findings
    ]
    return last if last in indexes else next(iter(indexes), None)
