"""The words in the text of a note, and the stem that the forms of one word share."""

import re
from unicodedata import normalize

from bmc_tui.model.caching import cache_short_texts
from bmc_tui.model.lexicon import Lexicon
from bmc_tui.model.tokens import without_tokens

_WORD = re.compile(r"[^\W_](?:[\w'’&-]*\w)?|&")
_DOUBLED_LETTER = re.compile(r"(.)\1")
_ACCENTED = re.compile("([a-z])[\u0300-\u036f]+", re.IGNORECASE)
_PLURAL_ENDINGS = (
    re.compile("['’]s$"),
    re.compile("(?<=[^aeiouy])ies$"),
    re.compile("(?<![^aeiou]er)en$"),
    re.compile("(?<=s|x|z)es$|(?<=sh|ch)es$"),
    re.compile("s$"),
)
"""The endings of plurals, of which a word has one at most. `Ouderen` is not a plural of `ouder`,
nor `cafes` one of `caf`."""

_IRREGULAR_PLURALS = (
    ("children", "child"),
    ("kinderen", "kind"),
    ("people", "person"),
    *((f"{first}men", f"{first}man") for first in ("wo", "work", "sales", "crafts", "business")),
    *((f"{first}men", f"{first}man") for first in ("trades", "fisher", "sports", "handy", "fire")),
    ("teeth", "tooth"),
    ("feet", "foot"),
    ("mice", "mouse"),
    ("koeien", "koe"),
    ("eieren", "ei"),
    ("kalveren", "kalf"),
    ("lammeren", "lam"),
    ("runderen", "rund"),
    ("bladeren", "blad"),
    ("volkeren", "volk"),
    ("goederen", "goed"),
    ("steden", "stad"),
    ("schepen", "schip"),
    ("smeden", "smid"),
    ("leden", "lid"),
    ("musea", "museum"),
    ("centra", "centrum"),
    ("media", "medium"),
    ("podia", "podium"),
    ("stadia", "stadium"),
    ("aquaria", "aquarium"),
    ("gymnasia", "gymnasium"),
    ("laboratoria", "laboratorium"),
    ("technici", "technicus"),
    ("medici", "medicus"),
    ("musici", "musicus"),
    ("academici", "academicus"),
    ("politici", "politicus"),
    ("alumni", "alumnus"),
)
"""Plurals that no ending makes, with their singulars, by themselves or as the last part of a word:
`schoolkinderen`. Source: Algemene Nederlandse Spraakkunst, chapter 3 (plurals in -eren, with
another vowel, and of Latin words); Huddleston & Pullum, The Cambridge Grammar of the English
Language, chapter 18."""

_NO_PLURALS = frozenset(("verleden", "geleden", "besteden", "overleden"))
"""Words that end like one of these."""

_IRREGULAR = re.compile(rf"(?:{'|'.join(plural for plural, _ in _IRREGULAR_PLURALS)})$")
_SINGULARS = dict(_IRREGULAR_PLURALS)
_PARTICIPLE = re.compile("[a-z]{3}(?:ing|ed)$")
_VOICED = str.maketrans("vz", "fs")
"""Dutch and English plurals have a `v` or `z` where the singular ends in `f` or `s`: `huizen`."""

_MIN_STEM_CHARACTERS = 3
_MIN_CHARACTERS_BEFORE_E = 4

MAX_COMPARED_WORDS = 8
"""The words of a note that can be its name."""


@cache_short_texts
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; `&` is one too."""
    return tuple(_WORD.findall(normalize("NFC", text).lower()))


def without_accents(text: str) -> str:
    """Return a text without the accents on Latin letters: `café` is typed as `cafe` too."""
    if text.isascii():
        return text
    return normalize("NFC", _ACCENTED.sub(r"\1", normalize("NFD", text)))


@cache_short_texts
def stem(word: str) -> str:
    """Return a word in a form that singular and plural share, in Dutch and in English.

    It only has to tell equal from unequal: `flessen` and `fles` are both `fle`, `huisbaas` and
    `huisbazen` both `huisba`.
    """
    word = without_accents(word)
    irregular = _IRREGULAR.search(word)
    if irregular and word not in _NO_PLURALS:
        word = word[: irregular.start()] + _SINGULARS[irregular[0]]
    for ending in _PLURAL_ENDINGS:
        match = ending.search(word)
        if match and match.start() >= _MIN_STEM_CHARACTERS:
            word = word[: match.start()] + ("ie" if match[0] == "ies" else "")
            break
    if word.endswith("e") and len(word) > _MIN_CHARACTERS_BEFORE_E:
        word = word[:-1]
    if word.endswith("y"):
        word = f"{word[:-1]}i"
    word = _DOUBLED_LETTER.sub(r"\1", word)
    return (word[:-1] + word[-1:].translate(_VOICED)).removesuffix("s")


def without_question(text: str, lexicon: Lexicon) -> str:
    """Return the text after the question that a note begins with; any other note unchanged.

    In `Who are they? Beginners with a balcony` that is `Beginners with a balcony`.

    Args:
        text: The text of a note.
        lexicon: The words with which questions begin.
    """
    question, mark, answer = text.partition("?")
    if not mark or not split_words(without_tokens(answer)):
        return text
    words = split_words(question)[:2]
    groups = (lexicon.who_names, lexicon.which_words, lexicon.what_words, lexicon.yes_no_words)
    is_asked = any(word in group for word in words for group in groups)
    return answer.strip() if is_asked else text


def name_stems(
    text: str, lexicon: Lexicon, more_ends: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the stems of the name that a note starts with; its description is left out.

    A name ends at punctuation, before a word such as `with`, and before an English participle after
    a plural.

    Args:
        text: The text of a note.
        lexicon: The words that are not part of a name, and those that end one.
        more_ends: More words that end a name.
    """
    text = without_tokens(without_question(text, lexicon))
    for mark in ",(:;–—":
        text = text.partition(mark)[0] or text
    stems: list[str] = []
    has_plural = False
    for word in split_words(text)[:MAX_COMPARED_WORDS]:
        if stems and (word in lexicon.after_names or word in more_ends):
            break
        if has_plural and _PARTICIPLE.search(word):
            break  # `small businesses delivering in the centre`
        has_plural = word.endswith("s") and not word.endswith("ss")
        if word not in lexicon.before_names:
            stems.append(stem(word))
    return tuple(stems)
