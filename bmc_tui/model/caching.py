"""Caches what is derived from a note's text, except from very long texts."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

MAX_CACHED_CHARACTERS = 500
"""The longest text whose result is cached. Every keystroke in a note makes a new text that is not
looked up again: caching them all while the user types in a huge note would cost megabytes."""

MAX_CACHED_TEXTS = 1024
"""How many results are cached for each function; a full canvas has about a hundred notes."""

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


def cache_short_texts(
    function: Callable[[str, *_Arguments], _Result],
) -> Callable[[str, *_Arguments], _Result]:
    """Cache the results of a pure function of a text, except for long texts.

    Args:
        function: Its first argument is the text; any others are hashable.

    Returns:
        The function with a cache of the texts used last.
    """
    cached = lru_cache(maxsize=MAX_CACHED_TEXTS)(function)

    @wraps(function)
    def call(text: str, *args: *_Arguments) -> _Result:
        if len(text) > MAX_CACHED_CHARACTERS:
            return function(text, *args)
        return cached(text, *args)

    return call
