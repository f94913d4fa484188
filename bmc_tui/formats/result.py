"""The result of reading a text: a canvas, remarks on what was not understood, and their report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bmc_tui.guide import Guide, ReportableError, languages, load
from bmc_tui.model.blocks import PLACES, UNPLACED, Block
from bmc_tui.model.canvas import Canvas, Note

_MAX_QUOTE_CHARACTERS = 60
"""Maximum number of characters that a remark quotes of a note, which says all of it."""

_LOST_OTHERWISE = {
    *("reading.left_out", "reading.by_place", "reading.key", "reading.section"),
    *("reading.front_matter", "reading.title_elsewhere", "reading.score"),
}
"""The keys of remarks on what nothing else shows: these quote all of it."""

_MAX_ALIKE = 3
"""Maximum number of remarks of a kind that are reported one by one: more would hide the one that
matters."""

_MANY = {
    "reading.sub_heading": "reading.many.sub_heading",
    "reading.heading": "reading.many.heading",
    "reading.no_heading": "reading.many.no_heading",
    "reading.left_out": "reading.many.left_out",
    "reading.by_place": "reading.many.by_place",
    "reading.key": "reading.many.key",
    "reading.only_in_boxes": "reading.many.only_in_boxes",
    "reading.not_in_boxes": "reading.many.not_in_boxes",
}
"""The key of the message for many remarks, by that of one of them."""

_KEYS_WITH_HEADINGS = {
    "reading.no_canvas": "reading.no_canvas_seen",
    "reading.no_csv": "reading.no_csv_seen",
    "reading.no_notes": "reading.no_notes_seen",
}
"""The keys of errors that quote headings, by those of the same errors without any."""

_MAX_HEADINGS = 12
"""Maximum number of headings that an error quotes."""


class FormatError(ReportableError):
    """A text is not a canvas, or is not in the format it was taken for."""

    parked: "ImportResult | None" = None
    """All that the text says as parked notes, where its reader knows what that is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark that something in a text was not understood, or was placed elsewhere."""

    line: int
    """The line of the text, from 1; 0 when it is about no line in particular."""
    key: str
    """The key of its message in the catalogue, such as `reading.heading`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The values of the message's placeholders."""


def guess_remarks(line: int) -> tuple[Remark, ...]:
    """Return the remark that the encoding of a text is a guess, if `Decoded.guessed_at` says so."""
    return (Remark(line, "reading.windows"),) if line else ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was read from a text."""

    canvas: Canvas
    remarks: tuple[Remark, ...] = ()
    """In the order of the text."""
    headings: tuple[str, ...] = field(default=(), compare=False)
    """The headings of the text, or its lines where it has none, to tell what was seen of it."""
    siblings: tuple["ImportResult", ...] = ()
    """The other canvases of a file with several."""
    named: frozenset[Block] = field(default=frozenset(), compare=False)
    """The blocks that the text names, where its reader tells: some have no notes."""
    lines: tuple[str, ...] = field(default=(), compare=False)
    """All that the text says, line by line, where its reader knows what that is."""

    @property
    def parts(self) -> "tuple[ImportResult, ...]":
        """The results of all canvases in the text, this one first."""
        return (self, *self.siblings)


def no_canvas(
    headings: Iterable[str] = (),
    key: str = "reading.no_canvas",
    parked: "ImportResult | None" = None,
) -> FormatError:
    """Return the error that a text is not a canvas, with the headings that were found in it.

    Args:
        headings: The headings.
        key: The key of the message for a text without any.
        parked: The whole text as parked notes; None if its reader does not know it.
    """
    error = _no_canvas(headings, key)
    error.parked = parked
    return error


def _no_canvas(headings: Iterable[str], key: str) -> FormatError:
    """Return the error that a text is not a canvas; the arguments are those of `no_canvas`."""
    quotes = [f"“{_truncated(heading)}”" for heading in islice(headings, _MAX_HEADINGS + 1)]
    if not quotes:
        return FormatError(key)
    if len(quotes) > _MAX_HEADINGS:
        quotes[-1] = "…"
    return FormatError(_KEYS_WITH_HEADINGS[key], headings=tuple(quotes))


def placeholder_titles() -> frozenset[str]:
    """Return the words that formats write for an untitled canvas, in every language."""
    return frozenset(load(language).say("canvas.untitled") for language in languages())


def build_canvas(title: str, notes: Mapping[Block, Iterable[Note]]) -> Canvas:
    """Return a canvas from what was read.

    Args:
        title: The title as read. The words that formats write for an untitled canvas, in any
            language, count as no title.
        notes: The notes of each block, in the order of the text. Unplaced ones of the first block,
            which older versions of the program wrote, are parked.
    """
    canvas = Canvas().with_title("" if title in placeholder_titles() else title)
    for block, block_notes in notes.items():
        canvas = canvas.with_notes(block, block_notes)
    return canvas.with_unplaced_parked()


def report_lines(result: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield lines that say how many notes went where, the particulars, and what was not understood.

    Args:
        result: The result to report.
        guide: The language of the lines.
    """
    for block in PLACES:
        notes = result.canvas.notes(block)
        unplaced = len(result.canvas.texts(block, UNPLACED))
        unplaced_title = guide.section_title(block, UNPLACED)
        for place, count in (
            (guide.title(block), len(notes) - unplaced),
            (f"{guide.title(block)}, {unplaced_title}", unplaced),
        ):
            if count:
                notes_count = guide.pluralize("count.note", count)
                yield guide.say("import.placed", place=place, notes=notes_count)
    yield from guide.particular_lines(result.canvas.particulars)
    yield from remark_lines(result, guide)


