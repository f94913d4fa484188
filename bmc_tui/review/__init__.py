"""The review of a canvas: rules that check it by the method, and their findings."""

from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.folding import FindingGroup
from bmc_tui.review.review import RULES, Review, review

__all__ = ["RULES", "Finding", "FindingGroup", "Review", "Severity", "review"]
