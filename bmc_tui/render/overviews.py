"""The overviews of a report: channels by segment, assumptions by evidence, rough numbers.

They are data, which each format of a report writes in its own way. Everything in them is in the
notes too, so a reader leaves out what it can derive from these (`bmc_tui.formats.overviews`).
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from bmc_tui.guide import Guide
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.coverage import channel_coverage, channel_spots, section_said
from bmc_tui.model.tokens import Evidence, evidence, without_evidence, without_tokens
from bmc_tui.render.segment_letters import segment_letter
from bmc_tui.render.totals import total_lines

_REACH, _NUMBERS = "report.reach", "sums.heading"

_ASSUMPTIONS: Mapping[Evidence, str] = {sign: f"report.{sign.name.lower()}" for sign in Evidence}
"""The keys of the headings by evidence, untested ones first."""

OVERVIEW_KEYS = (_REACH, *_ASSUMPTIONS.values(), _NUMBERS)
"""The keys of the headings of the overviews, in their order."""


class ReportOverview(NamedTuple):
    """An overview: a heading, and below it a table or a list."""

    heading: str
    rows: Sequence[Sequence[str]] = ()
    """The rows of the table, the first with the titles of its columns; none for a list."""
    lines: Sequence[str] = ()
    """The items of the list."""


def overviews(canvas: Canvas, guide: Guide) -> Iterator[ReportOverview]:
    """Yield the overviews that have something to show.

    Args:
        canvas: The canvas; if it is handed in, the overviews are those of its `source`.
        guide: The language of the headings.
    """
    clean_texts, canvas = _clean_texts(canvas), canvas.source or canvas
    if rows := _channel_rows(canvas, guide, clean_texts):
        yield ReportOverview(guide.say(_REACH), rows=rows)
    notes = [
        (
            evidence(note.text),
            clean_texts.get(spot) or without_evidence(note.text) or note.text,
            spot,
        )
        for block in BLOCKS
        for spot, note in canvas.spots(block)
    ]
    for sign, key in _ASSUMPTIONS.items():
        lines = [
            f"{guide.title(spot.block)}: {text}"
            for note_sign, text, spot in notes
            if note_sign is sign
        ]
        if lines:
            yield ReportOverview(guide.say(key), lines=lines)
    quoted = {
        note.text: clean_texts[spot]
        for block in BLOCKS
        for spot, note in canvas.spots(block)
        if spot in clean_texts
    }
    if lines := [*total_lines(canvas, guide, quoted)]:
        yield ReportOverview(guide.say(_NUMBERS), lines=lines)


def _clean_texts(canvas: Canvas) -> Mapping[Spot, str]:
    """Return the text without notation of each note, by its spot in the canvas with notation.

    Args:
        canvas: A canvas that is handed in; for any other there are none.
    """
    texts: dict[Spot, str] = {}
    for block in BLOCKS if canvas.source else ():
        order = {section: index for index, section in enumerate(block.sections)}
        spots = [
            (order.get(section_said(block, note, lexicon()), len(order)), spot)
            for spot, note in (canvas.source or canvas).spots(block)
        ]
        spots.sort(key=itemgetter(0))  # as `Canvas.with_notes` does
        clean_notes = canvas.notes(block)
        texts |= {spot: note.text for (_, spot), note in zip(spots, clean_notes, strict=True)}
    return texts


def _channel_rows(canvas: Canvas, guide: Guide, clean_texts: Mapping[Spot, str]) -> list[list[str]]:
    """Return the channels as a table, phases by segments; [] without channels or segments.

    Args:
        canvas: The canvas.
        guide: The language of the titles.
        clean_texts: The notes without letters and tokens, by spot; if empty, they stay as they are.
    """
    segments = segments_of(canvas)
    if not segments or not canvas.notes(Block.CHANNELS):
        return []
    from bmc_tui.render.matrix import NOT_REACHED, rows_of, shortened

    cells = channel_coverage(canvas, segments)
    if clean_texts:
        cell_texts = {
            spot: _in_cell(note.text, clean_texts[spot])
            for spot, note in canvas.spots(Block.CHANNELS)
        }
        cells = {
            cell: tuple(map(cell_texts.__getitem__, spots))
            for cell, spots in channel_spots(canvas, segments).items()
        }
    cells = shortened(cells)
    titles = [
        segment.handle if clean_texts else f"{segment_letter(segment)} {segment.handle}"
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
        texts = ["; ".join(cells[phase, handle]) or (gap if handle else "") for handle in columns]
        title = (
            guide.section_title(Block.CHANNELS, Section(phase.value))
            if phase
            else guide.say("report.no_phase")
        )
        rows.append([title, *texts])
    return rows


def _in_cell(text: str, clean_text: str) -> str:
    """Return a channel without notation for a column that says whom it reaches.

    Args:
        text: The note.
        clean_text: The same note without notation.

    Returns:
        The note without the segments after it; those that are words of its sentence stay.
    """
    plain = without_tokens(text)
    return plain if clean_text.casefold().startswith(plain.casefold()) else clean_text
