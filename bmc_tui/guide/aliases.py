"""Recognizes blocks, phases and questions by the headings of imported documents.

The names are the titles in each language and the aliases in `aliases.toml`. Unlike in `lookup`, a
name has to match as a whole: a heading that only starts like a block's title is another heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, TypeVar
from unicodedata import normalize

from bmc_tui.guide.catalog import languages, load, recognized_words
from bmc_tui.guide.loader import read_tables
from bmc_tui.model.blocks import BLOCKS, UNPLACED, Block, Phase, Section
from bmc_tui.model.canvas import Particulars
from bmc_tui.model.sanitize import clean

_Named = TypeVar("_Named", Block, Section)

_CAMEL_CASE_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|&")
SEPARATOR = re.compile(r"[=-]>|[()\[\]/|:;=→—–]|\s-\s")
"""What separates two names in one heading, as in `Kernpartners (Key Partners)`."""

_MARKS = re.compile(r"[\u0300-\u036f\ufe0e\ufe0f\u20e3]")
"""Accents on letters, and what makes a keycap or an emoji of a character."""

_FIRST_WORD = re.compile(r"[^\W_]+")

_ROMAN_AND_LETTERS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", *"abcdefgh")
"""What can number a block, as far as its signs can be words."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""How German is written on a keyboard without umlauts."""

MAX_CHARACTERS = 2_000
"""Characters of a text in which names are searched for, and of a question or hint: in a longer one
only its start can name something. The patterns and Unicode's normalization, which can take
quadratic time, see no more than this."""

_MIN_SHORTENED = 3
"""Minimum number of letters of a word that stands for one that starts with them, beside other
words."""

_MIN_SHORTENED_ALONE = 6
"""The same of a name of one word."""

_MAX_OPEN_END = 20
"""Characters of the end of a line in which its last word is looked for."""

_MAX_NAME_CHARACTERS = 200
"""Characters of a name with what may be around it; the longest name has a quarter of that."""


def block_titled(name: str) -> Block | None:
    """Return the block that a heading, or a key in another program's data, has the name of.

    Args:
        name: Such as `1. Klantsegmenten`, `Kernpartners (Key Partners):` or `keyPartnerships`.
    """
    return _match(name, block_names()) or _abbreviated(name) or block_shortened(name)


def block_shortened(name: str) -> Block | None:
    """Return the block whose name is written with its words abbreviated: `Cust. segm.`, `key act`.

    Each of several words needs three letters at least; a single word needs more, and a dot. The
    result is certain only if no name of another block or phase starts like that.
    """
    if len(name) > _MAX_NAME_CHARACTERS:
        return None
    words = folded_words(without_number(name).strip(" :.*")).split()
    least = _MIN_SHORTENED if len(words) > 1 else _MIN_SHORTENED_ALONE
    if not words or (len(words) == 1 and not name.rstrip(" :*").endswith(".")):
        return None
    blocks = {
        block
        for full, block in _names_by_start().get((len(words), words[0][:_MIN_SHORTENED]), ())
        if all(map(partial(_is_start, least), words, full))
    }
    return blocks.pop() if len(blocks) == 1 else None


def _is_start(least: int, word: str, full: str) -> bool:
    """Tell whether a word equals another one, or is its start, with some letters at least."""
    return word == full or (len(word) >= least and full.startswith(word))


def _abbreviated(name: str) -> Block | None:
    """Return the block that an abbreviation stands for, such as `KP` or `C$`."""
    if len(name) > _MAX_NAME_CHARACTERS:
        return None
    return _abbreviations().get(_numbering().sub("", name.strip(), count=1).strip(" :.*"))


def may_start_with_name(text: str) -> bool:
    """Tell quickly whether a text can start with the name of a block or phase.

    Its first word is that of a name, or a number or a word that can be before one.
    """
    first = _FIRST_WORD.search(text, 0, _MAX_NAME_CHARACTERS)
    if not first:
        return False
    words = _CAMEL_CASE_BOUNDARY.sub(" ", first[0])
    word = _folded(words).partition(" ")[0]
    is_known = word in _first_words() or word[:_MIN_SHORTENED] in _first_letters()
    return is_known or word[:1].isdigit() or not word.isalnum() or not word.isascii()


def block_named(name: str) -> Block | None:
    """Return the block whose name is the whole text."""
    return _match_whole(name.strip(), block_names()) or _abbreviated(name) or block_shortened(name)


def phase_named(name: str) -> Section | None:
    """Return the phase whose name is the whole text."""
    return _match_whole(name.strip(), _phases())


def without_number(name: str) -> str:
    """Return a name without the number or letter before it."""
    return _numbering().sub("", name.strip()[:MAX_CHARACTERS], count=1)


