"""The customer segments as pictures show them: each with one letter and one role everywhere.

A letter is what tells segments apart where there is no colour; it stands behind an `@`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from bmc_tui.formats.pieces import SEGMENT_ROLES, Line, Piece, Role
from bmc_tui.formats.wrap import cut
from bmc_tui.guide.vocabulary import meaning
from bmc_tui.model.blocks import UNPLACED, Block, Section, phase_number
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.segments import Segment, find, handles, names, same
from bmc_tui.model.tokens import Mark, Token, tokens

if TYPE_CHECKING:
    from bmc_tui.formats.light import Light

_LONGEST = 20
"""Cells of a handle in the legend."""

_MOST = 200
"""Segments that a legend names at most."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Span(NamedTuple):
    """A part of a text that has a role of its own."""

    start: int
    end: int
    role: Role


class Shown(NamedTuple):
    """A note as a picture shows it."""

    text: str
    spans: tuple[Span, ...]
    own: Segment | None
    """The segment that the note is, if it is one."""
    is_about: bool
    """Whether it is about the segment that is followed; or none is followed."""


def letter(segment: Segment) -> str:
    """Return the letter of a segment: A to Z, then AA, BB and so on."""
    times, at = divmod(segment.index, len(_LETTERS))
    return _LETTERS[at] * (times + 1)


def role(segment: Segment) -> Role:
    """Return the role that the marks of a segment play."""
    return SEGMENT_ROLES[segment.index % len(SEGMENT_ROLES)]


def spans(text: str, canvas: Canvas) -> Iterator[Span]:
    """Yield the tokens of a text as typed, each with its role."""
    for token in tokens(text):
        yield Span(token.start, token.end, _role(token, canvas))


def _role(token: Token, canvas: Canvas) -> Role:
    """Return what a token is in the picture."""
    if token.mark is Mark.WORD:
        return Role.EVIDENCE if token.is_evidence else Role.WORD
    segment = find(token.name, canvas)
    return role(segment) if segment else Role.SEGMENT


def shown(
    canvas: Canvas,
    block: Block,
    *,
    brief: bool = False,
    words: bool = True,
    follow: str = "",
    light: "Light | None" = None,
) -> Iterator[Shown]:
    """Yield the notes of a block as a picture shows them.

    Args:
        canvas: Where they are.
        block: The block.
        brief: Whether a segment's name is shown as its letter, in its own note not at all.
        words: Whether the words of the vocabulary are shown.
        follow: The handle of the segment that is followed.
        light: What is looked for, and lit.
    """
    if light:
        from bmc_tui.formats.light import lit  # noqa: PLC0415 - not before somebody looks for it
    for spot, note, own in owned(canvas, block, canvas.notes(block)):
        is_about = not follow or is_of(follow, note, own)
        text, found = _brief(note, canvas, block, own, words) if brief else (note.text, None)
        marked = tuple(spans(text, canvas)) if found is None else found
        if light:
            text, marked = lit(light, spot, note.text, text, marked, canvas)
        if sign := "?" if note.section == UNPLACED else phase_number(note.section):
            text = f"{sign} {text}"
            marked = tuple(Span(one.start + 2, one.end + 2, one.role) for one in marked)
        yield Shown(text, marked, own, is_about)


def is_of(handle: str, note: Note, own: Segment | None) -> bool:
    """Tell whether a note is about a segment: it names it, or is its own (`own`)."""
    if own and same(own.handle) == same(handle):
        return True
    return same(handle) in map(same, names(note.text))


def _brief(
    note: Note, canvas: Canvas, block: Block, own: Segment | None, words: bool
) -> tuple[str, tuple[Span, ...]]:
    """Return a note's text with its tokens as short as can be, and where those are in it."""
    text, at = "", 0
    found: list[Span] = []
    for token, span in zip(tokens(note.text), spans(note.text, canvas), strict=True):
        before = note.text[at : token.start]
        known = find(token.name, canvas) if token.mark is Mark.SEGMENT else None
        is_left_out = (
            known is not None and known == own and own.written
            if token.mark is Mark.SEGMENT
            else not words and meaning(block, token.name) is not None
        )
        if is_left_out:
            text += before.rstrip() if token.end == len(note.text) else before.removesuffix(" ")
        else:
            text += before
            name = f"@{letter(known)}" if known else note.text[token.start : token.end]
            found.append(Span(len(text), len(text) + len(name), span.role))
            text += name
        at = token.end
    text += note.text[at:]
    if not text.strip():
        return note.text, tuple(spans(note.text, canvas))
    lead = len(text) - len(text.lstrip())
    return text[lead:], tuple(Span(a - lead, b - lead, which) for a, b, which in found)


