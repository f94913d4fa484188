"""The command that reviews a canvas by the rules of the method, and dismisses findings."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence

from bmc_tui.cli.errors import CommandError, NegativeResultError
from bmc_tui.cli.output import display_title, to_json
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.review import Finding, FindingGroup, Review, Severity, review
from bmc_tui.review.messages import finding_text, group_text
from bmc_tui.store import Entry, Shelf

_SEVERITY_COLOURS = {
    Severity.PROBLEM: "red",
    Severity.WARNING: "yellow",
    Severity.HINT: "cyan",
}
"""The terminal's colours of the severities, whose words say the same."""

_INDENT = "    "
"""What precedes the lines beneath a row."""

_MIN_CELLS = 20
"""Cells for text below which no line is wrapped."""


def review_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the findings of a review as rows or as JSON, or dismiss those of one row.

    Raises:
        NegativeResultError: With `--strict`, a finding is more than a hint.
        CommandError: The row to dismiss does not exist.
    """
    id_ = resolve_canvas(args.canvas, shelf)
    message = "" if args.dismiss is None else _dismiss(args.dismiss, id_, guide, shelf)
    stored = shelf.load(id_)
    result = review(stored.canvas)
    output = _json(stored.entry, result, guide) if args.json else message
    output = output or _text(stored.entry, result, guide)
    if args.strict and not result.is_clean:
        title = display_title(stored.entry.title, guide)
        raise NegativeResultError("cli.review_strict", output, title=title)
    return output


def _dismiss(name: str, id_: str, guide: Guide, shelf: Shelf) -> str:
    """Dismiss all findings of one row as one undo step; return a report.

    Args:
        name: The row's number in the list, or the id of its rule.
        id_: The canvas's id.
        guide: The language.
        shelf: The canvases.

    Raises:
        CommandError: There is no such row.
    """
    from bmc_tui.session.edit import change

    stored = shelf.load(id_)
    title = display_title(stored.entry.title, guide)
    groups = review(stored.canvas).groups
    group = _find_group(name, groups)
    if group is None:
        rows = tuple(f"{number} {group.rule}" for number, group in enumerate(groups, 1))
        key = "cli.review_no_row" if rows else "cli.review_no_rows"
        raise CommandError(key, name=clean(name), title=title, rows=rows)

    def dismiss_rule(canvas: Canvas) -> Canvas:
        now = (each for each in review(canvas).groups if each.rule == group.rule)
        return canvas.dismiss(dismissal for each in now for dismissal in each.dismissals)

    change(shelf, id_, dismiss_rule)
    count = guide.pluralize("review.count", len(group.findings))
    what = group_text(group, guide).what
    return guide.say("cli.review_dismissed", count=count, what=what, title=title) + "\n"


def _find_group(name: str, groups: tuple[FindingGroup, ...]) -> FindingGroup | None:
    """Return the row with a number or a rule, if there is one."""
    rule = name.strip().lower().replace("-", "_")
    return next(
        (
            group
            for number, group in enumerate(groups, 1)
            if rule in {str(number), group.rule.lower()}
        ),
        None,
    )


def _text(entry: Entry, result: Review, guide: Guide) -> str:
    """Return the findings as numbered paragraphs, one for each row."""
    paragraphs: list[Sequence[str]] = [[display_title(entry.title, guide)]]
    rows = {len(paragraphs) + index: group for index, group in enumerate(result.groups)}
    paragraphs += [_paragraph(number, group, guide) for number, group in rows.items()]
    if not result.findings:
        paragraphs.append([guide.say("review.clean")])
    if result.dismissed:
        paragraphs.append([guide.say("review.put_away", n=len(result.dismissed))])
    if sys.stdout is not None and sys.stdout.isatty():
        return _for_terminal(paragraphs, rows, guide)
    return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"


def _paragraph(number: int, group: FindingGroup, guide: Guide) -> Sequence[str]:
    """Return the lines of a row: what was found, the notes, and once the reason and the answer."""
    text = group_text(group, guide)
    beneath = (
        *text.items,
        guide.say("review.why", text=text.why),
        guide.say("review.good", text=text.good),
    )
    head = f"{number}. {_severity_mark(group, guide)} {text.place}: {text.what}"
    return [head, *(f"{_INDENT}{line}" for line in beneath)]


def _severity_mark(group: FindingGroup, guide: Guide) -> str:
    """Return the word for a row's severity as it stands in the list."""
    return f"[{guide.say(f'review.severity.{group.severity.name.lower()}')}]"


def _for_terminal(
    paragraphs: Sequence[Sequence[str]], rows: Mapping[int, FindingGroup], guide: Guide
) -> str:
    """Return paragraphs wrapped between words, with the severities of rows in their colours.

    Args:
        paragraphs: The lines of each.
        rows: The rows by the index of their paragraph.
        guide: The language.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    output = Text()
    for index, paragraph in enumerate(paragraphs):
        lines = "\n".join(part for line in paragraph for part in _wrapped(line, console.width))
        text = Text(f"{lines}\n" if index + 1 == len(paragraphs) else f"{lines}\n\n")
        if group := rows.get(index):
            mark = _severity_mark(group, guide)
            start = lines.index(mark)
            for style in ("bold", _SEVERITY_COLOURS[group.severity]):
                text.stylize(style, start, start + len(mark))
        output.append_text(text)
    with console.capture() as capture:
        console.print(output, soft_wrap=True, end="")
    return capture.get()


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a line in parts of at most `width` cells, those after the first further to the right.

    Args:
        line: The line, with its indent.
        width: The cells of the terminal; too few of them are left to its own wrapping.
    """
    from bmc_tui.render.wrap import wrap

    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)]
    hanging = f"{indent}  " if indent else _INDENT
    room = width - len(hanging)
    for start, end in wrap(body, room) if room >= _MIN_CELLS else [(0, len(body))]:
        yield f"{hanging if start else indent}{body[start:end]}"


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
