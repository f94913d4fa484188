"""The words of the vocabulary in notes: read in every language, written in one.

Each block has its own vocabulary: `#vast` means `#fixed` in the cost structure, and nothing
elsewhere.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bmc_tui.guide.catalog import Guide, languages, load, recognized_words
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import folded
from bmc_tui.model.segments import Segment
from bmc_tui.model.tokens import Mark, Token, replace_tokens, tokens

_ENDINGS = ("e", "s", "en")
"""What an inflected form of a word has after it, in Dutch or English."""


class Meaning(NamedTuple):
    """The meaning of a word of a block's vocabulary, by ids that are the same in each language."""

    distinction_id: str
    word_id: str


@lru_cache(maxsize=1024)
def meaning(block: Block, name: str) -> Meaning | None:
    """Return what `#name` means in `block`; None for a word that its vocabulary does not have.

    An inflected word (`#vaste`) and a common synonym (`#abonnement`) mean the same as the word.

    Args:
        block: The block of the note.
        name: A word of any language, or a word's id, without the `#`; case is ignored.
    """
    normalized = folded(name)
    forms = (normalized, *(normalized.removesuffix(ending) for ending in _ENDINGS))
    words, synonyms = _meanings(block), _synonyms(block)
    return next((found for form in forms if (found := words.get(form) or synonyms.get(form))), None)


def nearest_word(block: Block, name: str) -> str | None:
    """Return the word of a block that a misspelt one most likely stands for, or None.

    That is one of its vocabulary, else a common synonym, or a plain word that says a kind there.

    Args:
        block: The block of the note.
        name: A word without the `#` that has no meaning there.
    """
    from bmc_tui.model.ties.similar import nearest_name

    normalized = folded(name)
    plain = [word for words in plain_words(block).values() for word in words if " " not in word]
    if normalized in plain:
        return None
    return nearest_name(normalized, _meanings(block)) or nearest_name(
        normalized, (*_synonyms(block), *sorted(plain))
    )


@cache
def plain_words(block: Block) -> Mapping[str, frozenset[str]]:
    """Return the words without a `#` that express a distinction of a block, by its id."""
    return {
        distinction.id: recognized_words(f"plain.{block}.{distinction.id}")
        for distinction in load(languages()[0]).vocabulary(block)
    }


def meanings_in(text: str, block: Block) -> Iterator[tuple[Token, Meaning]]:
    """Yield the words of a block's vocabulary in the text of a note, with their meanings."""
    for token in tokens(text):
        if token.mark is Mark.WORD and (word_meaning := meaning(block, token.name)):
            yield token, word_meaning


def is_marked_as_paying(segment: Segment) -> bool:
    """Tell whether a segment's note has `#customer`."""
    return "customer" in _role_ids(segment)


def is_marked_as_user(segment: Segment) -> bool:
    """Tell whether a segment's note says that it uses and does not pay: `#user` alone."""
    return "user" in _role_ids(segment) and not is_marked_as_paying(segment)


def _role_ids(segment: Segment) -> set[str]:
    """Return the ids of the roles that a segment's note gives it."""
    meanings = meanings_in(segment.note_text, Block.CUSTOMER_SEGMENTS)
    return {word_meaning.word_id for _, word_meaning in meanings}


def translate_words(canvas: Canvas, guide: Guide) -> Canvas:
    """Return the canvas with the words of the vocabulary in the guide's language.

    Words that are not in the vocabulary of their block, or are in that language already, stay as
    typed.
    """
    for block in BLOCKS:
        notes = canvas.notes(block)
        translated = [Note(_translate(note.text, block, guide), note.section) for note in notes]
        if tuple(translated) != notes:
            canvas = canvas.with_notes(block, translated)
    return canvas


