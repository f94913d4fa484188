"""Tells what an import would make, before it makes it: the count of each block, and the rest."""

from collections.abc import Iterator
from itertools import islice

from bmc_tui.formats.result import ImportResult, remark_lines
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import PLACES

_MAX_PARKED = 500
"""Parked notes that are quoted at most."""


def preview_lines(result: ImportResult, file: str, guide: Guide) -> Iterator[str]:
    """Yield lines that say what each canvas in a file would have.

    Args:
        result: What was read, with the other canvases of the file behind it.
        file: The name of the file.
        guide: The language of the lines.

    Yields:
        For each canvas its title, the count of each of the nine blocks, also of the empty ones, and
        of the parked notes, the remarks, which quote what is left out, and the parked notes; the
        next canvas after a blank line.
    """
    for number, each in enumerate((result, *result.others)):
        if number:
            yield ""
        yield guide.say(
            "import.preview",
            file=file,
            title=guide.canvas_title(each.canvas.title),
            notes=guide.pluralize("count.note", each.canvas.note_count),
        )
        yield from (f"  {line}" for line in _content_lines(each, guide))


def _content_lines(result: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield the counts of a canvas, the remarks, and last its parked notes, which may be many."""
    for place in PLACES:
        count = guide.pluralize("count.note", len(result.canvas.notes(place)))
        yield guide.say("import.placed", place=place, notes=count)
    if answers := len(result.canvas.design):
        design, count = guide.say("design.title"), guide.pluralize("count.answer", answers)
        yield guide.say("import.placed", place=design, notes=count)
    yield from remark_lines(result, guide)
    parked = result.canvas.parked
    if parked:
        yield guide.say("import.parked")
    for note in islice(parked, _MAX_PARKED):
        yield f"  “{note.text}”"
    if (rest := len(parked) - _MAX_PARKED) > 0:
        yield "  " + guide.say("import.more_parked", n=rest)
