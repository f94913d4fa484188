"""The overviews of a report: channels by segment, assumptions by evidence, rough numbers.

They are data, which each format of a report writes in its own way. All that they say is in the
notes too, so a reader leaves out what it can make again from these (`bmc_tui.formats.overviews`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import channel_coverage
from bmc_tui.model.tokens import Evidence, evidence, without_evidence, without_tokens
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.totals import total_lines

_REACH, _NUMBERS = "report.reach", "sums.heading"

_ASSUMPTIONS: Mapping[Evidence, str] = {sign: f"report.{sign.name.lower()}" for sign in Evidence}
"""The keys of the headings by evidence, untested ones first."""

OVERVIEW_KEYS = (_REACH, *_ASSUMPTIONS.values(), _NUMBERS)
"""The keys of the headings of the overviews, in their order."""


class ReportOverview(NamedTuple):
    """An overview: a heading, and beneath it a table or a list."""

    heading: str
    rows: Sequence[Sequence[str]] = ()
    """The rows of the table, the first with the titles of its columns; none for a list."""
    lines: Sequence[str] = ()
    """The items of the list."""


def overviews(canvas: Canvas, guide: Guide) -> Iterator[ReportOverview]:
    """Yield the overviews that have something to show.

    Args:
        canvas: The canvas; of one that is handed in they are those of its `source`.
        guide: The language of the headings.
    """
    is_clean, canvas = canvas.source is not None, canvas.source or canvas
    if rows := _channel_rows(canvas, guide, is_clean=is_clean):
        yield ReportOverview(guide.say(_REACH), rows=rows)
    notes = [
        (evidence(note.text), block, note) for block, note in canvas if block is not Block.PARKED
    ]
    text_of = without_tokens if is_clean else without_evidence
    for sign, key in _ASSUMPTIONS.items():
        lines = [
            f"{guide.title(block)}: {text_of(note.text) or note.text}"
            for note_sign, block, note in notes
            if note_sign is sign
        ]
        if lines:
            yield ReportOverview(guide.say(key), lines=lines)
    if lines := [*total_lines(canvas, guide)]:
        yield ReportOverview(guide.say(_NUMBERS), lines=lines)


def _channel_rows(canvas: Canvas, guide: Guide, *, is_clean: bool) -> list[list[str]]:
    """Return the channels as a table, phases by segments; [] without channels or segments.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        is_clean: Whether it is without letters and tokens.
    """
    segments = segments_of(canvas)
    if not segments or not canvas.notes(Block.CHANNELS):
        return []
    from bmc_tui.render.matrix import NOT_REACHED, rows_of, shortened

    text_of = without_tokens if is_clean else str
    cells = shortened(channel_coverage(canvas, segments))
    titles = [
        segment.handle if is_clean else f"{segment_letter(segment)} {segment.handle}"
        for segment in segments
    ]
    columns = [segment.handle for segment in segments]
    phases = rows_of(cells)
    if any(cells[phase, ""] for phase in phases):
        titles.append(guide.say("report.no_segment"))
        columns.append("")
    rows = [[guide.say("report.phase"), *titles]]
    for phase in phases:
        gap = NOT_REACHED if phase else ""
        texts = [
            "; ".join(map(text_of, cells[phase, handle])) or (gap if handle else "")
            for handle in columns
        ]
        title = (
            guide.section_title(Block.CHANNELS, Section(phase.value))
            if phase
            else guide.say("report.no_phase")
        )
        rows.append([title, *texts])
    return rows