def cycle_word(text: str, column: int, block: Block, guide: Guide) -> tuple[str, int]:
    """Return a note with one word of the vocabulary replaced by the next of its distinction.

    The cycle is: each word of the distinction in the sheet's order, no word, the first word. It
    applies to the distinction of the word at the cursor; else to the block's first distinction of
    which the note has no word; else to that of the note's first word.

    Args:
        text: The note.
        column: The cursor's column in the note, in characters.
        block: The block of the note.
        guide: The language of the new word.

    Returns:
        The new note, and the cursor's column in it.
    """
    words = list(meanings_in(text, block))
    current = next((pair for pair in words if pair[0].start <= column <= pair[0].end), None)
    used_ids = {word_meaning.distinction_id for _, word_meaning in words}
    distinction_ids = (distinction.id for distinction in guide.vocabulary(block))
    unused_id = next((id_ for id_ in distinction_ids if id_ not in used_ids), None)
    if current is None and unused_id is None:
        current = next(iter(words), None)
    if current is None:
        if unused_id is None:
            return text, column
        return _append(text, column, block, guide, unused_id)
    token, word_meaning = current
    names = _names_by_id(block, guide, word_meaning.distinction_id)
    next_names = list(names.values())[list(names).index(word_meaning.word_id) + 1 :]
    if next_names:
        return _replace(text, token, f"#{next_names[0]}")
    start = len(text[: token.start].rstrip())
    rest = text[token.end :]
    return text[:start] + (rest if start else rest.lstrip()), start


def vocabulary_words(block: Block, guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return the words of a block in the guide's language, each with its distinction's name."""
    return tuple(
        (word.name, distinction.name)
        for distinction in guide.vocabulary(block)
        for word in distinction.words
    )


def _append(
    text: str, column: int, block: Block, guide: Guide, distinction_id: str
) -> tuple[str, int]:
    """Return a note with the first word of a distinction appended, and the cursor's column.

    A cursor at the end of the note moves to the new end.
    """
    base = text.rstrip()
    name = next(iter(_names_by_id(block, guide, distinction_id).values()))
    extended = f"{base} #{name}" if base else f"#{name}"
    return extended, len(extended) if column >= len(base) else column


def _replace(text: str, token: Token, replacement: str) -> tuple[str, int]:
    """Return a note with a token replaced, and the column after the replacement."""
    end = token.start + len(replacement)
    return text[: token.start] + replacement + text[token.end :], end


def _translate(text: str, block: Block, guide: Guide) -> str:
    """Return a note with its words of the vocabulary in the guide's language.

    A synonym or an inflected word stays as typed: it may say more than the word it stands for.
    """
    replacements = [
        (token, f"#{name}")
        for token, (distinction_id, word_id) in meanings_in(text, block)
        if folded(token.name) in _meanings(block)
        and folded(name := _names_by_id(block, guide, distinction_id)[word_id])
        != folded(token.name)
    ]
    return replace_tokens(text, replacements) if replacements else text


def _names_by_id(block: Block, guide: Guide, distinction_id: str) -> Mapping[str, str]:
    """Return the words of a distinction by their ids, in the sheet's order."""
    distinctions = {distinction.id: distinction for distinction in guide.vocabulary(block)}
    return {word.id: word.name for word in distinctions[distinction_id].words}


@cache
def _meanings(block: Block) -> Mapping[str, Meaning]:
    """Return the meaning of each word of a block's vocabulary, by its id and in every language."""
    meanings: dict[str, Meaning] = {}
    for guide in map(load, languages()):
        for distinction in guide.vocabulary(block):
            for word in distinction.words:
                for name in (word.id, word.name):
                    meanings.setdefault(folded(name), Meaning(distinction.id, word.id))
    return meanings


@cache
def _synonyms(block: Block) -> Mapping[str, Meaning]:
    """Return the meaning of each common synonym of a block's words, in every language."""
    return {
        folded(synonym): word_meaning
        for word_meaning in set(_meanings(block).values())
        for synonym in recognized_words(f"synonyms.{block}.{'.'.join(word_meaning)}")
    }
