"""Hyphenates words by Liang's algorithm, with the patterns of LibreOffice that pyphen contains.

Only pyphen's files are used: importing it takes 20 ms and loading a dictionary 60 more, too long
for the first frame. Read as here, a dictionary takes 3 ms, and only once a word does not fit on its
line. Source: F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

MIN_LETTERS = 3
"""Minimum number of letters of a word on either side of a hyphen."""

MAX_LETTERS = 40
"""Maximum number of letters of a word; what is longer is not a word, and would take long."""

_CHARSET = "latin-1"
"""The patterns are looked up as bytes, a letter each; they are read twice as fast so."""


_DIAERESES = "äëïöü"
"""Letters before which no hyphen is added: in Dutch it would take the place of the diaeresis."""

_DIGITS = b"0123456789"
"""In a pattern, the weight of the place where they stand: an odd one takes a hyphen."""

_WEIGHTS_ALONE = bytes(b if b in b"\n0123456789" else ord(".") for b in range(256))
"""Replaces the letters of patterns by dots, for `bytes.translate`."""


@lru_cache(maxsize=1024)
def hyphen_positions(word: str, language: str) -> tuple[int, ...]:
    """Return where a word can be hyphenated: the numbers of letters before the hyphen, in order.

    Args:
        word: Letters alone.
        language: The code of the word's language, such as `nl`.
    """
    if not 2 * MIN_LETTERS <= len(word) <= MAX_LETTERS:
        return ()
    letters = f".{word.lower()}.".encode(_CHARSET, "replace")
    if len(letters) != len(word) + 2:  # a capital whose small letter is two
        return ()
    patterns = _patterns(language)
    values = [0] * (len(letters) + 1)
    for start in range(len(letters)):
        for end in range(start + 1, len(letters) + 1):
            position = start
            for byte in patterns.get(letters[start:end], b""):
                if byte in _DIGITS:
                    values[position] = max(values[position], byte - _DIGITS[0])
                else:
                    position += 1
    ends = range(MIN_LETTERS, len(word) - MIN_LETTERS + 1)
    return tuple(end for end in ends if values[end + 1] % 2 and word[end] not in _DIAERESES)


@lru_cache(maxsize=2)
def _patterns(language: str) -> Mapping[bytes, bytes]:
    """Return the weights in each pattern of a language, by its letters.

    Returns:
        The patterns, with a dot for each letter; empty if the language has no dictionary.
    """
    spec = find_spec("pyphen")
    folders = (spec.submodule_search_locations if spec else None) or ()
    files = (file for each in folders for file in Path(each).glob(f"*/hyph_{language}_*.dic"))
    file = min(files, default=None)
    if file is None:
        return {}  # then words are broken where the line is full
    content = file.read_bytes()
    try:
        charset = content.partition(b"\n")[0].decode("ascii").strip()
        lines = content.decode(charset).encode(_CHARSET, "replace")
    except (LookupError, UnicodeError):
        return {}
    letters = lines.translate(None, _DIGITS)
    weights = lines.translate(_WEIGHTS_ALONE)
    shared: dict[bytes, bytes] = {}  # thousands of patterns have the same few hundred
    values = [shared.setdefault(each, each) for each in weights.split(b"\n")]
    return dict(zip(letters.split(b"\n"), values, strict=True))
