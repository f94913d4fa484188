"""Caches what is derived from a note's text, but not from texts of unusual length."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

MAX_CACHED_CHARACTERS = 500
"""The longest text whose result is cached. While a huge note is typed in, every keystroke makes a
text that is never asked for again: caching all of them would cost megabytes."""

MAX_CACHED_TEXTS = 1024
"""How many results each function keeps; a full canvas has some hundred notes."""

_Result = TypeVar("_Result")


def cache_short_texts(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Cache the results of a pure function of one text, except for long texts.

    Args:
        function: A function whose result depends on its text only, and is immutable.
    """
    cached = lru_cache(maxsize=MAX_CACHED_TEXTS)(function)

    @wraps(function)
    def call(text: str) -> _Result:
        return cached(text) if len(text) <= MAX_CACHED_CHARACTERS else function(text)

    return call
