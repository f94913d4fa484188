"""The words of the vocabulary in notes: understood in every language, written in one.

A word belongs to a block: `#vast` is `#fixed` among the costs, and just a word elsewhere.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from bmc_tui.guide.catalog import Guide, languages, load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.segments import Segment
from bmc_tui.model.tokens import Mark, Token, tokens


class Meaning(NamedTuple):
    """What a word of a block's vocabulary stands for, by ids that are the same in each language."""

    distinction: str
    word: str


def meaning(block: Block, name: str) -> Meaning | None:
    """Return what `#name` means in `block`; None for a word that its vocabulary does not have.

    Args:
        block: The block that the note is in.
        name: A word of any language, or a word's id, without the mark; capitals do not matter.
    """
    return _meanings(block).get(_plain(name))


def is_paying(segment: Segment) -> bool:
    """Tell whether a segment pays: it says so, or does not say that it only uses."""
    block = Block.CUSTOMER_SEGMENTS
    said = {
        found.word
        for token in tokens(segment.note_text)
        if token.mark is Mark.WORD and (found := meaning(block, token.name))
    }
    return "customer" in said or "user" not in said


def translate_words(canvas: Canvas, guide: Guide) -> Canvas:
    """Return the canvas with the words of its vocabulary in the guide's language.

    Words that no vocabulary has stay as they were typed, and so do those of the right language.
    """
    for block in BLOCKS:
        notes = canvas.notes(block)
        others = [Note(_in_language(note.text, block, guide), note.section) for note in notes]
        if tuple(others) != notes:
            canvas = canvas.with_notes(block, others)
    return canvas


def cycle_word(text: str, column: int, block: Block, guide: Guide) -> tuple[str, int]:
    """Return a note with the next word of a distinction in the place of the one it has.

    Args:
        text: The note.
        column: Where in it the cursor is. The distinction is that of the word there; else the
            first of the block's that the note says nothing about, else the first that it has.
        block: Whose vocabulary.
        guide: The language of the new word. Behind the last one there is none, and then again
            the first.

    Returns:
        The note, and where the cursor is in it then.
    """
    said = [
        (token, found)
        for token in tokens(text)
        if token.mark is Mark.WORD and (found := meaning(block, token.name))
    ]
    here = next((each for each in said if each[0].start <= column <= each[0].end), None)
    known = {found.distinction for _, found in said}
    free = next((each.id for each in guide.vocabulary(block) if each.id not in known), None)
    if here is None and free is None:
        here = next(iter(said), None)
    if here is None:
        return (text, column) if free is None else _added(text, column, block, guide, free)
    token, found = here
    words = _words(block, guide, found.distinction)
    following = list(words.values())[list(words).index(found.word) + 1 :]
    if following:
        return _put(text, token, f"#{following[0]}")
    start = len(text[: token.start].rstrip())
    behind = text[token.end :]
    return text[:start] + (behind if start else behind.lstrip()), start


def _added(text: str, column: int, block: Block, guide: Guide, id_: str) -> tuple[str, int]:
    """Return a note with the first word of a distinction behind it."""
    base = text.rstrip()
    word = next(iter(_words(block, guide, id_).values()))
    added = f"{base} #{word}" if base else f"#{word}"
    return added, len(added) if column >= len(base) else column


def _put(text: str, token: Token, word: str) -> tuple[str, int]:
    """Return a note with a word in the place of a token, and where that ends."""
    return text[: token.start] + word + text[token.end :], token.start + len(word)


def _in_language(text: str, block: Block, guide: Guide) -> str:
    """Return a note with its words in the guide's language."""
    for token in reversed(tokens(text)):
        found = meaning(block, token.name) if token.mark is Mark.WORD else None
        if found:
            word = _words(block, guide, found.distinction)[found.word]
            if _plain(word) != _plain(token.name):
                text, _ = _put(text, token, f"#{word}")
    return text


def _words(block: Block, guide: Guide, distinction: str) -> Mapping[str, str]:
    """Return the words of a distinction by their ids, in the sheet's order."""
    found = next(each for each in guide.vocabulary(block) if each.id == distinction)
    return {word.id: word.word for word in found.words}


@cache
def _meanings(block: Block) -> Mapping[str, Meaning]:
    """Return what the words of a block's vocabulary mean, in every language."""
    found: dict[str, Meaning] = {}
    for guide in map(load, languages()):
        for part in guide.vocabulary(block):
            for word in part.words:
                for name in (word.id, word.word):
                    found.setdefault(_plain(name), Meaning(part.id, word.id))
    return found


def _plain(name: str) -> str:
    """Return what the spellings of one word have in common."""
    return normalize("NFC", name).casefold()


def vocabulary_words(block: Block, guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return the words of a block in the guide's language, each with its distinction's name."""
    return tuple(
        chain.from_iterable(
            ((word.word, part.name) for word in part.words) for part in guide.vocabulary(block)
        )
    )
