"""Caches what is derived from a note's text, but not from texts of unusual length."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

MAX_CACHED_CHARACTERS = 500
"""The longest text whose result is cached. While a huge note is typed in, every keystroke makes a
text that is never asked for again: caching all of them would cost megabytes."""

MAX_CACHED_TEXTS = 1024
"""How many results each function keeps; a full canvas has some hundred notes."""

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


def cache_short_texts(
    function: Callable[[str, *_Arguments], _Result],
) -> Callable[[str, *_Arguments], _Result]:
    """Cache the results of a pure function of a text, except for long texts.

    Args:
        function: Its first argument is the text; further ones are hashable.
    """
    cached = lru_cache(maxsize=MAX_CACHED_TEXTS)(function)

    @wraps(function)
    def call(text: str, *args: *_Arguments) -> _Result:
        if len(text) > MAX_CACHED_CHARACTERS:
            return function(text, *args)
        return cached(text, *args)

    return call
