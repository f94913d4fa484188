"""What a report says of the notes as a whole: the channels, the assumptions, rough numbers.

It stands between two comments, which no renderer shows, so that reading the report back takes the
notes where they stand and not once more here.
"""

import re
from collections.abc import Iterator

from bmc_tui.formats.markdown.writer import bullet, escape
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import channel_coverage
from bmc_tui.model.tokens import Evidence, evidence, without_evidence
from bmc_tui.render.matrix import NOT_REACHED
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.totals import total_lines

_BAR = re.compile(r"\|")

_START, _END = "<!-- bmc:overview -->", "<!-- bmc:end -->"
_OVERVIEWS = re.compile(rf"^{_START}$.*?^{_END}$", re.MULTILINE | re.DOTALL)


def overviews(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the parts of the Markdown, each ending its line; none when there is nothing to say.

    Args:
        canvas: What it is about.
        guide: The language of the headings.
    """
    parts = [*_reach(canvas, guide), *_assumptions(canvas, guide), *_numbers(canvas, guide)]
    if parts:
        yield from (f"{_START}\n", *parts, f"{_END}\n")


def without_overviews(text: str) -> str:
    """Return a report without its overviews; the other lines stay on the line where they were."""
    return _OVERVIEWS.sub(lambda found: "\n" * found[0].count("\n"), text)


def _reach(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield a table of the channels, the phases by the segments, if there are any of both."""
    segments = segments_of(canvas)
    if not segments or not canvas.notes(Block.CHANNELS):
        return
    cells = channel_coverage(canvas, segments_of(canvas))
    names = [f"{segment_letter(one)} {one.handle}" for one in segments]
    columns = [one.handle for one in segments]
    if any(cells[phase, ""] for phase in Phase):
        names.append(guide.say("report.no_segment"))
        columns.append("")
    rows = [[guide.say("report.phase"), *names], ["---"] * (len(columns) + 1)]
    for phase in Phase:
        found = [
            "; ".join(cells[phase, handle]) or (NOT_REACHED if handle else "") for handle in columns
        ]
        rows.append([guide.section_title(Block.CHANNELS, Section(phase.value)), *found])
    yield f"## {guide.say('report.reach')}\n"
    yield "".join(f"| {' | '.join(_in_table(cell) for cell in row)} |\n" for row in rows)


def _in_table(text: str) -> str:
    """Return text for a cell of a table."""
    return text if text == "---" else escape(text, _BAR)


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


def _numbers(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield what the amounts in the notes come to."""
    if bullets := [bullet(line) for line in total_lines(canvas, guide)]:
        yield f"## {guide.say('sums.heading')}\n"
        yield "".join(bullets)
