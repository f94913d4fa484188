"""The text of `bmc review`: a canvas's findings as numbered rows, wrapped in a terminal."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from bmc_tui.guide import Guide
from bmc_tui.review import FindingGroup, Review, Severity
from bmc_tui.review.messages import group_text

_SEVERITY_COLOURS = {
    Severity.PROBLEM: "red",
    Severity.CHECK: "yellow",
    Severity.HINT: "cyan",
}
"""The terminal's colours of the severities, whose words say the same."""

_INDENT = "    "
"""What precedes the lines below a row."""

_MIN_CELLS = 20
"""Cells for text below which no line is wrapped."""


def review_text(heading: str, result: Review, guide: Guide) -> str:
    """Return the findings as numbered paragraphs, one for each row.

    Args:
        heading: The first line: which canvas it is.
        result: The review.
        guide: The language.
    """
    paragraphs: list[Sequence[str]] = [[heading]]
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
    """Return the lines of a row: what was found, the notes, and once the reason and the remedy."""
    text = group_text(group, guide)
    beneath = (
        *text.items,
        guide.say("review.why", text=text.why),
        guide.say("review.good", text=text.good),
    )
    head = f"{number}. {_severity_mark(group, guide)} {text.place}: {text.what}"
    return [head, *(f"{_INDENT}{line}" for line in beneath)]


def _severity_mark(group: FindingGroup, guide: Guide) -> str:
    """Return the word for a row's severity as it is in the list."""
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
