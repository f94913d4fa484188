"""The words of the vocabulary in notes: read in every language, written in one.

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
    """The meaning of a word of a block's vocabulary, by ids that are the same in each language."""

    distinction: str
    word: str


def meaning(block: Block, name: str) -> Meaning | None:
    """Return what `#name` means in `block`; None for a word that its vocabulary does not have.

    Args:
        block: The block that the note is in.
        name: A word of any language, or a word's id, without the mark; capitals do not matter.
    """
    return _meanings(block).get(_normalize(name))


def is_paying(segment: Segment) -> bool:
    """Tell whether a segment pays: its note says so, or does not say that it only uses."""
    block = Block.CUSTOMER_SEGMENTS
    words = {
        word_meaning.word
        for token in tokens(segment.note_text)
        if token.mark is Mark.WORD and (word_meaning := meaning(block, token.name))
    }
    return "customer" in words or "user" not in words


def translate_words(canvas: Canvas, guide: Guide) -> Canvas:
    """Return the canvas with the words of its vocabulary in the guide's language.

    Words that no vocabulary has stay as they were typed, and so do those of the right language.
    """
    for block in BLOCKS:
        notes = canvas.notes(block)
        translated = [Note(_in_language(note.text, block, guide), note.section) for note in notes]
        if tuple(translated) != notes:
            canvas = canvas.with_notes(block, translated)
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
    word_tokens = [
        (token, word_meaning)
        for token in tokens(text)
        if token.mark is Mark.WORD and (word_meaning := meaning(block, token.name))
    ]
    current = next((pair for pair in word_tokens if pair[0].start <= column <= pair[0].end), None)
    used = {word_meaning.distinction for _, word_meaning in word_tokens}
    unused = next((each.id for each in guide.vocabulary(block) if each.id not in used), None)
    if current is None and unused is None:
        current = next(iter(word_tokens), None)
    if current is None:
        return (text, column) if unused is None else _append(text, column, block, guide, unused)
    token, word_meaning = current
    words = _words(block, guide, word_meaning.distinction)
    following = list(words.values())[list(words).index(word_meaning.word) + 1 :]
    if following:
        return _replace(text, token, f"#{following[0]}")
    start = len(text[: token.start].rstrip())
    behind = text[token.end :]
    return text[:start] + (behind if start else behind.lstrip()), start


def _append(text: str, column: int, block: Block, guide: Guide, id_: str) -> tuple[str, int]:
    """Return a note with the first word of a distinction appended, and the cursor's column."""
    base = text.rstrip()
    word = next(iter(_words(block, guide, id_).values()))
    added = f"{base} #{word}" if base else f"#{word}"
    return added, len(added) if column >= len(base) else column


def _replace(text: str, token: Token, word: str) -> tuple[str, int]:
    """Return a note with a word instead of a token, and the column behind the word."""
    return text[: token.start] + word + text[token.end :], token.start + len(word)


def _in_language(text: str, block: Block, guide: Guide) -> str:
    """Return a note with its words in the guide's language."""
    for token in reversed(tokens(text)):
        word_meaning = meaning(block, token.name) if token.mark is Mark.WORD else None
        if word_meaning:
            word = _words(block, guide, word_meaning.distinction)[word_meaning.word]
            if _normalize(word) != _normalize(token.name):
                text, _ = _replace(text, token, f"#{word}")
    return text


def _words(block: Block, guide: Guide, distinction: str) -> Mapping[str, str]:
    """Return the words of a distinction by their ids, in the sheet's order."""
    words = next(each.words for each in guide.vocabulary(block) if each.id == distinction)
    return {word.id: word.name for word in words}


@cache
def _meanings(block: Block) -> Mapping[str, Meaning]:
    """Return what the words of a block's vocabulary mean, in every language."""
    meanings: dict[str, Meaning] = {}
    for guide in map(load, languages()):
        for part in guide.vocabulary(block):
            for word in part.words:
                for name in (word.id, word.name):
                    meanings.setdefault(_normalize(name), Meaning(part.id, word.id))
    return meanings


def _normalize(name: str) -> str:
    """Return the form in which all spellings of a word are equal."""
    return normalize("NFC", name).casefold()


def vocabulary_words(block: Block, guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return the words of a block in the guide's language, each with its distinction's name."""
    return tuple(
        chain.from_iterable(
            ((word.name, part.name) for word in part.words) for part in guide.vocabulary(block)
        )
    )
