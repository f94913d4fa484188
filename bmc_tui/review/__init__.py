"""The coach: rules that look at a canvas by the method, and what they find of it."""

from bmc_tui.review.finding import Finding, Severity
from bmc_tui.review.review import RULES, Review, review

__all__ = ["RULES", "Finding", "Review", "Severity", "review"]
