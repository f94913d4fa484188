"""Canvases that are hard to write, draw or review, in any size."""

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle, islice

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Note


def _repeated(unit: str, size: int) -> str:
    """Return a text of `size` characters at most: the unit again and again."""
    return unit * (size // len(unit))


def _numbered(pattern: str, size: int) -> Iterator[str]:
    """Yield texts of together about `size` characters, each with a number of its own."""
    length = number = 0
    while length < size:
        text = pattern.format(number=_letters(number))
        length += len(text)
        number += 1
        yield text


def _letters(number: int) -> str:
    """Return a number in letters, as tokens may not start with a digit."""
    letters = ""
    while True:
        number, digit = divmod(number, 26)
        letters = chr(ord("a") + digit) + letters
        if not number:
            return letters.rjust(4, "z")


def _one_note(unit: str) -> Callable[[int], Canvas]:
    """Return a maker of canvases with one note of a repeated text, in blocks of every kind."""

    def make(size: int) -> Canvas:
        text = "n" + _repeated(unit, size // 4)
        canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students @a")
        canvas = canvas.add(Block.CHANNELS, text, section=Section("awareness"))
        for block in (Block.CUSTOMER_SEGMENTS, Block.VALUE_PROPOSITIONS, Block.REVENUE_STREAMS):
            canvas = canvas.add(block, text)
        return canvas

    return make


def _title(unit: str) -> Callable[[int], Canvas]:
    """Return a maker of canvases with a title of a repeated text."""
    return lambda size: Canvas().with_title("t" + _repeated(unit, size)).add(BLOCKS[0], "Students")


def _notes(pattern: str, *blocks: Block) -> Callable[[int], Canvas]:
    """Return a maker of canvases with many short notes in some blocks."""

    def make(size: int) -> Canvas:
        canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students @a")
        for block in blocks:
            sections = cycle(block.sections)
            notes = [Note(text, next(sections)) for text in _numbered(pattern, size // len(blocks))]
            canvas = canvas.with_notes(block, [*canvas.notes(block), *notes])
        return canvas

    return make


def _segments(pattern: str, mention: str = "") -> Callable[[int], Canvas]:
    """Return a maker of canvases with many segments, and a note that mentions each of them."""

    def make(size: int) -> Canvas:
        texts = [*_numbered(pattern, size // 4)]
        canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *texts)
        if mention:
            mentions = [*islice(_numbered(mention, size), len(texts))]
            canvas = canvas.add(Block.CHANNELS, *mentions, section=Section("awareness"))
            canvas = canvas.add(Block.VALUE_PROPOSITIONS, " ".join(mentions))
        return canvas

    return make


HOSTILE_CANVASES: Mapping[str, Callable[[int], Canvas]] = {
    "word": _one_note("w"),
    "words": _one_note("word "),
    "blanks": lambda size: Canvas().add(BLOCKS[0], "a" + " " * size + "b"),
    "known tokens": _one_note(" @a"),
    "tokens alone": lambda size: (
        Canvas().add(BLOCKS[0], "Students @a").add(BLOCKS[1], _repeated("@a ", size))
    ),
    "unknown tokens": lambda size: (
        Canvas()
        .add(BLOCKS[0], "Students @a")
        .add(Block.VALUE_PROPOSITIONS, " ".join(_numbered("@{number}", size)))
    ),
    "words of the vocabulary": _one_note(" #direct"),
    "evidence": _one_note(" #?"),
    "accents": _one_note("e" + "\u0301" * 40),
    "one letter with all accents": _one_note("\u0301"),
    "joined emoji": _one_note("\U0001f469\u200d"),
    "flags": _one_note("\U0001f1f3\U0001f1f1"),
    "selectors": _one_note("\ufe0f"),
    "wide": _one_note("漢"),
    "wide words": _one_note("漢 字 "),
    "right to left": _one_note("אב "),
    "thai": _one_note("\u0e19\u0e49\u0e33"),
    "amounts": _one_note(" € 1 x 2/month"),
    "digits": _one_note("1"),
    "numbers": _one_note(" 1.000,1"),
    "factors": _one_note(" x 1 a a"),
    "ranges": _one_note(" 1 -"),
    "blanks in an amount": lambda size: Canvas().add(BLOCKS[0], "a 1" + " " * size + "b"),
    "marks": _one_note("*a_ `b~ <c& |d[ $e: ;f= #g ]h("),
    "asterisks": _one_note("*"),
    "formulas": _one_note(" $a"),
    "formulas of a spreadsheet": _one_note(";=1+1"),
    "addresses": _one_note(" http://a.b/_c_"),
    "address": _one_note("http://a_"),
    "title": _title("word "),
    "title in a word": _title("w"),
    "wide title": _title("漢"),
    "title of accents": _title("\u0301"),
    "notes": _notes("Note {number}", *BLOCKS),
    "notes in one block": _notes("Note {number} @a #direct", Block.VALUE_PROPOSITIONS),
    "channels": _notes("Channel {number} @a", Block.CHANNELS),
    "equal notes": _notes("Note", *BLOCKS),
    "questions": _notes("Who are my customers? {number}", *BLOCKS),
    "assumptions": _notes("Note {number} #?", *BLOCKS),
    "revenue": _notes("Note {number} € 1/month", Block.REVENUE_STREAMS, Block.COST_STRUCTURE),
    "segments": _segments("Group {number}"),
    "equal segments": _segments("Group"),
    "explicit segments": _segments("@g{number}", "For @g{number}"),
    "derived segments": _segments("G{number}", "For @g{number}"),
    "misspelt segments": _segments("@g{number}", "For @h{number}"),
    "one channel for all segments": lambda size: (
        _segments("@g{number}", "For @g{number}")(size)
        .with_section(Block.CHANNELS, Section("awareness"), [])
        .add(
            Block.CHANNELS,
            " ".join(("word " * (size // 8), *_numbered("@g{number}", size // 4))),
            section=Section("awareness"),
        )
    ),
    "segments with sizes": _segments("G{number} 2000 p/y", "For @g{number}"),
    "segment of words": lambda size: Canvas().add(
        BLOCKS[0], *["a " * (size // 8)] * 2, "b " * (size // 8), *["a"] * 50
    ),
}
"""A maker for each kind, which gets about how many characters the canvas has."""
