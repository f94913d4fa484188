"""The command that reviews a canvas by the method."""

from argparse import Namespace

from bmc_tui.cli.output import FailedOutputError, chosen, shown_title
from bmc_tui.guide import Guide
from bmc_tui.review import Finding, Review
from bmc_tui.review import review as review_of
from bmc_tui.review.messages import told
from bmc_tui.store import Entry, Shelf


def review(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what the review says of the canvas: as text, or as JSON.

    Raises:
        FailedOutputError: It is strict, and there are findings that are more than hints.
    """
    kept = shelf.load(chosen(args.canvas, shelf))
    found = review_of(kept.canvas)
    text = _json(kept.entry, found, guide) if args.json else _text(kept.entry, found, guide)
    if args.strict and not found.is_clean:
        title = shown_title(kept.entry.title, guide)
        raise FailedOutputError("cli.review_strict", text, title=title)
    return text


def _text(entry: Entry, found: Review, guide: Guide) -> str:
    """Return the findings to read, the gravest first."""
    parts = [shown_title(entry.title, guide)]
    parts += [_paragraph(finding, guide) for finding in found.findings]
    if not found.findings:
        parts.append(guide.say("review.clean"))
    if found.dismissed:
        parts.append(guide.say("review.put_away", n=len(found.dismissed)))
    return "\n\n".join(parts) + "\n"


def _paragraph(finding: Finding, guide: Guide) -> str:
    """Return one finding to read."""
    words = told(finding, guide)
    lines = [f"[{words.severity}] {words.place}: {words.what}"]
    if finding.text:
        lines.append(f"“{finding.text}”")
    lines.append(guide.say("review.why", text=words.why))
    lines.append(guide.say("review.good", text=words.good))
    return "\n    ".join(lines)


def _json(entry: Entry, found: Review, guide: Guide) -> str:
    """Return the findings for a program, with those that were put away."""
    import json

    findings = [_as_json(finding, guide, away=False) for finding in found.findings]
    findings += [_as_json(finding, guide, away=True) for finding in found.dismissed]
    # Only ASCII: it is valid JSON in whatever encoding it is read.
    return json.dumps({"id": entry.id, "title": entry.title, "findings": findings}, indent=1) + "\n"


def _as_json(finding: Finding, guide: Guide, *, away: bool) -> dict[str, object]:
    """Return what a program is told of a finding; the words are the person's language's."""
    words = told(finding, guide)
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "block": finding.block.value,
        "section": finding.spot and finding.spot.section,
        "note": finding.text or None,
        "dismissed": away,
        "what": words.what,
        "why": words.why,
        "good": words.good,
    }