def is_method_title(name: str) -> bool:
    """Tell whether a name is a title of the method in one of the product's languages.

    The singular of one is too (`Waardepropositie`).
    """
    words = name_words(name)
    return words in _titles_of_method() or f"{words}s" in _titles_of_method()


def is_first_word_of(group: str, text: str) -> bool:
    """Tell whether a text starts with one of the words of a group, such as `imperatives`."""
    return folded_words(text[:_MAX_NAME_CHARACTERS]).partition(" ")[0] in words_of(group)


def is_open_end(text: str) -> bool:
    """Tell whether a line ends in the middle of a sentence: with a word such as `of` or `the`."""
    last = folded_words(text[-_MAX_OPEN_END:]).rpartition(" ")[2]
    return text[-1:].isalpha() and last in words_of("open_ends")


def label_group(label: str) -> str:
    """Return what a label before a colon is about: `titles`, `particulars`, or ""."""
    words = name_words(label)
    if particular_named(label):
        return "particulars"
    return next((group for group in ("titles", "particulars") if words in words_of(group)), "")


def particular_named(label: str) -> str:
    """Return the id of the particular that a label before a colon names; "" if it names none."""
    words = name_words(label)
    return next((name for name in Particulars._fields if words in words_of(name)), "")


def is_no_title(name: str) -> bool:
    """Tell whether a heading only says that a document is a canvas."""
    words = name_words(_CAMEL_CASE_BOUNDARY.sub(" ", name[: _MAX_NAME_CHARACTERS + 1]))
    without_canvas = " ".join(word for word in words.split() if word != "canvas")
    bare = _before_title().sub("", words, count=1)
    return not {words, bare, without_canvas}.isdisjoint(words_of("canvas"))


def word_count(name: str) -> int:
    """Return the number of words in a name."""
    return len(folded_words(name[:_MAX_NAME_CHARACTERS]).split())


def phase_of_heading(name: str) -> Section | None:
    """Return the phase of Channels that a heading names; None if it names none."""
    return _match(name, _phases())


def is_unplaced_heading(name: str) -> bool:
    """Tell whether a heading is the title of the section `UNPLACED`, which all blocks have."""
    return clean(name) in {
        load(language).section_title(BLOCKS[0], UNPLACED) for language in languages()
    }


def is_parked_heading(name: str) -> bool:
    """Tell whether a heading is the title of the parked notes, which are not a block."""
    return len(name) <= _MAX_NAME_CHARACTERS and folded_words(name) in {
        folded_words(load(language).title(Block.PARKED)) for language in languages()
    }


