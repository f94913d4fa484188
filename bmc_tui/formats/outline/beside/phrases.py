"""Phrases that show that a line is not a note: it introduces, takes leave or is an example."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import filterfalse
from unicodedata import combining, normalize

from bmc_tui.guide.aliases import without_number
from bmc_tui.guide.loader import read_tables

_MAX_CHARACTERS = 200
"""Characters at the start of a line in which the words are looked for."""

_WORD = re.compile(r"[^\W_]+")


def takes_leave(text: str) -> bool:
    """Tell whether a line is one that chats and mails end with, such as `Let me know if …`."""
    first = _words(re.split(r"[,!.]", text[:_MAX_CHARACTERS], maxsplit=1)[0])
    return first in _phrases("sign_offs") or not _phrases("closings").isdisjoint(_starts(text))


def hands_over(text: str) -> bool:
    """Tell whether a line hands a canvas over, as chats and mails do: `Here is the canvas …`."""
    return is_in_group("assents", text) or not _phrases("openings").isdisjoint(_starts(text))


def is_sign_off(text: str) -> bool:
    """Tell whether a line is only a greeting at the end of a mail, such as `Cheers`."""
    return is_in_group("sign_offs", text)


def is_closing_title(title: str) -> bool:
    """Tell whether a title or label is of text after a canvas, such as `Key takeaways`."""
    return len(title) <= _MAX_CHARACTERS and _words(without_number(title)) in _phrases("endings")


def is_example(text: str) -> bool:
    """Tell whether a line is an example in a template, such as `e.g. salaries, rent`."""
    return not _phrases("examples").isdisjoint(_starts(text))


def addresses_reader(text: str) -> bool:
    """Tell whether a line addresses whoever fills in a template: `Who are your customers?`."""
    return says_in_group("addresses", text)


def is_in_group(group: str, text: str) -> bool:
    """Tell whether a text is one of the phrases of a group.

    Args:
        group: Its name in `aliases.toml`.
        text: The text.
    """
    return len(text) <= _MAX_CHARACTERS and _words(text) in _phrases(group)


def says_in_group(group: str, text: str) -> bool:
    """Tell whether a text has one of the words of a group.

    Args:
        group: Its name in `aliases.toml`.
        text: The text.
    """
    return not _phrases(group).isdisjoint(_words(text[:_MAX_CHARACTERS]).split())


def _starts(text: str) -> Iterator[str]:
    """Yield the first word of a line, its first two, and so on."""
    words = _words(text[:_MAX_CHARACTERS]).split()
    return (" ".join(words[: length + 1]) for length in range(len(words)))


@cache
def _phrases(group: str) -> frozenset[str]:
    """Return the phrases of a group, folded and without accents."""
    phrases: list[str] = read_tables("aliases")["words"][group]
    return frozenset(map(_words, phrases))


def _words(text: str) -> str:
    """Return the words of a text, folded and without accents."""
    folded = normalize("NFKD", normalize("NFC", text).casefold())
    return " ".join(_WORD.findall("".join(filterfalse(combining, folded))))
