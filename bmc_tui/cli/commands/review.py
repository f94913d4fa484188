"""The command that reviews canvases, stored ones or those in files, and dismisses findings."""

from argparse import Namespace
from collections.abc import Iterable

from bmc_tui.cli.errors import CommandError, NegativeResultError, UsageError
from bmc_tui.cli.output import display_title, to_json, write_errors
from bmc_tui.cli.reviews.canvases import NamedCanvas, all_canvases, is_file_name, named_canvases
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.guide import Guide
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean
from bmc_tui.review import Finding, FindingGroup, Review, review
from bmc_tui.review.messages import finding_text, group_text
from bmc_tui.store import Shelf

_Reviewed = tuple[NamedCanvas, Review]


def review_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the findings in canvases as rows, JSON or a table; or dismiss those of one row.

    Raises:
        UsageError: There are names as well as `--all`, or several canvases to dismiss findings of.
        NegativeResultError: One of several names can't be read; or, with `--strict`, a finding is
            more than a hint.
        ReportableError: The only name can't be read, or the row to dismiss does not exist.
    """
    if args.all and args.names:
        raise UsageError("cli.review_all_named")
    message = "" if args.dismiss is None else _dismiss(args, guide, shelf)
    named = all_canvases(shelf) if args.all else named_canvases(args.names, guide, shelf)
    reviewed = [(canvas, review(canvas.canvas)) for canvas in named.canvases]
    if args.csv:
        output = _csv(reviewed)
    elif args.json:
        # A list whenever there can be several, so that a script need not check how many there are.
        has_file = any(canvas.file for canvas, _ in reviewed)
        is_single = not (args.all or has_file or args.names[1:])
        objects = [_json(canvas, result, guide) for canvas, result in reviewed]
        output = to_json(objects[0] if is_single else objects)
    else:
        output = message or _text(reviewed, guide)
    if named.errors:
        write_errors(*(guide.error_message(error) for _, error in named.errors))
        names = tuple(name for name, _ in named.errors)
        raise NegativeResultError("cli.review_unread", output, names=names)
    if args.strict and (unclean := [canvas for canvas, result in reviewed if not result.is_clean]):
        titles = tuple(_heading(canvas, guide) for canvas in unclean)
        raise NegativeResultError("cli.review_strict", output, titles=titles)
    return output


def _dismiss(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Dismiss all findings of one row as one undo step; return a report.

    Args:
        args: The arguments; `dismiss` is the row's number in the list, or the id of its rule.
        guide: The language.
        shelf: The canvases.

    Raises:
        UsageError: There can be several canvases, or the name is that of a file.
        CommandError: There is no such row.
    """
    from bmc_tui.session.edit import change

    if args.all or args.names[1:]:
        raise UsageError("cli.review_dismiss_one")
    canvas_name = next(iter(args.names), None)
    if canvas_name is not None and is_file_name(canvas_name, shelf):
        raise UsageError("cli.review_dismiss_file", file=clean(canvas_name))
    name, id_ = args.dismiss, resolve_canvas(canvas_name, shelf)
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
    count = guide.pluralize("review.count", group.size)
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


def _text(reviewed: Iterable[_Reviewed], guide: Guide) -> str:
    """Return the findings of each canvas as text, with two blank lines between canvases."""
    from bmc_tui.cli.reviews.text import review_text

    texts = [review_text(_heading(canvas, guide), result, guide) for canvas, result in reviewed]
    return "\n\n".join(texts) if texts else guide.say("cli.no_canvas") + "\n"


def _heading(named: NamedCanvas, guide: Guide) -> str:
    """Return a canvas's title, after the file that it is in if that is not the data file."""
    title = display_title(named.canvas.title, guide)
    return f"{named.file}: {title}" if named.file else title


def _csv(reviewed: Iterable[_Reviewed]) -> str:
    """Return the figures of each canvas as CSV."""
    from bmc_tui.cli.reviews.table import review_csv
    from bmc_tui.review.overview import overview

    return review_csv((named, overview(named.canvas, result)) for named, result in reviewed)


def _json(named: NamedCanvas, result: Review, guide: Guide) -> dict[str, object]:
    """Return the figures of a canvas and its findings, with the dismissed ones, for JSON."""
    from bmc_tui.cli.reviews.table import figures
    from bmc_tui.review.overview import overview

    findings = [_json_finding(finding, guide, dismissed=False) for finding in result.findings]
    findings += [_json_finding(finding, guide, dismissed=True) for finding in result.dismissed]
    return {
        "file": named.file or None,
        "id": named.id or None,
        "title": named.canvas.title,
        **figures(overview(named.canvas, result)),
        "findings": findings,
    }


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