def _match(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what the whole name stands for, or else what all recognized parts of it stand for.

    Args:
        name: The name, with or without a number, in any case.
        names: What each name stands for, by the name in the form of `folded_words`.

    Returns:
        None if nothing is recognized, or the parts stand for different things.
    """
    plain: str = " ".join(name.strip()[:MAX_CHARACTERS].split())
    match = _match_whole(plain, names)
    if match is not None:
        return match
    # A set: a hostile text may have the same part many times.
    matches = {_match_whole(part, names) for part in {*SEPARATOR.split(plain)}} - {None}
    return matches.pop() if len(matches) == 1 else None


def _match_whole(name: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what a name stands for, with or without its number and a word such as `our`."""
    if len(name) > _MAX_NAME_CHARACTERS:
        return None
    plain = _CAMEL_CASE_BOUNDARY.sub(" ", normalize("NFC", name))
    words = folded_words(plain)
    match = _match_words(words, names)
    if match is not None or words[:1] == "":
        return match
    unnumbered = folded_words(_numbering().sub("", _folded(plain).strip(), count=1))
    return None if unnumbered == words else _match_words(unnumbered, names)


def _match_words(words: str, names: Mapping[str, _Named]) -> _Named | None:
    """Return what words stand for, with or without a word such as `our` among them."""
    match = names.get(words)
    if match is None and not words_of("before_titles").isdisjoint(words.split()):
        match = names.get(_before_title().sub("", words, count=1))
    return match


def _folded(text: str) -> str:
    """Return a text case-folded and without accents."""
    return _MARKS.sub("", normalize("NFKD", normalize("NFC", text).casefold()))


def folded_words(text: str) -> str:
    """Return the words of a text, folded and without punctuation, with `&` for every `and`."""
    ands = words_of("and")
    words = _WORD.findall(_folded(text))
    return " ".join("&" if word in ands else word for word in words)


def name_words(text: str) -> str:
    """Return the words of a text that is short enough to be a name; "" for a longer one."""
    return folded_words(text) if len(text) <= _MAX_NAME_CHARACTERS else ""


@cache
def words_of(group: str) -> frozenset[str]:
    """Return words around names, of all languages, folded.

    Args:
        group: One of `before_titles`, `before_numbers` and `and`.
    """
    words: tuple[str, ...] = (*recognized_words(group), *_tables()["words"].get(group, ()))
    if group == "and":
        return frozenset(" ".join(_WORD.findall(_folded(word))) for word in words)
    return frozenset(map(folded_words, words))


@cache
def _numbering() -> re.Pattern[str]:
    """Return a pattern for a number or letter before a title: `3.`, `block 3:`, `IV.`, `a)`.

    Only punctuation may precede it. A roman number or a letter needs punctuation after it: without
    that it is a word.
    """
    words_before = "|".join(map(re.escape, sorted(words_of("before_numbers"))))
    return re.compile(
        rf"^[^\w(#\[\u2776-\u2793\U0001f51f]*(?:(?:{words_before})\b\.?\s*)?[(#\[]?"
        r"(?:\d{1,2}(?:[.,]\d{1,2})*(?:\s*[.):/\]–—-]+\s*|\s+)"
        r"|(?:[ivx]{1,4}|[a-i])(?:[.):\]]+\s*|\s+[–—-]\s+)|[\u2776-\u2793\U0001f51f]\s*)",
        re.IGNORECASE,
    )


@cache
def _before_title() -> re.Pattern[str]:
    """Return a pattern for a word before a title, such as `the` or `our`."""
    words = "|".join(map(re.escape, sorted(words_of("before_titles"))))
    return re.compile(rf"\b(?:{words})\s+")


@cache
def block_names() -> Mapping[str, Block]:
    """Return the block of each title, alias and id, by that name in the form of `folded_words`."""
    names = _aliases("blocks")
    return {
        folded_words(name): block
        for block in BLOCKS
        for name in (
            block.value,
            *_spellings(names[block.value]),
            *(
                title
                for guide in map(load, languages())
                for title in (guide.title(block), guide.short_title(block), guide.heading(block))
            ),
        )
    }


@cache
def _names_by_start() -> Mapping[tuple[int, str], list[tuple[list[str], Block | None]]]:
    """Return the words of each name and its block, None for a phase.

    They are grouped by the number of words and the start of the first one.
    """
    names: dict[tuple[int, str], list[tuple[list[str], Block | None]]] = {}
    for name, block in (*block_names().items(), *dict.fromkeys(_phases()).items()):
        words = name.split()
        key = len(words), words[0][:_MIN_SHORTENED]
        names.setdefault(key, []).append((words, block))
    return names


@cache
def _first_letters() -> frozenset[str]:
    """Return the starts of the names that can be abbreviated word by word."""
    return frozenset(start for _, start in _names_by_start())


@cache
def _abbreviations() -> Mapping[str, Block]:
    """Return the block of each abbreviation."""
    names = _aliases("abbreviations")
    return {name: block for block in BLOCKS for name in names[block.value]}


@cache
def asked_starts() -> Mapping[str, Block]:
    """Return the block of each start of a question in its place, by its folded words."""
    return {folded_words(start): block for block in BLOCKS for start in _aliases("asked")[block]}


@cache
def _phases() -> Mapping[str, Section]:
    """Return the phase of each title, alias and id, by that name in the form of `folded_words`."""
    names = _aliases("phases")
    return {
        folded_words(name): Section(phase.value)
        for phase in Phase
        for name in (
            phase.value,
            *_spellings(names[phase.value]),
            *_titles(Block.CHANNELS, Section(phase.value)),
        )
    }


@cache
def _titles_of_method() -> frozenset[str]:
    """Return the folded words of the titles of the blocks and phases in each language."""
    guides = [load(language) for language in languages()]
    return frozenset(
        folded_words(title)
        for guide in guides
        for title in (
            *map(guide.title, BLOCKS),
            *(guide.section_title(Block.CHANNELS, Section(phase.value)) for phase in Phase),
        )
    )


def _titles(block: Block, section: Section) -> Iterator[str]:
    """Yield the title of a section in each language."""
    for language in languages():
        yield load(language).section_title(block, section)


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Yield names, and those with umlauts also as they are written without them."""
    for name in names:
        yield name
        yield name.translate(_UMLAUTS)


def _aliases(table: str) -> Mapping[str, list[str]]:
    """Return one table of `aliases.toml`: the aliases of each block or phase, by its id."""
    names: dict[str, list[str]] = _tables()[table]
    return names


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of all names and of what can be before them."""
    before = words_of("before_titles") | words_of("before_numbers")
    names = (*block_names(), *_phases(), *asked_starts(), *before)
    abbreviations = (folded_words(name) for name in _abbreviations())
    return frozenset(
        [name.partition(" ")[0] for name in names] + [*abbreviations, *_ROMAN_AND_LETTERS]
    )


@cache
def _tables() -> Mapping[str, Any]:
    """Return the tables of `aliases.toml`."""
    return read_tables("aliases")
