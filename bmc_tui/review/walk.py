"""The walk through the findings of a review, from one to the next, while notes are changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bmc_tui.model.blocks import Section
from bmc_tui.review.finding import Finding
from bmc_tui.review.folding import row_of, rows_of
from bmc_tui.review.review import Review


@dataclass(frozen=True, slots=True)
class FindingWalk:
    """The finding that the user is working on, with what identifies it in later reviews."""

    finding: Finding
    review: Review
    """The review that found it."""
    row: int
    """The index of its row in the list of that review."""
    unfolded: Collection[str] = ()
    """The rules of the rows that are unfolded in the list."""

    def current(self, review: Review) -> Finding | None:
        """Return the finding as a later review has it, or None if it is resolved.

        The other findings of its rule and block are set aside by their texts; the one that remains
        is this one, although its note may have another text or place by now.

        Args:
            review: The later review.
        """
        mine = self.finding
        left = [other for other in _all(review) if _is_alike(other, mine)]
        for other in _all(self.review):
            if other != mine and _is_alike(other, mine):
                twins = [twin for twin in left if _identity(twin) == _identity(other)]
                if twins:
                    left.remove(min(twins, key=lambda twin: twin.spot != other.spot))
        return min(
            left,
            key=lambda other: (_identity(other) != _identity(mine), other.spot != mine.spot),
            default=None,
        )

    def step(self, review: Review, steps: int) -> "FindingWalk | None":
        """Return the walk at the next finding of a later review, or at the previous one.

        After the last one comes the first again. If the finding is resolved, the next one is the
        one after those that came before it.

        Args:
            review: The later review.
            steps: 1 for the next finding, -1 for the previous one.

        Returns:
            None if there are no findings any more.
        """
        if not review.findings:
            return None
        index = self._next_index(review, steps) % len(review.findings)
        return start_walk(review.findings[index], review, unfolded=self.unfolded)

    def _next_index(self, review: Review, steps: int) -> int:
        """Return the index of the next finding, which may be beyond either end."""
        current = self.current(review)
        if current in review.findings:
            return review.findings.index(current) + steps
        if self.finding in self.review.findings:
            end = self.review.findings.index(self.finding)
            for other in reversed(self.review.findings[:end]):
                previous = replace(self, finding=other).current(review)
                if previous in review.findings:
                    return review.findings.index(previous) + max(steps, 0)
        return min(steps, 0)

    def row_in(self, review: Review) -> int:
        """Return the row of the finding in a later review, or where it was if it is resolved."""
        current = self.current(review)
        rows = tuple(rows_of(review.groups, self.unfolded))
        row = row_of(current, rows, self.row) if current else None
        return self.row if row is None else row


def start_walk(
    finding: Finding, review: Review, row: int | None = None, unfolded: Collection[str] = ()
) -> FindingWalk:
    """Return the walk at a finding of a review.

    Args:
        finding: The finding.
        review: The review.
        row: The index of the row that it was picked in; None if it was not picked in the list.
        unfolded: The rules of the rows that are unfolded.
    """
    own_row = row_of(finding, tuple(rows_of(review.groups, unfolded)), row)
    return FindingWalk(finding, review, own_row if own_row is not None else row or 0, unfolded)


def first_walk(review: Review) -> FindingWalk | None:
    """Return the walk at the first finding of a review, or None if nothing is found."""
    return start_walk(review.findings[0], review) if review.findings else None


def _all(review: Review) -> Sequence[Finding]:
    """Return the findings of a review, with the dismissed ones: those are not resolved."""
    return (*review.findings, *review.dismissed)


def _is_alike(finding: Finding, other: Finding) -> bool:
    """Tell whether two findings have the same rule and block, and are about the same question."""
    return (
        finding.rule == other.rule
        and finding.block is other.block
        and _question(finding) == _question(other)
    )


def _question(finding: Finding) -> Section | None:
    """Return the question that a finding asks to answer, or None if it is not about one."""
    return finding.spot.section if finding.spot and finding.lines else None


def _identity(finding: Finding) -> object:
    """Return what distinguishes a finding from others of its rule and block, wherever it is."""
    return finding.text, finding.values
