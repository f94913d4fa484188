"""The overviews in a report: channels by segment, assumptions by evidence, rough numbers.

They are between two comments, which no renderer shows and by which the reader leaves them out:
their notes are in the blocks already.
"""

import re
from collections.abc import Iterator

from bmc_tui.formats.markdown.writer import bullet, escape
from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import channel_coverage
from bmc_tui.model.tokens import Evidence, evidence, without_evidence
from bmc_tui.render.matrix import NOT_REACHED, rows_of, shortened
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.totals import total_lines

_BAR = re.compile(r"\|")
"""Ends a cell of a table, unless it is escaped."""

_START, _END = "<!-- bmc:overview -->", "<!-- bmc:end -->"


def overviews(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the overviews as parts of Markdown, each ended by a line feed; none if all are empty.

    Args:
        canvas: The canvas.
        guide: The language of the headings.
    """
    parts = [
        *_channel_table(canvas, guide),
        *_assumptions(canvas, guide),
        *_numbers(canvas, guide),
    ]
    if parts:
        yield from (f"{_START}\n", *parts, f"{_END}\n")


def without_overviews(text: str) -> str:
    """Return a report without its overviews; all other lines keep their line numbers."""
    lines = text.split("\n")
    ends = [index for index, line in enumerate(lines) if line == _END]
    start = 0
    for end in ends:
        if _START in lines[start:end]:
            start = lines.index(_START, start, end)
            lines[start : end + 1] = [""] * (end + 1 - start)
        start = end + 1
    return "\n".join(lines)


def _channel_table(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield a table of the channels, phases by segments; nothing without channels or segments."""
    segments = segments_of(canvas)
    if not segments or not canvas.notes(Block.CHANNELS):
        return
    cells = shortened(channel_coverage(canvas, segments))
    headings = [f"{segment_letter(segment)} {segment.handle}" for segment in segments]
    columns = [segment.handle for segment in segments]
    rows_shown = rows_of(cells)
    if any(cells[row, ""] for row in rows_shown):
        headings.append(guide.say("report.no_segment"))
        columns.append("")
    rows = [[guide.say("report.phase"), *headings], ["---"] * (len(columns) + 1)]
    for row in rows_shown:
        gap = NOT_REACHED if row else ""
        texts = ["; ".join(cells[row, handle]) or (gap if handle else "") for handle in columns]
        title = (
            guide.section_title(Block.CHANNELS, Section(row.value))
            if row
            else guide.say("report.no_phase")
        )
        rows.append([title, *texts])
    yield f"## {guide.say('report.reach')}\n"
    yield "".join(f"| {' | '.join(_table_cell(cell) for cell in row)} |\n" for row in rows)


def _table_cell(text: str) -> str:
    """Return text escaped for a cell of a table; the rule below the headings stays."""
    return text if text == "---" else escape(text, _BAR)


def _assumptions(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the notes marked as assumptions under the evidence for them, untested ones first."""
    notes = [
        (evidence(note.text), block, note) for block, note in canvas if block is not Block.PARKED
    ]
    for sign in Evidence:
        bullets = [
            bullet(f"{guide.title(block)}: {without_evidence(note.text) or note.text}")
            for note_sign, block, note in notes
            if note_sign is sign
        ]
        if bullets:
            yield f"## {guide.say(f'report.{sign.name.lower()}')}\n"
            yield "".join(bullets)


def _numbers(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the totals of the amounts in the notes."""
    if bullets := [bullet(line) for line in total_lines(canvas, guide)]:
        yield f"## {guide.say('sums.heading')}\n"
        yield "".join(bullets)
