"""The words in the text of a note, and the stem that the forms of one word share."""

import re
from unicodedata import normalize

from bmc_tui.model.caching import cache_short_texts

_WORD = re.compile(r"[^\W_](?:[\w'’&-]*\w)?|&")
_PLURAL_ENDINGS = ("'s", "’s", "ies", "en", "es", "s", "n")
_DOUBLED_LETTER = re.compile(r"(.)\1")
_MIN_STEM_CHARACTERS = 3


@cache_short_texts
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; `&` is one too."""
    return tuple(_WORD.findall(normalize("NFC", text).lower()))


@cache_short_texts
def stem(word: str) -> str:
    """Return a word in a form that singular and plural share, in Dutch and in English.

    It only has to tell equal from unequal: `flessen` and `fles` are both `fles`.
    """
    for ending in _PLURAL_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_CHARACTERS:
            word = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    return _DOUBLED_LETTER.sub(r"\1", word).removesuffix("s")
