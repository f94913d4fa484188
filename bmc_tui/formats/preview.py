"""Describes what an import would create: the notes of each block, and the rest."""

from collections.abc import Iterator, Sequence
from itertools import islice

from rich.cells import cell_len

from bmc_tui.formats.result import ImportResult, remark_lines
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import PLACES
from bmc_tui.model.canvas import Note
from bmc_tui.render.wrap import truncate

_MAX_PARKED = 500
"""Maximum number of parked notes that are quoted."""


_INDENT = "  "

_GAP = "   "
"""Between the count of a block and its notes."""


def preview_lines(result: ImportResult, file: str, guide: Guide, width: int = 80) -> Iterator[str]:
    """Yield lines that say what each canvas in a file would have.

    Args:
        result: What was read, followed by the other canvases of the file.
        file: The name of the file.
        guide: The language of the lines.
        width: The cells of a row, within which a block's notes are cut.

    Yields:
        For each canvas its title, the count of each of the nine blocks, also of the empty ones, and
        of the parked notes, with the notes as far as the row has room; the remarks, which quote
        what is left out, and the parked notes; the next canvas after a blank line.
    """
    for number, each in enumerate(result.parts):
        if number:
            yield ""
        yield guide.say(
            "import.preview",
            file=file,
            title=guide.canvas_title(each.canvas.title),
            notes=guide.pluralize("count.note", each.canvas.note_count),
        )
        yield from (
            f"{_INDENT}{line}" for line in _content_lines(each, guide, width - len(_INDENT))
        )


def _content_lines(result: ImportResult, guide: Guide, width: int) -> Iterator[str]:
    """Yield the counts of a canvas, the remarks, and last its parked notes, which may be many."""
    counts = {
        place: guide.say(
            "import.placed",
            place=place,
            notes=guide.pluralize("count.note", len(result.canvas.notes(place))),
        )
        for place in PLACES
    }
    start = max(map(cell_len, counts.values())) + len(_GAP)
    for place, count in counts.items():
        padding = " " * (start - cell_len(count))
        notes = _beginning(result.canvas.notes(place), width - start)
        yield f"{count}{padding}{notes}".rstrip()
    yield from guide.particular_lines(result.canvas.particulars)
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


def _beginning(notes: Sequence[Note], width: int) -> str:
    """Return the first notes, one after the other, as far as they fit into `width` cells."""
    texts = (note.text[: max(0, width) + 1] for note in islice(notes, max(0, width)))
    return truncate(" · ".join(texts), width)