_ON_PAPER = ("#00695c", "#ad1457", "#1a56b0", "#6d6400", "#6a1b9a", "#00687a")
"""The segments' colours on white, in the order of `SEGMENT_ROLES`; each is dark enough to read."""


def paper(selector: str, property_: str) -> str:
    """Return a style sheet with the colours of the segments.

    Args:
        selector: What has them, with `{}` for what `colour_class` gives.
        property_: The property that is a colour.
    """
    return "".join(
        f"{selector.format(f's{at}')}{{{property_}:{colour}}}"
        for at, colour in enumerate(_ON_PAPER, 1)
    )


_CLASSES = {Role.SEGMENT: "segment", Role.WORD: "word", Role.EVIDENCE: "evidence"}


def paper_class(played: Role) -> str:
    """Return the CSS class of a token in what is to be printed; none for other text."""
    if played in SEGMENT_ROLES:
        return f"segment {colour_class(played)}"
    return _CLASSES.get(played, "")


def colour_class(played: Role) -> str:
    """Return the CSS class of a colour, by the role of the segments that have it."""
    return f"s{SEGMENT_ROLES.index(played) + 1}"


def owned(
    canvas: Canvas, block: Block, notes: Iterable[Note]
) -> Iterator[tuple[Spot, Note, Segment | None]]:
    """Yield notes with their places, and the segment that each is, if it is one.

    Args:
        canvas: Where they are.
        block: The block that they are of.
        notes: Whole sections of it.
    """
    known = {segment.spot: segment for segment in handles(canvas)}
    places: dict[Section, int] = {}
    for note in notes:
        place = places.get(note.section, 0)
        places[note.section] = place + 1
        spot = Spot(block, note.section, place)
        yield spot, note, known.get(spot)


def runs(text: str, marked: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    """Yield `text[start:end]` in pieces: the tokens apart from the words around them.

    Args:
        text: A note's.
        marked: Its tokens: a long note has many lines, and they are looked for but once.
        start: Where the line starts.
        end: Where it ends.
    """
    at = start
    for span in marked:
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if first > at:
            yield Piece(text[at:first], Role.NOTE)
        yield Piece(text[first:last], span.role)
        at = last
    if at < end:
        yield Piece(text[at:end], Role.NOTE)


def meanings(canvas: Canvas) -> str:
    """Return what the letters mean in one line, where there is no colour; "" without segments."""
    return ", ".join(f"{letter(segment)} {segment.handle}" for segment in handles(canvas))


def legend(canvas: Canvas) -> tuple[tuple[Piece, Piece], ...]:
    """Return what the letters mean: of each segment its letter and its handle.

    Of very many segments only the first, of which there are more than a line has room for.
    """
    return tuple(
        (Piece(letter(one), role(one)), Piece(f" {cut(one.handle, _LONGEST)}", Role.COUNT))
        for one in handles(canvas)[:_MOST]
    )


def title_line(
    width: int,
    title: str,
    place: str = "",
    state: str = "",
    legend: Sequence[tuple[Piece, Piece]] = (),
) -> Line:
    """Return the line over the picture; where there is not enough room the longest part gives way.

    Args:
        width: Cells.
        title: The canvas's.
        place: Where in it the person is.
        state: How things stand, at the right.
        legend: What the letters of the segments mean, before that; as many as there is room for.
    """
    width -= 2
    behind = f"  {place}" if place else ""
    if cell_len(state) > width // 2:
        state = cut(state, width - cell_len(title) - cell_len(behind) - 1)
    behind = cut(behind, max(0, width - cell_len(state) - 1))
    title = cut(title, width - cell_len(behind) - cell_len(state) - 1)
    if not title:
        behind = behind.removeprefix("  ")
    gap = width - cell_len(title) - cell_len(behind) - cell_len(state)
    meant = _fitting(legend, gap - 2 - (2 if state else 0))
    if meant:
        gap -= sum(cell_len(piece.text) for piece in meant) + (2 if state else 0)
        state = f"  {state}" if state else ""
    parts = [
        Piece(" " + title, Role.TITLE),
        Piece(behind, Role.PLACE),
        Piece(" " * gap, Role.COUNT),
        *meant,
        Piece(f"{state} ", Role.COUNT),
    ]
    return [piece for piece in parts if piece.text]


def _fitting(legend: Sequence[tuple[Piece, Piece]], room: int) -> Line:
    """Return as much of a legend as there is room for; an ellipsis says that there is more."""
    line: Line = []
    for at, entry in enumerate(legend):
        gap = [Piece("  ", Role.COUNT)] if line else []
        need = sum(cell_len(piece.text) for piece in (*gap, *entry))
        if need + (2 if at < len(legend) - 1 else 0) > room:
            return [*line, Piece(" …", Role.COUNT)] if line else []
        line += [*gap, *entry]
        room -= need
    return line
