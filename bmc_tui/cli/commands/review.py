"""The command that reviews a canvas by the rules of the method."""

from argparse import Namespace

from bmc_tui.cli.errors import NegativeResultError
from bmc_tui.cli.output import display_title, to_json
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.guide import Guide
from bmc_tui.review import Finding, Review, review
from bmc_tui.review.messages import finding_text
from bmc_tui.store import Entry, Shelf


def review_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the findings of a review: as text, or as JSON.

    Raises:
        NegativeResultError: With `--strict`, a finding is more than a hint.
    """
    stored = shelf.load(resolve_canvas(args.canvas, shelf))
    result = review(stored.canvas)
    output = (_json if args.json else _text)(stored.entry, result, guide)
    if args.strict and not result.is_clean:
        title = display_title(stored.entry.title, guide)
        raise NegativeResultError("cli.review_strict", output, title=title)
    return output


def _text(entry: Entry, result: Review, guide: Guide) -> str:
    """Return the findings as paragraphs, the most severe first."""
    parts = [display_title(entry.title, guide)]
    parts += [_paragraph(finding, guide) for finding in result.findings]
    if not result.findings:
        parts.append(guide.say("review.clean"))
    if result.dismissed:
        parts.append(guide.say("review.put_away", n=len(result.dismissed)))
    return "\n\n".join(parts) + "\n"


def _paragraph(finding: Finding, guide: Guide) -> str:
    """Return a finding as a paragraph."""
    message = finding_text(finding, guide)
    lines = [f"[{message.severity}] {message.block_title}: {message.what}"]
    if finding.text:
        lines.append(f"“{finding.text}”")
    lines.append(guide.say("review.why", text=message.why))
    lines.append(guide.say("review.good", text=message.good))
    return "\n    ".join(lines)


def _json(entry: Entry, result: Review, guide: Guide) -> str:
    """Return the findings as JSON, with the dismissed ones."""
    findings = [_json_finding(finding, guide, dismissed=False) for finding in result.findings]
    findings += [_json_finding(finding, guide, dismissed=True) for finding in result.dismissed]
    return to_json({"id": entry.id, "title": entry.title, "findings": findings})


def _json_finding(finding: Finding, guide: Guide, *, dismissed: bool) -> dict[str, object]:
    """Return a finding as `review --json` prints it; its sentences are in the user's language."""
    message = finding_text(finding, guide)
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "block": finding.block.value,
        "section": finding.spot and finding.spot.section,
        "note": finding.text or None,
        "dismissed": dismissed,
        "what": message.what,
        "why": message.why,
        "good": message.good,
    }
