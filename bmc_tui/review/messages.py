"""The texts of a finding in a language: the finding, why it matters, and a good answer."""

from dataclasses import dataclass

from bmc_tui.guide import Guide
from bmc_tui.guide.money import Money, format_money
from bmc_tui.review.finding import Finding


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding as the user reads it."""

    severity: str
    block_title: str
    """The block's number and title."""
    what: str
    """The finding in one sentence."""
    why: str
    """Why it matters."""
    good: str
    """What a good answer looks like."""


def finding_text(finding: Finding, guide: Guide) -> FindingText:
    """Return the texts of a finding.

    Args:
        finding: The finding.
        guide: The language.
    """
    rule = finding.rule
    values = {
        name: format_money(*value, guide, 0) if isinstance(value, Money) else value
        for name, value in finding.values.items()
    }
    return FindingText(
        severity=guide.say(f"review.severity.{finding.severity.name.lower()}"),
        block_title=f"{finding.block.number} {guide.title(finding.block)}",
        what=guide.say(f"review.rule.{rule}.what", **values),
        why=guide.say(f"review.rule.{rule}.why", **values),
        good=guide.say(f"review.rule.{rule}.good", **values),
    )
