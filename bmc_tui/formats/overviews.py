"""What a report says of the notes as a whole, made anew each time: the list of the assumptions.

It stands between two comments, which no renderer shows, so that reading the report back takes the
notes where they stand and not once more here.
"""

import re
from collections.abc import Iterator

from bmc_tui.canvas.canvas import Canvas
from bmc_tui.canvas.tokens import Evidence, evidence, without_evidence
from bmc_tui.formats.markdown import bullet
from bmc_tui.guide import Guide

_START, _END = "<!-- bmc:overview -->", "<!-- bmc:end -->"
_OVERVIEWS = re.compile(rf"^{_START}$.*?^{_END}$", re.MULTILINE | re.DOTALL)


def overviews(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the parts of the Markdown, each ending its line; none when there is nothing to say.

    Args:
        canvas: What it is about.
        guide: The language of the headings.
    """
    parts = [*_assumptions(canvas, guide)]
    if parts:
        yield from (f"{_START}\n", *parts, f"{_END}\n")


def without_overviews(text: str) -> str:
    """Return a report without its overviews; the other lines stay on the line where they were."""
    return _OVERVIEWS.sub(lambda found: "\n" * found[0].count("\n"), text)


def _assumptions(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the notes that say whether they were tested, those that were not first."""
    known = [(evidence(note.text), block, note) for block, note in canvas]
    for each in Evidence:
        bullets = [
            bullet(f"{guide.title(block)}: {without_evidence(note.text) or note.text}")
            for mark, block, note in known
            if mark is each
        ]
        if bullets:
            yield f"## {guide.say(f'report.{each.name.lower()}')}\n"
            yield "".join(bullets)