def remark_lines(result: ImportResult, guide: Guide) -> Iterator[str]:
    """Yield lines that say what was not understood, or left out; many similar remarks are one line.

    Args:
        result: The result to report.
        guide: The language of the lines.
    """
    for key, remarks in _alike(result.remarks):
        if key:
            quotes = tuple(_quote(remark) for remark in remarks)
            if remarks[0].key not in _LOST_OTHERWISE:
                quotes = (*quotes[:_MAX_ALIKE], "…")
            yield guide.say(key, n=len(remarks), texts=quotes)
            continue
        (remark,) = remarks
        text = guide.say(remark.key, **_shown_values(remark))
        yield guide.say("import.line", line=remark.line, remark=text) if remark.line else text


def _alike(remarks: Iterable[Remark]) -> Iterator[tuple[str, list[Remark]]]:
    """Yield remarks, with many similar ones together in the position of the first.

    Yields:
        The key of the message for many, and these remarks; or "" and a single remark.
    """
    remarks = list(remarks)
    counts = Counter(remark.key for remark in remarks)
    many = {key for key, count in counts.items() if count > _MAX_ALIKE and key in _MANY}
    for remark in remarks:
        if remark.key not in many:
            yield "", [remark]
        elif counts.pop(remark.key, 0):
            yield _MANY[remark.key], [each for each in remarks if each.key == remark.key]


def _quote(remark: Remark) -> str:
    """Return the text that a remark is about, in quotes, with its line."""
    text = f"“{_shown_values(remark)['text']}”"
    return f"{text} ({remark.line})" if remark.line else text


def _shown_values(remark: Remark) -> Mapping[str, object]:
    """Return the values of a remark's message, truncated if the canvas has all of them."""
    if remark.key in _LOST_OTHERWISE:
        return remark.values
    return {name: _truncated(value) for name, value in remark.values.items()}


def _truncated(value: object) -> object:
    """Return a value of a remark, truncated to what is enough to find it in the file."""
    if isinstance(value, tuple):
        return tuple(_truncated(part) for part in value)
    # Not `isinstance`: a `Block` is a string too, and is written as its title.
    if type(value) is str and len(value) > _MAX_QUOTE_CHARACTERS:
        return value[: _MAX_QUOTE_CHARACTERS - 1].rstrip() + "…"
    return value
