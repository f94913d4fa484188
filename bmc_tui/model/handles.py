"""Derives the handles of the customer segments from the words of their notes.

A handle is the name by which other notes mention a segment (`@students`). A note can have an
explicit handle; if it has none, its handle is derived from its first words, so that it does not
change while the rest of the note is edited.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, count
from unicodedata import category, normalize

from bmc_tui.model.blocks import UNPLACED, Block, Section
from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.canvas import Notes, with_spots
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.segments import Segment, Segments, mentions, normalize_handle
from bmc_tui.model.tokens import replace_tokens, tokens

MAX_DERIVED_WORDS = 2
"""Words in a derived handle, unless another note has the same first words."""

_PAYING = Section("customer_segments.paying")
"""A yes-or-no question: an answer to it is a segment only if it has an explicit handle."""

_FALLBACK_HANDLE = "segment"
"""The handle of a note without a word to derive one from."""


@lru_cache(maxsize=16)
def read_segments(notes: Notes, lexicon: Lexicon) -> Segments:
    """Return the customer segments: one for each note, except unplaced ones and yes-or-no answers.

    Explicit handles are assigned before derived ones, so that no derived handle takes the name
    that another note gives itself.

    Args:
        notes: All notes of Customer segments, in the order of its worksheet.
        lexicon: The words that are not part of a name.
    """
    # The shortest handle that each note's words lead to; a longer one is used if that is taken.
    derived_handles = [_shortest_handle(note.text, lexicon) for note in notes]
    explicit_handles = _explicit_handles(notes, derived_handles)
    taken = {normalize_handle(handle) for handle in explicit_handles if handle}
    numbers: dict[str, Iterator[int]] = {}
    segments: list[Segment] = []
    spots = with_spots(Block.CUSTOMER_SEGMENTS, notes)
    for (spot, note), derived, explicit in zip(
        spots, derived_handles, explicit_handles, strict=True
    ):
        if note.section == UNPLACED or (note.section == _PAYING and not explicit):
            continue
        handle = explicit or derived
        if not explicit and normalize_handle(derived) in taken:
            handle = _first_free_handle(note.text, lexicon, taken, numbers)
        taken.add(normalize_handle(handle))
        segment = Segment(handle, note.text, len(segments), spot, is_explicit=bool(explicit))
        segments.append(segment)
    return Segments.of(segments)


def _explicit_handles(notes: Notes, shortest: Sequence[str]) -> list[str]:
    """Return the handle that each note gives itself, or "" for a note without one.

    A note may also mention another segment, as `Parents of @students` does. A mention is therefore
    not the note's own handle if an earlier note has it, or if it is derived from another note.

    Args:
        notes: All notes of Customer segments.
        shortest: For each note, the shortest handle that can be derived from its words.
    """
    spellings: dict[str, set[str]] = {}
    for derived in shortest:
        spellings.setdefault(normalize_handle(derived), set()).add(derived)
    taken: set[str] = set()
    handles: list[str] = []
    for note, derived in zip(notes, shortest, strict=True):
        available = (
            name
            for name in mentions(note.text)
            if normalize_handle(name) not in taken
            and spellings.get(normalize_handle(name), set()) <= {derived}
        )
        handle = "" if note.section == UNPLACED else next(available, "")
        handles.append(handle)
        taken.add(normalize_handle(handle))
    return handles


def _first_free_handle(
    text: str, lexicon: Lexicon, taken: set[str], numbers: dict[str, Iterator[int]]
) -> str:
    """Return the first handle derived from a note that no other segment has.

    Args:
        text: The note's text.
        lexicon: The words that are not part of a name.
        taken: The normalized handles of the other segments.
        numbers: The numbers not yet used as a suffix of each shortest handle. All notes share
            them: the last of a thousand equal notes must not try a thousand numbers.
    """
    stem = _shortest_handle(text, lexicon)
    numbered = (f"{stem}-{number}" for number in numbers.setdefault(stem, count(2)))
    candidates = chain(_candidates(text, lexicon), numbered)
    return next(handle for handle in candidates if normalize_handle(handle) not in taken)


@cache_short_texts
def _shortest_handle(text: str, lexicon: Lexicon) -> str:
    """Return the shortest handle that can be derived from a note's words."""
    return next(_candidates(text, lexicon))


def _candidates(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the handles that can be derived from a note's words, the shortest first.

    The first has at most `MAX_DERIVED_WORDS` words; each further one has one word more.
    """
    parts = _parts(text, lexicon)
    words, end = _name_words(parts, lexicon)
    handle = "-".join(words) or _FALLBACK_HANDLE
    yield handle
    for part in parts[end:]:
        word = _word(part)
        if word and part not in lexicon.after_names:
            handle += f"-{word}"
            yield handle


def _parts(text: str, lexicon: Lexicon) -> list[str]:
    """Return the text of a note without tokens and amount, in lower case, split at white space."""
    text = replace_tokens(text, ((token, " ") for token in tokens(text)))
    # A handle must not change when an amount is added to its note.
    text = _trailing_amount(lexicon).split(text, maxsplit=1)[0]
    return normalize("NFC", text).lower().split()


def _name_words(parts: Sequence[str], lexicon: Lexicon) -> tuple[list[str], int]:
    """Return the words of the name that a note starts with, and the index of the part after it."""
    words: list[str] = []
    for index, part in enumerate(parts):
        is_description = part in lexicon.after_names
        if words and (is_description or not part[0].isalnum()):
            return words, index
        word = "" if is_description else _word(part)
        if not words:
            word = "" if word in lexicon.before_names else _from_first_letter(word)
        if word:
            words.append(word)
        if len(words) == MAX_DERIVED_WORDS or (words and not _fits_handle(part[-1])):
            return words, index + 1
    return words, len(parts)


def _word(part: str) -> str:
    """Return a part of a text without the characters that a handle cannot contain."""
    return part if part.isalnum() else "".join(filter(_fits_handle, part)).strip("-")


def _from_first_letter(word: str) -> str:
    """Return a word from its first letter on, as a handle starts with one; "" if it has none."""
    start = next((i for i, character in enumerate(word) if character.isalpha()), len(word))
    return word[start:]


def _fits_handle(character: str) -> bool:
    """Tell whether a handle can contain a character: a letter, combining mark, digit or hyphen."""
    return character.isalnum() or character == "-" or category(character) in ("Mn", "Mc")


@cache
def _trailing_amount(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern for an amount after a name, and all that follows the amount."""
    per = "|".join(map(re.escape, sorted(lexicon.per)))
    return re.compile(
        # The blanks before a sign are possessive: were they shared out between the two runs in
        # every way, the time would be quadratic in their number.
        rf"(?<=\S)\s+[0-9][0-9.,]*+k?\s*+(?:[€$£]\s*+)?(?:[x×*/]|(?:{per})\b|p[/.]).*",
        re.DOTALL,
    )
